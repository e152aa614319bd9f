"""Entailment by a CrossEncoder: which label counts, what can't be used, and that it stops."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import ModelUnavailable
from assistant.settings import load_settings
from assistant.verification.entailment import Entailment
from knowledge.errors import Cancelled

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "quay", "is", "safe", "old"]


class Words:
    """Finds the share of the claim's words that the passage has; label 1 is entailment."""

    def __init__(self, stop: Event | None = None) -> None:
        self.stop = stop
        self.batches: list[int] = []

    def predict(
        self, inputs: Sequence[tuple[str, str]], *, apply_softmax: bool, show_progress_bar: bool
    ) -> NDArray[np.float32]:
        assert apply_softmax
        assert not show_progress_bar
        self.batches.append(len(inputs))
        if self.stop is not None:
            self.stop.set()
        held = [
            np.mean([word in passage.split() for word in claim.split()])
            for passage, claim in inputs
        ]
        return np.array([[0.0, share, 1 - share] for share in held], np.float32)


def save_cross_encoder(folder: Path, labels: Sequence[str]) -> Path:
    """Make a tiny CrossEncoder with weights of no meaning."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_the_share_of_the_entailment_label_comes_back() -> None:
    entailment = Entailment(Path("none"), model=(Words(), 1))
    pairs = [("the old quay is safe", "the quay"), ("the old quay", "the quay is safe")]
    assert entailment.entails(pairs) == pytest.approx((1.0, 0.5))
    assert entailment.entails([]) == ()


def test_it_works_in_batches_and_stops_between_them() -> None:
    stop = Event()
    words = Words(stop)
    with pytest.raises(Cancelled):
        Entailment(Path("none"), model=(words, 1)).entails([("the quay", "safe")] * 9, stop=stop)
    assert words.batches == [4]


@pytest.mark.parametrize("labels", [["contradiction", "entailment", "neutral"], ["entailed"]])
def test_a_real_cross_encoder_gives_probabilities(tmp_path: Path, labels: list[str]) -> None:
    folder = save_cross_encoder(tmp_path / "nli", labels)
    shares = Entailment(folder, threads=1).entails([("the quay is old", "the quay")] * 5)
    assert len(shares) == 5
    assert all(0 < share < 1 for share in shares)


def test_a_model_without_such_a_label_is_refused(tmp_path: Path) -> None:
    folder = save_cross_encoder(tmp_path / "topics", ["ships", "trains", "not_entailment"])
    with pytest.raises(ModelUnavailable, match="ships, trains"):
        Entailment(folder, threads=1).entails([("a", "b")])


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"not read: it may be a pickle")
    with pytest.raises(ModelUnavailable, match="safetensors"):
        Entailment(tmp_path).entails([("a", "b")])


def test_the_setting_is_empty_at_first() -> None:
    assert Entailment.of_setting(load_settings().entailment_model) is None
    assert Entailment.of_setting("~/nli") is not None


def test_importing_it_imports_no_torch() -> None:
    code = "import sys, assistant.verification.entailment as e; e.Entailment.of_setting('x'); "
    code += "sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
