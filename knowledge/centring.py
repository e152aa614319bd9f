"""Taking the language out of vectors, so that a question finds answers in other languages.

A multilingual embedder prefers text in the query's own language so strongly that in a mixed
library the other languages vanish. Subtracting the mean vector of its language and role from each
vector repairs that. The means come from sentence pairs of ours, which say the same in English and
in Japanese, so that what differs between the means is the language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from knowledge.embedding.base import Embedder
    from knowledge.store import Background

Role = Literal["query", "passage"]
_ROLES: tuple[Role, ...] = ("query", "passage")
_LANGUAGES = ("en", "ja")
_BATCH = 16
_ENOUGH = 30
"""Passages of a language without sentences of ours from which its mean is taken."""


def parallel_sentences() -> tuple[tuple[str, str], ...]:
    """Return our sentence pairs, English and Japanese."""
    lines = resources.files("knowledge").joinpath("parallel.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line.strip())
    return tuple((english, japanese) for english, japanese in pairs)


def background_batches(
    embedder: "Embedder",
) -> Iterator[tuple[Role, str, int, int, NDArray[np.float32]]]:
    """Embed our sentences batch by batch: role, language, how many are done of how many, vectors.

    Takes a few seconds with the default embedder; done once for each workspace.
    """
    pairs = parallel_sentences()
    done, total = 0, len(pairs) * len(_ROLES) * len(_LANGUAGES)
    for role in _ROLES:
        for side, language in enumerate(_LANGUAGES):
            texts = [pair[side] for pair in pairs]
            for start in range(0, len(texts), _BATCH):
                vectors = embedder.embed(texts[start : start + _BATCH], role)
                done += len(vectors)
                yield role, language, done, total, vectors


class Centring:
    """The mean vector of each language and role under one embedder."""

    def __init__(self, means: Mapping[tuple[str, str], NDArray[np.float32]]) -> None:
        self._means = dict(means)
        self._neutral = {
            role: np.mean([m for (r, _), m in means.items() if r == role], axis=0).astype(
                np.float32
            )
            for role in _ROLES
        }

    @classmethod
    def fit(
        cls,
        background: "Background",
        languages: Sequence[str],
        vectors: NDArray[np.float32],
    ) -> "Centring":
        """Take the means from our sentences, and of other languages from the library itself.

        Args:
            background: Vectors of our sentences, not empty.
            languages: The language of each of the library's passages.
            vectors: Their vectors, `(n_passages, dim)` float32.
        """
        means = {key: rows.mean(axis=0) for key, rows in background.items()}
        covered = {language for _, language in means}
        from_query_to_passage = np.mean(
            [means["query", name] - means["passage", name] for name in covered], axis=0
        )
        names = np.array(languages, dtype=object)
        for language in set(languages) - covered - {"und"}:
            own = vectors[names == language]
            if len(own) >= _ENOUGH:
                means["passage", language] = own.mean(axis=0)
                means["query", language] = means["passage", language] + from_query_to_passage
        return cls(means)

    def mean(self, role: Role, language: str) -> NDArray[np.float32]:
        """Return a language's mean, or the mean of all where the language isn't known."""
        mean: NDArray[np.float32] = self._means.get((role, language), self._neutral[role])
        return mean

    def centre(
        self, vectors: NDArray[np.float32], role: Role, languages: Iterable[str]
    ) -> NDArray[np.float32]:
        """Return the vectors without their language: `(n, dim)` float32, rows of length 1."""
        names = np.array(list(languages), dtype=object)
        centred = vectors.astype(np.float32, copy=True)
        for language in set(names):
            centred[names == language] -= self.mean(role, language)
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        np.divide(centred, np.maximum(lengths, np.float32(1e-9)), out=centred)
        return centred
