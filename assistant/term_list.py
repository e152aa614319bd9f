"""The workspace's own terms, changed in place: comments, order and what else stands there stay."""

import os
import re
import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SettingsError
from assistant.terms import (
    WORKSPACE_FILE,
    Term,
    load_terms,
    own_terms,
    parse_terms,
    read_terms,
    shipped_terms,
)

MOST_CHARACTERS = 120
_LATIN = re.compile(r"[A-Za-z]")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTerm:
    """A term as the list shows it."""

    term: Term
    is_own: bool
    """Whether the workspace's own list has it; the others ship with the application."""
    shipped: str = ""
    """The English that ships, where the workspace's own replaces it."""


class TermList:
    """The terms of a workspace, to be listed and changed."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._path = workspace / WORKSPACE_FILE
        self._lock = threading.Lock()

    def load(self) -> tuple[Term, ...]:
        """Read all terms as `load_terms` does: what was changed a moment ago counts.

        Raises:
            SettingsError: The user's file can't be read.
        """
        return load_terms(self._workspace)

    def listed(self) -> tuple[ListedTerm, ...]:
        """Return the user's terms in the order of their file, then those that ship.

        Raises:
            SettingsError: The user's file can't be read.
        """
        shipped = {term.japanese: term.english for term in shipped_terms()}
        own = {term.japanese: term for term in reversed(tuple(own_terms(self._path)))}
        listed = [
            ListedTerm(term=term, is_own=True, shipped=shipped.get(term.japanese, ""))
            for term in reversed(own.values())
        ]
        listed += [
            ListedTerm(term=Term(japanese=japanese, english=english), is_own=False)
            for japanese, english in shipped.items()
            if japanese not in own
        ]
        return tuple(listed)

    def put(self, japanese: str, english: str) -> Term:
        """Add a term, or change the English of one that is there.

        Raises:
            SettingsError: One of the texts can't be a term, or the file can't be read or written.
        """
        term = Term(japanese=_tidy(japanese), english=_tidy(english))
        _check(term)
        with self._lock:
            lines = self._lines()
            new, places = f"{term.japanese}\t{term.english}", _places(lines, term.japanese)
            if places:
                lines[places[0]] = new
            else:
                lines.append(new)
            self._write([line for i, line in enumerate(lines) if i not in places[1:]])
        return term

    def remove(self, japanese: str) -> None:
        """Take a term off the workspace's own list; one that ships is then back as it was.

        Raises:
            SettingsError: The workspace's own list doesn't have it, or can't be written.
        """
        with self._lock:
            lines = self._lines()
            places = _places(lines, _tidy(japanese))
            if not places:
                raise SettingsError(
                    f"Can't remove the term {japanese!r}",
                    "it isn't on this workspace's own list",
                    "Give a term that ships another English if its own doesn't suit you.",
                )
            self._write([line for i, line in enumerate(lines) if i not in places])

    def _lines(self) -> list[str]:
        if not self._path.is_file():
            return []
        text = read_terms(self._path)
        tuple(parse_terms(text, str(self._path)))  # a file that can't be used isn't written over
        return text.splitlines()

    def _write(self, lines: list[str]) -> None:
        # Aside and renamed into place: a process that ends meanwhile leaves the old list whole.
        aside = self._path.with_suffix(".tsv.new")
        try:
            self._workspace.mkdir(parents=True, exist_ok=True)
            aside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            os.replace(aside, self._path)
        except OSError as exc:
            raise SettingsError(
                f"Can't write the term list {str(self._path)!r}",
                exc.strerror or str(exc),
                "Make the workspace's folder writable, or choose another with --workspace.",
            ) from exc


def _places(lines: list[str], japanese: str) -> list[int]:
    return [
        i
        for i, line in enumerate(lines)
        if not line.startswith("#") and line.split("\t")[0].strip() == japanese
    ]


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _check(term: Term) -> None:
    """Refuse what would do harm in sentences, or couldn't be read back.

    Raises:
        SettingsError: It says which and why.
    """
    for name, text in (("Japanese", term.japanese), ("English", term.english)):
        why, remedy = "", "Write it as it stands in your sources."
        if not text:
            why, remedy = f"its {name} side is empty", "Give both sides."
        elif len(text) > MOST_CHARACTERS:
            why = f"its {name} side is longer than {MOST_CHARACTERS} characters"
            remedy = "A term is a name or a set phrase, not a sentence."
        elif any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") for c in text):
            why, remedy = f"its {name} side holds characters that can't be seen", "Type it anew."
        if why:
            raise SettingsError("Can't use this term", why, remedy)
    if len(term.japanese) < 2 or term.japanese.startswith("#"):
        raise SettingsError(
            f"Can't use the term {term.japanese!r}",
            "its Japanese side is a single character, which stands in many other words"
            if len(term.japanese) < 2
            else "a line that begins with # is a comment in the list",
            "Give the whole name.",
        )
    if not _LATIN.search(term.english) or _JAPANESE.search(term.english):
        raise SettingsError(
            f"Can't use {term.english!r} as the English of {term.japanese!r}",
            "it isn't written in Latin letters"
            if not _LATIN.search(term.english)
            else "it has Japanese letters in it",
            "The Japanese goes on the first side, the English on the second.",
        )
