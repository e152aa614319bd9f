"""Ask a file of labelled questions and judge each answer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import EvaluationError
from assistant.evaluation.judging import Outcome, judge
from assistant.evaluation.questions import read_questions
from assistant.evaluation.report import EvaluationReport
from assistant.types import Answer, Event, Finished


class Asks(Protocol):
    """What is evaluated: something that answers, over a library that shows its texts."""

    library: Any

    def ask(self, question: str) -> Iterator[Event]:
        """Answer one question, the result being the last event."""
        ...


def evaluate(
    assistant: Asks,
    path: Path,
    on_result: Callable[[Outcome], None] | None = None,
    *,
    ids: frozenset[str] | None = None,
) -> EvaluationReport:
    """Ask the questions of `path` (only `ids`, if given) and judge each answer.

    Raises:
        EvaluationError: The file can't be used, or an answer never came.
    """
    held = {Path(source.path).name for source in assistant.library.list()}
    outcomes: list[Outcome] = []
    not_asked: list[str] = []
    for question in read_questions(path):
        if ids is not None and question.id not in ids:
            continue
        if question.is_answerable and not held & set(question.evidence_files):
            not_asked.append(question.id)
            continue
        outcome = judge(question, _answer(assistant, question.question), assistant.library)
        outcomes.append(outcome)
        if on_result is not None:
            on_result(outcome)
    return EvaluationReport(outcomes=tuple(outcomes), not_asked=tuple(not_asked))


def _answer(assistant: Asks, question: str) -> Answer:
    for event in assistant.ask(question):
        if isinstance(event, Finished) and isinstance(event.result, Answer):
            return event.result
    raise EvaluationError(
        f"No answer came to {question!r}", "the stream of events ended early", "Ask it again."
    )
