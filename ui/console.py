"""The terminal: results on standard output, everything else on standard error."""

import json
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge.types import OnProgress, Progress
    from ui.rim import Problem

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130

# Sources and models are untrusted: an escape sequence in them must not reach the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Take out what could steer a terminal: control and bidirectional override characters."""
    return _CONTROL.sub("", text)


class Output:
    """Where a command prints, as JSON or for people."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def people(self) -> "Console":
        """Return standard output for people; markup in texts is shown, not obeyed."""
        return self._console(stderr=False)

    def aside(self) -> "Console":
        """Return standard error: progress, notes and errors."""
        return self._console(stderr=True)

    def _console(self, *, stderr: bool) -> "Console":
        from rich.console import Console

        return Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)

    def json(self, value: dict[str, Any]) -> None:
        """Print the one JSON object of a command."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def problem(self, problem: "Problem", extra: dict[str, Any] | None = None) -> None:
        """Print an error: an object on standard output with `--json`, else words on the other."""
        if self.as_json:
            self.json({**(extra or {}), **problem.as_json()})
            return
        console = self.aside()
        console.print(f"{plain(problem.what)}", style="bold red")
        console.print(f"  Why: {plain(problem.why)}")
        console.print(f"  What to do: {plain(problem.remedy)}")


def run_command(as_json: bool, work: Callable[[Output], None]) -> None:
    """Run a command's work; an error is printed and ends the process with its exit status.

    Raises:
        typer.Exit: 1 after an error, 130 after a Ctrl-C, or what `work` raised.
    """
    from ui.rim import Problem, at_the_rim

    output = Output(as_json=as_json)

    def show(problem: Problem) -> int:
        output.problem(problem)
        return EXIT_INTERRUPTED if problem.code == "cancelled" else EXIT_FAILED

    def done() -> int:
        try:
            work(output)
        except typer.Exit as ended:
            return ended.exit_code
        return 0

    status = at_the_rim(done, show)
    if status:
        raise typer.Exit(status)


@contextmanager
def interruptible() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C sets, so that work ends where nothing is lost.

    A second Ctrl-C raises KeyboardInterrupt at once.
    """
    stop = threading.Event()

    def handle(signum: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress_bar(output: Output) -> Iterator["OnProgress"]:
    """Yield a callback that shows progress as one bar per stage on standard error."""
    from rich.progress import BarColumn, TaskID, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bars

    console = output.aside()
    bars = Bars(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[detail]}", markup=False),
        console=console,
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def show(step: "Progress") -> None:
        total = step.total or None
        if step.stage not in tasks:
            tasks[step.stage] = bars.add_task(step.stage, total=total, detail="")
        detail = plain(step.detail)
        bars.update(tasks[step.stage], completed=step.done, total=total, detail=detail[-50:])

    with bars:
        yield show
