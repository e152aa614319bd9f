"""Numerals of a claim that state no quantity by themselves: the 8th, 第3条, Section 14."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.types import Card, Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text
from knowledge.quantities import Quantity
from knowledge.quantities.numerals_ja import parse
from knowledge.wordlists import listed

_NUMERAL = re.compile(r"(?<![A-Za-z\d.\-])\d+(?:,\d{3})*(?:\.\d+)*(?!\d)")
"""Not those of names (GPT-4), which the names' own rule looks after."""
_ANY = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)*")
_KANJI = re.compile(r"[〇一二三四五六七八九十百千]+")
_ORDINALS = {
    word: number
    for number, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
}
_CARDINALS = {
    word: number
    for number, word in enumerate(
        listed("one two three four five six seven eight nine ten eleven twelve"), start=1
    )
}
_WORD = re.compile(r"[a-z]+")
_TRIVIAL = frozenset(("0", "1"))
_PLACE = re.compile(r"st\b|nd\b|rd\b|th\b|[条号位章]|日(?!当|あ|以|間|につ|最|平均|約|\d)")
"""What follows a number that tells which one it is, not how many."""


def check_unread(claim: Text, cards: Sequence[Card]) -> Iterator[Finding]:
    """Yield each numeral outside the claim's quantities that none of the cards holds."""
    read = [(q.start, q.end) for q in claim.quantities]
    folded = _folded(claim.text)
    wanted = [
        match
        for match in _NUMERAL.finditer(folded)
        if not any(start <= match.start() < end for start, end in read)
    ]
    if not wanted:
        return
    held = _held(cards)
    for match in wanted:
        is_place = _PLACE.match(folded, match.end()) is not None
        if match.group() in _TRIVIAL and not is_place:
            continue
        if _plain(match.group()) not in held:
            yield finding("figure_not_in_source", match.group())


def _held(cards: Sequence[Card]) -> frozenset[str]:
    around = _folded(
        " ".join(f"{c.lead_in} {c.subject} {c.heading} {c.title} {c.quote}" for c in cards)
    )
    numbers = {_plain(part) for part in _ANY.findall(around)}
    numbers |= {str(value) for run in _KANJI.findall(around) if (value := parse(run)) is not None}
    words = set(_WORD.findall(around.lower()))
    numbers |= {str(n) for word, n in (_ORDINALS | _CARDINALS).items() if word in words}
    for card in cards:
        for quantity in card.quantities:
            numbers |= {_value(end) for end in _ends(quantity)}
    return frozenset(numbers)


def _ends(quantity: Quantity) -> Iterator[object]:
    for end in (quantity.value, quantity.low, quantity.high):
        if end is not None:
            yield abs(end)


def _value(number: object) -> str:
    return _plain(f"{number:f}")


def _plain(number: str) -> str:
    plain = number.replace(",", "")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.lstrip("0") or "0"


def _folded(text: str) -> str:
    # One for one, so that offsets stay.
    return "".join(
        one if len(one := unicodedata.normalize("NFKC", letter)) == 1 else letter for letter in text
    )
