"""The figures ledger in order, and as a file: CSV for a spreadsheet, Markdown for a document."""

import csv
import io
import os
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from assistant.errors import NotWritten
from assistant.types import Figure, FigureSource

Order = Literal["draft", "verdict", "value", "unit", "source"]

_WORST_FIRST = ("unsupported", "conflict", "unchecked", "supported", "confirmed")
_HANDS = {"first_hand": "first-hand", "second_hand": "second-hand", "unnamed": "unnamed research"}
COLUMNS = (
    "figure", "value", "low", "high", "unit", "verdict", "original", "conversion", "quote",
    "language", "source", "page", "publisher", "published", "origin", "findings", "sentence",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the start of a cell."""
_MARKDOWN_COLUMNS = ("Figure", "Value", "Unit", "Verdict", "Original", "Conversion", "Source")


def sort_figures(
    figures: Sequence[Figure], by: Order = "draft", *, descending: bool = False
) -> tuple[Figure, ...]:
    """Return the figures in another order; equal ones keep that of the draft."""
    keys: dict[Order, Callable[[Figure], object]] = {
        "draft": lambda f: (f.claim, f.start),
        "verdict": lambda f: _WORST_FIRST.index(f.verdict),
        "value": lambda f: _size(f),
        "unit": lambda f: (f.unit, _size(f)),
        "source": lambda f: f.sources[0].title if f.sources else "",
    }
    in_place = sorted(figures, key=lambda f: (f.claim, f.start))
    return tuple(sorted(in_place, key=keys[by], reverse=descending))  # type: ignore[arg-type]


def ledger_csv(figures: Sequence[Figure], sentences: Sequence[str] = ()) -> bytes:
    """Return the ledger as CSV in UTF-8 with a byte order mark, as spreadsheets want it.

    A figure with several sources has a row for each, one without sources one row. A cell that a
    spreadsheet would run as a formula begins with an apostrophe.

    Args:
        figures: In the order wanted.
        sentences: Texts of the claims, by their index; without them that column is empty.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in figures:
        sentence = sentences[figure.claim] if figure.claim < len(sentences) else ""
        for source in figure.sources or (None,):
            writer.writerow([_cell(value) for value in _row(figure, source, sentence)])
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


def check_writable(path: Path) -> None:
    """Make sure, before a long piece of work, that its ledger can be written.

    Raises:
        NotWritten: There is no such folder, or it may not be written to.
    """
    target = path if path.exists() else path.parent
    if not target.exists():
        raise _not_written(path, "there is no such folder")
    if not os.access(target, os.W_OK):
        raise _not_written(path, "you may not write there")


def write_ledger(path: Path, figures: Sequence[Figure], sentences: Sequence[str] = ()) -> None:
    """Write the ledger as CSV to a file.

    Raises:
        NotWritten: The file can't be written.
    """
    try:
        path.write_bytes(ledger_csv(figures, sentences))
    except OSError as exc:
        raise _not_written(path, (exc.strerror or "the system refused").lower()) from exc


def _not_written(path: Path, why: str) -> NotWritten:
    return NotWritten(
        f"Can't write the figures to {str(path)!r}",
        why,
        "Name a file in a folder that exists and that you may write to.",
    )


def ledger_markdown(figures: Sequence[Figure]) -> str:
    """Return the ledger as a Markdown table; quotes stand below it, under their numbers."""
    lines = [
        "| " + " | ".join(_MARKDOWN_COLUMNS) + " |",
        "|" + " --- |" * len(_MARKDOWN_COLUMNS),
    ]
    quotes: dict[int, FigureSource] = {}
    for figure in figures:
        quotes.update({source.n: source for source in figure.sources})
        originals = "; ".join(dict.fromkeys(source.original for source in figure.sources))
        told = "; ".join(f"[{s.n}] {s.title} ({_HANDS[s.hand]})" for s in figure.sources)
        cells = (
            figure.text, value_of(figure), figure.unit, figure.verdict, originals,
            figure.conversion, told,
        )  # fmt: skip
        lines.append("| " + " | ".join(_escaped(cell) for cell in cells) + " |")
    if quotes:
        lines.append("")
        lines += [
            f"- [{n}] {_escaped(s.title)}{_page(s)}: “{_escaped(s.quote)}”"
            for n, s in sorted(quotes.items())
        ]
    return "\n".join(lines) + "\n"


def value_of(figure: Figure) -> str:
    """Return the exact value, or both ends of a range, in plain decimal notation."""
    if figure.value is not None:
        return plain_decimal(figure.value)
    ends = [plain_decimal(end) for end in (figure.low, figure.high) if end is not None]
    return "–".join(ends) if figure.high is not None else f"{''.join(ends)}+"


def plain_decimal(value: Decimal | None) -> str:
    """Return a number exactly, without exponent and without zeros that say nothing."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _row(figure: Figure, source: FigureSource | None, sentence: str) -> tuple[str, ...]:
    own = (
        figure.text,
        plain_decimal(figure.value),
        plain_decimal(figure.low),
        plain_decimal(figure.high),
        figure.unit,
        figure.verdict,
    )
    findings = " ".join(finding.message for finding in figure.findings)
    if source is None:
        return (*own, "", "", "", "", "", "", "", "", "", findings, sentence)
    page = "" if source.page is None else str(source.page)
    # What leads from this source's wording, not from the first one's.
    converted = figure.conversion if figure.conversion.startswith(source.original) else ""
    return (
        *own, source.original, converted, source.quote, source.language, source.title, page,
        source.publisher, source.published, _HANDS[source.hand], findings, sentence,
    )  # fmt: skip


def _cell(text: str) -> str:
    # Leading space doesn't keep a spreadsheet from running a formula, nor does its wide form.
    first = text.lstrip(" \u00a0\u3000\n")[:1]
    is_number = text.startswith("-") and text[1:].replace(".", "", 1).isdigit()
    if is_number or not first:
        return text
    return f"'{text}" if first in _FORMULA or first in "＝＋－＠" else text


def _size(figure: Figure) -> Decimal:
    value = figure.value if figure.value is not None else figure.low
    return value if value is not None else Decimal(0)


def _page(source: FigureSource) -> str:
    return "" if source.page is None else f", p. {source.page}"


def _escaped(text: str) -> str:
    text = " ".join(text.split()).replace("\\", "\\\\")
    for sign in "|<>*_`[]":
        text = text.replace(
            sign, f"\\{sign}" if sign not in "<>" else {"<": "&lt;", ">": "&gt;"}[sign]
        )
    return text
