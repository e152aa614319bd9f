"""The rim: the one place where any error becomes plain words for the user."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import TypeVar

from knowledge.errors import PolicyCommentError

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, in the words and with the fields that the user sees."""

    code: str
    what: str
    why: str
    remedy: str

    def as_json(self) -> dict[str, dict[str, str]]:
        """Return the command line's error object."""
        return {"error": asdict(self)}


def problem_of(error: BaseException) -> Problem:
    """Put an error into the user's words; one that nobody foresaw says so."""
    if isinstance(error, PolicyCommentError):
        return Problem(code=error.code, what=error.what, why=error.why, remedy=error.remedy)
    return Problem(
        code="internal_error",
        what="Something went wrong that this program did not foresee",
        why=f"{type(error).__name__}: {error}",
        remedy="Try again; if it happens again, report it with the log that was written",
    )


def at_the_rim(work: Callable[[], _T], on_problem: Callable[[Problem], _T]) -> _T:
    """Run `work`; what it raises is logged and handed to `on_problem` in plain words.

    Errors of the project are expected and logged without a traceback, all others with one.
    KeyboardInterrupt and SystemExit pass.
    """
    try:
        return work()
    except PolicyCommentError as error:
        _log.info("%s", error)
        return on_problem(problem_of(error))
    except Exception as error:
        _log.exception("unforeseen error")
        return on_problem(problem_of(error))


def each_at_the_rim(items: Iterator[_T], on_problem: Callable[[Problem], _T]) -> Iterator[_T]:
    """Yield `items`; an error on the way is logged and yielded in plain words as the last one."""
    has_ended = False

    def step() -> list[_T]:
        nonlocal has_ended
        for item in items:
            return [item]
        has_ended = True
        return []

    def show(problem: Problem) -> list[_T]:
        nonlocal has_ended
        has_ended = True
        return [on_problem(problem)]

    while not has_ended:
        yield from at_the_rim(step, show)
