"""Lines on pages → paragraphs and headings, with the offset at which each page starts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge.lines import has_leader, read_lines

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
_TITLE_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line as it stands on a page; coordinates in points from the page's lower left."""

    text: str
    left: float
    right: float
    baseline: float
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
    by_height = sorted(page, key=lambda line: line.baseline)
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
    words = frozenset(word for page in pages for line in page for word in _WORD.findall(line.text))
    type_area = _TypeArea(pages)
    parts: list[str] = []
    length = 0
    starts: list[int] = []
    previous: PageLine | None = None
    for page in pages:
        type_area.turn_to(page)
        if not page:
            starts.append(length)
        for number, line in enumerate(page):
            glue, text = type_area.joined(previous, line, is_new_page=number == 0)
            if parts and parts[-1].endswith(SOFT_HYPHEN):
                mended = _mended(parts[-1], text, words)
                length += len(mended) - len(parts[-1])
                parts[-1] = mended
            if number == 0:
                starts.append(length + len(glue))
            parts += [glue, text]
            length += len(glue) + len(text)
            previous = line
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
    steps = [a.baseline - b.baseline for a, b in pairwise(page)]
    steps = [step for step in steps if step > 1]
    return median(steps) if steps else 0.0


class _TypeArea:
    """The measures by which two lines are told to be one paragraph or two."""

    def __init__(self, pages: Sequence[Sequence[PageLine]]) -> None:
        self._body = _body_size([line for page in pages for line in page])
        self._levels = self._levels_by_size(pages)
        self._pitch = self._left = self._right = 0.0

    def turn_to(self, page: Sequence[PageLine]) -> None:
        """Take the measures of the next page."""
        self._pitch = _pitch(page)
        self._left = min((line.left for line in page), default=0.0)
        self._right = max((line.right for line in page), default=0.0)

    def joined(
        self, previous: PageLine | None, line: PageLine, *, is_new_page: bool
    ) -> tuple[str, str]:
        """Say how `line` follows `previous`: what stands between, and its text."""
        is_heading = self._is_heading(line)
        text = line.text
        if is_heading:
            text = "#" * self._levels[round(line.size, 1)] + f" {line.text}"
        if previous is None:
            return "", text
        step = previous.baseline - line.baseline
        if is_heading or self._is_heading(previous):
            is_same = is_heading and abs(previous.size - line.size) < 0.1 and not is_new_page
            goes_on = is_same and 0 < step < 2.2 * line.size
            return (_glue(previous.text, line.text), line.text) if goes_on else ("\n\n", text)
        if has_leader(line.text) or has_leader(previous.text):
            return "\n", text
        if _starts_item(line.text):
            is_apart = step > _GAP * self._pitch and not _starts_item(previous.text)
            return ("\n\n" if is_apart else "\n"), text
        ends = self._ends_paragraph(previous, line, step, is_new_page=is_new_page)
        return ("\n\n" if ends else _glue(previous.text, line.text)), text

    def _ends_paragraph(
        self, previous: PageLine, line: PageLine, step: float, *, is_new_page: bool
    ) -> bool:
        is_finished = bool(_FINISHED.search(previous.text))
        if is_new_page:
            return is_finished
        is_short = previous.right - self._left < _SHORT * (self._right - self._left)
        is_indented = line.left - previous.left > 0.8 * line.size and previous.left - self._left < 1
        return step > _GAP * self._pitch or (is_finished and (is_short or is_indented))

    def _is_heading(self, line: PageLine) -> bool:
        is_large = line.size > _LARGER * self._body and len(line.text) <= _HEADING_CHARACTERS
        return is_large and not has_leader(line.text)

    def _levels_by_size(self, pages: Sequence[Sequence[PageLine]]) -> dict[float, int]:
        """Heading levels by font size; the largest is the title if only the first page has it."""
        found = [
            (number, round(line.size, 1))
            for number, page in enumerate(pages)
            for line in page
            if self._is_heading(line)
        ]
        sizes = sorted({size for _, size in found}, reverse=True)
        largest = [number for number, size in found if size == sizes[0]]
        first = 1 if set(largest) == {0} and len(largest) <= _TITLE_LINES else 2
        return {size: min(first + rank, 6) for rank, size in enumerate(sizes)}


def _starts_item(text: str) -> bool:
    return read_lines(text)[0].kind == "item"


def _glue(before: str, after: str) -> str:
    """What joins two lines of a paragraph: nothing in Japanese or within a broken word."""
    if before.endswith(SOFT_HYPHEN) or _is_wide(before[-1:]) or _is_wide(after[:1]):
        return ""
    return " "


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"
