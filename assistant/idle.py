"""Write renderings while nobody asks, so that an answer finds them ready."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.errors import AssistantError
from assistant.foreign import LANGUAGE, SentenceCards
from assistant.renderings import CARDS_AT_ONCE, Renderer
from knowledge import KnowledgeError, Library
from knowledge.errors import Cancelled

_log = logging.getLogger(__name__)

QUIET_S = 20.0
LOOK_AGAIN_S = 30.0


class IdleRenderer:
    """Renders the library's sentences in the background, in small groups.

    Args:
        library: Whose sentences.
        renderer: Gives the renderer, or None while the model isn't ready.
        quiet_s: How long nobody must have asked before work begins.
        look_again_s: How long to wait when there is nothing to do, or it failed.
        sentences: The library's sentences, where somebody else goes through them as well.
    """

    def __init__(
        self,
        library: Library,
        renderer: Callable[[], Renderer | None],
        *,
        quiet_s: float = QUIET_S,
        look_again_s: float = LOOK_AGAIN_S,
        sentences: SentenceCards | None = None,
    ) -> None:
        self._quiet_s = quiet_s
        self._look_again_s = look_again_s
        self._done_for: tuple[tuple[int, str], ...] | None = None
        self._library = library
        self._renderer = renderer
        self._sentences = sentences or SentenceCards(library)
        self._stop = threading.Event()
        self._asked = threading.Event()
        self._is_closed = threading.Event()
        self._wake = threading.Condition()
        self._requests = 0
        self._urgent = 0
        """How many are writing in the foreground, for whom this thread keeps off."""
        self._thread: threading.Thread | None = None
        self.progress: tuple[int, int] = (0, 0)
        """Sentences rendered, of how many; equal when nothing is left to do."""

    def start(self) -> None:
        """Begin, once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="idle renderings", daemon=True)
            self._thread.start()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep the processor free for a request; work in progress ends within a token's time."""
        with self._wake:
            self._requests += 1
            self._stop.set()
            self._asked.set()
        try:
            yield
        finally:
            with self._wake:
                self._requests -= 1
                self._wake.notify_all()

    def write_now(
        self, renderer: Renderer, stop: threading.Event, on_done: Callable[[int, int], None]
    ) -> None:
        """Write all renderings that are missing, at once; a question goes first all the same.

        Args:
            renderer: Writes them.
            stop: When set, the work ends; what was written is kept.
            on_done: Told how many of all sentences have a rendering.
        """
        with self._wake:
            self._urgent += 1
            self._stop.set()
        try:
            while not (stop.is_set() or self._is_closed.is_set()):
                self._wait_for_requests(stop)
                try:
                    self._render_missing(renderer, _AnyOf(stop, self._asked), on_done)
                    return
                except Cancelled:
                    continue  # by the user, or by a question, after which it goes on
        finally:
            with self._wake:
                self._urgent -= 1
                self._wake.notify_all()

    def _wait_for_requests(self, stop: threading.Event) -> None:
        with self._wake:
            while self._requests and not (stop.is_set() or self._is_closed.is_set()):
                self._wake.wait(timeout=0.2)
            if not self._requests:
                self._asked.clear()

    def close(self) -> None:
        """End the background work for good."""
        with self._wake:
            self._is_closed.set()
            self._stop.set()
            self._asked.set()
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        last_failure = ""
        while self._may_begin():
            try:
                self._render_some()
                last_failure = ""
            except Cancelled:
                continue
            except (AssistantError, KnowledgeError) as exc:
                # Such as a source removed meanwhile; it may well go another time.
                if str(exc) != last_failure:
                    last_failure = str(exc)
                    _log.warning("Renderings in the background were interrupted: %s", exc)
            self._is_closed.wait(self._look_again_s)

    def _may_begin(self) -> bool:
        """Wait until nobody has asked for a while (True), or for the end (False)."""
        with self._wake:
            while not self._is_closed.is_set():
                was_woken = self._wake.wait(timeout=self._quiet_s)
                is_free = self._requests == 0 and self._urgent == 0
                if not was_woken and is_free and not self._is_closed.is_set():
                    # Under the lock: a request that comes now sets it again.
                    self._stop.clear()
                    return True
        return False

    def _render_some(self) -> None:
        """Write renderings until there are none left, or a request comes.

        Raises:
            Cancelled: A request came.
        """
        renderer = self._renderer()
        sources = tuple((source.id, source.sha256) for source in self._library.list())
        if renderer is None or sources == self._done_for:
            return
        self._render_missing(renderer, self._stop, lambda done, total: None)
        self._done_for = sources

    def _render_missing(
        self, renderer: Renderer, stop: threading.Event, on_done: Callable[[int, int], None]
    ) -> None:
        def check() -> None:
            if stop.is_set():
                raise Cancelled("Renderings", "a request came", "They go on later.")

        cards = tuple(self._sentences.foreign(check))
        missing = [card for card in cards if renderer.kept(card, LANGUAGE) is None]
        before = len(cards) - len(missing)

        def tell(done: int) -> None:
            self.progress = (before + done, len(cards))
            on_done(*self.progress)

        tell(0)
        for start in range(0, len(missing), CARDS_AT_ONCE):
            renderer.render(missing[start : start + CARDS_AT_ONCE], LANGUAGE, stop=stop)
            tell(min(start + CARDS_AT_ONCE, len(missing)))


class _AnyOf(threading.Event):
    """Is set when one of several signals is."""

    def __init__(self, *signals: threading.Event) -> None:
        super().__init__()
        self._signals = signals

    def is_set(self) -> bool:
        return any(signal.is_set() for signal in self._signals)
