"""What is embedded for a passage or a sentence, so that its vector can stand on its own.

A sentence that was cut from its heading, from the sentence that introduces its list or from its
subject says too little to be found. These go before it here, for the vector only: what is stored
and shown is the source's own text.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.evident import evidence_text
from knowledge.language import detect_language, is_cjk
from knowledge.types import Passage, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.embedding.base import Embedder
    from knowledge.store.rows import PassageVectors

BATCH = 16
"""Texts embedded at a time: between batches progress is told and a stop is noticed."""
_CJK_LANGUAGES = frozenset({"ja", "zh"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The texts of one passage as they go to the embedder."""

    passage: str
    sentences: tuple[str, ...]


def standing(passage: Passage, text: str, title: str) -> Standing:
    """Return what to embed for a passage and its sentences.

    Args:
        passage: One of the source's.
        text: The source's text, in which lead-ins may stand outside of the passage.
        title: Stands in for a heading where there is none.
    """
    head = passage.heading or title
    return Standing(
        passage=_joined(head, evidence_text(passage)),
        sentences=tuple(_sentence(sentence, text, title) for sentence in passage.sentences),
    )


def embed_standing(
    embedder: "Embedder", texts: tuple[Standing, ...], on_batch: "Callable[[int, int], None]"
) -> "tuple[PassageVectors, ...]":
    """Embed passages with their sentences.

    Args:
        embedder: The model.
        texts: What to embed.
        on_batch: Is told before each batch how many texts of how many are done; may raise to stop.
    """
    from knowledge.store.rows import PassageVectors

    flat = [text for entry in texts for text in (entry.passage, *entry.sentences)]
    rows: NDArray[np.float32] = np.zeros((len(flat), embedder.dimensions), dtype=np.float32)
    # Texts of like length together: a batch costs as much as its longest text times its size.
    order = sorted(range(len(flat)), key=lambda i: len(flat[i]))
    for start in range(0, len(order), BATCH):
        on_batch(start, len(order))
        part = order[start : start + BATCH]
        rows[part] = embedder.embed([flat[i] for i in part], "passage")
    vectors: list[PassageVectors] = []
    start = 0
    for entry in texts:
        end = start + 1 + len(entry.sentences)
        vectors.append(PassageVectors(passage=rows[start], sentences=rows[start + 1 : end]))
        start = end
    return tuple(vectors)


def passage_language(text: str, source_language: str) -> str:
    """Tell a passage's language: its source's, unless it is plainly written in another script.

    Only the script counts, because in a short passage names and quotations mislead.
    """
    if source_language == "und" or is_cjk(text) != (source_language in _CJK_LANGUAGES):
        return detect_language(text)
    return source_language


def _sentence(sentence: Sentence, text: str, title: str) -> str:
    lead_in = text[slice(*sentence.lead_in)] if sentence.lead_in else ""
    own = text[sentence.start : sentence.end]
    if sentence.subject and sentence.subject not in own:
        own = f"{sentence.subject}: {own}"
    return _joined(sentence.heading or title, lead_in, own)


def _joined(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())
