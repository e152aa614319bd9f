"""Having renderings written from the page: in a thread that goes on when the page is closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.errors import Cancelled
from ui import turns
from ui.jobs import Job
from ui.rim import Problem, at_the_rim

if TYPE_CHECKING:
    from assistant import Assistant


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How far it is."""

    what: str
    done: int = 0
    total: int = 0
    problem: Problem | None = None
    was_stopped: bool = False


class Writing:
    """One run at a time, for all who look at the page.

    Args:
        assistant: Writes.
    """

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._job: Job[Written] | None = None

    @property
    def is_running(self) -> bool:
        """Whether something is being written."""
        return self._job is not None and not self._job.is_over

    def missing(self) -> None:
        """Begin to write all that are missing."""

        def work(job: Job[Written]) -> None:
            self._assistant.write_renderings(
                stop=job.stop,
                on_done=lambda done, total: job.update(
                    lambda state: replace(state, done=done, total=total)
                ),
            )

        self._start("Writing renderings", work)

    def another(self, key: str) -> None:
        """Begin to write another rendering of a sentence."""
        self._start(
            "Writing another rendering",
            lambda job: self._assistant.write_another(key, stop=job.stop),
        )

    def compare(self, key: str) -> None:
        """Begin to compare a rendering with its original."""
        self._start(
            "Comparing",
            lambda job: self._assistant.compare_rendering(key, stop=job.stop),
        )

    def stop(self) -> None:
        """Ask it to end; what was finished is kept."""
        if self._job is not None:
            self._job.stop.set()

    def close(self) -> None:
        """End it, waiting at most 5 seconds."""
        if self._job is not None:
            self._job.stop.set()
            self._job.wait(5)

    def progress(self) -> str:
        """Return how far it is, as HTML; empty when nothing was begun."""
        if self._job is None:
            return ""
        state = self._job.state
        if state.problem is not None:
            return turns.problem(state.problem)
        count = f" {state.done} of {state.total}" if state.total else ""
        if self._job.is_over:
            how = "Stopped; what was finished is kept." if state.was_stopped else "Done."
            done = f" {count.strip()} have a rendering." if count else ""
            return f'<p role="status">{how}{done}</p>'
        ending = " Stopping…" if self._job.stop.is_set() else ""
        bar = f'<progress max="{state.total}" value="{state.done}"' if state.total else "<progress"
        return (
            f'<p role="status">{state.what}{count}.{ending}</p>{bar} aria-label="{state.what}">'
            "</progress>"
        )

    def _start(self, what: str, work: Callable[[Job[Written]], None]) -> None:
        if self.is_running:
            return

        def run(job: Job[Written]) -> None:
            def done() -> None:
                try:
                    work(job)
                except Cancelled:
                    job.stop.set()
                job.update(lambda state: replace(state, was_stopped=job.stop.is_set()))

            def fail(problem: Problem) -> None:
                job.update(lambda state: replace(state, problem=problem))

            at_the_rim(done, fail)

        self._job = Job(Written(what=what), run)
        self._job.start()
