"""Is a figure that of its year, a season that of last year, a remainder what remains?"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text, Token
from knowledge.quantities import Quantity
from knowledge.quantities.types import CALENDAR_UNITS, FISCAL_YEAR, YEAR

_YEARS = (YEAR, FISCAL_YEAR)
_AFTER_FIGURE = re.compile(r"\s(?:in|by|as of|for|during)\s(?:the\s)?(?:fiscal\s)?(?:year\s)?$")
_BEFORE_FIGURE = re.compile(
    r"^(?:時点)?(?:には|では|に|の|は|で)?、?(?:約|およそ|少なくとも|最大)?$"
)
_CHANGES = re.compile(r"\bfrom\b|から|より")
_SEASONS = {
    "en": re.compile(r"\blast (?P<what>spring|summer|autumn|fall|winter)\b", re.IGNORECASE),
    "ja": re.compile(r"昨(?:年の)?(?P<what>[春夏秋冬])"),
}
_DATED = {
    "en": r"\b(?:last|past|previous|that|this|year's)\s(?:\w+\s)?{what}"
    r"|{what} (?:of )?(?:19|20)\d\d",
    "ja": r"(?:昨|去|前|今|年の|年){what}",
}
_REMAINS = {
    "en": re.compile(
        r"\b(?:remaining|remainder(?: of)?|rest(?: of)?|left over)[ ,]+(?:the )?$", re.I
    ),
    "ja": re.compile(r"残(?:り|る|額)(?:の|は|が|、)?$"),
}
_REMAINS_ANYWHERE = {
    "en": re.compile(r"\b(?:remain\w*|rest|left|unspent|balance)\b", re.IGNORECASE),
    "ja": re.compile(r"残"),
}
_CLAUSE = re.compile(r"[,;、。；]|(?<=[しが])、")


def check_when(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield figures of another year, seasons without their year, remainders that are none."""
    yield from _of_another_year(claim, source)
    yield from _remains(claim, source)
    yield from _told_twice(claim, source)
    if claim.language == source.language:
        yield from _seasons(claim, source)


def _quantity(text: Text, token: Token) -> Quantity:
    return next(q for q in text.quantities if q.start == token.start)


def _of_another_year(claim: Text, source: Text) -> Iterator[Finding]:
    theirs = {token.key: year for token, year in _linked(source)}
    if len(set(theirs.values())) < 2 or _CHANGES.search(claim.text):
        return
    ours = dict(_linked(claim))
    years = {q.value for q in claim.quantities if q.unit in _YEARS and q.value is not None}
    for token in claim.tokens:
        if token.kind != "figure" or token.key not in theirs:
            continue
        year = ours.get(token) or (next(iter(years)) if len(years) == 1 else None)
        if year is not None and year != theirs[token.key] and year in theirs.values():
            yield finding("figure_about_other", claim.text[token.start : token.end])


def _linked(text: Text) -> Iterator[tuple[Token, Decimal]]:
    """Yield each figure that stands right beside a year, and that year."""
    figures = [token for token in text.tokens if token.kind == "figure"]
    years = [
        (token, quantity.value)
        for token in figures
        if (quantity := _quantity(text, token)).unit in _YEARS and quantity.value is not None
    ]
    for token in figures:
        if _quantity(text, token).unit in CALENDAR_UNITS:
            continue
        for place, year in years:
            if text.language == "ja":
                between = text.text[place.end : token.start]
                is_linked = place.end <= token.start and _BEFORE_FIGURE.search(between)
            else:
                between = text.text[token.end : place.start]
                is_linked = token.end <= place.start and _AFTER_FIGURE.match(between)
            if is_linked:
                yield token, year
                break


def _told_twice(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield a figure that stands twice where the source has it and another one of its unit."""
    ours, theirs = _counts(claim), _counts(source)
    units = {
        token.key: _quantity(source, token).unit for token in source.tokens if _is_count(token)
    }
    for token in claim.tokens:
        if not _is_count(token) or ours[token.key] < 2 or theirs[token.key] != 1:
            continue
        unit = units[token.key]
        others = [key for key, other in units.items() if other == unit and key != token.key]
        is_small = _quantity(claim, token).value in (1, 2)
        lost = [key for key in others if not ours[key]]
        if lost and unit not in CALENDAR_UNITS and not is_small:
            yield finding("figure_about_other", claim.text[token.start : token.end])
            return


def _counts(text: Text) -> Counter[str]:
    return Counter(token.key for token in text.tokens if _is_count(token))


def _is_count(token: Token) -> bool:
    return token.kind == "figure"


def _seasons(claim: Text, source: Text) -> Iterator[Finding]:
    for match in _SEASONS[source.language].finditer(source.text):
        what = match["what"]
        said = re.search(what, claim.text, re.IGNORECASE)
        dated = _DATED[claim.language].format(what=what)
        if said and not re.search(dated, claim.text, re.IGNORECASE):
            yield finding("qualifier_dropped", match.group())


def _remains(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield "the remaining $48 million" where the source doesn't say so of that figure."""
    for token in claim.tokens:
        if token.kind != "figure" or not _REMAINS[claim.language].search(claim.text[: token.start]):
            continue
        places = [other for other in source.tokens if other.key == token.key]
        if len(places) == 1 and not _REMAINS_ANYWHERE[source.language].search(
            _clause(source.text, places[0])
        ):
            yield finding("figure_about_other", claim.text[token.start : token.end])


def _clause(text: str, token: Token) -> str:
    starts = [match.end() for match in _CLAUSE.finditer(text) if match.end() <= token.start]
    ends = [match.start() for match in _CLAUSE.finditer(text) if match.start() >= token.end]
    return text[max(starts, default=0) : min(ends, default=len(text))]
