"""The middle of the page: the conversation, and the fields to ask and to draft."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui import turns, welcome
from ui.chat_comparison import ChatComparison
from ui.chat_evidence import ChatEvidence
from ui.composer import Composer
from ui.conversing import Conversing, Request, Writing
from ui.evidence import panel, quotes_of
from ui.parts import QUIET, View, data_of, html, shown_at_the_rim
from ui.rim import Problem, at_the_rim

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.types import Conversation
    from ui.jobs import Job

_EMPTY = Problem(
    code="empty_request",
    what="Nothing was sent",
    why="the field is empty",
    remedy="Write a question, or the title of the section to draft",
)


class ChatPanel:
    """Builds its components in the current Blocks; `wire` connects them with the others."""

    def __init__(
        self, assistant: "Assistant", conversing: Conversing, *, has_samples: bool
    ) -> None:
        self._assistant = assistant
        self._conversing = conversing
        self._has_samples = has_samples
        self._evidence_of = ChatEvidence(assistant, conversing)
        self.current = gr.BrowserState(
            "", storage_key="policy-comment.conversation", secret="not-a-secret"
        )
        self.toolbar = html(elem_id="toolbar", events=("new", "remove"))
        self.notice = html(elem_id="notice")
        with gr.Column(elem_id="transcript"):
            self.welcome = html(elem_id="welcome", events=("samples", "example"))
            self.history = html(
                elem_id="history", events=("cite", "retry", "claim", "compare", "uncompare")
            )
            self._comparison = ChatComparison(conversing, self._evidence_of)
            self.live = html(elem_id="live", events=("cite",))
        self.composer = Composer()

    def _safe(self, handler: Callable[..., Iterator[View]]) -> Callable[..., Iterator[View]]:
        def show(problem: Problem) -> View:
            return {self.live: turns.problem(problem), **self.composer.buttons(is_busy=False)}

        return shown_at_the_rim(handler, show)

    def wire(self, blocks: Any, evidence: Any, listing: Any, status: Any) -> None:
        """Connect the events; the outputs are this panel's and the given components."""
        self._evidence, self._listing, self._status = evidence, listing, status
        fields = self.composer
        shown = [
            *(self.current, self.toolbar, self.welcome, self.history, self.live, evidence, listing),
            *(status, fields.question, fields.section, fields.ask, fields.draft, fields.stop),
            *self._comparison.components,
        ]
        gr.on(
            [fields.ask.click, fields.question.submit],
            self._safe(self._on_ask),
            [fields.question, self.current],
            shown,
            **QUIET,
        )
        gr.on(
            [fields.draft.click, fields.section.submit],
            self._safe(self._on_draft),
            [fields.section, fields.position, fields.words, self.current],
            shown,
            **QUIET,
        )
        self.welcome.example(self._safe(self._on_example), self.current, shown, **QUIET)
        self.history.retry(self._safe(self._on_retry), self.current, shown, **QUIET)
        fields.stop.click(self._on_stop, self.current, None, queue=False, **QUIET)
        self.toolbar.new(self._safe(self._on_new), None, shown, **QUIET)
        listing.open(self._safe(self._on_open), None, shown, **QUIET)
        self.toolbar.remove(self._safe(self._on_delete), None, shown, **QUIET)
        self._comparison.wire(self.current, self.history, self.live)
        blocks.load(self._safe(self._on_load), self.current, shown, **QUIET)
        self._evidence_of.wire(self.current, self.history, self.live, evidence)

    def _on_load(self, current: str | None) -> Iterator[View]:
        """Restore the conversation, and watch on if it is still being written."""
        conversation = self._conversing.to_restore(current or "")
        job = self._conversing.running(conversation.id)
        if job is None:
            yield self.idle(conversation)
        else:
            yield from self._watch(job)

    def standing(self, current: str | None) -> View:
        """Return what of a conversation depends on the sources: its greeting and its citations."""

        def work() -> View:
            conversation = self._conversing.conversation(current or "")
            is_busy = self._conversing.running(conversation.id) is not None
            return {
                self.welcome: self._greeting(conversation),
                self.history: self._evidence_of.history(conversation, is_busy=is_busy),
            }

        return at_the_rim(work, lambda problem: {self.live: turns.problem(problem)})

    def _greeting(self, conversation: "Conversation") -> str:
        if conversation.turns or self._conversing.running(conversation.id):
            return ""
        has_sources = bool(self._assistant.library.list())
        return welcome.greeting(has_sources=has_sources, has_samples=self._has_samples)

    def idle(self, conversation: "Conversation") -> View:
        """Return the page when nothing is in work."""
        last = conversation.turns[-1].result if conversation.turns else None
        quotes = () if last is None else quotes_of(last.citations, last.nearest)
        return {
            self.current: conversation.id,
            self.toolbar: welcome.toolbar(conversation),
            self.welcome: self._greeting(conversation),
            self.history: self._evidence_of.history(conversation),
            self.live: "",
            self._evidence: panel(
                quotes,
                turn=str(len(conversation.turns) - 1),
                is_refusal=last is not None and last.status == "insufficient_evidence",
            ),
            self._listing: self._listed(conversation.id),
            self._status: welcome.status(self._assistant.model_state()),
            **self._comparison.view(conversation.id),
            **self.composer.buttons(is_busy=False),
        }

    def _listed(self, current: str) -> str:
        kept = self._assistant.conversations
        return welcome.conversations(kept.list(), current) + welcome.unreadable(
            len(kept.unreadable())
        )

    def _watch(self, job: "Job[Writing]") -> Iterator[View]:
        first = job.state
        yield {
            **self.idle(first.conversation),
            self.welcome: "",
            self.history: self._evidence_of.history(first.conversation, is_busy=True),
            self.live: turns.writing(first),
            self._evidence: panel((), turn="live"),
            **self.composer.buttons(is_busy=True),
        }
        shown: tuple[Any, ...] = ()
        for state in job.watch():
            view = {self.live: turns.writing(state)}
            if state.citations != shown:
                shown = state.citations
                view[self._evidence] = panel(quotes_of(shown), turn="live")
            if not state.is_saved:
                yield view
        last = job.state
        if last.problem is None:
            yield self.idle(last.conversation)
        else:
            found = quotes_of(last.citations)
            yield {
                **self.idle(last.conversation),
                self.welcome: "",
                self.live: turns.writing(last),
                self._evidence: panel(found, turn="live"),
            }

    def _request(self, request: Request, current: str | None) -> Iterator[View]:
        if not request.text.strip():
            yield {self.live: turns.problem(_EMPTY)}
            return
        job = self._conversing.begin(self._conversing.conversation(current or ""), request)
        for index, view in enumerate(self._watch(job)):
            if index == 0:
                field = self.composer.question if request.mode == "ask" else self.composer.section
                view |= {field: ""}
            yield view

    def _on_ask(self, question: str, current: str | None) -> Iterator[View]:
        yield from self._request(Request(mode="ask", text=question.strip()), current)

    def _on_draft(
        self, section: str, position: str, words: float | None, current: str | None
    ) -> Iterator[View]:
        request = Request(
            mode="draft",
            text=section.strip(),
            position=position.strip(),
            words=int(words or 0),
        )
        yield from self._request(request, current)

    def _on_example(self, current: str | None, event: gr.EventData) -> Iterator[View]:
        yield from self._on_ask(data_of(event).get("text", ""), current)

    def _on_retry(self, current: str | None) -> Iterator[View]:
        conversation = self._conversing.conversation(current or "")
        if conversation.turns:
            yield from self._watch(self._conversing.retry(conversation))
        else:
            yield self.idle(conversation)

    def _on_stop(self, current: str | None) -> None:
        self._conversing.stop(current or "")

    def _on_new(self) -> Iterator[View]:
        yield self.idle(self._assistant.conversations.new())

    def _on_open(self, event: gr.EventData) -> Iterator[View]:
        yield from self._on_load(data_of(event).get("key", ""))

    def _on_delete(self, event: gr.EventData) -> Iterator[View]:
        self._conversing.delete(data_of(event).get("key", ""))
        yield self.idle(self._conversing.latest())
