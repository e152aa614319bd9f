"""`policy-comment eval`: ask labelled questions and report the score."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import Output, plain, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from assistant.evaluation import Outcome


def evaluate(
    questions: Annotated[
        Path,
        typer.Argument(
            help="Labelled questions, one JSON object a line.",
            metavar="QUESTIONS.jsonl",
            exists=True,
            dir_okay=False,
        ),
    ],
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Ask labelled questions of the library and report what was right."""

    def work(output: Output) -> None:
        from assistant.evaluation import evaluate as run
        from ui.opening import open_assistant

        aside = output.aside()

        def show(outcome: "Outcome") -> None:
            mark = "right" if outcome.is_right else "wrong"
            aside.print(plain(f"{outcome.id}: {mark} in {outcome.total_ms / 1000:.1f} s"))

        with open_assistant(settings, workspace=workspace) as assistant:
            report = run(assistant, questions, show)
        if as_json:
            output.json(report.as_json())
        else:
            output.people().print(report.as_text())

    run_command(as_json, work)
