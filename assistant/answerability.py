"""Decide, before anything is written, whether the evidence holds an answer.

Never by the fused scores of the ranking, whose best is near 1 whatever was asked. A year or amount
that the question names must stand in the evidence; beyond that a logistic rule weighs how much
likelier the model holds "Yes" than "No" when asked whether the text gives the answer, how far the
evidence stands out from sentences that have nothing to do with the question, whether the names
asked about occur, and whether a figure of the kind asked for is there. `benchmarks/refusal.py`
fits the constants on `dev.jsonl` and `fit.jsonl` and prints what they do there.
"""

import math
import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followup import InContext
from assistant.reading import Reading, Window
from assistant.selection import Ranked, holds_expected
from assistant.terms import Term, terms_in
from assistant.types import Card
from knowledge.quantities import find_quantities, same_quantity

WEIGHTS = {"yes_logit": 1.6, "standing_out": 0.35, "names_held": 1.0, "kind_held": 1.2}
INTERCEPT = -4.0
THRESHOLD = 0.5
_USUAL_STANDING_OUT = 3.0
"""Taken where there is no embedder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What the decision goes by."""

    yes_logit: float
    standing_out: float
    """How many standard deviations the nearest evidence lies above unrelated sentences."""
    names_held: float
    """Share of the question's names that occur in the evidence, 0 to 1; 1 when it has none."""
    kind_held: float
    """1 when a figure of the kind asked for is there, or none is asked for; else 0."""
    figures_held: bool
    """Whether every figure and year that the question names stands in the evidence."""

    @property
    def probability(self) -> float:
        """The rule's probability, 0 to 1, that the evidence holds the answer."""
        total = INTERCEPT + sum(weight * getattr(self, name) for name, weight in WEIGHTS.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))

    @property
    def is_sufficient(self) -> bool:
        """Whether an answer may be given."""
        return self.figures_held and self.probability >= THRESHOLD


def weigh(
    asked: InContext, ranked: Ranked, window: Window, reading: Reading, terms: Sequence[Term]
) -> Signals:
    """Read off the signals for a question and the evidence before the model."""
    text = " ".join(
        f"{c.title} {c.heading} {c.lead_in} {c.subject} {c.quote}" for c in window.cards
    )
    return Signals(
        yes_logit=reading.yes_logit,
        standing_out=_standing_out(ranked),
        names_held=_names_held(asked.names, text, terms),
        kind_held=_kind_held(asked, window.cards),
        figures_held=_figures_held(asked, window.cards),
    )


def _standing_out(ranked: Ranked) -> float:
    if len(ranked.background) < 2 or not ranked.nearness:
        return _USUAL_STANDING_OUT
    spread = statistics.pstdev(ranked.background) or 1.0
    return (max(ranked.nearness[:5]) - statistics.fmean(ranked.background)) / spread


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


def _kind_held(asked: InContext, cards: Sequence[Card]) -> float:
    held = holds_expected(asked.question.expected, [q for card in cards for q in card.quantities])
    return 0.0 if held is False else 1.0


def _figures_held(asked: InContext, cards: Sequence[Card]) -> bool:
    there = [q for card in cards for q in card.quantities]
    for card in cards:
        there += find_quantities(f"{card.title}\n{card.heading}\n{card.lead_in}", card.language)
    named = find_quantities(asked.question.text, asked.question.language)
    return all(any(same_quantity(q, other) for other in there) for q in named)


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
