"""Across languages: offices, countries and prefectures that a list names in both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text


@dataclass(frozen=True, slots=True)
class Body:
    """One office, country or prefecture, and how it is named."""

    japanese: re.Pattern[str]
    english: re.Pattern[str]
    kind: str


@cache
def _bodies() -> tuple[Body, ...]:
    text = resources.files("assistant.verification").joinpath("bodies.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Body(re.compile(row[0]), re.compile(row[1]), row[2]) for row in rows)


@cache
def _any_of(language: str) -> re.Pattern[str]:
    sides = ((b.japanese if language == "ja" else b.english).pattern for b in _bodies())
    return re.compile("|".join(sides))


@lru_cache(maxsize=256)
def _named(text: str, language: str) -> dict[int, re.Match[str]]:
    """Return the bodies that `text` names, those within a longer name left out."""
    if not _any_of(language).search(text):
        return {}
    found = {}
    for number, body in enumerate(_bodies()):
        if match := (body.japanese if language == "ja" else body.english).search(text):
            found[number] = match
    return {
        number: match
        for number, match in found.items()
        if not any(
            other.start() <= match.start()
            and match.end() <= other.end()
            and len(other.group()) > len(match.group())
            for other in found.values()
        )
    }


def check_bodies(claim: Text, source: Text, known: str) -> Iterator[Finding]:
    """Yield an office or place of the claim that the source, in the other language, doesn't name.

    Of an office and a country only where one of its kind is missing in turn, since each goes by
    many names.
    """
    ours = _named(claim.text, claim.language)
    theirs = _named(source.text, source.language)
    bodies = _bodies()
    for number, match in ours.items():
        if number in theirs or _is_known(bodies[number], known):
            continue
        kind = bodies[number].kind
        lost = [other for other in theirs if other not in ours and bodies[other].kind == kind]
        if any(_goes_for(bodies[other], match.group(), claim.language) for other in theirs):
            continue
        if lost or kind == "prefecture":
            yield finding("name_changed", match.group())


def _is_known(body: Body, known: str) -> bool:
    # `known` is folded: without spaces and in lower case.
    english = re.sub(r"\\[bw]\*?|[ \[\]]", "", body.english.pattern)
    return bool(body.japanese.search(known)) or any(
        len(name) > 4 and name.lower() in known for name in english.split("|")
    )


def _goes_for(body: Body, name: str, language: str) -> bool:
    """Tell whether the name may stand for that body too: "Ministry of Finance" for a Treasury."""
    side = body.japanese if language == "ja" else body.english
    return bool(side.search(name))


def names_body(word: str) -> bool:
    """Tell whether an English word names a listed office, country or prefecture."""
    return bool(_any_of("en").search(word))


def bodies_shared(claim: Text, source: Text) -> dict[int, int]:
    """Return the listed bodies that both name, with their place in the source."""
    ours = _named(claim.text, claim.language)
    theirs = _named(source.text, source.language)
    return {number: match.start() for number, match in theirs.items() if number in ours}
