"""Across languages: are the things that a figure counts of one kind, as far as counters tell?"""

import re
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text, Token
from knowledge.quantities.rendering import counter_of

_BY_COUNTER = {
    "人": "person",
    "名": "person",
    "社": "company",
    "校": "school",
    "世帯": "home",
    "戸": "home",
    "隻": "ship",
    "州": "country",
    "国": "country",
}
_BY_NOUN = {
    "person": r"people|persons?|workers?|employees?|students?|pupils?|patients?|residents?"
    r"|engineers?|researchers?|scientists?|sailors?|officials?|soldiers?|teachers?|doctors?"
    r"|nurses?|children|women|men|lawmakers?|senators?|crew members|farmers|citizens|drivers"
    r"|experts?|members|lawyers|judges|economists|customers",
    "company": r"compan(?:y|ies)|firms?|corporations?|manufacturers?|businesses|vendors|startups?",
    "school": r"schools?|universit(?:y|ies)|colleges?",
    "home": r"households?|homes?|houses?|famil(?:y|ies)|dwellings?",
    "ship": r"ships?|boats?|vessels?|ferr(?:y|ies)|trawlers?",
    "country": r"countries|country|nations?|states?",
}
_NOUNS = {kind: re.compile(rf"(?:{nouns})$", re.IGNORECASE) for kind, nouns in _BY_NOUN.items()}
_REACH = 3
"""Words after an English figure within which the thing counted stands."""


def check_counted_across(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield a figure that counts persons on the one side and companies on the other."""
    for token in claim.tokens:
        if token.kind != "figure":
            continue
        places = [other for other in source.tokens if other.key == token.key]
        ours = _counted(claim, token)
        if not ours or not places:
            continue
        theirs = [_counted(source, place) for place in places]
        if all(kind and kind != ours for kind in theirs):
            yield finding("figure_about_other", claim.text[token.start : token.end])


def _counted(text: Text, figure: Token) -> str:
    if text.language == "ja":
        quantity = next(q for q in text.quantities if q.start == figure.start)
        counter = counter_of(quantity)
        return _BY_COUNTER.get(counter or "", _BY_COUNTER.get((counter or " ")[-1], ""))
    found = ""
    place = text.tokens.index(figure)
    edge = figure
    after = [t for t in text.tokens[place + 1 : place + 3 + _REACH] if t.kind != "small"]
    if after and after[0].key == "of":
        edge = after.pop(0)
    for token in after[:_REACH]:
        gap = text.text[edge.end : token.start]
        if token.kind not in ("word", "name") or re.search(r"[,;:.()]", gap):
            break
        word = text.text[token.start : token.end]
        kind = next((kind for kind, nouns in _NOUNS.items() if nouns.match(word)), "")
        if found and not kind:
            break
        found = kind or found
        edge = token
    return found
