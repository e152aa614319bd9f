"""The evidence beside the conversation: quotes of a turn, or one sentence with its signing."""

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.staleness import check_conversation
from ui import turns
from ui.conversing import Conversing
from ui.evidence import panel, quotes_of
from ui.parts import QUIET, data_of
from ui.rim import at_the_rim
from ui.signing import Sentences, Signing

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.types import Answer, Conversation, Section


class ChatEvidence:
    """What happens when a citation or a sentence of a conversation is chosen."""

    def __init__(self, assistant: "Assistant", conversing: Conversing) -> None:
        self._assistant = assistant
        self._conversing = conversing
        self._signing = Signing(assistant)

    def wire(self, current: Any, history: Any, live: Any, evidence: Any) -> None:
        """Connect the events of these components; `current` holds the conversation's id."""
        at_once: dict[str, Any] = {"trigger_mode": "multiple", "queue": False, **QUIET}
        for source in (history, live, evidence):
            source.cite(self._on_cite, current, evidence, **at_once)
        history.claim(self._on_claim, current, evidence, **at_once)
        evidence.confirm(self._on_confirm, current, [evidence, history], **at_once)
        evidence.withdraw(self._on_withdraw, current, [evidence, history], **at_once)

    def history(self, conversation: "Conversation", *, is_busy: bool = False) -> str:
        """Return a conversation's finished turns as the library stands now, and as confirmed."""
        now, stale = check_conversation(conversation, self._assistant.library)
        shown = self._signing.confirmations.overlay_conversation(now)
        comparisons = self._conversing.comparisons
        job = None if is_busy else comparisons.running(conversation.id)
        offered = (
            index
            for index, turn in enumerate(conversation.turns)
            if not is_busy and comparisons.offers(conversation.id, index, turn.result)
        )
        return turns.history(
            shown,
            library=self._assistant.library,
            is_busy=is_busy,
            comparing=None if job is None else job.state,
            offered=frozenset(offered),
            stale=stale,
        )

    def _on_cite(self, current: str | None, event: gr.EventData) -> str:
        data = data_of(event)
        return at_the_rim(lambda: self._cited(current or "", data), turns.problem)

    def _on_claim(self, current: str | None, event: gr.EventData) -> str:
        data = data_of(event)

        def work() -> str:
            return self._signing.open(self._sentences(current or "", data), data)

        return at_the_rim(work, turns.problem)

    def _on_confirm(self, current: str | None, event: gr.EventData) -> tuple[Any, Any]:
        return self._changed(current or "", data_of(event), is_withdrawn=False)

    def _on_withdraw(self, current: str | None, event: gr.EventData) -> tuple[Any, Any]:
        return self._changed(current or "", data_of(event), is_withdrawn=True)

    def _changed(
        self, current: str, data: dict[str, str], *, is_withdrawn: bool
    ) -> tuple[Any, Any]:
        def work() -> tuple[Any, Any]:
            sentences = self._sentences(current, data)
            change = self._signing.withdraw if is_withdrawn else self._signing.confirm
            shown = change(sentences, data)
            conversation = self._conversing.conversation(current)
            is_busy = self._conversing.running(current) is not None
            return shown, self.history(conversation, is_busy=is_busy)

        return at_the_rim(work, lambda problem: (turns.problem(problem), gr.skip()))

    def _result(self, current: str, turn: str) -> "Answer | Section | None":
        done = self._conversing.conversation(current).turns
        is_there = turn.isascii() and turn.isdecimal() and len(turn) < 7 and int(turn) < len(done)
        return done[int(turn)].result if is_there else None

    def _sentences(self, current: str, data: dict[str, str]) -> Sentences:
        turn = data.get("turn", "")
        result = self._result(current, turn)
        if result is None:
            return Sentences(turn=turn, claims=(), citations=())
        return Sentences(
            turn=turn, claims=result.claims, citations=result.citations, has_quotes_list=True
        )

    def _cited(self, current: str, data: dict[str, str]) -> str:
        turn, key = data.get("turn", ""), data.get("key", "")
        is_refusal = False
        if turn == "live":
            job = self._conversing.newest(current)
            quotes = () if job is None else quotes_of(job.state.citations)
        else:
            result = self._result(current, turn)
            quotes = () if result is None else quotes_of(result.citations, result.nearest)
            is_refusal = result is not None and result.status == "insufficient_evidence"
        return panel(
            quotes,
            turn=turn,
            selected="" if data.get("expanded") == "true" else key,
            library=self._assistant.library,
            is_refusal=is_refusal,
        )
