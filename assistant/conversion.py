"""How a figure in a source's wording became the figure of a draft, step by step.

"7億 = 7 × 10^8 = 700 million". The steps are computed and stand there only if they lead to the
value that was read; otherwise the two wordings stand side by side.
"""

import re
import unicodedata
from decimal import Decimal

from knowledge.quantities import Quantity
from knowledge.quantities.numerals_ja import parse

_JAPANESE_SCALES = {"万": 4, "億": 8, "兆": 12, "京": 16}
_ENGLISH_SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9,
    "b": 9, "trillion": 12, "tn": 12, "t": 12,
}  # fmt: skip
_NUMERAL = r"\d[\d,]*(?:\.\d+)?"
_JAPANESE = re.compile(
    rf"({_NUMERAL}|[〇一二三四五六七八九十百千]+|{_NUMERAL}[十百千])([万億兆京])"
)
_ENGLISH = re.compile(
    rf"({_NUMERAL})[\s-]?(hundred|thousand|million|billion|trillion|bn|mn|tn|[kmbt])\b",
    re.IGNORECASE,
)
_TENTHS = re.compile(rf"({_NUMERAL}|[一二三四五六七八九])割(?!\d)")
_PARTS = re.compile(
    rf"({_NUMERAL}|[一二三四五六七八九十百]+)分の({_NUMERAL}|[一二三四五六七八九十百]+)"
)


def conversion(source: Quantity, draft_text: str) -> str:
    """Return the way from the source's figure to the draft's wording; empty when it is as written.

    Args:
        source: The figure as its source writes it.
        draft_text: The same figure as the draft writes it.
    """
    original = " ".join(source.text.split())
    if _folded(original) == _folded(draft_text):
        return ""
    steps = _steps(unicodedata.normalize("NFKC", source.text), source)
    written = " ".join(draft_text.split())
    return " = ".join(filter(None, (original, steps, written)))


def _steps(text: str, source: Quantity) -> str:
    for match in (_TENTHS.search(text), _PARTS.search(text)):
        number = None if match is None else _number(match.group(1))
        if match is None or number is None:
            continue
        if match.re is _TENTHS:
            return f"{_plain(number)} × 10%" if source.value == number * 10 else ""
        part = _number(match.group(2))
        return f"{_plain(part)}/{_plain(number)}" if part is not None and number else ""
    groups = _groups(text)
    ends = [end for end in (source.value, source.low, source.high) if end is not None]
    sums = [sum((m.scaleb(k) for m, k in group), Decimal(0)) for group in groups]
    if not groups or sums != ends:
        return ""
    unit = f" {source.unit}" if len(source.unit) == 3 and source.unit.isupper() else ""
    told = [" + ".join(f"{_plain(m)} × 10^{k}" for m, k in group) for group in groups]
    return " to ".join(told) + unit


def _groups(text: str) -> list[list[tuple[Decimal, int]]]:
    """Return the numerals as (number, power of ten), parts of one numeral together."""
    groups: list[list[tuple[Decimal, int]]] = []
    end = -1
    pattern = _JAPANESE if _JAPANESE.search(text) else _ENGLISH
    scales = _JAPANESE_SCALES if pattern is _JAPANESE else _ENGLISH_SCALES
    for match in pattern.finditer(text):
        number = _number(match.group(1))
        if number is None:
            return []
        step = (number, scales[match.group(2).lower()])
        if match.start() == end:
            groups[-1].append(step)
        else:
            groups.append([step])
        end = match.end()
    return groups


def _number(text: str) -> Decimal | None:
    return (
        Decimal(text.replace(",", "")) if text[0].isdigit() and text[-1].isdigit() else parse(text)
    )


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:,f}"


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
