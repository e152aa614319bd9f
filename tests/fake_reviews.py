"""What the view of renderings uses of the assistant, over a real library and a fake model."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from fake_model import IDENTITY, FakeModel

from assistant.foreign import SentenceCards
from assistant.idle import IdleRenderer
from assistant.model_state import ModelState, OpenModel
from assistant.renderings import Renderer
from assistant.reviewing import Reviewer
from assistant.term_list import TermList
from knowledge import Library


class FakeReviews:
    """Has the assistant's interface as far as renderings and terms go.

    Args:
        library: A real one.
        translations: As `FakeModel` takes them.
        delay_s: How long each call of the model takes.
        model_id: Which model it says it is.
    """

    def __init__(
        self,
        library: Library,
        translations: Mapping[str, Any] | None = None,
        *,
        delay_s: float = 0.0,
        model_id: str = IDENTITY.id,
    ) -> None:
        self.library = library
        self.terms = TermList(library.folder)
        self.model = FakeModel(translations, on_call=lambda name: threading.Event().wait(delay_s))
        self.note = ""
        """What goes on in the background, as the model's state tells it."""
        self._model_id = model_id
        sentences = SentenceCards(library)
        self.reviewer = Reviewer(
            library.records,
            sentences,
            terms=self.terms.load,
            model_id=lambda: model_id,
            renderer=self._renderer,
        )
        self._writer = IdleRenderer(library, lambda: None, sentences=sentences)

    def model_state(self) -> Any:
        return ModelState(
            state="ready", message="It is ready.", model_id=self._model_id, note=self.note
        )

    def write_renderings(
        self, *, stop: threading.Event, on_done: Callable[[int, int], None] | None = None
    ) -> None:
        self._writer.write_now(self._renderer(), stop, on_done or (lambda done, total: None))

    def write_another(self, key: str, *, stop: threading.Event | None = None) -> None:
        self.reviewer.write_another(key, stop=stop)

    def compare_rendering(self, key: str, *, stop: threading.Event | None = None) -> None:
        model: Any = self.model
        self.reviewer.compare(key, OpenModel(model=model, identity=IDENTITY), stop=stop)

    def _renderer(self) -> Renderer:
        model: Any = self.model
        return Renderer(model, self._model_id, self.library.records, self.terms.load())
