"""What a run of labelled questions gave, as JSON and for a reader."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluation.counts import counts_of, figure_errors_of, unmarked_of
from assistant.evaluation.judging import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """All outcomes, and the counts that are read off them."""

    outcomes: tuple[Outcome, ...]
    not_asked: tuple[str, ...]
    """Ids of questions whose sources aren't in this workspace."""

    def as_json(self) -> dict[str, Any]:
        """Return the counts, by language too, and every outcome."""
        languages = sorted({outcome.language for outcome in self.outcomes})
        return {
            "all": counts_of(self.outcomes),
            "by_language": {
                language: counts_of([o for o in self.outcomes if o.language == language])
                for language in languages
            },
            "not_asked": list(self.not_asked),
            "outcomes": [asdict(outcome) for outcome in self.outcomes],
        }

    def as_text(self) -> str:
        """Return the counts and the misses for a reader."""
        numbers = self.as_json()
        lines = list(_lines("all", numbers["all"]))
        for name, counts in numbers["by_language"].items():
            lines += _lines(name, counts)
        if self.not_asked:
            lines.append(f"not asked, their sources aren't here: {', '.join(self.not_asked)}")
        misses = [o for o in self.outcomes if is_miss(o)]
        lines.append(f"\nmisses: {len(misses)}")
        lines += ["\n".join(_miss(outcome)) for outcome in misses]
        return "\n".join(lines)


def percent(value: float | None) -> str:
    """Write a share; a dash for a share of nothing."""
    return "–" if value is None else f"{100 * value:.1f} %"


def _lines(name: str, n: dict[str, Any]) -> Iterator[str]:
    yield (
        f"{name}: answerable right {n['answered_right']} of {n['answerable']}"
        f" ({percent(n['accuracy'])}; wrong {n['answered_wrong']},"
        f" refused {n['answerable_refused']}; coverage {percent(n['coverage'])});"
        f" unanswerable refused {n['refused']} of {n['unanswerable']} ({percent(n['refusal'])})"
    )
    yield (
        f"  citations: precision {percent(n['citation_precision'])} of {n['citations']},"
        f" recall {percent(n['citation_recall'])} of {n['needing_citation']} sentences,"
        f" known evidence cited {n['evidence_cited']} of {n['answers_with_known_evidence']},"
        f" broken citations {n['broken_citations']}"
    )
    yield (
        f"  support: figure errors {n['figure_errors']},"
        f" figures not held {n['unheld_figures']},"
        f" answers with an unsupported sentence not marked {n['outputs_with_unmarked']}"
        f" of {n['outputs']}, with one shown as supported {n['outputs_wrongly_shown_supported']};"
        f" sentences repaired {n['repaired']}, dropped {n['dropped']}"
    )


def is_miss(outcome: Outcome) -> bool:
    """Tell whether anything about it is wrong."""
    return (
        not outcome.is_right
        or bool(outcome.broken_citations or outcome.unheld_figures)
        or outcome.is_evidence_cited is False
        or any(sentence.failures for sentence in outcome.sentences)
    )


def _miss(outcome: Outcome) -> Iterator[str]:
    yield f"- {outcome.id} ({outcome.language}) {outcome.question}"
    yield f"  {outcome.status}: {' '.join(outcome.text.split())[:300]}"
    if outcome.lacking:
        yield "  lacks: " + "; ".join(" | ".join(group) for group in outcome.lacking)
    if outcome.forbidden:
        yield "  says what it must not: " + "; ".join(outcome.forbidden)
    yield from (f"  {text}" for text in outcome.broken_citations)
    if outcome.is_evidence_cited is False:
        yield "  cites no place that the label names"
    if outcome.unheld_figures:
        yield "  figures that no cited passage holds: " + "; ".join(outcome.unheld_figures)
    for message in figure_errors_of(outcome):
        yield f"  figure: {message}"
    unmarked = unmarked_of(outcome)
    for sentence in outcome.sentences:
        if sentence.failures:
            told = "not marked" if sentence.text in unmarked else "marked"
            yield f"  unsupported, {told} ({sentence.verdict}): {sentence.text[:200]}"
            yield from (f"    {failure}" for failure in sentence.failures)
