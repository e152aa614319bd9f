"""A text as sentences in their places: heading, paragraph, list and lead-in of each."""

import re
from dataclasses import dataclass

from knowledge.blocks import Block, find_blocks
from knowledge.lines import CLOSERS
from knowledge.sentences import Span, split_run
from knowledge.suspicion import suspicions
from knowledge.types import SentenceKind

HEADING_SEPARATOR = " › "

_QUESTION = re.compile(
    rf"(?:[?？][{re.escape(CLOSERS)}]*|(?:ます|です|でしょう|だろう|ません|した)か。?)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A sentence in its place; offsets are half-open."""

    start: int
    end: int
    outer_start: int
    """Where its list marker stands, if it opens an item; else `start`."""
    kind: SentenceKind
    heading: str
    section: int
    """Counts the headings before it."""
    group: int
    """Sentences between two blank lines share it."""
    block: int
    """Sentences of one paragraph, item or row share it."""
    lead_in: Span | None


def outline(text: str, language: str) -> tuple[Placed, ...]:
    """Find the sentences of `text` with their places, in order.

    A heading below another is told with it ("Recommendation 1 › Rationale"); the document's only
    first-level heading is its title and stands only where no other does. What reads as an
    instruction to a program, a heading too, is a sentence of its own kind: it heads and
    introduces nothing.
    """
    blocks = find_blocks(text)
    flags = [_suspicions(text, block, language) for block in blocks]
    trusted = [b for b, (_, found) in zip(blocks, flags, strict=True) if not any(found)]
    headings = _Headings(text, trusted)
    lists = _Lists()
    placed: list[Placed] = []
    for index, (block, (spans, found)) in enumerate(zip(blocks, flags, strict=True)):
        if block.kind == "heading" and not any(found):
            headings.enter(block)
            lists.leave()
            continue
        clean = tuple(span for span, is_odd in zip(spans, found, strict=True) if not is_odd)
        lead_in = lists.lead_in(index, block, clean) if clean else None
        for number, ((start, end), is_odd) in enumerate(zip(spans, found, strict=True)):
            placed.append(
                Placed(
                    start=start,
                    end=end,
                    outer_start=block.outer_start if number == 0 else start,
                    kind="suspicious" if is_odd else _kind(block, text[start:end]),
                    heading=headings.path,
                    section=headings.count,
                    group=block.group,
                    block=index,
                    lead_in=None if is_odd else lead_in,
                )
            )
    return tuple(placed)


def _suspicions(text: str, block: Block, language: str) -> tuple[tuple[Span, ...], list[bool]]:
    """Return the block's sentences, and of each whether it is an instruction to a program."""
    if block.kind == "heading":
        spans: tuple[Span, ...] = ((block.start, block.end),)
        return spans, [any(suspicions((text[block.outer_start : block.end],)))]
    spans = _spans(text, block, language)
    return spans, [bool(why) for why in suspicions([text[a:b] for a, b in spans])]


def _spans(text: str, block: Block, language: str) -> tuple[Span, ...]:
    if block.kind in ("row", "label", "metadata") and block.end - block.start < 600:
        return ((block.start, block.end),)
    return split_run(text, block.start, block.end, language)


def _kind(block: Block, sentence: str) -> SentenceKind:
    if block.kind == "metadata":
        return "metadata"
    if block.kind != "row" and _QUESTION.search(sentence):
        return "question"
    return "prose" if block.kind == "paragraph" and block.body_of is None else "item"


class _Headings:
    """The headings that stand above the block being read."""

    def __init__(self, text: str, blocks: list[Block]) -> None:
        firsts = sum(block.kind == "heading" and block.level == 1 for block in blocks)
        self._text = text
        self._has_title = firsts == 1
        self._open: list[tuple[int, str]] = []
        self.count = 0

    def enter(self, block: Block) -> None:
        """Go below a heading."""
        self.count += 1
        level = block.level
        self._open = [] if level == 0 else [pair for pair in self._open if 0 < pair[0] < level]
        self._open.append((level, " ".join(self._text[block.start : block.end].split())))

    @property
    def path(self) -> str:
        """The headings, outermost first."""
        names = [name for level, name in self._open if not (self._has_title and level == 1)]
        return HEADING_SEPARATOR.join(names or [name for _, name in self._open])


class _Lists:
    """Which sentence introduces the list being read."""

    def __init__(self) -> None:
        self._before: Span | None = None
        self._open: list[tuple[int, Span]] = []
        self._labels: dict[int, Span] = {}
        self._head: Span | None = None

    def leave(self) -> None:
        """Forget the list: a heading stands between."""
        self._before, self._open = None, []

    def lead_in(self, index: int, block: Block, spans: tuple[Span, ...]) -> Span | None:
        """Tell which sentence introduces this block's sentences, None for running text."""
        if block.kind in ("item", "label"):
            self._open = [pair for pair in self._open if pair[0] < block.level]
            found = self._open[-1][1] if self._open else self._before
            if spans:
                self._open.append((block.level, spans[0]))
                self._labels[index] = spans[-1]
            return found
        if block.kind == "row":
            found = None if block.is_head else self._head
            self._head = spans[0] if block.is_head and spans else self._head
            return found
        if block.body_of is not None:
            return self._labels.get(block.body_of)
        self._open = []
        self._before = spans[-1] if spans and block.kind == "paragraph" else None
        return None
