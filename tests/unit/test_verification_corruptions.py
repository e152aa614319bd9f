"""Every figure, year, bound and quotation of right claims, altered by rule, must be found."""

import json
from collections import Counter
from pathlib import Path

import pytest
from cards_for_tests import cards_of
from corruptions import corrupt

from assistant.terms import load_terms
from assistant.verification import check_claim

DATA = Path(__file__).parent.parent / "data" / "verifier"
TERMS = load_terms()


def right_pairs(name: str) -> list[dict[str, str]]:
    """Return the pairs of a file whose claim is right."""
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["label"] == "supported"]


@pytest.fixture(scope="module")
def outcome() -> tuple[Counter[str], list[str]]:
    """Return how many were made, by kind, and those that passed."""
    made: Counter[str] = Counter()
    passed = []
    for row in (row for name in ("dev", "heldout", "rules") for row in right_pairs(name)):
        cards = cards_of(row["passage"], row["passage_language"])
        language = row["claim_language"]
        for kind, wrong in dict.fromkeys(
            corrupt(row["claim"], language, row["passage"], row["passage_language"])
        ):
            made[kind] += 1
            if check_claim(wrong, language, cards, terms=TERMS).verdict != "unsupported":
                passed.append(f"{row['id']} {kind}: {wrong}")
    return made, passed


def test_there_are_many_of_every_kind(outcome: tuple[Counter[str], list[str]]) -> None:
    made, _ = outcome
    assert sum(made.values()) > 2000
    for kind in ("digit", "year", "point", "scale", "unit", "range", "word", "bound", "quotation"):
        assert made[kind] >= 10, made


def test_hardly_any_altered_figure_or_quotation_passes(
    outcome: tuple[Counter[str], list[str]],
) -> None:
    made, passed = outcome
    assert len(passed) <= 0.01 * sum(made.values()), passed


def test_no_altered_year_or_quotation_passes(outcome: tuple[Counter[str], list[str]]) -> None:
    _, passed = outcome
    assert [line for line in passed if line.split()[1] in ("year:", "quotation:")] == []
