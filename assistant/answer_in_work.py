"""An answer while it is made: what is said, what is left out, and what contradicts what."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.cards import cite
from assistant.claims import claim_of_original, has_failed, numbered, rendering_shown
from assistant.conflicts import Contradictions, with_conflicts
from assistant.followup import InContext
from assistant.model_state import OpenModel
from assistant.questions import FIGURES
from assistant.repairing import Built
from assistant.terms import Term
from assistant.types import Card, Citation, Claim, ModelIdentity, Timings


class Clock:
    """Milliseconds since the request."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def ms(self) -> int:
        """Return the time passed, rounded."""
        return round(1000 * (time.perf_counter() - self._start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A sentence of the answer with its card, and the language that it is in."""

    claim: Claim
    card: Card
    language: str


@dataclass(slots=True)
class AnswerInWork:
    """What is known of one answer while it is made."""

    asked: InContext
    clock: Clock
    opened: OpenModel | None = None
    retrieval_ms: int = 0
    first_evidence_ms: int = 0
    first_token_ms: int = 0
    citations: list[Citation] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    dropped: list[Claim] = field(default_factory=list)
    is_list: bool = False
    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def identity(self) -> ModelIdentity | None:
        """Which weights write it; None before the model is asked for."""
        return None if self.opened is None else self.opened.identity

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is said so far."""
        return tuple(spoken.claim for spoken in self.spoken)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens of the model a text has."""
        return 0 if self.opened is None else self.opened.model.count_tokens(text)

    def timings(self) -> Timings:
        """Return what was measured, up to now."""
        return Timings(
            retrieval_ms=self.retrieval_ms,
            first_evidence_ms=self.first_evidence_ms,
            first_token_ms=self.first_token_ms,
            total_ms=self.clock.ms(),
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
        )


def needed_cards(cards: Sequence[Card], terms: Sequence[Term], *, is_list: bool) -> frozenset[Card]:
    """Return the cards without which it is no answer.

    The best one, what contradicts it, and every item of a list: where no sentence of these passes,
    the original stands. The others are left out.
    """
    contrary = Contradictions(cards, terms).of(cards[0], is_within=True)
    return frozenset(cards if is_list else (cards[0], *contrary))


def say(state: AnswerInWork, card: Card, built: Built, language: str, *, is_needed: bool) -> None:
    """Add the sentence with its citation; one that failed is dropped, or the original stands."""
    claim, rendering = built.claim, built.rendering
    known = numbered(state.citations, card)
    if has_failed(claim) and not is_needed:
        state.dropped.append(claim if known else replace(claim, citations=(), matches=()))
        return
    if claim.verdict == "unsupported" and rendering is not None:
        claim = claim_of_original(card, claim.citations, claim.findings)
    shown = rendering_shown(claim, rendering)
    if known is None:
        state.citations.append(cite(card, len(state.citations) + 1, shown))
    state.spoken.append(
        Spoken(claim=claim, card=card, language=language if shown else card.language)
    )
    state.first_token_ms = state.first_token_ms or state.clock.ms()


def with_contradictions(state: AnswerInWork, terms: Sequence[Term]) -> tuple[Claim, ...]:
    """Return the sentences, those that contradict each other as such."""
    is_asked_for = state.asked.question.expected in FIGURES
    cards = [spoken.card for spoken in state.spoken]
    return tuple(
        with_conflicts(
            spoken.claim,
            spoken.language,
            spoken.card,
            cards,
            terms=terms,
            is_within=is_asked_for,
        )
        for spoken in state.spoken
    )
