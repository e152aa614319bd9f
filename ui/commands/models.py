"""`policy-comment models`: which models there are, and having them here."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.console import Output, interruptible, plain, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from assistant.catalogue import CatalogueModel
    from assistant.fetching import Fetched

app = typer.Typer(help="List, fetch, verify and remove models.", no_args_is_help=True)

ModelId = Annotated[str, typer.Argument(help="An id from `models list`.", metavar="ID")]


@app.command("list")
def list_models(
    workspace: Workspace = None, settings: SettingsFile = None, as_json: AsJson = False
) -> None:
    """List the models of the catalogue, and which are here."""

    def work(output: Output) -> None:
        from assistant.catalogue import load_catalogue
        from assistant.fetching import installed

        folder = _models_dir(settings, workspace)
        rows = [(model, installed(model, folder)) for model in load_catalogue()]
        if as_json:
            output.json({"models": [_as_json(model, note) for model, note in rows]})
        else:
            _print_models(output, rows)

    run_command(as_json, work)


@app.command("pull")
def pull(
    model_id: ModelId,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Fetch a model; a fetch that was stopped goes on where it was."""

    def work(output: Output) -> None:
        from assistant.catalogue import find
        from assistant.fetching import fetch, installed
        from ui.console import progress_bar

        model = find(model_id)
        folder = _models_dir(settings, workspace)
        if installed(model, folder) is None:
            output.aside().print(f"{model.id}: {_size(model.download_bytes)} to fetch at most.")
        with interruptible() as stop, progress_bar(output) as on_progress:
            fetch(model, folder, on_progress=on_progress, is_cancelled=stop.is_set)
        note = installed(model, folder)
        if as_json:
            output.json(_as_json(model, note))
        else:
            place = note.place if note else "an unknown place"
            output.people().print(plain(f"{model.id} is here, from {place} ({model.licence})."))

    run_command(as_json, work)


@app.command("verify")
def verify_models(
    model_id: Annotated[
        str | None, typer.Argument(help="An id; none: all that are here.", metavar="[ID]")
    ] = None,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Hash the files of models again."""

    def work(output: Output) -> None:
        from assistant.catalogue import find, load_catalogue
        from assistant.fetching import installed, verify

        folder = _models_dir(settings, workspace)
        here = [model for model in load_catalogue() if installed(model, folder)]
        wanted = [find(model_id)] if model_id else here
        notes = [(model, verify(model, folder)) for model in wanted]
        if as_json:
            output.json({"models": [_as_json(model, note) for model, note in notes]})
            return
        for model, _ in notes:
            output.people().print(f"{model.id}: whole")
        if not notes:
            output.people().print("No model is here.")

    run_command(as_json, work)


@app.command("remove")
def remove_model(
    model_id: ModelId,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Delete a model's files."""

    def work(output: Output) -> None:
        from assistant.catalogue import find
        from assistant.fetching import remove

        model = find(model_id)
        freed = remove(model, _models_dir(settings, workspace))
        if as_json:
            output.json({"id": model.id, "freed_bytes": freed})
        else:
            output.people().print(f"{model.id}: {_size(freed)} freed")

    run_command(as_json, work)


def _models_dir(settings: Path | None, workspace: Path | None) -> Path:
    from ui.opening import read_settings

    return read_settings(settings, workspace=workspace).models_dir


def _as_json(model: "CatalogueModel", note: "Fetched | None") -> dict[str, Any]:
    return {
        "id": model.id,
        "role": model.role,
        "title": model.title,
        "licence": model.licence,
        "openness": model.openness,
        "languages": list(model.languages),
        "bytes": model.bytes,
        "download_bytes": model.download_bytes,
        "memory_bytes": model.memory_bytes,
        "sha256": model.sha256,
        "page": model.page,
        "is_installed": note is not None,
        "fetched_from": note.place if note else None,
    }


def _print_models(output: Output, rows: "list[tuple[CatalogueModel, Fetched | None]]") -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("Id", "For", "Here", "Size", "Memory", "Licence", "Open"):
        is_number = name in ("Size", "Memory")
        table.add_column(name, justify="right" if is_number else "left", no_wrap=True)
    for model, note in rows:
        table.add_row(
            model.id,
            "writing" if model.role == "chat" else "search",
            "yes" if note else "no",
            _size(model.download_bytes),
            _size(model.memory_bytes),
            model.licence,
            "weights" if model.openness == "weights" else "all",
        )
    output.people().print(table)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
