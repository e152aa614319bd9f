"""Are the figures of a sentence those of its source, bounded alike, and about the same thing?"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text, Token
from knowledge.quantities import Quantity, find_quantities, same_bound, same_quantity
from knowledge.quantities.types import CALENDAR_UNITS

_HALF = re.compile(r"\bhal(?:f|v)|半", re.IGNORECASE)
_STOP = re.compile(r"[,;:.!?()、。；：（）](?=\D|$)")
_REACH = 6
"""Words on either side of a figure that tell what it is about."""
_SMALL = 12
MEASURE_UNITS = frozenset(("Gbps", "Mbps", "Kbps"))
_LOOSE = (
    ("at_most", re.compile(r"最大で?|最高で?|上限|\bmaximum\b|\bup to\b", re.IGNORECASE)),
    ("at_least", re.compile(r"少なくとも|最低|\bat least\b|\bminimum\b", re.IGNORECASE)),
    ("about", re.compile(r"推計で?|推定で?|試算で?|約|およそ|\bestimated\b", re.IGNORECASE)),
)
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
        if not (_is_half(quantity) and _HALF.search(source))
        and not (quantity.unit in ("year", "fiscal_year") and quantity.value in years)
        for found in _check_figure(quantity, held, text, source)
    ]
    if all_needed:
        findings += [
            finding("figure_lost", quantity.text)
            for quantity in held
            if not _is_plain_count(quantity)
            and not (_is_half(quantity) and _HALF.search(text))
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
    same = [o for o in held if same_quantity(quantity, o) or _differs_in_unit_only(quantity, o)]
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
        _is_bounded_alike(
            _loosely_bound(quantity, text),
            _loosely_bound(other, source),
        )
        or same_bound(quantity, other)
        for other in same
    ):
        yield finding("bound_changed", quantity.text)


def _differs_in_unit_only(a: Quantity, b: Quantity) -> bool:
    """Tell whether one side has a unit that isn't read on the other: 3年連続, 1ギガビット."""
    if a.value is None or a.value != b.value or a.unit == b.unit:
        return False
    units = {a.unit, b.unit}
    if "" not in units:
        return False
    (unit,) = units - {""}
    bare = a if not a.unit else b
    if unit.startswith("duration_"):
        return bare.value is not None and bare.value <= _SMALL
    return unit in MEASURE_UNITS


def _loosely_bound(quantity: Quantity, text: str) -> tuple[str, str]:
    """Return bound and hedge, those a few words before included: 最大で売上高の6%."""
    bound, hedge = quantity.bound, quantity.hedge
    if bound or hedge or not text:
        return bound, hedge
    at = text.find(quantity.text)
    before = re.split(r"[、。,;.]", text[max(0, at - 16) : max(at, 0)])[-1]
    for kind, words in _LOOSE:
        if words.search(before):
            return (kind, "") if kind != "about" else ("", kind)
    return bound, hedge


def _is_bounded_alike(a: tuple[str, str], b: tuple[str, str]) -> bool:
    # 余り and 強 both bound and hedge; no English words do both.
    return a == b or bool(a[0] and a[0] == b[0])


def _is_half(quantity: Quantity) -> bool:
    return quantity.unit == "fraction" and quantity.value == Decimal("0.5")


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
    return not counted & stated and len(counted & source.keys()) > 0


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
    start = text.tokens[place].start
    return next(q.unit for q in text.quantities if q.start == start)


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
