"""Join two readings into a range: "65 to 95 billion euros", 650億から950億ユーロ, 10〜20%."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from knowledge.quantities.numerals_ja import NUMERAL_CHARACTERS
from knowledge.quantities.plausibility import FIRST_YEAR, LAST_YEAR
from knowledge.quantities.reading import ONE, VULGAR, Reading, plus, times
from knowledge.quantities.types import FISCAL_YEAR, YEAR
from knowledge.quantities.units import CURRENCY_BY_CODE

_LONGEST_GAP: Final = 12

_CONNECTOR: Final = re.compile(r"\s?(?:[–—~\-]|から|ないし)\s?|\s(?:to|through)\s", re.IGNORECASE)
_AND: Final = re.compile(r"\sand\s", re.IGNORECASE)
_IN: Final = re.compile(r"(?<![a-z])in\s$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?<![a-z])between\s{1,2}$", re.IGNORECASE)
_CHANGE_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:rose|risen|rising|rises?|grew|grown|growing|grows?|increas\w{0,4}|f[ae]ll\w{0,4}|declin\w{0,4}|"
    r"drop\w{0,4}|went|jump\w{0,4}|expand\w{0,4}|cut\w{0,4}|lower\w{0,4}|rais\w{0,4}|improv\w{0,4}|"
    r"reduc\w{0,4}|mov\w{0,4}|shr[aiu]nk\w{0,4}|climb\w{0,4}|doubl\w{0,4}|chang\w{0,4}|surg\w{0,4})\s"
    r"(?:[a-z]{1,15}\s){0,4}from\s$",
    re.IGNORECASE,
)
_CHANGE_AFTER: Final = re.compile(
    # Without に or まで, 1割から2割増える, it is a range: by ten to twenty percent.
    r"\s?(?:まで[にへと]?|[にへと](?:まで)?)(?:増|減|上昇|上が|下が|低下|拡大|縮小|伸び|引き?上げ|引き?下げ|急|成長|"
    r"改善|悪化|倍増|削減|達|変|なっ|短縮)"
)


def join_ranges(text: str, readings: list[Reading]) -> list[Reading]:
    """Return the readings with every pair that states a range made one.

    "Rose from 10% to 20%" and 10%から20%に増えた state a change, not a range: they stay two.
    """
    joined: list[Reading] = []
    for reading in readings:
        pair = _joined(text, joined[-1], reading) if joined else None
        if pair is None:
            joined.append(reading)
        else:
            joined[-1] = pair
    return joined


def _joined(text: str, first: Reading, second: Reading) -> Reading | None:
    """Return the range that two neighbours make, None when they make none."""
    if not 0 < second.start - first.end < _LONGEST_GAP or first.bound:
        return None
    before = text[max(0, first.start - 60) : first.start]
    between = _BETWEEN.search(before)
    gap = text[first.end : second.start]
    if (_CONNECTOR if between is None else _AND).fullmatch(gap) is None:
        return None
    if _CHANGE_BEFORE.search(before) or ("から" in gap and _CHANGE_AFTER.match(text, second.end)):
        return None
    unit = _common_unit(text, first, second)
    ends = None if unit is None else _ends(text, first, second, is_dash=gap.strip() in {"-", "–"})
    if unit is None or ends is None or not ends[0] < ends[1]:
        return None
    return replace(
        second,
        start=first.start - (0 if between is None else len(between[0])),
        value=None,
        low=ends[0],
        high=ends[1],
        unit=unit,
        is_bare=first.is_bare and second.is_bare,
    )


def _common_unit(text: str, first: Reading, second: Reading) -> str | None:
    """Return the unit of a range, None when its ends don't share one."""
    if first.unit == second.unit:
        counters = _counter(text, first), _counter(text, second)
        return second.unit if not counters[0] or counters[0] == counters[1] else None
    if not first.unit:
        # "In 2021 to $52 million": the sign of a currency stands before its own number only.
        is_apart = _counter(text, first) or not (
            text[second.start].isalnum() or text[second.start] in VULGAR
        )
        is_apart = is_apart or _is_dated(text, first)
        return None if is_apart else second.unit
    if first.unit in {YEAR, FISCAL_YEAR} and second.is_bare:
        return first.unit if _is_year(second.value) else None
    is_money = first.unit in CURRENCY_BY_CODE and not second.unit
    return first.unit if is_money and not _counter(text, second) else None


def _counter(text: str, reading: Reading) -> str:
    """Return the Japanese counter that a reading without a unit ends with, or an empty string."""
    last = text[reading.end - 1]
    return "" if reading.unit or last.isascii() or last in NUMERAL_CHARACTERS else last


def _is_dated(text: str, reading: Reading) -> bool:
    """Whether a number before "to" is the year of what stands before it: "12 in 2021 to 30"."""
    before = text[max(0, reading.start - 4) : reading.start]
    return reading.is_bare and _is_year(reading.value) and _IN.search(before) is not None


def _ends(
    text: str, first: Reading, second: Reading, *, is_dash: bool
) -> tuple[Decimal, Decimal] | None:
    """Return the ends of a range, the first with the scale and the sign of the second.

    The first has no share in the scale where its own unit follows it: 1,940ドルから3,660億ドル.
    """
    low, high = first.value, second.value
    if low is None or high is None:
        return None
    is_whole = bool(first.unit) and not text[first.end - 1].isdigit()
    if first.scale == ONE and second.scale != ONE and not is_whole:
        scaled = times(low, second.scale)
        low = scaled if scaled < high.copy_abs() else low
    if is_dash and first.is_bare and second.is_bare and _is_short_year(low, high):
        high = plus(high, Decimal(int(low) // 100 * 100))
    if second.unit.endswith("_relative"):
        if not first.unit:
            low = low.copy_sign(high)
        return min(low, high), max(low, high)
    return low, high


def _is_year(value: Decimal | None) -> bool:
    return value is not None and FIRST_YEAR <= value <= LAST_YEAR


def _is_short_year(low: Decimal, high: Decimal) -> bool:
    """Whether a dash joins a year and the last two digits of a later one: 1990-95."""
    return _is_year(low) and int(low) % 100 < high <= 99 and high >= 10
