"""The chat model's life: missing, loading in the background, ready; for all who ask to use it."""

import threading
from dataclasses import dataclass, replace
from typing import Literal

from assistant.catalogue import load_catalogue
from assistant.errors import AssistantError
from assistant.fetching import locate_chat_model
from assistant.insides import Inside, inside_of
from assistant.kept_beside import beginnings_folder
from assistant.model_measures import measured
from assistant.reading import judge_prompt_before_evidence
from assistant.runtime import LocalModel
from assistant.settings import Settings
from assistant.types import ModelIdentity

StateName = Literal["missing", "not_loaded", "loading", "ready", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelState:
    """What the user is told about the model."""

    state: StateName
    message: str
    """In plain words, with what to do where something must be done."""
    model_id: str
    note: str = ""
    """What goes on in the background; empty when nothing does."""
    advice: str = ""
    """What to mind about what it writes, for beside its name: what `models test` found, else what
    the catalogue says; empty where nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenModel:
    """The model and which weights it is."""

    model: LocalModel
    identity: ModelIdentity
    inside: Inside | None = None
    """What is known of its inside."""


class ChatModel:
    """The model that the settings name, found and loaded on first use, by one thread only."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._open: OpenModel | None = None
        self._error: AssistantError | None = None
        self._is_loading = False
        self._is_closing = threading.Event()

    def get(self) -> OpenModel:
        """Return the model, found but perhaps not loaded: its first call loads it.

        Raises:
            ModelUnavailable: It isn't on this machine.
            ModelCorrupt: Its file isn't what its hash says.
        """
        with self._lock:
            if self._open is None:
                found = locate_chat_model(self._settings)
                inside = inside_of(found.sha256)
                self._open = OpenModel(
                    model=LocalModel(
                        found.path,
                        context_tokens=self._settings.context_tokens,
                        threads=self._settings.threads,
                        places=inside.places if inside else None,
                    ),
                    inside=inside,
                    identity=ModelIdentity(id=found.id, sha256=found.sha256),
                )
            return self._open

    def warm_up(self) -> None:
        """Start loading in the background; the state tells how it goes."""
        with self._lock:
            if self._is_loading or (self._open is not None and self._open.model.is_loaded):
                return
            self._is_loading = True
        threading.Thread(target=self._load, name="load chat model", daemon=True).start()

    def _load(self) -> None:
        self._error = None
        try:
            # Not to find it is told by `state`, which looks for it anew each time.
            opened = self._found()
            if opened is not None:
                opened.model.load()
                # How evidence is weighed is read once; the first question then needn't wait for it.
                opened.model.read_beginning(
                    judge_prompt_before_evidence(),
                    beginnings_folder(self._settings.models_dir, opened.identity.sha256),
                    stop=self._is_closing,
                )
        except AssistantError as exc:
            self._error = exc
        finally:
            self._is_loading = False

    def _found(self) -> OpenModel | None:
        try:
            return self.get()
        except AssistantError:
            return None

    def state(self) -> ModelState:
        """Tell where the model is in its life."""
        found = self._state()
        return found if self._open is None else replace(found, advice=self._advice(self._open))

    def _advice(self, opened: OpenModel) -> str:
        sha256 = opened.identity.sha256
        measure = measured(self._settings.models_dir, sha256)
        if measure is not None:
            return measure.advice
        return next((m.advice for m in load_catalogue() if m.sha256 == sha256), "")

    def _state(self) -> ModelState:
        name = self._settings.chat_model
        if self._open is not None and self._open.model.is_loaded:
            return ModelState(state="ready", message=f"{name} is ready.", model_id=name)
        if self._is_loading:
            return ModelState(
                state="loading",
                message=f"{name} is being loaded. You can already search and add sources.",
                model_id=name,
            )
        if self._error is not None:
            return ModelState(state="failed", message=str(self._error), model_id=name)
        try:
            self.get()
        except AssistantError as exc:
            return ModelState(state="missing", message=str(exc), model_id=name)
        return ModelState(
            state="not_loaded", message=f"{name} is loaded with the first request.", model_id=name
        )

    def close(self) -> None:
        """Free its memory."""
        self._is_closing.set()
        if self._open is not None:
            self._open.model.close()
