"""Stand-ins that implement the real interfaces and enter by the constructor."""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.base import Embedder
from knowledge.errors import EmbedderUnavailable

_N_GRAMS = (2, 3)


class FakeEmbedder(Embedder):
    """Hashes character n-grams, so that texts which share spellings are near. Deterministic.

    It knows nothing of meaning: a question in one language isn't near its answer in another.
    """

    def __init__(
        self,
        identity: str = "fake/1",
        dimensions: int = 256,
        on_embed: Callable[[Sequence[str]], None] | None = None,
    ) -> None:
        self._identity = identity
        self._dimensions = dimensions
        self._on_embed = on_embed
        self.texts_embedded = 0

    @property
    def identity(self) -> str:
        """Its name in an index."""
        return self._identity

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        return self._dimensions

    def embed(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """Embed, after telling `on_embed`, which may raise."""
        if self._on_embed is not None:
            self._on_embed(texts)
        self.texts_embedded += len(texts)
        rows = [_row(text, self._dimensions, self._identity) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self._dimensions)


class MissingEmbedder(FakeEmbedder):
    """An embedder whose model turns out to be missing when it is first used."""

    def embed(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """Fail as an embedder without its model does."""
        raise EmbedderUnavailable("Can't embed", "the model is not on this machine", "Fetch it")


@lru_cache(maxsize=20_000)
def _row(text: str, dimensions: int, salt: str) -> tuple[float, ...]:
    row = np.zeros(dimensions)
    folded = f" {text.casefold()} "
    for n in _N_GRAMS:
        for start in range(len(folded) - n + 1):
            row[_bucket(folded[start : start + n], dimensions, salt)] += 1
    row = np.sqrt(row)
    return tuple((row / (np.linalg.norm(row) or 1.0)).tolist())


@lru_cache(maxsize=200_000)
def _bucket(gram: str, dimensions: int, salt: str) -> int:
    digest = hashlib.blake2b(f"{salt}\0{gram}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little") % dimensions
