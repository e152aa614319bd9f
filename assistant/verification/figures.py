"""Are the figures of a sentence those of its source, and bounded alike?"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.told import (
    bound_of_one_in,
    check_multiples,
    is_told_end_by_end,
    is_told_otherwise,
    is_told_with_another_unit,
    other_end_is_told,
    states_the_same,
)
from knowledge.quantities import Quantity, find_quantities, same_quantity
from knowledge.quantities.types import CALENDAR_UNITS

_LOOSE = (
    ("at_most", re.compile(r"最大で|最高で|多くても|\bmaximum\b|\bup to\b", re.IGNORECASE)),
    ("at_least", re.compile(r"少なくとも|最低でも|\bat least\b|\bminimum\b", re.IGNORECASE)),
)
_UNREAD_UNIT = re.compile(
    r"[ァ-ヶー一-龠]{1,8}?(?:(?P<least>以上)|(?P<most>以下|以内|を超えては|を超えない)|(?P<less>未満|を下回|に満たな|に届か)"
    r"|(?P<more>超(?!え)|を(?:超え|上回)))"
)
"""A unit that isn't read between a number and its bound: 50ナノグラムを超えて."""
_UNREAD_NOUN = re.compile(
    r"[\s-][a-z]+ (?:or|and) (?:(?P<least>more|larger|bigger|greater|higher|longer|above|over)"
    r"|(?P<most>fewer|less|smaller|lower|shorter|below|under))\b",
    re.IGNORECASE,
)
"""A noun that isn't read between a number and its bound: "12-point or larger"."""
_UNREAD_BOUNDS = (
    ("at_least", "least"),
    ("at_most", "most"),
    ("less_than", "less"),
    ("more_than", "more"),
)
_COMPARED = (
    (
        "less_than",
        re.compile(r"\b(?:(?:less|lower|fewer|smaller) than|short of|below) (?:the )?$", re.I),
    ),
    (
        "more_than",
        re.compile(r"\b(?:(?:more|higher|greater|larger) than|above|exceed\w*) (?:the )?$", re.I),
    ),
)
_LOOSELY_ABOUT = re.compile(
    r"(?:推計|推定|試算|約|およそ)で?$|\bestimated (?:\w+ )?$", re.IGNORECASE
)
_ESTIMATE = re.compile(r"\bestimat\w+|推計|推定|試算", re.IGNORECASE)
_AN_ESTIMATED = re.compile(r"\bestimated\b|推計|推定|試算", re.IGNORECASE)
_LIMIT_AFTER = re.compile(r"[\s-]*(?:\w+ )?(?:limit|cap|ceiling|maximum)\b|の?(?:上限|制限)", re.I)
_LIMIT_BEFORE = re.compile(
    r"\b(?:limit|cap|ceiling|maximum)(?: (?:of|is|was|at))? $|(?:上限|限度)(?:は|の|を|である)?$",
    re.I,
)
_PASSED = re.compile(r"を[ぁ-ん一-龠]{0,4}(?:上回|超え)")
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
    findings += check_multiples(held, written, text, source)
    if all_needed:
        findings += [
            finding("figure_lost", quantity.text)
            for quantity in held
            if not _is_plain_count(quantity)
            and not is_told_otherwise(quantity, text)
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
    same = [other for other in held if states_the_same(quantity, other)]
    if not same and (
        is_told_otherwise(quantity, source)
        or is_told_with_another_unit(quantity, held, text, source)
        or is_told_end_by_end(quantity, held)
    ):
        bound = bound_of_one_in(source) if quantity.unit in ("%", "fraction") else ""
        if bound and quantity.bound != bound and is_told_otherwise(quantity, source):
            yield finding("bound_changed", quantity.text)
        return
    if not same:
        is_end = any(
            quantity.unit == other.unit
            and quantity.value is not None
            and other.high is not None
            and quantity.value in (other.low, other.high)
            for other in held
        )
        if is_end and other_end_is_told(quantity, held, text):
            return
        yield finding("range_changed" if is_end else "figure_not_in_source", quantity.text)
    elif not any(
        _is_bounded_alike(_loosely_bound(quantity, text), _loosely_bound(other, source))
        or _is_more_than_half(quantity, other)
        or _is_estimated(quantity, text, other, source)
        or _is_a_limit(quantity, text, other, source)
        or _is_passed(quantity, text, other, source)
        or _is_of_the_size(quantity, text, other, source)
        or (_goes_up_to(quantity, text) and _goes_up_to(other, source))
        for other in same
    ):
        is_near = all(_NEAR_BOUNDS.get(quantity.bound) == other.bound for other in same)
        is_across = bool(_KANA.search(source)) != bool(_KANA.search(text))
        yield finding("bound_shifted" if is_near and is_across else "bound_changed", quantity.text)


def _is_estimated(a: Quantity, text: str, b: Quantity, source: str) -> bool:
    """Tell whether both call it an estimate, the one right before the figure."""
    is_alike = a.bound == b.bound and not b.hedge
    return is_alike and bool(_ESTIMATE.search(source) and _AN_ESTIMATED.search(text))


def _is_a_limit(a: Quantity, text: str, b: Quantity, source: str) -> bool:
    """Tell whether the one is "up to 45 hours", the other "a 45-hour limit"."""
    if a.hedge != b.hedge or {a.bound, b.bound} != {"at_most", ""}:
        return False
    plain, where = (b, source) if a.bound else (a, text)
    at = where.find(plain.text)
    return bool(
        _LIMIT_AFTER.match(where, at + len(plain.text))
        or _LIMIT_BEFORE.search(where[max(0, at - 24) : at])
    )


def _is_passed(a: Quantity, text: str, b: Quantity, source: str) -> bool:
    """Tell whether "exceeds the 45 hours" stands for 45時間をなお上回る, not read as a bound."""
    for one, other, where in ((a, b, text), (b, a, source)):
        if other.bound or one.bound:
            continue
        end = where.find(one.text) + len(one.text)
        compared = text if where is source else source
        if _PASSED.match(where, end) and re.search(r"\bexceed", compared, re.IGNORECASE):
            return True
    return False


def _is_of_the_size(a: Quantity, text: str, b: Quantity, source: str) -> bool:
    """Tell whether the one is 13兆円規模, which may be put as "about" it or left plain."""
    if a.bound or b.bound:
        return False
    return any(
        where.startswith("規模", where.find(q.text) + len(q.text))
        for q, where in ((a, text), (b, source))
    )


def _goes_up_to(quantity: Quantity, text: str) -> bool:
    # まで may end a span, so it isn't always read as a bound.
    end = text.find(quantity.text) + len(quantity.text)
    return quantity.text.endswith("まで") or text.startswith("まで", end)


def _is_more_than_half(a: Quantity, b: Quantity) -> bool:
    # 半分以上 is how Japanese says "more than half".
    return {a.bound, b.bound} == {"at_least", "more_than"} and "fraction" in (a.unit, b.unit)


def _loosely_bound(quantity: Quantity, text: str) -> tuple[str, str]:
    """Return bound and hedge, those a few words before included: 最大で売上高の6%."""
    bound, hedge = quantity.bound, quantity.hedge
    at = text.find(quantity.text)
    if bound or hedge or at < 0 or quantity.unit in CALENDAR_UNITS:
        return bound, hedge
    unread = _UNREAD_UNIT.match(text, at + len(quantity.text))
    if unread is not None:
        return next(kind for kind, name in _UNREAD_BOUNDS if unread[name]), hedge
    noun = _UNREAD_NOUN.match(text, at + len(quantity.text))
    if noun is not None:
        return "at_least" if noun["least"] else "at_most", hedge
    before = re.split(r"[、。,;.]", text[max(0, at - 16) : at])[-1]
    for kind, words in _COMPARED:
        if words.search(text[max(0, at - 24) : at]):
            return kind, hedge
    for kind, words in _LOOSE:
        if words.search(before):
            return kind, hedge
    return bound, "about" if _LOOSELY_ABOUT.search(before) else hedge


def _is_bounded_alike(a: tuple[str, str], b: tuple[str, str]) -> bool:
    # 余り and 強 both bound and hedge; no English words do both.
    return a == b or bool(a[0] and a[0] == b[0])


def _is_plain_count(quantity: Quantity) -> bool:
    # "one" and "two" of small things come and go in translation without harm to the meaning.
    return not quantity.unit and quantity.value is not None and quantity.value <= 2
