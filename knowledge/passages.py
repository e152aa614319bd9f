"""Where a text is cut: sentences → passages with character offsets.

A passage is what is embedded and ranked; a sentence is what is shown as evidence. So a passage
holds enough sentences to be about something and few enough that its vector still tells them
apart, and never crosses a heading. Its size is counted in columns, where a Japanese character
takes two, as it says about twice as much as a Latin letter: 125 to 500 characters of Japanese,
250 to 1,000 of English, some 60 to 350 tokens of an embedder that takes 512.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from knowledge.annotation import annotate
from knowledge.lines import width
from knowledge.outline import Placed, outline
from knowledge.types import Extracted, Passage, Sentence

MIN_COLUMNS = 250
"""From here on a passage ends where a blank line ends its paragraph."""
TARGET_COLUMNS = 650
"""From here on it ends with any paragraph, also where no blank line follows."""
MAX_COLUMNS = 1000
"""No sentence is added beyond this; a longer sentence is a passage by itself."""


def cut(extracted: Extracted) -> tuple[Passage, ...]:
    """Cut a document into passages, in order, every sentence in exactly one of them.

    `id` and `source_id` are 0: the store gives them with `dataclasses.replace`. Headings are in
    no passage's text; each passage and sentence tells the heading it stands under.
    """
    text = extracted.text
    placed = outline(text, extracted.language)
    bare = [
        Sentence(start=p.start, end=p.end, heading=p.heading, kind=p.kind, lead_in=p.lead_in)
        for p in placed
    ]
    noted = dict(zip(placed, annotate(text, placed, bare), strict=True))
    evident = [place for place in placed if place.kind != "suspicious"]
    suspicious = [place for place in placed if place.kind == "suspicious"]
    chunks = list(_chunks(_Columns(text, suspicious), evident))
    return tuple(_passage(extracted, chunk, noted) for chunk in _with(suspicious, chunks))


def _with(suspicious: list[Placed], chunks: list[list[Placed]]) -> list[list[Placed]]:
    """Put suspicious sentences with those before them, or the first: they cut nothing."""
    chunks = chunks or [[]]
    starts = [chunk[0].start for chunk in chunks if chunk]
    for place in suspicious:
        chunks[max(0, bisect_right(starts, place.start) - 1)].append(place)
    return [sorted(chunk, key=lambda place: place.start) for chunk in chunks if chunk]


class _Columns:
    """Measures stretches of a text, suspicious sentences left out."""

    def __init__(self, text: str, suspicious: Sequence[Placed]) -> None:
        self._text = text
        self._gaps = [(place.outer_start, place.end) for place in suspicious]

    def of(self, start: int, end: int) -> int:
        """Columns of `text[start:end]`."""
        columns = width(self._text[start:end])
        for index in range(bisect_left(self._gaps, (start, start)), len(self._gaps)):
            a, b = self._gaps[index]
            if b > end:
                break
            columns -= width(self._text[a:b]) + 1
        return columns


def _passage(extracted: Extracted, chunk: list[Placed], noted: dict[Placed, Sentence]) -> Passage:
    start, end = chunk[0].outer_start, chunk[-1].end
    page = bisect_right(extracted.page_starts, start) or 1
    return Passage(
        id=0,
        source_id=0,
        start=start,
        end=end,
        page=page if extracted.page_starts else None,
        heading=chunk[0].heading,
        text=extracted.text[start:end],
        sentences=tuple(noted[place] for place in chunk),
    )


def _chunks(columns: _Columns, placed: list[Placed]) -> Iterator[list[Placed]]:
    """Group sentences into passages; metadata lines never mix with what the document says."""
    for _, run in groupby(placed, key=lambda p: (p.section, p.kind == "metadata")):
        yield from _without_scrap(columns, list(_fill(columns, list(run))))


def _without_scrap(columns: _Columns, chunks: list[list[Placed]]) -> list[list[Placed]]:
    """Give a last passage that is a scrap to the one before it, where that has room."""
    if len(chunks) < 2:
        return chunks
    *kept, before, scrap = chunks
    is_scrap = columns.of(scrap[0].outer_start, scrap[-1].end) < MIN_COLUMNS // 2
    size = columns.of(before[0].outer_start, scrap[-1].end)
    return (
        [*kept, before + scrap] if is_scrap and size <= MAX_COLUMNS + MIN_COLUMNS // 2 else chunks
    )


def _fill(columns: _Columns, run: list[Placed]) -> Iterator[list[Placed]]:
    """Fill passages from one section's sentences, in order."""
    chunk: list[Placed] = []
    for place in run:
        if chunk and _ends_before(columns, chunk, place):
            carried = _lead_in_to_carry(chunk, place)
            yield chunk[: len(chunk) - len(carried)]
            chunk = carried
        chunk.append(place)
    if chunk:
        yield chunk


def _ends_before(columns: _Columns, chunk: list[Placed], place: Placed) -> bool:
    size = columns.of(chunk[0].outer_start, chunk[-1].end)
    if size + columns.of(chunk[-1].end, place.end) > MAX_COLUMNS:
        return True
    last = chunk[-1]
    if place.lead_in is not None or last.block == place.block:
        return False
    return size >= (MIN_COLUMNS if last.group != place.group else TARGET_COLUMNS)


def _lead_in_to_carry(chunk: list[Placed], place: Placed) -> list[Placed]:
    """Take a list's lead-in along when the passage would end between it and the first item."""
    last = chunk[-1]
    is_lead_in = place.lead_in == (last.start, last.end)
    return [last] if is_lead_in and len(chunk) > 1 else []
