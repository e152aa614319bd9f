"""Find every quantity that a text states, in order."""

from collections.abc import Iterable

from knowledge.quantities import plausibility
from knowledge.quantities.amounts import find_amounts
from knowledge.quantities.bounds import attach_bounds
from knowledge.quantities.dates import find_dates
from knowledge.quantities.masking import mask
from knowledge.quantities.ranges import join_ranges
from knowledge.quantities.reading import Reading, fold
from knowledge.quantities.types import Quantity


def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Find the numbers, ranges, amounts and dates that a text states.

    Linear in the length of the text; an ordinary sentence takes well under a millisecond.

    Args:
        text: Any text; the offsets of the result count its code points.
        language: `"ja"` reads numbers in kanji; any other code reads English number words.
            Western digits with the units, scales and dates of both languages are always read.

    Returns:
        The quantities in order of appearance, not overlapping.
    """
    masked = mask(fold(text))
    dateless, readings = find_dates(masked)
    readings += find_amounts(dateless, language)
    readings.sort(key=lambda reading: reading.start)
    return tuple(
        _quantity(text, reading)
        for reading in _bounded(masked, join_ranges(masked, readings), language)
    )


def _bounded(text: str, readings: Iterable[Reading], language: str) -> list[Reading]:
    """Return the readings that are quantities, each with its bounds and hedges."""
    kept: list[Reading] = []
    floor = 0
    for reading in readings:
        widened = plausibility.judge(text, attach_bounds(text, reading, floor), language)
        if widened is not None and widened.start >= floor:
            kept.append(widened)
            floor = widened.end
    return kept


def _quantity(text: str, reading: Reading) -> Quantity:
    return Quantity(
        value=reading.value,
        low=reading.low,
        high=reading.high,
        unit=reading.unit,
        bound=reading.bound,
        hedge=reading.hedge,
        start=reading.start,
        end=reading.end,
        text=text[reading.start : reading.end],
    )
