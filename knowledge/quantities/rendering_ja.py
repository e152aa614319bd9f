"""Write a quantity in formal Japanese prose."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from knowledge.quantities import types
from knowledge.quantities.numerals_ja import BIG_SCALES
from knowledge.quantities.reading import EXACT, power_of_ten, tidy
from knowledge.quantities.types import Quantity
from knowledge.quantities.units import CURRENCY_BY_CODE

_BOUNDS: Final = {
    "": "",
    types.AT_LEAST: "以上",
    types.MORE_THAN: "超",
    types.AT_MOST: "以下",
    types.LESS_THAN: "未満",
}
_PERIODS: Final = {
    "year": "年",
    "month": "か月",
    "week": "週間",
    "day": "日",
    "hour": "時間",
    "minute": "分",
    "second": "秒",
}
_TAKES_KAN: Final = frozenset({"year", "day", "minute"})
_POWERS_FROM: Final = power_of_ten(20)
_SYMBOLS: Final = {types.PERCENTAGE_POINT: "パーセントポイント", types.TIMES: "倍"}


def render_japanese(quantity: Quantity, counter: str = "") -> str:
    """Write the quantity, with the counter of what is counted after the number if given."""
    unit = quantity.unit
    is_vague = quantity.value is None and quantity.high is None
    is_calendar = unit in types.CALENDAR_UNITS
    is_relative = unit in types.RELATIVE_UNITS
    hedge = "約" if quantity.hedge and not is_vague and not is_calendar else ""
    suffix = "ごろ" if quantity.hedge and is_calendar else ""
    bound = _BOUNDS[quantity.bound]
    if quantity.bound == types.AT_MOST and unit in types.DURATION_UNITS:
        bound = "以内"
    ends = [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]
    if not ends:
        return quantity.text
    if is_relative:
        near_first = sorted(end.copy_abs() for end in ends)
        numbers = [_vague(near_first[0])] if is_vague else [japanese_number(n) for n in near_first]
        period = _PERIODS[unit.removesuffix("_relative")]
        return f"{hedge}{'〜'.join(numbers)}{period}{bound}{'前' if ends[0] < 0 else '後'}"
    if is_vague:
        core = _vague(ends[0]) + _unit_name(unit, counter, has_kan=not bound)
    else:
        is_shared = len(ends) == 2 and _is_misread(ends[0], ends[1])
        core = "から".join(
            _single(end, unit, counter, has_bound=bool(bound), is_plain=is_shared) for end in ends
        )
    return f"{hedge}{core}{bound}{suffix}"


def japanese_number(value: Decimal) -> str:
    """Write a number in groups of 万: 1億2500万, 3兆5000億, 2.2."""
    if value < 0:
        return "マイナス" + japanese_number(value.copy_abs())
    if value >= _POWERS_FROM:
        exponent = value.adjusted()
        leading = tidy(EXACT.scaleb(value, -exponent))
        return f"10^{exponent}" if leading == 1 else f"{leading:f} × 10^{exponent}"
    whole = int(value)
    rest = tidy(EXACT.subtract(value, Decimal(whole)))
    written = ""
    for mark, scale in sorted(BIG_SCALES.items(), key=lambda item: -item[1]):
        group, whole = divmod(whole, int(scale))
        written += f"{group}{mark}" if group else ""
    last = tidy(EXACT.add(Decimal(whole), rest))
    return f"{written}{last:f}" if last or not written else written


def _single(value: Decimal, unit: str, counter: str, *, has_bound: bool, is_plain: bool) -> str:
    if unit in types.CALENDAR_UNITS:
        return _calendar(int(value), unit)
    if unit == types.FRACTION:
        limit = 10**9 if value < Decimal("0.001") else 10**4
        fraction = Fraction(value).limit_denominator(limit)
        return f"{japanese_number(Decimal(fraction.denominator))}分の" + japanese_number(
            Decimal(fraction.numerator)
        )
    looks_like_year = unit == "duration_year" and 1000 <= value < 3000
    has_kan = looks_like_year or not has_bound
    number = f"{value:f}" if is_plain else japanese_number(value)
    return number + _unit_name(unit, counter, has_kan=has_kan)


def _is_misread(low: Decimal, high: Decimal) -> bool:
    """Whether 2から5万 would be read as 2万から5万, so that both must be written in digits."""
    return low < BIG_SCALES["万"] <= high


def _unit_name(unit: str, counter: str, *, has_kan: bool) -> str:
    if unit == "":
        return counter
    if unit in CURRENCY_BY_CODE:
        return CURRENCY_BY_CODE[unit].japanese
    if unit in types.DURATION_UNITS:
        period = unit.removeprefix("duration_")
        return _PERIODS[period] + ("間" if has_kan and period in _TAKES_KAN else "")
    return _SYMBOLS.get(unit, unit)


def _vague(low: Decimal) -> str:
    power = low.adjusted()
    big, small = divmod(power, 4)
    return "数" + ("", "十", "百", "千")[small] + ("", "万", "億", "兆", "京")[min(big, 4)]


def _calendar(number: int, unit: str) -> str:
    if unit == types.MONTH:
        return f"{number // 100}年{number % 100}月"
    if unit == types.DATE:
        return f"{number // 10000}年{number // 100 % 100}月{number % 100}日"
    if unit == types.MONTH_DAY:
        return f"{number // 100}月{number % 100}日"
    if unit == types.TIME:
        hour, minute = divmod(number, 100)
        return f"午{'後' if hour >= 12 else '前'}{hour % 12}時" + (f"{minute}分" if minute else "")
    suffix = {
        types.FISCAL_YEAR: "年度",
        types.DECADE: "年代",
        types.CENTURY: "世紀",
        types.MONTH_OF_YEAR: "月",
    }.get(unit, "年")
    return f"{number}{suffix}"
