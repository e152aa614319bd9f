"""Sentences that differ from a claim in one thing that matters, made by rule.

Each says something else than the claim and reads as well, so that a model which prefers it, or
can't tell the two apart, has not found the claim in the passage. Where a rule would write bad
grammar it writes nothing: the model would then prefer the claim for its form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.verification import rewording_en, rewording_ja
from knowledge.quantities import Quantity, find_quantities, same_quantity

Kind = Literal[
    "sides", "names", "figure", "modality", "attribution", "negation", "direction", "scope"
]
LANGUAGES = ("en", "ja")
"""Languages that counterfactuals can be made in."""
_KINDS: tuple[Kind, ...] = (
    "figure", "sides", "negation", "direction", "attribution", "modality", "names", "scope",
)  # fmt: skip
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {
    "en": (("million", "billion"), ("billion", "million"), ("trillion", "billion")),
    "ja": (("億", "万"), ("兆", "億"), ("万", "億")),
}
_LISTED = re.compile(r"[\s,、・]*(?:and|or|や|と)?[\s,、・(（]*")
"""Between two members of a list: exchanging them changes nothing."""
_DATE_UNITS = ("year", "fiscal_year", "date", "month")
_REWORDERS = {"en": rewording_en, "ja": rewording_ja}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """A claim with one thing changed."""

    text: str
    kind: Kind


def counterfactuals(
    claim: str, language: str, passages: Sequence[tuple[str, str]] = (), *, most: int = 24
) -> tuple[Counterfactual, ...]:
    """Change a claim in one thing at a time: the likeliest errors first, each kind in turn.

    Args:
        claim: One sentence.
        language: The claim's; in any but `LANGUAGES` there are none.
        passages: Text and language of what it cites; figures and names may come from there.
        most: How many at most.

    Returns:
        None of them equals the claim or another of them.
    """
    text = claim.strip()
    if language not in LANGUAGES or not text:
        return ()
    own = [passage for passage, code in passages if code == language]
    made: dict[Kind, list[str]] = {kind: [] for kind in _KINDS}
    for kind, changed in _changed(text, language, own):
        if changed != text and not any(changed in texts for texts in made.values()):
            made[kind].append(changed)
    turns = max(map(len, made.values()))
    rounds = [
        Counterfactual(text=made[kind][turn], kind=kind)
        for turn in range(turns)
        for kind in _KINDS
        if turn < len(made[kind])
    ]
    return tuple(rounds[:most])


def _changed(text: str, language: str, passages: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    reworder = _REWORDERS[language]
    yield from (("figure", changed) for changed in _figures(text, language, passages))
    yield from (("sides", changed) for changed in reworder.sides(text))
    yield from (("negation", changed) for changed in reworder.negation(text))
    yield from (("direction", changed) for changed in reworder.direction(text))
    yield from (("attribution", changed) for changed in reworder.attribution(text))
    yield from (("modality", changed) for changed in reworder.modality(text))
    yield from (("names", changed) for changed in _names(text, language, passages))
    yield from (("scope", changed) for changed in reworder.scope(text))


def _figures(text: str, language: str, passages: Sequence[str]) -> Iterator[str]:
    """Yield the text with two figures exchanged, one from elsewhere, or one of another size."""
    figures = find_quantities(text, language)
    for i, first in enumerate(figures):
        for second in figures[i + 1 :]:
            if _is_alike(first, second) and not same_quantity(first, second):
                yield _exchanged(text, (first.start, first.end), (second.start, second.end))
    others = [q for passage in passages for q in find_quantities(passage, language)]
    for figure in figures:
        for other in others:
            is_new = not any(same_quantity(other, held) for held in figures)
            if is_new and _is_alike(figure, other):
                yield text[: figure.start] + other.text + text[figure.end :]
    for figure in figures:
        resized = _resized(figure, language)
        if resized:
            yield text[: figure.start] + resized + text[figure.end :]


def _is_alike(one: Quantity, other: Quantity) -> bool:
    """Tell whether one's wording may stand in the other's place."""
    if one.unit != other.unit or (one.value is None) != (other.value is None):
        return False
    # A plain count's wording has its noun or counter: 62校 and 1校, but not 62校 and "five".
    return bool(one.unit) or _DIGITS.sub("0", one.text) == _DIGITS.sub("0", other.text)


def _resized(figure: Quantity, language: str) -> str:
    """Give a figure's wording with another size; empty when that can't be written well."""
    digits = _DIGITS.search(figure.text)
    if digits is None or figure.value is None:
        return ""
    written, text = digits.group(), figure.text
    if figure.unit in _DATE_UNITS:
        changed = str(int(written) - 3) if written.isdigit() and len(written) == 4 else ""
    elif figure.unit == "%":
        changed = _share(written, figure, language)
    else:
        for scale, other in _SCALES[language]:
            if sum(text.count(known) for known, _ in _SCALES[language]) == text.count(scale) == 1:
                return text.replace(scale, other)
        changed = _tenfold(written)
    return text[: digits.start()] + changed + text[digits.end() :] if changed else ""


def _share(written: str, figure: Quantity, language: str) -> str:
    """Give the complement of a share: 40 for 60, 3割 for 7割."""
    whole = 10 if language == "ja" and "割" in figure.text else 100
    if not written.isdigit() or not 0 < int(written) < whole:
        return ""
    return str(whole - int(written)) if 2 * int(written) != whole else str(int(written) // 2 + 1)


def _tenfold(written: str) -> str:
    if "." in written:
        return written.replace(".", "").lstrip("0")
    plain = int(written.replace(",", ""))
    return f"{plain * 10:,}" if "," in written or plain >= 100 else str(plain * 10)


def _names(text: str, language: str, passages: Sequence[str]) -> Iterator[str]:
    """Yield the text with two names exchanged, or one in another's place."""
    reworder = _REWORDERS[language]
    held = reworder.name_spans(text)
    for i, first in enumerate(held):
        is_listed = True
        for before, second in pairwise(held[i:]):
            is_listed = is_listed and bool(_LISTED.fullmatch(text[before[1] : second[0]]))
            if not is_listed:
                yield reworder.tidied(_exchanged(text, first, second))
    known = [passage[a:b] for passage in passages for a, b in reworder.name_spans(passage)]
    for start, end in held:
        for name in known:
            if name.lower() not in text.lower():
                yield reworder.tidied(text[:start] + name + text[end:])


def _exchanged(text: str, first: tuple[int, int], second: tuple[int, int]) -> str:
    (a, b), (c, d) = sorted((first, second))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
