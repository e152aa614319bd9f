"""The reference list of a draft: where it stands, and what each of its numbers leads to."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from knowledge.blocks import Block, find_blocks

_TITLE = re.compile(
    r"[#*\s]*(?:references?|works cited|bibliography|endnotes|footnotes|sources"
    r"|参考文献|引用文献|文献|出典|脚注)[:：*\s]*|\s*\*\*Checks\*\*\s*",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"^[ \t]*(?:[-*•][ \t]+)?(?:\[\^?(?P<marked>\d{1,3})\]:?|(?P<plain>\d{1,3})[.)])[ \t]*"
    r"(?P<told>\S.*)$",
    re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]*>[ \t]?(.*)$", re.MULTILINE)
_INLINE_QUOTE = re.compile(r"[“「『\"]([^”」』\"]{12,})[”」』\"]")
_FOOTNOTE = re.compile(r"^\[\^\d{1,3}\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_MAY_BE_PROSE = re.compile(r"[#*\s]*(?:sources|出典|文献)", re.IGNORECASE)
_NOT_A_QUOTE = re.compile(r"\s*(?:Rendering|Note):")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A reference list's half-open place in the draft's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of a reference list."""

    n: int
    told: str
    """What the list says of the source: title, page, path."""
    quote: str
    """The quoted words, on one line; empty where none are."""


class Lists:
    """The reference lists of one draft, and its Markdown footnotes ("[^1]: ...")."""

    def __init__(self, text: str) -> None:
        regions = tuple(_regions(text))
        notes = tuple(Region(start=m.start(), end=m.end()) for m in _FOOTNOTE.finditer(text))
        self._regions = (*regions, *notes)
        read = [(region.start, _references(text, region)) for region in regions]
        self._starts = [start for start, listed in read if listed]
        self._lists = [listed for _, listed in read if listed]
        self._notes = [note for region in notes for note in _references(text, region)]

    def hold(self, position: int) -> bool:
        """Tell whether a position lies in one of them."""
        return any(region.start <= position < region.end for region in self._regions)

    def explain(self, numbers: Sequence[int], position: int) -> tuple[Reference, ...]:
        """Return what the markers of a sentence lead to, those left out that lead nowhere.

        The list after the sentence explains them: an export holds one for each answer.
        """
        index = min(bisect_right(self._starts, position), len(self._lists) - 1)
        listed = self._lists[index] if self._lists else ()
        found: dict[int, Reference] = {}
        for reference in (*listed, *self._notes):
            if reference.n in numbers:
                found.setdefault(reference.n, reference)
        return tuple(found.values())


def _regions(text: str) -> Iterator[Region]:
    """Yield each list's place, from its title to the next heading that is no such title."""
    opened: int | None = None
    for block in find_blocks(text):
        is_title = _TITLE.fullmatch(text[block.start : block.end]) is not None
        if opened is not None and (is_title or _ends_list(text, block)):
            yield from _if_list(text, opened, block.outer_start)
            opened = None
        if is_title:
            opened = block.outer_start
    if opened is not None:
        yield from _if_list(text, opened, len(text))


def _ends_list(text: str, block: Block) -> bool:
    # Without a mark a heading is told by its looks alone, and a list holds short lines.
    is_sure = block.level > 0 or _ENTRY.search(text, block.end) is None
    return block.kind == "heading" and is_sure


def _if_list(text: str, start: int, end: int) -> Iterator[Region]:
    # A section called "Sources" may be prose, which must be checked.
    listed = text[start:end]
    if _ENTRY.search(listed) or not _MAY_BE_PROSE.match(listed):
        yield Region(start=start, end=end)


def _references(text: str, region: Region) -> tuple[Reference, ...]:
    """Read the entries of one list, each number once."""
    found: dict[int, Reference] = {}
    for reference in _read(text[region.start : region.end]):
        found.setdefault(reference.n, reference)
    return tuple(found.values())


def _read(listed: str) -> Iterator[Reference]:
    entries = list(_ENTRY.finditer(listed))
    for entry, following in zip_longest(entries, entries[1:]):
        end = following.start() if following else len(listed)
        lines = [m.group(1) for m in _QUOTED_LINE.finditer(listed, entry.end(), end)]
        lines = [line for line in lines if line.strip() and not _NOT_A_QUOTE.match(line)]
        inline = _INLINE_QUOTE.search(entry["told"])
        quote = " ".join(lines) or (inline.group(1) if inline else "")
        yield Reference(
            n=int(entry["marked"] or entry["plain"]),
            told=" ".join(entry["told"].split()),
            quote=" ".join(quote.split()),
        )
