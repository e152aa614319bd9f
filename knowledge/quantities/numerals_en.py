"""English numerals: scale words after digits, numbers in words, fractions and vague amounts."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from knowledge.quantities.reading import EXACT, ONE, plus, times

_UNITS: Final = {
    word: Decimal(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: Decimal(10 * n)
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES: Final = {
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "quadrillion": Decimal(10) ** 15,
}
_HUNDRED: Final = Decimal(100)
SUFFIXES: Final = {
    "k": SCALES["thousand"],
    "m": SCALES["million"],
    "mn": SCALES["million"],
    "b": SCALES["billion"],
    "bn": SCALES["billion"],
    "t": SCALES["trillion"],
    "tn": SCALES["trillion"],
    "trn": SCALES["trillion"],
}
ORDINALS: Final = (
    "half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
"""Names of the parts of a whole, from its half on: `ORDINALS[n - 2]` is one of n parts."""

_MAGNITUDES: Final = {
    "ten": 1,
    "dozen": 1,
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
}

_W: Final = "|".join([*_UNITS, *_TENS, "hundred", *SCALES])
_GAP: Final = r"(?:-|\s{1,2}(?:and\s{1,2})?+)"
_RUN: Final = re.compile(rf"(?:{_W})(?![a-z])(?:{_GAP}(?:{_W})(?![a-z]))*+", re.IGNORECASE)
_PART: Final = re.compile(r"[a-z]+", re.IGNORECASE)
_MULTIPLE: Final = re.compile(
    rf"(?:[\s\-]{{1,2}}(hundred|dozen|{'|'.join(SCALES)})s?(?![a-z]))", re.IGNORECASE
)
_SUFFIX: Final = re.compile(
    r"\s?(bn|mn|tn|trn)(?![A-Za-z0-9])|([kKmMbBT])(?![A-Za-z0-9])", re.IGNORECASE
)
_LETTER_NEEDS: Final = re.compile(
    r"[\s\-](?:\w+[\s\-])?(?:param|token|model|user|download|people|record|row|variant|version|"
    r"image|document|LLM|customer|job|worker|student)",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(
    r"(half[\s\-])?an?[\s\-](half[\s\-])?(dozen|hundred|thousand|million|billion|trillion)(?![a-z])|"
    r"(half)-(million|billion|trillion)(?![a-z])",
    re.IGNORECASE,
)
_AND_A_HALF: Final = re.compile(r"\sand\sa\shalf(?![a-z])", re.IGNORECASE)
_FRACTION: Final = re.compile(
    rf"(an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    rf"fifteen|sixteen|seventeen|eighteen|nineteen)[\s\-]({'|'.join(ORDINALS)}|fourth|halve)s?"
    r"(?![a-z])(?![\s\-](?:part|person|of\s(?:20|19|fiscal)))",
    re.IGNORECASE,
)
_HALF: Final = re.compile(r"half(?=\s(?:of|the|its|their|our|all)\b)", re.IGNORECASE)
_HALF_AFTER: Final = re.compile(
    r"(?:than|about|nearly|almost|over|under|roughly|approximately|around|least|only|just)\s$"
)
_NOT_HALF_AFTER: Final = re.compile(
    r"(?:first|second|other|latter|former|last|one|1|2)[\s\-]$", re.IGNORECASE
)
_VAGUE: Final = re.compile(
    r"(?:(several|a\sfew|many|a\scouple\sof)\s)?(?:(tens|dozens|hundreds)\sof\s)?"
    r"(?:(hundred|ten|dozen)s?\s(?:of\s)?)?(thousand|million|billion|trillion|hundred|dozen|ten)s?"
    r"(?![a-z])",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"(several|a\sfew)(?![a-z])", re.IGNORECASE)


class Numeral(NamedTuple):
    """What was read: the end, the number or the magnitude of a vague amount, the last scale."""

    end: int
    value: Decimal | None
    magnitude: Decimal | None = None
    scale: Decimal = ONE
    is_fraction: bool = False


CANDIDATE: Final = (
    rf"(?:{_W}|several|half|many|tens|dozens?|hundreds|thousands|millions|billions|trillions|"
    r"an?\s(?:few|couple|dozen|hundred|thousand|million|billion|trillion|half|"
    rf"{'|'.join(ORDINALS[1:])}|decade|century))"
)
"""Words at which an amount may start; to be tried at the start of a word, in any case."""


def scale_after(text: str, end: int, *, has_currency: bool) -> tuple[int, Decimal]:
    """Read the scale words or the suffix after a number: where they end, and the multiplier."""
    scale = ONE
    for _ in range(3):
        match = _MULTIPLE.match(text, end)
        if match is None:
            break
        word = match[1].lower()
        scale *= Decimal(12) if word == "dozen" else SCALES.get(word, _HUNDRED)
        end = match.end()
    if scale != ONE:
        return end, scale
    match = _SUFFIX.match(text, end)
    if match is None:
        return end, ONE
    if (
        match[1]
        or has_currency
        or match[2] == "B"
        or (match[2] in "kKMT" and _LETTER_NEEDS.match(text, match.end()))
    ):
        return match.end(), SUFFIXES[(match[1] or match[2]).lower()]
    return end, ONE


def read_words(text: str, start: int) -> Numeral | None:
    """Read the amount in words that starts here, None when there is none."""
    return (
        _read_fraction(text, start)
        or _read_article(text, start)
        or _read_vague(text, start)
        or _read_run(text, start)
    )


def _read_run(text: str, start: int) -> Numeral | None:
    match = _RUN.match(text, start)
    if match is None or match.end() - start > 120:
        return None
    parts = [(part[0].lower(), start + part.end()) for part in _PART.finditer(match[0])]
    for length in _lengths([word for word, _ in parts]):
        words = [word for word, _ in parts[:length] if word != "and"]
        value = _parse(words)
        if value is None:
            continue
        end = parts[length - 1][1]
        half = _AND_A_HALF.match(text, end)
        if half is not None:
            value, end = plus(value, Decimal("0.5")), half.end()
            end, scale = scale_after(text, end, has_currency=False)
            return Numeral(end, times(value, scale), scale=scale)
        multiple = re.compile(r"[\s\-]dozen(?![a-z])", re.IGNORECASE).match(text, end)
        if multiple is not None:
            return Numeral(multiple.end(), times(value, Decimal(12)))
        last = words[-1]
        return Numeral(end, value, scale=SCALES.get(last, ONE) if len(words) > 1 else ONE)
    return None


def _lengths(words: list[str]) -> list[int]:
    """Return how many words to try: all, then up to each "and" from the right, then ever fewer."""
    cuts = [n for n in range(len(words) - 1, 0, -1) if words[n] == "and"]
    shorter = [n for n in range(len(words) - 1, 0, -1) if words[n - 1] != "and"]
    return [len(words), *cuts, *shorter]


def _parse(words: list[str]) -> Decimal | None:
    """Return the value of number words in order, None when they don't make one number."""
    total, current = Decimal(0), None
    last_scale = Decimal("Infinity")
    for word in words:
        if word in SCALES:
            scale = SCALES[word]
            if scale >= last_scale:
                if current is not None or not total:
                    return None
                total, last_scale = EXACT.multiply(total, scale), scale
                continue
            total = EXACT.add(total, EXACT.multiply(ONE if current is None else current, scale))
            current, last_scale = None, scale
        elif word == "hundred":
            if current is not None and not 0 < current < _HUNDRED:
                return None
            current = _HUNDRED * (ONE if current is None else current)
        else:
            value = _UNITS.get(word, _TENS.get(word))
            if value is None:
                return None
            room = None if current is None else current % _HUNDRED
            if room is None:
                current = value
            elif (room == 0 and current) or (room in _TENS.values() and 0 < value < 10):
                current = (current or Decimal(0)) + value
            else:
                return None
    return times(ONE, EXACT.add(total, current or Decimal(0)))


def _read_article(text: str, start: int) -> Numeral | None:
    match = _ARTICLE.match(text, start)
    if match is None:
        return None
    word = (match[3] or match[5]).lower()
    scale = {"dozen": Decimal(12), "hundred": _HUNDRED}.get(word) or SCALES[word]
    is_half = match[1] or match[2] or match[4]
    return Numeral(match.end(), times(scale, Decimal("0.5") if is_half else ONE), scale=scale)


def _read_fraction(text: str, start: int) -> Numeral | None:
    match = _FRACTION.match(text, start)
    if match is not None:
        word, part = match[1].lower(), match[2].lower()
        is_article = word in {"a", "an"}
        if not is_article or re.match(r"\sof\b", text[match.end() : match.end() + 4]):
            count = ONE if is_article else _UNITS[word]
            parts = {"fourth": 4, "halve": 2}.get(part) or ORDINALS.index(part) + 2
            if count < parts:
                return Numeral(match.end(), count / Decimal(parts), is_fraction=True)
        return None
    before = text[max(0, start - 16) : start]
    if _NOT_HALF_AFTER.search(before):
        return None
    half = _HALF.match(text, start)
    if half is None and _HALF_AFTER.search(before):
        half = re.compile(r"half(?![a-z\-]|\s[a-z]*\s?(?:million|billion|trillion|dozen))").match(
            text, start
        )
    return None if half is None else Numeral(half.end(), Decimal("0.5"), is_fraction=True)


def _read_vague(text: str, start: int) -> Numeral | None:
    match = _VAGUE.match(text, start)
    if match is not None:
        several, tens, hundred, scale = (part and part.lower() for part in match.groups())
        is_plural = text[match.end() - 1] in "sS"
        if (several or tens or is_plural) and not (several is None and scale == "ten" and not tens):
            power = sum(
                _MAGNITUDES[word.removesuffix("s")] for word in (tens, hundred, scale) if word
            )
            return Numeral(match.end(), None, magnitude=Decimal(10) ** power)
    several_match = _SEVERAL.match(text, start)
    return None if several_match is None else Numeral(several_match.end(), None, magnitude=ONE)
