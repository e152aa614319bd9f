"""What can be read from a workspace's database, all of it from one state."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import UnknownSource
from knowledge.lexical import Term, match_expression
from knowledge.store.rows import (
    PASSAGE_COLUMNS,
    SOURCE_COLUMNS,
    FileState,
    from_blob,
    marks,
    passage_from,
    source_from,
)
from knowledge.types import Passage, Source

Background = dict[tuple[str, str], NDArray[np.float32]]
"""(role, language) → vectors of sentences of ours, rows of length 1."""


class Snapshot:
    """Reads from one unchanging state: what is written meanwhile isn't seen."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def generation(self) -> int:
        """Grows by one with every change to sources, passages or vectors."""
        query = "SELECT value FROM counter WHERE name = 'generation'"
        return int(self._connection.execute(query).fetchone()[0])

    def roots(self) -> tuple[str, ...]:
        """Return the folders and files that the user has pointed at."""
        return tuple(path for (path,) in self._connection.execute("SELECT path FROM root"))

    def excluded(self) -> frozenset[str]:
        """Return the files under a root that a sync leaves out."""
        return frozenset(p for (p,) in self._connection.execute("SELECT path FROM excluded"))

    def files(self) -> dict[str, FileState]:
        """Return path → what was known of the file when it was indexed."""
        rows = self._connection.execute(
            "SELECT path, id, sha256, size, mtime_ns, reading FROM source"
        )
        return {
            path: FileState(
                source_id=id_, sha256=sha256, size=size, mtime_ns=mtime_ns, reading=reading
            )
            for path, id_, sha256, size, mtime_ns, reading in rows
        }

    def sources(self) -> tuple[Source, ...]:
        """Return all sources, the first indexed first."""
        rows = self._connection.execute(f"SELECT {SOURCE_COLUMNS} FROM source ORDER BY id")
        return tuple(source_from(row) for row in rows)

    def source(self, source_id: int) -> Source:
        """Return one source.

        Raises:
            UnknownSource: There is none with that id.
        """
        query = f"SELECT {SOURCE_COLUMNS} FROM source WHERE id = ?"
        row = self._connection.execute(query, (source_id,)).fetchone()
        if row is None:
            raise unknown_source(source_id)
        return source_from(row)

    def text(self, source_id: int) -> str:
        """Return a source's text as extracted.

        Raises:
            UnknownSource: There is none with that id.
        """
        query = "SELECT text FROM source_text WHERE source_id = ?"
        row = self._connection.execute(query, (source_id,)).fetchone()
        if row is None:
            raise unknown_source(source_id)
        return str(row[0])

    def page_starts(self, source_id: int) -> tuple[int, ...]:
        """Return the offset of each page's first character; empty where there are no pages.

        Raises:
            UnknownSource: There is none with that id.
        """
        query = "SELECT page_starts FROM source WHERE id = ?"
        row = self._connection.execute(query, (source_id,)).fetchone()
        if row is None:
            raise unknown_source(source_id)
        return tuple(json.loads(row[0]))

    def passages_of(self, source_id: int) -> tuple[Passage, ...]:
        """Return a source's passages in the order of its text."""
        query = f"SELECT {PASSAGE_COLUMNS} FROM passage WHERE source_id = ? ORDER BY id"
        return tuple(passage_from(r) for r in self._connection.execute(query, (source_id,)))

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Return the passages with these ids, those that are gone left out."""
        found: dict[int, Passage] = {}
        for holes, part in marks(self._connection, list(ids)):
            query = f"SELECT {PASSAGE_COLUMNS} FROM passage WHERE id IN ({holes})"
            for row in self._connection.execute(query, part):
                found[row[0]] = passage_from(row)
        return found

    def passage_count(self) -> int:
        """Return how many passages there are."""
        query = "SELECT coalesce(sum(passages), 0) FROM source"
        return int(self._connection.execute(query).fetchone()[0])

    def languages(self) -> frozenset[str]:
        """Return the languages that the passages are in."""
        rows = self._connection.execute("SELECT DISTINCT language FROM passage")
        return frozenset(language for (language,) in rows)

    def matches(self, terms: Sequence[Term], limit: int) -> dict[int, float]:
        """Return passage id → BM25 (above 0) of the best that hold any of the terms, best first."""
        if not terms:
            return {}
        query = (
            "SELECT rowid, -rank FROM passage_terms WHERE passage_terms MATCH ? "
            "ORDER BY rank LIMIT ?"
        )
        return dict(self._connection.execute(query, (match_expression(terms), limit)).fetchall())

    def term_counts(self, terms: Sequence[Term]) -> dict[str, int]:
        """Return term → in how many passages it occurs (a prefix: summed over its terms)."""
        counts = dict.fromkeys((term.text for term in terms), 0)
        for term in terms:
            if term.is_prefix:
                query = "SELECT sum(doc) FROM term WHERE term >= ? AND term < ?"
                values: tuple[str, ...] = (term.text, term.text + "\U0010ffff")
            else:
                query, values = "SELECT doc FROM term WHERE term = ?", (term.text,)
            row = self._connection.execute(query, values).fetchone()
            counts[term.text] = int(row[0]) if row and row[0] is not None else 0
        return counts

    def terms_of(self, ids: Iterable[int]) -> dict[int, frozenset[str]]:
        """Return passage id → the terms it holds."""
        found: dict[int, frozenset[str]] = {}
        for holes, part in marks(self._connection, list(ids)):
            query = f"SELECT rowid, terms FROM passage_terms WHERE rowid IN ({holes})"
            for id_, terms in self._connection.execute(query, part):
                found[id_] = frozenset(terms.split(" "))
        return found

    def embedded(self) -> dict[str, int]:
        """Return embedder identity → how many passages have its vectors."""
        query = (
            "SELECT identity, count(*) FROM passage_vector JOIN embedder ON embedder_id = "
            "embedder.id GROUP BY embedder.id"
        )
        return dict(self._connection.execute(query).fetchall())

    def dimensions(self, identity: str) -> int | None:
        """Return the length of an embedder's stored vectors; None when it has none."""
        query = "SELECT dimensions FROM embedder WHERE identity = ?"
        row = self._connection.execute(query, (identity,)).fetchone()
        return int(row[0]) if row else None

    def sources_without(self, identity: str) -> tuple[int, ...]:
        """Return the sources of which some passage has no vectors of this embedder."""
        query = (
            "SELECT DISTINCT source_id FROM passage WHERE id NOT IN (SELECT passage_id FROM "
            "passage_vector JOIN embedder ON embedder_id = embedder.id WHERE identity = ?) "
            "ORDER BY source_id"
        )
        return tuple(id_ for (id_,) in self._connection.execute(query, (identity,)))

    def passage_vectors(
        self, identity: str
    ) -> tuple[NDArray[np.int64], tuple[str, ...], NDArray[np.float32]]:
        """Return all passages that an embedder has embedded: ids, languages, vectors.

        The vectors are `(n_passages, dim)` float32, rows of length 1.
        """
        query = (
            "SELECT passage.id, language, vector FROM passage_vector JOIN passage ON passage_id = "
            "passage.id JOIN embedder ON embedder_id = embedder.id WHERE identity = ? "
            "ORDER BY passage.id"
        )
        rows = self._connection.execute(query, (identity,)).fetchall()
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        vectors = from_blob(b"".join(row[2] for row in rows), self.dimensions(identity) or 1)
        return ids, tuple(row[1] for row in rows), vectors

    def vectors_of(self, identity: str, ids: Iterable[int]) -> dict[int, NDArray[np.float32]]:
        """Return passage id → its vector as embedded, `(dim,)` float32 of length 1."""
        dimensions = self.dimensions(identity) or 1
        found: dict[int, NDArray[np.float32]] = {}
        for holes, part in marks(self._connection, list(ids)):
            query = (
                "SELECT passage_id, vector FROM passage_vector JOIN embedder ON embedder_id = "
                f"embedder.id WHERE passage_id IN ({holes}) AND identity = ?"
            )
            for id_, blob in self._connection.execute(query, [*part, identity]):
                found[id_] = from_blob(blob, dimensions)[0]
        return found

    def sentence_vectors(
        self, identity: str, ids: Iterable[int]
    ) -> dict[int, tuple[str, NDArray[np.float32]]]:
        """Return passage id → its language and `(n_sentences, dim)` float32, rows of length 1."""
        dimensions = self.dimensions(identity) or 1
        found: dict[int, tuple[str, NDArray[np.float32]]] = {}
        for holes, part in marks(self._connection, list(ids)):
            query = (
                "SELECT passage.id, language, vectors FROM sentence_vector JOIN passage ON "
                "passage_id = passage.id JOIN embedder ON embedder_id = embedder.id "
                f"WHERE passage.id IN ({holes}) AND identity = ?"
            )
            for id_, language, blob in self._connection.execute(query, [*part, identity]):
                found[id_] = (language, from_blob(blob, dimensions))
        return found

    def background(self, identity: str) -> Background:
        """Return an embedder's vectors of our own sentences; empty before they were made."""
        query = (
            "SELECT role, language, vectors, dimensions FROM background JOIN embedder ON "
            "embedder_id = embedder.id WHERE identity = ?"
        )
        return {
            (role, language): from_blob(blob, dimensions)
            for role, language, blob, dimensions in self._connection.execute(query, (identity,))
        }


def unknown_source(source_id: int) -> UnknownSource:
    """Make the error for an id that no source has."""
    return UnknownSource(
        f"There is no source {source_id}",
        "it was removed, or the number is wrong",
        "List the sources with `policy-comment sources list`",
    )
