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
QUIET_S = 20.0
LOOK_AGAIN_S = 30.0


class IdleRenderer:
    """Renders the library's sentences in the background, in small groups.

    Args:
        library: Whose sentences.
        renderer: Gives the renderer, or None while the model isn't ready.
        quiet_s: How long nobody must have asked before work begins.
        look_again_s: How long to wait when there is nothing to do, or it failed.
    """

    def __init__(
        self,
        library: Library,
        renderer: Callable[[], Renderer | None],
        *,
        quiet_s: float = QUIET_S,
        look_again_s: float = LOOK_AGAIN_S,
    ) -> None:
        self._quiet_s = quiet_s
        self._look_again_s = look_again_s
        self._done_for: tuple[tuple[int, str], ...] | None = None
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
        with self._wake:
            self._is_closed.set()
            self._stop.set()
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
                if not was_woken and self._requests == 0 and not self._is_closed.is_set():
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
        cards = tuple(self._foreign_cards())
        missing = [card for card in cards if renderer.kept(card, LANGUAGE) is None]
        self.progress = (len(cards) - len(missing), len(cards))
        for start in range(0, len(missing), CARDS_AT_ONCE):
            renderer.render(missing[start : start + CARDS_AT_ONCE], LANGUAGE, stop=self._stop)
            done = min(start + CARDS_AT_ONCE, len(missing))
            self.progress = (len(cards) - len(missing) + done, len(cards))
        self._done_for = sources

    def _foreign_cards(self) -> Iterator[Card]:
        for source in self._library.list():
            if source.language in (LANGUAGE, "und"):
                continue
            text = self._library.text(source.id)
            for passage in self._library.passages(source.id):
                for sentence in passage.sentences:
                    if self._stop.is_set():
                        raise Cancelled("Renderings", "a request came", "They go on later.")
                    if sentence.kind not in ("prose", "item"):
                        continue
                    card = make_card(source, passage, sentence, text)
                    if card.language not in (LANGUAGE, "und"):
                        yield card
