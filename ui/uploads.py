"""Uploaded files into the workspace, under names that can't leave its folder."""

import re
import shutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from knowledge.types import Failure

MAX_FILE_BYTES = 200 * 1024 * 1024
_MAX_NAME_BYTES = 150
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]")
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(name: str) -> str:
    """Return a file name that stays in its folder on every system, close to what was given.

    Directories, control and reserved characters, leading dots and trailing dots or spaces are
    taken out; it is at most 150 bytes long and keeps its suffix.
    """
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    base = _FORBIDDEN.sub("_", base).strip(" .")
    if not base or _RESERVED.match(base):
        base = f"source_{base}".rstrip("_")
    path = Path(base)
    suffix = path.suffix if len(path.suffix.encode()) <= 20 else ""
    stem = base.removesuffix(suffix)
    room = _MAX_NAME_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").strip(" .") + suffix


def take_in(
    uploaded: Iterable[Path], folder: Path, *, max_bytes: int = MAX_FILE_BYTES
) -> tuple[tuple[Path, ...], tuple[Failure, ...]]:
    """Move uploaded files into `folder`; return their new paths, and what was too large.

    A name that is taken by another text is numbered, so that nothing is overwritten; the same
    file uploaded again is the file that is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    failed: list[Failure] = []
    for upload in uploaded:
        size = upload.stat().st_size
        if size > max_bytes:
            limit = f"{max_bytes // (1024 * 1024)} MB"
            reason = f"larger than {limit}; put it into a folder and sync that folder instead"
            failed.append(Failure(path=upload.name, reason=reason))
            upload.unlink()
            continue
        target = _free_place(folder, safe_name(upload.name), upload)
        shutil.move(upload, target)
        taken.append(target)
    return tuple(taken), tuple(failed)


def _free_place(folder: Path, name: str, upload: Path) -> Path:
    target = folder / name
    number = 2
    while target.exists() and target.read_bytes() != upload.read_bytes():
        target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return target
