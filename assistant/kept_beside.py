"""What this machine computed of a model and keeps beside its weights: its beginnings, its measure.

The folders `beginnings` and `measures` of the models' folder hold them under the weights' hash.
They hold nothing of the user's. Neither is ever needed: what is
torn or stale is made anew.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.model_measures import FOLDER as MEASURES
from assistant.model_measures import measure_file, measure_state

BEGINNINGS = "beginnings"
_HASH_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing that is kept beside a model."""

    what: Literal["beginning", "measure"]
    state: Literal["whole", "torn", "stale"]
    """`stale`: of another version of this program, of llama.cpp or of the settings."""
    bytes: int
    follows: str
    """What happens to it, in plain words; empty when it is whole."""


def beginnings_folder(models_dir: Path, sha256: str) -> Path:
    """Return where the beginnings of the weights with that hash are kept."""
    return models_dir / BEGINNINGS / sha256[:_HASH_DIGITS]


def kept_beside(
    model_id: str, sha256: str, models_dir: Path, *, context_tokens: int
) -> tuple[Kept, ...]:
    """Look at what is kept beside a model; loads no model, reads each file once.

    Args:
        model_id: What the model is called in commands.
        sha256: Of the model's file.
        models_dir: The folder of the models.
        context_tokens: The setting that a beginning is computed for.
    """
    found = _beginnings(beginnings_folder(models_dir, sha256), sha256, context_tokens)
    state = measure_state(models_dir, sha256)
    if state == "none":
        return found
    follows = "" if state == "whole" else f"`policy-comment models test {model_id}` makes it anew"
    size = measure_file(models_dir, sha256).stat().st_size
    return (*found, Kept(what="measure", state=state, bytes=size, follows=follows))


def remove_kept(sha256: str, models_dir: Path) -> int:
    """Delete what is kept beside the weights with that hash; return how many bytes that freed."""
    folder = beginnings_folder(models_dir, sha256)
    freed = _size(folder)
    if folder.is_dir():
        shutil.rmtree(folder)
    measure = measure_file(models_dir, sha256)
    # A measure that was being written when the machine stopped lies beside it under another ending.
    for file in measure.parent.glob(f"{measure.stem}.*"):
        freed += file.stat().st_size
        file.unlink()
    return freed


def kept_bytes(models_dir: Path) -> int:
    """Return how much room all that is kept beside models takes."""
    return sum(_size(models_dir / name) for name in (BEGINNINGS, MEASURES))


def _beginnings(folder: Path, sha256: str, context_tokens: int) -> tuple[Kept, ...]:
    # The runtime brings numpy, which `doctor` does without.
    from assistant.runtime.beginnings import beginning_state

    files = sorted(folder.glob("*.state")) if folder.is_dir() else []
    if not files:
        return ()
    origin = _todays_origin(sha256, context_tokens)
    kept = []
    for file in files:
        state = beginning_state(file, origin)
        follows = "" if state == "whole" else "it is made anew when the model is next loaded"
        size = file.stat().st_size
        kept.append(Kept(what="beginning", state=state, bytes=size, follows=follows))
    return tuple(kept)


def _todays_origin(sha256: str, context_tokens: int) -> str:
    from importlib.metadata import PackageNotFoundError, version

    from assistant.insides import inside_of
    from assistant.reading import judge_prompt_before_evidence
    from assistant.runtime.beginnings import beginning_origin

    try:
        library = version("llama-cpp-python")
    except PackageNotFoundError:
        library = ""  # nothing loads a model without it
    return beginning_origin(
        judge_prompt_before_evidence(),
        library=library,
        context_tokens=context_tokens,
        is_plain=inside_of(sha256) is not None,
    )


def _size(folder: Path) -> int:
    if not folder.is_dir():
        return 0
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
