"""Where a model lies on disk, and the note beside it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.catalogue import CatalogueModel

NOTE_FILE = "fetched.json"
_HASH_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStamp:
    """What a file was when its hash was last seen to be right."""

    bytes: int
    sha256: str
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The note beside a model: where it came from, and what its files were."""

    model: str
    sha256: str
    """The catalogue's hash of the model."""
    licence: str
    page: str
    """Upstream's page with licence and model card."""
    place: str
    """Where it came from; who packed it need not be upstream."""
    fetched_at: str
    """UTC, ISO 8601 with seconds."""
    files: Mapping[str, FileStamp]
    """Relative path → stamp."""


def model_folder(model: CatalogueModel, models_dir: Path) -> Path:
    """Return the folder a model has when it is whole; its name carries the hash."""
    return models_dir / f"{model.id}-{model.sha256[:_HASH_DIGITS]}"


def staging_folder(model: CatalogueModel, models_dir: Path) -> Path:
    """Return the folder it is put together in."""
    folder = model_folder(model, models_dir)
    return folder.with_name(f"{folder.name}.part")


def main_path(model: CatalogueModel, models_dir: Path) -> Path:
    """Return what is handed to a loader: a chat model's file, an embedder's folder."""
    folder = model_folder(model, models_dir)
    return folder / model.file if model.role == "chat" else folder


def file_sha256(path: Path) -> str:
    """Hash a file (about a second for each gigabyte)."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def stamp(path: Path, sha256: str) -> FileStamp:
    """Note size and time of a file whose hash is known."""
    status = path.stat()
    return FileStamp(bytes=status.st_size, sha256=sha256, mtime_ns=status.st_mtime_ns)


def write_note(folder: Path, note: Fetched) -> None:
    """Write the note beside the files, in one step."""
    aside = folder / f"{NOTE_FILE}.new"
    aside.write_text(json.dumps(asdict(note), indent=2, ensure_ascii=False), encoding="utf-8")
    aside.replace(folder / NOTE_FILE)


def read_note(folder: Path) -> Fetched | None:
    """Return the note; None where there is none or it can't be read, so nothing is vouched for."""
    try:
        content = json.loads((folder / NOTE_FILE).read_text(encoding="utf-8"))
        files = {name: FileStamp(**entry) for name, entry in content.pop("files").items()}
        return Fetched(**content, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
