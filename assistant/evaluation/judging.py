"""Compare an answer with its label and with the sources it cites, by rule.

A right answer contains one alternative of every `must` group and none of `must_not`, with markers
taken out first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.places import cites_a_place
from assistant.evaluation.questions import LabelledQuestion
from assistant.evaluation.said import forbidden, lacking
from assistant.evaluation.support import SentenceOutcome, judge_sentences
from assistant.types import Answer, Citation
from knowledge.errors import UnknownSource
from knowledge.language import detect_language
from knowledge.quantities import find_quantities, same_quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one question got, judged."""

    id: str
    language: str
    question: str
    is_answerable: bool
    status: str
    text: str
    is_right: bool
    lacking: tuple[tuple[str, ...], ...]
    """The `must` groups of which nothing was said."""
    forbidden: tuple[str, ...]
    """The `must_not` strings that were said."""
    broken_citations: tuple[str, ...]
    """Markers or citations that don't lead to their quote."""
    unheld_figures: tuple[str, ...]
    """Figures of the answer that no cited passage of their sentence holds."""
    total_ms: int
    sentences: tuple[SentenceOutcome, ...] = ()
    """Of an answer; empty for a refusal."""
    is_evidence_cited: bool | None = None
    """Whether a place that the label names is cited; None for a refusal or without such a place."""
    repaired: int = 0
    """Sentences that failed at first and were built anew."""
    dropped: int = 0
    """Sentences that failed twice and were left out."""


def judge(question: LabelledQuestion, answer: Answer, library: Any) -> Outcome:
    """Compare an answer with its label and with the sources it cites."""
    unsaid = lacking(answer.text, question.must)
    wrong = forbidden(answer.text, question.must_not)
    is_answered = answer.status == "answered"
    is_right = is_answered and not unsaid and not wrong
    return Outcome(
        id=question.id,
        language=question.language,
        question=question.question,
        is_answerable=question.is_answerable,
        status=answer.status,
        text=answer.text,
        is_right=is_right if question.is_answerable else not is_answered,
        lacking=unsaid if question.is_answerable else (),
        forbidden=wrong,
        broken_citations=tuple(_broken_citations(answer, library)),
        unheld_figures=tuple(_unheld_figures(answer, library)),
        total_ms=answer.timings.total_ms,
        sentences=judge_sentences(answer, question.must_not, library),
        is_evidence_cited=(
            cites_a_place(answer.citations, question.evidence, library) if is_answered else None
        ),
        repaired=sum(claim.was_repaired for claim in answer.claims),
        dropped=len(answer.dropped),
    )


def _broken_citations(answer: Answer, library: Any) -> Iterator[str]:
    numbers = {citation.n for citation in answer.citations}
    for marker in re.findall(r"\[(\d{1,3})\]", answer.text):
        if answer.status == "answered" and int(marker) not in numbers:
            yield f"[{marker}] leads nowhere"
    for citation in answer.citations:
        try:
            library.passage(citation.passage_id)
            text = library.text(citation.source_id)
        except UnknownSource:
            yield f"[{citation.n}] is of a source that isn't there any more"
            continue
        if text[citation.start : citation.end] != citation.quote:
            yield f"[{citation.n}] isn't the source's text at its place"


def _unheld_figures(answer: Answer, library: Any) -> Iterator[str]:
    by_number = {citation.n: citation for citation in answer.citations}
    for claim in answer.claims:
        cited = [by_number[n] for n in claim.citations if n in by_number]
        held = [q for citation in cited for q in _held_quantities(citation, library)]
        for quantity in find_quantities(claim.text, detect_language(claim.text)):
            if not any(same_quantity(quantity, other) for other in held):
                yield quantity.text


def _held_quantities(citation: Citation, library: Any) -> tuple[Any, ...]:
    try:
        passage = library.passage(citation.passage_id)
    except UnknownSource:
        return ()  # told by `_broken_citations`
    return find_quantities(passage.text, citation.language)
