"""Cards of texts of our own, made as the library makes them, without a library."""

from assistant.text_cards import cards_of_text
from assistant.types import Card, Rendering


def cards_of(
    text: str, language: str, *, title: str = "A report", published: str = ""
) -> list[Card]:
    """Cut `text` as a source is cut and make every sentence a card."""
    return list(cards_of_text(text, language, title=title, published=published))


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
