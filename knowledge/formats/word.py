"""DOCX → text by the line convention of `knowledge.blocks`.

Body text in order: headings as `# ` lines, list items with `- ` or their number, table rows as
`cell | cell`, footnotes after the body. Tracked changes are read as accepted; hidden text
(`word_hidden`), comments, headers and footers aren't read.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from knowledge.formats.document import Document, Hidden
from knowledge.formats.word_accepting import (
    FIELD_CHARACTER,
    Fields,
    mark_is_deleted,
    row_is_deleted,
)
from knowledge.formats.word_hidden import Hiding

MAX_UNPACKED = 200_000_000
"""Bytes that a DOCX may unpack to: a small archive can hold gigabytes."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DROPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"})
_DEEPER = frozenset(
    {f"{_W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent",
                                "fldSimple", "r", "customXml", "dir", "bdo")}
)  # fmt: skip
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


class Damaged(Exception):
    """The archive isn't a readable DOCX; the message says why, in plain words."""


def read_word(data: bytes) -> Document:
    """Read a DOCX file.

    Raises:
        Damaged: It isn't a Word document, is torn, or unpacks to more than `MAX_UNPACKED`.
    """
    from docx import Document as open_document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    _check_size(data)
    try:
        document = open_document(io.BytesIO(data))
        body = document.element.body
        lines = _Lines(document)
        lines.read(body)
        lines.read_notes(_footnotes(document))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.LxmlError) as exc:
        raise Damaged("its inner parts are damaged or missing") from exc
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as exc:
        # RuntimeError: zipfile on an entry that is encrypted or packed by an unknown method.
        raise Damaged("the archive is torn") from exc
    properties = document.core_properties
    return Document(
        text=lines.text(),
        title=" ".join((properties.title or "").split()) or lines.title,
        publisher="",
        published="",
        hidden=tuple(Hidden(text=text, how=how) for how, text in lines.hiding.found()),
    )


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as exc:
        raise Damaged("the archive is torn") from exc
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise Damaged(
            f"it would unpack to {unpacked // 1_000_000} MB, more than the "
            f"{MAX_UNPACKED // 1_000_000} MB allowed"
        )


def _footnotes(document: Any) -> list[Any]:
    """The footnotes' elements, in order; separators left out."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(relation.target_part.blob, parser)
            return [note for note in root if note.get(f"{_W}type") is None]
    return []


class _Lines:
    """Collects lines while a document's body is walked."""

    def __init__(self, document: Any) -> None:
        self._styles = document.styles
        self._numbering = _Numbering(document)
        self._lines: list[str] = []
        self._in_list = False
        self.title = ""
        self.hiding = Hiding(document)
        self._fields = Fields()
        self._carried = ""
        """Text of a paragraph whose end was deleted: the next one begins with it."""

    def read(self, container: Any) -> None:
        """Read paragraphs and tables in order, content controls included."""
        for element in container:
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
                self.read(element)

    def read_notes(self, notes: list[Any]) -> None:
        """Append the footnotes, numbered as the reader sees them."""
        for number, note in enumerate(notes, start=1):
            text = " ".join(filter(None, (self._text(p).strip() for p in note.iter(f"{_W}p"))))
            if text:
                self._add(f"{number}. {' '.join(text.split())}", is_item=True)

    def text(self) -> str:
        """What was read, one blank line between blocks."""
        if self._carried.strip():
            self._add(self._carried.strip())
            self._carried = ""
        return "\n".join(self._lines).strip("\n")

    def _add(self, line: str, *, is_item: bool = False) -> None:
        if self._lines and not (is_item and self._in_list):
            self._lines.append("")
        self._lines.append(line)
        self._in_list = is_item

    def _paragraph(self, element: Any) -> None:
        text = self._carried + self._text(element)
        self._carried = text if mark_is_deleted(element) else ""
        text = text.strip()
        if not text or self._carried:
            return
        level = self._heading_level(element)
        marker = self._numbering.marker(element, self._style(element))
        if level:
            text = " ".join(text.split())
            self.title = self.title or (text if level == 1 else "")
            self._add("#" * level + " " + text)
        elif marker:
            self._add(marker + text.replace("\n", " "), is_item=True)
        else:
            self._add(text)

    def _table(self, element: Any) -> None:
        rows = []
        for row in element.iter(f"{_W}tr"):
            if _nearest(row, f"{_W}tbl") is not element or row_is_deleted(row):
                continue
            cells = [
                " ".join(" ".join(self._text(p) for p in cell.iter(f"{_W}p")).split())
                for cell in row.iter(f"{_W}tc")
                if _nearest(cell, f"{_W}tr") is row
            ]
            if any(cells):
                rows.append(" | ".join(cell.replace("|", "/") or "–" for cell in cells))
        if rows:
            self._add("\n".join(rows))

    def _text(self, element: Any) -> str:
        """Text of a paragraph: insertions in, deletions and hidden runs out."""
        if element.tag == f"{_W}p":
            self._fields.begin_paragraph(element)
        parts: list[str] = []
        for child in element:
            if child.tag in _DROPPED or (child.tag == f"{_W}r" and self.hiding.hides(child)):
                continue
            if child.tag == FIELD_CHARACTER:
                self._fields.enter(child)
            elif child.tag == f"{_W}t":
                parts.append("" if self._fields.is_code else child.text or "")
            elif child.tag in _CHARACTERS and not self._fields.is_code:
                parts.append(_CHARACTERS[child.tag])
            elif child.tag in _DEEPER:
                parts.append(self._text(child))
        return "".join(parts)

    def _style(self, element: Any) -> Any:
        identifier = element.find(f"{_W}pPr/{_W}pStyle")
        if identifier is None:
            return None
        wanted = identifier.get(f"{_W}val")
        return next((style for style in self._styles if style.style_id == wanted), None)

    def _heading_level(self, element: Any) -> int:
        """1 for a title, 2 for Heading 1 and so on; 0 for running text."""
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        style, seen = self._style(element), 0
        while style is not None and outline is None and seen < 10:
            if style.name.lower() == "title":
                return 1
            outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
            style, seen = getattr(style, "base_style", None), seen + 1
        depth = int(outline.get(f"{_W}val", "9")) if outline is not None else 9
        return min(depth + 2, 6) if depth < 9 else 0


class _Numbering:
    """What stands before a list paragraph: a bullet, or its running number."""

    def __init__(self, document: Any) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._formats: dict[str, dict[int, str]] = {}
        part = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if r.reltype.endswith("/numbering")
            ),
            None,
        )
        root = part.element if part is not None else None
        if root is None:
            return
        abstract = {a.get(f"{_W}abstractNumId"): a for a in root.iter(f"{_W}abstractNum")}
        for number in root.iter(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            levels = abstract.get(link.get(f"{_W}val")) if link is not None else None
            if levels is not None:
                self._formats[number.get(f"{_W}numId")] = dict(_levels(levels))

    def marker(self, element: Any, style: Any) -> str:
        """The marker with its indent, empty outside lists."""
        properties = element.find(f"{_W}pPr/{_W}numPr")
        if properties is None and style is not None:
            properties = style.element.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        identifier = _value(properties, "numId", "0")
        level = int(_value(properties, "ilvl", "0"))
        if identifier == "0":
            return ""
        indent = "  " * level
        if self._formats.get(identifier, {}).get(level, "bullet") == "bullet":
            return f"{indent}- "
        for key in list(self._counts):
            if key[0] == identifier and key[1] > level:
                del self._counts[key]
        count = self._counts.get((identifier, level), 0) + 1
        self._counts[identifier, level] = count
        return f"{indent}{count}. "


def _levels(abstract: Any) -> Iterator[tuple[int, str]]:
    for level in abstract.iter(f"{_W}lvl"):
        yield int(level.get(f"{_W}ilvl", "0")), _value(level, "numFmt", "bullet")


def _value(parent: Any, name: str, default: str) -> str:
    element = parent.find(f"{_W}{name}")
    return default if element is None else str(element.get(f"{_W}val", default))


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)
