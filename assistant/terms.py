"""Names and set terms whose rendering is a matter of rule, not of the model.

The list that ships is `terms.tsv` beside this file: Japanese, tab, English. A workspace may hold
a `terms.tsv` of its own in the same form; its entries come first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from assistant.errors import SettingsError

_QUOTED = re.compile(r"([“\"][^”\"\n]{1,80}[”\"])")
WORKSPACE_FILE = "terms.tsv"
_OTHER_WORD = r"(?!語|人(?!工))"
"""Follows a name where it is another word: 日本語 and アメリカ人 aren't Japan and the U.S."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One name in both languages."""

    japanese: str
    english: str


def load_terms(workspace: Path | None = None) -> tuple[Term, ...]:
    """Read the user's terms, then ours, longest Japanese first so that parts don't win over wholes.

    Raises:
        SettingsError: The user's file isn't UTF-8, or a line of it isn't two texts with one tab
            between them.
    """
    own = () if workspace is None else tuple(own_terms(workspace / WORKSPACE_FILE))
    first_wins = {term.japanese: term for term in reversed([*own, *shipped_terms()])}
    return tuple(sorted(first_wins.values(), key=lambda term: -len(term.japanese)))


def shipped_terms() -> Iterable[Term]:
    """Yield the terms of the list that ships."""
    text = resources.files("assistant").joinpath("terms.tsv").read_text(encoding="utf-8")
    return parse_terms(text, "the list that ships")


def own_terms(path: Path) -> Iterable[Term]:
    """Yield the terms of a workspace's list, in the order of the file."""
    return parse_terms(read_terms(path), str(path)) if path.is_file() else ()


def read_terms(path: Path) -> str:
    """Return the text of a workspace's list."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(
            f"Can't read the term list {str(path)!r}", str(exc), "Save it as a text file in UTF-8."
        ) from exc


def parse_terms(text: str, origin: str) -> Iterable[Term]:
    """Yield the terms of a list; `origin` is how an error names it."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) != 2 or not all(parts):
            raise SettingsError(
                f"Can't use line {number} of the term list {origin!r}",
                f"it isn't a Japanese and an English text with one tab between them: {line!r}",
                "Correct the line or delete it.",
            )
        yield Term(japanese=parts[0], english=parts[1])


def terms_in(text: str, terms: Iterable[Term], language: str) -> tuple[Term, ...]:
    """Return the terms whose side in `language` occurs in `text`, parts of others left out."""
    found: list[Term] = []
    if language == "ja":
        for term in terms:
            text, times = _as_japanese(term).subn("\0", text)
            if times:
                found.append(term)
        return tuple(found)
    by_name: dict[str, list[Term]] = {}
    for term in terms:
        by_name.setdefault(term.english.casefold(), []).append(term)
    for name in sorted(by_name, key=len, reverse=True):
        as_words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        text, times = as_words.subn("\0", text)
        if times:
            found += by_name[name]
    return tuple(found)


def replace_terms(text: str, terms: Iterable[Term], into: str = "en") -> str:
    """Put names in the language `into` (en or ja) into a sentence, so that the model copies."""
    if into == "en":
        for term in terms:
            text = _as_japanese(term).sub(f" {_literal(term.english)} ", text)
        return " ".join(text.split())
    # What stands in quotation marks must be copied to the letter, such as a subject line.
    parts = _QUOTED.split(text)
    return "".join(
        part if index % 2 else _names_in_japanese(part, terms) for index, part in enumerate(parts)
    )


def _names_in_japanese(text: str, terms: Iterable[Term]) -> str:
    replaced: set[str] = set()
    for term in terms_in(text, terms, "en"):
        name = term.english.casefold()
        if name not in replaced:  # of several Japanese names the longest, which stands first
            replaced.add(name)
            as_words = re.compile(rf"(?<!\w){re.escape(term.english)}(?!\w)", re.IGNORECASE)
            text = as_words.sub(_literal(term.japanese), text)
    return text


@cache
def _as_japanese(term: Term) -> re.Pattern[str]:
    return re.compile(re.escape(term.japanese) + _OTHER_WORD)


def _literal(name: str) -> str:
    """Return a name as a replacement in which a backslash is no command."""
    return name.replace("\\", r"\\")
