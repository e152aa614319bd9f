"""A tree of HTML (or of trafilatura's XML) → lines by the convention of `knowledge.blocks`.

The tree is walked without recursion, so that deep nesting can't exhaust the stack.
"""

import re
from typing import Any

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "body",
     "blockquote", "quote", "figure", "figcaption", "address", "dl", "dt", "dd", "fieldset",
     "form", "details", "summary", "center", "hr", "caption", "doc"}
)  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu", "list"})
_ITEMS = frozenset({"li", "item"})
_TABLES = frozenset({"table"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})
_PREFORMATTED = frozenset({"pre", "code"})
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u200b]+")


def render(root: Any, *, skip: tuple[str, ...] = ()) -> str:
    """Write the text of a tree as lines; elements named in `skip` are left out."""
    from lxml import etree

    writer = _Writer()
    skipping: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if skipping is None and element.tag in skip:
                skipping = element
            if skipping is None:
                writer.open(element)
        elif skipping is None:
            writer.close(element)
            writer.add(element.tail if element is not root else None)
        elif element is skipping:
            skipping = None
            writer.add(element.tail if element is not root else None)
    return writer.text()


class _Writer:
    """Collects lines while a tree is walked."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._prefix = ""
        self._lists: list[int | None] = []
        self._cells: list[str] | None = None
        self._tables = 0
        self._preformatted = 0

    def open(self, element: Any) -> None:
        """Enter an element and take its own text."""
        tag = element.tag
        level = _HEADINGS.get(tag) or _head_level(element)
        if tag in _ROWS:
            self._end_line()
            self._cells = []
        elif self._cells is not None:
            if tag in _CELLS:
                self._parts = []
        elif level:
            self._blank()
            self._prefix = "#" * level + " "
        elif tag in _LISTS:
            self._end_line() if self._lists else self._blank(keep_list=True)
            is_ordered = tag == "ol" or element.get("rend") == "ol"
            self._lists.append(0 if is_ordered else None)
        elif tag in _ITEMS:
            self._open_item()
        elif tag in _TABLES or tag in _BLOCKS or tag == "pre":
            self._block()
            self._tables += tag in _TABLES
        self._preformatted += tag in _PREFORMATTED
        if tag in _BREAKS:
            self._break()
        self.add(element.text)

    def close(self, element: Any) -> None:
        """Leave an element."""
        tag = element.tag
        self._preformatted -= tag in _PREFORMATTED
        if tag in _CELLS and self._cells is not None:
            self._cells.append(_SPACE.sub(" ", "".join(self._parts)).strip().replace("|", "/"))
            self._parts = []
        elif tag in _ROWS and self._cells is not None:
            cells, self._cells = self._cells, None
            if any(cells):
                self._lines.append(" | ".join(cell or "–" for cell in cells))
        elif self._cells is not None:
            if tag in _BLOCKS or tag in _ITEMS:
                self._parts.append(" ")
        elif _HEADINGS.get(tag) or _head_level(element):
            self._blank()
        elif tag in _LISTS and self._lists:
            self._lists.pop()
            self._end_line() if self._lists else self._blank()
        elif tag in _ITEMS:
            self._end_line()
        elif tag in _TABLES or tag in _BLOCKS or tag == "pre":
            self._tables -= tag in _TABLES
            self._block()

    def add(self, text: str | None) -> None:
        """Take running text; white space counts as one space but in preformatted text."""
        if not text:
            return
        if not self._preformatted or self._cells is not None:
            self._parts.append(_SPACE.sub(" ", text))
            return
        first, *rest = text.split("\n")
        self._parts.append(first)
        for line in rest:
            self._end_line(keep_empty=True)
            self._parts.append(line)

    def text(self) -> str:
        """What was written, one blank line between blocks."""
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _open_item(self) -> None:
        self._end_line()
        indent = "  " * max(0, len(self._lists) - 1)
        number = self._lists[-1] if self._lists else None
        if number is None:
            self._prefix = f"{indent}- "
        else:
            self._lists[-1] = number + 1
            self._prefix = f"{indent}{number + 1}. "

    def _block(self) -> None:
        """Begin a paragraph; within a list item it is a further line of the item."""
        if self._lists:
            self._end_line()
        else:
            self._blank()

    def _break(self) -> None:
        if self._cells is not None:
            self._parts.append(" ")
        else:
            self._end_line()

    def _blank(self, *, keep_list: bool = False) -> None:
        self._end_line()
        if self._lines and self._lines[-1] and not (keep_list and self._lists):
            self._lines.append("")

    def _end_line(self, *, keep_empty: bool = False) -> None:
        raw = "".join(self._parts)
        self._parts = []
        line = raw.rstrip() if self._preformatted else _SPACE.sub(" ", raw).strip()
        if line:
            if not self._prefix and self._lists and not self._preformatted:
                self._prefix = "  " * len(self._lists)
            self._lines.append(self._prefix + line)
            self._prefix = ""
        elif keep_empty and not self._prefix:
            self._lines.append("")


def _head_level(element: Any) -> int:
    """Level of a heading in trafilatura's XML: `<head rend="h2">`."""
    if element.tag != "head":
        return 0
    return _HEADINGS.get(element.get("rend") or "", 2)
