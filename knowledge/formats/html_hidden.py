"""What a web page holds but doesn't show: elements that a style or attribute hides, and comments.

Only what the element's own attributes say is believed. Style sheets aren't: a page's scripts show
at a click, or on scrolling, much that its style sheet hides, so text would be lost that a reader
sees. An instruction hidden that way is still told by its words (`knowledge.suspicion`).
"""

import re
from collections.abc import Iterator
from typing import Any

from knowledge.formats.document import Hidden
from knowledge.suspicion import reason

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_NOTHING = re.compile(r"0(?:\.0*)?(?:[a-z]+|%)?$")
_SMALL = re.compile(r"(?:0?\.\d+|1(?:\.\d+)?)(?:px|pt)$|0?\.[01]\d*r?em$")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem)$")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+)%?)?\s*\)")
_HEX = re.compile(r"#([0-9a-f]{3,8})$")
_NEARLY_WHITE = 240
"""Of 255, from which all three colours of a text on white are hardly seen."""
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_MOST_OF_PAGE = 0.5
"""A dialog that lies over a page makes programs hide the page itself: `aria-hidden` on more of the
text than this doesn't count."""


def hidden_comments(markup: str) -> list[Hidden]:
    """Return the comments that are instructions to a program; others are the page's own notes."""
    found = (match.group(1) for match in _COMMENT.finditer(markup))
    return [Hidden(text=text, how="stands in a comment") for text in found if reason(text)]


def drop_hidden(root: Any) -> list[Hidden]:
    """Take hidden elements out of a tree; return what they said."""
    found: list[Hidden] = []
    whole = len(root.text_content())
    has_sheets = any(_is_sheet(element) for element in root.iter("style", "link"))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        how = _how(element, whole, has_sheets=has_sheets)
        if how:
            found.append(Hidden(text=element.text_content(), how=how))
            element.drop_tree()
    return found


def _is_sheet(element: Any) -> bool:
    return element.tag == "style" or "stylesheet" in (element.get("rel") or "").lower()


def _how(element: Any, whole: int, *, has_sheets: bool) -> str:
    """Tell how an element is hidden; empty when it is shown."""
    if element.get("hidden") is not None:
        return "is marked as hidden"
    is_unread = (element.get("aria-hidden") or "").lower() == "true"
    if is_unread and len(element.text_content()) <= _MOST_OF_PAGE * whole:
        return "is marked as hidden"
    style = dict(_DECLARATION.findall((element.get("style") or "").lower()))
    if style.get("display", "").startswith("none") or style.get("visibility", "").startswith(
        ("hidden", "collapse")
    ):
        return "has a style that hides it"
    if style and any(_is_unseen(style)):
        return "is too small or too far off to be seen"
    color = style.get("color") or (element.get("color") or "").lower()
    if color and _is_white(color) and _stands_on_white(element, has_sheets=has_sheets):
        return "is white on white"
    return ""


def _is_unseen(style: dict[str, str]) -> Iterator[bool]:
    def value(name: str) -> str:
        return style.get(name, "").replace("!important", "").strip()

    yield bool(_NOTHING.match(value("opacity")) or _NOTHING.match(value("font-size")))
    yield bool(_SMALL.match(value("font-size")))
    yield any(
        _FAR.match(value(name)) for name in ("left", "top", "right", "text-indent", "margin-left")
    )
    is_flat = any(_NOTHING.match(value(name)) for name in ("width", "height", "max-height"))
    yield is_flat and value("overflow") == "hidden"
    yield value("color") == "transparent"


def _stands_on_white(element: Any, *, has_sheets: bool) -> bool:
    """Say whether the page behind an element is white, as far as that can be told.

    The nearest background wins; where none is given it is the page's, unless a style sheet may
    have set another.
    """
    for place in (element, *element.iterancestors()):
        style = dict(_DECLARATION.findall((place.get("style") or "").lower()))
        behind = style.get("background-color") or style.get("background") or place.get("bgcolor")
        if behind and "transparent" not in behind:
            return _is_white(behind.split()[0])
        if place.get("background"):
            return False
    return not has_sheets


def _is_white(color: str) -> bool:
    color = color.replace("!important", "").strip().lower()
    if color in ("white", "snow", "ivory", "ghostwhite", "floralwhite", "whitesmoke", "mintcream"):
        return True
    if rgb := _RGB.match(color):
        return all(int(part) >= _NEARLY_WHITE for part in rgb.groups()[:3])
    if written := _HEX.match(color):
        digits = written.group(1)
        parts = [c * 2 for c in digits[:3]] if len(digits) < 6 else re.findall("..", digits[:6])
        return all(int(part, 16) >= _NEARLY_WHITE for part in parts)
    return False
