"""Comparing what was written with altered versions of itself, behind whoever reads or asks on.

One turn at a time, in a thread of its own: a request that begins ends it and goes first.
"""

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ui.jobs import Job
from ui.rim import Problem, at_the_rim

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.types import Answer, Section

_END_WITHIN_S = 5.0
_LOOK_AGAIN_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """How far the comparison of one turn is."""

    conversation_id: str
    index: int
    """Of the turn."""
    done: int = 0
    total: int = 0
    """Sentences; 0 when it isn't known."""
    problem: Problem | None = None

    @property
    def words(self) -> str:
        """What the page says of it."""
        return "Comparing sentences" + (f": {self.done} of {self.total}" if self.total else "…")


class Comparisons:
    """The one comparison that may go on in the conversations of a workspace.

    Args:
        assistant: Compares and keeps.
        is_writing: Tells whether a request is in work; while it is, no comparison begins.
    """

    def __init__(self, assistant: "Assistant", is_writing: Callable[[], bool]) -> None:
        self._assistant = assistant
        self._is_writing = is_writing
        self._beginning = threading.Lock()
        self._job: Job[Comparing] | None = None
        self._offered: dict[tuple[str, int], tuple[Answer | Section, bool]] = {}

    def running(self, conversation_id: str) -> Job[Comparing] | None:
        """Return the comparison going on in a conversation."""
        job = self._job
        if job is None or job.is_over or job.state.conversation_id != conversation_id:
            return None
        return job

    def problem(self, conversation_id: str) -> Problem | None:
        """Return why the last comparison failed, if it was of this conversation and did."""
        job = self._job
        is_its = job is not None and job.state.conversation_id == conversation_id
        return job.state.problem if job is not None and is_its else None

    def offers(self, conversation_id: str, index: int, result: "Answer | Section") -> bool:
        """Tell whether a turn has sentences that can be compared and weren't yet."""
        from assistant.comparing import to_compare

        if all(claim.was_compared or not claim.citations for claim in result.claims):
            return False
        known = self._offered.get((conversation_id, index))
        if known is None or known[0] != result:
            known = (result, bool(to_compare(result, self._assistant.library)))
            self._offered[conversation_id, index] = known
        return known[1]

    def begin(self, conversation_id: str, index: int) -> Job[Comparing]:
        """Compare a turn, in place of what is being compared; the same turn's is joined."""
        with self._beginning:
            going = self.running(conversation_id)
            if going is not None and going.state.index == index:
                return going
            self.interrupt()
            self._job = Job(Comparing(conversation_id=conversation_id, index=index), self._work)
            self._job.start()
            return self._job

    def stop(self, conversation_id: str) -> None:
        """Ask a conversation's comparison to end; what was compared is kept."""
        job = self.running(conversation_id)
        if job is not None:
            job.stop.set()

    def interrupt(self) -> None:
        """End the comparison, whatever it is of, and wait for that."""
        job = self._job
        if job is not None:
            job.stop.set()
            job.wait(_END_WITHIN_S)

    def _work(self, job: Job[Comparing]) -> None:
        def fail(problem: Problem) -> None:
            job.update(lambda state: replace(state, problem=problem))

        while self._is_writing() and not job.stop.is_set():
            job.stop.wait(_LOOK_AGAIN_S)
        if not job.stop.is_set():
            at_the_rim(lambda: self._follow(job), fail)

    def _follow(self, job: Job[Comparing]) -> None:
        from assistant.types import Answer, Compared, Section, Working

        key = (job.state.conversation_id, job.state.index)
        conversation = self._assistant.conversations.get(key[0])
        if conversation is None or key[1] >= len(conversation.turns):
            return
        result = conversation.turns[key[1]].result
        events = cast("Any", self._assistant.compare(result, stop=job.stop))
        with closing(events):
            for event in events:
                match event:
                    case Working():
                        step = replace(job.state, done=event.done, total=event.total)
                        job.update(partial(_replaced, step))
                    case Compared(result=Answer() | Section() as found):
                        if not self._keep(key, found, instead_of=result):
                            return
                        result = found
        if not job.stop.is_set():
            # What is left is too long for the model: it isn't offered again.
            self._offered[key] = (result, False)

    def _keep(
        self,
        key: tuple[str, int],
        result: "Answer | Section",
        *,
        instead_of: "Answer | Section",
    ) -> bool:
        """Keep what was found; tell whether the turn was still the one that is compared."""
        if result == instead_of:
            return True
        kept = self._assistant.conversations.replace_turn(*key, result, instead_of=instead_of)
        return kept is not None


def _replaced(new: Comparing, _: Comparing) -> Comparing:
    return new
