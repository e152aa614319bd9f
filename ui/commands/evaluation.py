"""`policy-comment eval`: ask labelled questions and report the score."""

from pathlib import Path
from typing import Annotated

import typer

from ui.console import Output, run_command
from ui.options import AsJson, SettingsFile, Workspace


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
        with open_assistant(settings, workspace=workspace) as assistant:
            report = run(assistant, questions, lambda result: aside.print(str(result)))
        if as_json:
            output.json(report.as_json())
        else:
            output.people().print(report.as_text())

    run_command(as_json, work)
