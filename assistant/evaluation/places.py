"""Where a question's evidence stands in the library, and whether an answer cites such a place."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.questions import EvidencePlace
from assistant.types import Citation


def cites_a_place(
    citations: Sequence[Citation], evidence: Sequence[EvidencePlace], library: Any
) -> bool | None:
    """Tell whether a citation overlaps a place that holds the answer.

    Returns:
        None where no label names a place that is found in this library.
    """
    spans = [span for place in evidence if place.is_exact for span in _spans(place, library)]
    if not spans:
        return None
    return any(
        citation.source_id == source_id and citation.start < end and start < citation.end
        for citation in citations
        for source_id, start, end in spans
    )


def _spans(place: EvidencePlace, library: Any) -> Iterator[tuple[int, int, int]]:
    for source in library.list():
        if Path(source.path).name != place.source:
            continue
        if place.start is not None and place.end is not None:
            yield source.id, place.start, place.end
        elif place.quote:
            # Line breaks of the file may fall within it.
            words = r"\s+".join(map(re.escape, place.quote.split()))
            for found in re.finditer(words, library.text(source.id)):
                yield source.id, found.start(), found.end()
