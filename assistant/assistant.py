"""The room's front door: one workspace, asked and drafted from."""

import threading
from collections.abc import Iterator
from dataclasses import replace

from assistant.answering import Answerer
from assistant.conversations import Conversations
from assistant.drafting import Drafter
from assistant.errors import AssistantError
from assistant.fetching import locate_embedder
from assistant.idle import IdleRenderer
from assistant.model_state import ChatModel, ModelState, OpenModel
from assistant.renderings import Renderer
from assistant.settings import Settings
from assistant.terms import load_terms
from assistant.types import Conversation, Event
from knowledge import EmbedderUnavailable, Library, open_embedder


class Assistant:
    """A workspace with its library, its conversations and the model that writes.

    Args:
        settings: Which workspace and which models.
        library: The workspace's sources.
    """

    def __init__(self, settings: Settings, library: Library) -> None:
        self.settings = settings
        self.library = library
        self.conversations = Conversations(library.records)
        self._chat_model = ChatModel(settings)
        self._idle = IdleRenderer(library, self._renderer_if_ready)
        self._answerer: Answerer | None = None
        self._drafter: Drafter | None = None
        self._making = threading.Lock()
        self.embedder_message = ""
        """Why search goes by words alone; empty when it doesn't."""

    @classmethod
    def open(cls, settings: Settings) -> "Assistant":
        """Open the workspace; no model is loaded yet. Without an embedder, search is by words.

        Raises:
            StoreError: The workspace can't be used.
            SettingsError: The settings name a model of the wrong kind.
        """
        library = Library.open(settings.workspace, None)
        assistant = cls(settings, library)
        assistant.find_embedder()
        return assistant

    def find_embedder(self) -> None:
        """Use the embedder of the settings if it is on this machine now."""
        try:
            found = locate_embedder(self.settings)
            self.library.use_embedder(open_embedder(found.id, found.path, self.settings.threads))
            self.embedder_message = ""
        except (EmbedderUnavailable, AssistantError) as exc:
            self.embedder_message = str(exc)

    def ask(
        self,
        question: str,
        *,
        conversation: Conversation | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer a question; the events end with `Finished`.

        Raises:
            ModelUnavailable: The chat model isn't here; the quotes have been given by then.
            ModelCorrupt: The chat model's file isn't what its hash says.
        """
        signal = stop or threading.Event()
        with self._idle.paused():
            yield from self._tools()[0].ask(question, conversation, signal)

    def draft(
        self,
        section: str,
        *,
        position: str = "",
        words: int = 250,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Draft a section of a comment in English; the events end with `Finished`.

        Raises:
            ModelUnavailable: The chat model isn't here; the quotes have been given by then.
            ModelCorrupt: The chat model's file isn't what its hash says.
            NothingToSay: The title is empty or the length out of range.
        """
        signal = stop or threading.Event()
        with self._idle.paused():
            yield from self._tools()[1].draft(section, position, words, signal)

    def warm_up(self) -> None:
        """Load the model in the background, and write renderings while nobody asks."""
        self._chat_model.warm_up()
        if self.settings.render_when_idle:
            self._idle.start()

    def open_model(self) -> OpenModel:
        """Return the model that writes, for measuring with; it is loaded with its first call.

        Raises:
            ModelUnavailable: It isn't on this machine.
        """
        return self._chat_model.get()

    def model_state(self) -> ModelState:
        """Tell whether the model is here, loading or ready."""
        state = self._chat_model.state()
        done, total = self._idle.progress
        if state.state == "ready" and done < total:
            return replace(state, note=f"Translating quotes: {done} of {total}")
        return state

    def close(self) -> None:
        """End background work and close model and library."""
        self._idle.close()
        self._chat_model.close()
        self.library.close()

    def _tools(self) -> tuple[Answerer, Drafter]:
        with self._making:
            if self._answerer is None or self._drafter is None:
                terms = load_terms(self.settings.workspace)
                self._answerer = Answerer(self.library, self._chat_model, terms)
                self._drafter = Drafter(self.library, self._chat_model, terms)
            return self._answerer, self._drafter

    def _renderer_if_ready(self) -> Renderer | None:
        if self.model_state().state != "ready":
            return None
        opened = self._chat_model.get()
        return Renderer(
            opened.model,
            opened.identity.id,
            self.library.records,
            load_terms(self.settings.workspace),
        )
