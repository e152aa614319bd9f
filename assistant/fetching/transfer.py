"""A file that grows towards its hash, and what the ways of fetching it share."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from assistant.catalogue import Item
from knowledge.errors import Cancelled
from knowledge.types import IsCancelled

OnBytes = Callable[[int], None]
"""Called with the bytes of this item that are had so far."""

_BLOCK = 1 << 20


class PlaceFailed(Exception):
    """A place can't deliver; the next one is tried. Never leaves this package."""


class GrowingFile:
    """The part of an item that is had so far; survives a stop and a change of place.

    Only the hash of the whole counts, so it doesn't matter where the bytes came from.
    """

    def __init__(self, path: Path, item: Item, is_cancelled: IsCancelled) -> None:
        """Open what is there of `item` at `path` and read it into the hash."""
        self.item = item
        self._path = path
        self._is_cancelled = is_cancelled
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("ab")
        self.truncate(min(self._stream.tell(), item.bytes))

    def __enter__(self) -> "GrowingFile":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._stream.close()

    @property
    def is_complete(self) -> bool:
        """Whether it has the item's size."""
        return self.size == self.item.bytes

    def truncate(self, size: int) -> None:
        """Keep the first `size` bytes and hash them anew."""
        self._stream.truncate(size)
        self._stream.flush()
        self._hash = hashlib.sha256()
        self.size = 0
        with self._path.open("rb") as stream:
            while self.size < size:
                stop_if(self._is_cancelled)
                block = stream.read(_BLOCK)
                self._hash.update(block)
                self.size += len(block)

    def append(self, block: bytes) -> None:
        """Write the next bytes.

        Raises:
            PlaceFailed: There are more than the item has.
        """
        if self.size + len(block) > self.item.bytes:
            raise PlaceFailed(f"it sent more than the {self.item.bytes} bytes of {self.item.name}")
        self._stream.write(block)
        self._hash.update(block)
        self.size += len(block)

    def has_right_hash(self) -> bool:
        """Whether the bytes so far are the item; they are on the disk for good then."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return self.is_complete and self._hash.hexdigest() == self.item.sha256


def stop_if(is_cancelled: IsCancelled) -> None:
    """Raise Cancelled when the user has stopped the work."""
    if is_cancelled():
        raise Cancelled(
            "The fetch was stopped",
            "you stopped it",
            "Start it again to go on where it stopped: `policy-comment models pull ID`.",
        )
