"""Figures told in other words than they are read in: "a third" and 33%, "one in five", "both"."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.types import Finding
from assistant.verification.codes import finding
from knowledge.quantities import Quantity, find_quantities, same_quantity
from knowledge.quantities.types import LESS_THAN, MORE_THAN
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
    r"(third|quarter|fifth|sixth|tenth)\b"
    r"(?! (?:party|time|place|way|year|country|quarter|of the way))",
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
_HALVED = re.compile(r"\bhalv(?:e[sd]?|ing)\b|半減", re.IGNORECASE)
_BY_STEM = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4}
_LENGTHS, _RELATIVE = "duration_", "_relative"
_ONE = re.compile(
    r"\b(?:an?|one|per|each|every|single|past|last|annual\w*)\b|毎|[1１一]|あたり|当たり",
    re.IGNORECASE,
)
_EACH_JA = re.compile(r"あたり|当たり|当り|につき|ごと")
_BOTH = re.compile(r"\b(?:both|twice|pair|two)\b|両|双方|[2２二](?=[つ人社者])", re.IGNORECASE)
_MONTHS = tuple(
    re.compile(rf"\b{name}|(?<!\d){number}月", re.IGNORECASE)
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
)


_PARTS_OF_YEAR = {
    Decimal(6): re.compile(
        r"\b(?:first|second) half of (?:\w+ )?(?:\d{4}|the (?:fiscal )?year|last|this)"
        r"|\bhalf (?:a|the) year|[上下]半期|[上下]期|半年",
        re.IGNORECASE,
    ),
    Decimal(3): re.compile(r"\bquarter\b|四半期", re.IGNORECASE),
}
"""What so many months may stand for."""


_A_HALF = Quantity(
    value=Decimal("0.5"),
    low=None,
    high=None,
    unit="fraction",
    bound="",
    hedge="",
    start=0,
    end=0,
    text="",
)


def states_the_same(a: Quantity, b: Quantity) -> bool:
    """Tell whether both state the same; a line of one gigabit carries 1 Gbps."""
    is_line = {a.unit, b.unit} in _LINES and a.value is not None and a.value == b.value
    return is_line or same_quantity(a, b)


def bound_of_one_in(source: str) -> str:
    """Return the bound of "fewer than one in ten"; empty where there is none."""
    match = _ONE_IN.search(source)
    if match is None:
        return ""
    return MORE_THAN if match[1].lower() == "more" else LESS_THAN


def is_told_end_by_end(a: Quantity, held: Sequence[Quantity]) -> bool:
    """Tell whether the source has both ends of a range, not read as one there."""
    values = {other.value for other in held if other.unit == a.unit}
    return a.value is None and a.high is not None and {a.low, a.high} <= values


def other_end_is_told(a: Quantity, held: Sequence[Quantity], text: str) -> bool:
    """Tell whether `text` states the other end too of the range that `a` is one end of."""
    written = {
        q.value for language in ("en", "ja") for q in find_quantities(text, language) if q.value
    }
    return any(a.value in (b.low, b.high) and {b.low, b.high} <= written for b in held if b.high)


def check_multiples(
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
    halved = _HALVED.search(text)
    is_one = len(told_parts) == 1 and not is_told_otherwise(_A_HALF, source)
    if halved and is_one and abs(told_parts[0] - Decimal("0.5")) >= _NEAR:
        yield finding("figure_not_in_source", halved.group())


def _share_of(quantity: Quantity) -> Decimal:
    value = quantity.value or Decimal(0)
    return value if quantity.unit == "fraction" else value / 100


def is_told_with_another_unit(
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
    if (
        a.value == 1
        and _EACH_JA.match(text, a.end)
        and re.search(r"\b(?:per|each|every)\b|/", source)
    ):
        return True
    if a.value == 2 and not a.unit and _BOTH.search(source):
        return True
    if a.value in _PARTS_OF_YEAR and a.unit == "duration_month":
        return bool(_PARTS_OF_YEAR[a.value].search(source))
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
    if "x" in units:  # 669回 is 669 times
        return any(re.search(rf"{a.value}[回度]", side) for side in (text, source))
    (unit,) = units - {""}
    bare, where = (b, source) if a.unit else (a, text)
    if unit == "t" and re.match(r"(?: metric)? tons?\b", where[bare.end :]):
        return True
    if unit in ("km", "kg") and where.startswith("キロ", bare.end):
        return True
    is_period = bool(_PERIOD_AFTER.match(where, bare.end))
    return unit in _MEASURES or unit in ("year", "pp") or (bool(lengths) and is_period)


def is_told_otherwise(quantity: Quantity, text: str) -> bool:
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
