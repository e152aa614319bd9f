"""Which cards a section is made of, and in which of its parts each stands."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.selection import Ranked
from assistant.types import Card
from knowledge.quantities import Quantity

Part = Literal["ask", "rationale", "evidence", "implementation"]
PARTS: tuple[Part, ...] = ("ask", "rationale", "evidence", "implementation")

_CALLS_FOR = re.compile(
    r"求め|提唱|提案|べき|要請|促進し|支援を|投資を通じ|必要(?:です|だ|である|がある)|訴え"
    r"|\b(?:calls? for|should|recommends?|urges?|proposes?|asks? (?:for|that)|seeks?|advocates?)\b",
    re.IGNORECASE,
)
_NOT_FOR_FILING = re.compile(
    # Spoken to the reader, or about the source itself: nothing that an agency wants to read.
    r"私たち|あなた|みなさん|皆さん|ください|でしょうか|ですか|この記事|本資料|手元の資料|書き手|草稿|引用するとき"
    r"|です(?:よ|ね)|…。?$|か[、。]"
    r"|\b(?:our sources|this note|this document|a draft|the grouping is ours|you|your|we)\b",
    re.IGNORECASE,
)
_STANDS_OUT = 2.0
"""Standard deviations above unrelated sentences that a card must reach to count as relevant."""
_BEFORE_FIGURES, _FIGURES = 4, 2
"""How many cards stand before the figures in the order of relevance, and how many figures."""
_FROM_RANKING = 2.0
"""What the ranking's score counts beside them."""
_SHORTEST = {"ja": 18, "zh": 14}
_CONCRETE_UNITS = frozenset({"%", "x", "pp", "fraction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A card and the part it is meant for."""

    card: Card
    part: Part


def plan(ranked: Ranked, at_most: int, *, asks: int = 1) -> tuple[Planned, ...]:
    """Choose up to `at_most` cards, most relevant first, each with its part.

    Cards whose subject nobody could resolve, headings of lists, and sentences that speak to the
    reader are left out, and so are those that stand out from unrelated sentences less than half
    as much as the best one.

    Args:
        ranked: The evidence for the section's title and the commenter's position.
        at_most: How many cards.
        asks: How many of those that call for something may stand in the ask; none where the
            commenter's own position stands there, since others' demands aren't the commenter's.
    """
    standing = standing_out(ranked)
    least = max(_STANDS_OUT, max(standing, default=0.0) / 2)
    best_first = sorted(
        zip(ranked.cards, standing, strict=True),
        key=lambda pair: -(pair[1] + _FROM_RANKING * pair[0].score),
    )
    fit = [(card, stands) for card, stands in best_first if is_fit_for_filing(card)]
    relevant = [card for card, stands in fit if stands >= least]
    figures = [card for card, stands in fit if stands >= _STANDS_OUT and is_concrete(card)]
    # Figures are said early, so that the length is not used up before them.
    wanted = [*relevant[:_BEFORE_FIGURES], *figures[:_FIGURES], *relevant[_BEFORE_FIGURES:]]
    unique: dict[str, Card] = {}
    for card in wanted:
        unique.setdefault(card.quote, card)
    chosen = [Planned(card=card, part=part_of(card)) for card in unique.values()]
    return tuple(_few_asks(chosen[:at_most], asks))


def _few_asks(planned: Sequence[Planned], asks: int) -> Iterator[Planned]:
    for item in planned:
        if item.part == "ask":
            asks -= 1
        yield replace(item, part="rationale") if item.part == "ask" and asks < 0 else item


def standing_out(ranked: Ranked) -> tuple[float, ...]:
    """Return how many standard deviations each card lies above unrelated sentences.

    Without an embedder all stand out alike.
    """
    if len(ranked.background) < 2:
        return tuple(_STANDS_OUT for _ in ranked.cards)
    mean = statistics.fmean(ranked.background)
    spread = statistics.pstdev(ranked.background) or 1.0
    return tuple((nearness - mean) / spread for nearness in ranked.nearness)


def is_fit_for_filing(card: Card) -> bool:
    """Tell whether the sentence can stand in a comment at all."""
    text = card.quote.strip()
    if card.kind in ("metadata", "question"):
        return False
    if not card.subject_is_resolved or text.endswith((":", "：", "?", "？")):
        return False
    if len(text) < _SHORTEST.get(card.language, 40):
        return False
    return not _NOT_FOR_FILING.search(text)


def is_concrete(card: Card) -> bool:
    """Tell whether the sentence holds a figure that carries an argument."""
    return any(_is_concrete(q.unit) or _is_big_count(q) for q in card.quantities)


def part_of(card: Card) -> Part:
    """Tell where in a section the card serves best."""
    if is_concrete(card):
        return "evidence"
    if _CALLS_FOR.search(card.quote):
        return "ask"
    return "rationale"


def in_order(planned: Sequence[Planned]) -> Iterator[Planned]:
    """Yield the cards by part, within a part by source and place, so that they read on."""
    rank = {p.card.source_id: i for i, p in reversed(list(enumerate(planned)))}
    yield from sorted(
        planned,
        key=lambda p: (PARTS.index(p.part), rank[p.card.source_id], p.card.start),
    )


def _is_concrete(unit: str) -> bool:
    return unit in _CONCRETE_UNITS or (len(unit) == 3 and unit.isupper())


def _is_big_count(quantity: Quantity) -> bool:
    # A year is a number above a thousand too, and no evidence by itself.
    return not quantity.unit and (quantity.value or 0) >= 1000
