"""Does what stands in quotation marks stand in the source, word for word?"""

import re
from collections.abc import Iterator, Sequence

from assistant.types import Card, Finding
from assistant.verification.codes import finding
from assistant.verification.names import fold
from knowledge.language import is_cjk

_QUOTED = re.compile(
    r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"|‘([^‘’]{8,})’"
    r"|(?<!\w)'([^']{8,})'(?!\w)"
)
_MIN_LETTERS = {True: 4, False: 8}
"""Fewer letters are a word set off, not what somebody said; by whether they are Japanese."""


def check_quotations(text: str, cards: Sequence[Card], known: str) -> Iterator[Finding]:
    """Yield each quotation of `text` that isn't in a card; `known` is what stands around them."""
    if not cards:
        return
    for quotation in quotations(text):
        folded = fold(quotation)
        is_japanese = is_cjk(quotation)
        if len(folded) < _MIN_LETTERS[is_japanese] or folded in known:
            continue
        if any((card.language == "ja") == is_japanese for card in cards):
            yield finding("quote_not_verbatim", quotation)
        else:
            yield finding("quote_translated", quotation)


def quotations(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks."""
    for match in _QUOTED.finditer(text):
        yield next(group for group in match.groups() if group)
