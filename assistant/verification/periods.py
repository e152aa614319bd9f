"""Is a time the earliest or the latest, at the start or the end of a year, a rate per that period?

Each rule looks at one figure that claim and source share, and at the few words beside it. It speaks
only where both sides say so and differ; what one of them leaves unsaid is another rule's matter.
"""

import re
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text, Token
from knowledge.quantities import Quantity
from knowledge.quantities.types import CALENDAR_UNITS, TIME

_Sides = tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]
_NEVER = re.compile(r"(?!)")
_PART_OF = r"(?:(?:the )?(?:end|middle|start|beginning) of )?(?:early|mid|late)?[ -]?(?:fiscal )?"
_LIMITS: dict[str, _Sides] = {
    "en": (
        (
            "earliest",
            re.compile(
                rf"(?:\b(?:no|not) (?:earlier|sooner) than|\bon or after"
                r"|(?:\b(?:not|never|cannot)|n['’]t) (?:\w+ ){0,5}(?:before|until))"
                rf" {_PART_OF}$",
                re.I,
            ),
            re.compile(r"^[^.;]{0,30}?\bat the (?:very )?earliest\b|^ onwards?\b", re.I),
        ),
        (
            "latest",
            re.compile(
                rf"\b(?:(?:no|not) later than|on or before|before|by)"
                rf" {_PART_OF}$",
                re.I,
            ),
            re.compile(r"^[^.;]{0,30}?\bat the (?:very )?latest\b", re.I),
        ),
    ),
    "ja": (
        (
            "earliest",
            re.compile(r"早く[てと]も$|早ければ$"),
            re.compile(
                r"^[^。、]{0,4}(?:以降|以後|以上(?:たっ|経)|より前に?は|までは[^。]{0,20}な[いか])"
            ),
        ),
        (
            "latest",
            re.compile(r"遅く[てと]も$"),
            re.compile(r"^[^。、\d]{0,4}?(?:までに|以内|以前)"),
        ),
    ),
}
"""What says that a time is the earliest or the latest: just before it, just after it."""
_PARTS: dict[str, _Sides] = {
    "en": (
        (
            "start",
            re.compile(
                r"\b(?:early(?: in)?|(?:start|beginning|first half) of)[ -](?:the )?(?:fiscal )?"
                r"(?:year )?$",
                re.I,
            ),
            _NEVER,
        ),
        (
            "middle",
            re.compile(
                r"\b(?:mid|middle of|midway through)[ -](?:the )?(?:fiscal )?(?:year )?$", re.I
            ),
            _NEVER,
        ),
        (
            "end",
            re.compile(
                r"\b(?:late(?: in)?|(?:end|close|second half) of|end)[ -](?:the )?(?:fiscal )?"
                r"(?:year )?$",
                re.I,
            ),
            _NEVER,
        ),
    ),
    "ja": (
        ("start", _NEVER, re.compile(r"^度?の?(?:初め|はじめ|初頭|初旬|前半|上旬|当初|頭)")),
        ("middle", _NEVER, re.compile(r"^度?の?(?:半ば|なかば|中ごろ|中頃|中盤|中旬|中葉|中間)")),
        ("end", _NEVER, re.compile(r"^度?の?(?:末|終わり|終盤|後半|下旬|暮れ)")),
    ),
}
"""What says which part of a year or month is meant."""
_NAMES = {
    "year": ("year", "annual", "yearly", "annually", "年"),
    "month": ("month", "monthly", "月"),
    "week": ("week", "weekly", "週"),
    "day": ("day", "daily", "日"),
    "hour": ("hour", "hourly", "時"),
}
_PERIOD = {name: period for period, names in _NAMES.items() for name in names}
_RATE_AFTER = {
    "en": re.compile(
        r"^[^,;.:\d]{0,40}?(?:\b(?:a|an|per|each|every) |/)(year|month|week|day|hour)\b"
        r"(?! (?:ago|earlier|later|before|after|on year|old))"
        r"|^[^,;.:\d]{0,30}?\b(annually|yearly|monthly|weekly|daily|hourly)\b",
        re.I,
    ),
    "ja": re.compile(r"^[^、。\d]{0,6}?(?:/|毎)([年月週日時])"),
}
_RATE_BEFORE = {
    "en": re.compile(
        r"\b(annual|yearly|monthly|weekly|daily|hourly)\b[^,;.\d]{0,25}$"
        r"|(?:^|[;.] )(?:each|every) (year|month|week|day|hour),? [^;.\d]{0,60}$",
        re.I,
    ),
    "ja": re.compile(
        r"(?:(?<![\d一二三四五六七八九十数何翌昨今来前同])([年月週])(?:間|額|に)?"
        r"|毎([年月週日時])|(?<!\d)1[かヶカ]?([年月週日時])間?(?:あたり|当たり|当り|につき|に)"
        r"|([日時])(?:額|給))"
        r"(?:に|で|の|、|あたり)?(?:約|およそ|最大で?|少なくとも|平均で?)?$"
    ),
}
_HOW_OFTEN = re.compile(
    r"\b(?P<often>once|twice|thrice) (?:an?|per|each|every) (?P<period>year|month|week|day|hour)\b",
    re.I,
)
_NEAR = 70


def check_periods(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield each shared figure that the claim makes another limit, part of a year or rate."""
    places: dict[str, list[Token]] = {}
    for token in source.tokens:
        if token.kind == "figure":
            places.setdefault(token.key, []).append(token)
    for token in claim.tokens:
        if token.kind != "figure" or len(places.get(token.key, ())) != 1:
            continue
        (place,) = places[token.key]
        quantity = _quantity(claim, token)
        if _is_time(quantity) and _differ(_LIMITS, claim, token, source, place):
            yield finding("bound_changed", quantity.text)
        elif quantity.unit in CALENDAR_UNITS:
            if _differ(_PARTS, claim, token, source, place):
                yield finding("figure_not_in_source", _shown(claim, token))
        elif _rates_differ(claim, token, source, place):
            yield finding("figure_not_in_source", _shown(claim, token))
    yield from _often(claim, source)


def _quantity(text: Text, token: Token) -> Quantity:
    return next(q for q in text.quantities if q.start == token.start)


def _is_time(quantity: Quantity) -> bool:
    unit = quantity.unit
    return unit in CALENDAR_UNITS or unit == TIME or unit.startswith("duration_")


def _differ(sides: dict[str, _Sides], claim: Text, token: Token, source: Text, at: Token) -> bool:
    ours = _side(sides[claim.language], claim.text, token)
    theirs = _side(sides[source.language], source.text, at)
    return bool(ours and theirs and ours != theirs)


def _side(sides: _Sides, text: str, token: Token) -> str:
    before = text[max(0, token.start - _NEAR) : token.start]
    # A bound that is read ("no later than") lies within the figure's own span.
    number = re.search(r"\d|[A-Z][a-z]{2}", text[token.start : token.end])
    inside = text[token.start : token.start + number.start()] if number else ""
    after = text[token.end : token.end + _NEAR]
    for name, ahead, behind in sides:
        if ahead.search(before + inside) or behind.search(after):
            return name
    return ""


def _rates_differ(claim: Text, token: Token, source: Text, at: Token) -> bool:
    ours, theirs = _rates(claim, token), _rates(source, at)
    return bool(ours and theirs and not ours & theirs)


def _rates(text: Text, token: Token) -> frozenset[str]:
    """Return the periods in which the figure comes again: "a year", 年間, "monthly"."""
    before = text.text[max(0, token.start - _NEAR) : token.start]
    after = text.text[token.end : token.end + _NEAR]
    found = (
        _RATE_BEFORE[text.language].search(before),
        _RATE_AFTER[text.language].search(after),
    )
    return frozenset(
        _PERIOD[name.lower()]
        for match in found
        if match is not None
        for name in match.groups()
        if name is not None
    )


def _shown(text: Text, token: Token) -> str:
    """Return the figure with the words beside it that tell when."""
    start, end = token.start, token.end
    for _, ahead, behind in _PARTS[text.language]:
        if before := ahead.search(text.text[:start]):
            start = before.start()
        if after := behind.search(text.text[end:]):
            end += after.end()
    if rate := _RATE_AFTER[text.language].search(text.text[end : end + _NEAR]):
        end += rate.end()
    elif rate := _RATE_BEFORE[text.language].search(text.text[:start]):
        start = rate.start()
    return text.text[start:end].strip()


def _often(claim: Text, source: Text) -> Iterator[Finding]:
    if claim.language != "en" or source.language != "en":
        return
    theirs = {m["often"].lower(): m["period"].lower() for m in _HOW_OFTEN.finditer(source.text)}
    for match in _HOW_OFTEN.finditer(claim.text):
        period = theirs.get(match["often"].lower(), "")
        if period and period != match["period"].lower():
            yield finding("figure_not_in_source", match.group())
