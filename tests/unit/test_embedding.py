"""The default embedder on a tiny model; what is imported; what a folder is taken for."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from tiny_e5 import make_tiny_e5

from knowledge.embedding import E5Embedder, SentenceTransformerEmbedder, open_embedder
from knowledge.embedding.e5_making import make_e5
from knowledge.errors import EmbedderUnavailable

ROOT = Path(__file__).parents[2]
TEXTS = ["the budget", "政府の予算は5～5", "", "a", "the the the"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fetched = tmp_path_factory.mktemp("fetched")
    made = tmp_path_factory.mktemp("made")
    make_tiny_e5().write(fetched / "weights.bin")
    make_e5("e5-4bit", fetched, made)
    return made


@pytest.fixture
def embedder(folder: Path) -> E5Embedder:
    return E5Embedder(folder, threads=1)


def test_rows_have_length_one_and_keep_their_order(embedder: E5Embedder) -> None:
    rows = embedder.embed(TEXTS, "passage")
    assert rows.shape == (len(TEXTS), embedder.dimensions)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for row, text in zip(rows, TEXTS, strict=True):
        assert np.array_equal(row, embedder.embed([text], "passage")[0])


def test_no_text_gives_no_rows(embedder: E5Embedder) -> None:
    assert embedder.embed([], "query").shape == (0, 384)


def test_roles_have_prefixes_of_their_own(embedder: E5Embedder) -> None:
    query, passage = embedder.embed(["a"], "query"), embedder.embed(["a"], "passage")
    assert not np.allclose(query, passage)


def test_text_beyond_the_longest_input_is_cut(embedder: E5Embedder) -> None:
    long, longer = "a " * 600, "a " * 600 + "budget " * 50
    assert np.array_equal(embedder.embed([long], "query"), embedder.embed([longer], "query"))


def test_half_a_character_of_a_damaged_file_does_no_harm(embedder: E5Embedder) -> None:
    assert np.isfinite(embedder.embed(["the \ud83d budget", "\x00"], "passage")).all()


def test_it_is_a_langchain_component(embedder: E5Embedder) -> None:
    assert isinstance(embedder, Embeddings)
    rows = embedder.embed(["a", "the"], "passage")
    assert embedder.embed_documents(["a", "the"]) == [[float(v) for v in row] for row in rows]
    assert embedder.embed_query("a") == [float(v) for v in embedder.embed(["a"], "query")[0]]
    assert embedder.embed_documents([]) == []


def test_many_threads_get_what_one_gets(embedder: E5Embedder) -> None:
    expected = embedder.embed(TEXTS, "passage")
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: embedder.embed(TEXTS, "passage"), range(24)))
    assert all(np.array_equal(rows, expected) for rows in results)


def test_identity_names_model_and_precision(embedder: E5Embedder) -> None:
    assert embedder.identity == "multilingual-e5-small/int8"


def test_a_folder_is_taken_for_what_it_holds(folder: Path, tmp_path: Path) -> None:
    assert isinstance(open_embedder("multilingual-e5-small", folder), E5Embedder)
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    assert isinstance(open_embedder("own", tmp_path), SentenceTransformerEmbedder)


def test_an_empty_or_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match="holds no embedding model"):
        open_embedder("own", tmp_path)
    with pytest.raises(EmbedderUnavailable, match="no such folder"):
        open_embedder("own", tmp_path / "none")


def test_pickled_weights_are_refused_without_importing_torch(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickle")
    with pytest.raises(EmbedderUnavailable, match="safetensors"):
        open_embedder("own", tmp_path).embed(["a"], "query")


def test_the_default_imports_no_torch_and_the_package_nothing_heavy(folder: Path) -> None:
    code = (
        "import sys, knowledge.embedding\n"
        "heavy = ('torch', 'sentence_transformers', 'transformers', 'onnxruntime', "
        "'langchain_core', 'onnx', 'tokenizers')\n"
        "assert not [m for m in heavy if m in sys.modules], 'at import'\n"
        "from pathlib import Path\n"
        f"e = knowledge.embedding.open_embedder('x', Path({str(folder)!r}), 1)\n"
        "e.embed(['a'], 'query')\n"
        "print([m for m in heavy[:3] if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
