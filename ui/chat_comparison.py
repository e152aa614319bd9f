"""The comparison beside the conversation: its progress, and the buttons that begin and stop it."""

from typing import Any

import gradio as gr

from ui import turns
from ui.chat_evidence import ChatEvidence
from ui.conversing import Conversing
from ui.parts import QUIET, View, data_of, html
from ui.rendering import escape
from ui.rim import Problem, at_the_rim


class ChatComparison:
    """Builds its components in the current Blocks; `wire` connects them with the others."""

    def __init__(self, conversing: Conversing, evidence_of: ChatEvidence) -> None:
        self._conversing = conversing
        self._evidence_of = evidence_of
        self._told = html(elem_id="comparison")
        self._timer = gr.Timer(0.5, active=False)

    @property
    def components(self) -> tuple[Any, Any]:
        """What `view` gives values for."""
        return self._told, self._timer

    def view(self, conversation_id: str) -> View:
        """Return how far a conversation's comparison is, and look again while it goes on."""
        told = self._compared(conversation_id)
        return {self._told: told, self._timer: gr.Timer(active=bool(told))}

    def wire(self, current: Any, history: Any, live: Any) -> None:
        """Connect the events of these components; `current` holds the conversation's id."""
        told = [self._told, history, live, self._timer]
        at_once: dict[str, Any] = {"queue": False, **QUIET}
        # Asked anew each time with what the page shows then: no older turn is put over a newer.
        self._timer.tick(self._on_tick, current, told, **at_once)
        history.compare(self._on_compare, current, told, **at_once)
        history.uncompare(self._on_uncompare, current, None, **at_once)

    def _on_tick(self, current: str | None) -> tuple[Any, ...]:
        """Return how far a comparison is, and what it found when it is over."""

        def work() -> tuple[Any, ...]:
            key = current or ""
            job = self._conversing.comparisons.running(key)
            if self._conversing.running(key) is not None:
                return "", gr.skip(), gr.skip(), gr.Timer(active=False)
            if job is not None:
                return self._compared(key), gr.skip(), gr.skip(), gr.skip()
            failed = self._conversing.comparisons.problem(key)
            shown = gr.skip() if failed is None else turns.problem(failed)
            history = self._evidence_of.history(self._conversing.conversation(key))
            return "", history, shown, gr.Timer(active=False)

        return at_the_rim(work, self._failed)

    def _failed(self, problem: Problem) -> tuple[Any, ...]:
        return "", gr.skip(), turns.problem(problem), gr.Timer(active=False)

    def _on_compare(self, current: str | None, event: gr.EventData) -> tuple[Any, ...]:
        data = data_of(event)

        def work() -> tuple[Any, ...]:
            key, turn = current or "", data.get("turn", "")
            conversation = self._conversing.conversation(key)
            if turn in [str(index) for index in range(len(conversation.turns))]:
                self._conversing.comparisons.begin(key, int(turn))
            history = self._evidence_of.history(conversation)
            return self._compared(key), history, "", gr.Timer(active=True)

        return at_the_rim(work, self._failed)

    def _on_uncompare(self, current: str | None) -> None:
        self._conversing.comparisons.stop(current or "")

    def _compared(self, conversation_id: str) -> str:
        """Return how far the comparison is, for the script that shows it in its turn."""
        job = self._conversing.comparisons.running(conversation_id)
        if job is None:
            return ""
        key = turns.comparison_key(job.state)
        return f'<span data-comparing="{key}">{escape(job.state.words)}</span>'
