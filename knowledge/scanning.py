"""Which files the user means: folders walked, named files looked at, nothing read."""

import os
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.types import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file that can become a source."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found under some folders and files."""

    files: dict[str, FoundFile]
    """By path, in alphabetical order."""
    failed: tuple[Failure, ...]
    unseen: tuple[str, ...]
    """Paths that could not be looked at: what was indexed from there is not gone."""


def absolute(path: Path) -> Path:
    """Return the one path under which a file or folder is known, links followed."""
    return path.expanduser().resolve()


def is_under(path: str, folder: str) -> bool:
    """Tell whether a path is a folder or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def scan(paths: Iterable[str], suffixes: Collection[str]) -> Scan:
    """Look for files with these suffixes.

    In folders, hidden files and folders, links, and other kinds of file are passed over; a file
    that is named itself fails aloud when it can't be a source.

    Args:
        paths: Absolute paths of folders and files.
        suffixes: In lower case, with the dot.
    """
    files: dict[str, FoundFile] = {}
    failed: list[Failure] = []
    unseen: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            _walk(path, suffixes, files, failed, unseen)
            continue
        try:
            _look_at_named(path, suffixes, files)
        except OSError as exc:
            unseen.append(path)
            failed.append(Failure(path=shown(path), reason=reason_of(exc)))
        except ValueError as exc:
            failed.append(Failure(path=shown(path), reason=str(exc)))
    return Scan(
        files={path: files[path] for path in sorted(files)},
        failed=tuple(failed),
        unseen=tuple(unseen),
    )


def shown(path: str) -> str:
    """Return a path that can be printed, whatever bytes the file's name has."""
    return path.encode("utf-8", "replace").decode("utf-8")


def reason_of(exc: OSError) -> str:
    """Return what the system says of a failure, without code and path."""
    return (exc.strerror or type(exc).__name__).lower()


def _look_at_named(path: str, suffixes: Collection[str], files: dict[str, FoundFile]) -> None:
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is no ordinary file. Name a file or a folder")
    if Path(path).suffix.lower() not in suffixes:
        kinds = ", ".join(sorted(suffixes))
        raise ValueError(f"files of this kind can't be read. Save it as one of: {kinds}")
    _check_name(path)
    files[path] = _found(path, status)


def _walk(
    folder: str,
    suffixes: Collection[str],
    files: dict[str, FoundFile],
    failed: list[Failure],
    unseen: list[str],
) -> None:
    def not_listed(exc: OSError) -> None:
        unseen.append(exc.filename)
        failed.append(Failure(path=shown(exc.filename), reason=reason_of(exc)))

    for parent, folders, names in os.walk(folder, onerror=not_listed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = os.path.join(parent, name)
            is_wanted = os.path.splitext(name)[1].lower() in suffixes
            if name.startswith(".") or not is_wanted or os.path.islink(path):
                continue
            try:
                status = os.stat(path)
                _check_name(path)
            except FileNotFoundError:
                continue  # Deleted since the folder was listed.
            except OSError as exc:
                unseen.append(path)
                failed.append(Failure(path=shown(path), reason=reason_of(exc)))
            except ValueError as exc:
                failed.append(Failure(path=shown(path), reason=str(exc)))
            else:
                if stat.S_ISREG(status.st_mode):  # Reading a pipe would wait for ever.
                    files[path] = _found(path, status)


def _found(path: str, status: os.stat_result) -> FoundFile:
    return FoundFile(path=path, size=status.st_size, mtime_ns=status.st_mtime_ns)


def _check_name(path: str) -> None:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError as exc:
        raise ValueError("the name has characters that aren't text. Rename the file") from exc
