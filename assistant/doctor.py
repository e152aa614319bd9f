"""What is here, what is missing, and what would be fetched; fetches and loads nothing."""

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.catalogue import CatalogueModel, ModelRole, find
from assistant.errors import ModelUnavailable
from assistant.fetching import installed, is_intact, model_folder
from assistant.kept_beside import kept_bytes
from assistant.settings import Settings

State = Literal["ok", "missing", "problem"]

_LEAST_PYTHON = (3, 11)
_APP_MEMORY_BYTES = 600_000_000
"""The page, the index and the interpreter beside the models."""
_LARGE_BYTES = 10_000_000
"""From here on what is kept beside the models is told."""

_LIBRARIES = (
    ("llama_cpp", "llama-cpp-python", "writing answers and drafts"),
    ("onnxruntime", "onnxruntime", "search by meaning"),
    ("tokenizers", "tokenizers", "search by meaning"),
    ("faiss", "faiss-cpu", "search by meaning"),
    ("gradio", "gradio", "the page in the browser"),
    ("sentence_transformers", "sentence-transformers", "embedding models other than the default"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    """`missing`: can be had, see the remedy. `problem`: something is wrong."""
    detail: str
    remedy: str = ""
    """What to do; empty when nothing is."""
    bytes_to_fetch: int = 0
    places: tuple[str, ...] = ()
    """Where it would be fetched from, in order."""


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at everything the application needs; takes a fraction of a second."""
    models = (
        _model("Chat model", "chat", settings.chat_model, settings),
        _model("Embedding model", "embedding", settings.embedder, settings),
    )
    return (
        _python(),
        *(_library(*library) for library in _LIBRARIES),
        _compiler(),
        *models,
        _folder("Workspace", settings.workspace, "POLICY_COMMENT_WORKSPACE"),
        _models_folder(settings.models_dir),
        _disk(settings.models_dir, sum(check.bytes_to_fetch for check in models)),
        _memory(settings),
    )


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _LEAST_PYTHON:
        return Check(
            name="Python",
            state="problem",
            detail=f"{version}; 3.11 or newer is needed",
            remedy="Install Python 3.11 or newer and set up again: `make`.",
        )
    return Check(name="Python", state="ok", detail=version)


def _library(module: str, package: str, purpose: str) -> Check:
    if importlib.util.find_spec(module) is not None:
        return Check(name=package, state="ok", detail=f"installed, for {purpose}")
    return Check(
        name=package,
        state="missing",
        detail=f"not installed; needed for {purpose}",
        remedy=f"Set up again with `make`, or install it: python -m pip install {package}.",
    )


def _compiler() -> Check:
    """A compiler is needed once, to build llama-cpp-python; afterwards its absence is no fault."""
    found = next((name for name in ("cc", "gcc", "clang", "cl") if shutil.which(name)), None)
    if found:
        return Check(name="C compiler", state="ok", detail=found)
    if importlib.util.find_spec("llama_cpp") is not None:
        return Check(name="C compiler", state="ok", detail="none, and none is needed any more")
    return Check(
        name="C compiler",
        state="missing",
        detail="none; llama-cpp-python is built with one",
        remedy="Install one (Debian: build-essential, macOS: xcode-select --install) or a prebuilt "
        "llama-cpp-python. Without it everything but writing works.",
    )


def _model(name: str, role: ModelRole, chosen: str, settings: Settings) -> Check:
    own = Path(chosen).expanduser()
    if own.exists() and (own.is_dir() == (role == "embedding")):
        return Check(name=name, state="ok", detail=f"your own: {own}")
    try:
        model = find(chosen)
    except ModelUnavailable as exc:
        return Check(name=name, state="problem", detail=f"{exc.what}: {exc.why}", remedy=exc.remedy)
    if model.role != role:
        return Check(
            name=name,
            state="problem",
            detail=f"{model.id} is for {model.role}",
            remedy="`policy-comment models list` shows each model's role.",
        )
    return _catalogue_model(name, model, settings.models_dir)


def _catalogue_model(name: str, model: CatalogueModel, models_dir: Path) -> Check:
    note = installed(model, models_dir)
    if note is not None and is_intact(model, models_dir):
        return Check(name=name, state="ok", detail=f"{model.id}, from {note.place}")
    is_damaged = model_folder(model, models_dir).exists()
    return Check(
        name=name,
        state="problem" if is_damaged else "missing",
        detail=f"{model.id} is {'damaged' if is_damaged else 'not on this machine'}; "
        f"{model.download_bytes / 1e6:,.0f} MB would be fetched",
        remedy=f"Run `policy-comment models pull {model.id}`.",
        bytes_to_fetch=model.download_bytes,
        places=tuple(place.label for place in model.places),
    )


def _nearest_existing(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _folder(name: str, path: Path, variable: str) -> Check:
    existing = _nearest_existing(path)
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        detail = str(path) if existing == path else f"{path} (will be made)"
        return Check(name=name, state="ok", detail=detail)
    return Check(
        name=name,
        state="problem",
        detail=f"{path} can't be written",
        remedy=f"Set {variable} to a folder that can be written.",
    )


def _models_folder(models_dir: Path) -> Check:
    found = _folder("Folder for models", models_dir, "POLICY_COMMENT_CACHE")
    kept = kept_bytes(models_dir)
    if kept < _LARGE_BYTES:
        return found
    told = f"{kept / 1e6:,.0f} MB of it computed here and kept beside the models"
    return replace(found, detail=f"{found.detail}; {told}")


def _disk(models_dir: Path, to_fetch: int) -> Check:
    free = shutil.disk_usage(_nearest_existing(models_dir)).free
    detail = f"{free / 1e9:.1f} GB free, {to_fetch / 1e9:.1f} GB to be fetched"
    if free > to_fetch:
        return Check(name="Disk space", state="ok", detail=detail)
    return Check(
        name="Disk space",
        state="problem",
        detail=detail,
        remedy="Make room or set POLICY_COMMENT_CACHE to a folder on another disk.",
    )


def _memory(settings: Settings) -> Check:
    total = _total_memory_bytes()
    needed = _APP_MEMORY_BYTES
    for chosen in (settings.chat_model, settings.embedder):
        try:
            needed += find(chosen).memory_bytes
        except ModelUnavailable:
            # The user's own file: what it takes isn't known.
            continue
    if total is None:
        return Check(name="Memory", state="ok", detail=f"about {needed / 1e9:.1f} GB are needed")
    detail = f"{total / 1e9:.1f} GB in all, about {needed / 1e9:.1f} GB needed"
    if total > needed:
        return Check(name="Memory", state="ok", detail=detail)
    return Check(
        name="Memory",
        state="problem",
        detail=detail,
        remedy="Choose a smaller chat model: `policy-comment models list` shows what each takes.",
    )


def _total_memory_bytes() -> int | None:
    """Return the machine's memory, None where the system doesn't tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
