"""Sources that state another figure of the same thing than the one a sentence gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.terms import Term
from assistant.things import Stated, contradicts, is_same_thing, stated_figures
from assistant.types import Card, Finding
from knowledge.quantities import same_quantity

CODE = "sources_conflict"
_MOST = 3
"""Findings for one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A figure of a sentence, the card it rests on, and the card that contradicts it."""

    text: str
    """The figure as the sentence writes it."""
    held: Card
    held_text: str
    """The figure as its card writes it."""
    other: Card
    other_text: str

    def finding(self) -> Finding:
        """Return it for the reader, with dates and publishers."""
        return Finding(
            code=CODE,
            severity="warning",
            message=(
                f"Sources disagree on “{self.text}”: {_told(self.held, self.held_text)}, but "
                f"{_told(self.other, self.other_text)}."
            ),
            remedy="Show both, or say why you follow the one; look for the original.",
        )


def find_conflicts(
    text: str,
    language: str,
    cards: Sequence[Card],
    near: Iterable[Card],
    *,
    around: str = "",
    terms: Sequence[Term] = (),
) -> tuple[Conflict, ...]:
    """Return what other sources say otherwise than the sentence, one conflict a source and figure.

    Only a figure that a card of the sentence's own holds can be in conflict; one that none holds is
    a mistake of the sentence.

    Args:
        text: The sentence.
        language: Its language.
        cards: What it rests on.
        near: Near cards, those of the sentence included or not.
        around: What the sentence stands under.
        terms: Names in both languages.
    """
    read = [(card, _figures(card, terms)) for card in dict.fromkeys((*cards, *near))]
    found: dict[tuple[str, int], Conflict] = {}
    for figure in stated_figures(text, language, around=around, terms=terms):
        holding = list(_holding(figure, cards, read))
        for other, theirs in read:
            contrary = _contrary(figure, theirs)
            # One source that weighs two figures against each other doesn't contradict itself.
            held = next((pair for pair in holding if pair[0].source_id != other.source_id), None)
            if contrary is not None and held is not None:
                found.setdefault(
                    (figure.quantity.text, other.source_id),
                    Conflict(
                        text=figure.quantity.text,
                        held=held[0],
                        held_text=held[1],
                        other=other,
                        other_text=contrary.quantity.text,
                    ),
                )
    return tuple(found.values())[:_MOST]


def _holding(
    figure: Stated, cards: Sequence[Card], read: Sequence[tuple[Card, tuple[Stated, ...]]]
) -> Iterator[tuple[Card, str]]:
    """Yield the cards that state the figure, and how they write it; none unless one is its own."""
    if not any(same_quantity(figure.quantity, q) for card in cards for q in card.quantities):
        return
    for card, stated in read:
        for other in stated:
            if same_quantity(figure.quantity, other.quantity) and (
                card in cards or is_same_thing(figure, other)
            ):
                yield card, other.quantity.text
                break


def _contrary(figure: Stated, theirs: Sequence[Stated]) -> Stated | None:
    """Return their figure of the same thing; None where they (also) state one that agrees."""
    same = [other for other in theirs if is_same_thing(figure, other)]
    if any(not contradicts(figure.quantity, other.quantity) for other in same):
        return None
    return same[0] if same else None


def _figures(card: Card, terms: Sequence[Term]) -> tuple[Stated, ...]:
    return stated_figures(
        card.quote,
        card.language,
        quantities=card.quantities,
        around=f"{card.subject}\n{card.lead_in}\n{card.heading}",
        terms=terms,
    )


def _told(card: Card, figure: str) -> str:
    by = ", ".join(filter(None, (card.publisher, card.published)))
    return f"“{figure}” in “{card.title}” ({by or 'no date'})"
