"""Cards of a text that stands in no library: cut and made ready as a source's sentences are."""

from assistant.cards import make_card
from assistant.types import Card
from knowledge import Reading
from knowledge.types import Extracted, Source

_NO_HASH = "0" * 64


def cards_of_text(
    text: str,
    language: str,
    *,
    title: str = "",
    published: str = "",
    source_id: int = 1,
) -> tuple[Card, ...]:
    """Return a card for every sentence of `text`; offsets count code points of the text.

    Args:
        text: A passage or more.
        language: ISO 639-1 code of the text.
        title: What the source is called.
        published: ISO date or year; empty when unknown.
        source_id: Kept apart from other texts' by the caller, where that matters.
    """
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
        id=source_id,
        path=f"{title or 'text'}.txt",
        title=title,
        language=language,
        publisher="",
        published=published,
        pages=None,
        passages=len(passages),
        sha256=_NO_HASH,
        indexed_at="",
    )
    return tuple(
        make_card(source, passage, sentence, text)
        for passage in passages
        for sentence in passage.sentences
    )
