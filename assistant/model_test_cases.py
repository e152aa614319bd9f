"""The sentences and questions of `models test`, as they ship."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError

_FILE = Path(__file__).with_name("model_test.toml")
_ID_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCase:
    """A sentence to render."""

    id: str
    source_language: str
    target_language: str
    trap: str
    sentence: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]

    @property
    def languages(self) -> str:
        """From which into which: `ja→en`."""
        return f"{self.source_language}→{self.target_language}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCase:
    """A question about a passage."""

    id: str
    language: str
    passage_language: str
    passage: str
    question: str
    is_answerable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """All that a model is tested with."""

    id: str
    """Of these sentences and questions: another when any of them changes."""
    sentences: tuple[SentenceCase, ...]
    questions: tuple[QuestionCase, ...]


@cache
def load_cases() -> Cases:
    """Return the cases that ship.

    Raises:
        EvaluationError: The file is damaged.
    """
    return parse_cases(_FILE.read_text(encoding="utf-8"))


def parse_cases(text: str) -> Cases:
    """Read cases from TOML.

    Raises:
        EvaluationError: It isn't TOML or lacks a field.
    """
    try:
        table = tomllib.loads(text)
        return Cases(
            id=hashlib.sha256(text.encode("utf-8")).hexdigest()[:_ID_DIGITS],
            sentences=tuple(_sentence(row) for row in table["rendering"]),
            questions=tuple(_question(row) for row in table["question"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as exc:
        raise EvaluationError(
            "The sentences for testing a model can't be used",
            repr(exc),
            "Install the application again.",
        ) from exc


def _sentence(row: dict[str, Any]) -> SentenceCase:
    return SentenceCase(
        id=row["id"],
        source_language=row["from"],
        target_language=row["into"],
        trap=row["trap"],
        sentence=row["sentence"],
        must=tuple(tuple(group) for group in row["must"]),
        must_not=tuple(row["must_not"]),
    )


def _question(row: dict[str, Any]) -> QuestionCase:
    return QuestionCase(
        id=row["id"],
        language=row["language"],
        passage_language=row["passage_language"],
        passage=row["passage"],
        question=row["question"],
        is_answerable=row["answerable"],
    )
