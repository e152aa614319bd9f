"""Does a claim keep who says it? Compared where both sides are in one language.

Across languages `across` compares the speakers as far as listed words tell.
"""

import re
from collections.abc import Iterator

from assistant.types import Card, Finding
from assistant.verification.codes import finding
from assistant.verification.speech import Said, reports, speakers_in
from assistant.verification.tokens import FigureKeys, Text, cut, stem
from knowledge.wordlists import listed

_PRONOUN = re.compile(
    r"(?:it|they|he|she|we|this|(?:its|their|his|her)\b.*|the (?:source|passage|document))$", re.I
)

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
        if is_about_it and (telling or is_reported):
            who = telling[0].who if telling else card.speaker
            yield finding("attribution_dropped", who)
        return
    if claim.language == source.language:
        yield from _check_same_speaker(claim, source, theirs, card)


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
    for said, named in zip(ours, keys, strict=True):
        is_same = named & known or (claim.language == "ja" and any(k in together for k in named))
        is_titled_otherwise = bool((named & _TITLES) - source.keys())
        if named and (not is_same or is_titled_otherwise):
            yield finding("speaker_changed", said.who)
            return


def _keys(text: str, language: str) -> frozenset[str]:
    return cut(text, language, FigureKeys()).keys()
