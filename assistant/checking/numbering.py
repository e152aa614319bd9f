"""The numbers under which the cards of a checked draft are cited."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cards import cite
from assistant.checking.drafts import Draft
from assistant.types import Card, Citation


@dataclass(slots=True)
class Numbers:
    """The citations of one draft: its own numbers where they lead somewhere, then new ones."""

    by_place: dict[tuple[int, int], Citation]
    next_number: int

    def __init__(self, draft: Draft) -> None:
        self.by_place = {}
        self.next_number = max((n for s in draft.sentences for n in s.markers), default=0) + 1

    def of(self, cards: Sequence[Card], wanted: Sequence[int] = ()) -> tuple[int, ...]:
        """Return the cards' numbers; a new card gets the wanted one where that is free."""
        numbers: list[int] = []
        for index, card in enumerate(cards):
            place = (card.source_id, card.start)
            if place not in self.by_place:
                taken = {citation.n for citation in self.by_place.values()}
                n = wanted[index] if index < len(wanted) else self.next_number
                if n in taken:
                    n = self.next_number
                self.next_number += n == self.next_number
                self.by_place[place] = cite(card, n)
            numbers.append(self.by_place[place].n)
        return tuple(numbers)

    def citations(self) -> tuple[Citation, ...]:
        """Return all, by their numbers."""
        return tuple(sorted(self.by_place.values(), key=lambda citation: citation.n))
