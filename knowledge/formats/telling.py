"""What a text tells about itself: title, publisher and date, never guessed."""

import re
from pathlib import Path

from knowledge.blocks import Block, find_blocks
from knowledge.lines import width
from knowledge.suspicion import reason

_TITLE_COLUMNS = 200
_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PUBLISHER = re.compile(
    r"(?:Publisher|Published by|発行(?:者|元|所)?)[ \t]*[:：][ \t]*(\S.*)",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"(?:(?:Date|Posted(?: on)?|Published(?: on)?|日付|公開日|発行日|投稿日|作成日|掲載日)"
    r"[ \t]*[:：]?[ \t]*)?(.+)",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMERIC = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})(?:日|(?=$|[T ,]))|月|(?=$)))?年?"
    r"(?:[T ,].*)?$"
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+)\.?,? (\d{4})$")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})$")
_MAX_PUBLISHER = 120


def iso_date(text: str) -> str:
    """Turn a date as written into ISO form (day, month or year precision); empty when unclear.

    "3/4/2025" is unclear: it is another day in another country.
    """
    text = " ".join(text.split()).strip(" .")
    numeric = _NUMERIC.match(text)
    if numeric:
        year, month, day = (int(part) if part else 0 for part in numeric.groups())
        return _iso(year, month, day)
    day_first = _DAY_FIRST.match(text)
    if day_first:
        day_text, name, year_text = day_first.groups()
        return _iso(int(year_text), _MONTHS.get(name.lower(), -1), int(day_text))
    month_first = _MONTH_FIRST.match(text)
    if month_first:
        name, day_text, year_text = month_first.groups()
        return _iso(int(year_text), _MONTHS.get(name.lower(), -1), int(day_text or 0))
    return ""


def _iso(year: int, month: int, day: int) -> str:
    if not (1000 <= year <= 2999 and 0 <= month <= 12 and 0 <= day <= 31):
        return ""
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def front_matter(text: str) -> dict[str, str]:
    """Read the simple `key: value` lines of Markdown front matter, keys in lower case."""
    match = _FRONT.match(text)
    if not match:
        return {}
    pairs = (line.partition(":") for line in match.group(1).splitlines() if line[:1].strip())
    return {
        key.strip().lower(): value.strip().strip("\"'")
        for key, colon, value in pairs
        if colon and value.strip()
    }


def told_title(text: str, blocks: tuple[Block, ...], path: Path) -> str:
    """The first first-level heading, or a heading that opens the text, or the file's stem."""
    trusted = [b for b in blocks if b.kind != "metadata" and not _is_instruction(text, b)]
    headings = [block for block in trusted if block.kind == "heading"]
    opening = trusted[:1]
    for block in [*(b for b in headings if b.level == 1), *(b for b in headings if b in opening)]:
        title = " ".join(text[block.start : block.end].split())
        if width(title) <= _TITLE_COLUMNS:
            return title
    return path.stem


def _is_instruction(text: str, block: Block) -> bool:
    return block.kind == "heading" and bool(reason(text[block.outer_start : block.end]))


def told_publisher(text: str, blocks: tuple[Block, ...]) -> str:
    """The publisher named in a metadata line.

    `Source: …` isn't read as one: at the foot of an article it names whom the article reports.
    """
    for block in blocks:
        match = _PUBLISHER.fullmatch(text[block.start : block.end])
        if block.kind == "metadata" and match and len(match.group(1)) <= _MAX_PUBLISHER:
            return match.group(1).strip()
    return ""


def told_date(text: str, blocks: tuple[Block, ...]) -> str:
    """The date given in a metadata line of its own, in ISO form."""
    for block in blocks:
        if block.kind == "metadata":
            match = _DATE_LINE.fullmatch(text[block.start : block.end])
            date = iso_date(match.group(1)) if match else ""
            if date and not re.fullmatch(r"\d+", text[block.start : block.end]):
                return date
    return ""


def told(text: str, path: Path) -> tuple[str, str, str]:
    """Title, publisher and ISO date that the text tells."""
    blocks = find_blocks(text)
    front = front_matter(text)
    publisher = front.get("publisher") or told_publisher(text, blocks)
    date = iso_date(front.get("date", "")) or iso_date(front.get("published", ""))
    title = front.get("title") or told_title(text, blocks, path)
    return title, publisher, date or told_date(text, blocks)
