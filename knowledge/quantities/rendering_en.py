"""Write a quantity in formal English prose."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from knowledge.quantities import types
from knowledge.quantities.dates import MONTH_NAMES
from knowledge.quantities.numerals_en import SMALL_WORDS
from knowledge.quantities.phrases_en import PART_NAMES
from knowledge.quantities.reading import EXACT, power_of_ten
from knowledge.quantities.types import Quantity
from knowledge.quantities.units import CURRENCY_BY_CODE

_MILLION: Final = power_of_ten(6)
_SCALES: Final = (
    (power_of_ten(12), "trillion"),
    (power_of_ten(9), "billion"),
    (_MILLION, "million"),
)
_VAGUE_SCALES: Final = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_BOUNDS: Final = {
    "": "",
    types.AT_LEAST: "at least ",
    types.MORE_THAN: "more than ",
    types.AT_MOST: "at most ",
    types.LESS_THAN: "less than ",
}
_MEASURES: Final = {"t": "metric tons", "℃": "°C"}
_SIGNS: Final = {"USD": "$", "JPY": "¥"}
_POWERS_FROM: Final = power_of_ten(18)


def render_english(quantity: Quantity, noun: str = "") -> str:
    """Write the quantity, with the plural noun of what is counted after it if one is given."""
    is_vague = quantity.value is None and quantity.high is None
    hedge = "about " if quantity.hedge and not is_vague else ""
    bound = _BOUNDS[quantity.bound]
    if quantity.bound == types.AT_MOST and quantity.unit in types.DURATION_UNITS:
        bound = "within "
    prefix = bound + hedge
    if quantity.value is not None:
        core = _single(quantity.value, quantity.unit, is_qualified=bool(prefix))
    elif quantity.low is not None and quantity.high is not None:
        core = _range(quantity.low, quantity.high, quantity.unit)
    elif quantity.low is not None:
        core = _vague(quantity.low, quantity.unit, noun)
        noun = ""
    else:
        return quantity.text
    if noun:
        core += f" {_singular(noun)}" if quantity.value == 1 else f" {noun}"
    return prefix + core


def english_number(value: Decimal) -> str:
    """Write a number: 2,000; 1.5 million; 3.5 trillion; 3 × 10^26."""
    if value < 0:
        return "-" + english_number(value.copy_abs())
    if value >= _POWERS_FROM:
        exponent = value.adjusted()
        leading = EXACT.scaleb(value, -exponent).normalize(EXACT)
        if len(leading.as_tuple().digits) <= 4:
            return f"10^{exponent}" if leading == 1 else f"{leading:f} × 10^{exponent}"
        return f"{value:,f}"
    for scale, word in _SCALES:
        if value >= scale:
            shown = EXACT.divide(value, scale).normalize(EXACT)
            exponent_of_shown = shown.as_tuple().exponent
            if isinstance(exponent_of_shown, int) and exponent_of_shown >= (
                -4 if scale > _MILLION else -3
            ):
                return f"{shown:,f} {word}"
    return f"{value:,f}"


def _single(value: Decimal, unit: str, *, is_qualified: bool) -> str:
    if unit in types.CALENDAR_UNITS:
        return _calendar(value, unit)
    if unit == types.FRACTION:
        return _fraction(value, is_qualified=is_qualified)
    if unit in types.DURATION_UNITS:
        return _time(value, unit.removeprefix("duration_"))
    if unit in types.RELATIVE_UNITS:
        return _time(value.copy_abs(), unit.removesuffix("_relative")) + _direction(value)
    return _with_unit(english_number(value), unit, is_one=value == 1)


def _with_unit(number: str, unit: str, *, is_one: bool = False) -> str:
    if unit == "":
        return number
    if unit == types.PERCENT:
        return f"{number}%"
    if unit == types.PERCENTAGE_POINT:
        return f"{number} percentage point{'' if is_one else 's'}"
    if unit == types.TIMES:
        return f"{number} times"
    if unit in CURRENCY_BY_CODE:
        sign, plain = ("-", number[1:]) if number.startswith("-") else ("", number)
        return sign + (_SIGNS[unit] + plain if unit in _SIGNS else f"{unit} {plain}")
    return f"{number} {_MEASURES.get(unit, unit)}"


def _range(low: Decimal, high: Decimal, unit: str) -> str:
    if unit in types.RELATIVE_UNITS:
        near, far = _range_ends(*sorted((low.copy_abs(), high.copy_abs())))
        period = unit.removesuffix("_relative")
        return f"{near} to {far} {period}s{_direction(low)}"
    if unit in types.DURATION_UNITS:
        period = unit.removeprefix("duration_")
        return f"{' to '.join(_range_ends(low, high))} {period}s"
    if unit == types.TIMES or unit == types.PERCENTAGE_POINT:
        written = _range_ends(low, high)
        return f"{written[0]} to {_with_unit(written[1], unit)}"
    if unit in types.CALENDAR_UNITS or unit == types.FRACTION:
        return " to ".join(_single(end, unit, is_qualified=False) for end in (low, high))
    return " to ".join(_with_unit(number, unit) for number in _range_ends(low, high))


def _range_ends(low: Decimal, high: Decimal) -> tuple[str, str]:
    """Write both ends, in digits where "2 to 5 million" would be read as millions both."""
    written = english_number(low), english_number(high)
    has_scale = [" " in end or "^" in end for end in written]
    return written if has_scale[0] or not has_scale[1] else (f"{low:,f}", f"{high:,f}")


def _time(value: Decimal, period: str) -> str:
    is_word = value == int(value) and 0 < value < 10
    number = SMALL_WORDS[int(value)] if is_word else english_number(value)
    return f"{number} {period}{'' if value == 1 else 's'}"


def _direction(value: Decimal) -> str:
    return " ago" if value < 0 else " later"


def _fraction(value: Decimal, *, is_qualified: bool) -> str:
    fraction = Fraction(value).limit_denominator(10**9 if value < Decimal("0.001") else 10**4)
    count, parts = fraction.numerator, fraction.denominator
    if parts == 2 and is_qualified:
        return "half"
    if parts not in PART_NAMES or count >= len(SMALL_WORDS):
        return f"{count}/{parts}"
    return f"{SMALL_WORDS[count]}-{PART_NAMES[parts]}{'' if count == 1 else 's'}"


def _vague(low: Decimal, unit: str, noun: str) -> str:
    power = low.adjusted()
    is_relative = unit in types.RELATIVE_UNITS
    period = unit.removeprefix("duration_").removesuffix("_relative")
    suffix = _direction(low) if is_relative else ""
    if period == "year" and power == 1:
        return f"decades{suffix}"
    if unit == types.TIMES and power == 0:
        return "several-fold"
    thousands, rest = divmod(power, 3)
    scale = _VAGUE_SCALES[min(thousands, len(_VAGUE_SCALES) - 1)]
    if rest == 1:
        words = f"tens of {scale}s" if scale else "dozens"
    else:
        words = " ".join(
            part for part in ("several", "hundred" if rest == 2 else "", scale) if part
        )
    named = {
        types.PERCENT: "percent",
        types.PERCENTAGE_POINT: "percentage points",
        types.TIMES: "times",
    }
    if unit in CURRENCY_BY_CODE:
        noun = CURRENCY_BY_CODE[unit].english
    elif unit in types.DURATION_UNITS or is_relative:
        noun = f"{period}s"
    else:
        noun = named.get(unit) or _MEASURES.get(unit, unit) or noun
    if not noun:
        return words
    return f"{words} of {noun}{suffix}" if words.endswith("s") else f"{words} {noun}{suffix}"


def _calendar(value: Decimal, unit: str) -> str:
    number = int(value)
    if unit == types.FISCAL_YEAR:
        return f"fiscal year {number}"
    if unit == types.DECADE:
        return f"{number}s"
    if unit == types.CENTURY:
        return f"{number}{_ordinal_suffix(number)} century"
    if unit == types.MONTH:
        return f"{MONTH_NAMES[number % 100 - 1]} {number // 100}"
    if unit == types.DATE:
        year, month, day = number // 10000, number // 100 % 100, number % 100
        return f"{MONTH_NAMES[month - 1]} {day}, {year}"
    if unit == types.MONTH_DAY:
        return f"{MONTH_NAMES[number // 100 - 1]} {number % 100}"
    if unit == types.MONTH_OF_YEAR:
        return MONTH_NAMES[number - 1]
    if unit == types.TIME:
        hour, minute = divmod(number, 100)
        return f"{(hour - 1) % 12 + 1}:{minute:02d} {'p' if hour >= 12 else 'a'}.m."
    return str(number)


def _ordinal_suffix(number: int) -> str:
    if 11 <= number % 100 <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _singular(noun: str) -> str:
    if noun == "people":
        return "person"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("s") if noun != "years old" else "year old"
