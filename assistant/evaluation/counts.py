"""Numbers read off judged questions: counts, and the shares made of them."""

from collections.abc import Sequence
from typing import Any

from assistant.evaluation.judging import Outcome


def share(part: int, whole: int) -> float | None:
    """Return `part` of `whole`, 0 to 1 with three decimals; None of nothing."""
    return round(part / whole, 3) if whole else None


def counts_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return all counts and shares of these outcomes; docs/evaluation.md says what each means."""
    return {**_answers(outcomes), **_citations(outcomes), **_support(outcomes)}


def _answers(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    answerable = [o for o in outcomes if o.is_answerable]
    unanswerable = [o for o in outcomes if not o.is_answerable]
    right = sum(o.is_right for o in answerable)
    answered = sum(o.status == "answered" for o in answerable)
    refused = sum(o.is_right for o in unanswerable)
    return {
        "answerable": len(answerable),
        "answered_right": right,
        "answered_wrong": answered - right,
        "answerable_refused": len(answerable) - answered,
        "unanswerable": len(unanswerable),
        "refused": refused,
        "accuracy": share(right, len(answerable)),
        "accuracy_when_answered": share(right, answered),
        "coverage": share(answered, len(answerable)),
        "refusal": share(refused, len(unanswerable)),
    }


def _citations(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    sentences = [s for o in outcomes for s in o.sentences]
    needing = [s for s in sentences if s.needs_citation]
    with_one = sum(bool(s.citations) for s in needing)
    cited = sum(len(s.citations) for s in sentences)
    supporting = sum(len(s.supporting) for s in sentences)
    placed = [o for o in outcomes if o.is_evidence_cited is not None]
    at_place = sum(bool(o.is_evidence_cited) for o in placed)
    return {
        "sentences": len(sentences),
        "needing_citation": len(needing),
        "with_citation": with_one,
        "citation_recall": share(with_one, len(needing)),
        "citations": cited,
        "supporting_citations": supporting,
        "citation_precision": share(supporting, cited),
        "answers_with_known_evidence": len(placed),
        "evidence_cited": at_place,
        "evidence_share": share(at_place, len(placed)),
        "broken_citations": sum(len(o.broken_citations) for o in outcomes),
    }


def _support(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    outputs = [o for o in outcomes if o.status == "answered"]
    unmarked = sum(bool(unmarked_of(o)) for o in outputs)
    shown = sum(any(s.failures and s.is_shown_supported for s in o.sentences) for o in outputs)
    return {
        "unheld_figures": sum(len(o.unheld_figures) for o in outcomes),
        "figure_errors": sum(len(figure_errors_of(o)) for o in outcomes),
        "outputs": len(outputs),
        "outputs_with_unmarked": unmarked,
        "unmarked_share": share(unmarked, len(outputs)),
        "outputs_wrongly_shown_supported": shown,
        "repaired": sum(o.repaired for o in outcomes),
        "dropped": sum(o.dropped for o in outcomes),
    }


def unmarked_of(outcome: Outcome) -> list[str]:
    """Return the sentences that aren't supported, of which the reader isn't told so."""
    return [s.text for s in outcome.sentences if s.failures and not s.is_marked]


def figure_errors_of(outcome: Outcome) -> tuple[str, ...]:
    """Return what is wrong with figures of the answer, each once."""
    unheld = tuple(f"No cited passage holds “{text}”." for text in outcome.unheld_figures)
    by_rule = (
        message
        for sentence in outcome.sentences
        for message in sentence.figure_errors
        if not any(f"“{text}”" in message for text in outcome.unheld_figures)
    )
    return tuple(dict.fromkeys((*unheld, *by_rule)))
