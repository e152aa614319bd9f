"""Words and phrases of one language that may stand for each other in a statement.

Whether a rewording may be called supported rests on them, so the lists are strict: what is
stronger, wider or narrower than a word is no synonym of it, and groups are not chained. They are
lists of ours; `knowledge.concepts` is a wide thesaurus for search, and far too wide for this.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.verification.tokens import ENGLISH_WORD, stem
from knowledge.wordlists import listed

_LONGEST = 6
_FORMS = {
    **dict.fromkeys(("is", "are", "was", "were", "been", "being", "am"), "be"),
    **dict.fromkeys(("has", "had", "having"), "have"),
    **dict.fromkeys(("does", "did", "done", "doing"), "do"),
    "an": "a",
}
_BRITISH = (
    (re.compile(r"(?<=[a-z]{3})is(e|ed|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|es|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[lbv])our"), "or"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"ogramme"), "ogram"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
)
_DOUBLED = re.compile(r"(?<=ance|labe|rave|mode|.fue|unne|anne|unse|igna|leve)l(?=l$)")
_SHORT = re.compile(r"^(?P<base>[a-z]*[aeiouy][a-z]*?)(?:ed|ing)$")
_WITH_E = frozenset(
    listed(
        "urge cite rule fine name note rate vote base face fire hire move live save like ease rise "
        "date size line mine wire tune cure hope use cope fuse lose pose close give make take have "
        "come cause trade raise issue serve solve prove drive write store share price place force "
        "judge curb argue value lease merge charge change state waste phase chase erase"
    )
)
"""Verbs of an e that is lost in -ed and -ing; the stemmer leaves short words alone."""
_KANJI_KANA = re.compile(r"[一-龠々][ぁ-ん]")
_COUNTED = re.compile(r"\d[一-龠]{1,2}$")
"""3週間 of 3週間延ばす: a counter is no part of the word after it."""
_KANJI = re.compile(r"[一-龠々]")


@cache
def word_key(word: str) -> str:
    """Return what an English word's forms and spellings have in common."""
    word = word.lower().replace("’", "'")
    if word in _FORMS:
        return _FORMS[word]
    for pattern, instead in _BRITISH:
        word = pattern.sub(instead, word)
    short = _SHORT.match(word) if len(word) < 7 else None
    if short and not word.endswith("eed"):
        base = short["base"]
        word = base + "e" if base + "e" in _WITH_E else base if len(base) > 2 else word
    return _DOUBLED.sub("", stem(word))


@cache
def _english() -> dict[tuple[str, ...], frozenset[int]]:
    found: dict[tuple[str, ...], set[int]] = {}
    for number, forms in enumerate(_rows("synonyms_en.tsv")):
        for form in forms:
            words = tuple(word_key(word) for word in ENGLISH_WORD.findall(form))
            found.setdefault(words, set()).add(number)
    return {words: frozenset(numbers) for words, numbers in found.items()}


def longest_phrase(keys: tuple[str, ...]) -> tuple[int, frozenset[int]]:
    """Return how many of the first of `keys` make a listed phrase, and its groups; 0 if none."""
    listed = _english()
    for length in range(min(_LONGEST, len(keys)), 0, -1):
        groups = listed.get(keys[:length])
        if groups is not None:
            return length, groups
    return 0, frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An occurrence of a listed Japanese form; half-open."""

    start: int
    end: int
    text: str
    groups: frozenset[int]


@cache
def _japanese() -> dict[str, tuple[tuple[str, frozenset[int]], ...]]:
    found: dict[str, set[int]] = {}
    for number, forms in enumerate(_rows("synonyms_ja.tsv")):
        for form in forms:
            found.setdefault(form, set()).add(number)
    by_first: dict[str, list[tuple[str, frozenset[int]]]] = {}
    for form in sorted(found, key=len, reverse=True):
        by_first.setdefault(form[0], []).append((form, frozenset(found[form])))
    return {letter: tuple(forms) for letter, forms in by_first.items()}


def japanese_forms(text: str) -> Iterator[Form]:
    """Yield the listed forms of a Japanese text in order, the longest at each place."""
    listed = _japanese()
    place = 0
    while place < len(text):
        found = next(
            (
                (form, groups)
                for form, groups in listed.get(text[place], ())
                if text.startswith(form, place) and _stands_alone(text, place, form)
            ),
            None,
        )
        if found is None:
            place += 1
            continue
        form, groups = found
        yield Form(start=place, end=place + len(form), text=form, groups=groups)
        place += len(form)


def _stands_alone(text: str, place: int, form: str) -> bool:
    """Tell whether a short form isn't part of another word: 国 of 韓国, 出す of 提出す."""
    before, after = text[place - 1 : place], text[place + len(form) : place + len(form) + 1]
    if len(form) == 1:
        return not _KANJI.match(before) and not _KANJI.match(after)
    if not (_KANJI_KANA.match(form) and _KANJI.match(before)):
        return True
    return bool(_COUNTED.search(text, max(0, place - 8), place))


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = resources.files("assistant.verification").joinpath(name).read_text("utf-8")
    return tuple(
        tuple(line.split("|")) for line in text.splitlines() if line and not line.startswith("#")
    )
