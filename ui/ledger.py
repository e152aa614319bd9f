"""The figures ledger as a table: what each figure is, where it stands, how it was converted."""

import re
from typing import TYPE_CHECKING

from assistant.ledger_files import value_of
from knowledge.quantities.types import CALENDAR_UNITS
from ui.claim_view import badge
from ui.rendering import escape
from ui.verdicts import HANDS, VERDICTS, language_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Figure, FigureSource

_COLUMNS = (
    ("figure", "Figure"),
    ("verdict", "Verdict"),
    ("value", "Value"),
    ("unit", "Unit"),
    ("original", "Original wording"),
    ("conversion", "Conversion"),
    ("origin", "Source"),
)
_DAY = re.compile(r"\b(\d{4})(\d\d)(\d\d)\b")
_LONG = re.compile(r"(?<![\d.])\d{5,}")
_UNITS = {"%": "per cent", "x": "times", "": "–"}


def ledger(figures: "Sequence[Figure]", *, turn: str, address: str) -> str:
    """Return the table, which the page's script sorts by the heads of its columns.

    Args:
        figures: In the draft's order.
        turn: Where their sentences stand, for the buttons that open them.
        address: Where the page gets the same as a CSV file.
    """
    if not figures:
        return '<p class="quiet">It states no figures.</p>'
    heads = "".join(
        f'<th scope="col" role="columnheader" class="col-{key}" aria-sort="none">'
        f'<button type="button" data-sort-by="{index}">{name}</button></th>'
        for index, (key, name) in enumerate(_COLUMNS)
    )
    rows = "".join(_row(figure, index, turn) for index, figure in enumerate(figures))
    noun = "figure" if len(figures) == 1 else "figures"
    return (
        f'<div class="ledger-head"><span class="quiet">{len(figures)} {noun}</span>'
        f'<a class="quiet-button" href="{escape(address)}" download>Download as CSV</a></div>'
        '<div class="ledger-frame" role="region" aria-label="Figures ledger" tabindex="0">'
        '<table class="ledger" role="table">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _row(figure: "Figure", index: int, turn: str) -> str:
    verdicts = list(VERDICTS)
    size = figure.value if figure.value is not None else figure.low
    figure_cell = (
        f'<button type="button" class="figure-button" data-event="claim" '
        f'data-turn="{escape(turn)}" data-claim="{figure.claim}" '
        f'aria-label="Show the sentence that states {escape(figure.text)}">'
        f"{escape(figure.text)}</button>"
    )
    findings = "".join(
        f'<p class="finding finding-{escape(f.severity)}">{escape(f.message)}</p>'
        for f in figure.findings
    )
    unit = _UNITS.get(figure.unit, figure.unit.replace("_", " "))
    originals = "".join(_original(source) for source in figure.sources)
    sources = "".join(_source(source) for source in figure.sources)
    missing = '<span class="quiet">Not in the quotes it cites</span>'
    hands = " ".join(source.hand for source in figure.sources)
    cells = (
        # The first column sorts by the draft's order, as it came.
        (f"{index:06}", figure_cell),
        (str(verdicts.index(figure.verdict)), badge(figure.verdict)),
        ("" if size is None else f"{size:f}", escape(_value(figure))),
        (figure.unit, escape(unit)),
        (figure.sources[0].original if figure.sources else "", (originals or missing) + findings),
        (figure.conversion, escape(figure.conversion) or _unconverted(figure)),
        (hands, sources or "–"),
    )
    shown = "".join(
        f'<td role="cell" class="col-{key}" data-label="{name}" data-sort="{escape(by)}">'
        f"{cell}</td>"
        for (key, name), (by, cell) in zip(_COLUMNS, cells, strict=True)
    )
    # Narrow screens show rows as blocks; the roles keep them a table for those who hear it.
    return f'<tr role="row">{shown}</tr>'


def _value(figure: "Figure") -> str:
    """Return the value as people read it: dates with dashes, thousands set apart."""
    number = value_of(figure)
    if figure.unit in CALENDAR_UNITS:
        return _DAY.sub(r"\1-\2-\3", number)
    return _LONG.sub(lambda digits: f"{int(digits[0]):,}", number)


def _unconverted(figure: "Figure") -> str:
    return '<span class="quiet">As written</span>' if figure.sources else "–"


def _original(source: "FigureSource") -> str:
    lang = escape(source.language)
    return (
        f'<div class="original"><strong lang="{lang}">{escape(source.original)}</strong> '
        f'<span class="quiet">[{source.n}] {escape(language_name(source.language))}</span>'
        f'<q lang="{lang}">{escape(source.quote)}</q></div>'
    )


def _source(source: "FigureSource") -> str:
    page = "" if source.page is None else f"p. {source.page}"
    facts = " · ".join(filter(None, (source.publisher, source.published, page)))
    return (
        f'<div class="ledger-source"><span class="hand hand-{escape(source.hand)}">'
        f"{HANDS[source.hand]}</span> <span>{escape(source.title)}</span>"
        f'<span class="quiet">{escape(facts)}</span></div>'
    )
