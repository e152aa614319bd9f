"""Milliseconds that the rules take to check one claim against its cited sentences.

    python benchmarks/claim_rules.py [--pairs FILE] [--rounds 5]

FILE holds claim–passage pairs as in tests/data/verifier, which is the default. Cutting the passages
into cards is left out: the library has done that when a claim is checked. The first round, which
reads the word list and compiles patterns, is reported by itself.
"""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.cards import make_card
from assistant.terms import load_terms
from assistant.types import Card
from assistant.verification import check_claim
from knowledge import Reading
from knowledge.types import Extracted, Source

_PAIRS = Path(__file__).parent.parent / "tests" / "data" / "verifier" / "dev.jsonl"


def cards_of(text: str, language: str) -> tuple[Card, ...]:
    """Make every sentence of a passage a card, as the library does."""
    extracted = Extracted(
        text=text, page_starts=(), title="", language=language, publisher="", published=""
    )
    passages = Reading.default().cut(extracted)
    source = Source(
        id=1,
        path="passage.txt",
        title="",
        language=language,
        publisher="",
        published="",
        pages=None,
        passages=len(passages),
        sha256="0" * 64,
        indexed_at="2026-01-01T00:00:00+00:00",
    )
    return tuple(make_card(source, p, s, text) for p in passages for s in p.sentences)


def milliseconds(claims: Sequence[tuple[str, str, tuple[Card, ...]]]) -> list[float]:
    """Check each claim once and return the time of each."""
    terms = load_terms()
    spent = []
    for text, language, cards in claims:
        begun = time.perf_counter()
        check_claim(text, language, cards, terms=terms)
        spent.append(1000 * (time.perf_counter() - begun))
    return spent


def main() -> None:
    """Print median, 95th percentile and slowest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, default=_PAIRS)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.pairs.read_text("utf-8").splitlines()]
    claims = [
        (pair["claim"], pair["claim_language"], cards_of(pair["passage"], pair["passage_language"]))
        for pair in pairs
    ]
    first = milliseconds(claims)
    print(f"first round: mean {statistics.mean(first):.2f} ms, slowest {max(first):.1f} ms")
    spent = sorted(ms for _ in range(options.rounds) for ms in milliseconds(claims))
    print(
        f"{len(claims)} claims, {options.rounds} rounds: median {statistics.median(spent):.2f} ms, "
        f"95th percentile {spent[int(0.95 * len(spent))]:.2f} ms, slowest {spent[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
