"""Section title, position and evidence → a drafted section, every sentence of it accounted for.

The commenter's stance is taken word for word from the user. Sourced sentences are renderings of
cards with markers of ours. The one thing the model adds of its own, how the recommendation could
be carried out, is marked as inference.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event as Signal

from assistant.answering import NEAREST, QUOTES_AT_ONCE, Clock
from assistant.cards import cite
from assistant.claims import capitalised, claim_of
from assistant.errors import NothingToSay
from assistant.followup import in_context
from assistant.model_state import ChatModel, OpenModel
from assistant.planning import Part, Planned, in_order, plan
from assistant.prompting import load_prompt
from assistant.questions import names_in
from assistant.renderings import CARDS_AT_ONCE, Renderer
from assistant.runtime import GenerationOptions, LocalModel, scripts_of_language
from assistant.selection import Ranked, rank_evidence
from assistant.terms import Term
from assistant.types import (
    Citation,
    Claim,
    Event,
    EvidenceReady,
    Finding,
    Finished,
    Section,
    TextGrown,
    Timings,
    Working,
)
from knowledge import Library, find_quantities
from knowledge.errors import Cancelled
from knowledge.language import detect_language
from knowledge.sentences import split_sentences

LANGUAGE = "en"
FEWEST_WORDS, MOST_WORDS = 50, 1500
_TOLERANCE = 0.2
_WORDS_A_CARD = 15
_MARKS = {"position": " *(commenter's position)*", "inference": " *(inference)*", "sourced": ""}
_LABELS: dict[Part, str] = {
    "ask": "Ask",
    "rationale": "Rationale",
    "evidence": "Evidence",
    "implementation": "Implementation",
}
_TITLE_NUMBER = re.compile(r"^(?:recommendation|section|part)\s*\d*\s*[:.–—-]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    part: Part
    claim: Claim


@dataclass(slots=True)
class _Progress:
    section: str
    position: str
    words: int
    clock: Clock
    opened: OpenModel | None = None
    retrieval_ms: int = 0
    first_token_ms: int = 0
    sentences: list[_Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def word_count(self) -> int:
        return sum(len(s.claim.text.split()) for s in self.sentences)


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
        state = _Progress(
            section=" ".join(section.split()), position=position.strip(), words=words, clock=Clock()
        )
        ranked = rank_evidence(self._library, in_context(_query(state), None))
        state.retrieval_ms = state.clock.ms()
        quotes = tuple(cite(card, n) for n, card in enumerate(ranked.cards[:QUOTES_AT_ONCE], 1))
        yield EvidenceReady(citations=quotes)
        planned = plan(ranked, at_most=max(4, -(-words // _WORDS_A_CARD)))
        if not planned:
            yield _finished(state, ranked, status_is_answered=False)
            return
        try:
            yield from self._write(state, planned, stop)
        except Cancelled:
            yield _finished(state, ranked, was_stopped=True)
            return
        yield _finished(state, ranked)

    def _write(self, state: _Progress, planned: Sequence[Planned], stop: Signal) -> Iterator[Event]:
        opened = state.opened = self._chat_model.get()
        _say_position(state)
        if state.sentences:
            yield TextGrown(text=_markdown(state))
        reserve = 30
        yield from self._say_cards(state, planned, opened, reserve, stop)
        yield Working(message="Writing how it could be carried out")
        said = self._implementation(state, opened.model, stop)
        if said is not None:
            state.sentences.append(_Sentence(part="implementation", claim=said))
            yield TextGrown(text=_markdown(state))

    def _say_cards(
        self,
        state: _Progress,
        planned: Sequence[Planned],
        opened: OpenModel,
        reserve: int,
        stop: Signal,
    ) -> Iterator[Event]:
        """Say the cards, best first, until the length is reached; then put them in order."""
        renderer = Renderer(opened.model, opened.identity.id, self._library.records, self._terms)
        limit = state.words * (1 + _TOLERANCE / 2) - reserve
        kept: list[tuple[Planned, Claim]] = []
        doubtful: list[tuple[Planned, Claim]] = []
        before = state.word_count()
        for done, item in enumerate(planned):
            yield Working(message="Writing from the evidence", done=done, total=len(planned))
            if done % CARDS_AT_ONCE == 0:
                self._render_ahead(planned[done : done + CARDS_AT_ONCE], renderer, stop)
            claim = self._claim(item, renderer, stop)
            spoken = [c.text for _, c in kept] + [s.claim.text for s in state.sentences]
            if _repeats(claim.text, spoken):
                continue
            (doubtful if claim.verdict == "unsupported" else kept).append((item, claim))
            if before + _words_of(kept) >= state.words - reserve:
                break
            yield TextGrown(text=_markdown(state, extra=kept))
        while doubtful and before + _words_of(kept) < state.words * (1 - _TOLERANCE) - reserve:
            kept.append(doubtful.pop(0))
        while len(kept) > 1 and before + _words_of(kept) > limit:
            kept.pop()
        self._settle(state, kept)
        state.first_token_ms = state.first_token_ms or state.clock.ms()
        yield TextGrown(text=_markdown(state))

    def _render_ahead(self, planned: Sequence[Planned], renderer: Renderer, stop: Signal) -> None:
        """Write the renderings of several cards together, which is faster than one by one."""
        foreign = [item.card for item in planned if item.card.language != LANGUAGE]
        renderer.render(foreign, LANGUAGE, stop=stop)

    def _claim(self, item: Planned, renderer: Renderer, stop: Signal) -> Claim:
        if stop.is_set():
            raise Cancelled("The draft", "it was stopped", "Draft it again for the whole section.")
        rendering = None
        if item.card.language != LANGUAGE:
            (rendering,) = renderer.render([item.card], LANGUAGE, stop=stop)
        return claim_of(item.card, (), LANGUAGE, rendering, self._terms)

    def _settle(self, state: _Progress, kept: Sequence[tuple[Planned, Claim]]) -> None:
        """Give the cards their order and numbers."""
        claims = {id(item.card): claim for item, claim in kept}
        for item in in_order([item for item, _ in kept]):
            claim = claims[id(item.card)]
            n = len(state.citations) + 1
            is_rendered = item.card.language != LANGUAGE
            state.citations.append(cite(item.card, n, claim.text if is_rendered else ""))
            numbered = Claim(
                text=claim.text,
                citations=(n,),
                kind="sourced",
                verdict=claim.verdict,
                findings=claim.findings,
            )
            state.sentences.append(_Sentence(part=item.part, claim=numbered))

    def _implementation(self, state: _Progress, model: LocalModel, stop: Signal) -> Claim | None:
        recommendation = state.position or _TITLE_NUMBER.sub("", state.section)
        prompt = load_prompt("implementation", frozenset({"recommendation"}))
        written = model.generate(
            prompt.messages(recommendation=recommendation),
            GenerationOptions(
                max_tokens=70,
                stop_strings=("\n",),
                scripts=scripts_of_language(LANGUAGE),
                allowed_numbers=frozenset(),
            ),
            stop=stop,
        )
        if stop.is_set():
            raise Cancelled("The draft", "it was stopped", "Draft it again for the whole section.")
        text = f"The agency could {written.text.strip()}"
        spans = split_sentences(text, LANGUAGE)
        first = text[slice(*spans[0])] if spans else ""
        if written.finish_reason == "length" and len(spans) < 2:
            return None
        if find_quantities(first, LANGUAGE) or _adds_names(first, recommendation):
            return None
        if _repeats(first, [s.claim.text for s in state.sentences]):
            return None
        return Claim(
            text=capitalised(first, LANGUAGE), citations=(), kind="inference", verdict="unchecked"
        )


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


def _query(state: _Progress) -> str:
    return f"{_TITLE_NUMBER.sub('', state.section)}. {state.position}".strip(". ")


def _say_position(state: _Progress) -> None:
    language = detect_language(state.position) if state.position else LANGUAGE
    for start, end in split_sentences(state.position, language):
        text = capitalised(state.position[start:end], LANGUAGE)
        claim = Claim(text=text, citations=(), kind="position", verdict="unchecked")
        state.sentences.append(_Sentence(part="ask", claim=claim))


def _words_of(kept: Sequence[tuple[Planned, Claim]]) -> int:
    return sum(len(claim.text.split()) for _, claim in kept)


def _repeats(text: str, spoken: Sequence[str]) -> bool:
    mine = set(re.findall(r"[a-z0-9]{3,}", text.lower()))
    for other in spoken:
        theirs = set(re.findall(r"[a-z0-9]{3,}", other.lower()))
        if mine and len(mine & theirs) / len(mine | theirs) > 0.55:
            return True
    return False


def _adds_names(text: str, given: str) -> bool:
    known = given.casefold()
    return any(
        re.search(r"[A-Z].*[A-Z]|\d", name) and name.casefold() not in known
        for name in names_in(text)
    )


def _markdown(state: _Progress, extra: Sequence[tuple[Planned, Claim]] = ()) -> str:
    said = [*state.sentences, *(_Sentence(part=item.part, claim=claim) for item, claim in extra)]
    parts = [f"### {state.section}"]
    for part, label in _LABELS.items():
        sentences = [_said(s.claim) for s in said if s.part == part]
        if sentences:
            parts.append(f"**{label}.** {' '.join(sentences)}")
    return "\n\n".join(parts)


def _said(claim: Claim) -> str:
    markers = "".join(f"[{n}]" for n in claim.citations)
    doubt = " *(unsupported: read the original)*" if claim.verdict == "unsupported" else ""
    return f"{claim.text}{' ' if markers else ''}{markers}{_MARKS[claim.kind]}{doubt}"


def _finished(
    state: _Progress, ranked: Ranked, *, status_is_answered: bool = True, was_stopped: bool = False
) -> Finished:
    words = state.word_count()
    text = _markdown(state) if status_is_answered else "The sources hold nothing for this section."
    return Finished(
        result=Section(
            section=state.section,
            position=state.position,
            words_asked=state.words,
            words=words,
            text=text,
            status="answered" if status_is_answered else "insufficient_evidence",
            language=LANGUAGE,
            citations=tuple(state.citations),
            claims=tuple(s.claim for s in sorted(state.sentences, key=_place)),
            findings=tuple(_section_findings(state)) if status_is_answered else (),
            nearest=() if status_is_answered else ranked.hits[:NEAREST],
            model=None if state.opened is None else state.opened.identity,
            timings=Timings(
                retrieval_ms=state.retrieval_ms,
                first_evidence_ms=state.retrieval_ms,
                first_token_ms=state.first_token_ms,
                total_ms=state.clock.ms(),
            ),
            was_stopped=was_stopped,
        )
    )


def _place(sentence: _Sentence) -> int:
    return list(_LABELS).index(sentence.part)


def _section_findings(state: _Progress) -> Iterator[Finding]:
    words = state.word_count()
    if words < state.words * (1 - _TOLERANCE):
        yield Finding(
            code="evidence_ends",
            severity="note",
            message=f"The evidence ends here: {words} of {state.words} words.",
            remedy="Add sources on this subject, or ask for a shorter section.",
        )
    if not state.position:
        yield Finding(
            code="no_position",
            severity="warning",
            message="No position was given, so the ask is only what the sources call for.",
            remedy="Write what you ask of the agency in your own words and draft again.",
        )
