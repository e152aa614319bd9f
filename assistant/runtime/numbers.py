"""Which numbers a text may contain: an automaton over characters, for a logits processor.

A number is a maximal run of digits with commas and points between them. Full-width digits count as
their ASCII forms; superscripts, fractions and circled digits as themselves ("²" is not "2").
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SEPARATORS = {",": ",", ".": ".", "，": ",", "．": "."}


@lru_cache(maxsize=65536)
def digit_of(character: str) -> str:
    """Give the ASCII digit, or the character itself for other numeric signs, or an empty string."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    return character if category in ("No", "Nl") and character not in "々〇" else ""


def has_digit(text: str) -> bool:
    """Tell whether a digit or numeric sign is in the text; numerals that are letters are none."""
    return any(digit_of(character) for character in text)


def starts_like_number(text: str) -> bool:
    """Tell whether the first character could carry on a number."""
    return bool(text) and (text[0] in _SEPARATORS or bool(digit_of(text[0])))


@dataclass(frozen=True, slots=True)
class NumberState:
    """Where in a number the text so far ends."""

    run: str = ""
    """The digits, normalised, of the number in work; empty outside one."""
    separator: str = ""
    """A comma or point just after the run, of which it isn't known yet whether it belongs to it."""


class NumberRule:
    """Permit only given numbers to be written in digits."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._complete = frozenset(_normalised(number) for number in allowed)
        self._prefixes = frozenset(
            number[:end] for number in self._complete for end in range(1, len(number) + 1)
        )

    def is_complete(self, state: NumberState) -> bool:
        """Tell whether the text may end, or go on with something else than digits, here."""
        return not state.run or state.run in self._complete

    def advance(self, state: NumberState, text: str) -> NumberState | None:
        """Read on; None when a number would come out that isn't allowed."""
        for character in text:
            following = self._step(state, character)
            if following is None:
                return None
            state = following
        return state

    def _step(self, state: NumberState, character: str) -> NumberState | None:
        digit = digit_of(character)
        if digit:
            run = state.run + state.separator + digit
            return NumberState(run) if run in self._prefixes else None
        separator = _SEPARATORS.get(character, "")
        if separator and state.run and not state.separator:
            continues = state.run + separator in self._prefixes
            if continues or self.is_complete(state):
                return NumberState(state.run, separator)
            return None
        return NumberState() if self.is_complete(state) else None


def _normalised(number: str) -> str:
    return "".join(digit_of(c) or _SEPARATORS.get(c, c) for c in number.strip())
