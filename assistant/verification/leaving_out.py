"""May this part of an English sentence be left out without changing what the rest says?

It must begin and end where a clause does, so that no splice of two halves passes, and hold none of
the words that limit or turn the rest (unless, without, in return).
"""

import re
from collections.abc import Sequence
from typing import Protocol

from assistant.verification.speech import is_speech_word
from knowledge.wordlists import listed

_CLAUSE_STARTS = frozenset(
    listed("because although though while whereas which who and but after during")
)
_NEVER_FIRST = frozenset(listed("if unless only except or nor than whether provid without"))
_NEVER = frozenset(listed("if unless provid instead exchang return otherwise condition"))
_BREAK = re.compile(r"[,;:()—–.]|--")
_NARROWS = re.compile(
    r"\s*(?:among|amongst|for|within|under|outside|inside|except|in|at|on|of|by|across|with|where|before|until|till|since|as)\s",
    re.IGNORECASE,
)
"""What opens a phrase at the front of a sentence that says of whom or where it is true."""
_IN_A_TIME = re.compile(r"\s*(?:in|on|by) (?:[A-Z][a-z]+ )?(?:\d{1,2}, )?\d{4},", re.IGNORECASE)


_NARROWS_LAST = re.compile(
    r"[,;:()—–\s]*(?:among|amongst|for|within|under|outside|inside|except|in|at|of|across|before|until|till|since)\s",
    re.IGNORECASE,
)


class Unit(Protocol):
    """A word or figure of a text."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends, not included."""

    @property
    def key(self) -> str:
        """What its forms have in common."""

    @property
    def kind(self) -> str:
        """What kind of unit it is."""


def may_go(theirs: Sequence[Unit], i1: int, i2: int, source: str) -> bool:
    """Tell whether `theirs[i1:i2]`, units of `source`, may be left out."""
    left_out = theirs[i1:i2]
    keys = [unit.key for unit in left_out]
    if keys[0] in _NEVER_FIRST or (_NEVER_FIRST - {"than"}) & set(keys[:2]):
        return False
    is_end = i2 == len(theirs)
    if _says_who(left_out, i1, is_end, source):
        return False
    breaks_after = is_end or _BREAK.search(source, theirs[i2 - 1].end, theirs[i2].start)
    if i1 == 0:
        if _NARROWS.match(source) and not _IN_A_TIME.match(source):
            return False
        return bool(breaks_after) or _introduces_name(left_out, theirs[i2], source)
    breaks_before = _BREAK.search(source, theirs[i1 - 1].end, theirs[i1].start)
    if breaks_before or keys[0] in _CLAUSE_STARTS:
        if _NARROWS_LAST.match(source, theirs[i1 - 1].end):
            return False
        return bool(breaks_after) and not _NEVER & set(keys)
    return not is_end and _introduces_name(left_out, theirs[i2], source)


def _introduces_name(left_out: Sequence[Unit], after: Unit, source: str) -> bool:
    """Tell whether it is what somebody is before the name: "the data broker Loomwell"."""
    return (
        after.kind == "name"
        and len(left_out) <= 3
        and all(unit.kind == "word" for unit in left_out)
        and not any(is_speech_word(source[unit.start : unit.end]) for unit in left_out)
    )


def _says_who(left_out: Sequence[Unit], i1: int, is_end: bool, source: str) -> bool:
    """Tell whether it says whose word the rest is: "According to the audit," ", he said"."""
    words = [source[unit.start : unit.end] for unit in left_out]
    if any(word.lower().startswith("according") for word in words):
        return True
    if i1 == 0:
        return any(is_speech_word(word) for word in words)
    is_clause = left_out[0].key in _CLAUSE_STARTS
    return is_end and not is_clause and any(is_speech_word(word) for word in words)
