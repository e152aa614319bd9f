"""Cards of texts of our own, made as the library makes them, without a library."""

from assistant.cards import make_card
from assistant.types import Card, Rendering
from knowledge import Reading
from knowledge.types import Extracted, Source


def cards_of(
    text: str, language: str, *, title: str = "A report", published: str = ""
) -> list[Card]:
    """Cut `text` as a source is cut and make every sentence a card."""
    extracted = Extracted(
        text=text,
        page_starts=(),
        title=title,
        language=language,
        publisher="",
        published=published,
    )
    passages = Reading.default().cut(extracted)
    source = Source(
        id=1,
        path=f"/sources/{title}.txt",
        title=title,
        language=language,
        publisher="",
        published=published,
        pages=None,
        passages=len(passages),
        sha256="0" * 64,
        indexed_at="2026-01-01T00:00:00+00:00",
    )
    return [make_card(source, p, sentence, text) for p in passages for sentence in p.sentences]


def card_of(text: str, language: str) -> Card:
    """Return the card of a text of one sentence."""
    (card,) = cards_of(text, language)
    return card


def rendering_of(card: Card, text: str, language: str = "en", state: str = "machine") -> Rendering:
    """Return a rendering of `card` as it is kept."""
    return Rendering(
        key="k",
        quote=card.quote,
        text=text,
        language=language,
        model_id="fake-model",
        state=state,  # type: ignore[arg-type]
        score=-1.0,
    )
