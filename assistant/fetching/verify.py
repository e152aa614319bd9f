"""Is a model on this machine, and is it still what its hash says?"""

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from assistant.catalogue import CatalogueModel
from assistant.errors import ModelCorrupt, ModelUnavailable
from assistant.fetching.layout import (
    Fetched,
    file_sha256,
    main_path,
    model_folder,
    read_note,
    staging_folder,
    stamp,
    write_note,
)
from assistant.kept_beside import remove_kept
from knowledge.errors import EmbedderUnavailable


def installed(model: CatalogueModel, models_dir: Path) -> Fetched | None:
    """Return the note of a fetched model, None when it isn't there; nothing is checked."""
    folder = model_folder(model, models_dir)
    return read_note(folder) if folder.is_dir() else None


def is_intact(model: CatalogueModel, models_dir: Path) -> bool:
    """Tell whether a model may be loaded.

    Costs a stat a file. A file whose time has changed since its hash was last seen to be right is
    hashed again; one whose size has changed is damaged.
    """
    return _what_is_wrong(model, models_dir, must_hash=False) is None


def verify(model: CatalogueModel, models_dir: Path) -> Fetched:
    """Hash every file of a model again and return its note.

    Raises:
        ModelUnavailable: The chat model isn't there.
        EmbedderUnavailable: The embedder isn't there.
        ModelCorrupt: A file isn't what its hash says.
    """
    return _require(model, models_dir, must_hash=True)


def locate(model: CatalogueModel, models_dir: Path) -> Path:
    """Return what to load: a chat model's file, an embedder's folder. Checked as `is_intact`.

    Raises:
        ModelUnavailable: The chat model isn't there.
        EmbedderUnavailable: The embedder isn't there.
        ModelCorrupt: A file isn't what its hash says.
    """
    _require(model, models_dir, must_hash=False)
    return main_path(model, models_dir)


def remove(model: CatalogueModel, models_dir: Path) -> int:
    """Delete a model, whatever was fetched of it and what is kept beside it.

    Returns:
        How many bytes that freed.
    """
    freed = remove_kept(model.sha256, models_dir)
    for folder in (model_folder(model, models_dir), staging_folder(model, models_dir)):
        if folder.is_dir():
            freed += sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            shutil.rmtree(folder)
    return freed


def _require(model: CatalogueModel, models_dir: Path, *, must_hash: bool) -> Fetched:
    folder = model_folder(model, models_dir)
    if not folder.is_dir():
        kind = ModelUnavailable if model.role == "chat" else EmbedderUnavailable
        raise kind(
            f"The model {model.id!r} isn't on this machine",
            f"there is no {str(folder)!r}",
            f"Run `policy-comment models pull {model.id}` "
            f"({model.download_bytes / 1e6:,.0f} MB to fetch).",
        )
    wrong = _what_is_wrong(model, models_dir, must_hash=must_hash)
    note = read_note(folder)
    if wrong or note is None:
        raise ModelCorrupt(
            f"The model {model.id!r} is damaged and isn't loaded",
            wrong or "its note can't be read",
            f"Run `policy-comment models pull {model.id}` to fetch it again.",
        )
    return note


def _what_is_wrong(model: CatalogueModel, models_dir: Path, *, must_hash: bool) -> str | None:
    """Say what is wrong with a model's files, None when nothing is."""
    folder = model_folder(model, models_dir)
    note = read_note(folder)
    if note is None:
        return f"{str(folder)!r} has no readable note of what was fetched"
    if (note.model, note.sha256) != (model.id, model.sha256):
        return f"its note is about {note.model!r} of another hash"
    expected = _expected_hashes(model)
    fresh = {}
    for name, known in note.files.items():
        path = folder / name
        if not path.is_file():
            return f"{name} is missing"
        status = path.stat()
        if status.st_size != known.bytes:
            return f"{name} has {status.st_size} bytes instead of {known.bytes}"
        if known.sha256 != expected.get(name, known.sha256):
            return f"the note's hash of {name} isn't the catalogue's"
        if must_hash or status.st_mtime_ns != known.mtime_ns:
            if file_sha256(path) != known.sha256:
                return f"{name} isn't what its hash says"
            fresh[name] = stamp(path, known.sha256)
    missing = {model.file, *expected} - set(note.files)
    if missing:
        return f"{', '.join(sorted(missing))} isn't in its note"
    if any(fresh[name] != note.files[name] for name in fresh):
        # Where nothing can be written, the files are hashed again the next time.
        with suppress(OSError):
            write_note(folder, replace(note, files={**note.files, **fresh}))
    return None


def _expected_hashes(model: CatalogueModel) -> dict[str, str]:
    """Return the catalogue's hash of each file; empty for a model that is made on this machine."""
    plain = [place for place in model.places if not place.recipe]
    return {item.name: item.sha256 for item in plain[0].items} if plain else {}
