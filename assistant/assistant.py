"""The room's front door: one workspace, asked and drafted from."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from assistant.answering import Answerer
from assistant.conversations import Conversations
from assistant.drafting import Drafter
from assistant.errors import AssistantError
from assistant.fetching import locate_embedder
from assistant.foreign import SentenceCards
from assistant.idle import IdleRenderer
from assistant.model_measures import ModelMeasure, keep
from assistant.model_state import ChatModel, ModelState, OpenModel
from assistant.renderings import Renderer
from assistant.reviewing import Reviewer
from assistant.settings import Settings
from assistant.term_list import TermList
from assistant.terms import Term
from assistant.types import (
    Answer,
    CheckedDraft,
    CheckEvent,
    CompareEvent,
    Conversation,
    Event,
    Section,
)
from assistant.verification.entailment import Entailment
from knowledge import EmbedderUnavailable, Library, OnProgress, open_embedder


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
        self.terms = TermList(settings.workspace)
        sentences = SentenceCards(library)
        self.reviewer = Reviewer(
            library.records,
            sentences,
            terms=self.terms.load,
            model_id=self._model_id,
            renderer=self._renderer,
        )
        self._entailment = Entailment.of_setting(
            settings.entailment_model, threads=settings.threads
        )
        self._idle = IdleRenderer(library, self._renderer_if_ready, sentences=sentences)
        self._answerer: Answerer | None = None
        self._drafter: Drafter | None = None
        self._terms_used: tuple[Term, ...] = ()
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
        self._chat_model.warm_up()
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

    def check(
        self, draft: Path | str, *, stop: threading.Event | None = None
    ) -> Iterator[CheckEvent]:
        """Check a draft of anybody's against the sources; the events end with `DraftChecked`.

        Args:
            draft: A file's path, or the text itself.
            stop: When set, the rest of the sentences stay unchecked and say so.

        Raises:
            UnreadableFile: The draft is missing, encrypted, empty, binary, too large or too long.
        """
        from assistant.checking import Checker

        with self._idle.paused():
            yield from Checker(self.library, self.terms.load()).check(draft, stop=stop)

    def compare(
        self,
        result: Answer | Section | CheckedDraft,
        *,
        stop: threading.Event | None = None,
    ) -> Iterator[CompareEvent]:
        """Compare a result's sentences with altered versions of themselves.

        The events end with `Compared`; each one has the result with what is found so far.

        Raises:
            ModelUnavailable: The chat model, or the one of `entailment_model`, can't be used.
            ModelCorrupt: The chat model's file isn't what its hash says.
        """
        from assistant.comparing import compare_result

        with self._idle.paused():
            yield from compare_result(
                result, self.library, self._chat_model.get(), self._entailment, stop=stop
            )

    def warm_up(self) -> None:
        """Load the model in the background, and write renderings while nobody asks."""
        self._chat_model.warm_up()
        if self.settings.render_when_idle:
            self._idle.start()

    def write_renderings(
        self, *, stop: threading.Event, on_done: Callable[[int, int], None] | None = None
    ) -> None:
        """Write all missing renderings now; a question goes first, and it goes on after it.

        Args:
            stop: When set, the work ends; what was written is kept.
            on_done: Told how many of all sentences have a rendering.

        Raises:
            ModelUnavailable: The chat model isn't here.
            ModelCorrupt: The chat model's file isn't what its hash says.
        """
        self._idle.write_now(self._renderer(), stop, on_done or (lambda done, total: None))

    def write_another(self, key: str, *, stop: threading.Event | None = None) -> None:
        """Reject a sentence's rendering and have another written.

        Raises:
            ReviewRefused: A person wrote or approved it, or no source holds the sentence.
            ModelUnavailable: The chat model isn't here.
        """
        with self._idle.paused():
            self.reviewer.write_another(key, stop=stop)

    def compare_rendering(self, key: str, *, stop: threading.Event | None = None) -> None:
        """Have the model compare a rendering with its original, and keep what it says.

        Raises:
            ReviewRefused: There is no text, or no source holds the sentence.
            ModelUnavailable: The chat model isn't here.
        """
        with self._idle.paused():
            self.reviewer.compare(key, self._chat_model.get(), stop=stop)

    def open_model(self) -> OpenModel:
        """Return the model that writes, for measuring with; it is loaded with its first call.

        Raises:
            ModelUnavailable: It isn't on this machine.
        """
        return self._chat_model.get()

    def test_model(
        self,
        *,
        stop: threading.Event | None = None,
        on_progress: OnProgress | None = None,
    ) -> ModelMeasure:
        """Measure in about two minutes how well the model renders and refuses, and keep the result.

        Raises:
            ModelUnavailable: The chat model isn't here.
            Cancelled: `stop` was set; nothing is kept.
            NotWritten: The result can't be kept.
        """
        from assistant.model_test import measure

        with self._idle.paused():
            found = measure(self._chat_model.get(), stop=stop, on_progress=on_progress)
        keep(self.settings.models_dir, found)
        return found

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
            terms = self.terms.load()
            if self._answerer is None or self._drafter is None or terms != self._terms_used:
                self._terms_used = terms
                self._answerer = Answerer(self.library, self._chat_model, terms)
                self._drafter = Drafter(self.library, self._chat_model, terms)
            return self._answerer, self._drafter

    def _renderer_if_ready(self) -> Renderer | None:
        if self.model_state().state != "ready":
            return None
        return self._renderer()

    def _renderer(self) -> Renderer:
        opened = self._chat_model.get()
        return Renderer(opened.model, opened.identity.id, self.library.records, self.terms.load())

    def _model_id(self) -> str:
        try:
            return self._chat_model.get().identity.id
        except AssistantError:
            return self.settings.chat_model
