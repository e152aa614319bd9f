"""The signs and words for the states of renderings and figures, in one place."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.reviewing import Shown
    from assistant.types import RenderingState

STATES: "dict[RenderingState, tuple[str, str, str]]" = {
    "machine": ("?", "To review", "The model wrote it; nobody has looked at it yet."),
    "edited": ("✎", "Edited", "A person wrote it; it is still to be approved."),
    "approved": ("✓", "Approved", "A person approved it for all later use."),
    "rejected": ("✕", "Rejected", "It never comes back; the original stands in its place."),
}
"""State → sign, word, and what it means."""

SORTS: "dict[Shown, tuple[str, str]]" = {
    "to_review": ("To review", "Nothing is left to review here."),
    "with_findings": ("With findings", "No rule objects to any rendering here."),
    "approved": ("Approved", "Nothing has been approved here yet."),
    "rejected": ("Rejected", "Nothing is rejected here."),
    "all": ("All", "There are no renderings here yet."),
}
"""Which renderings are shown → its name, and what stands there when there are none."""

PAIRS: dict[str, tuple[str, str]] = {
    "same": ("=", "same"),
    "bound_differs": ("≈", "“at least”, “about” or the like differs"),
    "differs": ("≠", "another figure"),
    "lost": ("✕", "missing in the rendering"),
    "added": ("✕", "not in the original"),
    "passed": ("·", "no rule objects"),
}
"""How a figure stands on both sides (`FigurePair.state`, or passed) → sign and words."""

FIGURE_CODES = ("figure_lost", "figure_not_in_source", "bound_changed")
"""Codes of findings about one figure, which they name in quotation marks."""

KEYS = (
    ("A", "approve"),
    ("E", "edit"),
    ("Ctrl+Enter", "save the edit"),
    ("R", "reject"),
    ("W", "write another"),
    ("C", "compare"),
    ("J / K", "next, previous"),
    ("U", "undo"),
)
