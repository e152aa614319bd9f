"""Does what a sentence cites support it? By the rules for claims, each sentence read anew.

A sentence is supported when the rules find no error in it against the sentences that it cites. Of
several citations each must bear a part: a figure, a name or words that stand on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.cards import make_card
from assistant.evaluation.said import forbidden
from assistant.types import Answer, Card, Citation, Claim
from assistant.verification import Checked, check_claim
from knowledge.errors import UnknownSource
from knowledge.language import detect_language

FIGURE_CODES = frozenset(
    {"figure_not_in_source", "figure_about_other", "figure_lost", "bound_changed", "range_changed"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceOutcome:
    """One sentence of an answer, judged."""

    text: str
    kind: str
    verdict: str
    """What the reader is shown."""
    needs_citation: bool
    citations: tuple[int, ...]
    """The numbers it bears that lead to a quote of a source."""
    supporting: tuple[int, ...]
    """Those of them whose quote supports it."""
    failures: tuple[str, ...]
    """Why it isn't supported; empty when it is, as far as rules see."""
    figure_errors: tuple[str, ...]
    """Those of the failures that are about figures."""
    is_marked: bool
    """Whether the reader is told that something is wrong with it."""

    @property
    def is_shown_supported(self) -> bool:
        """Whether the reader is told that it holds."""
        return self.verdict in ("supported", "confirmed")


def judge_sentences(
    answer: Answer, must_not: Sequence[str], library: Any
) -> tuple[SentenceOutcome, ...]:
    """Judge each sentence of an answer, and what stands in its text without being one of them."""
    if answer.status != "answered":
        return ()
    cards = {c.n: card for c in answer.citations if (card := _card(c, library)) is not None}
    judged = [_judge(claim, cards, must_not) for claim in answer.claims]
    return (*judged, *_beside_the_claims(answer))


def _judge(claim: Claim, cards: dict[int, Card], must_not: Sequence[str]) -> SentenceOutcome:
    numbers = tuple(dict.fromkeys(n for n in claim.citations if n in cards))
    checked = _checked(claim.text, [cards[n] for n in numbers], numbers)
    errors = [] if checked is None else [f for f in checked.findings if f.severity == "error"]
    needs = claim.kind != "position"
    failures = [found.message for found in errors]
    failures += [f"It says “{text}”." for text in forbidden(claim.text, must_not)]
    if needs and not numbers:
        failures.append("It cites nothing.")
    return SentenceOutcome(
        text=claim.text,
        kind=claim.kind,
        verdict=claim.verdict,
        needs_citation=needs,
        citations=numbers,
        supporting=() if checked is None or errors else _bearing(checked, numbers),
        failures=tuple(failures),
        figure_errors=tuple(f.message for f in errors if f.code in FIGURE_CODES),
        is_marked=_is_marked(claim),
    )


def _checked(text: str, cards: Sequence[Card], numbers: Sequence[int]) -> Checked | None:
    # In its own language: a quote that stands in for a rendering that failed isn't a wrong answer.
    return check_claim(text, detect_language(text), cards, numbers=numbers) if cards else None


def _bearing(checked: Checked, numbers: tuple[int, ...]) -> tuple[int, ...]:
    if len(numbers) == 1:
        return numbers
    borne = {match.n for match in checked.matches}
    return tuple(n for n in numbers if n in borne)


def _is_marked(claim: Claim) -> bool:
    if claim.verdict == "unsupported":
        return True
    is_doubted = any(found.severity != "note" for found in claim.findings)
    return claim.verdict == "unchecked" and is_doubted


def _beside_the_claims(answer: Answer) -> Iterator[SentenceOutcome]:
    """Yield text of the answer that is no claim of it, so that nothing vouches for it."""
    rest = answer.text
    for citation in answer.citations:
        rest = rest.replace(f"[{citation.n}]", " ")
    for claim in sorted(answer.claims, key=lambda c: -len(c.text)):
        rest = rest.replace(claim.text, " ", 1)
    if any(character.isalpha() for character in rest):
        yield SentenceOutcome(
            text=" ".join(rest.split()),
            kind="none",
            verdict="none",
            needs_citation=True,
            citations=(),
            supporting=(),
            failures=("It is none of the sentences that were checked.",),
            figure_errors=(),
            is_marked=False,
        )


def _card(citation: Citation, library: Any) -> Card | None:
    """Return the cited sentence; None where the citation doesn't lead to it."""
    try:
        source = library.source(citation.source_id)
        passage = library.passage(citation.passage_id)
        text = library.text(citation.source_id)
    except UnknownSource:
        return None
    for sentence in passage.sentences:
        if sentence.start == citation.start and text[citation.start : citation.end] == (
            citation.quote
        ):
            return make_card(source, passage, sentence, text)
    return None
