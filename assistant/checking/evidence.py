"""The evidence for a sentence of a draft: near cards found by search, or the quotes it cites.

How near a card is, is told as the answerability rule of the house tells it: never by the fused
scores of the ranking, but by how far its cosine lies above that of background sentences. Without an
embedder it is told by the share of the sentence's words that the card holds.
"""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.cards import make_card
from assistant.checking.drafts import DraftSentence
from assistant.checking.references import Reference
from assistant.followup import in_context
from assistant.questions import is_identifier, names_in
from assistant.selection import rank_evidence
from assistant.terms import Term, terms_in
from assistant.things import bare_words, fold, stated_figures
from assistant.types import Card
from knowledge import Library
from knowledge.lexical import index_terms, query_terms
from knowledge.quantities import find_quantities, same_quantity
from knowledge.types import Source

NEAR = 4.0
"""Standard deviations above the background from which a card is about the sentence's matter: on the
sample sources what is about it lies above 4.5, what isn't below 3."""
CLOSE = 6.0
"""From here on it is about the very thing: what it doesn't say counts against the sentence."""
FAINT = 3.0
"""From here on a card that states all the sentence's figures is near."""
_NEAR_WORDS, _CLOSE_WORDS = 0.34, 0.6
"""The same as shares of the sentence's words."""
_FEWEST_WORDS = 3
_ORIGINAL_WORDS = 0.8
_FEWEST_BARE = 4
"""Terms without figures; a sentence of fewer could be anybody's."""
_CANDIDATES, _WITH_FIGURES = 8, 4
_LOOKED_AT = 60
_SEARCHED = 600
"""Characters of a sentence that are searched with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A card and how near it is to the sentence."""

    card: Card
    is_close: bool
    """Whether it is about the very thing, by its words and meaning or because it states all the
    sentence's figures."""
    has_figures: bool
    """Whether the sentence states figures and the card has all of them."""
    is_original: bool
    """Whether the sentence is the card's but for figures and a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search for a sentence found."""

    near: tuple[Near, ...]
    """The best first; none where the library is about other things."""
    named: tuple[Card, ...]
    """All cards that share a name with the sentence: one of them may contradict it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a sentence's markers lead to."""

    cards: tuple[tuple[int, Card], ...]
    """The draft's own number and the sentence of the source."""
    unresolved: tuple[int, ...]
    """Markers that lead to no quote of the library."""
    stale: tuple[Reference, ...]
    """References to a source of the library that doesn't hold the quote (any more)."""


def candidates(language: str, near: Sequence[Near]) -> tuple[Card, ...]:
    """Return what a sentence in `language` may rest on, of all that is near.

    The nearest, and those further down that state its figures. Where a passage in its own language
    states them, those in others are left out: across languages fewer rules apply, and the sentence
    would pass for that alone. Where a card is the sentence's original, nothing else is looked at: a
    figure that was changed would be found in some other sentence.
    """
    originals = [each.card for each in near if each.is_original]
    if originals:
        return tuple(originals[:_CANDIDATES])
    own = [each for each in near if each.card.language == language]
    pool = own if any(each.has_figures for each in own) else near
    later = [each for each in pool[_CANDIDATES:] if each.has_figures]
    return tuple(each.card for each in (*pool[:_CANDIDATES], *later[:_WITH_FIGURES]))


def counterpart(sentence: DraftSentence, near: Sequence[Near], terms: Sequence[Term]) -> Card:
    """Return the card to set beside a sentence whose figure no card states.

    The nearest that states a figure of the same kind, so that the reader sees both; else the
    nearest.
    """
    mine = stated_figures(sentence.text, sentence.language, terms=terms)
    kinds = {(each.quantity.unit, each.noun) for each in mine}
    for each in near:
        card = each.card
        theirs = stated_figures(card.quote, card.language, quantities=card.quantities, terms=terms)
        if kinds & {(other.quantity.unit, other.noun) for other in theirs}:
            return card
    return near[0].card


class EvidenceFinder:
    """Finds the cards for the sentences of one draft."""

    def __init__(self, library: Library, terms: Sequence[Term]) -> None:
        self._library = library
        self._terms = tuple(terms)
        self._sources = library.list()
        self._texts: dict[int, _Text] = {}

    def find(self, sentence: DraftSentence) -> Found:
        """Search for what a sentence may rest on."""
        # A list's item says little without the sentence that introduces it.
        asked = f"{sentence.lead_in} {sentence.text}".strip()[-_SEARCHED:]
        ranked = rank_evidence(self._library, in_context(asked, None))
        pairs = list(zip(ranked.cards, ranked.nearness, strict=True))[:_LOOKED_AT]
        names = self._names(asked, sentence.language)
        named = tuple(card for card, _ in pairs if self._shares_name(card, names))
        near = self._near(asked, sentence, pairs, ranked.background, frozenset(named))
        return Found(near=tuple(near), named=named)

    def cited(self, sentence: DraftSentence) -> Cited:
        """Return the cards that the sentence's own markers lead to."""
        cards: list[tuple[int, Card]] = []
        stale: list[Reference] = []
        resolved: set[int] = set()
        for reference in sentence.references:
            found = self._quoted(reference)
            if found:
                cards += [(reference.n, card) for card in found]
                resolved.add(reference.n)
            elif reference.quote and self._named(reference):
                stale.append(reference)
                resolved.add(reference.n)
        unresolved = tuple(n for n in sentence.markers if n not in resolved)
        return Cited(cards=tuple(cards), unresolved=unresolved, stale=tuple(stale))

    def _near(
        self,
        asked: str,
        sentence: DraftSentence,
        pairs: Sequence[tuple[Card, float]],
        background: Sequence[float],
        named: frozenset[Card],
    ) -> Iterator[Near]:
        words = frozenset(term.text for term in query_terms(asked))
        bare = bare_words(sentence.text, sentence.language)
        figures = find_quantities(sentence.text, sentence.language)
        for card, cosine in pairs:
            share = _share(words, card) if len(words) >= _FEWEST_WORDS else 0.0
            held = [q for q in figures if any(same_quantity(q, other) for other in card.quantities)]
            has_figures = bool(figures) and len(held) == len(figures)
            is_near, is_close = share >= _NEAR_WORDS, share >= _CLOSE_WORDS
            if background:
                height = _height(cosine, background)
                is_near = height >= (FAINT if has_figures else NEAR)
                is_close = is_close or height >= CLOSE
            if card.kind == "metadata" and not has_figures:
                continue  # a source's name or a tag says nothing of the matter
            if is_near or (held and card in named):
                is_own = card.language == sentence.language and len(bare) >= _FEWEST_BARE
                yield Near(
                    card=card,
                    is_close=is_close or has_figures,
                    has_figures=has_figures,
                    is_original=is_own and _share(bare, card) >= _ORIGINAL_WORDS,
                )

    def _names(self, text: str, language: str) -> frozenset[str]:
        """Return the names by which a card in any language can be known to speak of the same."""
        identifiers = {fold(name) for name in names_in(text) if is_identifier(name)}
        return frozenset(
            identifiers | {fold(t.english) for t in terms_in(text, self._terms, language)}
        )

    def _shares_name(self, card: Card, names: frozenset[str]) -> bool:
        around = f"{card.heading} {card.lead_in} {card.subject} {card.quote}"
        return bool(names & self._names(around, card.language))

    def _named(self, reference: Reference) -> list[Source]:
        """Return the sources that a reference names, by path, file name or title."""
        told = reference.told
        by_path = [source for source in self._sources if source.path in told]
        if by_path:
            return by_path
        return [
            source
            for source in self._sources
            if source.path.replace("\\", "/").rpartition("/")[2] in told
            or (len(source.title) > 3 and source.title in told)
        ]

    def _quoted(self, reference: Reference) -> tuple[Card, ...]:
        """Return the sentences in which the reference's quote stands."""
        if not reference.quote:
            return ()
        sources = self._named(reference) or self._sources
        for source in sources:
            cards = self._text(source).sentences_of(reference.quote)
            if cards:
                return cards
        return ()

    def _text(self, source: Source) -> "_Text":
        if source.id not in self._texts:
            self._texts[source.id] = _Text(self._library, source)
        return self._texts[source.id]


class _Text:
    """A source's text, searched without regard to where its lines break."""

    def __init__(self, library: Library, source: Source) -> None:
        self._library = library
        self._source = source
        self._text = library.text(source.id)
        self._places = [i for i, sign in enumerate(self._text) if not sign.isspace()]
        self._bare = "".join(self._text[i] for i in self._places)

    def sentences_of(self, quote: str) -> tuple[Card, ...]:
        bare = "".join(quote.split())
        found = self._bare.find(bare) if bare else -1
        if found < 0:
            return ()
        start, end = self._places[found], self._places[found + len(bare) - 1] + 1
        return tuple(
            make_card(self._source, passage, sentence, self._text)
            for passage in self._library.passages(self._source.id)
            if passage.start < end and passage.end > start
            for sentence in passage.sentences
            if sentence.start < end and sentence.end > start and sentence.kind != "suspicious"
        )


def _height(cosine: float, background: Sequence[float]) -> float:
    """Return by how many standard deviations a cosine lies above the background."""
    spread = statistics.pstdev(background)
    return (cosine - statistics.fmean(background)) / spread if spread else 0.0


def _share(words: frozenset[str], card: Card) -> float:
    held = frozenset(index_terms(f"{card.heading} {card.lead_in} {card.quote}"))
    return len(words & held) / max(1, len(words))
