"""How likely a passage entails a claim, by a CrossEncoder for inference that the user has.

Optional: it works where the setting `entailment_model` names the folder of a sentence-transformers
CrossEncoder. Nothing is fetched, and torch is imported only when the first pair comes.
"""

from collections.abc import Sequence
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Protocol

from assistant.errors import ModelUnavailable
from assistant.runtime.scoring import cancelled
from knowledge.embedding.offline import open_offline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

AT_ONCE = 4
"""Pairs between two looks at the stop signal."""


class PairModel(Protocol):
    """What is used of a CrossEncoder."""

    def predict(
        self, inputs: "Sequence[tuple[str, str]]", *, apply_softmax: bool, show_progress_bar: bool
    ) -> "NDArray[np.float32]":
        """Give `(n_pairs, n_labels)` shares, or `(n_pairs,)` where there is one label."""
        ...


class Entailment:
    """A CrossEncoder for natural language inference, opened on first use.

    Args:
        folder: Of a sentence-transformers CrossEncoder with safetensors weights; a "~" is expanded.
        threads: Processors to compute on.
        model: An open model in place of the folder's, with the index of its label for entailment.
    """

    def __init__(
        self, folder: Path, *, threads: int = 2, model: tuple[PairModel, int] | None = None
    ) -> None:
        self._folder = folder.expanduser()
        self._threads = threads
        self._lock = Lock()
        self._model = model

    @classmethod
    def of_setting(cls, entailment_model: str, *, threads: int = 2) -> "Entailment | None":
        """Make it for the value of the setting; None when that is empty."""
        return cls(Path(entailment_model), threads=threads) if entailment_model else None

    def entails(
        self, pairs: Sequence[tuple[str, str]], *, stop: Event | None = None
    ) -> tuple[float, ...]:
        """Give for each (passage, claim) the probability, 0 to 1, that it follows from the first.

        What the model has no room for is cut off by its tokenizer.

        Raises:
            ModelUnavailable: The folder's model can't be used.
            Cancelled: `stop` was set.
        """
        if not pairs:
            return ()
        shares: list[float] = []
        with self._lock:
            model, label = self._opened()
            for start in range(0, len(pairs), AT_ONCE):
                if stop is not None and stop.is_set():
                    raise cancelled()
                rows = model.predict(
                    list(pairs[start : start + AT_ONCE]),
                    apply_softmax=True,
                    show_progress_bar=False,
                )
                shares += [float(row[label] if rows.ndim == 2 else row) for row in rows]
        return tuple(shares)

    def _opened(self) -> tuple[PairModel, int]:
        if self._model is None:
            opened = _open(self._folder, self._threads)
            self._model = (opened, _label_of_entailment(opened, self._folder))
        return self._model


def _open(folder: Path, threads: int) -> "CrossEncoder":
    opened: CrossEncoder = open_offline("CrossEncoder", folder, threads, _unusable)
    return opened


def _label_of_entailment(model: "CrossEncoder", folder: Path) -> int:
    names = {int(index): str(name).lower() for index, name in model.config.id2label.items()}
    if len(names) == 1:
        return 0  # one score of "the second follows from the first"
    for index, name in names.items():
        if name.startswith("entail"):
            return index
    raise _unusable(folder, f"none of its labels is entailment: {', '.join(names.values())}")


def _unusable(folder: Path, why: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The model for entailment in {str(folder)!r} can't be used",
        why,
        "Set `entailment_model` to the folder of a sentence-transformers CrossEncoder for natural "
        "language inference with safetensors weights, or leave it empty.",
    )
