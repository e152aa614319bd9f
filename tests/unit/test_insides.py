"""What is understood of what goes on inside a model."""

from pathlib import Path

import numpy as np
import pytest

from assistant import insides
from assistant.catalogue import find
from assistant.errors import SettingsError
from assistant.insides import Inside, inside_of
from assistant.runtime import Places
from assistant.runtime.watch import locate

INSIDE = Inside(places=Places(heads=((3, 1), (5, 0)), layer=4), weights=(1.0, -2.0), bias=0.5)


def test_what_the_heads_look_at_is_spread_over_the_parts() -> None:
    looks = np.array([[0.2, 0.05, 0.0], [0.4, 0.1, 0.0]], dtype=np.float32)
    shares = INSIDE.shares(looks)
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] == pytest.approx(4 * shares[1], rel=0.01)
    assert 0 < shares[2] < 0.01


def test_nothing_seen_says_nothing() -> None:
    assert INSIDE.shares(None) == ()
    assert INSIDE.held(None) is None


def test_the_layers_output_is_weighed() -> None:
    assert INSIDE.held(np.array([2.0, 1.0], dtype=np.float32)) == pytest.approx(0.5)


def test_the_default_models_inside_is_known() -> None:
    inside = inside_of(find("qwen2.5-coder-1.5b-instruct").sha256)
    assert inside is not None
    assert len(inside.weights) == 1536  # the width of the model
    assert all(0 <= layer < 28 and 0 <= head < 12 for layer, head in inside.places.heads)


def test_of_another_model_nothing_is_known() -> None:
    assert inside_of("0" * 64) is None
    assert inside_of("../../etc/passwd") is None


@pytest.mark.parametrize("text", ["", "{}", '{"heads": [[1, 2]], "layer": 3, "weights": 4}'])
def test_a_damaged_file_is_told(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insides, "FOLDER", tmp_path)
    (tmp_path / "abcdef0123456789.json").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="Install the application again"):
        inside_of("abcdef0123456789" * 4)


PIECES = [b"", b"[1] ", b"The fe", b"e rose", b". ", "[2] 港".encode(), b" Why", b"?", b"\xe6"]


def test_texts_are_found_among_tokens_the_last_ones_if_often() -> None:
    tokens = [1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6, 7]
    assert locate(["[1] The fee rose.", "[2] 港", "Why?"], tokens, PIECES) == [
        (5, 9),
        (9, 10),
        (10, 12),
    ]


def test_a_token_that_two_texts_share_is_part_of_both() -> None:
    assert locate(["The fee", " rose"], [2, 3], PIECES) == [(0, 2), (1, 2)]


def test_a_text_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match="not found"):
        locate(["Why not"], [6, 7], PIECES)
