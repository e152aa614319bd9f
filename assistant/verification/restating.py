"""Does a claim say, in its source's language, what its source says, if in other words?

This is what the verdict `supported` rests on beside an approved rendering. Nearly the source's own
wording is the plain case; a rewording passes only where listed synonyms account for each word.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.verification import restating_ja
from assistant.verification.beside import Source
from assistant.verification.matching import align
from assistant.verification.restating_en import restates as restates_english
from assistant.verification.speech import speaker_first
from assistant.verification.tokens import FigureKeys, Text, cut
from knowledge.quantities import same_bound, same_quantity

_LETTER = re.compile(r"(?![一二三四五六七八九十百千万億兆割])[一-龠]")
"""Japanese letters that no figure is written with."""
_FEW = 5
"""With more letters that the source lacks it is no use to look closer."""


def is_restated(claim: Text, sources: Sequence[Source], figures: FigureKeys) -> bool:
    """Tell whether one cited sentence, or two side by side, say all that the claim says."""
    alike = [s for s in sources if s.alignment is not None]
    if not alike or not _are_bounded_alike(claim, [s.text for s in alike]):
        return False
    if any(s.alignment is not None and s.alignment.is_near_verbatim for s in alike):
        return True
    texts = [cut(text, claim.language, figures) for text in (*_turned(alike), *_joined(alike))]
    if any(align(claim, text).is_near_verbatim for text in texts):
        return True
    restates = restates_english if claim.language == "en" else _restates_japanese
    return any(restates(claim, text, figures) for text in (*(s.text for s in alike), *texts))


def _are_bounded_alike(claim: Text, texts: Sequence[Text]) -> bool:
    """Tell whether each figure is "about" or "at least" so much as one of the sources'."""
    stated = [quantity for text in texts for quantity in text.quantities]
    return all(
        any(same_quantity(ours, theirs) and same_bound(ours, theirs) for theirs in stated)
        for ours in claim.quantities
    )


def _restates_japanese(claim: Text, source: Text, figures: FigureKeys) -> bool:
    return any(
        align(cut(ours, "ja", figures), cut(theirs, "ja", figures)).is_near_verbatim
        for ours, theirs in dict.fromkeys(restating_ja.as_written_in(source.text, claim.text))
        if (Counter(_LETTER.findall(ours)) - Counter(_LETTER.findall(theirs))).total() <= _FEW
    )


def _turned(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        turned = speaker_first(source.card.quote, source.card.language)
        if turned:
            yield turned


def _joined(sources: Sequence[Source]) -> Iterator[str]:
    """Yield each two sentences that stand side by side in one source, as one text."""
    for first in sources:
        for second in sources:
            gap = second.card.start - first.card.end
            if first.card.source_id == second.card.source_id and 0 <= gap <= 3:
                yield f"{first.card.quote}{' ' * gap}{second.card.quote}"
