"""Recall@1 and @5 of `Library.search`, beside plain ways of doing it, and the misses.

    python benchmarks/retrieval.py --data FOLDER [--cache FOLDER] [--every N]

FOLDER holds jsquad.json and xquad_en.json. The English questions about Japanese paragraphs are
our own (benchmarks/data). Everything runs through the library itself; the plain ways use the same
index and the same vectors: *e5*, the raw cosine alone; *BM25*, the words alone; *RRF*, both joined
by reciprocal rank (1/(60+rank)). The ways take turns at every question.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval_sets import (
    CachedEmbedder,
    Question,
    Shelf,
    default_embedder,
    load,
    load_en2ja,
    shelved,
)

from knowledge import Embedder
from knowledge.retrieval import CANDIDATES, rank_by_words
from knowledge.store import Store
from knowledge.vectors import VectorIndex

TOP = 5
Way = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Shares of questions, in percent, answered by the first passage and by one of the first 5."""

    at_1: float
    at_5: float
    missed: tuple[Question, ...]
    """Answered by none of the first 5."""

    def __str__(self) -> str:
        return f"{self.at_1:5.1f} /{self.at_5:5.1f}"


def ways(shelf: Shelf, embedder: Embedder) -> Mapping[str, Way]:
    """Return ours and the plain ways of ranking a library's passages for a query."""
    store = Store.open(shelf.library.folder)
    with store.snapshot() as snapshot:
        ids, _, vectors = snapshot.passage_vectors(embedder.identity)
    index = VectorIndex.build(ids, vectors)

    def ours(query: str) -> list[int]:
        return [hit.passage.id for hit in shelf.library.search(query, TOP)]

    def dense(query: str) -> list[int]:
        return list(index.search(embedder.embed([query], "query")[0], CANDIDATES))

    def words(query: str) -> list[int]:
        with store.snapshot() as snapshot:
            return list(rank_by_words(snapshot, query).scores)

    def fused(query: str) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for ranking in (dense(query), words(query)):
            for rank, id_ in enumerate(ranking, start=1):
                scores[id_] += 1 / (60 + rank)
        return sorted(scores, key=lambda id_: -scores[id_])

    return {"ours": ours, "e5": dense, "BM25": words, "RRF": fused}


def measure(shelf: Shelf, embedder: Embedder, questions: Sequence[Question]) -> dict[str, Recall]:
    """Ask every question in every way, the ways taking turns."""
    asked = ways(shelf, embedder)
    firsts: dict[str, int] = defaultdict(int)
    missed: dict[str, list[Question]] = {name: [] for name in asked}
    for question in questions:
        wanted = shelf.wanted(question)
        for name, way in asked.items():
            found = way(question.text)[:TOP]
            firsts[name] += bool(found) and found[0] in wanted
            if not wanted.intersection(found):
                missed[name].append(question)
    n = len(questions)
    return {
        name: Recall(
            at_1=100 * firsts[name] / n,
            at_5=100 * (n - len(missed[name])) / n,
            missed=tuple(missed[name]),
        )
        for name in asked
    }


def main() -> None:
    """Print the table and the misses."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--cache", type=Path, help="folder to keep vectors in between runs")
    parser.add_argument("--every", type=int, default=1, help="ask only every Nth public question")
    options = parser.parse_args()
    embedder = default_embedder()
    if options.cache:
        embedder = CachedEmbedder(embedder, options.cache)
    japanese, ja = load(options.data / "jsquad.json")
    english, en = load(options.data / "xquad_en.json")
    ja, en = ja[:: options.every], en[:: options.every]
    en2ja = load_en2ja(japanese.name)
    runs = (
        ((japanese,), (("JSQuAD (ja)", ja), ("en→ja, Japanese library", en2ja))),
        ((english,), (("XQuAD (en)", en),)),
        (
            (japanese, english),
            (("JSQuAD, mixed", ja), ("XQuAD, mixed", en), ("en→ja, mixed", en2ja)),
        ),
    )
    misses: tuple[Question, ...] = ()
    print(f"{embedder.identity}; recall@1 / recall@5 in percent")
    for corpora, sets in runs:
        with shelved(embedder, *corpora) as shelf:
            for name, questions in sets:
                found = measure(shelf, embedder, questions)
                cells = "   ".join(f"{way} {recall}" for way, recall in found.items())
                print(f"{name:26}{len(questions):5}   {cells}", flush=True)
                misses = found["ours"].missed
    print("Missed by ours among the first five, en→ja, mixed:")
    for question in misses:
        print(f"  {question.id}  {question.text}")


if __name__ == "__main__":
    main()
