"""Question → Answer: quotes at once, then sentences built from cards, with markers of ours."""

import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event as Signal

from assistant.answerability import weigh
from assistant.cards import cite
from assistant.choosing import choose_cards
from assistant.claims import as_markdown, claim_of, numbered
from assistant.followup import InContext, in_context
from assistant.model_state import ChatModel, OpenModel
from assistant.reading import Window, build_window, read_evidence, read_passage
from assistant.renderings import LANGUAGE_NAMES, WRITTEN_LANGUAGES, Renderer
from assistant.selection import Ranked, rank_evidence
from assistant.terms import Term
from assistant.types import (
    Answer,
    Card,
    Citation,
    Claim,
    Conversation,
    Event,
    EvidenceReady,
    Finished,
    ModelIdentity,
    TextGrown,
    Timings,
    Working,
)
from knowledge import Library
from knowledge.errors import Cancelled

QUOTES_AT_ONCE = 5
"""How many quotes are shown before anything is written."""
NEAREST = 3
"""How many passages are shown when the evidence is insufficient."""
_WINDOWS_KEPT = 32

_INSUFFICIENT = {
    "en": "The sources do not hold an answer to this question.",
    "ja": "資料の中に、この質問への答えは見つかりませんでした。",
}


class Clock:
    """Milliseconds since the request."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    def ms(self) -> int:
        """Return the time passed, rounded."""
        return round(1000 * (time.perf_counter() - self._start))


@dataclass(slots=True)
class _Progress:
    """What is known of one answer while it is made."""

    asked: InContext
    clock: Clock
    opened: OpenModel | None = None
    retrieval_ms: int = 0
    first_evidence_ms: int = 0
    first_token_ms: int = 0
    citations: list[Citation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    @property
    def identity(self) -> ModelIdentity | None:
        return None if self.opened is None else self.opened.identity

    def timings(self) -> Timings:
        return Timings(
            retrieval_ms=self.retrieval_ms,
            first_evidence_ms=self.first_evidence_ms,
            first_token_ms=self.first_token_ms,
            total_ms=self.clock.ms(),
        )


class Answerer:
    """Answers questions from a library with a local model."""

    def __init__(self, library: Library, chat_model: ChatModel, terms: Sequence[Term]) -> None:
        self._library = library
        self._chat_model = chat_model
        self._terms = tuple(terms)
        self._windows: OrderedDict[str, Window] = OrderedDict()

    def ask(
        self, question: str, conversation: Conversation | None, stop: Signal
    ) -> Iterator[Event]:
        """Answer `question`; the last event is `Finished`.

        Setting `stop` ends it within a second: what was written so far is the result.

        Raises:
            ModelUnavailable: After the quotes, when the model can't be loaded.
        """
        state = _Progress(asked=in_context(question, conversation), clock=Clock())
        ranked = rank_evidence(self._library, state.asked)
        state.retrieval_ms = state.clock.ms()
        quotes = tuple(cite(card, n) for n, card in enumerate(ranked.cards[:QUOTES_AT_ONCE], 1))
        state.first_evidence_ms = state.clock.ms()
        yield EvidenceReady(citations=quotes)
        if not ranked.cards:
            yield self._refused(state, ranked)
            return
        try:
            yield from self._read_and_write(state, ranked, conversation, stop)
        except Cancelled:
            yield self._finished(state, was_stopped=True)

    def _read_and_write(
        self, state: _Progress, ranked: Ranked, conversation: Conversation | None, stop: Signal
    ) -> Iterator[Event]:
        opened = state.opened = self._chat_model.get()
        is_loaded = opened.model.is_loaded
        yield Working(
            message="Reading the evidence"
            if is_loaded
            else "Loading the model to read the evidence"
        )
        window = self._window(ranked, conversation)
        text = state.asked.search_text if state.asked.is_follow_up else state.asked.question.text
        reading = read_evidence(opened.model, text, window, stop=stop)
        cards = choose_cards(state.asked.question, window, reading, ranked.cards)
        alone = read_passage(opened.model, text, window, cards[0], stop=stop)
        if not weigh(state.asked, window, reading, cards, alone, self._terms).is_sufficient:
            yield self._refused(state, ranked)
            return
        renderer = Renderer(opened.model, opened.identity.id, self._library.records, self._terms)
        yield from self._write(state, cards, renderer, stop)
        yield self._finished(state)

    def _window(self, ranked: Ranked, conversation: Conversation | None) -> Window:
        if conversation is None:
            return build_window(ranked.cards, Window())
        window = build_window(ranked.cards, self._windows.get(conversation.id, Window()))
        self._windows[conversation.id] = window
        self._windows.move_to_end(conversation.id)
        while len(self._windows) > _WINDOWS_KEPT:
            self._windows.popitem(last=False)
        return window

    def _write(
        self, state: _Progress, cards: Sequence[Card], renderer: Renderer, stop: Signal
    ) -> Iterator[Event]:
        language = written_language(state.asked.question.language)
        is_list = bool(cards[1:]) and cards[1].lead_in == cards[0].quote
        foreign = [c for c in cards if c.language != language]
        missing = sum(renderer.kept(card, language) is None for card in foreign)
        if missing:
            name = LANGUAGE_NAMES[language]
            yield Working(message=f"Writing {missing} quotes in {name}", total=missing)
        for card in cards:
            if stop.is_set():
                raise Cancelled("The answer", "it was stopped", "Ask again for the whole answer.")
            rendering = None
            if card.language != language:
                # All that are missing are written with the first one: together they are faster.
                renderings = renderer.render(foreign, language, stop=stop)
                rendering = dict(zip(foreign, renderings, strict=True))[card]
            n = len(state.citations) + 1
            known = numbered(state.citations, card)
            if known is None:
                state.citations.append(cite(card, n, rendering.text if rendering else ""))
            claim = claim_of(card, (known or n,), language, rendering, self._terms)
            state.claims.append(claim)
            state.first_token_ms = state.first_token_ms or state.clock.ms()
            yield TextGrown(text=as_markdown(state.claims, bulleted=is_list))

    def _refused(self, state: _Progress, ranked: Ranked) -> Finished:
        language = state.asked.question.language
        text = _INSUFFICIENT.get(language, _INSUFFICIENT["en"])
        return Finished(
            result=Answer(
                question=state.asked.question.text,
                text=text,
                status="insufficient_evidence",
                language=language,
                citations=(),
                claims=(),
                nearest=ranked.hits[:NEAREST],
                model=state.identity,
                timings=state.timings(),
            )
        )

    def _finished(self, state: _Progress, *, was_stopped: bool = False) -> Finished:
        claims = tuple(state.claims)
        return Finished(
            result=Answer(
                question=state.asked.question.text,
                text=as_markdown(claims, bulleted=len(claims) > 3),
                status="answered",
                language=written_language(state.asked.question.language),
                citations=tuple(state.citations),
                claims=claims,
                nearest=(),
                model=state.identity,
                timings=state.timings(),
                was_stopped=was_stopped,
            )
        )


def written_language(language: str) -> str:
    """Return the language an answer is written in: the question's where we can, else English."""
    return language if language in WRITTEN_LANGUAGES else "en"
