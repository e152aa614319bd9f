"""PDF → text with page starts.

Lines are joined into paragraphs by their place on the page (a gap, an indent or another font size
parts them), words broken at a line's end are mended, and headers, footers and page numbers that
recur on three pages or more are left out, as is what no reader sees (`pdf_hidden`). A short line
in a clearly larger font becomes a heading.
"""

import threading
from typing import Any

from knowledge.formats.document import Document, Hidden
from knowledge.formats.layout import SOFT_HYPHEN, PageLine, lines_to_blocks, without_repeats
from knowledge.formats.pdf_hidden import hidden_characters

_LOCK = threading.Lock()
"""PDFium isn't thread-safe: https://github.com/pypdfium2-team/pypdfium2#thread-incompatibility"""

_LINE_ENDS = (0x0A, 0x0D)
_HYPHEN = (0x02, 0xFFFE)
"""What PDFium puts in place of a hyphen that breaks a word at a line's end."""


_FILE_ENDINGS = (".doc", ".docx", ".pdf", ".indd", ".tex", ".odt", ".ppt", ".html", ".htm", ".txt")


class Encrypted(Exception):
    """The PDF needs a password."""


class Broken(Exception):
    """The PDF can't be parsed."""


class WithoutText(Exception):
    """No page has a text layer."""


def read_pdf(data: bytes) -> Document:
    """Read a PDF file.

    Raises:
        Encrypted: It needs a password.
        Broken: It can't be parsed.
        WithoutText: It holds pictures of pages only.
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as exc:
            if "password" in str(exc).lower() or "security" in str(exc).lower():
                raise Encrypted from exc
            raise Broken from exc
        try:
            read = [_page_lines(document[index]) for index in range(len(document))]
            metadata = document.get_metadata_dict(skip_empty=True)
        except pypdfium2.PdfiumError as exc:
            raise Broken from exc
        finally:
            document.close()
    pages = [lines for lines, _ in read]
    hidden = tuple(
        Hidden(text=text, how=how, page=number)
        for number, (_, found) in enumerate(read, start=1)
        for how, text in found.items()
    )
    if not any(line.text for page in pages for line in page):
        raise WithoutText
    text, starts = lines_to_blocks(without_repeats(pages))
    return Document(text=text, page_starts=starts, title=_title(metadata), hidden=hidden)


def _title(metadata: dict[str, str]) -> str:
    """The title in the file's properties, unless a program put a file name there."""
    title = " ".join(metadata.get("Title", "").split())
    is_file = title.lower().endswith(_FILE_ENDINGS)
    is_made = is_file or title.lower().startswith(("microsoft word", "untitled", "無題"))
    return "" if is_made else title


def _page_lines(page: Any) -> tuple[list[PageLine], dict[str, str]]:
    """The page's lines with their place and font size, in the order of its text.

    And what was left out because it is hidden, by how it is.
    """
    from pypdfium2 import raw

    textpage = page.get_textpage()
    try:
        lines: list[PageLine] = []
        hidden: dict[str, str] = {}
        how_hidden = hidden_characters(page, textpage)
        characters: list[tuple[int, int]] = []
        for index in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if code in _LINE_ENDS:
                lines.extend(_line(textpage, characters))
                characters = []
                hidden = {how: f"{text} " for how, text in hidden.items()}
            elif how := how_hidden(index):
                hidden[how] = hidden.get(how, "") + chr(code)
            else:
                characters.append((index, code))
        lines.extend(_line(textpage, characters))
        return lines, hidden
    finally:
        textpage.close()
        page.close()


def _baseline(textpage: Any, index: int) -> float:
    """Height of the line a character stands on; its box would count descenders in."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
    return y.value


def _line(textpage: Any, characters: list[tuple[int, int]]) -> list[PageLine]:
    """Make a line of characters; none when it is blank."""
    from pypdfium2 import raw

    shown = [(index, code) for index, code in characters if code > 0x20 or code in _HYPHEN]
    if not shown:
        return []
    ends_broken = shown[-1][1] in _HYPHEN
    text = "".join(chr(code) for _, code in characters if code not in _HYPHEN and code)
    boxes = [textpage.get_charbox(index) for index, _ in (shown[0], shown[-1])]
    return [
        PageLine(
            text=" ".join(text.split()) + (SOFT_HYPHEN if ends_broken else ""),
            left=boxes[0][0],
            right=boxes[1][2],
            baseline=_baseline(textpage, shown[0][0]),
            size=raw.FPDFText_GetFontSize(textpage, shown[0][0]),
        )
    ]
