"""Question → Answer: quotes at once, then sentences built from cards, with markers of ours."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Event as Signal
from threading import Lock

from assistant.answer_in_work import (
    AnswerInWork,
    Clock,
    needed_cards,
    say,
    with_contradictions,
)
from assistant.answerability import weigh
from assistant.cards import cite
from assistant.choosing import choose_cards
from assistant.claims import (
    as_markdown,
    claim_of,
    has_failed,
    numbered,
)
from assistant.errors import NothingToSay
from assistant.followup import InContext, in_context
from assistant.model_state import ChatModel, OpenModel
from assistant.reading import Reading, Window, build_window, read_evidence
from assistant.renderings import LANGUAGE_NAMES, WRITTEN_LANGUAGES, Renderer
from assistant.repairing import Built, repaired
from assistant.selection import Ranked, rank_evidence
from assistant.terms import Term
from assistant.types import (
    Answer,
    Card,
    Conversation,
    Event,
    EvidenceReady,
    Finished,
    TextGrown,
    Working,
)
from knowledge import Library
from knowledge.errors import Cancelled, UnknownSource

QUOTES_AT_ONCE = 5
"""How many quotes are shown before anything is written."""
NEAREST = 3
"""How many passages are shown when the evidence is insufficient."""
_WINDOWS_KEPT = 32
_TRIES = 3

_INSUFFICIENT = {
    "en": "The sources do not hold an answer to this question.",
    "ja": "資料の中に、この質問への答えは見つかりませんでした。",
}


class Answerer:
    """Answers questions from a library with a local model."""

    def __init__(self, library: Library, chat_model: ChatModel, terms: Sequence[Term]) -> None:
        self._library = library
        self._chat_model = chat_model
        self._terms = tuple(terms)
        self._windows: OrderedDict[str, Window] = OrderedDict()
        self._windows_lock = Lock()

    def ask(
        self, question: str, conversation: Conversation | None, stop: Signal
    ) -> Iterator[Event]:
        """Answer `question`; the last event is `Finished`.

        Setting `stop` ends it within a second: what was written so far is the result.

        Raises:
            NothingToSay: The question is empty, or so long that the model can't read it.
            ModelUnavailable: After the quotes, when the model can't be loaded.
        """
        if not question.strip():
            raise NothingToSay(
                "No answer was written", "the question is empty", "Say what you want to know."
            )
        state = AnswerInWork(asked=in_context(question, conversation), clock=Clock())
        ranked = search_evidence(self._library, state.asked)
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
        self, state: AnswerInWork, ranked: Ranked, conversation: Conversation | None, stop: Signal
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
        window, reading = _read(opened, text, window, stop)
        cards = choose_cards(state.asked.question, window, reading, ranked.cards, self._terms)
        state.prompt_tokens = reading.prompt_tokens
        signals = weigh(state.asked, window, reading, cards, self._terms, ranked.cards)
        if not signals.is_sufficient:
            yield self._refused(state, ranked)
            return
        renderer = Renderer(opened.model, opened.identity.id, self._library.records, self._terms)
        yield from self._write(state, cards, renderer, stop)
        yield self._finished(state)

    def _window(self, ranked: Ranked, conversation: Conversation | None) -> Window:
        if conversation is None:
            return build_window(ranked.cards, Window())
        with self._windows_lock:
            before = self._windows.get(conversation.id, Window())
        window = _scored_anew(build_window(ranked.cards, self._if_still_there(before)), ranked)
        with self._windows_lock:
            self._windows[conversation.id] = window
            self._windows.move_to_end(conversation.id)
            while len(self._windows) > _WINDOWS_KEPT:
                self._windows.popitem(last=False)
        return window

    def _if_still_there(self, window: Window) -> Window:
        """Return the window of the turn before; an empty one where its sources were changed."""
        try:
            for card in window.cards:
                passage = self._library.passage(card.passage_id)
                start = card.start - passage.start
                if passage.text[start : start + len(card.quote)] != card.quote:
                    return Window()
        except UnknownSource:
            return Window()
        return window

    def _write(
        self, state: AnswerInWork, cards: Sequence[Card], renderer: Renderer, stop: Signal
    ) -> Iterator[Event]:
        language = written_language(state.asked.question.language)
        lead_ins = {cards[0].quote, cards[0].lead_in} - {""}
        state.is_list = bool(cards[1:]) and cards[1].lead_in in lead_ins
        foreign = [c for c in cards if c.language not in (language, "und")]
        missing = sum(renderer.kept(card, language) is None for card in foreign)
        if missing:
            name = LANGUAGE_NAMES[language]
            yield Working(message=f"Writing {missing} quotes in {name}", total=missing)
        needed = needed_cards(cards, self._terms, is_list=state.is_list)
        for card in cards:
            if stop.is_set():
                raise Cancelled("The answer", "it was stopped", "Ask again for the whole answer.")
            rendering = None
            if card in foreign:
                # All that are missing are written with the first one: together they are faster.
                renderings = renderer.render(foreign, language, stop=stop)
                rendering = dict(zip(foreign, renderings, strict=True))[card]
                state.completion_tokens += state.count_tokens(rendering.text) if missing else 0
            # In a list the sentence that introduces it has been said already.
            said = replace(card, lead_in="") if state.is_list and state.spoken else card
            numbers = (numbered(state.citations, card) or len(state.citations) + 1,)
            claim = claim_of(said, numbers, language, rendering, self._terms)
            built = Built(claim=claim, rendering=rendering)
            if has_failed(claim):
                yield Working(message="Writing a sentence anew that failed its checks")
                built = repaired(built, said, numbers, language, renderer, self._terms, stop=stop)
            say(state, card, built, language, is_needed=card in needed)
            yield TextGrown(text=as_markdown(state.claims, bulleted=state.is_list))

    def _refused(self, state: AnswerInWork, ranked: Ranked) -> Finished:
        language = written_language(state.asked.question.language)
        return Finished(
            result=Answer(
                question=state.asked.question.text,
                text=_INSUFFICIENT[language],
                status="insufficient_evidence",
                language=language,
                citations=(),
                claims=(),
                nearest=ranked.hits[:NEAREST],
                model=state.identity,
                timings=state.timings(),
            )
        )

    def _finished(self, state: AnswerInWork, *, was_stopped: bool = False) -> Finished:
        claims = with_contradictions(state, self._terms)
        return Finished(
            result=Answer(
                question=state.asked.question.text,
                text=as_markdown(claims, bulleted=state.is_list),
                status="answered",
                language=written_language(state.asked.question.language),
                citations=tuple(state.citations),
                claims=claims,
                nearest=(),
                model=state.identity,
                timings=state.timings(),
                was_stopped=was_stopped,
                dropped=tuple(state.dropped),
            )
        )


def written_language(language: str) -> str:
    """Return the language an answer is written in: the question's where we can, else English."""
    return language if language in WRITTEN_LANGUAGES else "en"


def search_evidence(library: Library, asked: InContext) -> Ranked:
    """Rank the evidence; anew where a source is changed or removed between search and reading.

    Raises:
        UnknownSource: Sources go on being removed.
    """
    for tries_left in range(_TRIES - 1, -1, -1):
        try:
            ranked = rank_evidence(library, asked)
            sources = {hit.source.id: hit.source for hit in ranked.hits}
            if all(library.source(id_).sha256 == s.sha256 for id_, s in sources.items()):
                break
        except UnknownSource:
            if not tries_left:
                raise
    return ranked


def _read(opened: OpenModel, question: str, window: Window, stop: Signal) -> tuple[Window, Reading]:
    """Read the window, of long sentences only as many, the best, as the model has room for."""
    while True:
        try:
            reading = read_evidence(opened.model, question, window, opened.inside, stop=stop)
            return window, reading
        except NothingToSay:
            if len(window.lines) == 1:
                raise
            best = sorted(window.lines, key=lambda line: -line.card.score)
            kept = best[: len(best) // 2]
            window = Window(lines=tuple(line for line in window.lines if line in kept))


def _scored_anew(window: Window, ranked: Ranked) -> Window:
    """Give the cards of an earlier turn their scores for this question."""
    places = {(card.source_id, card.start): card for card in ranked.cards}
    least = min((card.score for card in ranked.cards), default=0.0)
    return Window(
        lines=tuple(
            replace(
                line,
                card=places.get(
                    (line.card.source_id, line.card.start), replace(line.card, score=least)
                ),
            )
            for line in window.lines
        )
    )
