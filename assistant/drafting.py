"""Section title, position and evidence → a drafted section, every sentence of it accounted for.

The commenter's stance is taken word for word from the user. Sourced sentences are renderings of
cards with markers of ours. The one thing the model adds of its own, how the recommendation could
be carried out, is marked as inference.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Event as Signal

from assistant.answer_in_work import Clock
from assistant.answering import QUOTES_AT_ONCE, search_evidence
from assistant.cards import cite
from assistant.claims import capitalised, claim_of, has_failed
from assistant.conflicts import Contradictions, with_conflicts
from assistant.errors import NothingToSay
from assistant.followup import in_context
from assistant.implementing import implementation
from assistant.ledger import figures_differ, figures_of
from assistant.model_state import ChatModel, OpenModel
from assistant.planning import Planned, in_order, is_fit_for_filing, plan
from assistant.renderings import CARDS_AT_ONCE, Renderer
from assistant.repairing import Built, repaired
from assistant.sections import (
    LANGUAGE,
    TOLERANCE,
    Said,
    SectionInWork,
    count_words,
    finished,
    markdown,
    repeats,
    without_markers_of_ours,
)
from assistant.terms import Term
from assistant.types import (
    Card,
    Claim,
    Event,
    EvidenceReady,
    Finding,
    TextGrown,
    Working,
)
from knowledge import Library
from knowledge.errors import Cancelled
from knowledge.language import detect_language
from knowledge.sentences import split_sentences

FEWEST_WORDS, MOST_WORDS = 50, 1500
_WORDS_A_CARD = 15
_TITLE_NUMBER = re.compile(
    r"^(?:recommendation|section|part)(?:\s+(?:\d+|[ivx]+)\s*[:.–—-]|\s*:)\s*", re.IGNORECASE
)
_RESERVE = 30
"""Words kept free for the sentence on implementation."""
_LONGEST_REQUEST = 1000
"""Characters of title and position that are searched with, and shown to the model."""


class Drafter:
    """Drafts sections from a library with a local model."""

    def __init__(self, library: Library, chat_model: ChatModel, terms: Sequence[Term]) -> None:
        self._library = library
        self._chat_model = chat_model
        self._terms = tuple(terms)

    def draft(self, section: str, position: str, words: int, stop: Signal) -> Iterator[Event]:
        """Draft one section; the last event is `Finished`.

        Args:
            section: Its title, such as "Recommendation 1: Fund shared computing".
            position: The commenter's stance, in English; empty when none is given.
            words: How long it should be, `FEWEST_WORDS` to `MOST_WORDS`.
            stop: Setting it ends the work within a second; what was written so far is the result.

        Raises:
            NothingToSay: The title is empty, or the length out of range.
            ModelUnavailable: After the quotes, when the model can't be loaded.
        """
        _check_request(section, words)
        state = SectionInWork(
            section=" ".join(section.split()), position=position.strip(), words=words, clock=Clock()
        )
        ranked = search_evidence(self._library, in_context(_query(state), None))
        state.retrieval_ms = state.clock.ms()
        quotes = tuple(cite(card, n) for n, card in enumerate(ranked.cards[:QUOTES_AT_ONCE], 1))
        yield EvidenceReady(citations=quotes)
        planned = plan(
            ranked, at_most=max(4, -(-words // _WORDS_A_CARD)), asks=0 if position.strip() else 1
        )
        if not planned:
            yield finished(state, ranked, status_is_answered=False)
            return
        contrary = Contradictions(ranked.cards, self._terms, find=self._cards_on)
        was_stopped = False
        try:
            yield from self._write(state, planned, contrary, stop)
        except Cancelled:
            was_stopped = True
        state.findings = self._figures_differ(state)
        yield finished(state, ranked, was_stopped=was_stopped)

    def _write(
        self,
        state: SectionInWork,
        planned: Sequence[Planned],
        contrary: Contradictions,
        stop: Signal,
    ) -> Iterator[Event]:
        opened = state.opened = self._chat_model.get()
        _say_position(state)
        if state.sentences:
            state.first_token_ms = state.clock.ms()
            yield TextGrown(text=markdown(state))
        yield from self._say_cards(state, planned, contrary, opened, stop)
        yield Working(message="Writing how it could be carried out")
        said = implementation(
            state, (state.position or _title_of(state))[:_LONGEST_REQUEST], opened.model, stop
        )
        if said is not None:
            state.sentences.append(Said(part="implementation", claim=said))
            yield TextGrown(text=markdown(state))

    def _say_cards(
        self,
        state: SectionInWork,
        planned: Sequence[Planned],
        contrary: Contradictions,
        opened: OpenModel,
        stop: Signal,
    ) -> Iterator[Event]:
        """Say the cards, best first, until the length is reached; then put them in order."""
        renderer = Renderer(opened.model, opened.identity.id, self._library.records, self._terms)
        kept: list[tuple[Planned, Claim]] = []
        doubtful: list[tuple[Planned, Claim]] = []
        try:
            for done, item in enumerate(planned):
                yield Working(message="Writing from the evidence", done=done, total=len(planned))
                if done % CARDS_AT_ONCE == 0:
                    self._render_ahead(planned[done : done + CARDS_AT_ONCE], renderer, stop)
                claim = self._claim(item, renderer, stop)
                spoken = [c.text for _, c in kept] + [s.claim.text for s in state.sentences]
                if repeats(claim.text, spoken) or not _has_room(state, kept, claim):
                    continue
                (doubtful if claim.verdict == "unsupported" else kept).append((item, claim))
                kept += self._other_side(state, item, kept, contrary, renderer, stop)
                if _lacks(state, kept) <= 0:
                    break
                yield TextGrown(
                    text=markdown(state, extra=[Said(part=i.part, claim=c) for i, c in kept])
                )
            for item, claim in doubtful:
                spoken = [c.text for _, c in kept]
                is_wanted = _lacks(state, kept) > state.words * TOLERANCE
                if is_wanted and _has_room(state, kept, claim) and not repeats(claim.text, spoken):
                    kept.append((item, claim))
        finally:
            # Stopped or not: what has been said stays, now with its markers.
            self._settle(state, kept, contrary)
        state.first_token_ms = state.first_token_ms or state.clock.ms()
        yield TextGrown(text=markdown(state))

    def _render_ahead(self, planned: Sequence[Planned], renderer: Renderer, stop: Signal) -> None:
        """Write the renderings of several cards together, which is faster than one by one."""
        foreign = [item.card for item in planned if _is_foreign(item.card)]
        renderer.render(foreign, LANGUAGE, stop=stop)

    def _claim(self, item: Planned, renderer: Renderer, stop: Signal) -> Claim:
        if stop.is_set():
            raise Cancelled("The draft", "it was stopped", "Draft it again for the whole section.")
        rendering = None
        if _is_foreign(item.card):
            (rendering,) = renderer.render([item.card], LANGUAGE, stop=stop)
        claim = claim_of(item.card, (), LANGUAGE, rendering, self._terms)
        if not has_failed(claim):
            return claim
        failed = Built(claim=claim, rendering=rendering)
        return repaired(failed, item.card, (), LANGUAGE, renderer, self._terms, stop=stop).claim

    def _other_side(
        self,
        state: SectionInWork,
        item: Planned,
        kept: Sequence[tuple[Planned, Claim]],
        contrary: Contradictions,
        renderer: Renderer,
        stop: Signal,
    ) -> Iterator[tuple[Planned, Claim]]:
        """Yield what another source says of the same figure, where it isn't said yet."""
        if not any(said is item for said, _ in kept):
            return
        spoken = {said.card.quote for said, _ in kept}
        for card in contrary.of(item.card):
            if card.quote not in spoken and is_fit_for_filing(card):
                other = replace(item, card=card)
                claim = self._claim(other, renderer, stop)
                if claim.verdict != "unsupported" and _has_room(state, kept, claim):
                    yield other, claim
                return

    def _cards_on(self, name: str) -> Sequence[Card]:
        return search_evidence(self._library, in_context(name, None)).cards

    def _figures_differ(self, state: SectionInWork) -> tuple[Finding, ...]:
        claims = [said.claim for said in state.sentences]
        figures = figures_of(claims, state.citations, self._library)
        return figures_differ(claims, figures, self._terms)

    def _settle(
        self,
        state: SectionInWork,
        kept: Sequence[tuple[Planned, Claim]],
        contrary: Contradictions,
    ) -> None:
        """Give the cards their order and numbers."""
        claims = {id(item.card): claim for item, claim in kept}
        for item in in_order([item for item, _ in kept]):
            claim = claims[id(item.card)]
            n = len(state.citations) + 1
            is_rendered = _is_foreign(item.card) and not any(
                finding.code == "no_safe_rendering" for finding in claim.findings
            )
            state.citations.append(cite(item.card, n, claim.text if is_rendered else ""))
            numbered = replace(
                claim, citations=(n,), matches=tuple(replace(m, n=n) for m in claim.matches)
            )
            language = LANGUAGE if is_rendered else item.card.language
            numbered = with_conflicts(
                numbered, language, item.card, contrary.of(item.card), terms=self._terms
            )
            state.sentences.append(Said(part=item.part, claim=numbered))


def _is_foreign(card: Card) -> bool:
    return card.language not in (LANGUAGE, "und")


def _lacks(state: SectionInWork, kept: "Sequence[tuple[Planned, Claim]]") -> int:
    """Return how many words of evidence are still asked for."""
    return state.words - _RESERVE - state.word_count() - _words_of(kept)


def _has_room(state: SectionInWork, kept: "Sequence[tuple[Planned, Claim]]", claim: Claim) -> bool:
    # The first sentence of evidence is said in any case.
    over = count_words(claim.text) - _lacks(state, kept)
    return not kept or over <= state.words * TOLERANCE / 2


def _check_request(section: str, words: int) -> None:
    if not section.strip():
        raise NothingToSay(
            "No section was drafted",
            "it has no title",
            "Say what it is about, such as “Recommendation 1: Fund shared computing”.",
        )
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        raise NothingToSay(
            "No section was drafted",
            f"{words} words is out of range",
            f"Ask for {FEWEST_WORDS} to {MOST_WORDS} words.",
        )


def _title_of(state: SectionInWork) -> str:
    return _TITLE_NUMBER.sub("", state.section)


def _query(state: SectionInWork) -> str:
    return f"{_title_of(state)}. {state.position}".strip(". ")[:_LONGEST_REQUEST]


def _say_position(state: SectionInWork) -> None:
    """Take over the user's words."""
    language = detect_language(state.position) if state.position else LANGUAGE
    for start, end in split_sentences(state.position, language):
        words = without_markers_of_ours(" ".join(state.position[start:end].split()))
        text = capitalised(words, language)
        claim = Claim(text=text, citations=(), kind="position", verdict="unchecked")
        state.sentences.append(Said(part="ask", claim=claim))


def _words_of(kept: Sequence[tuple[Planned, Claim]]) -> int:
    return sum(count_words(claim.text) for _, claim in kept)
