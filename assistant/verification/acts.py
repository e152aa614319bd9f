"""Who does what to whom about one verb that claim and source share, in the same language."""

import re
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text, Token, stem
from knowledge.wordlists import listed

_TRANSITIVE = frozenset(
    stem(verb)
    for verb in listed(
        "accused sued blamed fined ordered asked urged told warned paid acquired bought criticized "
        "criticised supplied funded hired dismissed persuaded defeated outbid overtook licensed "
        "reported notified required advised replaced praised"
    )
)
"""Verbs whose object, a person or body, stands right after them."""
_MODALS = frozenset(("may", "must", "can", "will", "would", "should", "shall"))
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)$|\bto$", re.IGNORECASE)
_ENDS = frozenset(
    listed("of for to that from with by in on at over because after before when while if as and")
)
_PRONOUNS = re.compile(r"\b(?:it|they|he|she|who|which|that)$", re.IGNORECASE)
_REACH = 6


def check_acts(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield those who have changed places about a verb, or stand in another's place before it."""
    if claim.language != "en" or source.language != "en":
        return
    theirs = dict(_acts(source))
    for verb, (doer, done) in _acts(claim):
        if verb not in theirs:
            continue
        first, second = theirs[verb]
        if doer & second and done & first and not (doer & first or done & second):
            yield finding("roles_exchanged", ", ".join(sorted(doer & second)))
            return
    subjects = dict(_modal_subjects(source))
    for verb, subject in _modal_subjects(claim):
        known = subjects.get(verb)
        if known and subject and not subject & known and subject <= source.keys():
            yield finding("roles_exchanged", ", ".join(sorted(subject)))
            return


def _acts(text: Text) -> Iterator[tuple[str, tuple[frozenset[str], frozenset[str]]]]:
    """Yield each listed verb in the active voice with the words before and after it."""
    for i, token in enumerate(text.tokens):
        if token.key not in _TRANSITIVE or _PASSIVE.search(text.text[: token.start].rstrip()):
            continue
        yield token.key, (_before(text, i), _after(text, i))


def _modal_subjects(text: Text) -> Iterator[tuple[str, frozenset[str]]]:
    for i, token in enumerate(text.tokens[:-1]):
        after = text.tokens[i + 1]
        if token.key in _MODALS and token.kind == "link" and after.is_content:
            yield f"{token.key} {after.key}", _before(text, i)


def _before(text: Text, place: int) -> frozenset[str]:
    """Return the words of the subject that ends at a place; none for a pronoun."""
    keys: set[str] = set()
    edge = text.tokens[place]
    if _PRONOUNS.search(text.text[: edge.start].rstrip()):
        return frozenset()
    for token in reversed(text.tokens[max(0, place - _REACH) : place]):
        if _is_apart(text, token, edge) or token.key in _ENDS:
            break
        if token.kind in ("word", "name"):
            keys.add(token.key)
        edge = token
    return frozenset(keys)


def _after(text: Text, place: int) -> frozenset[str]:
    keys: set[str] = set()
    edge = text.tokens[place]
    for token in text.tokens[place + 1 : place + 1 + _REACH]:
        if _is_apart(text, edge, token) or token.key in _ENDS:
            break
        if token.kind in ("word", "name"):
            keys.add(token.key)
        edge = token
    return frozenset(keys)


def _is_apart(text: Text, first: Token, second: Token) -> bool:
    return bool(re.search(r"[,.](?!\d)|[;:“”\"]", text.text[first.end : second.start]))
