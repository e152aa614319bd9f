"""Words of English and Japanese that stand for each other in a translation: who acts, what of.

A check is built on it, so it is small and strict: a word is listed only where finding its
counterpart missing, or exchanged with another, tells something. Where a text's words aren't listed,
nothing is said. `knowledge.concepts` is another list for another purpose: a wide thesaurus of words
that mean nearly the same, in which a search may find too much.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Equivalent:
    """An occurrence of a listed word; `ids` are the same in both languages."""

    start: int
    end: int
    ids: frozenset[int]
    acts: bool
    """Whether it is somebody who can act or speak."""


@cache
def _entries() -> tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]:
    text = resources.files("assistant.verification").joinpath("equivalents.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        (tuple(row[0].split("|")), tuple(row[1].split("|")), len(row) > 2 and row[2] == "a")
        for row in rows
    )


@cache
def _lexicon(
    language: str,
) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], int, bool], ...]]:
    words = []
    for number, (japanese, english, acts) in enumerate(_entries()):
        for word in japanese if language == "ja" else english:
            words.append((word, number, acts))
    words.sort(key=lambda entry: -len(entry[0]))
    if language == "ja":
        whole = re.compile("|".join(word for word, _, _ in words))
        each = tuple((re.compile(word), number, acts) for word, number, acts in words)
    else:
        whole = re.compile(rf"\b(?:{'|'.join(word for word, _, _ in words)})[a-z]*", re.IGNORECASE)
        each = tuple(
            (re.compile(rf"{word}[a-z]*", re.IGNORECASE), number, acts)
            for word, number, acts in words
        )
    return whole, each


@cache
def _ids_of(word: str, language: str) -> tuple[frozenset[int], bool]:
    _, each = _lexicon(language)
    held = [(number, acts) for pattern, number, acts in each if pattern.fullmatch(word)]
    return frozenset(number for number, _ in held), any(acts for _, acts in held)


def equivalents_in(text: str, language: str) -> tuple[Equivalent, ...]:
    """Return the listed words of `text` in order."""
    whole, _ = _lexicon(language)
    return tuple(
        Equivalent(match.start(), match.end(), *_ids_of(match.group().lower(), language))
        if language == "en"
        else Equivalent(match.start(), match.end(), *_ids_of(match.group(), language))
        for match in whole.finditer(text)
    )


def ids_in(text: str, language: str, *, acting: bool = False) -> frozenset[int]:
    """Return what `text` speaks of; only of those who act, if `acting`."""
    found = equivalents_in(text, language)
    return frozenset().union(*(c.ids for c in found if c.acts or not acting))
