"""Labelled questions: what a file of them holds. Its schema stands in `docs/evaluation.md`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.lines import field, read_lines, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePlace:
    """Where the answer stands: by a quote, by offsets, or somewhere in the file."""

    source: str
    """The file's name without folders."""
    quote: str = ""
    """Text of one sentence of the file; empty when the place is given otherwise."""
    start: int | None = None
    end: int | None = None
    """Half-open code points of the file's text; None when they aren't given."""

    @property
    def is_exact(self) -> bool:
        """Whether it names more than the file."""
        return bool(self.quote) or self.start is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuestion:
    """One line of the file."""

    id: str
    language: str
    question: str
    is_answerable: bool
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    evidence: tuple[EvidencePlace, ...] = ()

    @property
    def evidence_files(self) -> tuple[str, ...]:
        """The names of the files that hold the answer."""
        return tuple(sorted({place.source for place in self.evidence}))


def read_questions(path: Path) -> tuple[LabelledQuestion, ...]:
    """Read the labelled questions of a JSONL file.

    Raises:
        EvaluationError: The file can't be read, or a line isn't of the schema.
    """
    return read_lines(path, "questions", _question)


def _question(row: Any) -> LabelledQuestion:
    return LabelledQuestion(
        id=field(row, "id", str),
        language=field(row, "language", str),
        question=field(row, "question", str),
        is_answerable=field(row, "answerable", bool),
        must=tuple(tuple(texts(group)) for group in field(row, "must", list)),
        must_not=tuple(texts(row["must_not"])),
        evidence=tuple(_place(place) for place in field(row, "evidence", list)),
    )


def _place(row: Any) -> EvidencePlace:
    start = field(row, "start", int) if "start" in row else None
    end = field(row, "end", int) if "end" in row else None
    if (start is None) != (end is None):
        raise ValueError("evidence has start and end, or neither")
    if start is not None and end is not None and not 0 <= start < end:
        raise ValueError("evidence ends after it starts")
    return EvidencePlace(
        source=field(row, "source", str),
        quote=field(row, "quote", str) if "quote" in row else "",
        start=start,
        end=end,
    )
