"""Checking a draft: one at a time, kept when it ends, watched on by a page that comes later."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checked_drafts import CheckedDrafts, KeptDraft
from ui.jobs import Job
from ui.rim import Problem, at_the_rim

if TYPE_CHECKING:
    import threading

    from assistant import Assistant
    from assistant.types import CheckEvent

PASTED = "Pasted text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the user wants checked: a text, or a file that was uploaded for it."""

    text: str = ""
    file: Path | None = None

    @property
    def name(self) -> str:
        """What it is called while it is read."""
        return PASTED if self.file is None else self.file.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """How far the check in work is."""

    name: str
    message: str = "Reading the draft"
    done: int = 0
    total: int = 0
    """0 when it isn't known."""
    kept_id: str = ""
    """Under which its result is kept, once it is there."""
    is_comparing: bool = False
    """Whether a draft that was checked before is being compared."""
    problem: Problem | None = None


class Checks:
    """The checked drafts of a workspace and the one check that may be in work."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self.kept = CheckedDrafts(assistant.library.records)
        self._job: Job[Checking] | None = None

    def running(self) -> Job[Checking] | None:
        """Return the check going on."""
        return None if self._job is None or self._job.is_over else self._job

    def begin(self, draft: Draft) -> Job[Checking]:
        """Start a check; one that is going on is joined instead."""
        going = self.running()
        if going is not None and not going.state.is_comparing:
            return going
        self._end()
        self._job = Job(Checking(name=draft.name), lambda job: self._work(job, draft))
        self._job.start()
        return self._job

    def compare(self, kept: KeptDraft) -> Job[Checking]:
        """Have the model compare the sentences of a checked draft; what is going on is joined."""
        going = self.running()
        if going is not None:
            return going
        state = Checking(
            name=kept.draft.title, message="Comparing sentences", kept_id=kept.id, is_comparing=True
        )
        self._job = Job(state, lambda job: self._compare(job, kept))
        self._job.start()
        return self._job

    def comparing(self, draft_id: str) -> Job[Checking] | None:
        """Return the comparison of a draft that is going on."""
        job = self.running()
        is_its = job is not None and job.state.is_comparing and job.state.kept_id == draft_id
        return job if is_its else None

    def problem(self, draft_id: str) -> Checking | None:
        """Return the comparison of a draft that failed last; None when none did."""
        state = None if self._job is None else self._job.state
        if state is None or state.problem is None or state.kept_id != draft_id:
            return None
        return state

    def stop(self) -> None:
        """Ask the check to end; what was checked until then is kept."""
        job = self.running()
        if job is not None:
            job.stop.set()
            job.update(lambda state: replace(state, message="Stopping", total=0))

    def close(self) -> None:
        """Stop all work and wait for its end, at most 5 seconds."""
        self._end()

    def _end(self) -> None:
        if self._job is not None:
            self._job.stop.set()
            self._job.wait(5)

    def _compare(self, job: Job[Checking], kept: KeptDraft) -> None:
        def fail(problem: Problem) -> None:
            job.update(lambda state: replace(state, message="", problem=problem))

        at_the_rim(lambda: self._follow_comparison(job, kept), fail)

    def _follow_comparison(self, job: Job[Checking], kept: KeptDraft) -> None:
        from assistant.types import CheckedDraft, Compared, Working

        for event in self._assistant.compare(kept.draft, stop=job.stop):
            match event:
                case Working() if not job.stop.is_set():
                    step = replace(job.state, done=event.done, total=event.total)
                    job.update(partial(_replaced, step))
                case Compared(result=CheckedDraft() as found):
                    self.kept.replace(kept.id, found)

    def _work(self, job: Job[Checking], draft: Draft) -> None:
        def fail(problem: Problem) -> None:
            job.update(lambda state: replace(state, message="", problem=problem))

        at_the_rim(lambda: self._follow(job, draft), fail)
        if draft.file is not None:
            # The upload was made for this check alone; the draft is confidential.
            with suppress(OSError):
                draft.file.unlink()

    def _follow(self, job: Job[Checking], draft: Draft) -> None:
        from assistant.types import DraftChecked, Working

        for event in self._events(draft, job.stop):
            match event:
                case Working() if not job.stop.is_set():
                    step = replace(
                        job.state, message=event.message, done=event.done, total=event.total
                    )
                    job.update(partial(_replaced, step))
                case DraftChecked():
                    title = event.result.title or draft.name
                    kept = self.kept.keep(replace(event.result, title=title))
                    end = replace(job.state, kept_id=kept.id, message="")
                    job.update(partial(_replaced, end))

    def _events(self, draft: Draft, stop: "threading.Event") -> "Iterator[CheckEvent]":
        return self._assistant.check(draft.file or draft.text, stop=stop)


def _replaced(new: Checking, _: Checking) -> Checking:
    return new
