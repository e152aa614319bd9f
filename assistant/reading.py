"""The model reads the evidence: does it hold the answer, and which sentence is it?

From one reading are taken: how much likelier "Yes" is than "No" when the model is asked whether the
text gives the answer, the probability of each sentence's number after "Yes", and, where it is known
how to see it, what goes on inside while it reads the question: which sentences it looks back at,
and whether it holds that the answer is there. The model is never offered to say "I don't
know" in its own words. It is shown first how it is done, on texts of ours: that stays read from
question to question. The evidence stands before the question and keeps its order from turn to turn,
so that a follow-up reads only the new question.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from assistant.insides import Inside
from assistant.prompting import Prompt, load_prompt, neutralised
from assistant.runtime import LocalModel
from assistant.types import Card

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

SENTENCES_AT_MOST = 9
"""Each has a number of one digit, so that its probability can be read off one token."""
_LONGEST = 400
"""Characters of a sentence that are shown to the model."""
_WITH_NEIGHBOURS = 1
"""How many of the best cards bring the sentences before and after them; more crowd out others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One numbered sentence of the evidence."""

    card: Card
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The evidence before the model, in its order."""

    lines: tuple[Line, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards in the order of their numbers."""
        return tuple(line.card for line in self.lines)

    def text(self) -> str:
        """Return the numbered sentences under their titles and headings."""
        parts: list[str] = []
        above = ""
        for line, numbered in zip(self.lines, self.numbered(), strict=True):
            title = f"{line.card.title[:60]} / {line.card.heading[:60]}"
            if title != above:
                parts.append(title)
                above = title
            parts.append(numbered)
        return "\n".join(parts)

    def numbered(self) -> tuple[str, ...]:
        """Return the lines as the model reads them, each with its number."""
        return tuple(f"[{number}] {line.text}" for number, line in enumerate(self.lines, start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the model made of the evidence."""

    yes_logit: float
    """log p(Yes)/p(No) that the text gives the answer."""
    choice: tuple[float, ...]
    """The probability of each line to be the answer, summing to 1."""
    looked: tuple[float, ...] = ()
    """How what the question looks back at is spread over the lines, summing to 1; nothing where
    that can't be seen."""
    held: float | None = None
    """log p/(1 - p) that the text gives the answer, by what goes on inside the model."""
    prompt_tokens: int = 0
    """Of the evidence with the question."""


def build_window(cards: Sequence[Card], before: Window) -> Window:
    """Choose what the model reads: the best cards with their neighbours, then the next best.

    Args:
        cards: Ranked, best first; neighbours are looked for among them.
        before: The window of the turn before. It is kept, in its order, when it holds the best
            card already. New cards come after it; where it has no room for them, its last lines,
            the least likely ones, make it, if it holds half of what is wanted. Else it starts anew.
    """
    held = {(line.card.source_id, line.card.start) for line in before.lines}
    if cards and (cards[0].source_id, cards[0].start) in held:
        return before
    wanted: list[Card] = []
    for rank, card in enumerate(cards):
        for candidate in (card, *(_neighbours(card, cards) if rank < _WITH_NEIGHBOURS else ())):
            if candidate not in wanted and len(wanted) < SENTENCES_AT_MOST:
                wanted.append(candidate)
    new = [card for card in wanted[:3] if (card.source_id, card.start) not in held]
    room = SENTENCES_AT_MOST - len(new)
    is_kin = 2 * sum((c.source_id, c.start) in held for c in wanted) >= len(wanted)
    if before.lines and (len(before.lines) <= room or is_kin):
        return Window(lines=(*before.lines[:room], *map(_line, _in_order(new))))
    return Window(lines=tuple(map(_line, _in_order(wanted))))


def _neighbours(card: Card, cards: Sequence[Card]) -> list[Card]:
    same = sorted(
        (c for c in cards if c.passage_id == card.passage_id), key=lambda other: other.start
    )
    place = next(i for i, other in enumerate(same) if other.start == card.start)
    return same[max(0, place - 1) : place] + same[place + 1 : place + 2]


def _in_order(cards: Sequence[Card]) -> list[Card]:
    """Keep passages in the order of their best card, and their sentences in the source's order."""
    first: dict[int, int] = {}
    for rank, card in enumerate(cards):
        first.setdefault(card.passage_id, rank)
    return sorted(cards, key=lambda card: (first[card.passage_id], card.start))


def _line(card: Card) -> Line:
    subject = f"[{card.subject}] " if card.subject and card.subject_is_resolved else ""
    lead_in = f"{card.lead_in} " if card.lead_in else ""
    text = " ".join(f"{lead_in}{subject}{card.quote}".split())
    return Line(card=card, text=text[:_LONGEST])


def read_evidence(
    model: LocalModel,
    question: str,
    window: Window,
    inside: Inside | None = None,
    *,
    stop: Event | None = None,
) -> Reading:
    """Let the model read `window` and weigh it.

    Args:
        model: Reads.
        question: What is asked.
        window: The evidence.
        inside: How to understand what goes on inside the model, where that is known.
        stop: Ends it when set.

    Raises:
        Cancelled: `stop` was set.
    """
    messages = judge_prompt().messages(evidence=window.text(), question=question)
    asked = model.ask_of_parts(
        messages,
        ("Yes", "No"),
        parts=[neutralised(line) for line in window.numbered()],
        question=neutralised(question),
        stop=stop,
    )
    yes, no = asked.probabilities
    numbers = [str(n) for n in range(1, len(window.lines) + 1)]
    return Reading(
        yes_logit=math.log(max(yes, 1e-9) / max(no, 1e-9)),
        choice=model.next_token_probabilities(
            _begun(messages), numbers, context="asking", stop=stop
        ),
        looked=inside.shares(asked.looks) if inside else (),
        held=inside.held(asked.state) if inside else None,
        prompt_tokens=model.count_tokens(messages),
    )


def judge_prompt() -> Prompt:
    """Return the prompt by which the model weighs the evidence."""
    return load_prompt("judge", frozenset({"evidence", "question"}))


def judge_prompt_before_evidence() -> "list[BaseMessage]":
    """Return what that prompt begins with, whatever the evidence."""
    return judge_prompt().messages(evidence="", question="")[:-1]


def _begun(messages: "list[BaseMessage]") -> "list[BaseMessage]":
    """Begin the reply that names the sentence."""
    from langchain_core.messages import AIMessage

    return [*messages, AIMessage("Yes [")]
