"""Stretches of a text that are marked where it is shown, by kind and never by colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.rendering import escape

if TYPE_CHECKING:
    from assistant.types import MatchKind

_RANK: "dict[MatchKind, int]" = {"words": 0, "name": 1, "figure": 2}
"""Of two marks on the same letter the higher one is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A half-open stretch of a text, in code points."""

    start: int
    end: int
    kind: "MatchKind"


def marked(text: str, marks: Iterable[Mark], *, offset: int = 0) -> str:
    """Return the text as HTML with its marks; what of a mark lies outside the text is left out.

    Args:
        text: Any text; it is escaped.
        marks: They may overlap.
        offset: Where the text begins in the one that the marks count from.
    """
    kinds: list[MatchKind | None] = [None] * len(text)
    for mark in sorted(marks, key=lambda m: _RANK[m.kind]):
        first, last = max(0, mark.start - offset), min(len(text), mark.end - offset)
        for place in range(first, last):
            kinds[place] = mark.kind
    parts: list[str] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and kinds[end] == kinds[start]:
            continue
        piece, kind = escape(text[start:end]), kinds[start]
        parts.append(piece if kind is None else f'<mark class="mark mark-{kind}">{piece}</mark>')
        start = end
    return "".join(parts)


def legend(kinds: "Iterable[MatchKind]") -> str:
    """Return what the marks mean, for those kinds that are shown."""
    words: dict[MatchKind, str] = {
        "words": "same words",
        "figure": "same figure",
        "name": "same name",
    }
    shown = set(kinds)
    items = " ".join(
        f'<mark class="mark mark-{kind}">{word}</mark>'
        for kind, word in words.items()
        if kind in shown
    )
    return f'<p class="legend">{items}</p>' if items else ""
