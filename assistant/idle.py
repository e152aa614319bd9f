"""Write renderings while nobody asks, so that an answer finds them ready."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.cards import make_card
from assistant.errors import AssistantError
from assistant.renderings import CARDS_AT_ONCE, Renderer
from assistant.types import Card
from knowledge import KnowledgeError, Library
from knowledge.errors import Cancelled

_log = logging.getLogger(__name__)

LANGUAGE = "en"
"""Comments are filed in English, so that is what sources in other languages are rendered into."""
_QUIET_S = 20.0
"""How long nobody must have asked before work begins."""
_LOOK_AGAIN_S = 30.0


class IdleRenderer:
    """Renders the library's sentences in the background, in small groups.

    Args:
        library: Whose sentences.
        renderer: Gives the renderer, or None while the model isn't ready.
    """

    def __init__(self, library: Library, renderer: Callable[[], Renderer | None]) -> None:
        self._library = library
        self._renderer = renderer
        self._stop = threading.Event()
        self._is_closed = threading.Event()
        self._wake = threading.Condition()
        self._requests = 0
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
        try:
            yield
        finally:
            with self._wake:
                self._requests -= 1
                self._wake.notify_all()

    def close(self) -> None:
        """End the background work for good."""
        self._is_closed.set()
        self._stop.set()
        with self._wake:
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._is_closed.is_set():
            if not self._is_quiet():
                continue
            self._stop.clear()
            if self._is_closed.is_set():
                return
            try:
                is_done = self._render_some()
            except Cancelled:
                continue
            except (AssistantError, KnowledgeError) as exc:
                _log.warning("No renderings are written in the background: %s", exc)
                return
            if is_done:
                self._is_closed.wait(_LOOK_AGAIN_S)

    def _is_quiet(self) -> bool:
        """Wait; tell whether nobody has asked meanwhile."""
        with self._wake:
            was_woken = self._wake.wait(timeout=_QUIET_S)
            return not was_woken and self._requests == 0

    def _render_some(self) -> bool:
        """Write renderings until there are none left (True) or a request comes (`Cancelled`)."""
        renderer = self._renderer()
        if renderer is None:
            return True
        cards = tuple(self._foreign_cards())
        missing = [card for card in cards if renderer.kept(card, LANGUAGE) is None]
        self.progress = (len(cards) - len(missing), len(cards))
        for start in range(0, len(missing), CARDS_AT_ONCE):
            renderer.render(missing[start : start + CARDS_AT_ONCE], LANGUAGE, stop=self._stop)
            done = min(start + CARDS_AT_ONCE, len(missing))
            self.progress = (len(cards) - len(missing) + done, len(cards))
        return True

    def _foreign_cards(self) -> Iterator[Card]:
        for source in self._library.list():
            if source.language in (LANGUAGE, "und"):
                continue
            text = self._library.text(source.id)
            for passage in self._library.passages(source.id):
                for sentence in passage.sentences:
                    if sentence.kind in ("prose", "item"):
                        yield make_card(source, passage, sentence, text)
