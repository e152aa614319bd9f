"""Does a claim keep who says it? Compared where both sides are in one language.

Across languages `across` compares the speakers as far as listed words tell.
"""

import re
from collections.abc import Iterator

from assistant.types import Card, Finding
from assistant.verification.codes import finding
from assistant.verification.names import spelt_out
from assistant.verification.speech import Said, reports, speakers_in
from assistant.verification.stances import is_stance
from assistant.verification.tokens import FigureKeys, Text, cut, stem
from knowledge.wordlists import listed

_PRONOUN = re.compile(
    r"(?:it|they|he|she|we|this|(?:its|their|his|her)\b.*|the (?:source|passage|document))$", re.I
)

_SAID_IT_WOULD = re.compile(
    r",? (?:has |had |have |also |later )?(?:said|says?|announced|stated|confirmed) (?:that )?"
    r"(?:it|they|he|she) (?:would|will|plan(?:s|ned)?|intend(?:s|ed)?)\b"
)
_PLANS = {
    "en": re.compile(r"\b(?:plan(?:s|ned)?|intend(?:s|ed)?|pledged|promised|vowed) to\b", re.I),
    "ja": re.compile(r"方針|意向|予定|計画|考え"),
}
_TESTED = re.compile(
    r"\b(?:laborator(?:y|ies)|labs?)\b[^.]*\b(?:test|measur)\w+\b[^.]*\b(?:found|showed)\b", re.I
)
"""A laboratory that found so by measuring says what was measured."""
_JOINT = re.compile(r"(?:, (?:and|but|while|whereas|though|although)|;) $")
_AND = re.compile(r"^(?:and|but|while|whereas|though|although) ")
_CLAUSES = {
    "en": re.compile(r", (?:and|but|while|whereas|though|although) |; "),
    "ja": re.compile(r"(?<=[しがりてで])、|一方で?、?|。"),
}
_TOPIC = re.compile(r"(?P<who>[^、。「」はが]{1,30})[はが]")
_TWO = 2
_TITLES = frozenset(
    stem(title)
    for title in listed(
        "mayor governor senator president minister secretary director chair chairman chairwoman "
        "professor judge commissioner spokesman spokeswoman lawyer engineer economist chancellor "
        "congressman congresswoman representative attorney treasurer auditor ombudsman"
    )
)


def check_speakers(
    claim: Text, card: Card, source: Text, *, is_about_it: bool
) -> Iterator[Finding]:
    """Yield what is wrong with who says it.

    `is_about_it` tells whether the claim states what the card's sentence reports.
    """
    theirs = speakers_in(card.quote, card.language)
    telling = [said for said in theirs if said.reports]
    is_reported = (
        not theirs
        and bool(card.speech_verb and card.speaker)
        and reports(card.quote, card.language)
    )
    if not reports(claim.text, claim.language) and not speakers_in(claim.text, claim.language):
        if (
            is_about_it
            and (telling or is_reported)
            and not (_is_beside(claim, source, telling) or _is_own_plan(claim, source, telling))
            and not (is_stance(claim, source) or _TESTED.match(source.text, _opening(source)))
        ):
            who = telling[0].who if telling else card.speaker
            yield finding("attribution_dropped", who)
        return
    if claim.language == source.language:
        yield from _check_same_speaker(claim, source, theirs, card)
        yield from _told_by_another(claim, source)


def _is_beside(claim: Text, source: Text, telling: list[Said]) -> bool:
    """Tell whether the claim states only what stands before "and officials expect"."""
    if claim.language != source.language or source.language != "en" or not telling:
        return False
    start = min(said.end - len(_AND.sub("", said.who)) for said in telling)
    if not _JOINT.search(source.text[:start]):
        return False
    ours = [t for t in claim.tokens if t.is_content]
    before = {t.key for t in source.tokens if t.start < start}
    after = {t.key for t in source.tokens if t.start >= start and t.is_content} - before
    held = sum(t.key in before for t in ours)
    return held >= 0.75 * len(ours) and not any(t.key in after for t in ours)


def _opening(source: Text) -> int:
    """Return where the first word stands after an article."""
    match = re.match(r"(?:The|An?) (?:\w+ )?(?=(?:laborator|labs?\b))", source.text, re.IGNORECASE)
    return match.end() if match else 0


def _is_own_plan(claim: Text, source: Text, telling: list[Said]) -> bool:
    """Tell whether "it plans to" stands for "it said it would"."""
    plans = _PLANS[claim.language].search(claim.text)
    return bool(plans and telling) and all(
        _SAID_IT_WOULD.match(source.text, said.end) for said in telling
    )


def _told_by_another(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield a speaker whom the claim gives what another speaker of the sentence says."""
    ours = speakers_in(claim.text, claim.language)
    parts = list(_parts(source))
    if len(parts) < _TWO or not ours:
        return
    mine = _keys(ours[0].who, claim.language)
    rest = claim.keys() - mine
    scores = [
        len(rest & (words - frozenset().union(*(w for _, w in parts if w is not words))))
        for _, words in parts
    ]
    best = scores.index(max(scores))
    for i, (who, _) in enumerate(parts):
        others = frozenset().union(*(w for j, (w, _) in enumerate(parts) if j != i))
        if mine & (who - others) and i != best and not scores[i] and scores[best] >= _TWO:
            yield finding("speaker_changed", ours[0].who)
            return


def _parts(source: Text) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield each clause of a sentence in which somebody speaks: who, and what is said."""
    for clause in _CLAUSES[source.language].split(source.text):
        said = speakers_in(clause, source.language)
        if not said:
            topic = _TOPIC.match(clause) if source.language == "ja" else None
            if topic is None or not reports(clause, "ja"):
                continue
            who = topic["who"]
        else:
            who = said[0].who
        keys = _keys(who, source.language)
        yield keys, _keys(clause, source.language) - keys


def _check_same_speaker(
    claim: Text, source: Text, theirs: tuple[Said, ...], card: Card
) -> Iterator[Finding]:
    ours = [
        said for said in speakers_in(claim.text, claim.language) if not _PRONOUN.match(said.who)
    ]
    if not ours or not theirs:
        return
    keys = [_keys(said.who, claim.language) for said in ours]
    known = frozenset().union(
        *(_keys(said.who, card.language) for said in theirs),
        _keys(f"{card.speaker} {card.subject} {card.origin_name}", card.language),
    )
    together = "".join(said.who for said in theirs) + card.speaker + card.subject
    together = together + _full(together)
    for said, named in zip(ours, keys, strict=True):
        is_same = named & known or (
            claim.language == "ja" and any(_full(k) in together for k in named)
        )
        is_same = is_same or _speaks_second(said.who, source)
        is_same = is_same or (claim.language == "en" and _is_synonym(said.who, theirs))
        is_titled_otherwise = bool((named & _TITLES) - source.keys())
        if named and (not is_same or is_titled_otherwise):
            yield finding("speaker_changed", said.who)
            return


def _full(who: str) -> str:
    """Return the full names of ministries, and of those who head them: 厚労相, 厚生労働大臣."""
    return re.sub(r"(?<=[一-龠]{2})相(?![一-龠])", "大臣", spelt_out(who))


def _speaks_second(who: str, source: Text) -> bool:
    """Tell whether a Japanese sentence has them for the topic of one of its clauses."""
    bare = re.escape(who)
    return source.language == "ja" and bool(re.search(rf"[、。]{bare}[はが]", source.text))


def _is_synonym(who: str, theirs: tuple[Said, ...]) -> bool:
    """Tell whether one word for them goes for another of the source: watchdog, regulator."""
    ours = _kinds_of(who)
    return any(ours & _kinds_of(said.who) for said in theirs)


def _kinds_of(who: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", who.lower())
    stems = {stem(word.replace("-", "")) for word in words}
    return frozenset(kind for kind, held in _KINDS.items() if stems & held)


_KINDS = {
    kind: frozenset(stem(word) for word in listed(kind))
    for kind in (
        "watchdog regulator authority agency supervisor",
        "startup company firm business maker manufacturer developer corporation",
        "report study survey audit review paper poll analysis auditors",
        "researchers scientists academics scholars",
        "lawmakers legislators parliamentarians",
        "council councillors councilors",
        "ministry minister department",
        "court judges judge bench",
        "lawyers attorneys counsel",
        "police officers force",
        "officials officers",
        "drugmaker drugmakers pharmaceutical",
        "carmaker automaker",
        "carrier airline",
        "charity nonprofit ngo campaigners activists group",
        "doctors physicians medics",
        "residents locals inhabitants",
    )
}
"""Who may go by either word; read with `_kinds_of`."""


def _keys(text: str, language: str) -> frozenset[str]:
    return cut(text, language, FigureKeys()).keys()
