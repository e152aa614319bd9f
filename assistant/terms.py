"""Names and set terms whose rendering is a matter of rule, not of the model.

The list that ships is `terms.tsv` beside this file: Japanese, tab, English. A workspace may hold
a `terms.tsv` of its own in the same form; its entries come first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from assistant.errors import SettingsError

WORKSPACE_FILE = "terms.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One name in both languages."""

    japanese: str
    english: str


def load_terms(workspace: Path | None = None) -> tuple[Term, ...]:
    """Read the user's terms, then ours, longest Japanese first so that parts don't win over wholes.

    Raises:
        SettingsError: A line of the user's file isn't two texts with one tab between them.
    """
    shipped = resources.files("assistant").joinpath("terms.tsv").read_text(encoding="utf-8")
    lines = list(_parse(shipped, "the list that ships"))
    own = None if workspace is None else workspace / WORKSPACE_FILE
    if own is not None and own.is_file():
        lines = [*_parse(own.read_text(encoding="utf-8"), str(own)), *lines]
    first_wins = {term.japanese: term for term in reversed(lines)}
    return tuple(sorted(first_wins.values(), key=lambda term: -len(term.japanese)))


def _parse(text: str, origin: str) -> Iterable[Term]:
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
    rest = text if language == "ja" else text.lower()
    for term in terms:
        side = term.japanese if language == "ja" else term.english.lower()
        if side in rest:
            found.append(term)
            rest = rest.replace(side, "\0")
    return tuple(found)


def replace_terms(text: str, terms: Iterable[Term]) -> str:
    """Put the English names into a Japanese sentence, so that the model only copies them."""
    for term in terms:
        text = text.replace(term.japanese, f" {term.english} ")
    return " ".join(text.split())
