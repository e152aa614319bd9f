"""Rank the sentences of the hits as evidence for a question.

A sentence's place is a weighted sum of how it and its passage are like the question
(`assistant.likeness`); sources in another language than the question's, which share no words with
it, get some of that back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.cards import cells_of, make_card, table_row
from assistant.followup import InContext
from assistant.likeness import Asked, Likeness, concepts_of, fit_of
from assistant.questions import Expected
from assistant.types import Card
from knowledge import Library
from knowledge.quantities import Quantity, find_quantities
from knowledge.types import Hit

HITS = 40
"""Passages whose sentences are looked at."""
LEVELLING = 0.7
"""How much of the gap between the best card in the question's language and the best in another is
closed."""
_CALENDAR = frozenset(
    {"year", "fiscal_year", "decade", "month", "date", "month_day", "month_of_year", "time"}
    | {f"{period}_relative" for period in ("year", "month", "week", "day")}
)

_BEFORE = 16
"""Letters before a figure in which what it counts may stand."""
_CLAUSE_END = re.compile(r"[。、,;.:]")
_JUST_AFTER = re.compile(r"[^\s。、,.;]*(?: [^\s。、,.;]+){0,2}")
"""The word in which a figure ends and two more; of Japanese, up to the next mark."""

_SAME_THINGS = (
    ("page", "ページ", "頁"), ("point", "ポイント", "pt"), ("question", "問", "質問"),
    ("user", "ユーザー", "利用者"), ("model", "モデル"), ("company", "companie", "社", "企業"),
    ("topic", "項目", "論点", "トピック"), ("parameter", "パラメータ"), ("time", "fold", "倍"),
    ("pillar", "柱"), ("element", "要素"), ("people", "person", "人"), ("version", "版"),
    ("group", "グループ"), ("week", "週間"), ("month", "か月"), ("hour", "時間"),
    ("day", "日間"), ("percent", "パーセント", "%"), ("standard", "標準"),
)  # fmt: skip
"""What is often counted, by its names in both languages."""


def _is_money(quantity: Quantity) -> bool:
    return len(quantity.unit) == 3 and quantity.unit.isupper()


_FITS: dict[Expected, Callable[[Quantity], bool]] = {
    "date": lambda q: q.unit in _CALENDAR,
    "share": lambda q: q.unit in ("%", "pp", "fraction"),
    "amount": lambda q: _is_money(q) or q.unit in ("%", "x", ""),
    "money": lambda q: _is_money(q),
    "duration": lambda q: q.unit.startswith("duration_"),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A sentence found, and how it is like the question."""

    card: Card
    likeness: Likeness


def rank_evidence(library: Library, asked: InContext) -> Ranked:
    """Search for the question and rank the sentences found."""
    hits = library.search(asked.search_text, HITS)
    compared = _levelled(
        [
            replace(one, card=replace(one.card, score=fit_of(one.likeness)))
            for one in compare_evidence(library, asked, hits)
        ],
        asked.question.language,
    )
    return Ranked(
        hits=hits,
        cards=tuple(one.card for one in compared),
        background=library.background_scores(asked.search_text),
        nearness=tuple(one.likeness.nearness for one in compared),
    )


def compare_evidence(library: Library, asked: InContext, hits: Sequence[Hit]) -> list[Compared]:
    """Compare the sentences of the passages found with the question, in the order of the hits."""
    near = library.sentence_scores(asked.search_text, hits)
    against = Asked(asked, hits)
    expected, counted = asked.question.expected, asked.question.counted
    found: list[Compared] = []
    texts = {hit.source.id: library.text(hit.source.id) for hit in hits}
    for hit, cosines in zip(hits, near, strict=True):
        padded = (*cosines, *[0.0] * (len(hit.passage.sentences) - len(cosines)))
        for sentence, cosine in zip(hit.passage.sentences, padded, strict=True):
            if sentence.kind in ("question", "suspicious"):
                continue
            whole = make_card(hit.source, hit.passage, sentence, texts[hit.source.id])
            for card in _asked_for(cells_of(whole), against):
                likeness = against.likeness(
                    card,
                    hit,
                    cosine,
                    kind=float(holds_expected(expected, card.quantities) or False),
                    counted=float(bool(counted) and counts(counted, card)),
                )
                found.append(Compared(card=card, likeness=likeness))
    return found


def _asked_for(cells: tuple[Card, ...], against: Asked) -> tuple[Card, ...]:
    """Leave out the cells of the columns that the question isn't about, where it names one."""
    if len(cells) < 2:
        return cells
    named = [against.names_head(cell.lead_in) for cell in cells]
    telling = [one - frozenset.intersection(*named) for one in named]
    if not any(telling):
        return cells
    return tuple(cell for cell, words in zip(cells, telling, strict=True) if words)


def _levelled(found: Sequence[Compared], language: str) -> list[Compared]:
    """Sort best first; sources in other languages share no words with the question and get some
    of that back.
    """  # fmt: skip
    scores = [(one.card.language == language, one.card.score) for one in found]
    own = max((score for is_own, score in scores if is_own), default=0.0)
    other = max((score for is_own, score in scores if not is_own), default=own)
    lift = LEVELLING * max(0.0, own - other)
    lifted = [
        one
        if one.card.language == language
        else replace(one, card=replace(one.card, score=one.card.score + lift))
        for one in found
    ]
    return sorted(lifted, key=lambda one: -one.card.score)


def holds_expected(expected: Expected, quantities: Sequence[Quantity]) -> bool | None:
    """Tell whether a figure of the kind asked for is there; None where no figure is asked for."""
    fits = _FITS.get(expected)
    return None if fits is None else any(fits(quantity) for quantity in quantities)


def counts(thing: str, card: Card) -> bool:
    """Tell whether a figure of the card counts `thing`.

    It stands in the figure or just after it, under any of its names, or at the head of its column.
    """
    stem = thing.lower().removesuffix("s")
    stems = next((both for both in _SAME_THINGS if stem in both), (stem,))
    meant = concepts_of(thing)
    if any(
        _names(stems, meant, head) and find_quantities(cell, card.language)
        for head, cell in table_row(card)
    ):
        return True
    after = rf"^(?:\W*\w+){{0,2}}?\W*(?:{'|'.join(map(re.escape, stems))})"
    for quantity in card.quantities:
        rest = card.quote[quantity.end : quantity.end + 30].lower()
        if any(one in quantity.text.lower() for one in stems) or re.search(after, rest):
            return True
        before = card.quote[max(0, quantity.start - _BEFORE) : quantity.start].lower()
        if any(one in _CLAUSE_END.split(before)[-1] for one in stems):
            return True  # パラメータ数は7億
        words = _JUST_AFTER.match(rest)
        if words is not None and meant & concepts_of(f"{quantity.text} {words.group()}"):
            return True
    return False


def _names(stems: Sequence[str], meant: frozenset[int], text: str) -> bool:
    return any(stem in text.lower() for stem in stems) or bool(meant & concepts_of(text))
