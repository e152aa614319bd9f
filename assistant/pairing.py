"""The figures of a sentence beside those of its rendering."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.quantities import Quantity, find_quantities, same_bound, same_quantity

PairState = Literal["same", "bound_differs", "differs", "lost", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """A figure in the wording of both sides; empty on the side that lacks it."""

    original: str
    rendering: str
    state: PairState
    """`bound_differs`: the same figure, but "at least", "about" or the like isn't the same.
    `differs`: another figure of the same unit, which may well stand for it."""


def pair_figures(held: Sequence[Quantity], text: str, language: str) -> tuple[FigurePair, ...]:
    """Pair the original's figures with those of `text`, in the order of the original.

    Args:
        held: The original's figures.
        text: The rendering.
        language: Of the rendering.
    """
    left = list(find_quantities(text, language))
    found: list[tuple[Quantity, Quantity | None, PairState]] = []
    for quantity in held:
        same = [other for other in left if same_quantity(other, quantity)]
        # Of several of one value, one with the same bound is meant.
        same.sort(key=lambda other: not same_bound(other, quantity))
        if not same:
            found.append((quantity, None, "lost"))
            continue
        left.remove(same[0])
        is_same = same_bound(same[0], quantity)
        found.append((quantity, same[0], "same" if is_same else "bound_differs"))
    pairs = [_pair(*other, left) for other in found]
    pairs += [FigurePair(original="", rendering=other.text, state="added") for other in left]
    return tuple(pairs)


def _pair(
    quantity: Quantity, other: Quantity | None, state: PairState, left: list[Quantity]
) -> FigurePair:
    """Make a pair; for a figure that was lost, one that is left and of the same unit is taken."""
    if other is None:
        other = next((one for one in left if one.unit == quantity.unit), None)
        if other is not None:
            left.remove(other)
            state = "differs"
    rendering = other.text if other is not None else ""
    return FigurePair(original=quantity.text, rendering=rendering, state=state)
