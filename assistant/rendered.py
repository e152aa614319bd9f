"""The library's sentences with the renderings that stand for them, each sentence once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.decisions import Decision, Decisions, sentence_key, standing
from assistant.foreign import LANGUAGE, SentenceCards
from assistant.kept_renderings import KIND, read_rendering, rendering_key
from assistant.renderings import WRITTEN_LANGUAGES
from assistant.types import Card, Rendering
from knowledge.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedSentence:
    """A sentence of the library with what stands for it in one language."""

    key: str
    cards: tuple[Card, ...]
    """Where it stands, the first source first."""
    language: str
    decision: Decision | None
    rendering: Rendering | None
    """None where nothing was written yet."""
    is_missing: bool
    """Whether the model in use has still to write one."""


class RenderedSentences:
    """Brings together sentences, what models wrote for them, and what people decided.

    Args:
        records: Where renderings and decisions are kept.
        sentences: The library's.
        model_id: Gives the model in use: where several wrote, its text is shown.
    """

    def __init__(
        self, records: Records, sentences: SentenceCards, model_id: Callable[[], str]
    ) -> None:
        self._records = records
        self._decisions = Decisions(records)
        self._cards = sentences
        self._model_id = model_id

    def all(self) -> list[RenderedSentence]:
        """Return all sentences that have a rendering or lack one, in the order of the sources."""
        written = [
            rendering
            for _, body in self._records.items(KIND)
            if (rendering := read_rendering(body)) is not None
        ]
        decisions = self._decisions.all()
        by_key = {rendering.key: rendering for rendering in written}
        # Newest first, but the model in use before all others.
        models = list(dict.fromkeys((self._model_id(), *(r.model_id for r in written))))
        quotes = {r.quote for r in written} | {d.quote for d in decisions.values()}
        cards: dict[str, list[tuple[Card, str]]] = {}
        for card in self._all_cards(quotes):
            for language in WRITTEN_LANGUAGES:
                if card.language not in (language, "und"):
                    cards.setdefault(sentence_key(card, language), []).append((card, language))
        return [
            _sentence(key, found, models, by_key, decisions.get(key))
            for key, found in cards.items()
        ]

    def _all_cards(self, quotes: set[str]) -> Iterator[Card]:
        foreign = {(card.source_id, card.start): card for card in self._cards.foreign()}
        others = {(card.source_id, card.start): card for card in self._cards.quoted(quotes)}
        return iter((foreign | others).values())


def _sentence(
    key: str,
    found: Sequence[tuple[Card, str]],
    models: Sequence[str],
    by_key: dict[str, Rendering],
    decision: Decision | None,
) -> RenderedSentence:
    card, language = found[0]
    keys = [rendering_key(same, language, model) for model in models for same, _ in found]
    machine = [by_key[k] for k in dict.fromkeys(keys) if k in by_key]
    rendering = standing(machine, decision, card, keys[0])
    is_decided = decision is not None and decision.state != "open"
    has_own = any(rendering_key(same, language, models[0]) in by_key for same, _ in found)
    return RenderedSentence(
        key=key,
        cards=tuple(same for same, _ in found),
        language=language,
        decision=decision,
        rendering=rendering,
        is_missing=language == LANGUAGE and not is_decided and not has_own,
    )
