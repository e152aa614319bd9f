"""Decide which bare numbers are quantities and which are years, names or numbering."""

import re
from dataclasses import replace
from typing import Final

from knowledge.quantities.reading import DIGITS, WORD, Reading
from knowledge.quantities.types import YEAR

_FIRST_YEAR: Final = 1700
_LAST_YEAR: Final = 2099
_LATIN_TOKEN: Final = re.compile(r"([A-Za-z][\w.+\-]{0,40})['\")」』]?\s{0,2}$", re.ASCII)
_KATAKANA: Final = re.compile(r"[ァ-ヶー]$")
_COUNT_AFTER: Final = re.compile(r"\s[a-z]{2,}(?:s|people|men|women|data)(?![a-z])")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:\n\"“]\s*)$")
_FUNCTION_WORDS: Final = frozenset(
    "a about above all among an and any approximately around as at below between but by during each "
    "even every first fewer for from here how if in into its just last least less like many more most "
    "nearly next of on only or other our over per roughly same since so some such than that the their "
    "then there these they this those through to total under until up upon us we when where which while "
    "with within without you your following past after before are is was were has have had no not top "
    "january february march april june july august september october november december".split()
)


def judge(text: str, reading: Reading, language: str) -> Reading | None:
    """Return the reading, perhaps as a year, or None when it is no quantity."""
    if not reading.is_bare:
        return reading
    if reading.form == WORD:
        return _judge_word(text, reading)
    if _may_be_year(reading) and _is_year(text, reading, language):
        return replace(reading, unit=YEAR, bound="")
    if reading.bound or reading.hedge or reading.value is None:
        return reading
    if _is_name(text, reading, language):
        return None
    return reading


def _judge_word(text: str, reading: Reading) -> Reading | None:
    if reading.bound or reading.hedge:
        return reading
    if reading.value in (0, 1):
        return None
    is_capital = text[reading.start].isupper()
    if is_capital and not _SENTENCE_START.search(text, max(0, reading.start - 3), reading.start):
        return None
    return reading


def _may_be_year(reading: Reading) -> bool:
    ends = [end for end in (reading.value, reading.low, reading.high) if end is not None]
    return reading.form == DIGITS and all(
        _FIRST_YEAR <= end <= _LAST_YEAR and end == int(end) for end in ends
    )


def _is_year(text: str, reading: Reading, language: str) -> bool:
    if language == "ja":
        is_enclosed = text[max(0, reading.start - 1) : reading.start] in {"(", "[", "©"}
        return is_enclosed and text[reading.end : reading.end + 1] in {")", "]", ",", " "}
    is_counting = bool(reading.bound or reading.hedge) and reading.value != _LAST_YEAR
    return not (is_counting and _COUNT_AFTER.match(text, reading.end))


def _is_name(text: str, reading: Reading, language: str) -> bool:
    """Whether the number belongs to the name before it: OLMo 2, Claude 3.7, モデル3."""
    token = _LATIN_TOKEN.search(text, max(0, reading.start - 45), reading.start)
    if language == "ja":
        if token is not None:
            return True
        is_fraction = reading.value != int(reading.value or 0)
        return is_fraction and _KATAKANA.search(text, 0, reading.start) is not None
    if token is None or not any(letter.isupper() or letter.isdigit() for letter in token[1]):
        return False
    word = token[1]
    if word.lower() in _FUNCTION_WORDS:
        return False
    is_start = _SENTENCE_START.search(text, 0, token.start(1)) is not None
    is_plain = word[0].isupper() and word[1:].islower()
    is_whole = reading.value == int(reading.value or 0)
    return not (is_start and is_plain and is_whole)
