"""Rewrite every quantity of a text in another language, so that a model need only copy it."""

import re
from dataclasses import replace
from typing import Final

from knowledge.quantities.finding import find_quantities
from knowledge.quantities.rendering import counter_of, render_quantity
from knowledge.quantities.rendering_en import render_english
from knowledge.quantities.types import Quantity

_PERSONS: Final = re.compile(
    r"の(?:[ァ-ヶー一-龠]{0,8}(?:ユーザー?|エンジニア|メンバー|者|員|家|学生|労働者))"
)
_DIGIT: Final = re.compile(r"[0-9０-９]")
_ALPHANUMERIC: Final = re.compile(r"[A-Za-z0-9]")


def normalise_quantities(text: str, source_language: str, target_language: str) -> str:
    """Return the text with each quantity written in the target language.

    All else stays as it is, but for a space where a rendering would touch a Latin letter or a
    digit (GDP2.2% → "GDP 2.2%"). Within one language only what has digits is rewritten, so that
    "three pillars" and "doubled" stay. A counted noun in Japanese keeps its place: 3つの柱 becomes
    "3の柱", 700万人のユーザー "7 millionのユーザー", 700万人が "7 million peopleが".
    """
    parts: list[str] = []
    position = 0
    for quantity in find_quantities(text, source_language):
        parts.append(text[position : quantity.start])
        parts.append(_rendered(text, quantity, source_language, target_language))
        position = quantity.end
    parts.append(text[position:])
    return _spaced(parts)


def _rendered(text: str, quantity: Quantity, source: str, target: str) -> str:
    if source == target and not _DIGIT.search(quantity.text):
        return quantity.text
    if quantity.bound and not _states_bound(quantity, source):
        quantity = replace(quantity, bound="")
    is_said_after = counter_of(quantity) in {"人", "名"} and _PERSONS.match(text, quantity.end)
    if target != "ja" and is_said_after:
        return render_english(quantity)
    return render_quantity(quantity, target)


def _states_bound(quantity: Quantity, language: str) -> bool:
    """Whether the words of the bound are replaced too, unlike a verb's ("exceeded")."""
    alone = find_quantities(quantity.text, language)
    return len(alone) != 1 or bool(alone[0].bound)


def _spaced(parts: list[str]) -> str:
    """Join text and renderings in turn, with a space where two words would run together."""
    joined: list[str] = []
    for part in parts:
        if part and joined and _touch(joined[-1][-1], part[0]):
            joined.append(" ")
        if part:
            joined.append(part)
    return "".join(joined)


def _touch(left: str, right: str) -> bool:
    is_word = _ALPHANUMERIC.match(left) and _ALPHANUMERIC.match(right)
    return bool(is_word)
