"""Which cards an answer is made of: what the ranking and the model's reading agree on."""

import math
import re
from collections.abc import Sequence

from assistant.conflicts import Contradictions
from assistant.named import is_said_of_it
from assistant.questions import FIGURES, Question
from assistant.reading import Reading, Window
from assistant.selection import holds_expected
from assistant.terms import Term
from assistant.topics import Topics
from assistant.types import Card
from knowledge.quantities import same_quantity

_FROM_MODEL, _SHARPNESS = 0.6, 5.6
"""The power of the model's choice, and how strongly a difference in the ranking's score counts."""
_FROM_MODEL_SEEN, _SHARPNESS_SEEN, _FROM_LOOKING = 0.44, 5.2, 1.2
"""The same where it is seen what the question looks back at, and the power of that.

Fitted by `benchmarks/insides.py` (docs/evaluation.md)."""
_LACKS_KIND = 0.3
"""What a card's weight is multiplied by where a figure is asked for and it has none of the kind."""
_OF_ANOTHER = 0.1
"""The same where it is about another document, or about another thing with a name of its own."""
_LEAST_CHOICE = 1e-4
SENTENCES_AT_MOST = 3
_NEAR = 9
"""How far down the ranking a conflicting figure is looked for."""
_REASON = re.compile(r"\b(?:because|since|so that|as a result|due to)\b|ため|から|ので|により")
_SECOND_OF_A_LIST = 0.3
_SECOND_FROM = 0.4
"""A further card is taken when it has this share of the best one's weight."""


def weigh_cards(
    question: Question, window: Window, reading: Reading, others: Sequence[Card] = ()
) -> tuple[tuple[Card, float], ...]:
    """Return the window's cards with their weights (summing to 1), the heaviest first.

    A card without a figure of the kind asked for weighs less, and so does one that is about another
    document than the one asked about.
    """
    cards = window.cards
    best = max(card.score for card in cards)
    topics = Topics((*others, *cards))
    from_model, sharpness = _FROM_MODEL, _SHARPNESS
    if reading.looked:
        from_model, sharpness = _FROM_MODEL_SEEN, _SHARPNESS_SEEN
    looked = reading.looked or (1.0,) * len(cards)
    odds = [
        (choice + _LEAST_CHOICE) ** from_model
        * look**_FROM_LOOKING
        * math.exp(sharpness * (card.score - best))
        * (_LACKS_KIND if holds_expected(question.expected, card.quantities) is False else 1.0)
        * (1.0 if topics.is_about_what_is_asked(question.text, card) else _OF_ANOTHER)
        * (1.0 if is_said_of_it(question.names, question.text, card) else _OF_ANOTHER)
        for card, choice, look in zip(cards, reading.choice, looked, strict=True)
    ]
    weights = [one / sum(odds) for one in odds]
    return tuple(sorted(zip(cards, weights, strict=True), key=lambda pair: -pair[1]))


def choose_cards(
    question: Question,
    window: Window,
    reading: Reading,
    others: Sequence[Card],
    terms: Sequence[Term] = (),
) -> tuple[Card, ...]:
    """Choose the cards of the answer, in the order in which they are to be said.

    Args:
        question: What is asked.
        window: The evidence that the model read.
        reading: What it made of it.
        others: All ranked cards: list items and conflicting figures are looked for there.
        terms: Names in both languages.
    """
    (first, top), *rest = weigh_cards(question, window, reading, others)
    first = _introducing(question, _in_own_language(question, first, others), others)
    around = items_of(first, others) or _siblings(question, first, others)
    if around:
        return (first, *(card for card in around if card != first))
    chosen = [first]
    least = top * (_SECOND_OF_A_LIST if question.expected == "list" else _SECOND_FROM)
    further = [card for card, weight in rest if weight >= least]
    chosen += [c for c in further if not _is_of_other(question, c, first)][: SENTENCES_AT_MOST - 1]
    if question.expected == "reason" and not _REASON.search(first.quote):
        chosen[1:1] = _following(first, others)
    if together := _begun_list(chosen, others):
        return together
    chosen += conflicting(question, first, others, terms)[:2]
    return tuple(dict.fromkeys(chosen))


def _in_own_language(question: Question, card: Card, others: Sequence[Card]) -> Card:
    """Return a near card in the question's language that states the same figures; else `card`."""
    if card.language == question.language or not card.quantities:
        return card
    for other in others[:_NEAR]:
        if other.language == question.language and all(
            any(same_quantity(q, theirs) for theirs in other.quantities) for q in card.quantities
        ):
            return other
    return card


def _is_of_other(question: Question, card: Card, first: Card) -> bool:
    """Tell whether `card` has another figure of the kind asked for than the best card has.

    One figure or date is asked for: another is of something else, or contradicts it, which is found
    and shown by itself.
    """
    if question.expected not in FIGURES | {"date"}:
        return False
    own = [q for q in first.quantities if holds_expected(question.expected, (q,))]
    theirs = [q for q in card.quantities if holds_expected(question.expected, (q,))]
    return bool(own and theirs) and not any(same_quantity(a, b) for a in own for b in theirs)


def _introducing(question: Question, card: Card, others: Sequence[Card]) -> Card:
    """Return the sentence that introduces the card's list, where a list is asked for."""
    if question.expected != "list" or not card.lead_in:
        return card
    leads = (c for c in others if c.source_id == card.source_id and c.quote == card.lead_in)
    return next(leads, card)


def _siblings(question: Question, card: Card, others: Sequence[Card]) -> tuple[Card, ...]:
    """Return the other items of the card's list, where the question asks for a list."""
    if question.expected != "list" or not card.lead_in:
        return ()
    items = [c for c in others if c.source_id == card.source_id and c.lead_in == card.lead_in]
    return tuple(sorted(items, key=lambda item: item.start)) if len(items) > 1 else ()


def _begun_list(chosen: Sequence[Card], others: Sequence[Card]) -> tuple[Card, ...]:
    """Return the whole list where two of its items were chosen: half a list misleads."""
    first = chosen[0]
    if not first.lead_in or sum(card.lead_in == first.lead_in for card in chosen) < 2:
        return ()
    items = [c for c in others if c.source_id == first.source_id and c.lead_in == first.lead_in]
    return tuple(sorted(items, key=lambda item: item.start))


def _following(card: Card, others: Sequence[Card]) -> list[Card]:
    """Return the sentence after `card` in its passage: a reason often stands after the claim."""
    later = [c for c in others if c.passage_id == card.passage_id and c.start > card.start]
    return sorted(later, key=lambda c: c.start)[:1]


def items_of(card: Card, others: Sequence[Card]) -> tuple[Card, ...]:
    """Return the list items that `card` introduces, in the source's order."""
    items = [c for c in others if c.source_id == card.source_id and c.lead_in == card.quote]
    return tuple(sorted(items, key=lambda item: item.start))


def conflicting(
    question: Question, card: Card, others: Sequence[Card], terms: Sequence[Term] = ()
) -> tuple[Card, ...]:
    """Return cards that state another figure of the same thing, the best ranked first.

    Other sources' wherever they rank; the own source's near ones where a figure is asked for: it
    weighs what others say.
    """
    is_asked_for = question.expected in FIGURES
    near = others[:_NEAR]
    found = Contradictions(others, terms).of(card, is_within=is_asked_for)
    return tuple(c for c in found if c.source_id != card.source_id or c in near)
