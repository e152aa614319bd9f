"""A file → Extracted: checks what it is, picks the reader, and tells title, date and language.

Content decides as well as the name: a PDF called .txt is read as a PDF, a web page called .txt as
a web page; a page of HTML called .pdf (a saved login form, mostly) is refused.
"""

import re
import stat
from collections.abc import Callable
from pathlib import Path

from knowledge.formats import pdf, word
from knowledge.formats.document import MAX_BYTES, MAX_CHARACTERS, Document, unreadable
from knowledge.formats.html import read_html
from knowledge.formats.telling import told
from knowledge.formats.text import read_text
from knowledge.language import detect_language
from knowledge.source_warnings import hidden, instruction
from knowledge.suspicion import reason
from knowledge.types import Extracted, SourceWarning

_MARKDOWN = frozenset({".md", ".markdown"})
_TEXT = _MARKDOWN | {".txt", ".text"}
_HTML = frozenset({".html", ".htm", ".xhtml"})
SUPPORTED_SUFFIXES = _TEXT | _HTML | {".pdf", ".docx"}

NO_TITLE = "Untitled document"
_HTML_START = (b"<!doctype html", b"<html", b"<head", b"<body")
_BINARY_STARTS = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> Extracted:
    """Read a source file.

    Args:
        path: A file with one of `SUPPORTED_SUFFIXES`.
        max_bytes: Largest size accepted.

    Returns:
        Its text by the line convention of `knowledge.blocks`, with what it tells of itself.

    Raises:
        UnreadableFile: It is missing, too large, empty, of another format, encrypted, damaged, or
            holds no text; the message says which and what to do.
    """
    data = _read_bytes(path, max_bytes)
    document = _read_document(path, data)
    if not document.text.strip():
        raise unreadable(path, "it holds no text", "Check that it is the right file.")
    if len(document.text) > MAX_CHARACTERS:
        raise unreadable(
            path,
            f"its text has {len(document.text):,} characters, more than {MAX_CHARACTERS:,}",
            "Split it into several files.",
        )
    told_title, publisher, published = told(document.text, path)
    title, warnings = _safe_title((document.title, told_title, path.stem))
    return Extracted(
        text=document.text,
        page_starts=document.page_starts,
        title=title,
        language=detect_language(document.text),
        publisher=document.publisher or publisher,
        published=document.published or published,
        warnings=tuple(
            filter(None, (*warnings, *(hidden(h.text, h.how, h.page) for h in document.hidden)))
        ),
    )


def _safe_title(titles: tuple[str, ...]) -> tuple[str, list[SourceWarning]]:
    """Return the first title that isn't an instruction to a program, and what is told of others.

    The model is shown titles; a file's name is read with its dashes and underscores as spaces.
    """
    warnings: list[SourceWarning] = []
    for title in dict.fromkeys(filter(None, titles)):
        if not (reason(title) or reason(re.sub(r"[-_+.]+", " ", title))):
            return title, warnings
        warnings.append(instruction(re.sub(r"[-_]+", " ", title), what="is its title or name and "))
    return NO_TITLE, warnings


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    if path.suffix.lower() not in SUPPORTED_SUFFIXES:
        raise unreadable(
            path,
            f"files of type {path.suffix or 'without a suffix'!r} aren't supported",
            f"Save it as one of: {', '.join(sorted(SUPPORTED_SUFFIXES))}.",
        )
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise unreadable(path, "it isn't a regular file", "Name a file or a folder of files.")
        if status.st_size > max_bytes:
            raise unreadable(
                path,
                f"it has {status.st_size / 1e6:.1f} MB, more than the {max_bytes / 1e6:.1f} MB "
                "allowed",
                "Split it, or keep only the part that matters.",
            )
        data = path.read_bytes()
    except FileNotFoundError as exc:
        raise unreadable(path, "there is no such file", "Check the path.") from exc
    except OSError as exc:
        why = (exc.strerror or "the system refused").lower()
        raise unreadable(path, why, "Check that you may read it.") from exc
    if not data.strip():
        raise unreadable(path, "it is empty", "Check that it was saved or downloaded completely.")
    return data


def _read_document(path: Path, data: bytes) -> Document:
    suffix = path.suffix.lower()
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_pdf = b"%PDF-" in data[:1024]
    reader: Callable[[Path, bytes], Document] = _text
    if is_pdf:
        reader = _pdf
    elif data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        reader = _office
    elif suffix in (".pdf", ".docx"):
        reader = _misnamed
    elif suffix in _HTML or head.startswith(_HTML_START):
        reader = _html
    return reader(path, data)


def _misnamed(path: Path, data: bytes) -> Document:
    kind = path.suffix[1:].upper()
    raise unreadable(
        path,
        f"it is named {path.suffix} but isn't a {kind} file",
        "Open it in the program that made it and save it again, or download it once more.",
    )


def _pdf(path: Path, data: bytes) -> Document:
    try:
        return pdf.read_pdf(data)
    except pdf.Encrypted as exc:
        raise unreadable(
            path, "the PDF is protected by a password", "Save a copy without the password."
        ) from exc
    except pdf.Broken as exc:
        raise unreadable(
            path, "the PDF is damaged", "Download it again or print it to a new PDF."
        ) from exc
    except pdf.WithoutText as exc:
        raise unreadable(
            path, "the PDF is a scan: its pages hold pictures, no text", "Run OCR on it first."
        ) from exc


def _office(path: Path, data: bytes) -> Document:
    """Read a DOCX, or say which other office file or archive this is."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise unreadable(
                path, "it is protected by a password", "Save a copy without the password."
            )
        raise unreadable(path, "it is an old Office file (.doc, .xls)", "Save it as .docx.")
    if b"word/" not in data:
        raise unreadable(
            path, "it is an archive or another kind of Office file", "Save it as .docx or PDF."
        )
    try:
        return word.read_word(data)
    except word.Damaged as exc:
        raise unreadable(
            path, f"the DOCX can't be opened: {exc}", "Open it in Word and save it again."
        ) from exc


def _html(path: Path, data: bytes) -> Document:
    document = read_html(data)
    if document is None:
        raise unreadable(
            path,
            "the web page shows no text (it may be filled in by scripts)",
            "Print the page to PDF in the browser, or copy its text into a .txt file.",
        )
    return document


def _text(path: Path, data: bytes) -> Document:
    for start, kind in _BINARY_STARTS:
        if data.startswith(start):
            raise unreadable(path, f"it is {kind}, not text", "Save its text as .txt or PDF.")
    document = read_text(data, is_markdown=path.suffix.lower() in _MARKDOWN)
    if document is None:
        raise unreadable(
            path,
            "it is a binary file or in an unknown encoding",
            "Save it as text in UTF-8.",
        )
    return document
