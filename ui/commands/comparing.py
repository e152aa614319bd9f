"""`--compare`: what was written or checked is compared with altered versions of itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from ui.console import Output, plain

if TYPE_CHECKING:
    from assistant.types import Answer, CheckedDraft, CompareEvent, Section

_R = TypeVar("_R", "Answer", "Section", "Answer | Section", "CheckedDraft")


def follow_comparison(output: Output, events: "Iterator[CompareEvent]", before: _R) -> _R:
    """Show progress on standard error and return the result; what was compared is kept."""
    from assistant.types import Compared

    result = before
    was_stopped = False
    aside = output.aside()
    with aside.status("Comparing sentences") as status:
        for event in events:
            if isinstance(event, Compared):
                was_stopped = event.was_stopped
                if isinstance(event.result, type(before)):
                    result = event.result
            else:
                status.update(f"{plain(event.message)} {event.done}/{event.total}")
    if was_stopped:
        aside.print("Stopped; the sentences after that were not compared.")
    return result
