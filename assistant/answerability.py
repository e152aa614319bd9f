"""Decide, before anything is written, whether the evidence holds an answer.

Never by the fused scores of the ranking, whose best is near 1 whatever was asked. A year or date
that the question names must stand in the evidence. Beyond that a logistic rule weighs how much
likelier the model holds "Yes" than "No" when asked whether the text gives the answer (once of all
the evidence, once of the best card's passage alone), whether the best card has a figure of the
kind asked for, and whether the names asked about occur with it. Asked for an absolute verdict the
starter says yes too often; how much it leans tells near misses apart (area under the curve 0.93 on
the questions it was fitted on). `benchmarks/refusal.py` fits the constants on `dev.jsonl` and
`fit.jsonl` and prints what they do there.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followup import InContext
from assistant.reading import Reading, Window
from assistant.selection import holds_expected
from assistant.terms import Term, terms_in
from assistant.types import Card
from knowledge.quantities import Quantity, find_quantities, same_quantity

WEIGHTS = {"yes_logit": 1.0, "passage_logit": 1.7, "kind_held": 1.05, "names_held": 0.2}
INTERCEPT = -2.95
THRESHOLD = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What the decision goes by."""

    yes_logit: float
    """log p(Yes)/p(No) that all the evidence read gives the answer."""
    passage_logit: float
    """The same of the best card's passage, read by itself."""
    kind_held: float
    """1 when the best card has a figure of the kind asked for, or none is asked for; else 0."""
    names_held: float
    """Share of the question's names that occur with the best card, 0 to 1; 1 when it has none."""
    years_held: bool
    """Whether every year and date that the question names stands in the evidence."""

    @property
    def probability(self) -> float:
        """The rule's probability, 0 to 1, that the evidence holds the answer."""
        total = INTERCEPT + sum(weight * getattr(self, name) for name, weight in WEIGHTS.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))

    @property
    def is_sufficient(self) -> bool:
        """Whether an answer may be given."""
        return self.years_held and self.probability >= THRESHOLD


def weigh(
    asked: InContext,
    window: Window,
    reading: Reading,
    best: Card,
    passage_logit: float,
    terms: Sequence[Term],
) -> Signals:
    """Read off the signals for a question, the evidence before the model and its best card."""
    text = f"{best.title} {best.heading} {best.lead_in} {best.subject} {best.speaker} {best.quote}"
    held = holds_expected(asked.question.expected, best.quantities)
    return Signals(
        yes_logit=reading.yes_logit,
        passage_logit=passage_logit,
        kind_held=0.0 if held is False else 1.0,
        names_held=_names_held(asked.names, text, terms),
        years_held=_years_held(asked, window.cards),
    )


def _names_held(names: Sequence[str], text: str, terms: Sequence[Term]) -> float:
    if not names:
        return 1.0
    there = _fold(text)
    held = 0
    for name in names:
        language = "en" if name.isascii() else "ja"
        others = [
            term.japanese if language == "en" else term.english
            for term in terms_in(name, terms, language)
        ]
        held += any(_fold(form) in there for form in (name, *others))
    return held / len(names)


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
