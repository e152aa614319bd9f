"""Write a quantity in the language asked for."""

import re
from typing import Final

from knowledge.quantities.rendering_en import render_english
from knowledge.quantities.rendering_ja import render_japanese
from knowledge.quantities.types import Quantity
from knowledge.quantities.units import COUNTER_PATTERN, COUNTERS, counter_key

_COUNTER: Final = re.compile(
    rf"[0-9０-９〇一二三四五六七八九十百千万億兆数何]\s?({COUNTER_PATTERN})"
)


def render_quantity(quantity: Quantity, language: str) -> str:
    """Write a quantity in formal prose, as one phrase that reads back as the same quantity.

    English: "$4 billion", "EUR 65 billion to EUR 95 billion", "about 2,000 times", "at least 1.5
    million", "2.2%", "March 2025", "two years ago". Japanese: 40億ドル, 150万以上, 2年前.

    The unit of a count is empty, so its Japanese counter is taken from `quantity.text`: 5社
    becomes "5 companies", 3つ only "3", because the noun comes after it.

    Args:
        quantity: As found in any language.
        language: `"ja"`, or any other code for English.
    """
    counter = counter_of(quantity)
    if language == "ja":
        return render_japanese(quantity, counter)
    return render_english(quantity, COUNTERS.get(counter_key(counter), ""))


def counter_of(quantity: Quantity) -> str:
    """Return the Japanese counter in the text of a count, empty when there is none."""
    match = None if quantity.unit else _COUNTER.search(quantity.text)
    return "" if match is None else match[1]
