"""English numerals: numbers in words, and the scale words and suffixes after any number."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from knowledge.quantities.reading import EXACT, ONE, plus, power_of_ten, times, words

SMALL_WORDS: Final = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
UNITS: Final = {word: Decimal(n) for n, word in enumerate(SMALL_WORDS)}
_TENS: Final = {
    word: Decimal(10 * n)
    for n, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
SCALES: Final = {
    word: power_of_ten(3 * n)
    for n, word in enumerate(words("thousand million billion trillion quadrillion"), 1)
}
HUNDRED: Final = Decimal(100)
DOZEN: Final = Decimal(12)
_SUFFIXES: Final = {
    "k": SCALES["thousand"],
    "m": SCALES["million"],
    "mn": SCALES["million"],
    "b": SCALES["billion"],
    "bn": SCALES["billion"],
    "t": SCALES["trillion"],
    "tn": SCALES["trillion"],
    "trn": SCALES["trillion"],
}

NUMBER_WORD: Final = "|".join([*UNITS, *_TENS, "hundred", *SCALES])
_MOST_WORDS: Final = 14
_GAP: Final = r"(?:-|\s{1,2}(?:and\s{1,2})?+)"
_RUN: Final = re.compile(
    rf"(?:{NUMBER_WORD})(?![a-z])(?:{_GAP}(?:{NUMBER_WORD})(?![a-z])){{0,{_MOST_WORDS}}}+",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"[a-z]+", re.IGNORECASE)
_MULTIPLE: Final = re.compile(
    rf"[\s\-]{{1,2}}(hundred|dozen|{'|'.join(SCALES)})s?(?![a-z])", re.IGNORECASE
)
_SUFFIX: Final = re.compile(
    r"\s?(bn|mn|tn|trn)(?![A-Za-z0-9])|([kKmMbBT])(?![A-Za-z0-9])", re.IGNORECASE
)
_LETTER_NEEDS: Final = re.compile(
    r"[\s\-](?:\w{1,20}[\s\-])?(?:param|token|model|user|download|people|record|row|variant|"
    r"version|context|window|image|document|LLM|customer|job|worker|student)",
    re.IGNORECASE,
)
_AND_A_HALF: Final = re.compile(r"\sand\sa\shalf(?![a-z])", re.IGNORECASE)
_DOZEN: Final = re.compile(r"[\s\-]dozen(?![a-z])", re.IGNORECASE)


class Numeral(NamedTuple):
    """A number in words: its end, its value, and the multiplier of its last scale word."""

    end: int
    value: Decimal
    scale: Decimal = ONE


def scale_after(text: str, end: int, *, has_currency: bool) -> tuple[int, Decimal]:
    """Read the scale words or the suffix after a number: where they end, and the multiplier.

    "M", "K" and "T" count only after a currency or before a word for what is counted in them.
    """
    scale = ONE
    for _ in range(3):
        match = _MULTIPLE.match(text, end)
        if match is None:
            break
        word = match[1].lower()
        scale = times(scale, DOZEN if word == "dozen" else SCALES.get(word, HUNDRED))
        end = match.end()
    if scale != ONE:
        return end, scale
    match = _SUFFIX.match(text, end)
    if match is None:
        return end, ONE
    letter = match[2]
    is_clear = letter is None or has_currency or letter == "B"
    if is_clear or (letter in "kKMT" and _LETTER_NEEDS.match(text, match.end())):
        return match.end(), _SUFFIXES[(match[1] or letter).lower()]
    return end, ONE


def read_number_words(text: str, start: int) -> Numeral | None:
    """Read the number in words that starts here: "twenty-nine", "one and a half million"."""
    match = _RUN.match(text, start)
    if match is None:
        return None
    parts = [(part[0].lower(), start + part.end()) for part in _PART.finditer(match[0])]
    for length in _lengths([word for word, _ in parts]):
        run = [word for word, _ in parts[:length] if word != "and"]
        value = _parse(run)
        if value is not None:
            scale = SCALES.get(run[-1], ONE) if length > 1 else ONE
            return _continued(text, Numeral(parts[length - 1][1], value, scale))
    return None


def _continued(text: str, numeral: Numeral) -> Numeral:
    """Read on through "and a half", "and a half million" and "dozen"."""
    half = _AND_A_HALF.match(text, numeral.end)
    if half is not None:
        end, scale = scale_after(text, half.end(), has_currency=False)
        return Numeral(end, times(plus(numeral.value, Decimal("0.5")), scale), scale)
    dozen = _DOZEN.match(text, numeral.end)
    return numeral if dozen is None else Numeral(dozen.end(), times(numeral.value, DOZEN))


def _lengths(run: list[str]) -> list[int]:
    """Return how many words to try: all, then up to each "and" from the right, then ever fewer."""
    cuts = [n for n in range(len(run) - 1, 0, -1) if run[n] == "and"]
    shorter = [n for n in range(len(run) - 1, 0, -1) if run[n - 1] != "and"]
    return [len(run), *cuts, *shorter]


def _parse(run: list[str]) -> Decimal | None:
    """Return the value of number words in order, None when they don't make one number."""
    total, current = Decimal(0), None
    last_scale = Decimal("Infinity")
    for word in run:
        if word in SCALES:
            scale = SCALES[word]
            if scale < last_scale:
                total = EXACT.add(total, EXACT.multiply(ONE if current is None else current, scale))
            elif current is None and total:
                total = EXACT.multiply(total, scale)
            else:
                return None
            current, last_scale = None, scale
            continue
        current = _extended(current, word)
        if current is None:
            return None
    return plus(total, current or Decimal(0))


def _extended(current: Decimal | None, word: str) -> Decimal | None:
    """Return a number below a thousand with one more word, None when that can't follow."""
    if word == "hundred":
        if current is None:
            return HUNDRED
        return HUNDRED * current if 0 < current < HUNDRED else None
    value = UNITS.get(word, _TENS.get(word, Decimal(0)))
    if current is None:
        return value
    room = current % HUNDRED
    is_after_hundred = room == 0 and current >= HUNDRED
    is_after_tens = room in _TENS.values() and 0 < value < 10
    return current + value if is_after_hundred or is_after_tens else None
