"""Put back by rule who says it, where a rendering left only that out.

A small model often renders the matter and loses the "it is said" around it. The words that put it
back are ours, so they add nothing but what the source's sentence has: its speaker, or that it is
hearsay.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.terms import Term, replace_terms
from assistant.types import Card
from assistant.verification.grades import GRADES
from knowledge.language import is_cjk

_END = re.compile(r"[.。]$")
_ARTICLE = re.compile(r"(?:the|an?|its|their) ", re.IGNORECASE)
"""English that is no name, and can't stand in Japanese."""
_PLAIN_END = re.compile(r"(?:[るいたう]|だ|ない)。$")
"""A Japanese sentence in the plain style, after which という may stand."""
_HEARSAY = next(grade for grade in GRADES if grade.name == "it is only said or suspected")


def attributed(card: Card, text: str, language: str, terms: Sequence[Term] = ()) -> Iterator[str]:
    """Yield `text`, a rendering of `card` in English or Japanese, with who says it put back."""
    if _END.search(text) is None:
        return
    name = replace_terms(card.speaker, terms, language) if card.speaker else ""
    is_foreign = _ARTICLE.match(name) is not None if language == "ja" else is_cjk(name)
    held = _HEARSAY.held.get(card.language)
    is_hearsay = held is not None and held.search(card.quote) is not None
    if language == "en":
        if name and not is_foreign:
            yield f"{text[:-1]}, according to {name}."
        if is_hearsay:
            yield f"{text[:-1]}, it is said."
    elif language == "ja":
        if name and not is_foreign:
            yield f"{name}によれば、{text}"
        if is_hearsay and _PLAIN_END.search(text):
            yield f"{text[:-1]}という。"
