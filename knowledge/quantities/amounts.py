"""Find numbers, with their units, in folded and masked text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from knowledge.quantities import numerals_en, numerals_ja, types, units
from knowledge.quantities.attaching import attach_unit, vague_reading
from knowledge.quantities.masking import BLANK
from knowledge.quantities.phrases_en import CANDIDATE, read_phrase
from knowledge.quantities.reading import (
    KANJI,
    NUMBER,
    ONE,
    VULGAR,
    Reading,
    number,
    plus,
    power_of_ten,
    ratio,
    times,
)

_NUMBER: Final = re.compile(NUMBER)
_START: Final = {
    "ja": re.compile(
        rf"[0-9{numerals_ja.NUMERAL_CHARACTERS}{''.join(VULGAR)}]|[数何幾]|"
        r"過?半(?=[数分年])|倍増"
    ),
    "en": re.compile(rf"[0-9{''.join(VULGAR)}]|(?<![A-Za-z0-9\-'])(?i:{CANDIDATE})(?![A-Za-z])"),
}
_PART: Final = re.compile(
    rf"\s(?:(?=1/|2/[35]|3/[458]|[57]/8)([1-7])/([234568])(?![0-9/])|([{''.join(VULGAR)}]))"
)
_FEW: Final = 1000
"""Above it a fraction is hardly the number's own: "in 2024 1/2 of them"."""
_DIGIT_RUN: Final = re.compile(r"[0-9]++")
_PREFIX: Final = re.compile(r"(?<![A-Za-z])(?:pre|post|mid|late|early|since)-$", re.IGNORECASE)
_ACRONYM: Final = re.compile(r"(?<![A-Za-z0-9\-])[A-Z]{2,6}$")
_LETTER: Final = re.compile(r"[A-Za-z]")
_KANJI: Final = re.compile(r"[一-龠]$")
_POWER: Final = re.compile(
    r"(?:(\s?[x×]\s?10)?(?:\^([0-9]{1,2})|([⁰¹²³⁴-⁹]{1,2}))|の([0-9]{1,2})乗|\sto\sthe\s([0-9]{1,2})(?:st|nd|rd|th)(?:\spower)?)(?![0-9])"
)
_HIGHEST_POWER: Final = 60
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HALF: Final = re.compile(r"(?P<most>過)?半[数分](?![ぁ-ん]?解)|半(?P<year>年)(?![生次])")
_NEVER_BEFORE: Final = frozenset("数何幾第0123456789.")
_AFTER_KANJI: Final = re.compile(r"[ぁ-んァ-ヶー~、。\s)）]|以上|以下|未満|超|程度|前後|近く|余|$")
_ONE_TAKES: Final = re.compile(
    r"\s?(?:年(?![中生目])|[かヶカヵケ箇]月|週間|割|倍|%|パーセント|円|ドル|ユーロ|社|時間)"
)


def find_amounts(text: str, language: str) -> Iterator[Reading]:
    """Yield every number with its unit, in order and not overlapping.

    Args:
        text: Folded, masked text whose dates are blanked out.
        language: `"ja"` reads kanji numerals; any other language reads English number words.
    """
    pattern = _START["ja" if language == "ja" else "en"]
    position, last_end = 0, -1
    while (match := pattern.search(text, position)) is not None:
        reading = _read(text, match.start(), last_end)
        if reading is None:
            position = _past(text, match)
            continue
        yield reading
        position = last_end = reading.end


def _past(text: str, match: re.Match[str]) -> int:
    """Return where to go on after a number that could not be read."""
    if match[0].isdigit() and match[0].isascii():
        run = _DIGIT_RUN.match(text, match.start())
        return match.end() if run is None else run.end()
    return match.start() + 1 if len(match[0]) == 1 else match.end()


def _read(text: str, start: int, last_end: int) -> Reading | None:
    character = text[start]
    if character in "0123456789":
        return _read_digits(text, start, last_end)
    if character in VULGAR:
        return _read_vulgar(text, start)
    if character.isascii():
        return read_phrase(text, start)
    return _read_kanji(text, start)


def _read_digits(text: str, start: int, last_end: int) -> Reading | None:
    """Read a number that starts with a Western digit."""
    if _is_inside_word(text, start, last_end):
        return None
    written = _NUMBER.match(text, start)
    if written is None:
        return None
    value = number(written[0])
    if value is None:
        return None
    end, scale = written.end(), ONE
    is_plain = "," not in written[0]
    if text[end : end + 1] in VULGAR:
        value, end, is_plain = plus(value, VULGAR[text[end]]), end + 1, False
    elif is_plain and (part := _PART.match(text, end)) and value < _FEW:
        added = VULGAR[part[3]] if part[3] else ratio(Decimal(part[1]), Decimal(part[2]))
        value, end, is_plain = plus(value, added), part.end(), False
    run = numerals_ja.read_run(text, start)
    if run is not None and run[0] > end:
        end, value, scale = run
        is_plain = False
    else:
        powered = _powered(text, end, value)
        if powered is not None:
            end, value = powered
            is_plain = False
        has_currency = units.CURRENCY_BEFORE_RE.search(text, max(0, start - 8), start) is not None
        end, scale = numerals_en.scale_after(text, end, has_currency=has_currency)
        value = times(value, scale)
        is_plain = is_plain and scale == ONE
    reading = Reading(start=start, end=end, value=value, scale=scale, is_bare=is_plain)
    attached = attach_unit(text, reading, max(0, last_end))
    is_scaled = text[end - 1] in "万億兆"
    if attached.end == end and not is_scaled and _LETTER.match(text, end):
        return None
    is_glued = attached.start == start and _LETTER.search(text, max(0, start - 1), start)
    is_counted = attached.end > end and _ACRONYM.search(text, max(0, start - 7), start)
    if is_glued and not (_takes_glue(attached) or is_scaled or is_counted):
        return None
    return attached


def _read_vulgar(text: str, start: int) -> Reading | None:
    """Read a fraction that stands alone: "½ million", "½ of them"."""
    if start and text[start - 1].isalnum():
        return None
    end, scale = numerals_en.scale_after(text, start + 1, has_currency=False)
    value = times(VULGAR[text[start]], scale)
    reading = attach_unit(text, Reading(start=start, end=end, value=value, scale=scale), start)
    is_mere_part = scale == ONE and not reading.unit
    return replace(reading, unit=types.FRACTION) if is_mere_part else reading


def _is_inside_word(text: str, start: int, last_end: int) -> bool:
    """Whether the digits belong to what stands before them: 1.2, 10:30, a/5, GPT-4, #5."""
    before = text[max(0, start - 2) : start]
    if not before:
        return False
    if before[-1] in "/_#\\":
        return True
    if len(before) < 2:
        return False
    if before[-1] in ".,:":
        return before[0] in "0123456789"
    is_joined = before[-1] == "-" and last_end != start - 1
    if is_joined and _PREFIX.search(text, max(0, start - 7), start):
        return False
    return is_joined and (before[0] == BLANK or (before[0].isascii() and before[0].isalnum()))


def _takes_glue(reading: Reading) -> bool:
    """Whether a Latin letter may touch the number from the left: GDP2.2%, AI2倍."""
    return reading.unit in {types.PERCENT, types.PERCENTAGE_POINT, types.TIMES}


def _powered(text: str, end: int, value: Decimal) -> tuple[int, Decimal] | None:
    """Read on through 10^26, 3 × 10^26 or 10の26乗; None when no power follows."""
    power = _POWER.match(text, end)
    if power is None or (power[1] is None and value != 10):
        return None
    exponent = int((power[2] or power[3] or power[4] or power[5]).translate(_SUPERSCRIPTS))
    if exponent > _HIGHEST_POWER:
        return None
    scale = power_of_ten(exponent)
    return power.end(), times(value, scale) if power[1] else scale


def _read_kanji(text: str, start: int) -> Reading | None:
    """Read a number in kanji, None for a word that only contains such characters."""
    if text[start] in "数何幾":
        several = numerals_ja.read_vague(text, start)
        if several is None:
            return None
        reading = attach_unit(text, vague_reading(start, several[0], several[1], KANJI), start)
        is_mere_several = several[1] == ONE and not reading.unit
        return None if is_mere_several else reading
    if text[start] == "倍":
        return Reading(start=start, end=start + 2, value=Decimal(2), unit=types.TIMES, form=KANJI)
    if text[start] in "半過":
        return _read_half(text, start)
    run = numerals_ja.read_run(text, start)
    if run is None or text[start] in "万億兆京" or (start and text[start - 1] in _NEVER_BEFORE):
        return None
    end, value, scale = run
    reading = Reading(start=start, end=end, value=value, scale=scale, form=KANJI)
    attached = attach_unit(text, reading, start)
    if not value:
        return None
    if attached.end > end:
        is_one = text[start:end] == "一"
        is_word = is_one and (
            not _ONE_TAKES.match(text, end) or _KANJI.search(text, max(0, start - 1), start)
        )
        return None if is_word else attached
    is_number = end - start > 1 and value >= 100 and _AFTER_KANJI.match(text, end)
    return attached if is_number else None


def _read_half(text: str, start: int) -> Reading | None:
    """Read 半数, 過半数 and 半分 as a fraction, 半年 as six months."""
    match = _HALF.match(text, start)
    if match is None or (start and text[start - 1] in "前後大折夜"):
        return None
    if match["year"]:
        months = Reading(start=start, end=match.end() - 1, value=Decimal(6), form=KANJI)
        attached = attach_unit(text, months, start)
        return replace(attached, unit=attached.unit.replace("year", "month"))
    bound = types.MORE_THAN if match["most"] else ""
    return Reading(
        start=start,
        end=match.end(),
        value=Decimal("0.5"),
        unit=types.FRACTION,
        bound=bound,
        form=KANJI,
    )
