"""Which model the settings mean, and where it lies."""

from dataclasses import dataclass
from pathlib import Path

from assistant.catalogue import find
from assistant.errors import ModelUnavailable, SettingsError
from assistant.fetching.layout import file_sha256
from assistant.fetching.verify import locate
from assistant.settings import Settings
from knowledge.errors import EmbedderUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A model on this machine, checked and ready to be loaded."""

    id: str
    """The catalogue's id, or the name of the user's own file or folder."""
    path: Path
    """A chat model's .gguf file, an embedder's folder."""
    sha256: str
    """Of the chat model's file; empty for an embedder of the user's own."""


def locate_chat_model(settings: Settings) -> Located:
    """Return the chat model that the settings name.

    A file of the user's own is hashed for the record: about a second for each gigabyte.

    Raises:
        ModelUnavailable: It isn't on this machine.
        ModelCorrupt: It isn't what its hash says.
        SettingsError: The setting names an embedder.
    """
    name = settings.chat_model
    if not _is_path(name, ".gguf"):
        model = find(name)
        if model.role != "chat":
            raise _wrong_role("chat_model", name)
        path = locate(model, settings.models_dir)
        return Located(id=model.id, path=path, sha256=model.sha256)
    path = Path(name).expanduser()
    if not path.is_file():
        raise ModelUnavailable(
            f"The chat model {name!r} isn't on this machine",
            "there is no such file",
            "Set `chat_model` to an id that `policy-comment models list` shows or to a .gguf file.",
        )
    return Located(id=path.name, path=path, sha256=file_sha256(path))


def locate_embedder(settings: Settings) -> Located:
    """Return the embedder that the settings name.

    Raises:
        EmbedderUnavailable: It isn't on this machine.
        ModelCorrupt: It isn't what its hash says.
        ModelUnavailable: The catalogue has no such id.
        SettingsError: The setting names a chat model.
    """
    name = settings.embedder
    if not _is_path(name, ""):
        model = find(name)
        if model.role != "embedding":
            raise _wrong_role("embedder", name)
        path = locate(model, settings.models_dir)
        return Located(id=model.id, path=path, sha256=model.sha256)
    path = Path(name).expanduser()
    if not path.is_dir():
        raise EmbedderUnavailable(
            f"The embedder {name!r} isn't on this machine",
            "there is no such folder",
            "Set `embedder` to `multilingual-e5-small` or to the folder of a "
            "sentence-transformers model; until then search goes by words.",
        )
    return Located(id=path.resolve().name, path=path, sha256="")


def _is_path(name: str, suffix: str) -> bool:
    """Tell a path from an id: it has a separator or the file type's suffix, or exists."""
    has_suffix = bool(suffix) and name.lower().endswith(suffix)
    return has_suffix or "/" in name or "\\" in name or name.startswith("~")


def _wrong_role(setting: str, name: str) -> SettingsError:
    return SettingsError(
        f"The setting {setting!r} can't be {name!r}",
        "that model has another role",
        "`policy-comment models list` shows each model's role.",
    )
