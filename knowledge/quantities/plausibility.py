"""Decide which bare numbers are quantities and which are years, names or numbering."""

import re
from dataclasses import replace
from typing import Final

from knowledge.quantities.reading import DIGITS, WORD, Reading, words
from knowledge.quantities.types import YEAR

FIRST_YEAR: Final = 1700
LAST_YEAR: Final = 2099
_LATIN_TOKEN: Final = re.compile(r"([A-Za-z][\w.+\-]{0,40})['\")」』]?\s{0,2}$", re.ASCII)
_DASHED: Final = re.compile(r"[A-Za-z0-9\x00][\-–]$")
_KATAKANA: Final = re.compile(r"[ァ-ヶー]$")
_COUNT_AFTER: Final = re.compile(
    r"\s(?:[a-z]{2,20}\s){0,2}?(?:[a-z]{2,20}s|people|men|women|staff)(?![a-z])"
)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;(\n\"“—]\s*)$")
_DAY_OF_MONTH: Final = re.compile(r"\s?[日時年代期位]")
_FOREIGN_SCALE: Final = re.compile(r"\s?[亿億萬억만조천]")
_TIME_BEFORE: Final = re.compile(
    r"(?:in|since|by|of|from|until|till|through|during|before|after|for|late|early|mid|and|between|"
    r"to|[,(\-–—])\s?$",
    re.IGNORECASE,
)
_FUNCTION_WORDS: Final = frozenset(
    words(
        "a about above after all among an and any approximately are around as at before below "
        "between but by during each even every fewer first following for from had has have "
        "here how if in into is its just last least less like many more most nearly next no "
        "not of on only or other our over past per roughly same since so some such than that "
        "the their then there these they this those through to top total under until up upon "
        "us was we were when where which while with within without you your"
    )
)


def judge(text: str, reading: Reading, language: str) -> Reading | None:
    """Return the reading, perhaps as a year, or None when it is no quantity."""
    if not reading.is_bare:
        return reading
    if _FOREIGN_SCALE.match(text, reading.end):
        return None
    if reading.form == WORD:
        return _judge_word(text, reading)
    if _may_be_year(reading) and _is_year(text, reading, language):
        return replace(reading, unit=YEAR, bound="")
    if reading.bound or reading.hedge or reading.value is None:
        return reading
    is_tail = _DASHED.search(text, max(0, reading.start - 2), reading.start) is not None
    return None if is_tail or _is_name(text, reading, language) else reading


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
        FIRST_YEAR <= end <= LAST_YEAR and end == int(end) for end in ends
    )


def _is_year(text: str, reading: Reading, language: str) -> bool:
    if language == "ja":
        is_enclosed = text[max(0, reading.start - 1) : reading.start] in {"(", "[", "©"}
        return is_enclosed and text[reading.end : reading.end + 1] in {")", "]", ",", " "}
    if not _COUNT_AFTER.match(text, reading.end):
        return True
    is_round = reading.value is not None and reading.value % 100 == 0
    is_timed = _TIME_BEFORE.search(text, max(0, reading.start - 9), reading.start) is not None
    return not (reading.bound or reading.hedge or (is_round and not is_timed))


def _is_name(text: str, reading: Reading, language: str) -> bool:
    """Whether the number belongs to the name before it: OLMo 2, Claude 3.7, モデル3."""
    token = _LATIN_TOKEN.search(text, max(0, reading.start - 45), reading.start)
    is_whole = reading.value == int(reading.value or 0)
    if language == "ja":
        return (
            token is not None
            or _KATAKANA.search(text, max(0, reading.start - 1), reading.start) is not None
            or _DAY_OF_MONTH.match(text, reading.end) is not None
        )
    if token is None or not any(letter.isupper() or letter.isdigit() for letter in token[1]):
        return False
    word = token[1]
    if word.lower() in _FUNCTION_WORDS:
        return False
    if is_whole and (reading.value or 0) >= 10 and _COUNT_AFTER.match(text, reading.end):
        return False
    is_start = _SENTENCE_START.search(text, max(0, token.start(1) - 3), token.start(1)) is not None
    is_plain = word[0].isupper() and word[1:].islower()
    return not (is_start and is_plain and is_whole)
