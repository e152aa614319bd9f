"""Fit what each likeness of a sentence and a question weighs, and show what the ranking finds.

Run: python benchmarks/evidence_ranking.py FOLDER... [--questions FILE...] [--measure FILE...]

Indexes the folders (the sample sources and the two articles), compares the sentences found for
every labelled, answerable question, and fits the weights of `assistant.likeness` so that a sentence
that holds the answer is the likeliest of all (softmax; a small ridge penalty). Prints the weights,
and how often such a sentence is the first, among the first three, and among what the model reads
(nine), for the weights in use and, over five folds, for weights fitted on the other questions.
`--measure` shows files that are not fitted on. No chat model is needed; a minute or two.
"""

import argparse
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant, Settings
from assistant.followup import in_context
from assistant.likeness import WEIGHTS
from assistant.selection import HITS, LEVELLING, compare_evidence
from assistant.types import Card
from knowledge import Library

ROOT = Path(__file__).parents[1]
FITTED_ON = [
    ROOT / f"tests/data/questions/{name}.jsonl"
    for name in ("dev", "fit", "fit2", "fit3", "heldout", "heldout2", "heldout3", "heldout4")
]
NAMES = tuple(WEIGHTS)
FOLDS = 5
PENALTY = 2e-4
SCALE = 8.0
"""The softmax's sharpness when the nearness weighs 1; `assistant.choosing` takes it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question's sentences."""

    id: str
    group: str
    features: NDArray[np.float64]
    """`(n_sentences, n_measures)`."""
    holds_answer: NDArray[np.bool_]
    is_own_language: NDArray[np.bool_]


def places_of(library: Library, question: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Return (source, start, end) of each labelled place of a line of the questions' file."""
    by_name = {Path(source.path).name: source.id for source in library.list()}
    found = []
    for place in question["evidence"]:
        source_id = by_name[place["source"]]
        span = (place.get("start", 0), place.get("end", 0))
        if "quote" in place:
            # Marks of Markdown and line ends may stand between the letters.
            pattern = r"[\s*`_]*".join(map(re.escape, re.sub(r"[\s*`_]", "", place["quote"])))
            match = re.search(pattern, library.text(source_id))
            if match is None:
                raise SystemExit(f"{question['id']}: its quote isn't in {place['source']}")
            span = match.span()
        found.append((source_id, *span))
    return found


def holds(card: Card, places: list[tuple[int, int, int]]) -> bool:
    """Tell whether the sentence overlaps a labelled place."""
    return any(
        card.source_id == source and card.start < end - 2 and card.end > start + 2
        for source, start, end in places
    )


def rows_of(library: Library, files: list[Path]) -> list[Row]:
    """Compare every answerable question of the files with its sentences."""
    rows = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            if not question["answerable"]:
                continue
            places = places_of(library, question)
            asked = in_context(question["question"], None)
            found = compare_evidence(library, asked, library.search(asked.search_text, HITS))
            language = asked.question.language
            rows.append(
                Row(
                    id=f"{question['id']} {question['question']}",
                    group=file.stem,
                    features=np.array(
                        [[float(getattr(one.likeness, name)) for name in NAMES] for one in found]
                    ),
                    holds_answer=np.array([holds(one.card, places) for one in found]),
                    is_own_language=np.array([one.card.language == language for one in found]),
                )
            )
    return rows


def scores(row: Row, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each sentence's score, languages levelled as the ranking does."""
    plain = np.asarray(row.features @ weights, dtype=np.float64)
    own = row.is_own_language
    if own.all() or not own.any():
        return plain
    gap = max(0.0, float(plain[own].max() - plain[~own].max()))
    return plain + np.where(own, 0.0, LEVELLING * gap)


def fit(rows: list[Row]) -> NDArray[np.float64]:
    """Return the weights under which sentences that hold the answer are likeliest."""
    from scipy.optimize import minimize

    findable = [row for row in rows if row.holds_answer.any()]

    def loss(weights: NDArray[np.float64]) -> float:
        total = 0.0
        for row in findable:
            odds = np.exp(scores(row, weights) - scores(row, weights).max())
            total -= float(np.log(odds[row.holds_answer].sum() / odds.sum() + 1e-9))
        return total / len(findable) + PENALTY * float(weights @ weights)

    start = np.array([SCALE * WEIGHTS[name] for name in NAMES])
    best: Any = minimize(loss, start, method="L-BFGS-B", options={"maxiter": 80})
    return np.asarray(best.x, dtype=np.float64) / SCALE


def ranks(rows: list[Row], weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each question the rank (from 0) of the first sentence that holds the answer."""
    found = []
    for row in rows:
        order = np.argsort(-scores(row, weights), kind="stable")
        places = np.flatnonzero(row.holds_answer[order])
        found.append(int(places[0]) if len(places) else 999)
    return np.array(found)


def report(name: str, rows: list[Row], found: NDArray[np.int64]) -> None:
    """Print how often the answer's sentence is near the top, file by file."""
    for group in (*dict.fromkeys(row.group for row in rows), "all"):
        mine = np.array([group in ("all", row.group) for row in rows])
        shares = "  ".join(f"first {k}: {(found[mine] < k).mean():.3f}" for k in (1, 3, 5, 9))
        print(f"{name:8} {group:9} {mine.sum():3} questions  {shares}")


def main() -> None:
    """Compare, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--questions", nargs="+", type=Path, default=FITTED_ON)
    parser.add_argument("--measure", nargs="*", type=Path, default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(workspace=Path(folder)))
        assistant.library.add(options.folders)
        rows = rows_of(assistant.library, options.questions)
        others = rows_of(assistant.library, options.measure)
        assistant.close()
    in_use = np.array([WEIGHTS[name] for name in NAMES])
    report("in use", rows, ranks(rows, in_use))
    if others:
        report("measured", others, ranks(others, in_use))
        return
    folds = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    unseen = np.zeros(len(rows), dtype=np.int64)
    for fold in range(FOLDS):
        weights = fit([row for row, f in zip(rows, folds, strict=True) if f != fold])
        mine = [i for i in range(len(rows)) if folds[i] == fold]
        unseen[mine] = ranks([rows[i] for i in mine], weights)
    report("folds", rows, unseen)
    for row, rank in zip(rows, unseen, strict=True):
        if rank >= 9:
            print(f"  missed, rank {rank}: {row.id}")
    fitted = fit(rows)
    report("fitted", rows, ranks(rows, fitted))
    for name, weight in zip(NAMES, fitted, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
