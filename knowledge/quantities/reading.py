"""The working record passed between the steps of finding, and folding of character variants."""

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

EXACT: Final = Context(prec=200)
"""Wide enough for every number we read, so that no product or sum is ever rounded."""

MAX_DIGITS: Final = 40
"""A longer run of digits is an identifier, not a quantity."""

ONE: Final = Decimal(1)
_RATIO: Final = Context(prec=28)

DIGITS: Final = "digits"
KANJI: Final = "kanji"
WORD: Final = "word"
CALENDAR: Final = "calendar"

NUMBER: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?+|[0-9]++(?:\.[0-9]++)?+)"
"""A number in Western digits, with or without thousands separators and a fraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number found in folded text, before it is known to be a quantity.

    Attributes:
        scale: The multiplier of the last scale word (億, "billion"), 1 when there is none.
        form: How the number is written: `DIGITS`, `KANJI`, `WORD` or `CALENDAR`.
        is_bare: Whether nothing but the number is there: no unit, scale, separator or counter.
    """

    start: int
    end: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    bound: str = ""
    hedge: str = ""
    scale: Decimal = ONE
    form: str = DIGITS
    is_bare: bool = False


def tidy(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros after the point or a positive exponent."""
    shortest = value.normalize(EXACT)
    exponent = shortest.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return shortest.quantize(ONE, context=EXACT)
    return shortest


def times(left: Decimal, right: Decimal) -> Decimal:
    """Multiply exactly."""
    return tidy(EXACT.multiply(left, right))


def plus(left: Decimal, right: Decimal) -> Decimal:
    """Add exactly."""
    return tidy(EXACT.add(left, right))


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """Divide to 28 significant digits, whatever the caller's decimal context."""
    return tidy(_RATIO.divide(part, whole))


VULGAR: Final = {
    character: ratio(Decimal(part), Decimal(whole))
    for character, part, whole in (
        *(("½", 1, 2), ("⅓", 1, 3), ("⅔", 2, 3), ("¼", 1, 4), ("¾", 3, 4), ("⅕", 1, 5)),
        *(("⅖", 2, 5), ("⅗", 3, 5), ("⅘", 4, 5), ("⅙", 1, 6), ("⅚", 5, 6), ("⅛", 1, 8)),
        *(("⅜", 3, 8), ("⅝", 5, 8), ("⅞", 7, 8)),
    )
}
"""Fractions that are one character."""


def power_of_ten(exponent: int) -> Decimal:
    """Return 10 to the power of a number from 0 on."""
    return tidy(Decimal(f"1E{exponent}"))


def words(text: str) -> tuple[str, ...]:
    """Split a list written as prose."""
    return tuple(text.split())


def number(digits: str) -> Decimal | None:
    """Return the number written in Western digits, None when it has too many of them."""
    plain = digits.replace(",", "")
    return Decimal(plain) if len(plain) <= MAX_DIGITS else None


_FOLD: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u3000\u00a0\u202f\u2009"), " ")
    | dict.fromkeys(map(ord, "\u2010\u2011\u2212"), "-")
    | dict.fromkeys(map(ord, "\u2018\u2019"), "'")
    | {0x301C: "~", 0xFFE5: "¥", 0xFFE1: "£"}
)


def fold(text: str) -> str:
    """Replace full-width and other variants one for one, so that every offset stays."""
    return text if text.isascii() else text.translate(_FOLD)
