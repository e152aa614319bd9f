"""Sources that state another figure of the same thing than the one a sentence gives.

One rule for answers, drafts and checked drafts; what "the same thing" is, `assistant.things` says.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.terms import Term
from assistant.things import (
    Stated,
    contradicts,
    is_identifier_like,
    is_same_thing,
    stated_figures,
)
from assistant.types import Card, Claim, Finding
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
        both = f"{_told(self.held, self.held_text)}, but {_told(self.other, self.other_text)}"
        if self.held.source_id == self.other.source_id:
            both = f"“{self.held_text}” and “{self.other_text}” in {_named(self.held)}"
        return Finding(
            code=CODE,
            severity="warning",
            message=f"Sources disagree on “{self.text}”: {both}.",
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
    is_within: bool = False,
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
        is_within: Whether two sentences of one source may be in conflict: where it is known that
            they were chosen for giving two figures of what is asked for.
    """
    read = [(card, _figures(card, terms)) for card in dict.fromkeys((*cards, *near))]
    found: dict[tuple[str, int], Conflict] = {}
    ours = stated_figures(text, language, around=around, terms=terms)
    for figure in ours:
        holding = list(_holding(figure, cards, read))
        for other, theirs in read:
            contrary = _contrary(figure, ours, theirs)
            held = next((pair for pair in holding if _may_differ(pair[0], other, is_within)), None)
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


def with_conflicts(
    claim: Claim,
    language: str,
    card: Card,
    near: Iterable[Card],
    *,
    terms: Sequence[Term] = (),
    is_within: bool = False,
) -> Claim:
    """Return a sentence that rests on `card` with what `near` cards say otherwise.

    A sentence that fails its own checks stays `unsupported`.
    """
    found = find_conflicts(
        claim.text,
        language,
        [card],
        near,
        around=_around(card),
        terms=terms,
        is_within=is_within,
    )
    if not found:
        return claim
    return replace(
        claim,
        verdict="unsupported" if claim.verdict == "unsupported" else "conflict",
        findings=(*claim.findings, *(conflict.finding() for conflict in found)),
    )


class Contradictions:
    """Finds among cards those that give another figure than a card; each is read once.

    Args:
        cards: Where to look.
        terms: Names in both languages.
        find: Gives more cards for the name of what a figure is of; each name is looked up once.
    """

    def __init__(
        self,
        cards: Sequence[Card],
        terms: Sequence[Term] = (),
        *,
        find: Callable[[str], Sequence[Card]] | None = None,
    ) -> None:
        self._find = find
        self._by_name: dict[str, tuple[Card, ...]] = {}
        self._cards = tuple(card for card in cards if card.quantities)
        self._terms = tuple(terms)
        self._read: dict[Card, tuple[Stated, ...]] = {}

    def of(self, card: Card, *, is_within: bool = False) -> tuple[Card, ...]:
        """Return the cards that contradict `card`; of its own source only if `is_within`."""
        if not card.quantities:
            return ()
        return tuple(
            other
            for other in dict.fromkeys((*self._cards, *self._named(card)))
            if _may_differ(card, other, is_within)
            and any(
                _contrary(figure, self._figures(card), self._figures(other))
                for figure in self._figures(card)
            )
        )

    def _named(self, card: Card) -> Iterator[Card]:
        """Yield the cards with figures that are found by the names of the card's own figures."""
        if self._find is None:
            return
        for name in dict.fromkeys(figure.name for figure in self._figures(card)):
            if is_identifier_like(name):
                if name not in self._by_name:
                    self._by_name[name] = tuple(c for c in self._find(name) if c.quantities)
                yield from self._by_name[name]

    def _figures(self, card: Card) -> tuple[Stated, ...]:
        if card not in self._read:
            self._read[card] = _figures(card, self._terms)
        return self._read[card]


def _may_differ(card: Card, other: Card, is_within: bool) -> bool:
    # One source that weighs two figures against each other doesn't contradict itself.
    if card.source_id != other.source_id:
        return True
    return is_within and card.start != other.start


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


def _contrary(figure: Stated, ours: Sequence[Stated], theirs: Sequence[Stated]) -> Stated | None:
    """Return a figure of theirs of the same thing that none of ours agrees with.

    None where they (also) state one that agrees with the figure. A source that speaks of the 7B
    version alone doesn't contradict one that speaks of 7B and 32B.
    """
    same = [other for other in theirs if is_same_thing(figure, other)]
    if any(not contradicts(figure.quantity, other.quantity) for other in same):
        return None
    return next((other for other in same if not _is_agreed(other, ours)), None)


def _is_agreed(figure: Stated, others: Sequence[Stated]) -> bool:
    return any(
        is_same_thing(figure, other) and not contradicts(figure.quantity, other.quantity)
        for other in others
    )


def _figures(card: Card, terms: Sequence[Term]) -> tuple[Stated, ...]:
    return stated_figures(
        card.quote,
        card.language,
        quantities=card.quantities,
        around=_around(card),
        terms=terms,
    )


def _around(card: Card) -> str:
    return f"{card.subject}\n{card.lead_in}\n{card.heading}"


def _told(card: Card, figure: str) -> str:
    return f"“{figure}” in {_named(card)}"


def _named(card: Card) -> str:
    by = ", ".join(filter(None, (card.publisher, card.published)))
    return f"“{card.title}” ({by or 'no date'})"
