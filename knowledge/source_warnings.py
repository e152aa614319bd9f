"""What is told of a source: what was left out of it, and what in it is never evidence."""

from bisect import bisect_right

from knowledge.suspicion import FOLLOWS, reason
from knowledge.types import Extracted, Passage, SourceWarning

MOST = 50
"""Warnings kept of one source: beyond that it isn't the single warning that matters."""
_EXCERPT = 120
_LETTERS = 20
"""Characters from which text that nobody sees is worth a word."""


def warnings_of(extracted: Extracted, passages: tuple[Passage, ...]) -> tuple[SourceWarning, ...]:
    """Return the warnings of reading and those of the sentences that are no evidence."""
    found = list(extracted.warnings)
    for passage in passages:
        for sentence in passage.sentences:
            if sentence.kind == "suspicious" and len(found) < MOST:
                text = extracted.text[sentence.start : sentence.end]
                page = bisect_right(extracted.page_starts, sentence.start) or None
                found.append(instruction(text, page))
    return tuple(found[:MOST])


def instruction(text: str, page: int | None = None, what: str = "") -> SourceWarning:
    """Return the warning of a sentence that reads as an instruction to a program.

    Args:
        text: The sentence.
        page: Its page.
        what: Goes before the reason: "as the document's title ".
    """
    why = reason(text) or reason(f"### {text}") or FOLLOWS
    return SourceWarning(
        kind="instruction", page=page, reason=f"{what}{why}", excerpt=_excerpt(text)
    )


def hidden(text: str, how: str, page: int | None = None) -> SourceWarning | None:
    """Return the warning of text that was left out; None for a scrap that isn't worth it.

    Args:
        text: What was hidden.
        how: Completing "It …": "is white on white".
        page: Its page.
    """
    why = reason(" ".join(text.split()))
    if why:
        return SourceWarning(
            kind="hidden_instruction", page=page, reason=f"{how} and {why}", excerpt=_excerpt(text)
        )
    if sum(character.isalnum() for character in text) < _LETTERS:
        return None
    return SourceWarning(kind="hidden_text", page=page, reason=how, excerpt=_excerpt(text))


def _excerpt(text: str) -> str:
    """Return the beginning of a text, invisible characters shown as such."""
    plain = "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
    return plain if len(plain) <= _EXCERPT else plain[: _EXCERPT - 1] + "…"
