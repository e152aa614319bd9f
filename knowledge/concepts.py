"""What a text is about, whatever words and language it says it in.

A question asks for the "closing date" and the source says 締め切り. Each line of `concepts.tsv`, of
our own writing, holds words and short phrases of English and of Japanese that mean nearly the same
in texts on policy; a text speaks of a concept when any of them stands in it. Forms of several
meanings stand in several lines.

It is wide, for search, where a line too many costs little. What checks of a sentence rest on is the
small strict list of `assistant.verification.equivalents`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from knowledge.lexical import stem

_WORD = re.compile(r"[a-z]+(?:['\u2019-][a-z]+)*|\d+")
_PART = re.compile(r"['\u2019-]")
_WIDE_RUN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff0-9a-z]*[\u3040-\u9fff][^\s、。]*")

_OPPOSITES = frozenset("非不無未")


class Concepts:
    """A thesaurus in two languages.

    Args:
        rows: For each concept its English and its Japanese forms.
    """

    def __init__(self, rows: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        self._english: dict[tuple[str, ...], set[int]] = {}
        self._japanese: dict[str, set[int]] = {}
        for number, (english, japanese) in enumerate(rows):
            for form in english:
                self._english.setdefault(tuple(_stems(form)), set()).add(number)
            for form in japanese:
                self._japanese.setdefault(_folded(form), set()).add(number)
        self._most_words = max(map(len, self._english), default=0)
        self._most_letters = max(map(len, self._japanese), default=0)

    def of(self, text: str) -> frozenset[int]:
        """Return the numbers of the concepts that `text` speaks of."""
        folded = _folded(text)
        found: set[int] = set()
        words = _stems(folded)
        for start in range(len(words)):
            for end in range(start + 1, min(start + self._most_words, len(words)) + 1):
                found |= self._english.get(tuple(words[start:end]), set())
        for run in _WIDE_RUN.findall(folded):
            found |= set(self._in_run(run))
        return frozenset(found)

    def _in_run(self, run: str) -> Iterator[int]:
        for start in range(len(run)):
            if run[start - 1 : start] in _OPPOSITES:
                continue  # 非公開 is no 公開
            for end in range(start + 1, min(start + self._most_letters, len(run)) + 1):
                yield from self._japanese.get(run[start:end], ())


@cache
def shipped_concepts() -> Concepts:
    """Return the thesaurus that comes with the program."""
    lines = resources.files("knowledge").joinpath("concepts.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line.strip())
    return Concepts(
        (
            tuple(form.strip() for form in english.split(";")),
            tuple(form.strip() for form in japanese.split("、")),
        )
        for english, japanese in pairs
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _stems(text: str) -> list[str]:
    return [stem(part) for word in _WORD.findall(text) for part in _PART.split(word)]
