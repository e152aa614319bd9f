"""The cited sentences beside a claim: how near each is, and which of them the claim draws on."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Card
from assistant.verification.matching import Alignment, align
from assistant.verification.tokens import Text
from assistant.wording import LANGUAGES

_WIDTH = 2.4
"""English letters that say as much as one Japanese character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cited sentence beside the claim."""

    card: Card
    n: int
    text: Text
    offset: int
    """Where `text` starts in the source's stored text."""
    alignment: Alignment | None
    """None across languages."""
    share: float
    """How much of the sentence the claim states."""


def beside(
    claim: Text, cards: Sequence[Card], texts: Sequence[Text], numbers: Sequence[int]
) -> list[Source]:
    """Return the cited sentences beside the claim, the nearest first; figures share their keys."""
    found = []
    for i, (card, text) in enumerate(zip(cards, texts, strict=True)):
        is_alike = card.language == claim.language
        alignment = align(claim, text) if is_alike and claim.language in LANGUAGES else None
        found.append(
            Source(
                card=card,
                n=numbers[i] if i < len(numbers) else i + 1,
                text=text,
                offset=card.start,
                alignment=alignment,
                share=_share(claim, text),
            )
        )
    return sorted(found, key=lambda source: -_nearness(claim, source))


def _share(claim: Text, source: Text) -> float:
    wide = {"ja": _WIDTH, "zh": _WIDTH, "ko": _WIDTH}
    said = len(claim.text.strip()) * wide.get(claim.language, 1.0)
    return said / max(1.0, len(source.text) * wide.get(source.language, 1.0))


def _nearness(claim: Text, source: Source) -> float:
    if source.alignment is not None:
        return held(claim, source.text)
    theirs = {t.key for t in source.text.tokens if t.kind in ("figure", "name")}
    return 0.1 * sum(t.key in theirs for t in claim.tokens)


def held(claim: Text, source: Text) -> float:
    """Return the share of the claim's words that the source, in the same language, holds."""
    words = [t for t in claim.tokens if t.is_content]
    keys = source.keys()
    is_japanese = claim.language == "ja"
    found = sum(
        t.key in keys or (is_japanese and t.kind != "figure" and t.key in source.text.lower())
        for t in words
    )
    return found / max(1, len(words))


def used(sources: Sequence[Source]) -> list[Source]:
    """Return the sentences that the claim draws on: the nearest, and others it mostly states."""
    first, *others = sources
    words = {t.key for t in first.text.tokens}
    return [first] + [
        s
        for s in others
        if s.alignment is not None and s.alignment.covered > 0.5 * len(s.text.text) and words
    ]
