"""What the tests of quantities share."""

from knowledge.quantities import (
    Quantity,
    find_quantities,
)


def only(text: str, language: str) -> Quantity:
    found = find_quantities(text, language)
    assert len(found) == 1, f"{text!r} → {[quantity.text for quantity in found]}"
    return found[0]
