"""Are the figures of a sentence those of its source, and bounded alike?"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.types import Finding
from assistant.verification.codes import finding
from knowledge.quantities import Quantity, find_quantities, same_quantity
from knowledge.quantities.types import CALENDAR_UNITS, LESS_THAN, MORE_THAN
from knowledge.quantities.units import CURRENCY_BY_CODE

_FRACTIONS = (
    (Decimal("0.5"), re.compile(r"\bhal(?:f|v)|半", re.IGNORECASE)),
    (Decimal("0.33"), re.compile(r"\bthirds?\b|[3三]分の[1一]", re.IGNORECASE)),
    (Decimal("0.25"), re.compile(r"\bquarters?\b|[4四]分の[1一]", re.IGNORECASE)),
)
_THIRDS = (
    ("0.3333", re.compile(r"\b(?:a|one)[ -]third\b|[3三]分の[1一]", re.IGNORECASE)),
    ("0.25", re.compile(r"\b(?:a|one)[ -]quarter\b|[4四]分の[1一]", re.IGNORECASE)),
    ("0.75", re.compile(r"\bthree[ -]quarters\b|[4四]分の[3三]", re.IGNORECASE)),
    ("0.6667", re.compile(r"\btwo[ -]thirds\b|[3三]分の[2二]", re.IGNORECASE)),
)
"""What 33 and 67 percent may stand for."""
_NUMBERS = "zero one two three four five six seven eight nine ten".split()
_NEAR = Decimal("0.005")
_MEASURES = frozenset(("Gbps", "Mbps", "Kbps", "Gbit", "Mbit"))
_ONE_IN = re.compile(
    r"\b(fewer|less|more) than (?:one|1) (?:in|out of)(?: every)? \w+", re.IGNORECASE
)
_PERIODS = {
    "duration_year": re.compile(r"year|annual|decade|年", re.IGNORECASE),
    "duration_month": re.compile(r"month|月", re.IGNORECASE),
    "duration_week": re.compile(r"week|週", re.IGNORECASE),
    "duration_day": re.compile(r"day|dai|日|24", re.IGNORECASE),
    "duration_hour": re.compile(r"hour|時", re.IGNORECASE),
}
_BARE_PART = re.compile(
    r"\b(?:to|by|about|nearly|almost|than|only|just|over|under|roughly) (?:an? |one[ -])"
    r"(third|quarter|fifth|sixth|tenth)\b(?! (?:party|time|place|way|year|country|quarter|of the way))",
    re.IGNORECASE,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_LINES = ({"Gbps", "Gbit"}, {"Mbps", "Mbit"})
_PERIOD_AFTER = re.compile(
    r"(?:[\s\-](?:[a-z]+ ){0,2}|)(?:year|month|week|day|hour|minute)|[かヶカ]?[年月週日時分]"
)
_MULTIPLES = (
    (Decimal(2), re.compile(r"\b(?:doubl\w+|twice|twofold|two-fold)\b|倍(?!率)", re.IGNORECASE)),
    (Decimal(3), re.compile(r"\b(?:tripl\w+|threefold|three-fold|trebl\w+)\b|3倍|三倍", re.I)),
    (Decimal(4), re.compile(r"\b(?:quadrupl\w+|fourfold|four-fold)\b|4倍|四倍", re.IGNORECASE)),
)
_BARE_MULTIPLE = re.compile(r"\b(doubl|tripl|trebl|quadrupl)(?:e[sd]?|ing)\b(?!-)", re.IGNORECASE)
_BY_STEM = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4}
_LENGTHS, _RELATIVE = "duration_", "_relative"
_ONE = re.compile(
    r"\b(?:an?|one|per|each|every|single|past|last|annual\w*)\b|毎|[1１一]|あたり|当たり",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:both|twice|pair|two)\b|両|双方|[2２二](?=[つ人社者])", re.IGNORECASE)
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
_UNREAD_UNIT = re.compile(
    r"[ァ-ヶー一-龠]{1,8}?(?:(?P<least>以上)|(?P<most>以下|以内|を超えては|を超えない)|(?P<less>未満|を下回|に満たな|に届か)"
    r"|(?P<more>超(?!え)|を(?:超え|上回)))"
)
"""A unit that isn't read between a number and its bound: 50ナノグラムを超えて."""
_UNREAD_BOUNDS = (
    ("at_least", "least"),
    ("at_most", "most"),
    ("less_than", "less"),
    ("more_than", "more"),
)
_COMPARED = (
    ("less_than", re.compile(r"\b(?:less|lower|fewer|smaller) than (?:the )?$|\bshort of (?:the )?$|\bbelow (?:the )?$", re.I)),
    ("more_than", re.compile(r"\b(?:more|higher|greater|larger) than (?:the )?$|\babove (?:the )?$|\bexceed\w* (?:the )?$", re.I)),
)  # fmt: skip
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
    findings += _multiples(held, written, text, source)
    if all_needed:
        findings += [
            finding("figure_lost", quantity.text)
            for quantity in held
            if not _is_plain_count(quantity)
            and not _is_told_otherwise(quantity, text)
            and not any(same_quantity(quantity, other) for other in written)
        ]
    return findings


def _states_the_same(a: Quantity, b: Quantity) -> bool:
    """Tell whether both state the same; a line of one gigabit carries 1 Gbps."""
    is_line = {a.unit, b.unit} in _LINES and a.value is not None and a.value == b.value
    return is_line or same_quantity(a, b)


def _told_years(source: str, published: str) -> frozenset[Decimal]:
    if not re.match(r"\d{4}", published):
        return frozenset()
    year = int(published[:4])
    return frozenset(Decimal(year + by) for by, words in _RELATIVE_YEARS if words.search(source))


def _check_figure(
    quantity: Quantity, held: Sequence[Quantity], text: str, source: str
) -> Iterator[Finding]:
    same = [other for other in held if _states_the_same(quantity, other)]
    if not same and (
        _is_told_otherwise(quantity, source)
        or _is_told_with_another_unit(quantity, held, text, source)
        or _is_told_end_by_end(quantity, held)
    ):
        bound = _bound_of_one_in(source) if quantity.unit in ("%", "fraction") else ""
        if bound and quantity.bound != bound and _is_told_otherwise(quantity, source):
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
        if is_end and _other_end_is_told(quantity, held, text):
            return
        yield finding("range_changed" if is_end else "figure_not_in_source", quantity.text)
    elif not any(
        _is_bounded_alike(_loosely_bound(quantity, text), _loosely_bound(other, source))
        or _is_more_than_half(quantity, other)
        or (_goes_up_to(quantity, text) and _goes_up_to(other, source))
        for other in same
    ):
        is_near = all(_NEAR_BOUNDS.get(quantity.bound) == other.bound for other in same)
        is_across = bool(_KANA.search(source)) != bool(_KANA.search(text))
        yield finding("bound_shifted" if is_near and is_across else "bound_changed", quantity.text)


def _goes_up_to(quantity: Quantity, text: str) -> bool:
    # まで may end a span, so it isn't always read as a bound.
    end = text.find(quantity.text) + len(quantity.text)
    return quantity.text.endswith("まで") or text.startswith("まで", end)


def _is_more_than_half(a: Quantity, b: Quantity) -> bool:
    # 半分以上 is how Japanese says "more than half".
    return {a.bound, b.bound} == {"at_least", "more_than"} and "fraction" in (a.unit, b.unit)


def _bound_of_one_in(source: str) -> str:
    """Return the bound of "fewer than one in ten"; empty where there is none."""
    match = _ONE_IN.search(source)
    if match is None:
        return ""
    return MORE_THAN if match[1].lower() == "more" else LESS_THAN


def _is_told_end_by_end(a: Quantity, held: Sequence[Quantity]) -> bool:
    """Tell whether the source has both ends of a range, not read as one there."""
    values = {other.value for other in held if other.unit == a.unit}
    return a.value is None and a.high is not None and {a.low, a.high} <= values


def _other_end_is_told(a: Quantity, held: Sequence[Quantity], text: str) -> bool:
    written = {
        q.value for language in ("en", "ja") for q in find_quantities(text, language) if q.value
    }
    return any(a.value in (b.low, b.high) and {b.low, b.high} <= written for b in held if b.high)


def _multiples(
    held: Sequence[Quantity], written: Sequence[Quantity], text: str, source: str
) -> Iterator[Finding]:
    """Yield "triple" where the source says twice; "to double" isn't read as a quantity."""
    for match in _BARE_MULTIPLE.finditer(text):
        if any(q.start <= match.start() < q.end for q in written):
            continue
        value = Decimal(_BY_STEM[match[1].lower()])
        told = {q.value for q in held if q.unit == "x"}
        told |= {number for number, words in _MULTIPLES if words.search(source)}
        if told and value not in told:
            yield finding("figure_not_in_source", match.group())
    told_parts = [_share_of(q) for q in held if q.unit in ("fraction", "%") and q.value is not None]
    for match in _BARE_PART.finditer(text):
        if any(q.start <= match.start(1) < q.end for q in written):
            continue
        part = 1 / Decimal(_PARTS[match[1].lower()])
        if told_parts and not any(abs(part - told) < _NEAR for told in told_parts):
            yield finding("figure_not_in_source", match.group())


def _share_of(quantity: Quantity) -> Decimal:
    value = quantity.value or Decimal(0)
    return value if quantity.unit == "fraction" else value / 100


def _is_told_with_another_unit(
    a: Quantity, held: Sequence[Quantity], text: str, source: str
) -> bool:
    """Tell whether the source has the number, with a unit or in a form that isn't read there."""
    if a.value is None:
        return False
    if any(_differs_in_unit_only(a, other, text, source) for other in held):
        return True
    period = _PERIODS.get(a.unit)
    is_each = not a.unit or (period is not None and bool(period.search(source)))
    is_each = is_each or any(a.unit == b.unit for b in held if b.unit in CURRENCY_BY_CODE)
    if a.value == 1 and is_each and _ONE.search(source):
        return True
    if a.value == 2 and not a.unit and _BOTH.search(source):
        return True
    if a.unit == "month_of_year":
        # "About October" (約10月) is never told by "27 October"; it was "about a month" once.
        return not a.hedge and bool(_MONTHS[int(a.value) - 1].search(source))
    is_plain = a.unit in ("", "year", "time") or a.unit.endswith(_RELATIVE)
    if not is_plain and not a.unit.startswith(_LENGTHS):
        return False
    number = abs(a.value)
    for other in held:  # a number that is read there has its own unit
        source = source.replace(other.text, " ")
    folded = unicodedata.normalize("NFKC", source).replace(",", "")
    return bool(re.search(rf"(?<![\d.]){number}(?![\d.]*\d|[%万億兆千百割])", folded))


def _differs_in_unit_only(a: Quantity, b: Quantity, text: str, source: str) -> bool:
    if a.value is None or b.value is None or a.unit == b.unit or abs(a.value) != abs(b.value):
        return False
    units = {a.unit, b.unit}
    lengths = {u for u in units if u.startswith(_LENGTHS) or u.endswith(_RELATIVE)}
    if len(lengths) == 2:  # "six months after" and 6か月後
        return len({u.removeprefix("duration_").removesuffix("_relative") for u in units}) == 1
    if "" not in units:
        return False
    (unit,) = units - {""}
    bare, where = (b, source) if a.unit else (a, text)
    if unit in ("km", "kg") and where.startswith("キロ", bare.end):
        return True
    is_period = bool(_PERIOD_AFTER.match(where, bare.end))
    return unit in _MEASURES or unit in ("year", "pp") or (bool(lengths) and is_period)


def _loosely_bound(quantity: Quantity, text: str) -> tuple[str, str]:
    """Return bound and hedge, those a few words before included: 最大で売上高の6%."""
    bound, hedge = quantity.bound, quantity.hedge
    at = text.find(quantity.text)
    if bound or hedge or at < 0 or quantity.unit in CALENDAR_UNITS:
        return bound, hedge
    unread = _UNREAD_UNIT.match(text, at + len(quantity.text))
    if unread is not None:
        return next(kind for kind, name in _UNREAD_BOUNDS if unread[name]), hedge
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


def _is_told_otherwise(quantity: Quantity, text: str) -> bool:
    """Tell whether `text` has the fraction in words that aren't read as a figure: "a third"."""
    if quantity.unit == "x":
        return any(quantity.value == n and words.search(text) for n, words in _MULTIPLES)
    if quantity.unit not in ("fraction", "%") or quantity.value is None:
        return False
    share = quantity.value if quantity.unit == "fraction" else quantity.value / 100
    if quantity.unit == "%" and any(
        abs(share - Decimal(part)) < _NEAR and words.search(text) for part, words in _THIRDS
    ):
        return True
    if share > 0 and _is_one_in(round(1 / share), share, text):
        return True
    return quantity.unit == "fraction" and any(
        quantity.value is not None and abs(quantity.value - value) < _NEAR and words.search(text)
        for value, words in _FRACTIONS
    )


def _is_one_in(number: int, share: Decimal, text: str) -> bool:
    """Tell whether `text` says "one in five", 5人に1人 where the share is a fifth."""
    if not 2 <= number < len(_NUMBERS) or abs(share * number - 1) > _NEAR:
        return False
    words = rf"\b(?:one|1) (?:in|out of)(?: every)? (?:{number}|{_NUMBERS[number]})\b"
    return bool(
        re.search(rf"{words}|(?<!\d){number}[人社校件戸世]\w{{0,2}}に[1一]", text, re.IGNORECASE)
    )


def _is_plain_count(quantity: Quantity) -> bool:
    # "one" and "two" of small things come and go in translation without harm to the meaning.
    return not quantity.unit and quantity.value is not None and quantity.value <= 2
