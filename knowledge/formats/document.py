"""What a format's reader hands to `read_file`, and how it refuses."""

from dataclasses import dataclass

from knowledge.errors import UnreadableFile

MAX_BYTES = 50_000_000
"""Default limit on a file's size: a scanned book or a disk image isn't a source."""
MAX_CHARACTERS = 20_000_000
"""Limit on the text taken from a file, some 10,000 pages: a small file can unpack to more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Text that the file holds but doesn't show, and that is no part of what it says."""

    text: str
    how: str
    """Completing "It …": "is white on white"."""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's text and what its format tells about it; empty where it doesn't tell."""

    text: str
    page_starts: tuple[int, ...] = ()
    title: str = ""
    publisher: str = ""
    published: str = ""
    hidden: tuple[Hidden, ...] = ()


def unreadable(path: object, why: str, remedy: str) -> UnreadableFile:
    """Make the error for a file that can't become a source."""
    return UnreadableFile(f"Can't read {str(path)!r}", why, remedy)
