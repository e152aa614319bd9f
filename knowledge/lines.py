"""What a single line of a text is: heading, list item, table row, metadata or running text."""

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

LineKind = Literal["blank", "heading", "item", "row", "rule", "metadata", "text"]

TERMINAL = "。．.!?！？…"
CLOSERS = "」』”’\"'）)］]】〉》"
_OPENERS = "「『“‘\"'"
_FINISHED = re.compile(rf"(?:[{re.escape(TERMINAL)}]|[:：;；」』”\"])[{re.escape(CLOSERS)}]*$")

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_ATX_TAIL = re.compile(r"[ \t]+#+[ \t]*$")
_BULLET = r"[-*+•‣▪●○■◆◇–—][ \t\u3000]+|[・][ \t\u3000]*"
_NUMBER = (
    r"\d{1,3}[.)．）][ \t\u3000]+|\d{1,3}[．）]|[(（]\d{1,3}[)）][ \t\u3000]*|[①-⑳][ \t\u3000]*"
)
_LETTER = r"[(（]?[a-zA-Z][)）][ \t\u3000]+"
_ITEM = re.compile(
    rf"(?P<indent>[ \t\u3000]*)(?:(?P<bullet>{_BULLET})|(?P<number>{_NUMBER}|{_LETTER}))(?=\S)"
)
_GLUED_ITEM = re.compile(r"(?<=[。．.!?！？])[ \t\u3000]+(?=[-•・][ \t\u3000]+\S)")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_RULE = re.compile(r"[ \t]*(?:(?:[-*_=][ \t]*){3,}|`{3}.*|~{3}.*)$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$")
_CELLS = re.compile(r"\S[ \t]*\|[ \t]*(?:\S|$)|^[ \t]*\|.*\|")

_LABELS = re.compile(
    r"(?:Sources?|Publisher|Published(?: (?:on|by|in))?|Author|Authors|Byline|Updated|"
    r"Last updated|Facts|Via|Photo|Image|Credit|Tags?|Categor(?:y|ies)|Keywords|Share|"
    r"Related|Copyright|(?:事実の)?出典|参考(?:文献|資料|記事)?|引用元?|情報源|ソース|発行(?:者|元|所)?|"
    r"著者|執筆(?:者)?|文責|写真|画像|提供|タグ|カテゴリー?|関連記事|キーワード|翻訳)[ \t]*[:：]",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"(?:Dated?|Posted(?: on)?|Published(?: on)?|Updated(?: on)?"
    r"|日付|公開日|更新日|発行日|投稿日|作成日|掲載日)"
    r"[ \t]*[:：]?[ \t]*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d{1,2} [A-Z][a-z]+\.? \d{4}"
    r"|[A-Z][a-z]+\.? \d{1,2}, \d{4}|[A-Z][a-z]+ \d{4})(?:[ T,]*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_WHOLE_METADATA = re.compile(
    r"(?:コメント(?:する)?|シェア(?:する)?|ツイート|いいね！?|ログイン|続きを読む|目次|"
    r"comments?|share(?: this)?|tweet|log ?in|sign (?:in|up)|read more|advertisement|"
    r"\[[^\[\]]{1,120}\]|\[\[page \d+\]\]|billing code .{1,30}|"
    r"\d+ min(?:ute)? read|page \d+(?: of \d+)?|-? ?\d{1,4} ?-?|https?://\S+|"
    r"(?:©|\(c\)|copyright ).{0,120}|by [A-Z][\w.\-]+(?: [A-Z][\w.\-]+){0,3})",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\. ?|…|・){5,}\s*(?:\d{1,4}|[ivxl]{1,6})?$")
_MAX_METADATA = 300
"""Longer lines are prose that happens to begin like one."""

_HEADING_ALONE = 100
_HEADING_INLINE = 64
"""Columns (a full-width character counts two) a heading of plain text may have, standing alone
between blank lines or directly above its body."""
_UNFINISHED = re.compile(
    r"(?:[はがを、]|\b(?:the|a|an|of|and|or|to|in|on|for|with|by|at|from|is|are|was|that|as)|,)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text, or a part of one where list items are glued together."""

    kind: LineKind
    text: str
    """Without marker and outer space."""
    outer_start: int
    start: int
    """Offset of `text`."""
    end: int
    level: int = 0
    """Of a heading, 1 to 6; 0 for none and for a heading of plain text."""
    indent: int = 0
    """Columns before the marker or text."""
    is_numbered: bool = False
    has_cells: bool = False
    is_table_rule: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether it ends as a sentence, a lead-in or a quotation does."""
        return bool(_FINISHED.search(self.text))


def read_lines(text: str) -> list[Line]:
    """Classify each line by its own form; what needs its neighbours is left as `text`."""
    lines: list[Line] = []
    front_end = _front_matter_end(text)
    offset = 0
    has_list = False
    for raw in text.split("\n"):
        if offset < front_end:
            lines.append(_front_line(raw, offset))
        else:
            for start, part in _unglued(raw, offset, has_list):
                line = _classify(part, start)
                has_list = line.kind == "item" or (has_list and line.kind == "text")
                lines.append(line)
        offset += len(raw) + 1
    return lines


def width(text: str) -> int:
    """Columns the text takes: two for a full-width character."""
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def looks_like_heading(line: Line, *, limit: int = _HEADING_ALONE) -> bool:
    """Say whether a line of plain text could head what follows, by its own form."""
    text = line.text
    if not text or width(text) > limit or text[0] in _OPENERS or _UNFINISHED.search(text):
        return False
    if text[-1] in '」』”"':
        return not re.search(rf"[{re.escape(TERMINAL)}]", text)
    return not _FINISHED.search(text) and not text[0].islower() and any(c.isalpha() for c in text)


def could_head_directly(line: Line) -> bool:
    """Say whether it could head a section without a blank line after it."""
    return looks_like_heading(line, limit=_HEADING_INLINE)


def is_metadata(text: str) -> bool:
    """Say whether a line tells about the document: its source, date, author, share buttons."""
    if len(text) > _MAX_METADATA:
        return False
    if has_leader(text) or _LABELS.match(text) or _WHOLE_METADATA.fullmatch(text):
        return True
    label = _DATE_LABEL.match(text)
    return bool(_DATE.fullmatch((text[label.end() :] if label else text).rstrip(".")))


def has_leader(text: str) -> bool:
    """Say whether a line is of a table of contents: a title, dots, a page number."""
    return bool(_LEADER.search(text))


def _unglued(raw: str, offset: int, has_list: bool) -> list[tuple[int, str]]:
    """Part a line at list markers in its middle: "…と主張する。 - 標準の促進:"."""
    if not has_list and not _ITEM.match(raw):
        return [(offset, raw)]
    cuts = [0, *(match.end() for match in _GLUED_ITEM.finditer(raw)), len(raw)]
    return [(offset + a, raw[a:b]) for a, b in pairwise(cuts)]


def _front_matter_end(text: str) -> int:
    match = re.match(r"---[ \t]*\n(?:[^\n]*\n){0,60}?(?:---|\.\.\.)[ \t]*(?:\n|$)", text)
    if match and re.search(r"^[\w-]+[ \t]*:", match.group(), re.MULTILINE):
        return match.end()
    return 0


def _front_line(raw: str, offset: int) -> Line:
    line = _plain(raw, offset)
    if line.kind == "text":
        return replace(line, kind="rule" if _RULE.match(raw) else "metadata")
    return line


def _plain(raw: str, offset: int, marker_end: int = 0) -> Line:
    """Strip a line; `marker_end` is where its text begins within `raw` at the earliest."""
    body = raw[marker_end:]
    stripped = body.strip()
    lead = len(raw) - len(raw.lstrip())
    start = offset + marker_end + (len(body) - len(body.lstrip()))
    return Line(
        kind="text" if stripped else "blank",
        text=stripped,
        outer_start=offset + lead if marker_end else start,
        start=start,
        end=start + len(stripped),
        indent=lead,
        has_cells=bool(_CELLS.search(stripped)),
    )


def _classify(raw: str, offset: int) -> Line:
    quote = _QUOTE.match(raw)
    line = _plain(raw, offset, quote.end() if quote else 0)
    if line.kind == "blank":
        return line
    if _TABLE_RULE.match(raw):
        return replace(line, kind="rule", is_table_rule=True)
    if _RULE.match(raw):
        return replace(line, kind="rule")
    heading = _ATX.match(raw)
    if heading:
        tail = _ATX_TAIL.search(raw)
        inner = _plain(raw[: tail.start()] if tail else raw, offset, heading.end())
        return replace(inner, kind="heading", level=len(heading.group(1)))
    if is_metadata(line.text):
        return replace(line, kind="metadata")
    item = _ITEM.match(raw)
    if item:
        inner = _plain(raw, offset, item.end())
        indent = len(item.group("indent").expandtabs(4))
        kind: LineKind = "metadata" if is_metadata(inner.text) else "item"
        return replace(inner, kind=kind, indent=indent, is_numbered=bool(item.group("number")))
    return line
