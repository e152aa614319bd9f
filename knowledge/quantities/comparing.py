"""Tell whether two quantities state the same."""

from decimal import Decimal
from typing import Final

from knowledge.quantities.reading import ONE, times
from knowledge.quantities.types import FRACTION, PERCENT, Quantity

_PERIODS: Final = {
    "year": ("month", Decimal(12)),
    "week": ("second", Decimal(7 * 24 * 3600)),
    "day": ("second", Decimal(24 * 3600)),
    "hour": ("second", Decimal(3600)),
    "minute": ("second", Decimal(60)),
}


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Tell whether both state the same value or range in the same unit, exactly.

    Different words for one thing are the same ($4bn and 40億ドル, half and 50%, six months and
    半年, 24 hours and one day); a month is never a number of days. Bounds and hedges are not
    looked at: see `same_bound`.
    """
    return _canonical(a) == _canonical(b)


def same_bound(a: Quantity, b: Quantity) -> bool:
    """Tell whether both are bounded alike (at least, 以上) and hedged alike (about, 約)."""
    return a.bound == b.bound and a.hedge == b.hedge


def _canonical(quantity: Quantity) -> tuple[str, tuple[Decimal | None, ...]]:
    unit, factor = quantity.unit, ONE
    if unit == FRACTION:
        unit, factor = PERCENT, Decimal(100)
    elif unit.startswith("duration_"):
        period, factor = _PERIODS.get(unit.removeprefix("duration_"), ("", ONE))
        unit = f"duration_{period}" if period else unit
    elif unit.endswith("_relative"):
        period, factor = _PERIODS.get(unit.removesuffix("_relative"), ("", ONE))
        unit = f"{period}_relative" if period else unit
    ends = (quantity.value, quantity.low, quantity.high)
    return unit, tuple(None if end is None else times(end, factor) for end in ends)
