"""Find calendar dates, years, decades, centuries and times of day in folded, masked text."""

import re
from decimal import Decimal
from functools import partial
from typing import Final

from knowledge.quantities import types
from knowledge.quantities.masking import BLANK
from knowledge.quantities.numerals_ja import parse
from knowledge.quantities.reading import CALENDAR, Reading, words

MONTH_NAMES: Final = words(
    "January February March April May June July August September October November December"
)
CENTURY_NAMES: Final = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}

_MON: Final = (
    r"(?P<mon>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DAY_TO: Final = r"(?:\s?[\-–]\s?(?P<day_to>[0-9]{1,2})(?![0-9]))?"
_YEAR: Final = r"(?P<year>[12][0-9]{3})(?![0-9])"
_NOT_NAME: Final = r"(?<![A-Za-z0-9])"
_BEFORE_MONTH: Final = "|".join(
    rf"(?<=\b{word}\s)"
    for word in words(
        "in by of to In By since until Since Until early late after before through during every "
        "next last this"
    )
)

_ENGLISH: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (types.DATE, rf"{_NOT_NAME}{_MON}\s{{1,2}}{_DAY}{_DAY_TO},?\s{{1,2}}{_YEAR}"),
        (types.DATE, rf"{_NOT_NAME}{_DAY}\s(?:of\s)?{_MON},?\s{_YEAR}"),
        (types.MONTH, rf"{_NOT_NAME}{_MON},?\s{{1,2}}(?:of\s)?{_YEAR}"),
        (
            types.MONTH_DAY,
            rf"{_NOT_NAME}{_MON}\s{{1,2}}{_DAY}{_DAY_TO}(?![0-9A-Za-z])(?![.,:][0-9])"
            r"(?!\s?(?:%|percent|million|billion|trillion|times|pages))",
        ),
        (types.MONTH_DAY, rf"{_NOT_NAME}{_DAY}\s(?:of\s)?{_MON}(?![A-Za-z])"),
        (types.MONTH_OF_YEAR, rf"(?:{_BEFORE_MONTH}){_MON}(?![A-Za-z])(?!\s[A-Z0-9])"),
    )
)
_DIGITAL: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            types.DATE,
            r"(?<![0-9.\-/])(?P<year>[12][0-9]{3})([\-/.])(?P<month>[0-9]{1,2})\2"
            r"(?P<day>[0-9]{1,2})(?![0-9]|[.\-/][0-9])",
        ),
        (
            types.DATE,
            r"(?<![0-9.\-/])(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[12][0-9]{3})"
            r"(?![0-9/])",
        ),
        (
            types.TIME,
            r"(?<![0-9:.,A-Za-z])(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5][0-9]))?\s?"
            r"(?P<half>[apAP])(?:\.\s?[mM]\.|[mM](?![A-Za-z]))",
        ),
        (
            types.TIME,
            r"(?<![0-9:.,A-Za-z])(?P<half>午[前後])?(?P<hour>[01]?[0-9]|2[0-3]):"
            r"(?P<minute>[0-5][0-9])(?![:0-9])",
        ),
        (types.DECADE, r"(?<![A-Za-z0-9,.$])(?P<year>[12][0-9]{2}0)'?s(?![A-Za-z])"),
        (
            types.CENTURY,
            r"(?<![A-Za-z0-9])(?P<ordinal>[0-9]{1,2}(?=st|nd|rd|th)|"
            rf"(?i:{'|'.join(CENTURY_NAMES)}))(?:st|nd|rd|th)?[\s\-][Cc]entury(?![a-z])",
        ),
        (
            types.FISCAL_YEAR,
            r"\b(?:FY\s?|[Ff]iscal\s(?:[Yy]ears?\s)?)(?P<year>20[0-9]{2}|[0-9]{2})(?![0-9A-Za-z])",
        ),
    )
)

_NUMERAL: Final = r"[0-9〇零一二三四五六七八九十]{1,4}"
_JA_MONTH: Final = rf"(?P<month>(?<![0-9〇一二三四五六七八九十百千数何]){_NUMERAL})\s?月"
_JA_DAYS: Final = (
    rf"(?P<day>{_NUMERAL})\s?日(?:\s?(?:から|[~–\-])\s?(?P<day_to>{_NUMERAL})\s?日(?!間))?"
)
_JA_YEAR: Final = (
    r"(?:(?P<era>令和|平成|昭和|大正|明治)\s?(?P<era_year>[0-9〇一二三四五六七八九十]{1,3}|元)|"
    r"(?<![0-9〇零一二三四五六七八九.,])(?P<year>[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3}))\s?"
)
_JAPANESE: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (types.DATE, rf"{_JA_YEAR}年\s?{_JA_MONTH}\s?{_JA_DAYS}"),
        (types.MONTH, rf"{_JA_YEAR}年\s?{_JA_MONTH}(?!間)"),
        (types.MONTH_DAY, rf"{_JA_MONTH}\s?{_JA_DAYS}"),
        (types.MONTH_OF_YEAR, rf"{_JA_MONTH}(?!間)"),
        (types.FISCAL_YEAR, rf"{_JA_YEAR}(?:年度|年?(?:会計|財政)年度)"),
        (types.DECADE, r"(?<![0-9.,和成正治])(?P<year>[12][0-9]{2}0|[0-9]0)\s?年代"),
        (
            types.CENTURY,
            rf"(?P<ordinal>(?<![0-9〇一二三四五六七八九十百千数何.]){_NUMERAL})\s?世紀(?!間|以上)",
        ),
        (
            types.YEAR,
            rf"{_JA_YEAR}年(?!間|ぶり|度|代|(?:以[上下内]|未満|超|ほど|程度)?[前後](?![半期]))",
        ),
        (
            types.TIME,
            rf"(?P<half>午[前後])?(?P<hour>(?<![0-9〇一二三四五六七八九十百千数何.])"
            rf"(?(half){_NUMERAL}|[0-9]{{1,2}}))\s?時"
            r"(?:\s?(?P<minute>[0-9〇一二三四五六七八九十]{1,3})\s?分(?!の)|(?P<thirty>半))?(?!間|代|点)",
        ),
    )
)


def find_dates(text: str) -> tuple[str, list[Reading]]:
    """Find every date of any kind.

    Returns:
        The text with each date blanked out, and the dates in no particular order.
    """
    readings: list[Reading] = []
    for kind, pattern in _patterns_for(text):
        text = pattern.sub(partial(_taken, kind, readings), text)
    return text, readings


def _taken(kind: str, readings: list[Reading], match: re.Match[str]) -> str:
    """Add the match to the readings and blank it out, or leave it when it is no date."""
    reading = _reading(kind, match)
    if reading is None:
        return match[0]
    readings.append(reading)
    return BLANK * (match.end() - match.start())


def _patterns_for(text: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the patterns that may match, the more specific first."""
    patterns: list[tuple[str, re.Pattern[str]]] = []
    if any(name[:3] in text for name in MONTH_NAMES):
        patterns += _ENGLISH
    patterns += _DIGITAL
    if not text.isascii() and any(mark in text for mark in "年月時世"):
        patterns += _JAPANESE
    return patterns


def _reading(kind: str, match: re.Match[str]) -> Reading | None:
    """Turn a match into a reading, None when it is no possible date."""
    parts = match.groupdict()
    value: Decimal | None
    if kind == types.TIME:
        value = _time(parts)
    elif kind == types.CENTURY:
        ordinal = parts["ordinal"].lower()
        value = Decimal(CENTURY_NAMES[ordinal]) if ordinal in CENTURY_NAMES else parse(ordinal)
    else:
        value = _packed(kind, parts)
    if value is None:
        return None
    high = None
    if parts.get("day_to") is not None:
        high = _packed(kind, parts | {"day": parts["day_to"]})
        if high is None or high <= value:
            return None
    return Reading(
        start=match.start(),
        end=match.end(),
        value=value if high is None else None,
        low=None if high is None else value,
        high=high,
        unit=kind,
        form=CALENDAR,
    )


def _integer(numeral: str | None) -> int | None:
    value = None if numeral is None else parse(numeral)
    return None if value is None else int(value)


def _year(parts: dict[str, str | None]) -> int | None:
    era = parts.get("era")
    if era is not None:
        number = 1 if parts["era_year"] == "元" else _integer(parts["era_year"])
        return None if not number else _ERAS[era] + number
    year = _integer(parts.get("year"))
    if year is not None and year < 100:
        year += 1900 if year >= 50 else 2000
    return year


def _packed(kind: str, parts: dict[str, str | None]) -> Decimal | None:
    """Pack year, month and day as `types` describes, None when one is out of range."""
    year = _year(parts)
    if kind in {types.YEAR, types.FISCAL_YEAR, types.DECADE}:
        return None if year is None else Decimal(year)
    name = parts.get("mon")
    month = _integer(parts.get("month"))
    if name is not None:
        month = next(n for n, full in enumerate(MONTH_NAMES, 1) if full.startswith(name[:3]))
    day = _integer(parts.get("day"))
    if month is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    packed = month if day is None else month * 100 + day
    if year is not None:
        packed += year * (100 if day is None else 10000)
    return Decimal(packed)


def _time(parts: dict[str, str | None]) -> Decimal | None:
    """Return hour × 100 + minute on the 24-hour clock, None when there is no such time."""
    hour = _integer(parts["hour"])
    minute = 30 if parts.get("thirty") else _integer(parts.get("minute") or "0")
    if hour is None or minute is None or minute > 59:
        return None
    half = (parts.get("half") or "").lower()
    if half in {"p", "午後"} and hour < 12:
        hour += 12
    elif half in {"a", "午前"} and hour == 12:
        hour = 0
    return Decimal(hour * 100 + minute) if hour < 24 else None
