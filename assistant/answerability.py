"""Decide, before anything is written, whether the evidence holds an answer.

Never by the fused scores of the ranking, whose best is near 1 whatever was asked. What the question
names must be there: its years and dates, its names (`assistant.named`), a figure of the kind it
asks for, somebody's name or a day where it asks for one. Beyond that it goes by what is seen inside
the model, where it is known how to see that (`assistant.insides`). For other models a logistic rule
weighs how much likelier the model holds "Yes" than "No" when asked whether the text gives the
answer, and whether the best card has a figure of the kind asked for: asked for an absolute verdict
the starter says yes too often, but how much it leans tells near misses apart.
`benchmarks/refusal.py` fits that rule's constants on labelled questions, and prints what they do.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followup import InContext
from assistant.named import (
    asks_for_a_person,
    is_all_named,
    is_said_of_it,
    is_written_there,
    moment_asked,
    names_a_person,
)
from assistant.particulars import is_particular_there
from assistant.questions import is_identifier
from assistant.reading import Reading, Window
from assistant.selection import counts, holds_expected
from assistant.terms import Term
from assistant.topics import Topics
from assistant.types import Card
from knowledge.quantities import Quantity, find_quantities, same_quantity

WEIGHTS = {"yes_logit": 1.54, "kind_held": 1.85}
INTERCEPT = -0.55
THRESHOLD = 0.35
THRESHOLD_INSIDE = 0.38
"""The same for what is seen inside."""
_NAMES_OF_PLACES_TO_LOOK = frozenset({"ID", "Federal Register", "Register", "OSTP"})
"""What a question names beside its subject, and a passage seldom repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What the decision goes by."""

    yes_logit: float
    """log p(Yes)/p(No) that all the evidence read gives the answer."""
    kind_held: float
    """1 when the best card has a figure of the kind asked for, or none is asked for; else 0."""
    held: float | None = None
    """log p/(1 - p) that the evidence read gives the answer, by what goes on inside the model."""
    years_held: bool
    """Whether every year and date that the question names stands in the evidence."""
    identifiers_held: bool
    """Whether every name that all languages write alike occurs in the best card's source."""
    some_kind_held: bool
    """Whether any card to be said has a figure of the kind asked for, or none is asked for."""
    names_held: bool
    """Whether the evidence speaks of everything that the question names."""
    said_of_it: bool
    """Whether the best card is about what the question names."""
    document_held: bool
    """Whether the best card is about the document that the question names, where it names one."""
    matter_held: bool
    """Whether the best card's passage speaks of the particular thing asked for, where one is."""
    person_held: bool
    """Whether a card to be said names somebody, where somebody's name is asked for."""
    counted_held: bool
    """Whether a card to be said counts the very thing that is counted, where one is."""
    moment_held: bool
    """Whether a card to be said has a day or an hour, where one is asked for."""
    written_form_held: bool
    """Whether a card to be said holds the address or number that is asked for, where one is."""

    @property
    def probability(self) -> float:
        """The rule's probability, 0 to 1, that the evidence holds the answer."""
        total = self.held
        if total is None:
            total = INTERCEPT + sum(weight * getattr(self, n) for n, weight in WEIGHTS.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))

    @property
    def is_possible(self) -> bool:
        """Whether nothing that the question names is lacking."""
        return all(
            (
                self.years_held,
                self.identifiers_held,
                self.some_kind_held,
                self.names_held,
                self.said_of_it,
                self.document_held,
                self.matter_held,
                self.person_held,
                self.counted_held,
                self.moment_held,
                self.written_form_held,
            )
        )

    @property
    def is_sufficient(self) -> bool:
        """Whether an answer may be given."""
        threshold = THRESHOLD if self.held is None else THRESHOLD_INSIDE
        return self.is_possible and self.probability >= threshold


def weigh(
    asked: InContext,
    window: Window,
    reading: Reading,
    chosen: Sequence[Card],
    terms: Sequence[Term] = (),
    others: Sequence[Card] = (),
) -> Signals:
    """Read off the signals for a question.

    Args:
        asked: The question.
        window: The evidence before the model.
        reading: What it made of it.
        chosen: The cards that the answer would be made of, the best first.
        terms: Names that stand for each other.
        others: All cards found: those of the best one's passage tell what it speaks of.
    """
    question = asked.question.text
    moment = moment_asked(question) if asked.question.expected == "date" else frozenset()
    best = chosen[0]
    around = " ".join(
        f"{c.subject} {c.quote}" for c in window.cards if c.source_id == best.source_id
    )
    text = f"{best.title} {best.heading} {best.lead_in} {best.subject} {best.speaker} {around}"
    passage = [c for c in (*window.cards, *others) if c.passage_id == best.passage_id]
    kinds = [holds_expected(asked.question.expected, card.quantities) for card in chosen]
    identifiers = [name for name in asked.names if is_identifier(name)]
    return Signals(
        yes_logit=reading.yes_logit,
        kind_held=0.0 if kinds[0] is False else 1.0,
        held=reading.held,
        years_held=_years_held(asked, window.cards),
        identifiers_held=all(_fold(name) in _fold(text) for name in identifiers),
        some_kind_held=not all(kind is False for kind in kinds),
        names_held=is_all_named(asked.names, question, window.cards, terms),
        said_of_it=is_said_of_it(asked.names, question, best, terms)
        and is_all_named(_particular_names(asked.names), question, (best, *passage), terms),
        document_held=Topics((*others, *window.cards)).is_about_what_is_asked(question, best),
        matter_held=is_particular_there(question, (*chosen, *passage)),
        person_held=not asks_for_a_person(question)
        or any(names_a_person(card, question) for card in chosen),
        counted_held=asked.question.expected != "count"
        or not asked.question.counted
        or any(counts(asked.question.counted, card) for card in chosen),
        moment_held=not moment
        or any(q.unit in moment for card in chosen for q in _dates_with(card)),
        written_form_held=is_written_there(question, chosen),
    )


def _particular_names(names: Sequence[str]) -> list[str]:
    """Return the names that the best card's own passage must speak of."""
    return [name for name in names if name not in _NAMES_OF_PLACES_TO_LOOK]


def _dates_with(card: Card) -> tuple[Quantity, ...]:
    return card.quantities + find_quantities(card.lead_in, card.language)


def _years_held(asked: InContext, cards: Sequence[Card]) -> bool:
    there = [q for card in cards for q in card.quantities]
    for card in cards:
        there += find_quantities(f"{card.title}\n{card.heading}\n{card.lead_in}", card.language)
    named = find_quantities(asked.question.text, asked.question.language)
    dates = [q for q in named if q.unit in ("year", "month", "date")]
    return all(any(_is_within(other, q) for other in there) for q in dates)


def _is_within(held: Quantity, named: Quantity) -> bool:
    """Tell whether the evidence's date is the one named, or lies in the year that is named."""
    if named.unit == "year" and held.unit in ("month", "date") and held.value and named.value:
        return str(held.value).startswith(str(named.value))
    return same_quantity(held, named)


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
