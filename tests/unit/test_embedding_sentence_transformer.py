"""Any sentence-transformers folder serves: a tiny one made here, with weights of no meaning."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding import SentenceTransformerEmbedder
from knowledge.errors import EmbedderUnavailable

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "budget", "query", ":", "plan"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    base, made = tmp_path_factory.mktemp("bert"), tmp_path_factory.mktemp("tiny-model")
    (base / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(base / "vocab.txt")).save_pretrained(base)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(base)
    transformer = Transformer(str(base), max_seq_length=16)
    model = SentenceTransformer(
        modules=[transformer, Pooling(8)], device="cpu", prompts={"query": "query: "}
    )
    model.save(str(made))
    return made


def test_rows_have_length_one(folder: Path) -> None:
    embedder = SentenceTransformerEmbedder(folder, threads=1)
    rows = embedder.embed(["the budget", "plan"], "passage")
    assert rows.shape == (2, embedder.dimensions) == (2, 8)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert embedder.embed([], "query").shape == (0, 8)


def test_the_models_own_prompts_are_used(folder: Path) -> None:
    embedder = SentenceTransformerEmbedder(folder, threads=1)
    asked = embedder.embed(["the budget"], "query")
    said = embedder.embed(["query: the budget"], "passage")
    np.testing.assert_allclose(asked, said, atol=1e-5)


def test_identity_tells_models_apart_by_their_content(folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    first = SentenceTransformerEmbedder(folder).identity
    assert first == SentenceTransformerEmbedder(copy).identity
    assert first.startswith(f"{folder.name}-")
    weights = next(copy.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert SentenceTransformerEmbedder(copy).identity != first


def test_a_folder_whose_weights_are_damaged_is_told(folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "damaged"
    shutil.copytree(folder, copy)
    next(copy.rglob("*.safetensors")).write_bytes(b"\x00" * 20)
    with pytest.raises(EmbedderUnavailable, match="can't be used"):
        SentenceTransformerEmbedder(copy).embed(["plan"], "query")
