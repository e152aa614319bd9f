"""`policy-comment terms`: names and set phrases whose rendering is a rule."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import Output, plain, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from assistant.term_list import ListedTerm, TermList

app = typer.Typer(help="List, add and remove terms of the workspace.", no_args_is_help=True)

Japanese = Annotated[str, typer.Argument(help="As sources write it.", metavar="JAPANESE")]


@app.command("list")
def list_terms(
    workspace: Workspace = None, settings: SettingsFile = None, as_json: AsJson = False
) -> None:
    """List the workspace's own terms and those that ship."""

    def work(output: Output) -> None:
        listed = _terms(settings, workspace).listed()
        if as_json:
            output.json({"terms": [_json(item) for item in listed]})
        else:
            _print(output, listed)

    run_command(as_json, work)


@app.command("add")
def add(
    japanese: Japanese,
    english: Annotated[str, typer.Argument(help="How it is rendered.", metavar="ENGLISH")],
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Add a term, or change the English of one that is there."""

    def work(output: Output) -> None:
        term = _terms(settings, workspace).put(japanese, english)
        if as_json:
            output.json({"japanese": term.japanese, "english": term.english})
        else:
            output.people().print(plain(f"{term.japanese} → {term.english}"))

    run_command(as_json, work)


@app.command("remove")
def remove(
    japanese: Japanese,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Remove a term of the workspace's own; one that ships is then back as it was."""

    def work(output: Output) -> None:
        _terms(settings, workspace).remove(japanese)
        if as_json:
            output.json({"removed": japanese})
        else:
            output.people().print(plain(f"Removed: {japanese}"))

    run_command(as_json, work)


def _terms(settings: Path | None, workspace: Path | None) -> "TermList":
    from assistant.term_list import TermList
    from ui.opening import read_settings

    return TermList(read_settings(settings, workspace=workspace).workspace)


def _json(item: "ListedTerm") -> dict[str, object]:
    return {
        "japanese": item.term.japanese,
        "english": item.term.english,
        "own": item.is_own,
        "shipped": item.shipped,
    }


def _print(output: Output, listed: "tuple[ListedTerm, ...]") -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("Japanese", "English", "From"):
        table.add_column(name)
    for item in listed:
        origin = "this workspace" if item.is_own else "ships"
        origin += f" (ships as {item.shipped})" if item.shipped else ""
        table.add_row(*map(plain, (item.term.japanese, item.term.english, origin)))
    output.people().print(table)
