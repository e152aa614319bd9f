"""Ranking policy: a query → Hits.

Two rankings are joined. *Dense*: the cosine of query and passage, over vectors as embedded when
the library is in the query's language alone, and over vectors centred by language otherwise.
*Lexical*: BM25. Words count only when they occur: their weight grows with the coverage, the
greatest share of the query's terms, weighted by rarity, that a single passage holds. A question
in one language about sources in another shares few words with them, and those by chance.

The constants were set once, on half of the public questions of `benchmarks/retrieval.py` and on all
of our own from English into Japanese: the share as
it had been found best before, the bounds where the coverage of questions answered in their own
language (0.4 to 1, 5th to 95th percentile) parts from that of the others (below 0.42, median
0.24). Moving both bounds by 0.05 to 0.1 moves the figures within a language by about a point, and
those of English questions in the mixed library by up to four (3 of 80 questions).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import EmbedderUnavailable
from knowledge.language import detect_language
from knowledge.lexical import Term, query_terms, surfaces
from knowledge.spaces import Spaces
from knowledge.types import Hit, Passage

if TYPE_CHECKING:
    from knowledge.embedding.base import Embedder
    from knowledge.store import Snapshot, Store

CANDIDATES = 100
"""Passages that each of the two rankings proposes."""
LEXICAL_SHARE = 0.55
"""The most that words weigh beside the vectors."""
COVERAGE_FROM, COVERAGE_TO = 0.25, 0.5
"""Between these the weight of words grows from 0 to its most."""
_COVERAGE_DEPTH = 20
_MOST_TERMS, _MOST_MATCHED = 256, 64
"""Of a long query, a pasted page perhaps, only so many terms are read, and the rarest matched."""
_REMEMBERED_QUERIES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalRanking:
    """What the words of a query found."""

    terms: tuple[Term, ...]
    scores: Mapping[int, float]
    """Passage id → BM25, best first."""
    coverage: float
    """0 to 1."""


class Retrieval:
    """Ranks a store's passages for a query."""

    def __init__(self, store: "Store", spaces: Spaces, embedder: "Embedder | None") -> None:
        self._store = store
        self._spaces = spaces
        self._embedder = embedder
        self._embed = lru_cache(maxsize=_REMEMBERED_QUERIES)(self._embed_anew)

    def search(self, query: str, k: int = 10) -> tuple[Hit, ...]:
        """Return the `k` best passages, the best first; none for a query without content."""
        if not query.strip() or k < 1:
            return ()
        vector = self._embed(query)
        with self._store.snapshot() as snapshot:
            lexical = rank_by_words(snapshot, query)
            dense: Mapping[int, float] = {}
            if vector is not None:
                space = self._spaces.for_query(snapshot, detect_language(query))
                asked = space.place_query(vector)
                dense = space.index.search(asked, CANDIDATES)
                dense = {**dense, **space.index.scores(asked, list(lexical.scores.keys() - dense))}
            scores = join(dense, lexical)
            return self._hits(snapshot, query, vector, lexical, scores, k)

    def sentence_scores(self, query: str, hits: Sequence[Hit]) -> tuple[tuple[float, ...], ...]:
        """Return for each hit the cosine of the query with each of its passage's sentences.

        Taken as the ranking takes it (-1 to 1, comparable within one query). Empty for a passage
        without vectors of the present embedder.
        """
        vector = self._embed(query)
        if vector is None or self._embedder is None:
            return tuple(() for _ in hits)
        with self._store.snapshot() as snapshot:
            space = self._spaces.for_query(snapshot, detect_language(query))
            ids = [hit.passage.id for hit in hits]
            stored = snapshot.sentence_vectors(self._embedder.identity, ids)
        asked = space.place_query(vector)
        scores = {
            id_: tuple((space.place_passages(rows, [language] * len(rows)) @ asked).tolist())
            for id_, (language, rows) in stored.items()
        }
        return tuple(scores.get(id_, ()) for id_ in ids)

    def background_scores(self, query: str) -> tuple[float, ...]:
        """Return the query's cosine with each of our own sentences in its language.

        They have nothing to do with the library: what a passage must clearly beat to be about the
        query. Empty without an embedder.
        """
        vector = self._embed(query)
        if vector is None:
            return ()
        with self._store.snapshot() as snapshot:
            space = self._spaces.for_query(snapshot, detect_language(query))
        return tuple((space.background @ space.place_query(vector)).tolist())

    def _embed_anew(self, query: str) -> NDArray[np.float32] | None:
        if self._embedder is None:
            return None
        try:
            row: NDArray[np.float32] = self._embedder.embed([query], "query")[0]
        except EmbedderUnavailable:
            return None
        return row

    def _hits(
        self,
        snapshot: "Snapshot",
        query: str,
        vector: NDArray[np.float32] | None,
        lexical: LexicalRanking,
        scores: Mapping[int, float],
        k: int,
    ) -> tuple[Hit, ...]:
        ranked = sorted(scores, key=lambda id_: (-scores[id_], id_))
        best = _unlike(snapshot, ranked, k)
        ids = [passage.id for passage in best]
        sources = {p.source_id: snapshot.source(p.source_id) for p in best}
        terms = snapshot.terms_of(ids)
        cosines: Mapping[int, float] = {}
        if vector is not None and self._embedder is not None:
            stored = snapshot.vectors_of(self._embedder.identity, ids)
            cosines = {id_: float(row @ vector) for id_, row in stored.items()}
        return tuple(
            Hit(
                rank=rank,
                score=min(max(scores[passage.id], 0.0), 1.0),
                dense=cosines.get(passage.id),
                lexical=lexical.scores.get(passage.id, 0.0),
                matched=surfaces(
                    query, [t for t in lexical.terms if t.occurs_in(terms[passage.id])]
                ),
                passage=passage,
                source=sources[passage.source_id],
            )
            for rank, passage in enumerate(best, start=1)
        )


def rank_by_words(snapshot: "Snapshot", query: str) -> LexicalRanking:
    """Rank passages by the query's words."""
    terms = query_terms(query)[:_MOST_TERMS]
    counts = snapshot.term_counts(terms)
    present = sorted((t for t in terms if counts[t.text]), key=lambda t: counts[t.text])
    scores = snapshot.matches(present[:_MOST_MATCHED], CANDIDATES)
    if not scores:
        return LexicalRanking(terms=terms, scores={}, coverage=0.0)
    total = snapshot.passage_count()
    rarity = {
        text: math.log(1 + max(total - count + 0.5, 0.5) / (count + 0.5))
        for text, count in counts.items()
    }
    held = snapshot.terms_of(list(scores)[:_COVERAGE_DEPTH])
    best = max(
        sum(rarity[term.text] for term in terms if term.occurs_in(there)) for there in held.values()
    )
    return LexicalRanking(terms=terms, scores=scores, coverage=best / (sum(rarity.values()) or 1.0))


def join(dense: Mapping[int, float], lexical: LexicalRanking) -> dict[int, float]:
    """Return passage id → score, 0 to 1, of all that either ranking proposes.

    Cosines are stretched so that the best of the first hundred is 1 and the last 0; BM25 is
    divided by its best. A passage without a vector is ranked by its words alone.
    """
    gate = (lexical.coverage - COVERAGE_FROM) / (COVERAGE_TO - COVERAGE_FROM)
    gate = min(max(gate, 0.0), 1.0)
    best_words = max(lexical.scores.values(), default=1.0)
    words = {id_: score / best_words for id_, score in lexical.scores.items()}
    if not dense:
        return words
    nearest = sorted(dense.values(), reverse=True)[:CANDIDATES]
    low, spread = nearest[-1], (nearest[0] - nearest[-1]) or 1.0
    share = LEXICAL_SHARE * gate
    joined = {id_: gate * score for id_, score in words.items()}
    for id_, cosine in dense.items():
        near = max((cosine - low) / spread, 0.0)
        joined[id_] = (1 - share) * near + share * words.get(id_, 0.0)
    return joined


def _unlike(snapshot: "Snapshot", ranked: Sequence[int], k: int) -> list[Passage]:
    """Take the first `k` passages, leaving out copies of one that was taken (a file kept twice)."""
    found = snapshot.passages(ranked[: 2 * k])
    taken: dict[str, Passage] = {}
    for id_ in ranked[: 2 * k]:
        if id_ in found and len(taken) < k:
            taken.setdefault(found[id_].text, found[id_])
    return list(taken.values())
