"""Are the figures of a sentence those of its source, bounded alike, and about the same thing?"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text, Token
from knowledge.quantities import Quantity, find_quantities, same_bound, same_quantity
from knowledge.quantities.types import CALENDAR_UNITS

_FRACTIONS = (
    (Decimal("0.5"), re.compile(r"\bhal(?:f|v)|半", re.IGNORECASE)),
    (Decimal("0.33"), re.compile(r"\bthirds?\b|[3三]分の[1一]", re.IGNORECASE)),
    (Decimal("0.25"), re.compile(r"\bquarters?\b|[4四]分の[1一]", re.IGNORECASE)),
)
_ENDS = {
    "from": (
        re.compile(
            r"\b(?:from|since|starting(?: in)?|beginning(?: in)?|after)\s(?:the (?:start|end) of )?$",
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
    r"\b(?:fewer|less|more) than (?P<what>(?:an?|one|two|three|four|half|\w+) (?:in|of|out of|the)"
    r" \w+)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;:.!?()、。；：（）](?=\D|$)")
_REACH = 6
"""Words on either side of a figure that tell what it is about."""
_SMALL = 12
_NEAR = Decimal("0.005")
_MEASURES = frozenset(("Gbps", "Mbps", "Kbps"))
_LENGTHS, _RELATIVE = "duration_", "_relative"
_ONE = re.compile(r"\b(?:an?|one|per|each|every|single)\b|毎|[1１一]|あたり|当たり", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|twice|pair|two)\b|両|双方|[2２二]", re.IGNORECASE)
_MONTHS = tuple(
    re.compile(rf"\b{name}|(?<!\d){number}月", re.IGNORECASE)
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
)
_LOOSE = (
    ("at_most", re.compile(r"最大で|最高で|多くても|\bmaximum\b|\bup to\b", re.IGNORECASE)),
    ("at_least", re.compile(r"少なくとも|最低でも|\bat least\b|\bminimum\b", re.IGNORECASE)),
)
_LOOSELY_ABOUT = re.compile(
    r"(?:推計|推定|試算|約|およそ)で?$|\bestimated (?:\w+ )?$", re.IGNORECASE
)
_NEAR_BOUNDS = {
    "at_least": "more_than",
    "more_than": "at_least",
    "at_most": "less_than",
    "less_than": "at_most",
}
_KANA = re.compile(r"[ぁ-んァ-ヴ]")
_RELATIVE_YEARS = (
    (-1, re.compile(r"\blast (?:fiscal )?year\b|昨年|前年度?|昨年度|昨[春夏秋冬]", re.IGNORECASE)),
    (0, re.compile(r"\bthis (?:fiscal )?year\b|今年|本年|今年度", re.IGNORECASE)),
    (1, re.compile(r"\bnext (?:fiscal )?year\b|来年|翌年|来年度", re.IGNORECASE)),
)


def check_figures(
    held: Sequence[Quantity],
    text: str,
    language: str,
    *,
    all_needed: bool = True,
    source: str = "",
    published: str = "",
) -> list[Finding]:
    """Check every figure of `text` against the evidence's, and (if `all_needed`) the reverse.

    `source` is what `held` was read from: a half may be put in many ways (半分, halved, half as
    much), not all of which are read as a figure. `published` is the source's date: with it a
    relative year (昨年, "last year") may be written as a year.
    """
    written = find_quantities(text, language)
    years = _told_years(source, published)
    findings = [
        found
        for quantity in written
        if not (quantity.unit in ("year", "fiscal_year") and quantity.value in years)
        for found in _check_figure(quantity, held, text, source)
    ]
    if all_needed:
        findings += [
            finding("figure_lost", quantity.text)
            for quantity in held
            if not _is_plain_count(quantity)
            and not _is_told_otherwise(quantity, text)
            and not any(same_quantity(quantity, other) for other in written)
        ]
    return findings


def _told_years(source: str, published: str) -> frozenset[Decimal]:
    if not re.match(r"\d{4}", published):
        return frozenset()
    year = int(published[:4])
    return frozenset(Decimal(year + by) for by, words in _RELATIVE_YEARS if words.search(source))


def _check_figure(
    quantity: Quantity, held: Sequence[Quantity], text: str, source: str
) -> Iterator[Finding]:
    same = [other for other in held if same_quantity(quantity, other)]
    if not same and (
        _is_told_otherwise(quantity, source) or _is_told_with_another_unit(quantity, held, source)
    ):
        return
    if not same:
        is_end = any(
            quantity.unit == other.unit
            and quantity.value is not None
            and other.high is not None
            and quantity.value in (other.low, other.high)
            for other in held
        )
        yield finding("range_changed" if is_end else "figure_not_in_source", quantity.text)
    elif not any(
        _is_bounded_alike(_loosely_bound(quantity, text), _loosely_bound(other, source))
        or _is_more_than_half(quantity, other)
        for other in same
    ):
        is_near = all(_NEAR_BOUNDS.get(quantity.bound) == other.bound for other in same)
        is_across = bool(_KANA.search(source)) != bool(_KANA.search(text))
        yield finding("bound_shifted" if is_near and is_across else "bound_changed", quantity.text)


def _is_more_than_half(a: Quantity, b: Quantity) -> bool:
    # 半分以上 is how Japanese says "more than half".
    return {a.bound, b.bound} == {"at_least", "more_than"} and "fraction" in (a.unit, b.unit)


def _is_told_with_another_unit(a: Quantity, held: Sequence[Quantity], source: str) -> bool:
    """Tell whether the source has the number, with a unit or in a form that isn't read there."""
    if a.value is None:
        return False
    if any(_differs_in_unit_only(a, other) for other in held):
        return True
    if a.value == 1 and (not a.unit or a.unit.startswith(_LENGTHS)) and _ONE.search(source):
        return True
    if a.value == 2 and not a.unit and _BOTH.search(source):
        return True
    if a.unit == "month_of_year":
        return bool(_MONTHS[int(a.value) - 1].search(source))
    is_plain = a.unit in ("", "year", "time") or a.unit.endswith(_RELATIVE)
    if not is_plain and not a.unit.startswith(_LENGTHS):
        return False
    number = abs(a.value)
    for other in held:  # a number that is read there has its own unit
        source = source.replace(other.text, " ")
    folded = unicodedata.normalize("NFKC", source).replace(",", "")
    return bool(re.search(rf"(?<![\d.]){number}(?![\d.]*\d|[%万億兆千百割])", folded))


def _differs_in_unit_only(a: Quantity, b: Quantity) -> bool:
    if a.value is None or b.value is None or a.unit == b.unit or abs(a.value) != abs(b.value):
        return False
    units = {a.unit, b.unit}
    lengths = {u for u in units if u.startswith(_LENGTHS) or u.endswith(_RELATIVE)}
    if len(lengths) == 2:  # "six months after" and 6か月後
        return len({u.removeprefix("duration_").removesuffix("_relative") for u in units}) == 1
    if "" not in units:
        return False
    (unit,) = units - {""}
    return unit in _MEASURES or unit == "year" or (bool(lengths) and a.value <= _SMALL)


def _loosely_bound(quantity: Quantity, text: str) -> tuple[str, str]:
    """Return bound and hedge, those a few words before included: 最大で売上高の6%."""
    bound, hedge = quantity.bound, quantity.hedge
    at = text.find(quantity.text)
    if bound or hedge or at < 0 or quantity.unit in CALENDAR_UNITS:
        return bound, hedge
    if not quantity.unit and re.match(r"まで(?!に)", text[at + len(quantity.text) :]):
        return "at_most", hedge
    before = re.split(r"[、。,;.]", text[max(0, at - 16) : at])[-1]
    for kind, words in _LOOSE:
        if words.search(before):
            return kind, hedge
    return bound, "about" if _LOOSELY_ABOUT.search(before) else hedge


def _is_bounded_alike(a: tuple[str, str], b: tuple[str, str]) -> bool:
    # 余り and 強 both bound and hedge; no English words do both.
    return a == b or bool(a[0] and a[0] == b[0])


def _is_told_otherwise(quantity: Quantity, text: str) -> bool:
    """Tell whether `text` has the fraction in words that aren't read as a figure: "a third"."""
    return quantity.unit == "fraction" and any(
        quantity.value is not None and abs(quantity.value - value) < _NEAR and words.search(text)
        for value, words in _FRACTIONS
    )


def _is_plain_count(quantity: Quantity) -> bool:
    # "one" and "two" of small things come and go in translation without harm to the meaning.
    return not quantity.unit and quantity.value is not None and quantity.value <= 2


def check_what_figures_are_about(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield the figures that stand in the source, in the same language, beside other words."""
    for i, token in enumerate(claim.tokens):
        if token.kind != "figure":
            continue
        places = [j for j, other in enumerate(source.tokens) if other.key == token.key]
        if len(places) != 1:
            continue
        (place,) = places
        if _names_another_thing(claim, i, source, place) or _belongs_to_another(
            claim, i, source, place
        ):
            yield finding("figure_about_other", claim.text[token.start : token.end])
    yield from _exchanged(claim, source)


def _names_another_thing(claim: Text, i: int, source: Text, place: int) -> bool:
    if _unit(source, place) in CALENDAR_UNITS:
        return False  # a date moves about freely
    if claim.language == "ja":
        written = _around(claim, i)
        return len(written) > 1 and not written & _around(source, place)
    counted, stated = _after(claim, i), _after(source, place)
    if not counted or not stated:
        return bool(counted) and not (_around(claim, i) & _around(source, place))
    if counted & stated:
        return False
    written = _around(claim, i)
    return bool(counted & source.keys()) or not written & _around(source, place)


def _belongs_to_another(claim: Text, i: int, source: Text, place: int) -> bool:
    """Tell whether the words around the figure are those around another figure of the source."""
    if sum(t.kind == "figure" for t in claim.tokens) > 1:
        return False  # the other figure's words are there with their own
    written, own = _around(claim, i), _around(source, place)
    unit = _unit(source, place)
    for j, other in enumerate(source.tokens):
        if other.kind != "figure" or j == place or _unit(source, j) != unit:
            continue
        others = _around(source, j)
        if len(written & (others - own)) >= len(written & (own - others)) + 2:
            return True
    return False


def _unit(text: Text, place: int) -> str:
    return _unit_at(text, text.tokens[place])


def _unit_at(text: Text, token: Token) -> str:
    return next(q.unit for q in text.quantities if q.start == token.start)


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
    in_source = {(first.key, second.key) for first, second in _side_by_side(source)}
    for first, second in _side_by_side(claim):
        if (second.key, first.key) in in_source and (first.key, second.key) not in in_source:
            yield finding("figure_about_other", claim.text[first.start : first.end])


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
