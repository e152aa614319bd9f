"""Read a file of labelled things, one JSON object a line, and say which line can't be used."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from assistant.errors import EvaluationError

_T = TypeVar("_T")


def read_lines(path: Path, what: str, make: Callable[[Any], _T]) -> tuple[_T, ...]:
    """Return what `make` makes of each line's object; empty lines are passed over.

    Args:
        path: A JSONL file in UTF-8.
        what: What the file holds, for messages: "questions".
        make: Raises ValueError, KeyError or TypeError for an object that isn't of the schema.

    Raises:
        EvaluationError: The file can't be read, or a line isn't of the schema.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise EvaluationError(
            f"Can't read the {what} {str(path)!r}", str(exc), "Give a JSONL file in UTF-8."
        ) from exc
    return tuple(_made(path, n, line, make) for n, line in enumerate(lines, 1) if line.strip())


def _made(path: Path, number: int, line: str, make: Callable[[Any], _T]) -> _T:
    try:
        return make(json.loads(line))
    except (ValueError, KeyError, TypeError) as exc:
        raise EvaluationError(
            f"Can't use line {number} of {path.name!r}",
            f"it isn't an object with the fields of the schema ({exc!r})",
            "See docs/evaluation.md for the fields.",
        ) from exc


def field(row: Any, name: str, kind: type[_T]) -> _T:
    """Return a field of the row.

    Raises:
        TypeError: It is of another type.
    """
    value = row[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{name} must be of type {kind.__name__}")
    return value


def texts(group: Any) -> Iterator[str]:
    """Yield the texts of a list.

    Raises:
        TypeError: It isn't a list of texts that aren't empty.
    """
    if not isinstance(group, list):
        raise TypeError("must and must_not hold lists of texts")
    for text in group:
        if not isinstance(text, str) or not text.strip():
            raise TypeError("must and must_not hold lists of texts")
        yield text
