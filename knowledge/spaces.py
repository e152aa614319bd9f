"""In which space query and passages are compared, and the index of each space.

`raw`: vectors as embedded. `centred`: without their language (see `knowledge.centring`). Raw is
better by a point or two within one language, centred by far across languages.
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.centring import Centring
from knowledge.vectors import Stamp, VectorIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.store import Snapshot

SpaceName = Literal["raw", "centred"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """How one query is compared with passages."""

    name: SpaceName
    index: VectorIndex
    language: str
    """The query's, as far as it can be told."""
    centring: Centring | None
    background: NDArray[np.float32]
    """`(n, dim)` float32: our own sentences of the query's language, placed in this space."""

    def place_query(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return a query's vector as it is in this space, `(dim,)`, length 1."""
        if self.centring is None:
            return vector
        row: NDArray[np.float32] = self.centring.centre(vector[None], "query", [self.language])[0]
        return row

    def place_passages(
        self, vectors: NDArray[np.float32], languages: "Sequence[str]"
    ) -> NDArray[np.float32]:
        """Return passages' or sentences' vectors as they are in this space, rows of length 1."""
        if self.centring is None:
            return vectors
        return self.centring.centre(vectors, "passage", languages)


class _Built:
    """What was made from one generation of the store."""

    def __init__(self, snapshot: "Snapshot", identity: str) -> None:
        self.stamp = (snapshot.generation, identity)
        self.languages = snapshot.languages()
        self.background = snapshot.background(identity)
        self.centring: Centring | None = None
        self.indexes: dict[SpaceName, VectorIndex] = {}
        if self.background:
            known = {language for _, language in self.background} | {"und"}
            names: tuple[str, ...] = ()
            vectors = np.zeros((0, 1), dtype=np.float32)
            if self.languages - known:
                _, names, vectors = snapshot.passage_vectors(identity)
            self.centring = Centring.fit(self.background, names, vectors)


class Spaces:
    """The spaces of one store and embedder, made when first asked for. Safe from threads."""

    def __init__(self, folder: Path, identity: str) -> None:
        self._folder = folder
        self._identity = identity
        self._lock = threading.Lock()
        self._built: _Built | None = None

    def for_query(self, snapshot: "Snapshot", language: str) -> Space:
        """Return the space in which a query of this language is compared."""
        with self._lock:
            built = self._up_to_date(snapshot)
            language = _among(language, built.languages)
            is_alone = built.languages <= {language, "und"}
            name: SpaceName = "raw" if is_alone or built.centring is None else "centred"
            return Space(
                name=name,
                index=self._index(snapshot, built, name),
                language=language,
                centring=built.centring if name == "centred" else None,
                background=_background(built, language, name),
            )

    def save(self, snapshot: "Snapshot") -> None:
        """Write the indexes in use to their files, building first what most queries will use."""
        with self._lock:
            built = self._up_to_date(snapshot)
            is_mixed = len(built.languages - {"und"}) > 1 and built.centring is not None
            self._index(snapshot, built, "centred" if is_mixed else "raw")
            for name, index in built.indexes.items():
                index.save(self._path(name), self._stamp(built, name))

    def _up_to_date(self, snapshot: "Snapshot") -> _Built:
        if self._built is None or self._built.stamp != (snapshot.generation, self._identity):
            self._built = _Built(snapshot, self._identity)
        return self._built

    def _index(self, snapshot: "Snapshot", built: _Built, name: SpaceName) -> VectorIndex:
        if name not in built.indexes:
            index = VectorIndex.load(self._path(name), self._stamp(built, name))
            if index is None:
                ids, languages, vectors = snapshot.passage_vectors(self._identity)
                if name == "centred" and built.centring is not None:
                    vectors = built.centring.centre(vectors, "passage", languages)
                index = VectorIndex.build(ids, vectors)
            built.indexes[name] = index
        return built.indexes[name]

    def _stamp(self, built: _Built, name: SpaceName) -> Stamp:
        return Stamp(generation=built.stamp[0], identity=self._identity, space=name)

    def _path(self, name: SpaceName) -> Path:
        return self._folder / f"vectors-{name}.faiss"


def _among(language: str, languages: frozenset[str]) -> str:
    """Return the query's language in the light of what the library holds.

    A few kanji look Chinese, and a few words of Latin letters tell no language at all.
    """
    if language == "zh" and "ja" in languages and "zh" not in languages:
        return "ja"
    return "en" if language == "und" else language


def _background(built: _Built, language: str, name: SpaceName) -> NDArray[np.float32]:
    """Return our own sentences as passages, in the query's language or else in English."""
    if not built.background:
        return np.zeros((0, 1), dtype=np.float32)
    if ("passage", language) not in built.background:
        language = "en"
    vectors = built.background["passage", language]
    if name == "raw" or built.centring is None:
        return vectors
    return built.centring.centre(vectors, "passage", [language] * len(vectors))
