"""How a text is laid out: headings, paragraphs, list items, table rows and metadata lines.

The convention that every format's reader writes and this module reads:

- a heading is a line `# …` to `###### …` (in Markdown also one underlined with = or -);
- a list item begins with `-`, `*`, `+`, `•`, `・`, `1.`, `(1)`, `①` and the like;
- a table row is a line of cells parted by ` | `, a table's first row being its head;
- a blank line ends a paragraph.

Plain text is read by the same rules, and there a short line without a terminal mark that stands
before body text is a heading too. A newline within a paragraph joins two lines only where the
first is as full as a wrapped line is; otherwise each line is a paragraph of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.lines import (
    Line,
    could_head_directly,
    looks_like_heading,
    read_lines,
    width,
)

BlockKind = Literal["heading", "paragraph", "label", "item", "row", "metadata"]

_MARKED_HEADINGS = 2
"""From this many `#` headings on, short lines are no longer taken for headings."""
_TITLE_WIDTH = 200
_FULL = 0.6
"""A line this full, against the widest of its paragraph, may go on in the next one."""
_WRAP_WIDTH = 130
"""Wider lines aren't the work of a hard wrap, so a finished one ends its paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text that no sentence crosses; offsets are half-open."""

    kind: BlockKind
    """`label` is an item that only names what the lines after it say ("Standards:")."""
    start: int
    """After the marker (`## `, `- `)."""
    end: int
    outer_start: int
    """Where the marker stands; equal to `start` without one."""
    group: int
    """Blocks between two blank lines share it."""
    level: int = 0
    """Of a heading 1 to 6, or 0 in plain text; of an item its indent in columns."""
    body_of: int | None = None
    """Index of the label whose text this is."""
    is_head: bool = False
    """Whether it is a table's first row."""


def find_blocks(text: str) -> tuple[Block, ...]:
    """Find the blocks of `text`, in order; they cover every character but space and markup."""
    lines = _mark_underlined(_mark_tables(read_lines(text)))
    if sum(line.kind == "heading" for line in lines) < _MARKED_HEADINGS:
        lines = _mark_plain_headings(lines)
    blocks: list[Block] = []
    for group, members in enumerate(_groups(lines)):
        blocks.extend(_read_group(members, group, len(blocks)))
    return tuple(blocks)


def _groups(lines: list[Line]) -> Iterator[list[Line]]:
    members: list[Line] = []
    for line in lines:
        if line.kind != "blank":
            members.append(line)
        elif members:
            yield members
            members = []
    if members:
        yield members


def _mark_tables(lines: list[Line]) -> list[Line]:
    """Call adjacent lines with cells a table; a single such line is prose."""
    marked = list(lines)
    for index, line in enumerate(lines):
        near = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
        if (
            line.kind == "text"
            and line.has_cells
            and any(other.has_cells or other.is_table_rule for other in near)
        ):
            marked[index] = replace(line, kind="row")
    return marked


def _mark_underlined(lines: list[Line]) -> list[Line]:
    """Find Markdown's underlined headings: one line of text over a line of = or -."""
    marked = list(lines)
    for index in range(1, len(lines)):
        line, above = lines[index], lines[index - 1]
        before = lines[index - 2] if index > 1 else None
        if (
            line.kind == "rule"
            and set(line.text) in ({"="}, {"-"})
            and len(line.text) <= 2 * width(above.text) + 4
            and above.kind == "text"
            and above.indent < 4
            and (before is None or before.kind == "blank")
        ):
            level = 1 if line.text[0] == "=" else 2
            marked[index - 1] = replace(above, kind="heading", level=level)
    return marked


def _mark_plain_headings(lines: list[Line]) -> list[Line]:
    """Find the headings of plain text, from the end so that what follows is known."""
    marked = list(lines)
    heads_body = False
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.kind in ("blank", "rule", "metadata"):
            continue
        if line.kind == "heading":
            heads_body = True
        elif heads_body and _is_plain_heading(lines, index):
            marked[index] = replace(line, kind="heading", level=0, start=line.outer_start)
        else:
            heads_body = line.kind in ("item", "row") or not looks_like_heading(line)
    return marked


def _is_plain_heading(lines: list[Line], index: int) -> bool:
    line = lines[index]
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    opens = before is None or before.kind == "blank"
    if opens and (after is None or after.kind in ("blank", "metadata")):
        if line.kind == "item":
            return line.is_numbered and looks_like_heading(line) and _is_lone_number(lines, index)
        is_first = all(other.kind == "blank" for other in lines[:index])
        limit = {"limit": _TITLE_WIDTH} if is_first else {}
        return line.kind == "text" and looks_like_heading(line, **limit)
    if line.kind != "text" or not could_head_directly(line) or after is None:
        return False
    if before is not None and before.kind in ("text", "item") and not before.is_finished:
        return False
    if after.kind not in ("text", "item") or after.text[0].islower():
        return False
    near = lines[max(0, index - 8) : index + 9]
    return width(line.text) <= 0.75 * max(width(other.text) for other in near)


def _is_lone_number(lines: list[Line], index: int) -> bool:
    """Say whether "1. Scope" heads a section rather than a list: no numbered item after it."""
    following = next((line for line in lines[index + 1 :] if line.kind != "blank"), None)
    return following is not None and not (following.kind == "item" and following.is_numbered)


def _read_group(members: list[Line], group: int, offset: int) -> list[Block]:
    """Join the lines of one group into blocks; `offset` is the index of the first block."""
    full = max(width(line.text) for line in members)
    owners = _owners(members)
    blocks: list[Block] = []
    index_of: dict[int, int] = {}
    previous: Line | None = None
    for number, line in enumerate(members):
        if line.kind == "rule":
            # The rule beneath a table's head parts nothing.
            previous = previous if line.is_table_rule else None
            continue
        if previous is not None and _goes_on(previous, line, full):
            blocks[-1] = replace(blocks[-1], end=line.end)
        else:
            index_of[number] = offset + len(blocks)
            blocks.append(_block(line, group, previous, index_of.get(owners.get(number, -1))))
        previous = line
    return blocks


def _block(line: Line, group: int, previous: Line | None, body_of: int | None) -> Block:
    kind: BlockKind = "item"
    if line.kind == "text":
        kind = "paragraph"
    elif line.kind in ("heading", "row", "metadata"):
        kind = line.kind
    elif line.text.endswith((":", "：")):
        kind = "label"
    return Block(
        kind=kind,
        start=line.start,
        end=line.end,
        outer_start=line.outer_start,
        group=group,
        level=line.indent if line.kind == "item" else line.level,
        body_of=body_of,
        is_head=line.kind == "row" and (previous is None or previous.kind != "row"),
    )


def _goes_on(line: Line, following: Line, full: int) -> bool:
    """Say whether the paragraph of `line` goes on in the line after it."""
    if following.kind != "text" or line.kind not in ("text", "item"):
        return False
    if line.text.endswith((":", "：")):
        return False
    if following.text[0].islower() or following.indent > line.indent > 0:
        return True
    is_full = width(line.text) >= _FULL * full
    if line.is_finished:
        return is_full and full <= _WRAP_WIDTH and line.text.isascii()
    return is_full or line.kind == "item"


def _owners(members: list[Line]) -> dict[int, int]:
    """Tell for each line of a list which label it belongs to.

    Without a blank line the last label's text can't be told from the paragraph after the list:
    it gets as many lines as the longest of the labels before it.
    """
    owners: dict[int, int] = {}
    longest = 0
    labels = [
        index
        for index, line in enumerate(members)
        if line.kind == "item" and line.text.endswith((":", "："))
    ]
    for index in labels:
        following = index + 1
        is_last = index == labels[-1] and longest > 0
        while following < len(members) and members[following].kind == "text":
            if is_last and following - index > longest:
                break
            owners[following] = index
            following += 1
        longest = max(longest, following - index - 1)
    return owners
