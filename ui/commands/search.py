"""`policy-comment search`: the passages nearest to a query, and why they were found."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import Output, plain, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from knowledge.types import Hit


def search(
    query: Annotated[str, typer.Argument(help="Words or a question.", metavar="QUERY")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Find passages of the sources."""

    def work(output: Output) -> None:
        from ui import contracts
        from ui.opening import open_assistant

        with open_assistant(settings, workspace=workspace) as assistant:
            found = assistant.library.search(query, k)
        if as_json:
            output.json(contracts.hits(found))
        else:
            print_hits(output, found)

    run_command(as_json, work)


def print_hits(output: Output, found: "tuple[Hit, ...]") -> None:
    """Print ranked passages for people."""
    console = output.people()
    if not found:
        console.print("Nothing found.")
    for hit in found:
        page = "" if hit.passage.page is None else f", p. {hit.passage.page}"
        console.print(f"{hit.rank}. {plain(hit.source.title)}{page}", style="bold")
        dense = "" if hit.dense is None else f"   meaning {hit.dense:.2f}"
        words = f"   words {', '.join(hit.matched)}" if hit.matched else ""
        console.print(plain(f"   score {hit.score:.2f}{dense}{words}"), style="dim")
        console.print(f"   {plain(hit.passage.text)}\n")
