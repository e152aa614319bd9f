"""Ask labelled questions and count what holds: answers, refusals, citations and figures.

The file's schema stands in `docs/evaluation.md`. A judgement is by rule: a right answer contains
one alternative of every `must` group and none of `must_not`, with markers taken out first.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import EvaluationError
from assistant.types import Answer, Citation, Event, Finished
from knowledge.errors import UnknownSource
from knowledge.language import detect_language
from knowledge.quantities import find_quantities, same_quantity

_MARKER = re.compile(r"\s*\[\d{1,3}\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuestion:
    """One line of the file."""

    id: str
    language: str
    question: str
    is_answerable: bool
    evidence_files: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]


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
            "all": _counts(self.outcomes),
            "by_language": {
                language: _counts(o for o in self.outcomes if o.language == language)
                for language in languages
            },
            "not_asked": list(self.not_asked),
            "outcomes": [asdict(outcome) for outcome in self.outcomes],
        }

    def as_text(self) -> str:
        """Return the counts and the misses for a reader."""
        numbers = self.as_json()
        lines = [_line("all", numbers["all"])]
        lines += [_line(name, counts) for name, counts in numbers["by_language"].items()]
        if self.not_asked:
            lines.append(f"not asked, their sources aren't here: {', '.join(self.not_asked)}")
        misses = [o for o in self.outcomes if _is_miss(o)]
        lines.append(f"\nmisses: {len(misses)}")
        lines += [_describe(outcome) for outcome in misses]
        return "\n".join(lines)


class Asks(Protocol):
    """What is evaluated: something that answers, over a library that shows its texts."""

    library: Any

    def ask(self, question: str) -> Iterator[Event]:
        """Answer one question, the result being the last event."""
        ...


def read_questions(path: Path) -> tuple[LabelledQuestion, ...]:
    """Read the labelled questions of a JSONL file.

    Raises:
        EvaluationError: The file can't be read, or a line isn't of the schema.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise EvaluationError(
            f"Can't read the questions {str(path)!r}", str(exc), "Give a JSONL file in UTF-8."
        ) from exc
    return tuple(_parse(path, n, line) for n, line in enumerate(lines, 1) if line.strip())


def _parse(path: Path, number: int, line: str) -> LabelledQuestion:
    try:
        row = json.loads(line)
        return LabelledQuestion(
            id=_checked(row, "id", str),
            language=_checked(row, "language", str),
            question=_checked(row, "question", str),
            is_answerable=_checked(row, "answerable", bool),
            evidence_files=tuple(sorted({place["source"] for place in row["evidence"]})),
            must=tuple(tuple(_texts(group)) for group in _checked(row, "must", list)),
            must_not=tuple(_texts(row["must_not"])),
        )
    except (ValueError, KeyError, TypeError) as exc:
        raise EvaluationError(
            f"Can't use line {number} of {path.name!r}",
            f"it isn't an object with the fields of the schema ({exc!r})",
            "See docs/evaluation.md for the fields.",
        ) from exc


def _checked(row: Any, field: str, kind: type) -> Any:
    if not isinstance(row[field], kind):
        raise TypeError(f"{field} must be of type {kind.__name__}")
    return row[field]


def _texts(group: Any) -> Iterator[str]:
    if not isinstance(group, list):
        raise TypeError("must and must_not hold lists of texts")
    for text in group:
        if not isinstance(text, str) or not text.strip():
            raise TypeError("must and must_not hold lists of texts")
        yield text


def evaluate(
    assistant: Asks,
    path: Path,
    on_result: Callable[[Outcome], None] | None = None,
    *,
    ids: frozenset[str] | None = None,
) -> EvaluationReport:
    """Ask the questions of `path` (only `ids`, if given) and judge each answer."""
    held = {Path(source.path).name for source in assistant.library.list()}
    outcomes: list[Outcome] = []
    not_asked: list[str] = []
    for question in read_questions(path):
        if ids is not None and question.id not in ids:
            continue
        if question.is_answerable and not held & set(question.evidence_files):
            not_asked.append(question.id)
            continue
        outcome = judge(question, _answer(assistant, question.question), assistant.library)
        outcomes.append(outcome)
        if on_result is not None:
            on_result(outcome)
    return EvaluationReport(outcomes=tuple(outcomes), not_asked=tuple(not_asked))


def _answer(assistant: Asks, question: str) -> Answer:
    for event in assistant.ask(question):
        if isinstance(event, Finished) and isinstance(event.result, Answer):
            return event.result
    raise EvaluationError(
        f"No answer came to {question!r}", "the stream of events ended early", "Ask it again."
    )


def judge(question: LabelledQuestion, answer: Answer, library: Any) -> Outcome:
    """Compare an answer with its label and with the sources it cites."""
    said = _folded(_MARKER.sub("", answer.text))
    lacking = tuple(g for g in question.must if not any(_says(said, a) for a in g))
    forbidden = tuple(text for text in question.must_not if _says(said, text))
    is_answered = answer.status == "answered"
    return Outcome(
        id=question.id,
        language=question.language,
        question=question.question,
        is_answerable=question.is_answerable,
        status=answer.status,
        text=answer.text,
        is_right=(
            is_answered and not lacking and not forbidden
            if question.is_answerable
            else not is_answered
        ),
        lacking=lacking if question.is_answerable else (),
        forbidden=forbidden,
        broken_citations=tuple(_broken_citations(answer, library)),
        unheld_figures=tuple(_unheld_figures(answer, library)),
        total_ms=answer.timings.total_ms,
    )


def _says(said: str, wanted: str) -> bool:
    """Look for a text as it stands, but not for a figure within another: 7 in 17, 4 in 4.5."""
    text = _folded(wanted)
    before = r"(?<!\d)(?<!\d[.,])" if text[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if text[-1:].isdigit() else ""
    return re.search(before + re.escape(text) + after, said) is not None


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


def _counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    rows = tuple(outcomes)
    answerable = [o for o in rows if o.is_answerable]
    unanswerable = [o for o in rows if not o.is_answerable]
    return {
        "answerable": len(answerable),
        "answered_right": sum(o.is_right for o in answerable),
        "answered_wrong": sum(not o.is_right and o.status == "answered" for o in answerable),
        "answerable_refused": sum(o.status != "answered" for o in answerable),
        "unanswerable": len(unanswerable),
        "refused": sum(o.is_right for o in unanswerable),
        "broken_citations": sum(len(o.broken_citations) for o in rows),
        "unheld_figures": sum(len(o.unheld_figures) for o in rows),
    }


def _line(name: str, counts: dict[str, int]) -> str:
    return (
        f"{name}: answerable right {counts['answered_right']} of {counts['answerable']}"
        f" (wrong {counts['answered_wrong']}, refused {counts['answerable_refused']});"
        f" unanswerable refused {counts['refused']} of {counts['unanswerable']};"
        f" broken citations {counts['broken_citations']};"
        f" figures not held {counts['unheld_figures']}"
    )


def _is_miss(outcome: Outcome) -> bool:
    return not outcome.is_right or bool(outcome.broken_citations or outcome.unheld_figures)


def _describe(outcome: Outcome) -> str:
    parts = [f"- {outcome.id} ({outcome.language}) {outcome.question}"]
    parts.append(f"  {outcome.status}: {' '.join(outcome.text.split())[:300]}")
    if outcome.lacking:
        parts.append("  lacks: " + "; ".join(" | ".join(group) for group in outcome.lacking))
    if outcome.forbidden:
        parts.append("  says what it must not: " + "; ".join(outcome.forbidden))
    parts += [f"  {text}" for text in outcome.broken_citations]
    if outcome.unheld_figures:
        parts.append("  figures that no cited passage holds: " + "; ".join(outcome.unheld_figures))
    return "\n".join(parts)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
