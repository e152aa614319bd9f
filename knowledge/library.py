"""The room's front door: a workspace's sources, brought in, kept up to date and searched."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from knowledge.errors import EmbedderMismatch, UnknownSource
from knowledge.indexing import Identity, Indexing, Reading
from knowledge.records import Records
from knowledge.retrieval import Retrieval
from knowledge.scanning import absolute, is_under
from knowledge.spaces import Spaces
from knowledge.store import Store
from knowledge.sync import Sync
from knowledge.types import (
    Extracted,
    Hit,
    IsCancelled,
    OnProgress,
    Passage,
    Source,
    SyncReport,
)

if TYPE_CHECKING:
    from knowledge.embedding.base import Embedder
    from knowledge.retriever import LibraryRetriever


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderState:
    """By what the library can be searched now."""

    mode: Literal["hybrid", "partial", "words"]
    """`partial`: some passages have no vectors of this embedder yet; a sync embeds them."""
    identity: str
    """The embedder's; empty without one."""
    embedded: int
    """Passages with vectors of this embedder."""
    passages: int
    others: tuple[str, ...]
    """Embedders of which vectors are left, which are of no use to this one."""


class Library:
    """A workspace's sources. Usable from several threads, and by several processes at once."""

    def __init__(self, store: Store, embedder: "Embedder | None", reading: Reading) -> None:
        self._store = store
        self._reading = reading
        self.use_embedder(embedder)

    @classmethod
    def open(
        cls, folder: Path, embedder: "Embedder | None", *, reading: Reading | None = None
    ) -> "Library":
        """Open the workspace in a folder, making it when it is missing.

        Args:
            folder: Where the database is kept, or will be.
            embedder: Without one, passages are found by their words alone.
            reading: How files are read and cut; this room's own way if not given.

        Raises:
            StoreError: The folder or its database can't be used.
            EmbedderMismatch: The embedder isn't what its name was stored for.
        """
        store = Store.open(folder)
        try:
            return cls(store, embedder, reading or Reading.default())
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    @property
    def folder(self) -> Path:
        """The workspace's folder."""
        return self._store.database.folder

    @property
    def records(self) -> Records:
        """Keyed texts kept in the same database."""
        return Records(self._store.database)

    def use_embedder(self, embedder: "Embedder | None") -> None:
        """Search and index with another embedder from now on, such as one fetched just now.

        Raises:
            EmbedderMismatch: The embedder isn't what its name was stored for.
        """
        if embedder is not None:
            with self._store.snapshot() as snapshot:
                stored = snapshot.dimensions(embedder.identity)
            if stored not in (None, embedder.dimensions):
                raise EmbedderMismatch(
                    f"Can't use the embedder {embedder.identity!r}",
                    f"it makes vectors of {embedder.dimensions} dimensions, those stored under "
                    f"its name have {stored}",
                    "Choose another workspace folder with --workspace",
                )
        self._embedder = embedder
        self._spaces = Spaces(self.folder, embedder.identity if embedder else "")
        self._retrieval = Retrieval(self._store, self._spaces, embedder)

    @property
    def embedder_state(self) -> EmbedderState:
        """By what the library can be searched now."""
        with self._store.snapshot() as snapshot:
            counts, passages = snapshot.embedded(), snapshot.passage_count()
        identity = self._embedder.identity if self._embedder else ""
        embedded = counts.pop(identity, 0)
        mode: Literal["hybrid", "partial", "words"] = "words"
        if self._embedder is not None:
            mode = "hybrid" if embedded == passages else "partial"
        return EmbedderState(
            mode=mode,
            identity=identity,
            embedded=embedded,
            passages=passages,
            others=tuple(sorted(counts)),
        )

    def add(
        self,
        paths: Iterable[Path],
        *,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> SyncReport:
        """Bring files, and all files in folders, into the library; remember them for `sync`.

        Files that were removed from the library before come in again.

        Raises:
            StoreError: Somebody else is indexing into this workspace, or it can't be written to.
        """
        return self._sync(_absolute(paths), on_progress, is_cancelled, is_adding=True)

    def sync(
        self,
        paths: Iterable[Path] = (),
        *,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> SyncReport:
        """Take in what is new, changed, moved or deleted under these paths.

        Without paths: under all that were given before. A file whose size and time are the same
        is not read. A file that can't be read is reported and keeps its old version, and the rest
        goes on. When stopped, the sources finished so far are kept.

        Raises:
            StoreError: Somebody else is indexing into this workspace, or it can't be written to.
        """
        return self._sync(_absolute(paths), on_progress, is_cancelled, is_adding=False)

    def add_extracted(
        self,
        name: str,
        extracted: Extracted,
        *,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
        passages: tuple[Passage, ...] | None = None,
    ) -> Source:
        """Bring in a text that isn't a file, or replace the one of this name.

        Args:
            name: Stands for a path; a sync leaves it alone unless it lies under a synced folder.
            extracted: The text and what is known of it.
            on_progress: Is told how far the embedding is.
            is_cancelled: Asked between batches.
            passages: How the text is cut; by this room's rules if not given.

        Raises:
            UnreadableFile: It holds no text.
            Cancelled: It was stopped; nothing of it was written.
            StoreError: Somebody else is indexing into this workspace, or it can't be written to.
        """
        content = extracted.text.encode("utf-8", "surrogatepass")
        identity = Identity(
            path=name,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            mtime_ns=0,
        )
        with self._store.long_work():
            indexing = Indexing(self._store, self._embedder, on_progress, is_cancelled)
            cut = passages if passages is not None else self._reading.cut(extracted)
            source_id = indexing.put(identity, extracted, cut)
        return self.source(source_id)

    def embed_missing(
        self,
        *,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> int:
        """Embed what was indexed by words alone or with another embedder; return how many passages.

        Raises:
            Cancelled: It was stopped; the sources finished so far are kept.
            StoreError: Somebody else is indexing into this workspace, or it can't be written to.
        """
        with self._store.long_work():
            indexing = Indexing(self._store, self._embedder, on_progress, is_cancelled)
            count = indexing.embed_missing()
            self._save_vectors()
        return count

    def remove(self, ids: Iterable[int]) -> SyncReport:
        """Take sources out of the library; the files stay, and later syncs leave them out.

        Raises:
            UnknownSource: One of the ids isn't there; then none is removed.
        """
        wanted = tuple(dict.fromkeys(ids))
        with self._store.snapshot() as snapshot:
            paths = [snapshot.source(id_).path for id_ in wanted]
            roots = snapshot.roots()
        removed = self._store.remove(wanted)
        self._store.forget_roots(paths)
        self._store.exclude(
            path for path in paths if any(is_under(path, root) for root in roots if root != path)
        )
        return SyncReport(removed=removed)

    def list(self) -> tuple[Source, ...]:
        """Return all sources, the first indexed first."""
        with self._store.snapshot() as snapshot:
            return snapshot.sources()

    def source(self, source_id: int) -> Source:
        """Return a source.

        Raises:
            UnknownSource: There is none with that id.
        """
        with self._store.snapshot() as snapshot:
            return snapshot.source(source_id)

    def text(self, source_id: int) -> str:
        """Return a source's text as extracted, to which all offsets refer.

        Raises:
            UnknownSource: There is none with that id.
        """
        with self._store.snapshot() as snapshot:
            return snapshot.text(source_id)

    def page_starts(self, source_id: int) -> tuple[int, ...]:
        """Return the offset of each page's first character; empty where there are no pages.

        Raises:
            UnknownSource: There is none with that id.
        """
        with self._store.snapshot() as snapshot:
            return snapshot.page_starts(source_id)

    def passage(self, passage_id: int) -> Passage:
        """Return a passage.

        Raises:
            UnknownSource: It is there no longer, or never was.
        """
        with self._store.snapshot() as snapshot:
            found = snapshot.passages([passage_id])
        if passage_id not in found:
            raise UnknownSource(
                f"There is no passage {passage_id}",
                "its source was changed or removed since",
                "Ask or search again",
            )
        return found[passage_id]

    def passages(self, source_id: int) -> tuple[Passage, ...]:
        """Return a source's passages in the order of its text.

        Raises:
            UnknownSource: There is no source with that id.
        """
        with self._store.snapshot() as snapshot:
            snapshot.source(source_id)
            return snapshot.passages_of(source_id)

    def search(self, query: str, k: int = 10) -> tuple[Hit, ...]:
        """Return the `k` passages that fit a query best, the best first."""
        return self._retrieval.search(query, k)

    def sentence_scores(self, query: str, hits: Sequence[Hit]) -> tuple[tuple[float, ...], ...]:
        """Return for each hit the cosine of the query with each sentence of its passage.

        -1 to 1, taken as the ranking takes it: comparable within one query, across languages too.
        Empty for a passage without vectors of the present embedder.
        """
        return self._retrieval.sentence_scores(query, hits)

    def background_scores(self, query: str) -> tuple[float, ...]:
        """Return the query's cosine with each of our own sentences; empty without an embedder.

        They have nothing to do with the sources, so that a z-score against them tells whether a
        sentence is about the query at all. Comparable with `sentence_scores` of the same query.
        """
        return self._retrieval.background_scores(query)

    def retriever(self, k: int = 10) -> "LibraryRetriever":
        """Return the library as a LangChain retriever."""
        from knowledge.retriever import LibraryRetriever

        return LibraryRetriever(library=self, k=k)

    def _sync(
        self,
        paths: tuple[str, ...],
        on_progress: OnProgress | None,
        is_cancelled: IsCancelled | None,
        *,
        is_adding: bool,
    ) -> SyncReport:
        with self._store.long_work():
            with self._store.snapshot() as snapshot:
                roots, excluded = snapshot.roots(), snapshot.excluded()
            if is_adding:
                self._store.include(
                    path for path in excluded if any(is_under(path, root) for root in paths)
                )
            self._store.add_roots(path for path in paths if Path(path).exists())
            indexing = Indexing(self._store, self._embedder, on_progress, is_cancelled)
            report = Sync(self._store, indexing, self._reading).run(
                paths if paths or is_adding else roots
            )
            self._save_vectors()
        return report

    def _save_vectors(self) -> None:
        if self._embedder is None:
            return
        with self._store.snapshot() as snapshot:
            if snapshot.embedded().get(self._embedder.identity):
                self._spaces.save(snapshot)


def _absolute(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(absolute(Path(path))) for path in paths))
