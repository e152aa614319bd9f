"""Join two readings into a range: "65 to 95 billion euros", 650億から950億ユーロ, 10〜20%."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from knowledge.quantities.reading import ONE, Reading, times
from knowledge.quantities.types import FRACTION

_CONNECTOR: Final = re.compile(
    r"\s?(?:[–—~\-]|から|より|ないし)\s?|\s(?:to|through)\s", re.IGNORECASE
)
_AND: Final = re.compile(r"\sand\s", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?<![a-z])between\s{1,2}$", re.IGNORECASE)
_CHANGE_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:rose|risen|rising|rises?|grew|grown|growing|grows?|increas\w{0,4}|f[ae]ll\w{0,4}|declin\w{0,4}|"
    r"drop\w{0,4}|went|jump\w{0,4}|expand\w{0,4}|cut\w{0,4}|lower\w{0,4}|rais\w{0,4}|improv\w{0,4}|"
    r"reduc\w{0,4}|mov\w{0,4}|shr[aiu]nk\w{0,4}|climb\w{0,4}|doubl\w{0,4}|chang\w{0,4}|surg\w{0,4})\s"
    r"(?:[a-z]{1,15}\s){0,4}from\s$",
    re.IGNORECASE,
)
_CHANGE_AFTER: Final = re.compile(
    r"\s?(?:まで)?[にへ]?(?:まで)?(?:と)?(?:増|減|上昇|上が|下が|低下|拡大|縮小|伸び|引き?上げ|引き?下げ|急|成長|"
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
    if first.value is None or second.value is None or first.bound or second.unit == FRACTION:
        return None
    gap_length = second.start - first.end
    if not 0 < gap_length < 8:
        return None
    before = text[max(0, first.start - 60) : first.start]
    between = _BETWEEN.search(before)
    connector = _AND if between is not None else _CONNECTOR
    gap = text[first.end : second.start]
    if connector.fullmatch(gap) is None or _CHANGE_BEFORE.search(before):
        return None
    if "から" in gap and _CHANGE_AFTER.match(text, second.end):
        return None
    low, high = _ends(first, second, is_dash=gap.strip() in {"-", "–"})
    if low is None or not low < high:
        return None
    start = first.start - (len(between[0]) if between is not None else 0)
    return replace(
        second,
        start=start,
        value=None,
        low=low,
        high=high,
        is_bare=first.is_bare and second.is_bare,
    )


def _ends(first: Reading, second: Reading, *, is_dash: bool) -> tuple[Decimal | None, Decimal]:
    """Return the range's ends in order, the first None when the two don't belong together."""
    assert first.value is not None and second.value is not None
    low, high = first.value, second.value
    is_past = high < 0
    if (
        first.is_bare
        and first.scale == ONE
        and second.scale != ONE
        and low * second.scale < abs(high)
    ):
        low = times(low, second.scale)
    elif is_dash and first.is_bare and second.is_bare and 1700 <= low <= 2099 and 10 <= high <= 99:
        high += low // 100 * 100
    elif first.unit != second.unit and first.unit and not _is_year(first, second):
        return None, high
    if first.is_bare and is_past:
        return (-low, high) if -low < high else (high, -low)
    return (low, high) if not (is_past and high < low) else (high, low)


def _is_year(first: Reading, second: Reading) -> bool:
    return first.unit == "year" and second.is_bare
