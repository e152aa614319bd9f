"""`policy-comment models`: which models there are, and having them here."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.console import Output, interruptible, plain, progress_bar, run_command
from ui.options import AsJson, SettingsFile, Workspace

if TYPE_CHECKING:
    from assistant.catalogue import CatalogueModel
    from assistant.fetching import Fetched
    from assistant.model_measures import ModelMeasure

app = typer.Typer(help="List, fetch, test, verify and remove models.", no_args_is_help=True)

ModelId = Annotated[str, typer.Argument(help="An id from `models list`.", metavar="ID")]


@app.command("list")
def list_models(
    workspace: Workspace = None, settings: SettingsFile = None, as_json: AsJson = False
) -> None:
    """List the models of the catalogue, and which are here."""

    def work(output: Output) -> None:
        from assistant.catalogue import load_catalogue
        from assistant.fetching import installed
        from assistant.model_measures import measured

        folder = _models_dir(settings, workspace)
        rows = [(model, installed(model, folder)) for model in load_catalogue()]
        measures = {model.id: measured(folder, model.sha256) for model, _ in rows}
        if as_json:
            listed = [{**_as_json(m, note), **_measure_of(measures[m.id])} for m, note in rows]
            output.json({"models": listed})
        else:
            _print_models(output, rows)
            _print_advice(output, [model for model, _ in rows], measures)

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


@app.command("test")
def try_model(
    model_id: Annotated[
        str | None,
        typer.Argument(help="An id or a .gguf file; none: the one in use.", metavar="[ID]"),
    ] = None,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Measure in about two minutes how well a model renders and refuses."""

    def work(output: Output) -> None:
        from assistant.model_measures import keep
        from assistant.model_state import ChatModel
        from assistant.model_test import measure
        from ui.contracts import model_measure
        from ui.opening import read_settings

        read = read_settings(settings, workspace=workspace, chat_model=model_id)
        chat_model = ChatModel(read)
        try:
            with interruptible() as stop, progress_bar(output) as on_progress:
                found = measure(chat_model.get(), stop=stop, on_progress=on_progress)
        finally:
            chat_model.close()
        keep(read.models_dir, found)
        if as_json:
            output.json(model_measure(found))
        else:
            _print_measure(output, found)

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
        "advice": model.advice,
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


def _measure_of(measure: "ModelMeasure | None") -> dict[str, Any]:
    from ui.contracts import model_measure

    return {"measure": None if measure is None else model_measure(measure)}


def _print_advice(
    output: Output,
    models: "list[CatalogueModel]",
    measures: "dict[str, ModelMeasure | None]",
) -> None:
    for model in models:
        measure = measures[model.id]
        told = [model.advice] if model.advice else []
        told += [f"tested {measure.at[:10]}, {measure.advice}"] if measure is not None else []
        if told:
            output.people().print(plain(f"{model.id}: {'; '.join(told)}"))


def _print_measure(output: Output, measure: "ModelMeasure") -> None:
    console = output.people()
    console.print(plain(f"{measure.model_id}, in {measure.seconds:.0f} s:"))
    for line in measure.words():
        console.print(plain(line))
    for case in measure.rendered:
        if not case.is_right:
            why = ", ".join(case.findings) or "not noticed by the rules"
            console.print(plain(f"- {case.languages} ({case.trap}; {why})"))
            console.print(plain(f"    {case.sentence}"))
            console.print(plain(f"    {case.text or 'nothing was written'}"))
    for asked in measure.asked:
        if not asked.is_right:
            what = "refused" if asked.is_answerable else "answered without evidence"
            console.print(plain(f"- {what}: {asked.question}"))


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
