"""Across languages: who speaks, who acts, what a figure is about, as far as listed words tell.

Each rule speaks only where both sides hold listed words; where they don't, the comparison with
counterfactuals follows.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.terms import Term, terms_in
from assistant.types import Card, Finding
from assistant.verification.bodies import bodies_shared
from assistant.verification.codes import finding
from assistant.verification.equivalents import Equivalent, equivalents_in, ids_in
from assistant.verification.sounds import sounds_alike
from assistant.verification.speech import speakers_in
from assistant.verification.tokens import Text, Token

_NEGATED_JA = re.compile(
    r"[ぁ-ん]{0,8}?(?:わけで|もので|とは(?:限ら|言え|いえ|言い切れ))?(?:では?な[いくか]|な[いかし]|なかっ|ません|ず[、に。])"
)
_NOT_EN = re.compile(
    r"\b(?:not|no|never|without|neither|nor|rather than|instead of|none|refus\w+|den(?:y|ied|ies)"
    r"|fail\w*|lack\w*|few|little|un[a-z]+|only|cannot|yet to|nothing|prohibit\w*|ban\w*)\b"
    r"|n['’]t\b|less\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 60, 25
"""Letters within which an English "not" may govern a word."""
_DOCUMENT = re.compile(r"\b(?:survey|study|studies|report|poll|review)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\bby\b|\b(?:was|were|been|being|is|are) \w+ed\b|され|られ|によって")
_WAS_DONE_BY = re.compile(r"\b(?:was|were|been|is|are) (?:\w+ly )?\w+(?:ed|en|ne) by\b")
_CLAUSE = re.compile(r"[,;、。；]|\b(?:while|but|and|whereas)\b|うち|一方")
_TOPIC = re.compile(r"^[^、。はが]{1,40}(?=[はが])")
_MIN = 3


def check_across(claim: Text, card: Card, source: Text, terms: Sequence[Term]) -> Iterator[Finding]:
    """Yield how a claim differs from its source's sentence in the other language."""
    yield from _speaker_changed(claim, card, source)
    yield from _term_changed(claim, source, terms)
    yield from _about_another(claim, source)
    english, japanese = (claim, source) if claim.language == "en" else (source, claim)
    if _lost_a_not(english, japanese):
        yield finding("negation_changed")
    exchanged = _exchanged(english, japanese, claim)
    if exchanged:
        yield finding("roles_exchanged", exchanged)
    if _is_unrelated(claim, source):
        yield finding("unrelated")


def _speaker_changed(claim: Text, card: Card, source: Text) -> Iterator[Finding]:
    theirs = speakers_in(source.text, source.language)
    ours = speakers_in(claim.text, claim.language)
    if not theirs or not ours:
        return
    known = "。".join((*(said.who for said in theirs), card.speaker, card.subject))
    held = ids_in(known, source.language)
    acting = ids_in(known, source.language, acting=True)
    said = ours[0]
    named = ids_in(said.who, claim.language, acting=True)
    if named:
        is_other = bool(acting) and not named & held
    else:
        told = ids_in(said.who, claim.language)
        is_other = bool(_DOCUMENT.search(said.who)) and not told & ids_in(
            source.text, source.language
        )
    if is_other:
        yield finding("speaker_changed", said.who)


def _term_changed(claim: Text, source: Text, terms: Sequence[Term]) -> Iterator[Finding]:
    """Yield "European Parliament" where the source's listed name is the European Commission."""
    if claim.language != "en":
        return
    for term in terms_in(source.text, terms, source.language):
        first, _, rest = term.english.partition(" ")
        if not rest or term.english.casefold() in claim.text.casefold():
            continue
        if other := re.search(rf"\b{re.escape(first)} [A-Z][a-z]+", claim.text):
            yield finding("name_changed", other.group())


def _about_another(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield the figure whose company in the claim is that of another figure of the source."""
    for token in claim.tokens:
        if token.kind != "figure":
            continue
        places = [t for t in source.tokens if t.key == token.key]
        unit = _unit(claim, token)
        if len(places) != 1 or [_unit(claim, t) for t in _figures(claim)].count(unit) > 1:
            continue
        speaks = frozenset().union(
            *(ids_in(said.who, claim.language) for said in speakers_in(claim.text, claim.language))
        )
        names = _shared_names(claim, source)
        written = (ids_in(claim.text, claim.language) - speaks) | names.keys()
        own = _company(source, places[0], names)
        for other in _figures(source):
            if other == places[0] or _unit(source, other) != unit:
                continue
            others = _company(source, other, names)
            with_other, with_own = len(written & (others - own)), len(written & (own - others))
            is_named = any(number < 0 for number in written & (others - own))
            is_alone = with_other and not with_own and (own - others or is_named)
            is_anothers = is_named and _names_somebody_else(source, places[0], names)
            if with_other > max(1, with_own) or is_alone or is_anothers:
                yield finding("figure_about_other", claim.text[token.start : token.end])
                break


def _figures(text: Text) -> list[Token]:
    return [token for token in text.tokens if token.kind == "figure"]


def _unit(text: Text, token: Token) -> str:
    unit = next(q.unit for q in text.quantities if q.start == token.start)
    return "%" if unit == "fraction" else unit


def _shared_names(claim: Text, source: Text) -> dict[int, int]:
    """Return the names in both, by a number of their own, with their place in the source."""
    found: dict[int, int] = {}
    kana, latin = (claim, source) if claim.language == "ja" else (source, claim)
    for one in kana.tokens:
        name = kana.text[one.start : one.end]
        if len(name) < _MIN or not re.match("[ァ-ヴ]", name):
            continue
        for other in latin.tokens:
            if other.kind == "name" and sounds_alike(name, latin.text[other.start : other.end]):
                found[-1 - len(found)] = (one if source is kana else other).start
    for number, place in bodies_shared(claim, source).items():
        found[_BODY - number] = place
    return found


_BODY = -1000


def _company(text: Text, token: Token, names: dict[int, int]) -> frozenset[int]:
    """Return what is spoken of in the figure's clause, up to half the way to the next figure."""
    start, end = _bounds(text, token)
    near = frozenset(number for number, place in names.items() if start <= place < end)
    return ids_in(text.text[start:end], text.language) | near


def _names_somebody_else(text: Text, token: Token, names: dict[int, int]) -> bool:
    """Tell whether the figure's clause names somebody, and nobody that the claim names."""
    start, end = _bounds(text, token)
    if any(start <= place < end for place in names.values()):
        return False
    return any(t.kind == "name" and start <= t.start < end for t in text.tokens)


def _bounds(text: Text, token: Token) -> tuple[int, int]:
    start, end = 0, len(text.text)
    for match in _CLAUSE.finditer(text.text):
        if match.end() <= token.start:
            start = match.end()
        elif match.start() >= token.end:
            end = min(end, match.start())
    for other in _figures(text):
        if start < other.end <= token.start:
            start = (other.end + token.start) // 2
        elif token.end <= other.start < end:
            end = (token.end + other.start) // 2
    return start, end


def _lost_a_not(english: Text, japanese: Text) -> bool:
    """Tell whether a word stands under a "not" in Japanese, and everywhere without in English."""
    theirs = equivalents_in(japanese.text, "ja")
    negated = [c for c in theirs if _NEGATED_JA.match(japanese.text, c.end)]
    if not negated:
        return False
    free = frozenset().union(*(c.ids for c in theirs if c not in negated))
    ours = equivalents_in(english.text, "en")
    for concept in negated:
        places = [c for c in ours if c.ids & concept.ids]
        if concept.ids & free or not places:
            continue
        if not any(_is_under_not(english.text, place) for place in places):
            return True
    return False


def _is_under_not(text: str, place: Equivalent) -> bool:
    after = re.split(r"[,;.]", text[place.end : place.end + _AFTER])[0]
    before = text[max(0, place.start - _BEFORE) : place.start]
    return bool(_NOT_EN.search(before) or _NOT_EN.search(text[place.start : place.end] + after))


def _exchanged(english: Text, japanese: Text, claim: Text) -> str:
    """Return who acts in the claim but is acted on in the source; empty when nobody is."""
    topic = _TOPIC.search(japanese.text)
    actors = [c for c in equivalents_in(english.text, "en") if c.acts]
    tells = speakers_in(japanese.text, "ja")
    if tells and topic is not None and tells[0].start >= topic.end():
        return ""
    if topic is None or _PASSIVE.search(claim.text) or _WAS_DONE_BY.search(english.text):
        return ""
    if named := _names_exchanged(english, topic.group(), japanese):
        return named
    if not actors:
        return ""
    first = actors[0].ids
    spoken = speakers_in(english.text, "en")
    if spoken and spoken[0].start > actors[0].start:
        return ""  # the speaker stands last
    topical = ids_in(topic.group(), "ja", acting=True)
    rest = ids_in(japanese.text[topic.end() :], "ja", acting=True)
    later = frozenset().union(*(c.ids for c in actors if not c.ids & first))
    if topical and not first & topical and first & rest and topical & later:
        return f"{english.text[actors[0].start : actors[0].end]}, {topic.group()}"
    return ""


def _names_exchanged(english: Text, topic: str, japanese: Text) -> str:
    """Return the name that comes first in English but isn't the topic in Japanese."""
    kana = [japanese.text[t.start : t.end] for t in japanese.tokens if re.match("[ァ-ヴ]", t.key)]
    topical = [name for name in kana if name in topic]
    others = [name for name in kana if name not in topic and len(name) > 2]
    if not topical or not others:
        return ""
    names = [english.text[t.start : t.end] for t in english.tokens if t.is_content]
    first = next((n for n in names if any(sounds_alike(k, n) for k in kana)), "")
    is_other = any(sounds_alike(k, first) for k in others) and not any(
        sounds_alike(k, first) for k in topical
    )
    later = names[names.index(first) + 1 :] if first else []
    if is_other and any(sounds_alike(k, n) for k in topical for n in later):
        return f"{first}, {topic}"
    return ""


def _is_unrelated(claim: Text, source: Text) -> bool:
    ours = ids_in(claim.text, claim.language)
    theirs = ids_in(source.text, source.language)
    shares = {t.key for t in claim.tokens if t.kind in ("figure", "name")} & source.keys()
    return len(ours) >= _MIN and len(theirs) >= _MIN and not ours & theirs and not shares
