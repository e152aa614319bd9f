"""`policy-comment doctor`: what is installed, what is missing, what would be fetched."""

from typing import TYPE_CHECKING

from ui.console import Output, plain, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from assistant.doctor import Check

_SIGNS = {"ok": ("ok", "green"), "missing": ("missing", "yellow"), "problem": ("problem", "red")}


def doctor(
    workspace: Workspace = None, settings: SettingsFile = None, as_json: AsJson = False
) -> None:
    """Show what is here, what is missing, and the sizes of what would be fetched."""

    def work(output: Output) -> None:
        from dataclasses import asdict

        from assistant.doctor import examine
        from ui.opening import read_settings

        checks = examine(read_settings(settings, workspace=workspace))
        to_fetch = sum(check.bytes_to_fetch for check in checks)
        if as_json:
            output.json({"checks": [asdict(c) for c in checks], "bytes_to_fetch": to_fetch})
        else:
            _print_checks(output, checks, to_fetch)

    run_command(as_json, work)


def _print_checks(output: Output, checks: "tuple[Check, ...]", to_fetch: int) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        word, colour = _SIGNS[check.state]
        table.add_row(Text(word, style=colour), check.name, plain(check.detail))
        if check.remedy:
            table.add_row("", "", Text(plain(check.remedy), style="italic"))
        for place in check.places:
            table.add_row("", "", Text(f"from {plain(place)}", style="dim"))
    console = output.people()
    console.print(table)
    missing = [check.name for check in checks if check.state != "ok"]
    if not missing:
        console.print("Everything is here.")
        return
    size = f" {to_fetch / 1e6:,.0f} MB would be fetched." if to_fetch else ""
    console.print(f"To look at: {', '.join(missing)}.{size}")
