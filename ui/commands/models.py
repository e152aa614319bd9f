"""`policy-comment models`: which models there are, and having them here."""

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.model_lines import (
    as_fields,
    in_bytes,
    kept_fields,
    measure_fields,
    print_advice,
    print_kept,
    print_measure,
    print_models,
)
from ui.console import Output, interruptible, plain, progress_bar, run_command
from ui.options import AsJson, SettingsFile, Workspace

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
            listed = [{**as_fields(m, note), **measure_fields(measures[m.id])} for m, note in rows]
            output.json({"models": listed})
        else:
            print_models(output, rows)
            print_advice(output, [model for model, _ in rows], measures)

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
            output.aside().print(f"{model.id}: {in_bytes(model.download_bytes)} to fetch at most.")
        with interruptible() as stop, progress_bar(output) as on_progress:
            fetch(model, folder, on_progress=on_progress, is_cancelled=stop.is_set)
        note = installed(model, folder)
        if as_json:
            output.json(as_fields(model, note))
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
            print_measure(output, found)

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
    """Hash the files of models again, and look at what is kept beside them."""

    def work(output: Output) -> None:
        from assistant.catalogue import find, load_catalogue
        from assistant.fetching import installed, verify
        from assistant.kept_beside import kept_beside
        from ui.opening import read_settings

        read = read_settings(settings, workspace=workspace)
        folder = read.models_dir
        here = [model for model in load_catalogue() if installed(model, folder)]
        wanted = [find(model_id)] if model_id else here
        notes = [(model, verify(model, folder)) for model in wanted]
        beside = {
            m.id: kept_beside(m.id, m.sha256, folder, context_tokens=read.context_tokens)
            for m, _ in notes
        }
        if as_json:
            listed = [
                {**as_fields(m, note), "kept": kept_fields(beside[m.id])} for m, note in notes
            ]
            output.json({"models": listed})
            return
        for model, _ in notes:
            output.people().print(f"{model.id}: whole")
            print_kept(output, beside[model.id])
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
    """Delete a model's files, and what is kept beside them."""

    def work(output: Output) -> None:
        from assistant.catalogue import find
        from assistant.fetching import remove

        model = find(model_id)
        freed = remove(model, _models_dir(settings, workspace))
        if as_json:
            output.json({"id": model.id, "freed_bytes": freed})
        else:
            output.people().print(f"{model.id}: {in_bytes(freed)} freed")

    run_command(as_json, work)


def _models_dir(settings: Path | None, workspace: Path | None) -> Path:
    from ui.opening import read_settings

    return read_settings(settings, workspace=workspace).models_dir
