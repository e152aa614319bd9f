"""A workspace's truth: sources, passages, lexical index and vectors, in one SQLite file."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from knowledge.errors import EmbedderMismatch
from knowledge.evident import evidence_text
from knowledge.lexical import index_terms
from knowledge.store.database import Database
from knowledge.store.rows import (
    NewSource,
    PassageVectors,
    marks,
    sentences_to,
    to_blob,
    warnings_to,
)
from knowledge.store.snapshot import Background, Snapshot
from knowledge.types import SourceWarning


class Store:
    """Writes what the library knows, each method one transaction; reads through snapshots."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, folder: Path) -> "Store":
        """Open a workspace folder, making it when it is missing.

        Raises:
            StoreError: It can't be written to, or its database isn't ours to use.
        """
        return cls(Database.open(folder))

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Lend a view of one state, to be read within the block."""
        with self.database.reading() as connection:
            yield Snapshot(connection)

    def long_work(self) -> AbstractContextManager[None]:
        """Hold the lock of indexing; see `Database.long_work`."""
        return self.database.long_work()

    def put_source(
        self,
        new: NewSource,
        vectors: Sequence[PassageVectors] | None,
        identity: str,
    ) -> int:
        """Write a source, replacing the one with its path, which keeps its id; return the id.

        Args:
            new: The document; ids in its passages are given here.
            vectors: One a passage, of the embedder `identity`; None without an embedder.
            identity: Which embedder; of no account when `vectors` is None.
        """
        with self._changing() as connection:
            source_id = _write_source(connection, new)
            connection.execute(
                "INSERT INTO source_text VALUES (?, ?)", (source_id, new.extracted.text)
            )
            ids = _write_passages(connection, source_id, new)
            if vectors is not None:
                _write_vectors(connection, identity, dict(zip(ids, vectors, strict=True)))
            connection.execute("DELETE FROM excluded WHERE path = ?", (new.path,))
        return source_id

    def put_vectors(self, identity: str, vectors: Mapping[int, PassageVectors]) -> None:
        """Write passages' vectors; a passage that is gone meanwhile is left out."""
        with self._changing() as connection:
            _write_vectors(connection, identity, vectors)

    def put_background(self, identity: str, background: Background) -> None:
        """Write an embedder's vectors of our own sentences."""
        with self._changing() as connection:
            for (role, language), vectors in background.items():
                embedder = _embedder_id(connection, identity, vectors.shape[1])
                connection.execute(
                    "INSERT OR REPLACE INTO background VALUES (?, ?, ?, ?)",
                    (embedder, role, language, to_blob(vectors)),
                )

    def touch(self, source_id: int, size: int, mtime_ns: int) -> None:
        """Note a file's new time where its bytes are the same."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE source SET size = ?, mtime_ns = ? WHERE id = ?",
                (size, mtime_ns, source_id),
            )

    def put_reading(
        self, source_id: int, reading: int, warnings: tuple[SourceWarning, ...]
    ) -> None:
        """Note that a new version of the reading makes the same text and passages of a source."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE source SET reading = ?, warnings = ? WHERE id = ?",
                (reading, warnings_to(warnings), source_id),
            )

    def move(self, source_id: int, path: str, size: int, mtime_ns: int) -> None:
        """Note a file's new path where its bytes are the same."""
        with self._changing() as connection:
            connection.execute(
                "UPDATE source SET path = ?, size = ?, mtime_ns = ? WHERE id = ?",
                (path, size, mtime_ns, source_id),
            )

    def remove(self, source_ids: Iterable[int]) -> int:
        """Remove sources with all that belongs to them; return how many there were."""
        with self._changing() as connection:
            return sum(_remove_source(connection, source_id) for source_id in source_ids)

    def add_roots(self, paths: Iterable[str]) -> None:
        """Remember folders and files for later syncs."""
        with self.database.writing() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO root VALUES (?)", [(path,) for path in paths]
            )

    def forget_roots(self, paths: Iterable[str]) -> None:
        """Stop going through folders and files."""
        with self.database.writing() as connection:
            connection.executemany("DELETE FROM root WHERE path = ?", [(p,) for p in paths])

    def exclude(self, paths: Iterable[str]) -> None:
        """Leave files out of later syncs."""
        with self.database.writing() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO excluded VALUES (?)", [(path,) for path in paths]
            )

    def include(self, paths: Iterable[str]) -> None:
        """Undo `exclude`."""
        with self.database.writing() as connection:
            connection.executemany("DELETE FROM excluded WHERE path = ?", [(p,) for p in paths])

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Write, and begin a new generation."""
        with self.database.writing() as connection:
            yield connection
            connection.execute("UPDATE counter SET value = value + 1 WHERE name = 'generation'")


def _write_source(connection: sqlite3.Connection, new: NewSource) -> int:
    """Write the source's own row, emptied of what an older version had; return its id."""
    row = connection.execute("SELECT id FROM source WHERE path = ?", (new.path,)).fetchone()
    values = {
        "path": new.path,
        "title": new.extracted.title,
        "language": new.extracted.language,
        "publisher": new.extracted.publisher,
        "published": new.extracted.published,
        "page_starts": json.dumps(new.extracted.page_starts),
        "passages": len(new.passages),
        "sha256": new.sha256,
        "size": new.size,
        "mtime_ns": new.mtime_ns,
        "indexed_at": new.indexed_at,
        "warnings": warnings_to(new.warnings),
        "reading": new.reading,
    }
    if row is None:
        holes = ", ".join(f":{name}" for name in values)
        cursor = connection.execute(
            f"INSERT INTO source ({', '.join(values)}) VALUES ({holes})", values
        )
        return int(cursor.lastrowid or 0)
    _remove_content(connection, row[0])
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    connection.execute(f"UPDATE source SET {assignments} WHERE id = :id", {**values, "id": row[0]})
    return int(row[0])


def _write_passages(connection: sqlite3.Connection, source_id: int, new: NewSource) -> list[int]:
    ids: list[int] = []
    for passage, language in zip(new.passages, new.languages, strict=True):
        cursor = connection.execute(
            'INSERT INTO passage (source_id, start, "end", page, heading, text, language, '
            "sentences) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                source_id,
                passage.start,
                passage.end,
                passage.page,
                passage.heading,
                passage.text,
                language,
                sentences_to(passage.sentences),
            ),
        )
        ids.append(int(cursor.lastrowid or 0))
    connection.executemany(
        "INSERT INTO passage_terms (rowid, terms) VALUES (?, ?)",
        [
            (id_, " ".join(index_terms(f"{passage.heading}\n{evidence_text(passage)}")))
            for id_, passage in zip(ids, new.passages, strict=True)
        ],
    )
    return ids


def _write_vectors(
    connection: sqlite3.Connection, identity: str, vectors: Mapping[int, PassageVectors]
) -> None:
    for id_, both in vectors.items():
        embedder = _embedder_id(connection, identity, both.passage.shape[0])
        for table, value in (("passage_vector", both.passage), ("sentence_vector", both.sentences)):
            connection.execute(
                f"INSERT OR REPLACE INTO {table} SELECT id, ?, ? FROM passage WHERE id = ?",
                (embedder, to_blob(value), id_),
            )


def _embedder_id(connection: sqlite3.Connection, identity: str, dimensions: int) -> int:
    connection.execute(
        "INSERT OR IGNORE INTO embedder (identity, dimensions) VALUES (?, ?)",
        (identity, dimensions),
    )
    query = "SELECT id, dimensions FROM embedder WHERE identity = ?"
    id_, stored = connection.execute(query, (identity,)).fetchone()
    if stored != dimensions:
        raise EmbedderMismatch(
            f"Can't store vectors of {identity!r}",
            f"they have {dimensions} dimensions, those stored under this name have {stored}",
            "Index into a new workspace folder",
        )
    return int(id_)


def _remove_source(connection: sqlite3.Connection, source_id: int) -> int:
    _remove_content(connection, source_id)
    return connection.execute("DELETE FROM source WHERE id = ?", (source_id,)).rowcount


def _remove_content(connection: sqlite3.Connection, source_id: int) -> None:
    """Remove text, passages, terms and vectors; the source's own row stays."""
    rows = connection.execute("SELECT id FROM passage WHERE source_id = ?", (source_id,))
    for holes, part in marks(connection, [id_ for (id_,) in rows]):
        connection.execute(f"DELETE FROM passage_terms WHERE rowid IN ({holes})", part)
    connection.execute("DELETE FROM passage WHERE source_id = ?", (source_id,))
    connection.execute("DELETE FROM source_text WHERE source_id = ?", (source_id,))
