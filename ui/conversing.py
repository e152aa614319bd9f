"""Asking and drafting in a conversation: one request at a time, saved when it ends."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ui.comparing import Comparisons
from ui.jobs import Job
from ui.rim import Problem, at_the_rim

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.types import Citation, Conversation, Event

Mode = Literal["ask", "draft"]
_WAITING = "Waiting for another answer to end…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user wants written."""

    mode: Mode
    text: str
    """The question, or the section's title."""
    position: str = ""
    words: int = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How far the turn in work is."""

    conversation: "Conversation"
    """As shown above it; with the finished turn in it once `is_saved`."""
    request: str
    mode: Mode
    message: str = "Searching your sources…"
    citations: "tuple[Citation, ...]" = ()
    text: str = ""
    is_saved: bool = False
    problem: Problem | None = None


class Conversing:
    """The conversations of a workspace and the one request that may be in work.

    The model writes one thing at a time, so a second request waits for the first; all pages see
    the same work.
    """

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._model_turn = threading.Lock()
        self._jobs: dict[str, Job[Writing]] = {}
        self.comparisons = Comparisons(assistant, self._is_writing)

    def conversation(self, conversation_id: str) -> "Conversation":
        """Return a conversation, a new one when there is none of that id.

        One that is being written for the first time is not saved yet, but known.
        """
        job = self.running(conversation_id)
        if job is not None:
            return job.state.conversation
        known = self._assistant.conversations.get(conversation_id) if conversation_id else None
        return known or self._assistant.conversations.new()

    def latest(self) -> "Conversation":
        """Return the conversation used last, a new one when there is none."""
        listed = self._assistant.conversations.list()
        return listed[0] if listed else self._assistant.conversations.new()

    def to_restore(self, conversation_id: str) -> "Conversation":
        """Return what a page that is loaded shows: the conversation it had, if it has turns.

        Else the one that is being written, whose page may have lost it, or the one used last.
        """
        known = self._assistant.conversations.get(conversation_id) if conversation_id else None
        if known is not None or self.running(conversation_id) is not None:
            return known or self.conversation(conversation_id)
        for job in reversed(tuple(self._jobs.values())):
            if not job.is_over:
                return job.state.conversation
        return self.latest()

    def running(self, conversation_id: str) -> Job[Writing] | None:
        """Return the work going on in a conversation."""
        job = self._jobs.get(conversation_id)
        return None if job is None or job.is_over else job

    def newest(self, conversation_id: str) -> Job[Writing] | None:
        """Return the work begun last in a conversation, even when it has ended."""
        return self._jobs.get(conversation_id)

    def begin(self, conversation: "Conversation", request: Request) -> Job[Writing]:
        """Start a request; the job's last state holds the saved turn or the problem.

        A request in a conversation that is still writing joins that work.
        """
        going = self.running(conversation.id)
        if going is not None:
            return going
        state = Writing(conversation=conversation, request=request.text, mode=request.mode)
        job = Job(state, lambda job: self._work(job, request))
        self._jobs[conversation.id] = job
        job.start()
        return job

    def retry(self, conversation: "Conversation") -> Job[Writing]:
        """Write the last turn anew, in its place.

        Raises:
            IndexError: if the conversation has no turn.
        """
        from assistant.types import Section

        turn = conversation.turns[-1]
        result = turn.result
        request = (
            Request(
                mode="draft", text=turn.request, position=result.position, words=result.words_asked
            )
            if isinstance(result, Section)
            else Request(mode="ask", text=turn.request)
        )
        return self.begin(replace(conversation, turns=conversation.turns[:-1]), request)

    def stop(self, conversation_id: str) -> None:
        """Ask the work in a conversation to end; what was written until then is kept."""
        job = self.running(conversation_id)
        if job is not None:
            job.stop.set()
            job.update(lambda state: replace(state, message="Stopping…"))

    def delete(self, conversation_id: str) -> None:
        """Stop what is written in a conversation and delete it."""
        job = self.running(conversation_id)
        if job is not None:
            job.stop.set()
            job.wait(5)
        if self.comparisons.running(conversation_id) is not None:
            self.comparisons.interrupt()
        self._assistant.conversations.delete(conversation_id)

    def close(self) -> None:
        """Stop all work and wait for its end, at most 5 seconds each."""
        for job in self._jobs.values():
            job.stop.set()
        for job in self._jobs.values():
            job.wait(5)
        self.comparisons.interrupt()

    def _is_writing(self) -> bool:
        return any(not job.is_over for job in tuple(self._jobs.values()))

    def _work(self, job: Job[Writing], request: Request) -> None:
        def fail(problem: Problem) -> None:
            job.update(lambda state: replace(state, message="", problem=problem))

        at_the_rim(lambda: self._follow(job, request), fail)
        at_the_rim(lambda: self._compare(job.state), fail)

    def _compare(self, written: Writing) -> None:
        """Have the new turn compared in the background."""
        if not (written.is_saved and self._assistant.settings.compare_in_background):
            return
        key, index = written.conversation.id, len(written.conversation.turns) - 1
        result = written.conversation.turns[index].result
        # Who stopped the writing wants the machine quiet.
        if not result.was_stopped and self.comparisons.offers(key, index, result):
            self.comparisons.begin(key, index)

    def _follow(self, job: Job[Writing], request: Request) -> None:
        # The request goes first. What was compared by now is in the conversation as it is kept.
        self.comparisons.interrupt()
        conversation = self._as_kept(job.state.conversation)
        job.update(lambda state: replace(state, conversation=conversation))
        if self._model_turn.locked():
            job.update(lambda state: replace(state, message=_WAITING))
        with self._model_turn:
            for event in self._start(job, request):
                self._take(job, request, event)

    def _as_kept(self, conversation: "Conversation") -> "Conversation":
        kept = self._assistant.conversations.get(conversation.id)
        if kept is None:
            return conversation
        return replace(conversation, turns=kept.turns[: len(conversation.turns)])

    def _start(self, job: Job[Writing], request: Request) -> "Iterator[Event]":
        if request.mode == "ask":
            conversation = job.state.conversation
            return self._assistant.ask(request.text, conversation=conversation, stop=job.stop)
        return self._assistant.draft(
            request.text, position=request.position, words=request.words, stop=job.stop
        )

    def _take(self, job: Job[Writing], request: Request, event: "Event") -> None:
        from assistant.types import EvidenceReady, Finished, TextGrown, Working

        match event:
            case EvidenceReady():
                job.update(lambda state: replace(state, citations=event.citations))
            case Working() if not job.stop.is_set():
                count = f" ({event.done} of {event.total})" if event.total else ""
                job.update(lambda state: replace(state, message=event.message + count))
            case TextGrown():
                job.update(lambda state: replace(state, text=event.text))
            case Finished():
                saved = self._assistant.conversations.add_turn(
                    job.state.conversation, request.text, event.result
                )
                done = replace(job.state, conversation=saved, is_saved=True, message="")
                job.update(lambda _: done)
