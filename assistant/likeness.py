"""How well a sentence fits a question: what is measured, and what each measure weighs.

The weights come from `benchmarks/evidence_ranking.py`, which fits them on the labelled questions.
Words count twice, plainly and by rarity, because what they weigh together is how *telling* a shared
word is: the plain share is taken off again, so that words found everywhere count for nothing.
"""

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from assistant.advice import asks_for_advice, gives_advice
from assistant.followup import InContext
from assistant.questions import date_of
from assistant.types import Card
from knowledge.concepts import shipped_concepts
from knowledge.evident import evidence_text
from knowledge.lexical import index_terms, query_terms
from knowledge.types import Hit

T = TypeVar("T", str, int)
_SENTENCE_LETTERS = {"ja": 60, "zh": 60}
"""Letters of a sentence of usual length; 140 in other languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a sentence and a question are alike; each measure 0 to 1, but the cosine."""

    nearness: float
    """Cosine of the sentence, -1 to 1."""
    passage: float
    """Score of the passage as it was found."""
    words: float
    """Share of the question's words in the sentence, its heading and its lead-in."""
    rare_words: float
    """The same, weighted by how rare a word is among the passages found."""
    passage_words: float
    passage_rare_words: float
    concepts: float
    """Share of what the question speaks of, by rarity, that the sentence speaks of too."""
    passage_concepts: float
    names: float
    """Share of the question's names that the sentence, its heading or its speaker holds."""
    passage_names: float
    """Share of them that the passage or the source's title holds."""
    kind: float
    """1 when it has a figure of the kind asked for."""
    counted: float
    """1 when it has a figure of the very thing that is counted."""
    date_of: float
    """1 when it tells of the deadline or publication that a date is asked of."""
    metadata: float
    """1 for a line such as a source's name."""
    item: float
    """1 for an item of a list."""
    advice: float
    """1 when it says what should be done, where that is asked."""
    length: float
    """Its length; 1 from a usual sentence's on."""


WEIGHTS: dict[str, float] = {
    "nearness": 1.19,
    "passage": 0.80,
    "words": -0.88,
    "rare_words": 0.71,
    "passage_words": 0.24,
    "passage_rare_words": 0.09,
    "concepts": 0.74,
    "passage_concepts": 0.70,
    "names": -0.16,
    "passage_names": 0.31,
    "kind": 0.92,
    "counted": 0.69,
    "date_of": 0.48,
    "metadata": -0.27,
    "item": 0.07,
    "advice": 0.35,
    "length": 0.22,
}


def fit_of(likeness: Likeness) -> float:
    """Return the weighted sum, higher is better; comparable within one question only."""
    return sum(weight * float(getattr(likeness, name)) for name, weight in WEIGHTS.items())


class Asked:
    """A question made ready to be compared with sentences.

    Args:
        asked: The question.
        hits: The passages found for it, whose words tell which words are rare.
    """

    def __init__(self, asked: InContext, hits: Sequence[Hit]) -> None:
        self.question = asked.question
        self._words = frozenset(term.text for term in query_terms(asked.question.text))
        self._concepts = concepts_of(asked.question.text)
        self._asks_for_advice = asks_for_advice(asked.question.text)
        self._names = tuple(_plain(name) for name in asked.names)
        self._passages = {hit.passage.id: _Around.of(hit) for hit in hits}
        around = self._passages.values()
        self._word_rarity = _rarity(self._words, [there.words for there in around])
        self._concept_rarity = _rarity(self._concepts, [there.concepts for there in around])

    def likeness(
        self, card: Card, hit: Hit, nearness: float, *, kind: float, counted: float
    ) -> Likeness:
        """Compare the question with one sentence of a passage found."""
        around = self._passages[hit.passage.id]
        own = f"{card.heading} {card.lead_in} {card.quote}"
        words, concepts = frozenset(index_terms(own)), concepts_of(own)
        said = _plain(f"{own} {card.subject} {card.speaker}")
        usual = _SENTENCE_LETTERS.get(card.language, 140)
        asks_date = bool(self.question.date_of)
        return Likeness(
            nearness=nearness,
            passage=hit.score,
            words=_share(self._words, words),
            rare_words=_share(self._words, words, self._word_rarity),
            passage_words=_share(self._words, around.words),
            passage_rare_words=_share(self._words, around.words, self._word_rarity),
            concepts=_share(self._concepts, concepts, self._concept_rarity),
            passage_concepts=_share(self._concepts, around.concepts, self._concept_rarity),
            names=self._named(said),
            passage_names=self._named(around.text + said),
            kind=kind,
            counted=counted,
            date_of=float(asks_date and date_of(card.quote) == self.question.date_of),
            metadata=float(card.kind == "metadata"),
            item=float(card.kind == "item"),
            advice=float(self._asks_for_advice and gives_advice(card.quote)),
            length=min(1.0, len(card.quote) / usual),
        )

    def names_head(self, head: str) -> frozenset[str | int]:
        """Return which words and concepts of the question stand in the head of a column."""
        return (self._words & frozenset(index_terms(head))) | (self._concepts & concepts_of(head))

    def _named(self, text: str) -> float:
        return sum(name in text for name in self._names) / max(1, len(self._names))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """A passage with its heading and its source's title, made ready to be compared."""

    text: str
    words: frozenset[str]
    concepts: frozenset[int]

    @classmethod
    def of(cls, hit: Hit) -> "_Around":
        text = f"{hit.source.title} {hit.passage.heading} {evidence_text(hit.passage)}"
        return cls(
            text=_plain(text), words=frozenset(index_terms(text)), concepts=concepts_of(text)
        )


@lru_cache(maxsize=4096)
def concepts_of(text: str) -> frozenset[int]:
    """Return what `text` speaks of; remembered, since sentences come again with each question."""
    return shipped_concepts().of(text)


def _rarity(asked: Collection[T], passages: Sequence[Collection[T]]) -> dict[T, float]:
    """Return how rare each thing asked for is among the passages (BM25's idf)."""
    counts = {one: sum(one in there for there in passages) for one in asked}
    total = len(passages)
    return {one: math.log(1 + (total - n + 0.5) / (n + 0.5)) for one, n in counts.items()}


def _share(
    asked: Collection[T], there: Collection[T], weights: Mapping[T, float] | None = None
) -> float:
    def sum_of(some: Iterable[T]) -> float:
        return sum(1.0 if weights is None else weights[one] for one in some)

    whole = sum_of(asked)
    return sum_of(one for one in asked if one in there) / whole if whole else 0.0


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
