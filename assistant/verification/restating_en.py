"""Does an English claim restate its source's sentence in other words, and nothing more?

Each of its words must stand in the source in the same order, itself or as a listed synonym; so
must each word of weight between them (not, only, to, from, by …). What is turned is first turned
back: who says so, "was fined by", "the systems' inventory", a date at the front.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.verification.leaving_out import may_go
from assistant.verification.synonyms import word_key
from assistant.verification.tokens import FigureKeys, Text
from assistant.verification.turning_back import BE, compounded, turned_back
from assistant.verification.units import (
    BREAK,
    FINDING,
    JOINTS,
    NEUTRAL,
    Unit,
    renamed,
    units_of,
)
from knowledge.wordlists import listed

_MIN_CONTENT = 3
_EXTRA = frozenset(
    " ".join(map(word_key, phrase.split()))
    for phrase in (
        *listed("also itself themselves respectively however additionally moreover furthermore"),
        "as well",
        "in addition",
        "a total of",
        "number of",
    )
)
"""Words that add nothing to a statement that holds the others."""
_ACCORDING_KEYS = frozenset((word_key("according"), f"{word_key('according')} to"))
_EVENT_DETAIL = re.compile(r"\s(?:in|on|at)\s")
_NO_MERE_EVENT = re.compile(
    r"\b(?:not?|never|none|without|all|every|each|only|most|least|\w+est|first|last|may|might|could|can"
    r"|cannot|would|should|will|must|shall|any|than|if|record)\b|\d|n['’]t",
    re.IGNORECASE,
)
_WHICH_IS = re.compile(r"\s(?:is|are|was|were)\b")


def restates(claim: Text, source: Text, figures: FigureKeys) -> bool:
    """Tell whether the claim says what the source's sentence says, and leaves out only asides."""
    if sum(token.is_content for token in claim.tokens) < _MIN_CONTENT:
        return False
    theirs = units_of(source)
    ours = renamed(units_of(claim), theirs, claim, source)
    held = {unit.key for unit in theirs} | JOINTS | _EXTRA | NEUTRAL | FINDING
    held |= _ACCORDING_KEYS
    if any(unit.is_content and unit.key not in held for unit in ours):
        return False  # the common case, told at once
    turned = [*turned_back(claim, ours, figures, is_claim=True)]
    return any(
        _follows(one, other, one_text, other_text)
        for other, other_text in turned_back(source, theirs, figures)
        for one, one_text in turned
        for one, other in (compounded(renamed(one, other, one_text, other_text), other),)
    )


def _follows(ours: list[Unit], theirs: list[Unit], claim: Text, source: Text) -> bool:
    left = iter([unit.key for unit in theirs])
    may_come = _EXTRA | JOINTS | {"which", "who"}
    if not all(unit.key in left for unit in ours if unit.key not in may_come):
        return False  # cheap, and true of most that are tried
    matcher = SequenceMatcher(
        None, [unit.key for unit in theirs], [unit.key for unit in ours], autojunk=False
    )
    opcodes = matcher.get_opcodes()
    held = sum(
        unit.is_content for tag, _, _, j1, j2 in opcodes if tag == "equal" for unit in ours[j1:j2]
    )
    return held >= _MIN_CONTENT and all(
        tag == "equal"
        or (
            all(_may_come(unit, claim.text) for unit in ours[j1:j2])
            and (
                i1 == i2
                or {unit.key for unit in theirs[i1:i2]} <= JOINTS | _EXTRA
                or (i1 == 0 and _is_agent(theirs, i2, claim.text, ours, j2))
                or (_is_in_place(theirs, i1, i2) and may_go(theirs, i1, i2, source.text))
                or _is_taken_up(theirs, i1, i2, source.text, ours, j2, claim.text)
                or _tells_where(theirs, i1, i2, source.text, claim.text)
            )
        )
        for tag, i1, i2, j1, j2 in opcodes
    )


def _is_in_place(theirs: Sequence[Unit], i1: int, i2: int) -> bool:
    """Tell whether the units stand in the text as here, and weren't moved about."""
    near = theirs[max(0, i1 - 1) : i2 + 1]
    return all(first.end <= second.start for first, second in pairwise(near))


def _may_come(unit: Unit, claim: str) -> bool:
    """Tell whether a word that only the claim has adds nothing."""
    if unit.key in _EXTRA or unit.key in JOINTS:
        return True
    return unit.key in ("which", "who") and bool(_WHICH_IS.match(claim, unit.end))


_NO_MERE_DETAIL = re.compile(
    r"\b(?:suspected|alleged|proposed|possible|potential|draft|former|so-called|fake|planned"
    r"|would-be|temporary|partial|future|likely|supposed|purported|first|second|last|next|no)\b",
    re.IGNORECASE,
)


def _is_taken_up(
    theirs: Sequence[Unit], i1: int, i2: int, source: str, ours: Sequence[Unit], j: int, claim: str
) -> bool:
    """Tell whether "the grant" takes up "a $6 million defense grant"."""
    if i2 == len(theirs) or j == len(ours) or ours[j].key != theirs[i2].key:
        return False
    gone = source[theirs[i1].start : theirs[i2].start]
    opens = re.search(r"\b(?:an?)\s$", source[: theirs[i1].start], re.IGNORECASE) or (
        i1 == 0 and theirs[i2].kind == "name" and all(unit.kind == "name" for unit in theirs[1:i2])
    )
    return bool(
        opens
        and i2 - i1 <= 3
        and all(unit.is_content for unit in theirs[i1:i2])
        and not BREAK.search(gone)
        and not _NO_MERE_DETAIL.search(gone)
        and re.search(r"\bthe\s$", claim[: ours[j].start], re.IGNORECASE)
    )


def _tells_where(theirs: Sequence[Unit], i1: int, i2: int, source: str, claim: str) -> bool:
    """Tell whether it is only where and when something happened: "sued X in Delaware in 2023"."""
    if i1 == 0 or _NO_MERE_EVENT.search(claim):
        return False
    places = [theirs[i1 - 1], *theirs[i1:i2]]
    return all(
        unit.kind in ("name", "figure") and _EVENT_DETAIL.fullmatch(source, before.end, unit.start)
        for before, unit in pairwise(places)
    )


def _is_agent(theirs: Sequence[Unit], i2: int, claim: str, ours: Sequence[Unit], j: int) -> bool:
    """Tell whether it is who acts in the source, left out in the claim's "X was fined"."""
    return (
        j < len(ours)
        and i2 < len(theirs)
        and ours[j].key == theirs[i2].key
        and bool(BE.search(claim[: ours[j].start]))
        and all(unit.is_content or unit.is_free for unit in theirs[:i2])
    )
