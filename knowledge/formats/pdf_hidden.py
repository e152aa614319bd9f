"""Which characters of a PDF's page no reader sees: invisible, white on white, tiny.

Nearly every page has none, which is told from its text objects; only where one is suspected are
the page's characters looked at one by one. Invisible text over a picture is the text layer of a
scan, white text over a picture or a dark area is seen: both are kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import hypot
from typing import Any

Box = tuple[float, float, float, float]

INVISIBLE = "is drawn with nothing"
WHITE = "is white on white"
TINY = "is too small to be read"
_INVISIBLE_MODES = (3, 7)
_NEARLY_WHITE = 240
_SMALLEST_PT = 2.0
_SAME_COLOR = 24
"""Of 255: nearer than this in each colour, a text can't be told from what is behind it."""

_MOST_AREAS = 2000
"""Areas of a page that are looked at; a map has many thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """Something drawn over a part of the page."""

    box: Box
    is_picture: bool

    @property
    def is_large(self) -> bool:
        """Whether a character finds room on it."""
        left, bottom, right, top = self.box
        return min(right - left, top - bottom) >= _SMALLEST_PT

    def holds(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.box
        return left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1


def hidden_characters(page: Any, textpage: Any) -> Callable[[int], str]:
    """Return a function from a character's index to how it is hidden, empty when it is seen."""
    from pypdfium2 import raw

    suspects: dict[int, str] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        how = _suspicion(item)
        if how:
            suspects[_address(item.raw)] = how
    if not suspects:
        return lambda _: ""
    areas = tuple(islice(_areas(page), _MOST_AREAS))
    return lambda index: _hidden(textpage, index, suspects, areas)


def _areas(page: Any) -> Iterator[_Area]:
    """Yield the pictures and dark areas on which a character may stand."""
    from pypdfium2 import raw

    pictures = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
    for item in page.get_objects(filter=[*pictures, raw.FPDF_PAGEOBJ_PATH]):
        if item.type in pictures or _is_dark(item):
            area = _Area(box=_box_on_page(item), is_picture=item.type in pictures)
            if area.is_large:
                yield area


def _suspicion(item: Any) -> str:
    from pypdfium2 import raw

    if raw.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE_MODES:
        return INVISIBLE
    if _size(item) < _SMALLEST_PT:
        return TINY
    color = _fill(item)
    return WHITE if color is not None and _is_white(color) else ""


def _size(item: Any) -> float:
    """Font size in points as drawn: many programs set size 1 and scale it."""
    from ctypes import byref, c_float

    from pypdfium2 import raw

    size, matrix = c_float(), raw.FS_MATRIX()
    if not raw.FPDFTextObj_GetFontSize(item, byref(size)):
        return _SMALLEST_PT
    scale = 1.0
    holder = item
    while holder is not None:
        if raw.FPDFPageObj_GetMatrix(holder, byref(matrix)):
            scale *= hypot(matrix.c, matrix.d)
        holder = holder.container
    return float(abs(size.value)) * scale


def _fill(item: Any) -> tuple[int, int, int, int] | None:
    from ctypes import byref, c_uint

    from pypdfium2 import raw

    parts = [c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *map(byref, parts)):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _is_white(color: tuple[int, int, int, int]) -> bool:
    return min(color[:3]) >= _NEARLY_WHITE or color[3] <= _SAME_COLOR


def _is_dark(path: Any) -> bool:
    """Say whether a shape is filled so that white shows on it; a pattern counts as such."""
    from ctypes import byref, c_int

    from pypdfium2 import raw

    mode, stroke = c_int(), c_int()
    if not raw.FPDFPath_GetDrawMode(path, byref(mode), byref(stroke)) or not mode.value:
        return False
    color = _fill(path)
    return color is None or not _is_white(color)


def _box_on_page(item: Any) -> Box:
    """The object's box in the page's coordinates; within a form, the form's own."""
    from pypdfium2 import PdfiumError

    outermost = item
    while outermost.container is not None:
        outermost = outermost.container
    try:
        left, bottom, right, top = outermost.get_bounds()
    except PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _hidden(textpage: Any, index: int, suspects: dict[int, str], areas: tuple[_Area, ...]) -> str:
    from pypdfium2 import PdfiumError, raw

    item = raw.FPDFText_GetTextObject(textpage, index)
    how = suspects.get(_address(item), "") if item else ""
    if not how or how == TINY:
        return how
    try:
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
    except PdfiumError:
        return ""
    x, y = (left + right) / 2, (bottom + top) / 2
    behind = [area for area in areas if area.holds(x, y)]
    is_seen = any(area.is_picture or how == WHITE for area in behind)
    return "" if is_seen else how


def _address(pointer: Any) -> int:
    from ctypes import c_void_p, cast

    return int(cast(pointer, c_void_p).value or 0)
