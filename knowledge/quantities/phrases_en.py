"""English phrases that state an amount: "half a million", "two-thirds", "dozens", "a decade"."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from knowledge.quantities import types
from knowledge.quantities.attaching import PERIOD_TAIL, attach_unit, in_time, vague_reading
from knowledge.quantities.numerals_en import (
    DOZEN,
    HUNDRED,
    NUMBER_WORD,
    SCALES,
    UNITS,
    read_number_words,
)
from knowledge.quantities.reading import ONE, WORD, Reading, power_of_ten, ratio, times, words

_ORDINALS: Final = words(
    "half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ROUND_ORDINALS: Final = words(
    "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"
)
PART_NAMES: Final = (
    dict(enumerate(_ORDINALS, 2))
    | {10 * n: name for n, name in enumerate(_ROUND_ORDINALS, 3)}
    | {1000: "thousandth"}
)
"""Into how many parts a whole is cut → the name of one of them."""

_POWERS: Final = {"ten": 1, "dozen": 1, "hundred": 2} | {
    word: 3 * n for n, word in enumerate(SCALES, 1)
}
_PARTS: Final = {name: parts for parts, name in PART_NAMES.items()} | {"fourth": 4, "halve": 2}
_MULTIPLES: Final = {"twice": 2, "double": 2, "thrice": 3, "triple": 3, "quadruple": 4}
_SCALE: Final = "|".join(SCALES)

CANDIDATE: Final = (
    rf"(?:{NUMBER_WORD}|several|half|many|tens|dozens?|hundreds|(?:{_SCALE})s|"
    r"decades?|centuries|twice|thrice|doubl(?:ed?|es|ing)|tripl(?:ed?|es|ing)|quadrupl(?:ed?|ing)|"
    rf"an?\s(?:few|dozen|hundred|{_SCALE}|half|{'|'.join(_ORDINALS[1:])}|decade|century|"
    r"year|month|week|day|hour))"
)
"""Words at which an amount may start; to be tried at the start of a word, in any case."""

_ARTICLE: Final = re.compile(
    rf"(half[\s\-])?an?[\s\-](half[\s\-])?(dozen|hundred|{_SCALE})(?![a-z])|"
    rf"half-({_SCALE})(?![a-z])",
    re.IGNORECASE,
)
_FRACTION: Final = re.compile(
    rf"(an?|{'|'.join(list(UNITS)[1:])})[\s\-]({'|'.join(_PARTS)})s?"
    r"(?![a-z])(?![\s\-](?:part|person|of\s(?:20|19|fiscal)))",
    re.IGNORECASE,
)
_OF_A_SCALE: Final = re.compile(rf"\sof\sa\s({_SCALE})(?![a-z])", re.IGNORECASE)
_OF: Final = re.compile(r"\sof(?![a-z])", re.IGNORECASE)
_HALF_OF: Final = re.compile(r"half(?=\s(?:of|the|its|their|our|all)\b)", re.IGNORECASE)
_HALF: Final = re.compile(r"half(?![a-z\-]|\s(?:an?|past|million|billion|trillion|dozen)\b)")
_HALF_AFTER: Final = re.compile(
    r"(?:than|about|nearly|almost|over|under|roughly|approximately|around|least|most|within|only|just|by)\s$"
)
_MEASURING: Final = re.compile(
    r"(?:than|about|nearly|almost|over|roughly|approximately|around|least|most|only|just|by)\s$",
    re.IGNORECASE,
)
_ENDS_PHRASE: Final = re.compile(
    r"\s?(?:[.,;:!?)]|$)|\s(?:more|less|fewer|higher|lower|larger|smaller|in|since|between|from|"
    r"after|before|when|while|once|over|by|"
    r"compared|during|said|say|were|are)(?![a-z])",
    re.IGNORECASE,
)
"""What follows "about a third" where it is a part; "about a third option" is none."""
_PART_OF_TIME: Final = re.compile(
    r"(?:first|second|other|latter|former|last|one|1|2)[\s\-]$", re.IGNORECASE
)
_VAGUE: Final = re.compile(
    r"(?:(several|a\sfew|many)\s)?(?:(tens|dozens|hundreds)\sof\s)?"
    rf"(?:(hundred|ten|dozen)s?\s(?:of\s)?)?({_SCALE}|hundred|dozen|ten)s?(?![a-z])",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"(?:several|a\sfew)(?![a-z])", re.IGNORECASE)
_DECADES: Final = re.compile(
    rf"(?P<article>an?\s)?(?P<noun>decades?|century|centuries)(?![a-z]){PERIOD_TAIL}",
    re.IGNORECASE,
)
_WHICH_DECADE: Final = re.compile(
    r"(?:past|last|next|coming|previous|within\sa|per)\s$", re.IGNORECASE
)
_PERIOD: Final = re.compile(
    rf"an?\s(?P<noun>year|month|week|day|hour)(?![a-z]){PERIOD_TAIL}", re.IGNORECASE
)
_MULTIPLE: Final = re.compile(
    r"(?:(twice|thrice|double|triple|quadruple)(?=\s(?:as|the|that|its|their|what)\b)|"
    r"(doubl|tripl|quadrupl)(?:ed|es|ing))(?![a-z])",
    re.IGNORECASE,
)
_COMPOUND: Final = re.compile(
    r"-(?:way|sided|time|size|shot|dimensional|on|to|off|stop|party|tier|fits)", re.IGNORECASE
)


def read_phrase(text: str, start: int) -> Reading | None:
    """Read the amount in words that starts here, None when there is none."""
    return (
        _fraction(text, start)
        or _half(text, start)
        or _article(text, start)
        or _vague(text, start)
        or _multiple(text, start)
        or _decades(text, start)
        or _period(text, start)
        or _number(text, start)
    )


def _number(text: str, start: int) -> Reading | None:
    numeral = read_number_words(text, start)
    if numeral is None:
        return None
    reading = Reading(
        start=start,
        end=numeral.end,
        value=numeral.value,
        scale=numeral.scale,
        form=WORD,
        is_bare=numeral.scale == ONE,
    )
    attached = attach_unit(text, reading, start)
    return None if attached.is_bare and _COMPOUND.match(text, attached.end) else attached


def _article(text: str, start: int) -> Reading | None:
    """Read "a million", "half a million", "a dozen"."""
    match = _ARTICLE.match(text, start)
    if match is None:
        return None
    word = (match[3] or match[4]).lower()
    scale = {"dozen": DOZEN, "hundred": HUNDRED}.get(word) or SCALES[word]
    is_half = match[1] or match[2] or match[4]
    value = times(scale, Decimal("0.5")) if is_half else scale
    reading = Reading(start=start, end=match.end(), value=value, scale=scale, form=WORD)
    return attach_unit(text, reading, start)


def _fraction(text: str, start: int) -> Reading | None:
    """Read "two-thirds", "one-half", "a quarter of", "by a third."; not "a third option"."""
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    count_word, part = match[1].lower(), match[2].lower()
    is_article = count_word in {"a", "an"}
    if is_article and (part == "half" or not _is_part(text, start, match.end())):
        return None
    count = ONE if is_article else UNITS[count_word]
    parts = _PARTS[part]
    if not 0 < count < parts:
        return None
    value = ratio(count, Decimal(parts))
    million = _OF_A_SCALE.match(text, match.end())
    if million is not None:
        value = times(value, SCALES[million[1].lower()])
        reading = Reading(start=start, end=million.end(), value=value, form=WORD)
        return attach_unit(text, reading, start)
    return _part(start, match.end(), value)


def _is_part(text: str, start: int, end: int) -> bool:
    """Say whether "a third" is a part of something rather than one after the second."""
    if _OF.match(text, end):
        return True
    measured = _MEASURING.search(text, max(0, start - 16), start)
    return bool(measured and _ENDS_PHRASE.match(text, end))


def _half(text: str, start: int) -> Reading | None:
    """Read "half of", "more than half"; not "the first half of 2025"."""
    before = text[max(0, start - 16) : start]
    if _PART_OF_TIME.search(before):
        return None
    match = _HALF_OF.match(text, start)
    if match is None and _HALF_AFTER.search(before):
        match = _HALF.match(text, start)
    return None if match is None else _part(start, match.end(), Decimal("0.5"))


def _part(start: int, end: int, value: Decimal) -> Reading:
    return Reading(start=start, end=end, value=value, unit=types.FRACTION, form=WORD)


def _vague(text: str, start: int) -> Reading | None:
    """Read "several hundred million", "tens of thousands of dollars", "several years"."""
    match = _VAGUE.match(text, start)
    if match is not None:
        several, tens, hundred, scale = (part and part.lower() for part in match.groups())
        is_plural = text[match.end() - 1] in "sS"
        is_vague = several or tens or is_plural
        if is_vague and (scale != "ten" or several or tens):
            named = [word.removesuffix("s") for word in (tens, hundred, scale) if word]
            magnitude = power_of_ten(sum(_POWERS[word] for word in named))
            return _vague_with_unit(text, vague_reading(start, match.end(), magnitude, WORD))
    match = _SEVERAL.match(text, start)
    if match is None:
        return None
    reading = attach_unit(text, vague_reading(start, match.end(), ONE, WORD), start)
    return reading if reading.unit else None


def _vague_with_unit(text: str, reading: Reading) -> Reading:
    """Attach a unit, also across "of": "tens of millions of euros"."""
    of = _OF.match(text, reading.end)
    if of is not None:
        attached = attach_unit(text, replace(reading, end=of.end()), reading.start)
        if attached.unit:
            return attached
    return attach_unit(text, reading, reading.start)


def _multiple(text: str, start: int) -> Reading | None:
    """Read "twice as", "double the", "tripled"."""
    match = _MULTIPLE.match(text, start)
    if match is None:
        return None
    word = (match[1] or match[2] + "e").lower()
    return Reading(
        start=start,
        end=match.end(),
        value=Decimal(_MULTIPLES[word]),
        unit=types.TIMES,
        form=WORD,
    )


def _decades(text: str, start: int) -> Reading | None:
    """Read "a decade", "the next decade" or "decades" as years."""
    match = _DECADES.match(text, start)
    if match is None:
        return None
    noun = match["noun"].lower()
    years = Decimal(10) if noun.startswith("decade") else HUNDRED
    if noun in {"decades", "centuries"}:
        return in_time(vague_reading(start, match.end(), years, WORD), "year", match["tail"])
    if not match["article"] and not _WHICH_DECADE.search(text, max(0, start - 12), start):
        return None
    reading = Reading(start=start, end=match.end(), value=years, form=WORD)
    return in_time(reading, "year", match["tail"])


def _period(text: str, start: int) -> Reading | None:
    """Read "about a month", "less than an hour"; not "twice a month", nor a bare "a month"."""
    match = _PERIOD.match(text, start)
    if match is None or not _MEASURING.search(text, max(0, start - 16), start):
        return None
    reading = Reading(start=start, end=match.end(), value=ONE, form=WORD)
    return in_time(reading, match["noun"].lower(), match["tail"])
