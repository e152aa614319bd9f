"""Which terms of a text the lexical index holds, and which of them a query asks for.

A text is brought to NFKC and lower case. Words of scripts that put spaces between them become one
term each (English without stop words and lightly stemmed); runs of Chinese and Japanese characters
become overlapping pairs, plus the run's last character, so that a query of a single character can
be asked as a prefix. Texts that mix both get both.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_CJK = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_TOKEN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)"
    r"|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+(?![.\d]))"
    rf"|(?P<dotted>(?<!\w)(?:[a-z]\.){{2,}}(?:[a-z](?!\w))?)"
    rf"|(?P<word>(?:(?![{_CJK}_])\w)+(?:['\u2019-](?:(?![{_CJK}_])\w)+)*)"
)
_PART = re.compile(r"['\u2019-]")

_ENGLISH = (
    "a about above after again all also am an and any are as at be because been before being below "
    "between both but by can could did do does doing down during each for from further had has "
    "have having he her here hers him his how i if in into is it its itself just many may me might "
    "more most much must my no nor not of off on once only or other our ours out over own same she "
    "should so some such than that the their theirs them then there these they this those through "
    "to too under until up upon very was we were what when where which while who whom whose why "
    "will with would you your yours "
)
_STOP_WORDS = frozenset(_ENGLISH.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing a query asks the lexical index for."""

    text: str
    """As it stands in the index."""
    start: int
    """Where it stands in the query after NFKC, half-open."""
    end: int
    is_prefix: bool = False
    """True for a lone Chinese or Japanese character: any term that begins with it matches."""

    def occurs_in(self, terms: Collection[str]) -> bool:
        """Tell whether a passage's terms hold this one."""
        if self.is_prefix:
            return any(term.startswith(self.text) for term in terms)
        return self.text in terms


def index_terms(text: str) -> list[str]:
    """Return the terms of a text in order, repeats included."""
    terms: list[str] = []
    for match in _TOKEN.finditer(_normalise(text)):
        if match["cjk"]:
            run = match["cjk"]
            terms += [run[i : i + 2] for i in range(len(run) - 1)]
            terms.append(run[-1])
        else:
            terms += [term for term, _, _ in _word_terms(match)]
    return terms


def query_terms(query: str) -> tuple[Term, ...]:
    """Return what a query asks for, each term once, in the query's order."""
    found: dict[str, Term] = {}
    for match in _TOKEN.finditer(_normalise(query)):
        for term in _asked(match):
            found.setdefault(term.text, term)
    return tuple(found.values())


def match_expression(terms: Collection[Term]) -> str:
    """Return the FTS5 query that finds passages with any of the terms."""
    return " OR ".join(f'"{term.text}"' + ("*" if term.is_prefix else "") for term in terms)


def surfaces(query: str, terms: Collection[Term]) -> tuple[str, ...]:
    """Return the stretches of the query that the terms cover, overlapping pairs joined.

    For the reader's eyes: 著作, 作権 become 著作権; a stem becomes the word it was cut from.
    """
    text = _normalise(query, lower=False)
    spans: list[tuple[int, int]] = []
    for term in sorted(terms, key=lambda term: term.start):
        if spans and term.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], term.end))
        else:
            spans.append((term.start, term.end))
    return tuple(dict.fromkeys(text[start:end] for start, end in spans))


def _normalise(text: str, *, lower: bool = True) -> str:
    """Return the text in NFKC; lower-cased character by character, so that lengths stay equal."""
    text = unicodedata.normalize("NFKC", text)
    if not lower:
        return text
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _asked(match: re.Match[str]) -> Iterator[Term]:
    run, start = match["cjk"], match.start()
    if run is None:
        for text, begin, end in _word_terms(match):
            yield Term(text=text, start=begin, end=end)
    elif len(run) == 1:
        yield Term(text=run, start=start, end=start + 1, is_prefix=True)
    else:
        for i in range(len(run) - 1):
            yield Term(text=run[i : i + 2], start=start + i, end=start + i + 2)


def _word_terms(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of one word or number: its parts, and a compound joined (gpt-4: gpt4)."""
    start = match.start()
    if match["number"]:
        yield match["number"].replace(",", ""), start, match.end()
        return
    if match["dotted"]:
        yield match["dotted"].replace(".", ""), start, match.end()
        return
    parts = _PART.split(match["word"])
    for part in parts:
        end = start + len(part)
        if part not in _STOP_WORDS and not (len(part) == 1 and part in "stdm" and len(parts) > 1):
            yield stem(part), start, end
        start = end + 1
    if len(parts) > 1 and "-" in match["word"]:
        yield stem("".join(parts)), match.start(), match.end()


def stem(word: str) -> str:
    """Cut the commonest English endings, so that regulate, regulates and regulated meet.

    Lighter than Porter's stemmer on purpose: it never touches words of under five letters, and a
    wrong meeting costs more here than a missed one, because the embedder finds paraphrases.
    """
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
