"""Attach the unit that stands before or after a number: currency, %, times, measure, period."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from knowledge.quantities import numerals_ja, types, units
from knowledge.quantities.bounds import read_bound_after
from knowledge.quantities.reading import NUMBER, Reading, number, plus, ratio, times

_PERCENT: Final = re.compile(
    r"\s?(?:%|パーセント|プロセント)(\s?ポイント)?|[\s\-](?:per\s?cent|pct\.?)(?![a-z])",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(
    r"[\s\-]percentage[\s\-]points?(?![a-z])|\s?ppts?(?![a-z])|\s?pp(?![a-z])", re.IGNORECASE
)
_TIMES: Final = re.compile(
    r"\s?倍|\stimes(?![a-z])(?!\s(?:a|per|each)\s)|[\s\-]?fold(?![a-z])|\s?[x×](?![A-Za-z0-9]|\s?[0-9])"
)
_WARI: Final = re.compile(r"\s?割(?![りく当引高安])(?:([0-9一二三四五六七八九])分(?!の))?")
PERIOD_TAIL: Final = (
    r"(?:\s(?P<tail>ago|earlier|previously|later|hence|from\snow|prior(?!\sto)|"
    r"before(?=[.,;)]|$))(?![a-z]))?"
)
"""What makes a length of time a distance in time; its group is called `tail`."""

_PERIOD: Final = re.compile(
    r"(?:\s{1,2}|-)(?:(?:calendar|full)\s)?"
    r"(year|month|week|day|hour|minute|second|decade|century|centurie)s?'?(?![a-z])"
    rf"(?:-old(?![a-z]))?{PERIOD_TAIL}",
    re.IGNORECASE,
)
_FORWARD: Final = frozenset({"later", "hence", "from now", "後"})
_JA_PERIOD: Final = re.compile(
    r"\s?(?:(?P<year>[かヶカヵケ箇]?年(?![代度生次報金収齢号]))|(?P<month>[かヶカヵケ箇ヵ]月)|(?P<week>週間?)|"
    r"(?P<day>日(?=間|半(?!ば)|以|未|前|後|ほど|程度|足らず|超))|(?P<hour>時間(?!帯))|"
    r"(?P<minute>分(?![のけか野析類岐割散子配担離布]))|(?P<second>秒))(?P<half>半)?間?"
)
_JA_DIRECTION: Final = re.compile(r"も?([前後])(?![後半期者述回提倒])")
_RATIO: Final = re.compile(rf"分の({NUMBER}|[{numerals_ja.NUMERAL_CHARACTERS}]++)")
_NUMERIC_RATIO: Final = re.compile(
    r"/([0-9]{1,3})(?=\sof\b|の)|/(3[2-9]|[4-9][0-9]|[0-9]{3})(?![0-9/])"
)
_BETWEEN: Final = re.compile(r"\s?\+(?=[\s\-][a-z])|\sor\s(?:more|fewer|less)(?=\s)")
_SIGN: Final = re.compile(r"(?:(?<![A-Za-z0-9)\]\-/%])-|(?:マイナス|minus\s|negative\s))$")
_SIGNED_UNITS: Final = frozenset({types.PERCENT, types.PERCENTAGE_POINT, "℃"})


def attach_unit(text: str, reading: Reading, floor: int) -> Reading:
    """Return the reading widened by its unit and sign; unchanged when it has none."""
    prefix = units.CURRENCY_BEFORE_RE.search(text, max(0, reading.start - 8, floor), reading.start)
    if prefix is not None:
        code = units.CODE_BEFORE[prefix[1]]
        reading = replace(reading, start=prefix.start(1), unit=code, is_bare=False)
        again = units.CURRENCY_AFTER_RE.match(text, reading.end)
        if again is not None and code == units.CODE_AFTER[again[1].lower()]:
            reading = replace(reading, end=again.end())
        return _signed(text, reading, floor)
    fraction = _fraction(text, reading)
    if fraction is not None:
        return fraction
    attached = _after(text, reading)
    if attached is None:
        between = _BETWEEN.match(text, reading.end)
        if between is not None:
            attached = _after(text, replace(reading, end=between.end()))
        if between is None or attached is None:
            return reading
        is_most = between[0].endswith(("fewer", "less"))
        attached = replace(attached, bound=types.AT_MOST if is_most else types.AT_LEAST)
    return _signed(text, attached, floor)


def _after(text: str, reading: Reading) -> Reading | None:
    """Return the reading with the unit after it, None when none follows."""
    end = reading.end
    points = _POINTS.match(text, end)
    if points is not None:
        return replace(reading, end=points.end(), unit=types.PERCENTAGE_POINT, is_bare=False)
    percent = _PERCENT.match(text, end)
    if percent is not None:
        unit = types.PERCENTAGE_POINT if percent[1] else types.PERCENT
        return replace(reading, end=percent.end(), unit=unit, is_bare=False)
    wari = _WARI.match(text, end)
    if wari is not None:
        return _in_tenths(reading, wari)
    fold = _TIMES.match(text, end)
    if fold is not None and not (reading.low == 2 and fold[0].strip() == "times"):
        return replace(reading, end=fold.end(), unit=types.TIMES, is_bare=False)
    currency = units.CURRENCY_AFTER_RE.match(text, end)
    if currency is not None:
        code = units.CODE_AFTER[currency[1].lower()]
        return replace(reading, end=currency.end(), unit=code, is_bare=False)
    measure = units.MEASURE_SYMBOL_RE.match(text, end)
    if measure is not None:
        return replace(reading, end=measure.end(), unit=measure[1], is_bare=False)
    measure = units.MEASURE_WORD_RE.match(text, end)
    if measure is not None:
        unit = units.MEASURE_AFTER[measure[1].lower()]
        return replace(reading, end=measure.end(), unit=unit, is_bare=False)
    return _period(text, reading) or _counted(text, reading)


def _counted(text: str, reading: Reading) -> Reading | None:
    """Return a count with its Japanese counter taken in, None when no counter follows."""
    counter = units.COUNTER_RE.match(text, reading.end)
    return None if counter is None else replace(reading, end=counter.end(), is_bare=False)


def _in_tenths(reading: Reading, wari: re.Match[str]) -> Reading:
    """Turn 3割 or 2割5分 into per cent."""
    tenths = Decimal(10)
    reading = _scaled(reading, tenths)
    if wari[1] and reading.value is not None:
        extra = numerals_ja.parse(wari[1]) or Decimal(0)
        reading = replace(reading, value=plus(reading.value, extra))
    return replace(reading, end=wari.end(), unit=types.PERCENT, is_bare=False, scale=tenths)


def _scaled(reading: Reading, factor: Decimal) -> Reading:
    return replace(
        reading,
        value=None if reading.value is None else times(reading.value, factor),
        low=None if reading.low is None else times(reading.low, factor),
    )


def _period(text: str, reading: Reading) -> Reading | None:
    """Return a length of time or a distance in time, None when no period follows."""
    match = _PERIOD.match(text, reading.end)
    if match is not None:
        period, factor = units.PERIOD_WORDS[match[1].lower()]
        reading = _scaled(reading, Decimal(factor))
        return in_time(replace(reading, end=match.end()), period, match["tail"])
    return _japanese_period(text, reading)


def _japanese_period(text: str, reading: Reading) -> Reading | None:
    """Return 5年, 2年前, 2年以上前 or 3か月後 as a time, None when it is none."""
    match = _JA_PERIOD.match(text, reading.end)
    if match is None:
        return None
    period = next(name for name in types.PERIODS if match[name])
    if match["half"] and reading.value is not None:
        reading = replace(reading, value=plus(reading.value, Decimal("0.5")))
    end, bound, hedge = match.end(), "", ""
    bounded = read_bound_after(text, end)
    direction = None if bounded is None else _JA_DIRECTION.match(text, bounded[0])
    if bounded is not None and direction is not None:
        _, bound, hedge = bounded
    else:
        direction = _JA_DIRECTION.match(text, end)
    if direction is not None:
        end = direction.end()
    reading = replace(reading, end=end, bound=bound, hedge=reading.hedge or hedge)
    return in_time(reading, period, None if direction is None else direction[1])


def in_time(reading: Reading, period: str, direction: str | None) -> Reading:
    """Return a number of periods as a length of time, or as a distance if it has a direction.

    Args:
        reading: The number, already counted in the period.
        period: One of `types.PERIODS`.
        direction: "ago", "later", 前, 後 and the like, None for a length.
    """
    if direction is None:
        return replace(reading, unit=f"duration_{period}", is_bare=False)
    sign = 1 if " ".join(direction.lower().split()) in _FORWARD else -1
    signed = _scaled(reading, Decimal(sign))
    return replace(signed, unit=f"{period}_relative", is_bare=False)


def vague_reading(start: int, end: int, magnitude: Decimal, form: str) -> Reading:
    """Return a vague amount of an order of magnitude, as `types.Quantity.low` describes it."""
    low = times(magnitude, Decimal(2))
    return Reading(start=start, end=end, low=low, hedge=types.ABOUT, form=form)


def _fraction(text: str, reading: Reading) -> Reading | None:
    """Return 3分の1 or "1/3 of" as a fraction, None when this is none."""
    match, is_inverse = _RATIO.match(text, reading.end), True
    if match is None:
        match, is_inverse = _NUMERIC_RATIO.match(text, reading.end), False
    if match is None or reading.value is None:
        return None
    other = numerals_ja.parse(match[1]) if is_inverse else number(match[1] or match[2])
    part, whole = (other, reading.value) if is_inverse else (reading.value, other)
    if part is None or whole is None or not 0 < part < whole <= 10**9:
        return None
    return replace(
        reading, end=match.end(), value=ratio(part, whole), unit=types.FRACTION, is_bare=False
    )


def _signed(text: str, reading: Reading, floor: int) -> Reading:
    """Return the reading with a minus before it, where its unit can be below nothing."""
    is_currency = reading.unit in units.CURRENCY_BY_CODE
    if reading.value is None or not (is_currency or reading.unit in _SIGNED_UNITS):
        return reading
    sign = _SIGN.search(text, max(0, reading.start - 10, floor), reading.start)
    if sign is None or (sign[0] == "-" and 0 < floor == sign.start()):
        return reading
    return replace(reading, start=sign.start(), value=reading.value.copy_negate())
