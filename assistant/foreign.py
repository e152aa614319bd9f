"""The library's sentences as cards, for who goes through all: kept until a source changes."""

import threading
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field

from assistant.cards import make_card
from assistant.types import Card
from knowledge import Library
from knowledge.types import Passage, Sentence, Source

LANGUAGE = "en"
"""Comments are filed in English, so that is what sources in other languages are rendered into."""
KINDS = ("prose", "item")
"""Of the sentences, those that can be evidence."""


@dataclass(slots=True, kw_only=True)
class _Read:
    source: Source
    text: str
    sentences: list[tuple[Passage, Sentence]]
    cards: dict[int, Card] = field(default_factory=dict)
    """Start of the sentence → its card, made when it is first asked for."""


class SentenceCards:
    """Gives the cards of a library's sentences. Usable from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[int, _Read] = {}
        self._lock = threading.Lock()

    def foreign(self, check: Callable[[], None] = lambda: None) -> Iterator[Card]:
        """Yield the cards of all sentences that aren't in `LANGUAGE`, source by source.

        Args:
            check: Called before each sentence; it may raise to end the work.
        """
        for read in self._sources():
            if read.source.language in (LANGUAGE, "und"):
                continue
            for passage, sentence in read.sentences:
                check()
                card = _card(read, passage, sentence)
                if card.language not in (LANGUAGE, "und"):
                    yield card

    def quoted(self, quotes: Set[str]) -> Iterator[Card]:
        """Yield the cards of those sentences, in any language, that are one of these quotes."""
        for read in self._sources():
            for passage, sentence in read.sentences:
                if read.text[sentence.start : sentence.end] in quotes:
                    yield _card(read, passage, sentence)

    def _sources(self) -> Iterator[_Read]:
        sources = self._library.list()
        there = {source.id for source in sources}
        with self._lock:
            self._read = {id_: read for id_, read in self._read.items() if id_ in there}
        for source in sources:
            with self._lock:
                known = self._read.get(source.id)
            if known is None or known.source != source:
                known = self._load(source)
                with self._lock:
                    self._read[source.id] = known
            yield known

    def _load(self, source: Source) -> _Read:
        text = self._library.text(source.id)
        sentences = [
            (passage, sentence)
            for passage in self._library.passages(source.id)
            for sentence in passage.sentences
            if sentence.kind in KINDS
        ]
        return _Read(source=source, text=text, sentences=sentences)


def _card(read: _Read, passage: Passage, sentence: Sentence) -> Card:
    # Two threads may make the same card; they are equal.
    card = read.cards.get(sentence.start)
    if card is None:
        card = read.cards[sentence.start] = make_card(read.source, passage, sentence, read.text)
    return card
