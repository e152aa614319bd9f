"""Which runs of a DOCX no reader sees: hidden by Word, white on white, or tiny.

What a run says of itself goes before its character style, its paragraph's style and the
document's defaults. White text counts as hidden only where nothing is known to lie behind it: no
shading of run, paragraph or cell, no highlight, no table style, no page colour.
"""

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")
_NEARLY_WHITE = 240
_SMALLEST_HALF_POINTS = 4.0
_PLAIN_TABLES = frozenset({"", "TableNormal", "TableGrid", "a1", "a3"})
"""Styles of Word that draw no more than lines; the short ones are its names in some languages."""
_DEPTH = 12

VANISHED = "is marked as hidden"
WHITE = "is white on white"
TINY = "is too small to be read"


class Hiding:
    """Tells hidden runs of one document, and keeps what they said."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        self._defaults = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._has_page_color = document.element.find(f"{_W}background") is not None
        self._inherited: dict[tuple[str, str], str | None] = {}
        self._said: dict[str, list[str]] = {}

    def found(self) -> tuple[tuple[str, str], ...]:
        """What was hidden, by how it is: (how, text)."""
        return tuple((how, " ".join("".join(parts).split())) for how, parts in self._said.items())

    def hides(self, run: Any) -> bool:
        """Say whether a run is hidden; what it says is kept in that case."""
        how = self._how(run)
        if how:
            text = "".join(element.text or "" for element in run.iter(f"{_W}t"))
            self._said.setdefault(how, []).append(text)
        return bool(how)

    def _how(self, run: Any) -> str:
        vanish = self._value(run, "vanish")
        if vanish is not None and vanish not in _OFF:
            return VANISHED
        size = self._value(run, "sz")
        if size is not None and _number(size) < _SMALLEST_HALF_POINTS:
            return TINY
        color = self._value(run, "color")
        return WHITE if color is not None and _is_white(color) and self._is_bare(run) else ""

    def _value(self, run: Any, name: str) -> str | None:
        """The value of a property as it holds for a run; None where nothing sets it."""
        own = _own_value(run.find(f"{_W}rPr"), name)
        if own is not None:
            return own
        style = run.find(f"{_W}rPr/{_W}rStyle")
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        of_paragraph = None if paragraph is None else paragraph.find(f"{_W}pPr/{_W}pStyle")
        for link in (style, of_paragraph):
            found = None if link is None else self._of_style(link.get(f"{_W}val"), name)
            if found is not None:
                return found
        return _own_value(self._defaults, name)

    def _of_style(self, identifier: str, name: str) -> str | None:
        key = (identifier, name)
        if key not in self._inherited:
            found, style = None, self._styles.get(identifier)
            for _ in range(_DEPTH):
                if style is None or found is not None:
                    break
                found = _own_value(style.find(f"{_W}rPr"), name)
                base = style.find(f"{_W}basedOn")
                style = None if base is None else self._styles.get(base.get(f"{_W}val"))
            self._inherited[key] = found
        return self._inherited[key]

    def _is_bare(self, run: Any) -> bool:
        """Say whether nothing is known to lie behind a run but a white page."""
        if self._has_page_color or run.find(f"{_W}rPr/{_W}highlight") is not None:
            return False
        for place in (run, *run.iterancestors()):
            for holder in ("rPr", "pPr", "tcPr", "tblPr"):
                shading = place.find(f"{_W}{holder}/{_W}shd")
                fill = "auto" if shading is None else shading.get(f"{_W}fill", "auto")
                if fill != "auto" and not _is_white(fill):
                    return False
            style = place.find(f"{_W}tblPr/{_W}tblStyle")
            if style is not None and (style.get(f"{_W}val") or "") not in _PLAIN_TABLES:
                return False
            if place.tag == f"{_W}p" and self._is_shaded(place):
                return False
        return True

    def _is_shaded(self, paragraph: Any) -> bool:
        link = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = None if link is None else self._styles.get(link.get(f"{_W}val"))
        return style is not None and style.find(f".//{_W}shd") is not None


def _own_value(properties: Any, name: str) -> str | None:
    element = None if properties is None else properties.find(f"{_W}{name}")
    return None if element is None else str(element.get(f"{_W}val", "true"))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return _SMALLEST_HALF_POINTS


def _is_white(color: str) -> bool:
    """Say whether a colour such as FFFFFF is nearly white; "auto" is black for text."""
    parts = [color[i : i + 2] for i in (0, 2, 4)]
    try:
        return len(color) == 6 and all(int(part, 16) >= _NEARLY_WHITE for part in parts)
    except ValueError:
        return False
