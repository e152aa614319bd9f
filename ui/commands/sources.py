"""`policy-comment sources`: what is in the library, and bringing it up to date."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.console import EXIT_FAILED, EXIT_INTERRUPTED, Output, interruptible, plain, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from knowledge import Library
    from knowledge.types import IsCancelled, OnProgress, Source, SyncReport

app = typer.Typer(help="Add, update, list and remove source documents.", no_args_is_help=True)


@app.command("add")
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="PATH...")],
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Add files, or all files of folders, to the library."""
    _update(
        workspace,
        settings,
        as_json,
        lambda library, on_progress, is_cancelled: library.add(
            paths, on_progress=on_progress, is_cancelled=is_cancelled
        ),
    )


@app.command("sync")
def sync(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders; none: all that were synced before.", metavar="[PATH]..."),
    ] = None,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Pick up new, changed, moved and deleted files."""
    _update(
        workspace,
        settings,
        as_json,
        lambda library, on_progress, is_cancelled: library.sync(
            tuple(paths or ()), on_progress=on_progress, is_cancelled=is_cancelled
        ),
    )


@app.command("list")
def list_sources(
    workspace: Workspace = None, settings: SettingsFile = None, as_json: AsJson = False
) -> None:
    """List the sources in the library."""

    def work(output: Output) -> None:
        from ui import contracts
        from ui.opening import open_assistant

        with open_assistant(settings, workspace=workspace) as assistant:
            sources = assistant.library.list()
        if as_json:
            output.json(contracts.source_list(sources))
        else:
            _print_sources(output, sources)

    run_command(as_json, work)


@app.command("remove")
def remove(
    ids: Annotated[list[int], typer.Argument(help="Ids from `sources list`.", metavar="ID...")],
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Remove sources from the library; the files stay where they are."""
    _update(
        workspace, settings, as_json, lambda library, _progress, _cancelled: library.remove(ids)
    )


def _update(
    workspace: Path | None,
    settings: Path | None,
    as_json: bool,
    change: "Callable[[Library, OnProgress, IsCancelled], SyncReport]",
) -> None:
    def work(output: Output) -> None:
        from ui.console import progress_bar
        from ui.opening import open_assistant

        with (
            open_assistant(settings, workspace=workspace) as assistant,
            interruptible() as stop,
            progress_bar(output) as on_progress,
        ):
            report = change(assistant.library, on_progress, stop.is_set)
        _print_report(output, report)

    run_command(as_json, work)


def _print_report(output: Output, report: "SyncReport") -> None:
    from ui import contracts
    from ui.rim import Problem

    kept = report.added + report.updated + report.unchanged + report.moved + report.removed
    if report.failed and not kept:
        reasons = "; ".join(f"{f.path}: {f.reason}" for f in report.failed)
        problem = Problem(
            code="unreadable_file",
            what="No file could be added",
            why=reasons,
            remedy="Give a PDF with a text layer, DOCX, HTML, Markdown or plain text file",
        )
        output.problem(problem, extra=contracts.sync_report(report))
        raise typer.Exit(EXIT_FAILED)
    if output.as_json:
        output.json(contracts.sync_report(report))
    else:
        output.people().print(
            f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
            f"{report.moved} moved, {report.removed} removed; "
            f"{report.passages} passages in {report.seconds:.1f} s"
        )
        for failure in report.failed:
            output.aside().print(f"Not read: {plain(failure.path)}: {plain(failure.reason)}")
    if report.was_cancelled:
        output.aside().print("Stopped; what was finished is kept.")
        raise typer.Exit(EXIT_INTERRUPTED)


def _print_sources(output: Output, sources: "tuple[Source, ...]") -> None:
    from rich.table import Table

    if not sources:
        output.people().print("No sources yet. Add some: policy-comment sources add FILE")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("Id", "Title", "Language", "Pages", "Passages", "Date", "Path"):
        table.add_column(name, justify="right" if name in ("Id", "Pages", "Passages") else "left")
    for s in sources:
        pages = "" if s.pages is None else str(s.pages)
        row = (str(s.id), s.title, s.language, pages, str(s.passages), s.published, s.path)
        table.add_row(*map(plain, row))
    output.people().print(table)
    for s in sources:
        for warning in s.warnings:
            output.people().print(f"⚠ {s.id} {plain(s.title)}: {plain(warning.message)}")
