"""What numbers, units, ranges and dates a text states, in English and Japanese.

Written by us because no library does it well enough to stand behind a filing:

* quantulum3 (MIT) computes in floats, reads "65 to 95 billion euros" as 47.5 ± 47.5 billion,
  "90 FR 9088" as 90 statcoulombs and "32B parameters" as 32 bytes, knows no Japanese, takes
  over a second for its first call, and needs num2words, which is LGPL.
* kanjize (MIT) turns a numeral in kanji into an integer, about forty lines of this package,
  but finds none in a text. pynormalizenumexp (BSD) finds them, in Japanese only and in floats;
  it needs a counter it knows (150万以上 gives nothing), widens 約2000倍 to 1,400–2,600 and
  reads 3分の1 as three minutes. word2number (MIT) dates from 2017 and knows no "dozen".
* dateparser and pint answer other questions (what moment is meant, how to convert a unit).
  ja-timex (MIT) reads Japanese dates and lengths of time only, price-parser (BSD) one price in a
  string that is nothing else.

The path of a text: `reading.fold` → `masking` → `dates`, `amounts` (with `numerals_ja`,
`numerals_en`, `phrases_en`, `attaching`) → `ranges` → `bounds` → `plausibility` → `Quantity`.

Not read, knowingly: "halved", "last year" and 昨年, ひとつ, 十数社, 十日 as a day of the month,
15日 alone, "a year" and other articles for one, "several" and 数 of things, units of measure
that `units.MEASURES` lacks (their number is read as a count), time zones, Roman numerals, and
number words, scales and decimal commas of any third language. "N times" is a multiple even where
it counts events. 3/4 is read only before "of" or の, a bare "one" never.
"""

from knowledge.quantities.comparing import same_bound, same_quantity
from knowledge.quantities.finding import find_quantities
from knowledge.quantities.normalising import normalise_quantities
from knowledge.quantities.rendering import render_quantity
from knowledge.quantities.types import Quantity

__all__ = [
    "Quantity",
    "find_quantities",
    "normalise_quantities",
    "render_quantity",
    "same_bound",
    "same_quantity",
]
