"""What a figure is a figure of, and whether two sentences state different figures of one thing.

By rule, and on the careful side: a conflict that is none costs the reader's trust. The same thing
needs the same kind of unit, the same counted noun where it is known on both sides, the same name
next to the figure, years that don't contradict, and no "of which" on one side only. In one language
the sentences must share words as well; across languages names and nouns have to do.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.counting import JAPANESE_NOUNS, noun_of
from assistant.questions import is_identifier, names_in
from assistant.terms import Term, terms_in
from knowledge.lexical import index_terms
from knowledge.quantities import Quantity, find_quantities, same_quantity
from knowledge.quantities.types import CALENDAR_UNITS, FRACTION, PERCENT, RELATIVE_UNITS
from knowledge.quantities.units import CURRENCY_BY_CODE

_LARGE = 1000
"""From here on a bare count next to a name is taken for the same measure of it (7B, 7億)."""
_SHARED_WORDS = 0.5
_MANY_SHARED_WORDS = 0.65
"""Share of the shorter sentence's words that the other has, with and without a shared name."""
_AROUND = 40
"""Characters on either side."""
_AGE = "years old"
_ABOUT = Decimal("0.1")
_VAGUE = (Decimal("0.5"), Decimal(5))
"""A vague amount's `low` is twice its order of magnitude: the factors lead to its ends."""

_COUNTED_EVERYWHERE = re.compile(JAPANESE_NOUNS)
_OPENING = re.compile(r"\W*([A-Z][a-z'’]+)(?= [a-z0-9(])")
_PART = re.compile(
    r"\b(?:of (?:which|these|those|whom|them)|including|among them|the rest|another|a further)\b"
    r"[^.;]{0,40}$|うち[^。、]{0,12}$|内訳[^。]{0,20}$|残り[^。、]{0,12}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;；。]|, (?:and|but|while|whereas) |、(?=[^、]{0,40}(?:は|が))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A figure in its sentence, with what tells what it is a figure of."""

    quantity: Quantity
    language: str
    noun: str
    """What it counts, by one name for both languages; empty where it can't be told."""
    name: str
    """The name that stands nearest to it in its clause, folded; empty without one."""
    names: frozenset[str]
    """All names around it, folded, those of the term list in English."""
    opening: str
    """The sentence's first word, folded, where its capital may be no more than that of a first
    word; empty otherwise."""
    years: frozenset[int]
    words: frozenset[str]
    """The other terms of the sentence, or of what stands around the figure where the sentence has
    several of its kind."""
    is_part: bool
    """Whether it is said to be a part of something: "of which", うち."""


def stated_figures(
    text: str,
    language: str,
    *,
    quantities: Sequence[Quantity] | None = None,
    around: str = "",
    terms: Sequence[Term] = (),
) -> tuple[Stated, ...]:
    """Return the figures that `text` states, dates left out.

    Args:
        text: A sentence.
        language: Its language.
        quantities: As found in it, where they are known already.
        around: What it stands under, such as its subject, lead-in and heading: names count.
        terms: Names in both languages.
    """
    found = find_quantities(text, language) if quantities is None else tuple(quantities)
    names = _names(f"{around}\n{text}", language, terms)
    years = frozenset(
        year for q in (*found, *find_quantities(around, language)) for year in _years(q)
    )
    opening = _OPENING.match(text)
    units = [_unit(quantity) for quantity in found]
    return tuple(
        Stated(
            quantity=quantity,
            language=language,
            noun=noun_of(text, language, quantity),
            name=_nearest_name(text, quantity) or _sole_name(around),
            names=names,
            opening=fold(opening.group(1)) if opening else "",
            years=years,
            # A sentence with several figures of a kind is about several things.
            words=_words(text, found, quantity if units.count(_unit(quantity)) > 1 else None),
            is_part=bool(_PART.search(text[: quantity.start])),
        )
        for quantity in found
        if quantity.unit not in CALENDAR_UNITS | RELATIVE_UNITS
    )


def is_same_thing(a: Stated, b: Stated) -> bool:
    """Tell whether both are figures of one thing."""
    if _unit(a.quantity) != _unit(b.quantity) or a.is_part != b.is_part or a.noun == _AGE:
        return False
    if a.years and b.years and not a.years & b.years:
        return False
    if a.noun and b.noun and a.noun != b.noun:
        return False
    if not _may_share_subject(a, b):
        return False
    has_noun = bool(a.noun and a.noun == b.noun)
    shared = a.names & b.names
    is_named = bool(a.name and a.name == b.name)
    if is_named and is_identifier_like(a.name) and _unit(a.quantity) == "":
        return has_noun or (_is_large(a.quantity) and _is_large(b.quantity))
    if _unit(a.quantity) == "" and not has_noun:
        return False
    if a.language != b.language:
        return (has_noun and bool(shared)) or (len(shared) > 1 and bool(a.years & b.years))
    if a.names - b.names - {a.opening} and b.names - a.names - {b.opening}:
        return False  # each speaks of somebody of whom the other doesn't
    return _overlap(a, b) >= (_SHARED_WORDS if shared else _MANY_SHARED_WORDS)


def contradicts(a: Quantity, b: Quantity) -> bool:
    """Tell whether both can't be true of one thing: no value lies within both."""
    if same_quantity(a, b):
        return False
    (low, high), (other_low, other_high) = _interval(a), _interval(b)
    return high < other_low or other_high < low


def is_identifier_like(name: str) -> bool:
    """Tell whether a folded name is one that every language writes alike."""
    return bool(re.fullmatch(r"[\x21-\x7e]{4,}", name)) and not name.isdigit()


def bare_words(text: str, language: str) -> frozenset[str]:
    """Return a sentence's terms without its figures."""
    return _words(text, find_quantities(text, language), None)


def fold(name: str) -> str:
    """Return a name without case, space and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name)).casefold()


def _may_share_subject(a: Stated, b: Stated) -> bool:
    """Tell whether the name at each figure stands by the other too: it may be what both are of."""
    return all(
        not one.name or (one.name in other.names and (not other.name or other.name in one.names))
        for one, other in ((a, b), (b, a))
    )


def _names(text: str, language: str, terms: Sequence[Term]) -> frozenset[str]:
    listed = terms_in(text, terms, language)
    return frozenset(
        [fold(name) for name in names_in(unicodedata.normalize("NFKC", text)) if _is_name(name)]
        + [fold(term.english) for term in listed]
    )


def _nearest_name(text: str, quantity: Quantity) -> str:
    """Return the identifier before the figure in its clause, or else the first after it."""
    cuts = [match.end() for match in _CLAUSE.finditer(text, 0, quantity.start)]
    before = text[max(cuts, default=0) : quantity.start]
    named = [name for name in names_in(before) if _is_identifier(name)]
    if named:
        return fold(max(named, key=before.rfind))
    end = _CLAUSE.search(text, quantity.end)
    after = text[quantity.end : end.start() if end else len(text)]
    named = [name for name in names_in(after) if _is_identifier(name)]
    return fold(min(named, key=after.find)) if named else ""


def _is_name(name: str) -> bool:
    return not name.isdigit()  # "In 2018" isn't about somebody called 2018


def _is_identifier(name: str) -> bool:
    return is_identifier(name) and _is_name(name)


def _sole_name(around: str) -> str:
    named = {fold(name) for name in names_in(around) if _is_identifier(name)}
    return named.pop() if len(named) == 1 else ""


def _words(text: str, figures: Sequence[Quantity], around: Quantity | None) -> frozenset[str]:
    """Return the terms without the figures and what is counted everywhere."""
    start, end = (
        (0, len(text)) if around is None else (around.start - _AROUND, around.end + _AROUND)
    )
    for quantity in figures:
        gap = " " * (quantity.end - quantity.start)
        text = f"{text[: quantity.start]}{gap}{text[quantity.end :]}"
    return frozenset(index_terms(_COUNTED_EVERYWHERE.sub(" ", text[max(0, start) : end])))


def _years(quantity: Quantity) -> tuple[int, ...]:
    if quantity.unit not in ("year", "fiscal_year", "month", "date"):
        return ()
    ends = [end for end in (quantity.value, quantity.low, quantity.high) if end is not None]
    years = sorted(int(str(int(end))[:4]) for end in ends)
    return tuple(range(years[0], years[-1] + 1)) if years and years[-1] - years[0] < 200 else ()


def _unit(quantity: Quantity) -> str:
    return PERCENT if quantity.unit == FRACTION else quantity.unit


def _is_large(quantity: Quantity) -> bool:
    value = quantity.value if quantity.value is not None else quantity.low
    return value is not None and value >= _LARGE


def is_money(quantity: Quantity) -> bool:
    """Tell whether it is an amount of a currency."""
    return quantity.unit in CURRENCY_BY_CODE


def _overlap(a: Stated, b: Stated) -> float:
    smaller = min(len(a.words), len(b.words))
    return len(a.words & b.words) / smaller if smaller >= 3 else 0.0


def _interval(quantity: Quantity) -> tuple[Decimal, Decimal]:
    scale = Decimal(100) if quantity.unit == FRACTION else Decimal(1)
    infinity = Decimal("Infinity")
    if quantity.value is None:
        low = quantity.low if quantity.low is not None else -infinity
        if quantity.high is None:
            return (low * _VAGUE[0] * scale, low * _VAGUE[1] * scale)
        return (low * scale, quantity.high * scale)
    value = quantity.value * scale
    if quantity.bound in ("at_least", "more_than"):
        return (value, infinity)
    if quantity.bound in ("at_most", "less_than"):
        return (-infinity, value)
    slack = abs(value) * _ABOUT if quantity.hedge else Decimal(0)
    return (value - slack, value + slack)
