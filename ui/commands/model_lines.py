"""How models are shown: as lines for people and as fields of JSON."""

from typing import TYPE_CHECKING, Any

from ui.console import Output, plain

if TYPE_CHECKING:
    from assistant.catalogue import CatalogueModel
    from assistant.fetching import Fetched
    from assistant.kept_beside import Kept
    from assistant.model_measures import ModelMeasure


def as_fields(model: "CatalogueModel", note: "Fetched | None") -> dict[str, Any]:
    """Return a model of the catalogue as JSON; `note` is None when it isn't here."""
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


def print_models(output: Output, rows: "list[tuple[CatalogueModel, Fetched | None]]") -> None:
    """Print the catalogue as a table."""
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
            in_bytes(model.download_bytes),
            in_bytes(model.memory_bytes),
            model.licence,
            "weights" if model.openness == "weights" else "all",
        )
    output.people().print(table)


def kept_fields(beside: "tuple[Kept, ...]") -> list[dict[str, Any]]:
    """Return what is kept beside a model as JSON."""
    from dataclasses import asdict

    return [asdict(kept) for kept in beside]


def print_kept(output: Output, beside: "tuple[Kept, ...]") -> None:
    """Print what is kept beside a model, and what happens to what isn't whole."""
    names = {"beginning": "what it read before", "measure": "the result of its test"}
    for kept in beside:
        follows = f": {kept.follows}" if kept.follows else ""
        told = f"    {names[kept.what]} ({in_bytes(kept.bytes)}) is {kept.state}{follows}"
        output.people().print(plain(told))


def measure_fields(measure: "ModelMeasure | None") -> dict[str, Any]:
    """Return what a test found as JSON; None where there was none."""
    from ui.contracts import model_measure

    return {"measure": None if measure is None else model_measure(measure)}


def print_advice(
    output: Output,
    models: "list[CatalogueModel]",
    measures: "dict[str, ModelMeasure | None]",
) -> None:
    """Print what to mind about each model, by the catalogue and by its test."""
    for model in models:
        measure = measures[model.id]
        told = [model.advice] if model.advice else []
        told += [f"tested {measure.at[:10]}, {measure.advice}"] if measure is not None else []
        if told:
            output.people().print(plain(f"{model.id}: {'; '.join(told)}"))


def print_measure(output: Output, measure: "ModelMeasure") -> None:
    """Print what a test found, with each case that went wrong."""
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


def in_bytes(count: int) -> str:
    """Return a number of bytes in the unit that suits it."""
    if count >= 1e9:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.0f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
