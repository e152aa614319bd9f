"""A section while it is drafted: what is said so far, its length, its Markdown, its findings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answer_in_work import Clock
from assistant.answering import NEAREST
from assistant.model_state import OpenModel
from assistant.planning import Part
from assistant.selection import Ranked
from assistant.types import Citation, Claim, Finding, Finished, Section, Timings, Verdict

LANGUAGE = "en"
TOLERANCE = 0.2
"""By what share a section may be shorter or longer than asked for."""
_MARKS = {"position": " *(commenter's position)*", "inference": " *(inference)*", "sourced": ""}
_DOUBTS: dict[Verdict, str] = {
    "unsupported": " *(unsupported: read the original)*",
    "conflict": " *(sources disagree: see both)*",
}
_LABELS: dict[Part, str] = {
    "ask": "Ask",
    "rationale": "Rationale",
    "evidence": "Evidence",
    "implementation": "Implementation",
}
_MARKER = re.compile(r"\[(\d{1,3})\]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WIDE_A_WORD = 2
"""Japanese characters that count as a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence and where it stands."""

    part: Part
    claim: Claim


@dataclass(slots=True)
class SectionInWork:
    """What is known of one section while it is drafted."""

    section: str
    position: str
    words: int
    clock: Clock
    opened: OpenModel | None = None
    retrieval_ms: int = 0
    first_token_ms: int = 0
    sentences: list[Said] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    """What its figures say of each other."""

    def word_count(self) -> int:
        """Count the words of all that is said, headings and markers left out."""
        return sum(count_words(s.claim.text) for s in self.sentences)


def count_words(text: str) -> int:
    """Count the words; of Japanese, two characters count as one."""
    wide = len(_WIDE.findall(text))
    return (
        len(_WIDE.sub(" ", text).split()) + -(-wide // _WIDE_A_WORD) if wide else len(text.split())
    )


def repeats(text: str, spoken: Sequence[str]) -> bool:
    """Tell whether a sentence says in much the same words what one of the others says."""
    mine = _terms_of(text)
    for other in spoken:
        theirs = _terms_of(other)
        if mine and len(mine & theirs) / len(mine | theirs) > 0.55:
            return True
    return False


def _terms_of(text: str) -> set[str]:
    wide = "".join(_WIDE.findall(text))
    pairs = {wide[i : i + 2] for i in range(len(wide) - 1)}
    return set(re.findall(r"[a-z0-9]{3,}", text.lower())) | pairs


def without_markers_of_ours(text: str) -> str:
    """Turn [1] in the user's own words into (1), so that it isn't taken for a marker."""
    return _MARKER.sub(r"(\1)", text)


def markdown(state: SectionInWork, extra: Sequence[Said] = ()) -> str:
    """Return the section so far, with `extra` sentences that have no number yet."""
    said = [*state.sentences, *extra]
    title = without_markers_of_ours(state.section)
    parts = [f"### {title}"]
    for part, label in _LABELS.items():
        sentences = [_said(s.claim) for s in said if s.part == part]
        if sentences:
            parts.append(f"**{label}.** {' '.join(sentences)}")
    return "\n\n".join(parts)


def _said(claim: Claim) -> str:
    markers = "".join(f"[{n}]" for n in claim.citations)
    doubt = _DOUBTS.get(claim.verdict, "")
    return f"{claim.text}{' ' if markers else ''}{markers}{_MARKS[claim.kind]}{doubt}"


def finished(
    state: SectionInWork,
    ranked: Ranked,
    *,
    status_is_answered: bool = True,
    was_stopped: bool = False,
) -> Finished:
    """Return the last event: the section as it stands."""
    words = state.word_count()
    text = markdown(state) if status_is_answered else "The sources hold nothing for this section."
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
            findings=(tuple(_section_findings(state, was_stopped)) if status_is_answered else ()),
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


def _place(sentence: Said) -> int:
    return list(_LABELS).index(sentence.part)


def _section_findings(state: SectionInWork, was_stopped: bool) -> Iterator[Finding]:
    words = state.word_count()
    if words > state.words * (1 + TOLERANCE):
        yield Finding(
            code="longer_than_asked",
            severity="note",
            message=f"The position and one sentence of evidence take {words} words.",
            remedy=f"Shorten the position, or ask for more than {state.words} words.",
        )
    if words < state.words * (1 - TOLERANCE) and not was_stopped:
        yield Finding(
            code="evidence_ends",
            severity="note",
            message=f"The evidence ends here: {words} of {state.words} words.",
            remedy="Add sources on this subject, or ask for a shorter section.",
        )
    yield from state.findings
    if not state.position:
        yield Finding(
            code="no_position",
            severity="warning",
            message="No position was given, so the ask is only what the sources call for.",
            remedy="Write what you ask of the agency in your own words and draft again.",
        )
