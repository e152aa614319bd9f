"""Rows of the database ↔ the room's types."""

import json
import sqlite3
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.types import Extracted, Passage, Sentence, Source, SourceWarning

SOURCE_COLUMNS = (
    "id, path, title, language, publisher, published, page_starts, passages, sha256, indexed_at, "
    "warnings"
)
PASSAGE_COLUMNS = 'id, source_id, start, "end", page, heading, text, sentences'
_SENTENCE_FIELDS = frozenset(field.name for field in fields(Sentence))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """What was known of a source's file when it was indexed."""

    source_id: int
    sha256: str
    size: int
    mtime_ns: int
    """0 when the time can't be trusted to tell a later change."""
    reading: int
    """The version of the reading that made its passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A document on its way into the store."""

    path: str
    sha256: str
    size: int
    mtime_ns: int
    extracted: Extracted
    passages: tuple[Passage, ...]
    languages: tuple[str, ...]
    """The language of each passage."""
    indexed_at: str
    warnings: tuple[SourceWarning, ...] = ()
    reading: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageVectors:
    """The vectors of one passage: `(dim,)` and `(n_sentences, dim)` float32, rows of length 1."""

    passage: NDArray[np.float32]
    sentences: NDArray[np.float32]


def source_from(row: tuple[object, ...]) -> Source:
    """Make a Source of a row of `SOURCE_COLUMNS`."""
    pages = len(json.loads(str(row[6])))
    return Source(
        id=int(str(row[0])),
        path=str(row[1]),
        title=str(row[2]),
        language=str(row[3]),
        publisher=str(row[4]),
        published=str(row[5]),
        pages=pages or None,
        passages=int(str(row[7])),
        sha256=str(row[8]),
        indexed_at=str(row[9]),
        warnings=tuple(SourceWarning(**entry) for entry in json.loads(str(row[10]))),
    )


def passage_from(row: tuple[object, ...]) -> Passage:
    """Make a Passage of a row of `PASSAGE_COLUMNS`."""
    return Passage(
        id=int(str(row[0])),
        source_id=int(str(row[1])),
        start=int(str(row[2])),
        end=int(str(row[3])),
        page=None if row[4] is None else int(str(row[4])),
        heading=str(row[5]),
        text=str(row[6]),
        sentences=sentences_from(str(row[7])),
    )


def warnings_to(warnings: tuple[SourceWarning, ...]) -> str:
    """Write warnings as JSON."""
    return json.dumps([asdict(w) for w in warnings], ensure_ascii=False, separators=(",", ":"))


def sentences_to(sentences: tuple[Sentence, ...]) -> str:
    """Write sentences as JSON."""
    return json.dumps([asdict(s) for s in sentences], ensure_ascii=False, separators=(",", ":"))


def sentences_from(body: str) -> tuple[Sentence, ...]:
    """Read sentences back; fields that this version doesn't know are left out."""
    return tuple(_sentence_from(entry) for entry in json.loads(body))


def _sentence_from(entry: dict[str, Any]) -> Sentence:
    known = {name: value for name, value in entry.items() if name in _SENTENCE_FIELDS}
    if known.get("lead_in") is not None:
        known["lead_in"] = tuple(known["lead_in"])
    return Sentence(**known)


def to_blob(vectors: NDArray[np.float32]) -> bytes:
    """Write vectors as little-endian float32."""
    return np.ascontiguousarray(vectors, dtype="<f4").tobytes()


def from_blob(blob: bytes, dimensions: int) -> NDArray[np.float32]:
    """Read a `(n, dimensions)` float32 matrix back."""
    return np.frombuffer(blob, dtype="<f4").reshape(-1, dimensions).astype(np.float32, copy=False)


def marks(connection: sqlite3.Connection, ids: list[int]) -> list[tuple[str, list[int]]]:
    """Cut a long list of ids into parts that fit SQLite's limit, each with its `?,?,?`."""
    limit = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    parts = [ids[i : i + limit] for i in range(0, len(ids), limit)]
    return [(",".join("?" * len(part)), part) for part in parts]
