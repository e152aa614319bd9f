"""Run a program aside that can be stopped, its words going into a log."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.fetching.transfer import stop_if
from knowledge.types import IsCancelled

_POLL_S = 0.1
_STOP_S = 3.0


def run(
    command: Sequence[str],
    log: Path,
    environment: Mapping[str, str],
    *,
    is_cancelled: IsCancelled,
    on_wait: Callable[[], None] = lambda: None,
) -> int:
    """Run `command` to its end and return its exit status.

    Args:
        command: The program and its arguments.
        log: Takes what it writes to both outputs.
        environment: Its environment variables.
        is_cancelled: Asked ten times a second; true ends the program.
        on_wait: Called as often.

    Raises:
        Cancelled: The user stopped it; the program is gone.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
        )
        try:
            while True:
                try:
                    return process.wait(_POLL_S)
                except subprocess.TimeoutExpired:
                    stop_if(is_cancelled)
                    on_wait()
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Leave no process behind when the work is stopped."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
