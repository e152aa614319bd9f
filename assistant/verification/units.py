"""An English text as the words and listed phrases that a rewording is compared by."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.verification.synonyms import longest_phrase, word_key
from assistant.verification.tokens import Text, TokenKind
from knowledge.wordlists import listed

_FREE = frozenset(listed("of in on at as"))
"""Prepositions that come and go with a noun made a verb; to, from, by, for, with don't."""
JOINTS = frozenset(listed("and but while whereas although though"))
NEUTRAL = frozenset(word_key(word) for word in listed("say state note report"))
TELLING = frozenset(
    word_key(word)
    for word in listed(
        "say state note report argue assert contend maintain claim warn caution explain conclude "
        "announce stress emphasize add tell write testify find show reveal insist declare "
        "acknowledge admit concede confirm complain observe remark disclose point"
    )
)
"""What may be put as a plain "says"; asking, promising, expecting and denying may not."""
FINDING = frozenset(word_key(word) for word in listed("find show reveal indicate"))
_RESEARCH = re.compile(
    r"\b(?:research\w*|stud(?:y|ies)|survey\w*|polls?|audit\w*|report|analys[ie]s|review|inquiry"
    r"|investigation|scientists?|accountability office|inspector\w*)\b",
    re.IGNORECASE,
)
_OWN_WILL = re.compile(
    r"\b(?:said|stated|announced|confirmed|promised|pledged) (?:that )?(?:it|they|he|she) would\b"
)
_COMES_BY = frozenset(
    word_key(word)
    for word in listed(
        "request complaint proposal appeal objection opposition criticism letter petition pressure "
        "demand call comment question offer bid application warning"
    )
)
BREAK = re.compile(r"[,;:()—–]|\.(?:\s|$)|--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A word, figure or listed phrase; half-open code points of its text."""

    start: int
    end: int
    key: str
    kind: TokenKind
    groups: frozenset[int] = frozenset()
    is_free: bool = False

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself."""
        return self.kind in ("word", "name", "figure")


def units_of(text: Text) -> list[Unit]:
    """Return the units of `text` in order, without small words such as "the" and "has"."""
    tokens = text.tokens
    keys = [
        token.key
        if token.kind == "figure" or token.key == "not"
        else word_key(text.text[token.start : token.end])
        for token in tokens
    ]
    units: list[Unit] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        length, groups = (
            (0, frozenset[int]())
            if token.kind == "figure"
            else longest_phrase(tuple(keys[place : _stop(text, place)]))
        )
        if length > 1 or token.kind != "small":
            last = tokens[place + max(1, length) - 1]
            units.append(
                Unit(
                    start=token.start,
                    end=last.end,
                    key=_by(units, " ".join(keys[place : place + max(1, length)])),
                    kind=token.kind if length < 2 else "word",
                    groups=groups,
                    is_free=length < 2 and keys[place] in _FREE,
                )
            )
        place += max(1, length)
    return units


def _by(units: list[Unit], key: str) -> str:
    """Return "by" for the "from" of "a request from", and any other key as it is."""
    return "by" if key == "from" and units and units[-1].key in _COMES_BY else key


def _stop(text: Text, place: int) -> int:
    """Return where a phrase that begins at `place` must end: at a comma or a figure."""
    end = place + 1
    while end < min(len(text.tokens), place + 6):
        gap = text.text[text.tokens[end - 1].end : text.tokens[end].start]
        if text.tokens[end].kind == "figure" or BREAK.search(gap):
            break
        end += 1
    return end


def renamed(ours: Sequence[Unit], theirs: Sequence[Unit], claim: Text, source: Text) -> list[Unit]:
    """Give each unit of the claim that the source has only in other words the source's key."""
    held = Counter(unit.key for unit in theirs)
    said = Counter(unit.key for unit in ours)
    is_research = bool(_RESEARCH.search(claim.text))
    is_promise = bool(_OWN_WILL.search(source.text))
    found = []
    for place, unit in enumerate(ours):
        if said[unit.key] <= held[unit.key]:
            found.append(unit)
            continue
        is_plain = unit.key in NEUTRAL or claim.text[unit.start : unit.end].startswith("indicat")
        like = [
            (abs(place / len(ours) - i / len(theirs)), other.key)
            for i, other in enumerate(theirs)
            if unit.key == other.key
            or unit.groups & other.groups
            or (is_plain and other.key in TELLING)
            or (unit.key == "argue" and other.key == "say")
            or (is_research and unit.key in FINDING and other.key in NEUTRAL)
            or (is_promise and unit.key == "will" and other.key == "would")
        ]
        found.append(replace(unit, key=min(like)[1]) if like else unit)
    return found
