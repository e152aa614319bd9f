"""Does an English claim restate its source's sentence in other words, and nothing more?

Each of its words must stand in the source in the same order, itself or as a listed synonym; so
must each word of weight between them (not, only, to, from, by …). What is turned is first turned
back: who says so, "was fined by", "the systems' inventory", a date at the front.
"""

import re
from collections.abc import Iterator, Sequence
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.verification.leaving_out import may_go
from assistant.verification.speech import speaker_first
from assistant.verification.synonyms import longest_phrase, word_key
from assistant.verification.tokens import FigureKeys, Text, TokenKind, cut
from knowledge.wordlists import listed

_MIN_CONTENT = 3
_FREE = frozenset(listed("of in on at as"))
"""Prepositions that come and go with a noun made a verb; to, from, by, for, with don't."""
_OF = frozenset(listed("of on for about in"))
"""Prepositions whose phrase a compound may hold: fines for outages, outage fines."""
_JOINTS = frozenset(listed("and but while whereas although though"))
_EXTRA = frozenset(
    (*map(word_key, listed("also itself themselves respectively however")), "a total of", "number of")
)
"""Words that add nothing to a statement that holds the others."""
_NEUTRAL = frozenset(word_key(word) for word in listed("say state note report"))
_TELLING = frozenset(
    word_key(word)
    for word in listed(
        "say state note report argue assert contend maintain claim warn caution explain conclude "
        "announce stress emphasize add tell write testify find show reveal insist declare "
        "acknowledge admit concede confirm complain observe remark disclose point"
    )
)
"""What may be put as a plain "says"; asking, promising, expecting and denying say something else."""
_ACCORDING_KEYS = frozenset((word_key("according"), f"{word_key('according')} to"))
_FINDING = frozenset(word_key(word) for word in listed("find show reveal indicate"))
_RESEARCH = re.compile(
    r"\b(?:research\w*|stud(?:y|ies)|survey\w*|polls?|audit\w*|report|analys[ie]s|review|inquiry"
    r"|investigation|scientists?|accountability office|inspector\w*)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:()—–]|\.(?:\s|$)|--")
_ACCORDING = re.compile(r"^According to (?P<who>[^,;“”\"]+), (?P<what>[^“”\"]+)$")
_QUOTED = re.compile(
    r"^[“\"](?P<what>[^“”\"]+),[”\"] (?P<verb>said|says|wrote|argued|warned) (?P<who>[^“”\"]+)$"
)
_LAST = re.compile(r"^(?P<what>[^“”\"]+), according to (?P<who>[^;“”\"]+)$")
_OWN_WILL = re.compile(
    r"\b(?:said|stated|announced|confirmed|promised|pledged) (?:that )?(?:it|they|he|she) would\b"
)
_EVENT_DETAIL = re.compile(r"\s(?:in|on|at)\s")
_NO_MERE_EVENT = re.compile(
    r"\b(?:not?|never|none|without|all|every|each|only|most|least|\w+est|first|last|may|might|could|can"
    r"|cannot|would|should|will|must|shall|any|than|if|record)\b|\d|n['’]t",
    re.IGNORECASE,
)
_MODALS = frozenset(listed("may might could can would should will must shall not"))
_OPENS = frozenset(listed("whether if unless because who which when after before since until"))
_COMES_BY = frozenset(
    word_key(word)
    for word in listed(
        "request complaint proposal appeal objection opposition criticism letter petition pressure "
        "demand call comment question offer bid application warning"
    )
)
_REPORTS = frozenset(word_key(word) for word in listed("survey study report analysis poll audit"))
_WHICH_IS = re.compile(r"\s(?:is|are|was|were)\b")
_BE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s(?:\w+ly\s)?$", re.IGNORECASE)
_DATE_FIRST = re.compile(
    r"^(?P<when>(?:(?:In|On|By|Since|Until|During) (?:the )?(?:(?:early|late|mid|spring|summer"
    r"|autumn|fall|winter|[A-Z][a-z]{2,8}) ?(?:of )?)*(?:\d{1,2}(?:, )?)?(?:\d{4})?(?!\S*\d)"
    r"|(?:Last|This|Next) (?:year|month|week|spring|summer|autumn|fall|winter))),? (?P<rest>\S.*)$"
)
_CLAUSE_FIRST = re.compile(
    r"^(?P<clause>(?:After|Because|Although|Though|When|While|Before|Since|If|Unless|Under|Among|Despite"
    r"|Due to|Because of|As a result of)\s[^,;:]+), (?P<rest>[^;:“”\"]+)$"
)
_SPEAKS = re.compile(
    r"\b(?:said|says|argue[sd]?|warn(?:s|ed)?|state[sd]?|claim(?:s|ed)?|found|finds|report(?:s|ed)?"
    r"|estimate[sd]?|announced|and|but|which|who|that)\b"
)
_SEVERAL_CLAUSES = re.compile(
    r"\b(?:and|but|which|who|that|because|if|while|when|although|after|before|said|says"
    r"|according)\b|;",
    re.IGNORECASE,
)


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


def restates(claim: Text, source: Text, figures: FigureKeys) -> bool:
    """Tell whether the claim says what the source's sentence says, and leaves out only asides."""
    if sum(token.is_content for token in claim.tokens) < _MIN_CONTENT:
        return False
    theirs = _units(source)
    ours = _renamed(_units(claim), theirs, claim, source)
    held = {unit.key for unit in theirs} | _JOINTS | _EXTRA | _NEUTRAL | _FINDING
    held |= _ACCORDING_KEYS
    if any(unit.is_content and unit.key not in held for unit in ours):
        return False  # the common case, told at once
    turned = [*_turned(claim, ours, figures, is_claim=True)]
    return any(
        _follows(one, other, one_text, other_text)
        for other, other_text in _turned(source, theirs, figures)
        for one, one_text in turned
        for one, other in (_compounded(_renamed(one, other, one_text, other_text), other),)
    )


def _units(text: Text) -> list[Unit]:
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
        length, groups = (0, frozenset[int]()) if token.kind == "figure" else longest_phrase(
            tuple(keys[place : _stop(text, place)])
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
        if text.tokens[end].kind == "figure" or _BREAK.search(gap):
            break
        end += 1
    return end


def _renamed(
    ours: Sequence[Unit], theirs: Sequence[Unit], claim: Text, source: Text
) -> list[Unit]:
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
        is_plain = unit.key in _NEUTRAL or claim.text[unit.start : unit.end].startswith("indicat")
        like = [
            (abs(place / len(ours) - i / len(theirs)), other.key)
            for i, other in enumerate(theirs)
            if unit.key == other.key
            or unit.groups & other.groups
            or (is_plain and other.key in _TELLING)
            or (unit.key == "argue" and other.key == "say")
            or (is_research and unit.key in _FINDING and other.key in _NEUTRAL)
            or (is_promise and unit.key == "will" and other.key == "would")
        ]
        found.append(replace(unit, key=min(like)[1]) if like else unit)
    return found


def _turned(
    text: Text, units: list[Unit], figures: FigureKeys, *, is_claim: bool = False
) -> Iterator[tuple[list[Unit], Text]]:
    """Yield the text as it is, and with what may be turned without harm turned back."""
    yield units, text
    yield from ((turned, text) for turned in _active(units, text.text, is_claim=is_claim))
    for said in _said_first(text.text):
        turned_text = cut(said, text.language, figures)
        turned_units = _units(turned_text)
        yield turned_units, turned_text
        yield from ((turned, turned_text) for turned in _active(turned_units, said, is_claim=is_claim))


def _said_first(text: str) -> Iterator[str]:
    text = text.strip()
    for pattern in (_ACCORDING, _LAST, _QUOTED):
        if match := pattern.match(text):
            for what in _date_last(match["what"]):
                yield f"{match['who'].rstrip('.')}, said that {what}."
    if first := speaker_first(text, "en"):
        lead, that, what = first.partition(" that ")
        if that:
            for said in _date_last(what):
                yield f"{lead} that {said}."
    first = _CLAUSE_FIRST.match(text)
    if first and not _SPEAKS.search(first["rest"]):
        clause = first["clause"][0].lower() + first["clause"][1:]
        yield f"{first['rest'].rstrip('.')}, {clause}."
    yield from [*_date_last(text)][1:]


def _date_last(text: str) -> Iterator[str]:
    """Yield the sentence without its full stop; and with the date at its front moved to its end."""
    text = text.rstrip(".")
    yield text
    when = _DATE_FIRST.match(text[:1].upper() + text[1:])
    if when and not _SEVERAL_CLAUSES.search(text):
        yield f"{when['rest']} {when['when'][0].lower()}{when['when'][1:]}"


def _active(units: list[Unit], text: str, *, is_claim: bool) -> Iterator[list[Unit]]:
    """Yield "A fined B" for "B was fined by A"; of a claim "fined B" where nobody acts."""
    for place, unit in enumerate(units):
        if unit.kind != "word" or not _BE.search(text[: unit.start]):
            continue
        start, modal = _clause_start(units, place, text), place
        while modal > start and units[modal - 1].key in _MODALS:
            modal -= 1
        verb, object_ = units[modal : place + 1], units[start:modal]
        if is_claim:
            yield [*units[:start], *verb, *object_, *units[place + 1 :]]
        for by in range(place + 1, min(place + 6, len(units))):
            if units[by].key != "by":
                continue
            for end in _ends(units, by + 1, text):
                actor, rest = units[by + 1 : end], units[end:]
                between = units[place + 1 : by]
                yield [*units[:start], *actor, *verb, *object_, *between, *rest]


def _ends(units: list[Unit], start: int, text: str) -> Iterator[int]:
    """Yield where a noun phrase that begins at `start` may end."""
    for end in range(start + 1, min(start + 7, len(units)) + 1):
        is_whole = end == len(units) or not units[end].is_content
        if is_whole or _BREAK.search(text, units[end - 1].end, units[end].start):
            yield end


def _clause_start(units: list[Unit], place: int, text: str) -> int:
    start = place
    while start:
        gap = text[units[start - 1].end : units[start].start]
        if _BREAK.search(gap) or re.search(r"\bthat\b", gap):
            break
        if units[start - 1].key in _TELLING | _JOINTS | _OPENS:
            break
        start -= 1
    return start


def _compounded(ours: list[Unit], theirs: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Write "inventory of systems" as "systems inventory" where the other side does."""
    return _without_of(ours, theirs), _without_of(theirs, ours)


def _without_of(units: list[Unit], other: list[Unit]) -> list[Unit]:
    runs = " ".join(f"<{unit.key}>" for unit in other)
    found = list(units)
    place = 1
    while place < len(found) - 1:
        is_by = found[place].key == "by" and found[place - 1].key in _REPORTS
        if (is_by or found[place].key in _OF) and found[place - 1].is_content:
            head = found[place - 1]
            for length in (4, 3, 2, 1):
                of_what = found[place + 1 : place + 1 + length]
                run = " ".join(f"<{unit.key}>" for unit in (*of_what, head))
                if len(of_what) == length and run in runs:
                    found[place - 1 : place + 1 + length] = [*of_what, head]
                    break
        place += 1
    return [unit for unit in found if not unit.is_free and unit.key != "out"]


def _follows(ours: list[Unit], theirs: list[Unit], claim: Text, source: Text) -> bool:
    left = iter([unit.key for unit in theirs])
    may_come = _EXTRA | _JOINTS | {"which", "who"}
    if not all(unit.key in left for unit in ours if unit.key not in may_come):
        return False  # cheap, and true of most that are tried
    matcher = SequenceMatcher(
        None, [unit.key for unit in theirs], [unit.key for unit in ours], autojunk=False
    )
    opcodes = matcher.get_opcodes()
    held = sum(
        unit.is_content
        for tag, _, _, j1, j2 in opcodes
        if tag == "equal"
        for unit in ours[j1:j2]
    )
    return held >= _MIN_CONTENT and all(
        tag == "equal"
        or (
            all(_may_come(unit, claim.text) for unit in ours[j1:j2])
            and (
                i1 == i2
                or {unit.key for unit in theirs[i1:i2]} <= _JOINTS | _EXTRA
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
    if unit.key in _EXTRA or unit.key in _JOINTS:
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
        i1 == 0
        and theirs[i2].kind == "name"
        and all(unit.kind == "name" for unit in theirs[1:i2])
    )
    return bool(
        opens
        and i2 - i1 <= 3
        and all(unit.is_content for unit in theirs[i1:i2])
        and not _BREAK.search(gone)
        and not _NO_MERE_DETAIL.search(gone)
        and re.search(r"\bthe\s$", claim[: ours[j].start], re.IGNORECASE)
    )


def _tells_where(theirs: Sequence[Unit], i1: int, i2: int, source: str, claim: str) -> bool:
    """Tell whether it is only where and when something happened: "sued X in Delaware in 2023"."""
    if i1 == 0 or _NO_MERE_EVENT.search(claim):
        return False
    places = [theirs[i1 - 1], *theirs[i1:i2]]
    return all(
        unit.kind in ("name", "figure")
        and _EVENT_DETAIL.fullmatch(source, before.end, unit.start)
        for before, unit in pairwise(places)
    )


def _is_agent(theirs: Sequence[Unit], i2: int, claim: str, ours: Sequence[Unit], j: int) -> bool:
    """Tell whether it is who acts in the source, left out in the claim's "X was fined"."""
    return (
        j < len(ours)
        and i2 < len(theirs)
        and ours[j].key == theirs[i2].key
        and bool(_BE.search(claim[: ours[j].start]))
        and all(unit.is_content or unit.is_free for unit in theirs[:i2])
    )
