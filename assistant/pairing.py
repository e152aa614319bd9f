"""The figures of a sentence beside those of its rendering."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.quantities import Quantity, find_quantities, same_bound, same_quantity

PairState = Literal["same", "bound_differs", "lost", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """A figure in the wording of both sides; empty on the side that lacks it."""

    original: str
    rendering: str
    state: PairState
    """`bound_differs`: the same figure, but "at least", "about" or the like isn't the same."""


def pair_figures(held: Sequence[Quantity], text: str, language: str) -> tuple[FigurePair, ...]:
    """Pair the original's figures with those of `text`, in the order of the original.

    Args:
        held: The original's figures.
        text: The rendering.
        language: Of the rendering.
    """
    left = list(find_quantities(text, language))
    pairs: list[FigurePair] = []
    for quantity in held:
        same = [other for other in left if same_quantity(other, quantity)]
        # Of several of one value, one with the same bound is meant.
        same.sort(key=lambda other: not same_bound(other, quantity))
        if not same:
            pairs.append(FigurePair(original=quantity.text, rendering="", state="lost"))
            continue
        left.remove(same[0])
        state: PairState = "same" if same_bound(same[0], quantity) else "bound_differs"
        pairs.append(FigurePair(original=quantity.text, rendering=same[0].text, state=state))
    pairs += [FigurePair(original="", rendering=other.text, state="added") for other in left]
    return tuple(pairs)
