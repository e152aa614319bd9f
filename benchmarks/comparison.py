"""Fit how claims are judged by comparison, and show what each signal is worth.

Run: python benchmarks/comparison.py [--pairs FILE] [--origins starter correct corruption]

Reads the signals of every labelled pair of a claim and a passage from the chat model, prints for
each the area under the curve (how often a supported claim has more of it than an unsupported one)
and the time a claim takes, fits a logistic regression on the pairs in two languages and prints its
constants, and for several thresholds how many unsupported claims fail and how many supported ones
do so wrongly. Each pair in two languages is judged by a rule fitted without its passage (eight
folds). About five seconds a pair; never give it the held-out pairs.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.fetching import locate_chat_model
from assistant.runtime import LocalModel
from assistant.settings import load_settings
from assistant.verification.comparison import (
    COUNTERFACTUALS,
    WEIGHTS,
    ComparedClaim,
    Signals,
    read_signals,
)

PAIRS = Path(__file__).parents[1] / "tests/data/verifier/dev.jsonl"
FOLDS = 8
PENALTY = 1.0
THRESHOLDS = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25)
AT_ONCE = 12
"""Claims of about a section of 250 words."""


def item_of(pair: dict[str, Any]) -> ComparedClaim:
    """Make a pair ready for comparison."""
    return ComparedClaim(
        text=pair["claim"],
        language=pair["claim_language"],
        passages=((pair["passage"], pair["passage_language"]),),
    )


def signals_of(model: LocalModel, pairs: list[dict[str, Any]]) -> list[Signals]:
    """Read the signals, a section's claims at a time, and print what it took."""
    found: list[Signals] = []
    began = time.perf_counter()
    for start in range(0, len(pairs), AT_ONCE):
        found += read_signals(model, [item_of(pair) for pair in pairs[start : start + AT_ONCE]])
        print(f"{len(found)} of {len(pairs)}", end="\r", flush=True)
    taken = time.perf_counter() - began
    print(f"{taken / len(pairs):.2f} s a claim, up to {COUNTERFACTUALS} counterfactuals each")
    return found


def area(values: NDArray[np.float64], is_supported: NDArray[np.bool_]) -> float:
    """Give the area under the curve, 0 to 1; 0.5 tells nothing."""
    more, less = values[is_supported][:, None], values[~is_supported][None, :]
    return float(np.mean((more > less) + 0.5 * (more == less)))


def fit(rows: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return intercept and weights of a logistic regression with a small ridge penalty."""
    rows = np.hstack([np.ones((len(rows), 1)), rows])
    weights = np.zeros(rows.shape[1])
    ridge = np.diag([0.0, *[PENALTY] * (rows.shape[1] - 1)])
    for _ in range(50):  # Newton's method; converges in about ten steps
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (p - labels) + ridge @ weights
        weights -= np.linalg.solve((rows.T * (p * (1 - p))) @ rows + ridge, slope)
    return weights


def across_folds(
    rows: NDArray[np.float64], labels: NDArray[np.bool_], passages: list[str]
) -> NDArray[np.float64]:
    """Return for each pair the probability by a rule fitted without its passage."""
    names = sorted(set(passages))
    fold_of = dict(zip(names, np.random.default_rng(0).permutation(len(names)), strict=True))
    folds = np.array([fold_of[passage] % FOLDS for passage in passages])
    out = np.zeros(len(labels))
    for fold in range(FOLDS):
        weights = fit(rows[folds != fold], labels[folds != fold])
        out[folds == fold] = 1 / (1 + np.exp(-(weights[0] + rows[folds == fold] @ weights[1:])))
    return out


def report(pairs: list[dict[str, Any]], signals: list[Signals]) -> None:
    """Print the areas, the constants and what they do."""
    labels = np.array([pair["label"] == "supported" for pair in pairs])
    crossing = np.array([pair["passage_language"] != pair["claim_language"] for pair in pairs])
    for name in ("judged", "back", "margin"):
        values = np.array([np.nan if (v := getattr(s, name)) is None else v for s in signals])
        for group, chosen in (("all", crossing | True), ("two languages", crossing)):
            known = chosen & ~np.isnan(values)
            curve = area(values[known], labels[known])
            print(f"area of {name}, {group}: {curve:.2f} ({known.sum()} pairs)")
    rows = np.array([[getattr(s, name) for name in WEIGHTS] for s in signals], dtype=float)
    weights = fit(rows[crossing], labels[crossing])
    print("INTERCEPT", round(weights[0], 2))
    print("WEIGHTS", dict(zip(WEIGHTS, weights[1:].round(2).tolist(), strict=True)))
    support = 1 / (1 + np.exp(-(weights[0] + rows @ weights[1:])))
    passages = [pair["passage"] for pair in pairs]
    unseen = [passage for passage, is_in in zip(passages, crossing, strict=True) if is_in]
    support[crossing] = across_folds(rows[crossing], labels[crossing], unseen)
    for group, chosen in (("one language", ~crossing), ("two languages", crossing)):
        here, wanted = support[chosen], labels[chosen]
        print(f"support, {group}: area {area(here, wanted):.2f}")
        for threshold in THRESHOLDS:
            failed, alarms = here[~wanted] < threshold, here[wanted] < threshold
            print(
                f"  below {threshold:.2f}: {failed.sum()} of {len(failed)} unsupported, "
                f"{alarms.sum()} of {len(alarms)} supported"
            )


def main() -> None:
    """Read, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--origins", nargs="+", default=["starter", "correct", "corruption"])
    options = parser.parse_args()
    lines = options.pairs.read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if (pair := json.loads(line))["origin"] in options.origins]
    settings = load_settings()
    with LocalModel(locate_chat_model(settings).path, threads=settings.threads) as model:
        signals = signals_of(model, pairs)
    report(pairs, signals)


if __name__ == "__main__":
    main()
