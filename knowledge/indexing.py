"""One document into the store: cut, embedded, written in one transaction."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.centring import background_batches
from knowledge.errors import Cancelled, EmbedderUnavailable, UnreadableFile
from knowledge.evident import evidence_text
from knowledge.source_warnings import warnings_of
from knowledge.standing import embed_standing, passage_language, standing
from knowledge.store import Background, NewSource, PassageVectors, Store
from knowledge.types import Extracted, IsCancelled, OnProgress, Passage, Progress

if TYPE_CHECKING:
    from knowledge.embedding.base import Embedder

READING_VERSION = 1
"""1: hidden text is left out, instructions to programs are told from evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file becomes passages."""

    read_file: Callable[[Path], Extracted]
    cut: Callable[[Extracted], tuple[Passage, ...]]
    suffixes: Collection[str]
    version: int = 0
    """Grows when files are read or cut otherwise than before: a sync then reads them again."""

    @classmethod
    def default(cls) -> "Reading":
        """Return this room's own readers."""
        from knowledge.formats import SUPPORTED_SUFFIXES, read_file
        from knowledge.passages import cut

        return cls(
            read_file=read_file, cut=cut, suffixes=SUPPORTED_SUFFIXES, version=READING_VERSION
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which file, as it was when it was read."""

    path: str
    sha256: str
    size: int
    mtime_ns: int
    reading: int = 0
    """The `Reading.version` that read it."""


class Indexing:
    """Writes documents into a store, telling progress and noticing a stop."""

    def __init__(
        self,
        store: Store,
        embedder: "Embedder | None",
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled

    def tell(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """Tell how far the work is, and stop here if the user wants that.

        Raises:
            Cancelled: The user stopped it.
        """
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled(
                "The work was stopped", "you asked for it", "Start it again to do the rest"
            )
        if self._on_progress is not None:
            self._on_progress(Progress(stage=stage, done=done, total=total, detail=detail))

    def put(self, identity: Identity, extracted: Extracted, passages: tuple[Passage, ...]) -> int:
        """Embed and write a document, replacing the source at its path; return the source's id.

        Raises:
            UnreadableFile: Nothing in it can be stored.
            Cancelled: The user stopped it; nothing of this document was written.
        """
        _check(identity.path, extracted, passages)
        vectors = self._embed(passages, extracted.text, extracted.title, identity.path)
        return self._store.put_source(
            NewSource(
                path=identity.path,
                sha256=identity.sha256,
                size=identity.size,
                mtime_ns=identity.mtime_ns,
                extracted=extracted,
                passages=passages,
                languages=tuple(
                    passage_language(evidence_text(p), extracted.language) for p in passages
                ),
                indexed_at=datetime.now(UTC).isoformat(timespec="seconds"),
                warnings=warnings_of(extracted, passages),
                reading=identity.reading,
            ),
            vectors,
            self._embedder.identity if self._embedder else "",
        )

    def refresh(
        self, source_id: int, reading: int, extracted: Extracted, passages: tuple[Passage, ...]
    ) -> bool:
        """Note a new reading that makes the same of a file; False when it makes something else.

        So that passages keep their ids, and citations their passages, wherever they can.
        """
        with self._store.snapshot() as snapshot:
            if snapshot.text(source_id) != extracted.text:
                return False
            title = snapshot.source(source_id).title
            stored = tuple(replace(p, id=0, source_id=0) for p in snapshot.passages_of(source_id))
        if title != extracted.title or stored != passages:
            return False
        self._store.put_reading(source_id, reading, warnings_of(extracted, passages))
        return True

    def embed_missing(self) -> int:
        """Embed what has no vectors of the present embedder; return how many passages.

        That is what was indexed without an embedder or with another. Each source is written when
        it is done. The first time, our own background sentences are embedded too.

        Raises:
            Cancelled: The user stopped it; the sources done are kept.
        """
        if self._embedder is None:
            return 0
        identity = self._embedder.identity
        with self._store.snapshot() as snapshot:
            source_ids = snapshot.sources_without(identity)
            needs_background = snapshot.passage_count() > 0 and not snapshot.background(identity)
        count = 0
        for source_id in source_ids:
            with self._store.snapshot() as snapshot:
                source = snapshot.source(source_id)
                passages, text = snapshot.passages_of(source_id), snapshot.text(source_id)
            vectors = self._embed(passages, text, source.title, source.path)
            if vectors is None:
                return count
            self._store.put_vectors(
                identity, dict(zip((p.id for p in passages), vectors, strict=True))
            )
            count += len(passages)
        if needs_background:
            self._embed_background()
        return count

    def _embed(
        self, passages: tuple[Passage, ...], text: str, title: str, path: str
    ) -> tuple[PassageVectors, ...] | None:
        """Return the passages' vectors; None when there is no embedder after all."""
        if self._embedder is None:
            return None

        def on_batch(done: int, total: int) -> None:
            self.tell("Embedding", len(passages) * done // total, len(passages), Path(path).name)

        try:
            texts = tuple(standing(passage, text, title) for passage in passages)
            return embed_standing(self._embedder, texts, on_batch)
        except EmbedderUnavailable:
            # By words alone from here on; `Library.embedder_state` tells it, a later sync mends it.
            self._embedder = None
            return None

    def _embed_background(self) -> None:
        if self._embedder is None:
            return
        import numpy as np

        parts: dict[tuple[str, str], list[np.ndarray]] = {}
        for role, language, done, total, vectors in background_batches(self._embedder):
            self.tell("Learning the languages", done, total)
            parts.setdefault((role, language), []).append(vectors)
        background: Background = {key: np.concatenate(rows) for key, rows in parts.items()}
        self._store.put_background(self._embedder.identity, background)


def sha256_of(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check(path: str, extracted: Extracted, passages: tuple[Passage, ...]) -> None:
    what = f"Can't keep {path!r}"
    if not passages:
        raise UnreadableFile(what, "no sentence was found in it", "Check that it is the right file")
    try:
        for text in (extracted.text, extracted.title, extracted.publisher, extracted.published):
            text.encode("utf-8")
    except UnicodeEncodeError as exc:
        raise UnreadableFile(
            what, "its text has broken characters", "Save it again as UTF-8 text"
        ) from exc
