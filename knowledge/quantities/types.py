"""What a stated quantity is: the `Quantity` record and the unit kinds it may carry.

`unit` is one of

* an ISO 4217 currency code (`"USD"`, `"EUR"`, `"JPY"` …);
* the symbol of a measure from `knowledge.quantities.units` (`"GW"`, `"TB"`, `"km"` …);
* `""` for a count of anything (people, models, pages, parameters);
* one of the constants below.

Calendar kinds are packed into one exact number, most significant part first, so that they
compare in time order:

=============== ================================== ==========================
kind            value                              example
=============== ================================== ==========================
`YEAR`          the year                           2018
`FISCAL_YEAR`   the year it is called by           2025 (FY 2025, 2025年度)
`DECADE`        its first year                     1990 (the 1990s)
`CENTURY`       its ordinal                        21
`MONTH`         year × 100 + month                 202503
`DATE`          year × 10000 + month × 100 + day   20250315
`MONTH_DAY`     month × 100 + day                  315 (March 15, no year)
`MONTH_OF_YEAR` month                              3 (March, no year)
`TIME`          hour × 100 + minute, 24-hour       2359 (no time zone)
=============== ================================== ==========================

A `duration_*` kind is a length of time in that unit. A `*_relative` kind is a distance from the
moment of speaking or of the story: negative for "two years ago", "two years earlier" and 2年前,
positive for "two years later" and 2年後; a bound speaks of the distance without its sign.
Decades and centuries as lengths are given in years.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

PERCENT: Final = "%"
PERCENTAGE_POINT: Final = "pp"
TIMES: Final = "x"
FRACTION: Final = "fraction"
"""A part of a whole: two-thirds, half, 3分の1. Holds 28 significant digits when not finite."""

YEAR: Final = "year"
FISCAL_YEAR: Final = "fiscal_year"
DECADE: Final = "decade"
CENTURY: Final = "century"
MONTH: Final = "month"
DATE: Final = "date"
MONTH_DAY: Final = "month_day"
MONTH_OF_YEAR: Final = "month_of_year"
TIME: Final = "time"
CALENDAR_UNITS: Final = frozenset(
    {YEAR, FISCAL_YEAR, DECADE, CENTURY, MONTH, DATE, MONTH_DAY, MONTH_OF_YEAR, TIME}
)

PERIODS: Final = ("year", "month", "week", "day", "hour", "minute", "second")
DURATION_UNITS: Final = frozenset(f"duration_{period}" for period in PERIODS)
RELATIVE_UNITS: Final = frozenset(f"{period}_relative" for period in PERIODS)

AT_LEAST: Final = "at_least"
MORE_THAN: Final = "more_than"
AT_MOST: Final = "at_most"
LESS_THAN: Final = "less_than"
ABOUT: Final = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number, range, amount or date as a text states it.

    Attributes:
        value: The number, exact; None for a range and for a vague amount.
        low: Lower end of a range. Of a vague amount (数十億, "several hundred million",
            何十年, "dozens") twice its order of magnitude, with `high` None: 2 billion, 200
            million, 20 years, 20; for a vague time ago the number is negative.
        high: Upper end of a range, not below `low`; None otherwise.
        unit: See the module's docstring.
        bound: `""`, `"at_least"`, `"more_than"`, `"at_most"` or `"less_than"`.
        hedge: `""` or `"about"`; always `"about"` for a vague amount.
        start: Where `text` starts in the source, in code points from 0.
        end: Where it ends, not included.
        text: The words of the source, with hedge, bound, currency and Japanese counter, without
            an English noun ("at least 1.5 million" of "at least 1.5 million models").
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: str
    hedge: str
    start: int
    end: int
    text: str
