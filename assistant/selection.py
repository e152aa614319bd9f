"""Rank the sentences of the hits as evidence for a question.

A sentence's place is the sum of how near it is itself, how well its passage was found, how many of
the question's words it and its passage hold, and whether it has the kind of figure that is asked
for. The weights were set on `tests/data/questions/dev.jsonl` and `fit.jsonl`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.cards import make_card
from assistant.followup import InContext
from assistant.questions import Expected, Question, date_of
from assistant.types import Card
from knowledge import Library
from knowledge.evident import evidence_text
from knowledge.lexical import index_terms, query_terms
from knowledge.quantities import Quantity
from knowledge.types import Hit, Sentence

HITS = 20
"""Passages whose sentences are looked at."""
_SENTENCE, _PASSAGE, _WORDS, _PASSAGE_WORDS, _KIND = 1.0, 0.5, 0.15, 0.3, 0.14
_COUNTED = 0.25
"""For a figure of the very thing that is counted, or a date of what is asked."""
_LEVELLING = 0.7
"""How much of the gap between the best card in the question's language and the best in another is
closed."""
_METADATA = -0.2
"""A line such as a source's name is evidence only where nothing else is."""
_CALENDAR = frozenset(
    {"year", "fiscal_year", "decade", "month", "date", "month_day", "month_of_year", "time"}
    | {f"{period}_relative" for period in ("year", "month", "week", "day")}
)

_SAME_THINGS = (
    ("page", "ページ", "頁"), ("point", "ポイント", "pt"), ("question", "問", "質問"),
    ("user", "ユーザー", "利用者"), ("model", "モデル"), ("company", "companie", "社", "企業"),
    ("topic", "項目", "論点", "トピック"), ("parameter", "パラメータ"), ("time", "fold", "倍"),
    ("pillar", "柱"), ("element", "要素"), ("people", "person", "人"), ("version", "版"),
    ("group", "グループ"), ("week", "週間"), ("month", "か月"), ("hour", "時間"),
    ("day", "日間"), ("percent", "パーセント", "%"), ("standard", "標準"),
)  # fmt: skip
"""What is often counted, by its names in both languages."""

_FITS: dict[Expected, Callable[[Quantity], bool]] = {
    "date": lambda q: q.unit in _CALENDAR,
    "share": lambda q: q.unit in ("%", "pp", "fraction"),
    "amount": lambda q: (len(q.unit) == 3 and q.unit.isupper()) or q.unit in ("%", "x", ""),
    "count": lambda q: q.unit not in _CALENDAR,  # "how large", どれほど: of money too
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The evidence for a question, best first."""

    hits: tuple[Hit, ...]
    cards: tuple[Card, ...]
    background: tuple[float, ...]
    """The question's cosine with sentences that have nothing to do with it."""
    nearness: tuple[float, ...]
    """Each card's own cosine with the question, in the order of `cards`; 0 without an embedder."""


def rank_evidence(library: Library, asked: InContext) -> Ranked:
    """Search for the question and rank the sentences found."""
    hits = library.search(asked.search_text, HITS)
    near = library.sentence_scores(asked.search_text, hits)
    words = frozenset(term.text for term in query_terms(asked.question.text))
    scored: list[tuple[Card, float]] = []
    texts = {hit.source.id: library.text(hit.source.id) for hit in hits}
    for hit, cosines in zip(hits, near, strict=True):
        around = f"{hit.source.title} {hit.passage.heading} {evidence_text(hit.passage)}"
        held_around = words & frozenset(index_terms(around))
        padded = (*cosines, *[0.0] * (len(hit.passage.sentences) - len(cosines)))
        for sentence, cosine in zip(hit.passage.sentences, padded, strict=True):
            if sentence.kind in ("question", "suspicious"):
                continue
            card = make_card(hit.source, hit.passage, sentence, texts[hit.source.id])
            score = _SENTENCE * cosine + _PASSAGE * hit.score
            score += _PASSAGE_WORDS * len(held_around) / max(1, len(words))
            score += _own_score(card, sentence, words, asked.question)
            scored.append((replace(card, score=score), cosine))
    scored = _levelled(scored, asked.question.language)
    return Ranked(
        hits=hits,
        cards=tuple(card for card, _ in scored),
        background=library.background_scores(asked.search_text),
        nearness=tuple(cosine for _, cosine in scored),
    )


def _levelled(scored: Sequence[tuple[Card, float]], language: str) -> list[tuple[Card, float]]:
    """Sort best first; sources in other languages share no words with the question and get some
    of that back.
    """  # fmt: skip
    own = max((card.score for card, _ in scored if card.language == language), default=0.0)
    other = max((card.score for card, _ in scored if card.language != language), default=own)
    lift = _LEVELLING * max(0.0, own - other)
    lifted = [
        (card if card.language == language else replace(card, score=card.score + lift), cosine)
        for card, cosine in scored
    ]
    return sorted(lifted, key=lambda pair: -pair[0].score)


def holds_expected(expected: Expected, quantities: Sequence[Quantity]) -> bool | None:
    """Tell whether a figure of the kind asked for is there; None where no figure is asked for."""
    fits = _FITS.get(expected)
    return None if fits is None else any(fits(quantity) for quantity in quantities)


def counts(thing: str, card: Card) -> bool:
    """Tell whether a figure of the card counts `thing`: it stands in or just after the figure."""
    stem = thing.lower().removesuffix("s")
    stems = next((both for both in _SAME_THINGS if stem in both), (stem,))
    after = rf"^(?:\W*\w+){{0,2}}?\W*(?:{'|'.join(map(re.escape, stems))})"
    return any(
        any(stem in quantity.text.lower() for stem in stems)
        or re.search(after, card.quote[quantity.end : quantity.end + 30].lower())
        for quantity in card.quantities
    )


def _own_score(card: Card, sentence: Sentence, words: frozenset[str], asked: Question) -> float:
    held = words & frozenset(index_terms(f"{card.heading} {card.lead_in} {card.quote}"))
    score = _WORDS * len(held) / max(1, len(words))
    if sentence.kind == "metadata":
        score += _METADATA
    if asked.counted and counts(asked.counted, card):
        score += _COUNTED
    if asked.date_of and date_of(card.quote) == asked.date_of:
        score += _COUNTED
    return score + _KIND * (holds_expected(asked.expected, card.quantities) or False)
