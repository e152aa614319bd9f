"""`policy-comment doctor`: what is installed, what is missing, what would be fetched."""

from typing import Any

from ui.console import Output, plain, run_command
from ui.options import AsJson, SettingsFile, Workspace


def doctor(
    workspace: Workspace = None, settings: SettingsFile = None, as_json: AsJson = False
) -> None:
    """Show what is here, what is missing, and the sizes of what would be fetched."""

    def work(output: Output) -> None:
        from dataclasses import asdict

        from assistant.doctor import examine

        from ui.opening import read_settings

        checks = examine(read_settings(settings, workspace=workspace))
        if as_json:
            output.json({"checks": [asdict(c) for c in checks]})
        else:
            _print_checks(output, checks)

    run_command(as_json, work)


def _print_checks(output: Output, checks: tuple[Any, ...]) -> None:
    output.people().print(plain(str(checks)))
