"""A lock that is given in the order of asking and can be waited for until a stop signal."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_S = 0.05


class FairLock:
    """First come, first served; may be released by another thread than took it.

    Not re-entrant: whoever asks again while holding it waits for themselves.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._queue: deque[object] = deque()

    @property
    def waiting(self) -> int:
        """Count those who wait, whoever holds it excluded."""
        with self._changed:
            return max(len(self._queue) - 1, 0)

    @contextmanager
    def held(self, stop: threading.Event) -> Iterator[bool]:
        """Wait for the turn and hold it; gives False when `stop` was set before the turn came."""
        ticket = object()
        with self._changed:
            self._queue.append(ticket)
            while self._queue[0] is not ticket and not stop.is_set():
                self._changed.wait(_LOOK_S)
            is_mine = self._queue[0] is ticket
        try:
            yield is_mine
        finally:
            with self._changed:
                self._queue.remove(ticket)
                self._changed.notify_all()
