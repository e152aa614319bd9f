"""Which of several documents of a kind a question is about, and whether the evidence is about it.

A source that compares two requests states for each what holds for it alone. Who asks for the pages
of the one must not be given those of the other. What such documents are called is read off the
subjects that the sentences found have ("The harbour fee request"), so it holds for any sources.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.likeness import concepts_of
from assistant.types import Card

_DOCUMENT_EN = re.compile(
    r"(?:the )?(?:\d{4} )?([a-z][a-z-]+(?: [a-z][a-z-]+){1,3}) (?:request|notice|rule|bill|plan"
    r"|act|proposal|order|report|survey|consultation|programme|program)s?",
    re.IGNORECASE,
)
_DOCUMENT_JA = re.compile(
    r"(?:\d{4}年の)?([一-龠々ァ-ヴーA-Za-z]{4,14})(?:の|に関する|についての)"
    r"(?:意見募集|募集|情報提供依頼|公告|通知|法案|規則|計画|報告書|調査|提案)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a document of a kind is about, such as "harbour fee" of "the harbour fee request"."""

    words: str
    """Lower-cased, single spaces."""
    concepts: frozenset[int]

    def is_named_in(self, text: str) -> bool:
        """Tell whether `text`, in any language that the thesaurus knows, names it."""
        if self.words in " ".join(text.lower().split()):
            return True
        return bool(self.concepts) and self.concepts <= concepts_of(text)


class Topics:
    """The documents of a kind that the sentences found are about.

    Args:
        cards: All cards found: their subjects tell which documents there are.
    """

    def __init__(self, cards: Iterable[Card]) -> None:
        self._topics = _topics(cards)

    def is_about_what_is_asked(self, question: str, card: Card) -> bool:
        """Tell whether `card` is about the document that the question names, where it names one."""
        asked = [topic for topic in self._topics if topic.is_named_in(question)]
        if not asked:
            return True
        own = f"{card.heading}\n{card.lead_in}\n{card.subject}\n{card.quote}"
        if any(topic.is_named_in(own) for topic in asked):
            return True
        if any(topic.is_named_in(own) for topic in self._topics):
            return False
        return any(topic.is_named_in(card.title) for topic in asked)


def _topics(cards: Iterable[Card]) -> tuple[Topic, ...]:
    subjects = dict.fromkeys(card.subject for card in cards if card.subject)
    found: dict[str, Topic] = {}
    for subject in subjects:
        match = _DOCUMENT_EN.fullmatch(subject) or _DOCUMENT_JA.fullmatch(subject)
        if match is not None:
            words = " ".join(match.group(1).lower().split())
            found[words] = Topic(words=words, concepts=concepts_of(words))
    return tuple(found.values())
