"""Labelled questions and labelled pairs: how well it answers, and how well it checks.

`asking` asks the questions of a file; `judging`, `support` and `places` judge an answer, `counts`
and `report` sum up. `pairs` and `pair_report` measure the checks of claims. The files' schemas
stand in `docs/evaluation.md`.
"""

from assistant.evaluation.asking import Asks, evaluate
from assistant.evaluation.judging import Outcome, judge
from assistant.evaluation.pair_report import PairsReport
from assistant.evaluation.pairs import LabelledPair, PairOutcome, check_pairs, read_pairs
from assistant.evaluation.questions import EvidencePlace, LabelledQuestion, read_questions
from assistant.evaluation.report import EvaluationReport
from assistant.evaluation.support import SentenceOutcome

__all__ = [
    "Asks",
    "EvaluationReport",
    "EvidencePlace",
    "LabelledPair",
    "LabelledQuestion",
    "Outcome",
    "PairOutcome",
    "PairsReport",
    "SentenceOutcome",
    "check_pairs",
    "evaluate",
    "judge",
    "read_pairs",
    "read_questions",
]
