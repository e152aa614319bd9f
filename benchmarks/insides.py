"""Find out where inside a chat model to look while it reads a question, and what is seen there.

Run: python benchmarks/insides.py FOLDER... [--questions FILE...] [--layer N] [--write]

Indexes the folders (the sample sources and the two articles), lets the model that the settings name
read the evidence for every labelled question, and copies what each attention head looks at and one
layer's output. Then it chooses the heads that most often look most at a sentence that answers, and
fits a logistic rule on the layer's output that tells whether the evidence answers. Everything is
judged by what was fitted without the question's file; `--write` writes what was fitted on all files
into `assistant/insides/`. Three to four seconds a question on two cores.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evidence_ranking import holds, places_of
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant import Assistant, Settings
from assistant.followup import in_context
from assistant.insides import FOLDER
from assistant.model_state import OpenModel
from assistant.reading import Reading, Window, build_window, judge_prompt, read_evidence
from assistant.runtime import LocalModel, Places
from assistant.runtime.native import Weights
from assistant.selection import rank_evidence
from assistant.settings import load_settings

ROOT = Path(__file__).parents[1]
QUESTIONS = [
    ROOT / f"tests/data/questions/{name}.jsonl"
    for name in ("fit2", "fit3", "heldout3", "heldout4", "heldout5")
]
HEADS = 3
PENALTY = 0.01
"""scikit-learn's C: the smaller, the stronger."""
RIDGE = 1e-4
"""What keeps the powers of choosing bounded where few questions are read."""
LEAST = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question, read."""

    file: str
    answers: NDArray[np.bool_]
    """Which lines hold a labelled place."""
    is_answerable: bool
    reading: Reading
    scores: NDArray[np.float64]
    """The ranking's score of each line."""
    looks: NDArray[np.float32]
    """(heads, lines)"""
    state: NDArray[np.float32]


def everywhere(path: Path, layer: int) -> Places:
    """Return all heads of the model in `path`, and a layer."""
    weights = Weights(path)
    layers = weights.library.llama_model_n_layer(weights.model)
    heads = weights.library.llama_model_n_head(weights.model)
    weights.close()
    return Places(heads=tuple((i, j) for i in range(layers) for j in range(heads)), layer=layer)


def rows_of(assistant: Assistant, opened: OpenModel, file: Path) -> list[Row]:
    """Read the evidence for each question of a file.

    Answerable ones whose answer isn't among the sentences read are left out: whether these answer
    is not labelled.
    """
    rows = []
    for line in file.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        ranked = rank_evidence(assistant.library, in_context(question["question"], None))
        window = build_window(ranked.cards, Window())
        places = places_of(assistant.library, question)
        answers = np.array([holds(card, places) for card in window.cards])
        if question["answerable"] and not answers.any():
            continue
        reading = read_evidence(opened.model, question["question"], window)
        seen = opened.model.ask_of_parts(
            judge_prompt().messages(evidence=window.text(), question=question["question"]),
            ("Yes", "No"),
            parts=window.numbered(),
            question=question["question"],
        )
        if seen.looks is None or seen.state is None:
            raise SystemExit("this build of llama.cpp can't be watched")
        rows.append(
            Row(
                file=file.stem,
                answers=answers,
                is_answerable=question["answerable"],
                reading=reading,
                scores=np.array([card.score for card in window.cards]),
                looks=seen.looks,
                state=seen.state,
            )
        )
        print(question["id"], flush=True)
    return rows


def best_heads(rows: list[Row]) -> list[int]:
    """Return the heads that most often look most at a line that answers."""
    hits = np.mean([row.answers[row.looks.argmax(axis=1)] for row in rows], axis=0)
    return [int(head) for head in np.argsort(-hits)[:HEADS]]


def likenesses(row: Row, heads: list[int]) -> NDArray[np.float64]:
    """Return the logarithms that choosing multiplies: (3, lines)."""
    looked = np.log(row.looks[heads] + LEAST).mean(axis=0)
    return np.stack([row.scores, np.log(np.array(row.reading.choice) + LEAST), looked])


def fit_choice(rows: list[Row], heads: list[int]) -> NDArray[np.float64]:
    """Return the powers of score, choice and look that make a line that answers likeliest."""
    measured = [(likenesses(row, heads), row.answers) for row in rows]

    def loss(powers: NDArray[np.float64]) -> float:
        total = 0.0
        for values, answers in measured:
            odds = powers @ values
            odds = np.exp(odds - odds.max())
            total -= np.log(odds[answers].sum() / odds.sum() + 1e-9)
        return total / len(measured) + RIDGE * float(powers @ powers)

    return np.asarray(minimize(loss, np.array([5.0, 0.5, 0.5]), method="Powell").x)


def fit_held(rows: list[Row]) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias of the rule on the layer's output."""
    states = np.stack([row.state for row in rows]).astype(np.float64)
    mean, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    rule = LogisticRegression(C=PENALTY, max_iter=5000)
    rule.fit((states - mean) / spread, [row.is_answerable for row in rows])
    weights = rule.coef_[0] / spread
    return weights, float(rule.intercept_[0] - weights @ mean)


def report(rows: list[Row]) -> None:
    """Print what is right by what was fitted on the other files."""
    right, plain, held = [], [], np.zeros(len(rows))
    for file in sorted({row.file for row in rows}):
        others = [row for row in rows if row.file != file]
        answered = [row for row in others if row.is_answerable]
        heads = best_heads(answered)
        powers = fit_choice(answered, heads)
        without = np.append(fit_choice(answered, heads)[:2], 0.0)
        weights, bias = fit_held(others)
        for index, row in enumerate(rows):
            if row.file == file:
                held[index] = row.state @ weights + bias
                if row.is_answerable:
                    values = likenesses(row, heads)
                    right.append(row.answers[(powers @ values).argmax()])
                    plain.append(row.answers[(without @ values).argmax()])
    labels = np.array([row.is_answerable for row in rows])
    said = [row.reading.yes_logit for row in rows]
    print(
        f"a line that answers is chosen: {np.mean(right):.3f}, without looks {np.mean(plain):.3f}"
    )
    print(f"answered or not, area: {roc_auc_score(labels, held):.3f}", end="")
    print(f", by what the model says {roc_auc_score(labels, said):.3f}")
    for least in (-2.0, -1.0, -0.5, 0.0, 0.5):
        answered, refused = (held[labels] >= least).mean(), (held[~labels] < least).mean()
        print(f"  from {least:+.1f}: answered {answered:.3f}, refused {refused:.3f}")


def main() -> None:
    """Read, fit, print and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--questions", nargs="+", type=Path, default=QUESTIONS)
    parser.add_argument("--layer", type=int, default=18)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    threads = load_settings().threads
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(workspace=Path(folder), threads=threads))
        assistant.library.add(options.folders)
        found = assistant.open_model()
        places = everywhere(found.model.path, options.layer)
        with LocalModel(found.model.path, threads=threads, places=places) as model:
            opened = OpenModel(model=model, identity=found.identity)
            rows = [row for file in options.questions for row in rows_of(assistant, opened, file)]
        assistant.close()
    report(rows)
    answered = [row for row in rows if row.is_answerable]
    heads = best_heads(answered)
    print("heads", [places.heads[head] for head in heads])
    print("powers of score, choice and look", fit_choice(answered, heads).round(2).tolist())
    if options.write:
        weights, bias = fit_held(rows)
        entry = {
            "sha256": found.identity.sha256,
            "heads": [places.heads[head] for head in heads],
            "layer": options.layer,
            "weights": [float(f"{weight:.4g}") for weight in weights],
            "bias": round(bias, 4),
        }
        FOLDER.mkdir(exist_ok=True)
        file = FOLDER / f"{found.identity.sha256[:16]}.json"
        file.write_text(json.dumps(entry), encoding="utf-8")


if __name__ == "__main__":
    main()
