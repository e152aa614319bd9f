"""Turn back what an English rewording may turn: who says so, the voice, clauses, compounds.

Each reading of a text says what the text says. Which of them its source is nearest to is another
question: what is turned wrongly stands in no source in that order.
"""

import re
from collections.abc import Iterator

from assistant.verification.speech import speaker_first
from assistant.verification.synonyms import word_key
from assistant.verification.tokens import FigureKeys, Text, cut
from assistant.verification.units import BREAK, JOINTS, TELLING, Unit, units_of
from knowledge.wordlists import listed

_OF = frozenset(listed("of on for about in"))
"""Prepositions whose phrase a compound may hold: fines for outages, outage fines."""
_ACCORDING = re.compile(r"^According to (?P<who>[^,;“”\"]+), (?P<what>[^“”\"]+)$")
_QUOTED = re.compile(
    r"^[“\"](?P<what>[^“”\"]+),[”\"] (?P<verb>said|says|wrote|argued|warned) (?P<who>[^“”\"]+)$"
)
_LAST = re.compile(r"^(?P<what>[^“”\"]+), according to (?P<who>[^;“”\"]+)$")
_MODALS = frozenset(listed("may might could can would should will must shall not"))
_OPENS = frozenset(listed("whether if unless because who which when after before since until"))
_REPORTS = frozenset(word_key(word) for word in listed("survey study report analysis poll audit"))
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
BE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s(?:\w+ly\s)?$", re.IGNORECASE)


def turned_back(
    text: Text, units: list[Unit], figures: FigureKeys, *, is_claim: bool = False
) -> Iterator[tuple[list[Unit], Text]]:
    """Yield the text as it is, and with what may be turned without harm turned back."""
    yield units, text
    yield from ((turned, text) for turned in _active(units, text.text, is_claim=is_claim))
    for said in _said_first(text.text):
        turned_text = cut(said, text.language, figures)
        turned_units = units_of(turned_text)
        yield turned_units, turned_text
        yield from (
            (turned, turned_text) for turned in _active(turned_units, said, is_claim=is_claim)
        )


def _said_first(text: str) -> Iterator[str]:
    text = text.strip()
    for pattern in (_ACCORDING, _LAST, _QUOTED):
        if match := pattern.match(text):
            for what in _date_last(match["what"]):
                yield f"{match['who'].rstrip('.')}, said that {what}."
    if spoken := speaker_first(text, "en"):
        lead, that, what = spoken.partition(" that ")
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
        if unit.kind != "word" or not BE.search(text[: unit.start]):
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
        if is_whole or BREAK.search(text, units[end - 1].end, units[end].start):
            yield end


def _clause_start(units: list[Unit], place: int, text: str) -> int:
    start = place
    while start:
        gap = text[units[start - 1].end : units[start].start]
        if BREAK.search(gap) or re.search(r"\bthat\b", gap):
            break
        if units[start - 1].key in TELLING | JOINTS | _OPENS:
            break
        start -= 1
    return start


def compounded(ours: list[Unit], theirs: list[Unit]) -> tuple[list[Unit], list[Unit]]:
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
