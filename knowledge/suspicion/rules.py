"""What a rule of suspicion is."""

import re
from dataclasses import dataclass

TELLS_MODEL = "reads as an instruction to a program"
SETS_ROLE = "tells a program what it is to be"
DICTATES = "dictates what a program is to write"
HIDES = "asks a program to keep something from the reader"
SENDS = "asks a program to send data or to follow an address"
MARKS_ROLE = "holds marks by which programs part a conversation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern over a folded sentence."""

    pattern: re.Pattern[str]
    needs: re.Pattern[str]
    """A cheap pattern that matches the sentence in small letters wherever `pattern` matches the
    sentence: most sentences need no more."""
    reason: str
    """In plain words, completing "This sentence …"."""
    opens_attack: bool = False
    """Whether what follows in the same paragraph belongs to it."""
    may_be_quoted: bool = True
    """Whether it is harmless in quotation marks in a sentence about attacks."""


def rule(
    reason: str, needs: str, pattern: str, *, opens: bool = False, quotable: bool = True
) -> Rule:
    """Make a rule; letters' case is of no account."""
    return Rule(
        pattern=re.compile(pattern, re.IGNORECASE),
        needs=re.compile(needs),
        reason=reason,
        opens_attack=opens,
        may_be_quoted=quotable,
    )
