"""Lines on pages → paragraphs and headings, with the offset at which each page starts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.lines import read_lines

SOFT_HYPHEN = "-\u00ad"
"""A hyphen that the page's program set to break a word."""

_REPEATS = 3
"""Pages on which a line must recur, at top or bottom, to be a header or footer."""
_EDGE = 3
"""Lines from the top and from the bottom that may be header or footer."""
_LARGER = 1.15
"""Times the body's font size from which a short line is a heading."""
_GAP = 1.45
"""Times the usual distance of lines from which they are two paragraphs."""
_SHORT = 0.82
"""Share of the column's width below which a line ends its paragraph, if it may."""
_FINISHED = re.compile(r"[.!?。！？…:：;；][」』”’\"')）\]]*$")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|頁|ページ)?\s*[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?"
    r"\s*(?:頁|ページ)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEADING_CHARACTERS = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line as it stands on a page; coordinates in points from the page's lower left."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def without_repeats(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Leave out headers, footers and page numbers that recur on several pages."""
    body = _body_size([line for page in pages for line in page])
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(line) for edge in _edges(page) for line in edge})
    repeated = {key for key, count in counts.items() if count >= _REPEATS}
    kept: list[list[PageLine]] = []
    for page in pages:
        dropped: set[int] = set()
        for edge in _edges(page):
            for line in edge:
                if _key(line) not in repeated or line.size > _LARGER * body:
                    break
                dropped.add(id(line))
        kept.append([line for line in page if id(line) not in dropped])
    return kept


def _edges(page: Sequence[PageLine]) -> tuple[list[PageLine], list[PageLine]]:
    """The lines nearest to the page's top and to its bottom, outermost first."""
    by_height = sorted(page, key=lambda line: line.bottom)
    return by_height[::-1][:_EDGE], by_height[:_EDGE]


def _key(line: PageLine) -> str:
    """What makes two pages' lines the same: the text but for a page number at either end."""
    if _PAGE_NUMBER.fullmatch(line.text.strip()):
        return "#"
    return re.sub(r"^\d+\b|\b\d+$", "#", line.text).casefold()


def lines_to_blocks(pages: Sequence[Sequence[PageLine]]) -> tuple[str, tuple[int, ...]]:
    """Join lines into paragraphs, one blank line between; a paragraph may cross a page's end.

    Returns:
        The text and the offset of each page's first character.
    """
    lines = [line for page in pages for line in page]
    body = _body_size(lines)
    words = frozenset(word for line in lines for word in _WORD.findall(line.text))
    parts: list[str] = []
    length = 0
    starts: list[int] = []
    previous: PageLine | None = None
    for page in pages:
        pitch, right = _pitch(page), max((line.right for line in page), default=0.0)
        left = min((line.left for line in page), default=0.0)
        for number, line in enumerate(page):
            glue, text = _joined(previous, line, body, pitch, (left, right), number == 0)
            if parts and parts[-1].endswith(SOFT_HYPHEN):
                mended = _mended(parts[-1], text, words)
                length += len(mended) - len(parts[-1])
                parts[-1] = mended
            if number == 0:
                starts.append(length + len(glue))
            parts += [glue, text]
            length += len(glue) + len(text)
            previous = line
        if not page:
            starts.append(length)
    return "".join(parts), tuple(starts)


def _mended(before: str, after: str, words: frozenset[str]) -> str:
    """Take the hyphen from a broken word unless the document writes the word with it."""
    stem = before[: -len(SOFT_HYPHEN)]
    head, tail = _WORD.findall(stem)[-1:], _WORD.findall(after)[:1]
    is_own = not after[:1].islower() or bool(head and tail and f"{head[0]}-{tail[0]}" in words)
    return f"{stem}-" if is_own else stem


def _body_size(lines: Sequence[PageLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _pitch(page: Sequence[PageLine]) -> float:
    """The usual distance between two lines of the page."""
    steps = [a.bottom - b.bottom for a, b in pairwise(page)]
    steps = [step for step in steps if step > 1]
    return median(steps) if steps else 0.0


def _is_heading(line: PageLine, body: float) -> bool:
    return line.size > _LARGER * body and len(line.text) <= _HEADING_CHARACTERS


def _joined(
    previous: PageLine | None,
    line: PageLine,
    body: float,
    pitch: float,
    column: tuple[float, float],
    is_new_page: bool,
) -> tuple[str, str]:
    """Say how `line` follows `previous`: what stands between, and its text."""
    is_heading = _is_heading(line, body)
    marked = f"## {line.text}" if is_heading else line.text
    if previous is None:
        return "", marked
    if is_heading or _is_heading(previous, body):
        same = is_heading and abs(previous.size - line.size) < 0.1 and not is_new_page
        same = same and previous.bottom - line.bottom < 2.2 * line.size
        return (_glue(previous.text, line.text), line.text) if same else ("\n\n", marked)
    if _starts_item(line.text):
        gap = previous.bottom - line.bottom > _GAP * pitch
        return ("\n\n" if gap and not _starts_item(previous.text) else "\n"), marked
    if is_new_page:
        return (
            "\n\n" if _FINISHED.search(previous.text) else _glue(previous.text, line.text)
        ), marked
    left, right = column
    is_apart = previous.bottom - line.bottom > _GAP * pitch
    is_short = previous.right - left < _SHORT * (right - left)
    is_indented = line.left - previous.left > 0.8 * line.size and previous.left - left < 1
    if is_apart or (_FINISHED.search(previous.text) and (is_short or is_indented)):
        return "\n\n", marked
    return _glue(previous.text, line.text), marked


def _starts_item(text: str) -> bool:
    return read_lines(text)[0].kind == "item"


def _glue(before: str, after: str) -> str:
    """What joins two lines of a paragraph: nothing in Japanese or within a broken word."""
    if before.endswith(SOFT_HYPHEN) or _is_wide(before[-1:]) or _is_wide(after[:1]):
        return ""
    return " "


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"
