"""`policy-comment check`: any draft against the sources, by its sentences and its figures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.comparing import follow_comparison
from ui.console import EXIT_INTERRUPTED, Output, interruptible, plain, run_command
from ui.options import AsJson, Compare, SettingsFile, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import CheckedDraft, CheckEvent, Citation, Figure


def check(
    file: Annotated[
        Path,
        typer.Argument(
            help="A draft in Markdown, plain text or DOCX.",
            metavar="FILE",
            exists=True,
            dir_okay=False,
        ),
    ],
    csv: Annotated[
        Path | None,
        typer.Option(
            "--csv", metavar="OUT", dir_okay=False, help="Write the ledger of figures to this file."
        ),
    ] = None,
    compare: Compare = False,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Check a draft, ours or not, against the sources."""

    def work(output: Output) -> None:
        from assistant.confirmations import Confirmations
        from assistant.ledger_files import check_writable, write_ledger
        from ui import contracts
        from ui.opening import open_assistant

        if csv is not None:
            check_writable(csv)  # before the work, which would be lost
        with open_assistant(settings, workspace=workspace) as assistant, interruptible() as stop:
            result = _follow(output, assistant.check(file, stop=stop))
            if compare and not result.was_stopped:
                result = follow_comparison(output, assistant.compare(result, stop=stop), result)
            result = Confirmations(assistant.library.records).overlay_draft(result)
        if csv is not None:
            write_ledger(csv, result.figures, [claim.text for claim in result.claims])
            output.aside().print(plain(f"Wrote the figures to {csv}"))
        if as_json:
            output.json(contracts.checked_draft(result))
        else:
            _print(output, result)
        if result.was_stopped:
            output.aside().print("Stopped; the sentences after that were not checked.")
        if result.was_stopped or (compare and stop.is_set()):
            raise typer.Exit(EXIT_INTERRUPTED)

    run_command(as_json, work)


def _follow(output: Output, events: "Iterator[CheckEvent]") -> "CheckedDraft":
    """Show progress and return the result.

    Raises:
        RuntimeError: if the events end without a result, against their contract.
    """
    from assistant.types import DraftChecked

    with output.aside().status("Reading the draft") as status:
        for event in events:
            if isinstance(event, DraftChecked):
                return event.result
            count = f" {event.done}/{event.total}" if event.total else ""
            status.update(plain(event.message) + count)
    raise RuntimeError("the events ended without a result")


def _print(output: Output, result: "CheckedDraft") -> None:
    console = output.people()
    cited = {citation.n: citation for citation in result.citations}
    for claim in result.claims:
        kind = "" if claim.kind == "sourced" else f" ({claim.kind})"
        console.print(plain(f"\n{claim.verdict}{kind}: {claim.text}"), style="bold")
        for n in claim.citations:
            console.print(f"    {_told(cited[n])}")
        for found in claim.findings:
            console.print(f"    {found.severity}: {plain(found.message)} {plain(found.remedy)}")
    if result.figures:
        console.print("\nFigures:", style="bold")
    for figure in result.figures:
        console.print(f"  {_line(figure)}")
    if result.findings:
        console.print("\nThe draft as a whole:", style="bold")
    for found in result.findings:
        console.print(f"  {found.severity}: {plain(found.message)} {plain(found.remedy)}")
    console.print(f"\n{_summary(result)}")


def _told(citation: "Citation") -> str:
    page = "" if citation.page is None else f", p. {citation.page}"
    note = f" — {citation.note}" if citation.note else ""
    return plain(f"[{citation.n}] {citation.title}{page}: “{citation.quote}”{note}")


def _line(figure: "Figure") -> str:
    sources = "".join(f" [{source.n}]" for source in figure.sources)
    converted = f"   {figure.conversion}" if figure.conversion else ""
    return plain(f"{figure.verdict}: {figure.text}{sources}{converted}")


def _summary(result: "CheckedDraft") -> str:
    from collections import Counter

    counts = Counter(claim.verdict for claim in result.claims)
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    return f"{len(result.claims)} sentences: {told}." if told else "No sentence was found."
