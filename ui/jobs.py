"""Work in a thread whose newest state can be watched: by one page, by several, or by none.

A page that is closed or reloaded does not end the work; the next one watches on.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

_S = TypeVar("_S")


class Job(Generic[_S]):
    """One piece of work and its newest state.

    Args:
        initial: The state before anything has happened.
        work: Does it; it gets the job, publishes states and looks at `stop`. It must not raise.
    """

    def __init__(self, initial: _S, work: "Callable[[Job[_S]], None]") -> None:
        self.stop = threading.Event()
        self._state = initial
        self._version = 0
        self._is_over = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    @property
    def state(self) -> _S:
        """The newest state."""
        with self._changed:
            return self._state

    @property
    def is_over(self) -> bool:
        """Whether the work has ended."""
        with self._changed:
            return self._is_over

    def update(self, change: Callable[[_S], _S]) -> None:
        """Replace the state by what `change` makes of it, and wake whoever watches."""
        with self._changed:
            self._state = change(self._state)
            self._version += 1
            self._changed.notify_all()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end; return whether it came within `timeout_s` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_over, timeout_s)

    def watch(self, interval_s: float = 0.12) -> Iterator[_S]:
        """Yield the newest state at most every `interval_s` seconds, the last one at the end."""
        seen = -1
        while True:
            with self._changed:
                while not self._is_over and self._version == seen:
                    self._changed.wait()
                state, seen, is_over = self._state, self._version, self._is_over
            yield state
            if is_over:
                return
            self.wait(interval_s)

    def _run(self, work: "Callable[[Job[_S]], None]") -> None:
        try:
            work(self)
        finally:
            with self._changed:
                self._is_over = True
                self._changed.notify_all()
