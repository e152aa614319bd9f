"""Milliseconds of `Library.search`, the embedding of the query left out.

    python benchmarks/retrieval_speed.py [--passages 1000 10000] [--queries 200]

Libraries of made-up English and Japanese passages of 60 words or 150 characters, drawn by
Zipf's law from 20,000 words each, with random unit vectors of 384 dimensions: what is timed doesn't
depend on what the vectors mean. Queries have 8 words.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from retrieval_sets import Corpus, shelve

from knowledge import Embedder, Library

_WORDS = 20_000
_STOP_WORDS = 50
"""Ranks left out at the head of Zipf's law: such words aren't indexed."""


class RandomEmbedder(Embedder):
    """Gives every text a direction of its own, at no cost worth timing."""

    identity = "random"
    dimensions = 384

    def embed(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """Draw vectors, seeded by the texts."""
        seed = sum(map(len, texts)) + len(texts)
        rows = np.random.default_rng(seed).normal(size=(len(texts), self.dimensions))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows.astype(np.float32)


def corpora(passages: int) -> tuple[Corpus, Corpus]:
    """Make passages, half of them English and half Japanese."""
    rng = np.random.default_rng(7)
    latin = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    kanji = np.array([chr(0x4E00 + i) for i in range(3000)])
    words = ["".join(rng.choice(latin, size=rng.integers(4, 11))) for _ in range(_WORDS)]
    pairs = ["".join(rng.choice(kanji, size=2)) for _ in range(_WORDS)]
    english = [" ".join(_drawn(rng, words, 60)) + "." for _ in range(passages // 2)]
    japanese = ["".join(_drawn(rng, pairs, 75)) + "。" for _ in range(passages - passages // 2)]
    return (
        Corpus(name="en", language="en", texts=tuple(english)),
        Corpus(name="ja", language="ja", texts=tuple(japanese)),
    )


def _drawn(rng: np.random.Generator, words: Sequence[str], n: int) -> list[str]:
    odds = 1 / (np.arange(len(words)) + _STOP_WORDS)
    return [words[int(i)] for i in rng.choice(len(words), size=n, p=odds / odds.sum())]


def measure(passages: int, queries: int) -> None:
    """Time searches in one library and print a line."""
    english, japanese = corpora(passages)
    rng = np.random.default_rng(8)
    asked: list[str] = []
    for i in range(queries):
        texts = (english if i % 2 else japanese).texts
        text = texts[int(rng.integers(len(texts)))]
        asked.append(" ".join(text.split()[:8]) if i % 2 else text[:16])
    with TemporaryDirectory() as folder:
        with Library.open(Path(folder), RandomEmbedder()) as library:
            shelve(library, english, japanese)
        with Library.open(Path(folder), RandomEmbedder()) as library:
            started = time.perf_counter()
            library.search("the first query")
            first = 1000 * (time.perf_counter() - started)
            times: list[float] = []
            for query in asked:
                started = time.perf_counter()
                library.search(query)
                times.append(1000 * (time.perf_counter() - started))
    times.sort()
    print(
        f"{passages:7,} passages: median {statistics.median(times):.2f} ms, "
        f"95th percentile {times[int(0.95 * len(times))]:.2f} ms; "
        f"first search after opening {first:.0f} ms",
        flush=True,
    )


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    for passages in options.passages:
        measure(passages, options.queries)


if __name__ == "__main__":
    main()
