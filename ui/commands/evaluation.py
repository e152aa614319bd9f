"""`policy-comment eval`: ask labelled questions, or check labelled pairs, and report the score."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import Output, interruptible, plain, progress_bar, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from assistant.evaluation import EvaluationReport, Outcome, PairsReport


def evaluate(
    questions: Annotated[
        Path | None,
        typer.Argument(
            help="Labelled questions, one JSON object a line.",
            metavar="[QUESTIONS.jsonl]",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            help="Labelled pairs of claim and passage, instead of questions.",
            metavar="PAIRS.jsonl",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Pairs: compare by the model what rules leave unchecked."),
    ] = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="Pairs: list those that were judged wrongly.")
    ] = False,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Ask labelled questions of the library, or check labelled pairs, and report what was right."""
    if (questions is None) == (pairs is None):
        raise typer.BadParameter("Give a file of questions, or one of pairs with --pairs.")
    if pairs is None and (compare or misses):
        raise typer.BadParameter("--compare and --misses go with --pairs.")

    def work(output: Output) -> None:
        report: EvaluationReport | PairsReport
        if pairs is not None:
            checked = _check(output, pairs, settings, workspace, compare=compare)
            report, text = checked, checked.as_text(with_misses=misses)
        elif questions is not None:
            report = _ask(output, questions, settings, workspace)
            text = report.as_text()
        if as_json:
            output.json(report.as_json())
        else:
            output.people().print(plain(text))

    run_command(as_json, work)


def _ask(
    output: Output, questions: Path, settings: Path | None, workspace: Path | None
) -> "EvaluationReport":
    from assistant.evaluation import evaluate as run
    from ui import opening

    aside = output.aside()

    def show(outcome: "Outcome") -> None:
        mark = "right" if outcome.is_right else "wrong"
        aside.print(plain(f"{outcome.id}: {mark} in {outcome.total_ms / 1000:.1f} s"))

    with opening.open_assistant(settings, workspace=workspace) as assistant:
        return run(assistant, questions, show)


def _check(
    output: Output, file: Path, settings: Path | None, workspace: Path | None, *, compare: bool
) -> "PairsReport":
    from assistant.evaluation import PairsReport, check_pairs, read_pairs
    from assistant.terms import load_terms
    from knowledge import Progress
    from ui.opening import read_settings

    read = read_settings(settings, workspace=workspace)
    labelled, terms = read_pairs(file), load_terms()
    if not compare:
        return PairsReport(outcomes=check_pairs(labelled, terms))
    from assistant.model_state import ChatModel

    chat_model = ChatModel(read)
    try:
        with interruptible() as stop, progress_bar(output) as show:
            outcomes = check_pairs(
                labelled,
                terms,
                model=chat_model.get().model,
                stop=stop,
                on_done=lambda done, total: show(
                    Progress(stage="Comparing", done=done, total=total, detail="")
                ),
            )
    finally:
        chat_model.close()
    return PairsReport(outcomes=outcomes)
