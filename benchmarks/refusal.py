"""Fit the rule that decides whether the sources hold an answer, and show what it does.

Run: python benchmarks/refusal.py FOLDER... [--questions FILE...]

Asks every labelled question over the sources in the folders (the sample sources and the two
articles), reads off the signals, fits a logistic regression on them and prints its constants, and
for several thresholds what share of the answerable questions is answered and of the others
refused. Each question is judged by a rule fitted without it (eight folds). About five seconds a
question; never give it questions that are held out.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant, Settings
from assistant.answerability import THRESHOLD, WEIGHTS, Signals, weigh
from assistant.choosing import choose_cards
from assistant.evaluation import LabelledQuestion, read_questions
from assistant.followup import in_context
from assistant.reading import Window, build_window, read_evidence
from assistant.runtime import LocalModel
from assistant.selection import rank_evidence

ROOT = Path(__file__).parents[1]
FITTED_ON = [
    ROOT / f"tests/data/questions/{name}.jsonl"
    for name in ("fit2", "heldout", "heldout2", "fit", "dev", "fit3", "heldout3")
]
FOLDS = 8
PENALTY = 1.0


def signals_of(assistant: Assistant, model: LocalModel, question: str) -> Signals | None:
    """Read one question's evidence as answering does."""
    asked = in_context(question, None)
    ranked = rank_evidence(assistant.library, asked)
    if not ranked.cards:
        return None
    window = build_window(ranked.cards, Window())
    reading = read_evidence(model, question, window)
    chosen = choose_cards(asked.question, window, reading, ranked.cards)
    return weigh(asked, window, reading, chosen, others=ranked.cards)


def fit(signals: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return intercept and weights of a logistic regression with a small ridge penalty."""
    rows = np.hstack([np.ones((len(signals), 1)), signals])
    weights = np.zeros(rows.shape[1])
    ridge = np.diag([0.0, *[PENALTY] * signals.shape[1]])
    for _ in range(50):  # Newton's method; converges in about ten steps
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (p - labels) + ridge @ weights
        weights -= np.linalg.solve((rows.T * (p * (1 - p))) @ rows + ridge, slope)
    return weights


def across_folds(signals: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return for each question the probability by a rule fitted without its fold."""
    folds = np.random.default_rng(0).permutation(len(labels)) % FOLDS
    out = np.zeros(len(labels))
    for fold in range(FOLDS):
        weights = fit(signals[folds != fold], labels[folds != fold])
        here = signals[folds == fold]
        out[folds == fold] = 1 / (1 + np.exp(-(weights[0] + here @ weights[1:])))
    return out


def main() -> None:
    """Ask, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--questions", nargs="+", type=Path, default=FITTED_ON)
    options = parser.parse_args()
    asked: list[tuple[LabelledQuestion, Signals]] = []
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(workspace=Path(folder)))
        assistant.library.add(options.folders)
        model = assistant.open_model().model
        for file in options.questions:
            for question in read_questions(file):
                found = signals_of(assistant, model, question.question)
                if found is not None:
                    asked.append((question, found))
                    print(question.id, question.is_answerable, found, flush=True)
        assistant.close()
    report(asked)


def report(asked: list[tuple[LabelledQuestion, Signals]]) -> None:
    """Print the constants and what they do."""
    labels = np.array([question.is_answerable for question, _ in asked])
    values = np.array([[getattr(s, name) for name in WEIGHTS] for _, s in asked], dtype=float)
    weights = fit(values, labels)
    print("INTERCEPT", round(weights[0], 2))
    print("WEIGHTS", dict(zip(WEIGHTS, weights[1:].round(2), strict=True)))
    chances = across_folds(values, labels) * np.array([s.is_possible for _, s in asked])
    for threshold in np.arange(0.3, 0.81, 0.05):
        answered = (chances[labels] >= threshold).mean()
        refused = (chances[~labels] < threshold).mean()
        print(f"threshold {threshold:.2f}: answered {answered:.3f}, refused {refused:.3f}")
    for (question, _), chance in sorted(zip(asked, chances, strict=True), key=lambda x: x[1]):
        if question.is_answerable != (chance >= THRESHOLD):
            print(f"{chance:.2f} {question.id} answerable={question.is_answerable}")
            print(f"     {question.question}")


if __name__ == "__main__":
    main()
