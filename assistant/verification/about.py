"""Is a figure of a claim about what it is about in its source, in the same language?"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.speech import is_speech_word, speakers_in
from assistant.verification.tokens import Text, Token, stem
from knowledge.quantities import Quantity
from knowledge.quantities.rendering import counter_of
from knowledge.quantities.types import CALENDAR_UNITS
from knowledge.quantities.units import COUNTERS, counter_key
from knowledge.wordlists import listed

_ENDS = {
    "from": (
        re.compile(
            r"\b(?:from|since|starting(?: in)?|beginning(?: in)?|after)\s(?:the (?:start"
            r"|end) of )?$",
            re.I,
        ),
        re.compile(r"(?:末|初め|初頭)?(?:から|以降|以後)"),
    ),
    "until": (
        re.compile(
            r"\b(?:by|until|till|before|no later than)\s(?:the (?:start|end|close) of )?$", re.I
        ),
        re.compile(r"(?:末|初め|中)?(?:まで|以前)"),
    ),
}
"""Words before a date in English, after it in Japanese."""
_COMPARATIVE = re.compile(
    r"(?<!\bno )(?<!\bnot )\b(?:fewer|less|more) than "
    r"(?P<what>(?:an?|one|two|three|four|half|\w+) (?:in|of|out of|the) \w+)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.!?()、。；：（）](?=\D|$)")
_ANAPHOR = {
    "en": re.compile(r"\b(?:the|that|this) (?:figure|number|total|share|rate|sum|amount)\b", re.I),
    "ja": re.compile(r"その(?:数|割合|額|比率|うち)|同(?:数|割合|額)"),
}
_LIKE = 1000
_VAGUE = frozenset(
    stem(word)
    for word in listed(
        "estimated annually yearly total totals amount amounts amounting reach reached about year "
        "years roughly monthly significant approximately nearly worth come comes came number figure"
    )
)
"""Words beside a figure that tell nothing of what it is about."""
_REACH = 6
"""Words on either side of a figure that tell what it is about."""


def check_what_figures_are_about(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield the figures that stand in the source, in the same language, beside other words."""
    for i, token in enumerate(claim.tokens):
        if token.kind != "figure":
            continue
        places = [j for j, other in enumerate(source.tokens) if other.key == token.key]
        if places and all(_counts_another(claim, i, source, place) for place in places):
            yield finding("figure_about_other", claim.text[token.start : token.end])
        if len(places) != 1:
            continue
        (place,) = places
        if (
            _names_another_thing(claim, i, source, place)
            or _belongs_to_another(claim, i, source, place)
            or _is_led_by_anothers(claim, i, source, place)
        ):
            yield finding("figure_about_other", claim.text[token.start : token.end])
    yield from _exchanged(claim, source)


def _counts_another(claim: Text, i: int, source: Text, place: int) -> bool:
    """Tell whether 15社 became 15人: the counter says what is counted."""
    ours, theirs = _counted(claim, i), _counted(source, place)
    return bool(ours and theirs and ours != theirs)


def _counted(text: Text, place: int) -> str:
    counter = counter_of(_quantity_at(text, text.tokens[place]))
    return COUNTERS.get(counter_key(counter), "") if counter else ""


def _names_another_thing(claim: Text, i: int, source: Text, place: int) -> bool:
    """Tell whether a figure stands among words that the source has about something else."""
    if _unit(source, place) in CALENDAR_UNITS:
        return False  # a date moves about freely
    if _ANAPHOR[source.language].search(source.text):
        return False  # what it counts stands in another clause
    written, near = _around(claim, i) - _VAGUE, _around(source, place)
    if claim.language == "ja":
        runs = "".join(near)
        if any(key[j : j + 2] in runs for key in written for j in range(len(key) - 1)):
            return False  # a run of kanji is often two words
        return len(written) > 1 and not written & near and len(written & source.keys()) > 1
    counted, stated = _after(claim, i), _after(source, place)
    if (
        counted
        and stated
        and not counted & stated
        and _is_counted_elsewhere(claim, i, source, place)
    ):
        return True
    if _is_part_of_another(claim, i, source, place):
        return True
    if written & near or len(written) < 2:
        return False
    noun = source.tokens[place + 1] if place + 1 < len(source.tokens) else None
    is_noun_lost = noun is not None and noun.kind == "word" and not {noun.key} & claim.keys()
    return is_noun_lost or len(written & source.keys()) > 1


def _is_part_of_another(claim: Text, i: int, source: Text, place: int) -> bool:
    """Tell whether "16 percent of the water" became 16 percent of the pipes."""
    ours, theirs = _linked_to(claim, i), _linked_to(source, place)
    if not ours or not theirs or ours[0] != theirs[0]:
        return False
    return not ours[1] & theirs[1] and ours[1] <= source.keys()


def _linked_to(text: Text, place: int) -> tuple[str, frozenset[str]] | None:
    """Return the "of", "to" or "for" after a figure, and the words that follow it."""
    after = [t for t in text.tokens[place + 1 : place + 6] if t.kind != "small"]
    if len(after) < 2 or after[0].key not in ("of", "to", "for", "from"):
        return None
    keys: set[str] = set()
    for token in after[1:]:
        if token.kind not in ("word", "name"):
            break
        keys.add(token.key)
    return (after[0].key, frozenset(keys)) if keys else None


def _is_counted_elsewhere(claim: Text, i: int, source: Text, place: int) -> bool:
    """Tell whether the word after the figure stands right after another figure of the source."""
    if i + 1 >= len(claim.tokens) or claim.tokens[i + 1].kind not in ("word", "name"):
        return False
    noun = claim.tokens[i + 1].key
    return any(
        other.kind == "figure" and j != place and source.tokens[j + 1].key == noun
        for j, other in enumerate(source.tokens[:-1])
    )


def _belongs_to_another(claim: Text, i: int, source: Text, place: int) -> bool:
    """Tell whether the words around the figure are those around another figure of the source."""
    if sum(t.kind == "figure" for t in claim.tokens) > 1:
        return False  # the other figure's words are there with their own
    written, own = _around(claim, i), _around(source, place)
    for j, other in enumerate(source.tokens):
        if other.kind != "figure" or j == place or not _is_of_a_kind(source, j, place):
            continue
        others = _around(source, j)
        if len(written & (others - own)) >= len(written & (own - others)) + 2:
            return True
    return False


def _is_led_by_anothers(claim: Text, i: int, source: Text, place: int) -> bool:
    """Tell whether the words before the figure are those before another one of the source."""
    if _unit(source, place) in CALENDAR_UNITS or _ANAPHOR[source.language].search(source.text):
        return False
    counted = _after(claim, i) & _after(source, place)
    written, own = _led_by(claim, i), _led_by(source, place)
    for j, other in enumerate(source.tokens):
        if other.kind != "figure" or j == place or not _is_of_a_kind(source, j, place):
            continue
        if counted and not _unit(source, place) and not counted & _after(source, j):
            continue  # what it counts tells it from the other
        others = _led_by(source, j)
        if own - others and not (own - others) & claim.keys() and written & (others - own):
            return True
    return False


def _led_by(text: Text, place: int) -> frozenset[str]:
    """Return the words between a figure and the figure or clause before it."""
    keys: set[str] = set()
    edge = text.tokens[place]
    spoken = [(said.start, said.end) for said in speakers_in(text.text, text.language)]
    may_cross = True
    for token in reversed(text.tokens[:place]):
        is_apart = bool(_STOP.search(text.text, token.end, edge.start + 1))
        if is_apart and may_cross and edge.key in ("which", "who"):
            is_apart = may_cross = False  # what it stands for is before the comma
        if is_apart or token.kind == "figure" or token.key in ("and", "but", "while"):
            break
        word = text.text[token.start : token.end]
        is_spoken = any(start <= token.start < end for start, end in spoken)
        if token.kind in ("word", "name") and not is_spoken and not is_speech_word(word):
            keys.add(token.key)
        edge = token
    return frozenset(keys)


def _unit(text: Text, place: int) -> str:
    return _unit_at(text, text.tokens[place])


def _is_of_a_kind(text: Text, one: int, other: int) -> bool:
    """Tell whether two figures could be mistaken for each other: of one unit and like size."""
    if _unit(text, one) != _unit(text, other):
        return False
    sizes = [
        next(q for q in text.quantities if q.start == text.tokens[place].start)
        for place in (one, other)
    ]
    first, second = (abs(q.value if q.value is not None else q.low or Decimal(0)) for q in sizes)
    return max(first, second) <= _LIKE * max(Decimal(1), min(first, second))


def _unit_at(text: Text, token: Token) -> str:
    return _quantity_at(text, token).unit


def _quantity_at(text: Text, token: Token) -> Quantity:
    return next(q for q in text.quantities if q.start == token.start)


def check_ends(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield a date from which something holds that became one until which it does, or back."""
    for token in claim.tokens:
        if token.kind != "figure":
            continue
        places = [other for other in source.tokens if other.key == token.key]
        if len(places) != 1 or _unit_at(source, places[0]) not in CALENDAR_UNITS:
            continue
        ours, theirs = _end(claim, token), _end(source, places[0])
        if ours and theirs and ours != theirs:
            yield finding("bound_changed", claim.text[token.start : token.end])


def _end(text: Text, token: Token) -> str:
    before, after = text.text[: token.start], text.text[token.end :]
    for name, (leading, following) in _ENDS.items():
        if text.language == "ja" and following.match(after):
            return name
        if text.language == "en" and leading.search(before):
            return name
    return ""


def check_comparatives(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield "one in five" where the source says "fewer than one in five"."""
    if claim.language != "en" or source.language != "en":
        return
    for match in _COMPARATIVE.finditer(source.text):
        bare = re.escape(match["what"])
        plain = re.search(rf"(?<!than )\b{bare}\b", claim.text, re.IGNORECASE)
        if plain and not re.search(rf"than {bare}\b", claim.text, re.IGNORECASE):
            yield finding("bound_changed", plain.group())


def _exchanged(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield figures of one unit that stand side by side in the source, and in reverse here."""
    in_source = {
        (first.key, second.key): (first, second) for first, second in _side_by_side(source)
    }
    for first, second in _side_by_side(claim):
        if (second.key, first.key) not in in_source or (first.key, second.key) in in_source:
            continue
        theirs = _between(source, *in_source[second.key, first.key])
        if "of" in theirs and _is_part_of(claim, first, second):
            continue  # "27 million, of which 1.9" and "1.9 of the 27"
        second_place, first_place = (
            source.tokens.index(token) for token in in_source[second.key, first.key]
        )
        own, other = _around(source, first_place), _around(source, second_place)
        written = _around(claim, claim.tokens.index(first))
        with_own, with_other = len(written & (own - other)), len(written & (other - own))
        is_parallel = _between(claim, first, second) == _between(
            source, *in_source[second.key, first.key]
        )
        if with_other > with_own or (with_other == with_own and is_parallel):
            yield finding("figure_about_other", claim.text[first.start : first.end])


def _is_part_of(claim: Text, first: Token, second: Token) -> bool:
    """Tell whether the first, smaller one is said to be "of" the second."""
    part, whole = (_quantity_at(claim, token).value for token in (first, second))
    is_smaller = part is not None and whole is not None and part < whole
    return is_smaller and "of" in _between(claim, first, second)


def _between(text: Text, first: Token, second: Token) -> tuple[str, ...]:
    return tuple(t.key for t in text.tokens if first.end <= t.start < second.start)


def _side_by_side(text: Text) -> Iterator[tuple[Token, Token]]:
    figures = [(j, token) for j, token in enumerate(text.tokens) if token.kind == "figure"]
    for (i, first), (j, second) in pairwise(figures):
        if _unit(text, i) == _unit(text, j):
            yield first, second


def _around(text: Text, place: int) -> frozenset[str]:
    """Return the words near a figure, in its own clause."""
    keys: set[str] = set()
    for step in (-1, 1):
        j, seen, edge = place + step, 0, text.tokens[place]
        while 0 <= j < len(text.tokens) and seen < _REACH:
            token = text.tokens[j]
            low, high = sorted((edge, token), key=lambda t: t.start)
            if _STOP.search(text.text, low.end, high.start + 1):
                break
            if token.kind in ("word", "name"):
                keys.add(token.key)
                seen += 1
            edge = token
            j += step
    return frozenset(keys)


def _after(text: Text, place: int) -> frozenset[str]:
    """Return up to three words that follow a figure in its clause, before the next figure."""
    keys: list[str] = []
    edge = text.tokens[place]
    for token in text.tokens[place + 1 :]:
        is_apart = _STOP.search(text.text, edge.end, token.start + 1)
        if is_apart or token.kind == "figure" or len(keys) == 3:
            break
        if token.kind in ("word", "name"):
            keys.append(token.key)
        edge = token
    return frozenset(keys)
