"""What is known of a model's inside: where it finds what is asked for, and knows that it is there.

Of each model for which it was found out there is a file in `insides/`, named by the model's hash;
`benchmarks/insides.py` writes it. For other models what they say must do.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import SettingsError
from assistant.runtime import Places

FOLDER = Path(__file__).with_name("insides")
_LEAST_LOOK = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """How to understand what is computed inside one model."""

    places: Places
    weights: tuple[float, ...]
    """For each number of the layer's output."""
    bias: float

    def shares(self, looks: NDArray[np.float32] | None) -> tuple[float, ...]:
        """Return how what a question looks for is spread over the parts, summing to 1.

        Args:
            looks: How much each head looks at each part, as shape (heads, parts).

        Returns:
            The geometric mean over the heads; nothing if nothing was seen.
        """
        if looks is None:
            return ()
        mean = np.exp(np.log(looks + _LEAST_LOOK).mean(axis=0))
        return tuple(float(one) for one in mean / mean.sum())

    def held(self, state: NDArray[np.float32] | None) -> float | None:
        """Return log p/(1 - p) that the text holds the answer; None if nothing was seen."""
        if state is None:
            return None
        return float(np.dot(state, np.asarray(self.weights, dtype=np.float32)) + self.bias)


@cache
def inside_of(sha256: str) -> Inside | None:
    """Return what is known of the model whose file has this hash.

    Raises:
        SettingsError: The file about it is damaged.
    """
    file = FOLDER / f"{sha256[:16]}.json"
    if not sha256.isalnum() or not file.is_file():
        return None
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        return Inside(
            places=Places(heads=_pairs(entry["heads"]), layer=int(entry["layer"])),
            weights=tuple(float(weight) for weight in entry["weights"]),
            bias=float(entry["bias"]),
        )
    except (ValueError, KeyError, TypeError) as exc:
        raise SettingsError(
            "What is known of the model can't be used", str(exc), "Install the application again."
        ) from exc


def _pairs(heads: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((int(layer), int(head)) for layer, head in heads)
