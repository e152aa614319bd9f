"""Who is for a thing and who against it, across languages.

To oppose or support a thing is an act: it reports nothing else that is so.
"""

import re
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.equivalents import ids_in
from assistant.verification.speech import speakers_in
from assistant.verification.tokens import Text

_FOR = {
    "en": re.compile(r"\b(?:support(?:s|ed)?|back(?:s|ed)|favou?r(?:s|ed)|endors\w+)\b", re.I),
    "ja": re.compile(r"賛成|賛同|支持"),
}
_AGAINST = {
    "en": re.compile(r"\b(?:oppos\w+|object(?:s|ed) to|reject\w*|against)\b", re.IGNORECASE),
    "ja": re.compile(r"反対"),
}
_CLAUSE = re.compile(r"[,;、。]|\b(?:but|while|and|whereas|yet|although|though)\b", re.IGNORECASE)


def is_stance(claim: Text, source: Text) -> bool:
    """Tell whether the source only says what somebody is for or against, and so does the claim."""
    sides = (_FOR[claim.language], _AGAINST[claim.language])
    if source.language != "ja" or not any(side.search(claim.text) for side in sides):
        return False
    rest = _AGAINST["ja"].sub("選択", _FOR["ja"].sub("選択", source.text))
    return rest != source.text and not speakers_in(rest, "ja")


def check_stances(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield what the claim has somebody for, where the source has them against, or the reverse."""
    theirs = list(_stances(source))
    for word, is_for, things in _stances(claim):
        same = frozenset().union(*(ids for _, side, ids in theirs if side == is_for))
        other = frozenset().union(*(ids for _, side, ids in theirs if side != is_for))
        if things & (other - same) and not things & (same - other):
            yield finding("direction_turned", f"The source says the opposite of “{word}”.")
            return


def _stances(text: Text) -> Iterator[tuple[str, bool, frozenset[int]]]:
    """Yield each clause for or against something: the word, which of them, what it speaks of."""
    for clause in _CLAUSE.split(text.text):
        pros = _FOR[text.language].search(clause)
        cons = _AGAINST[text.language].search(clause)
        if (pros is None) == (cons is None):
            continue
        match = pros or cons
        if match is not None:
            things = f"{clause[: match.start()]} {clause[match.end() :]}"
            yield match.group(), match is pros, ids_in(things, text.language)
