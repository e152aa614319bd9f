"""A sentence of a source made ready as evidence, with what stands around it; and its citation."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.types import Card, Citation
from knowledge.language import detect_language, is_cjk
from knowledge.quantities import find_quantities
from knowledge.types import Passage, Sentence, Source

SECOND_HAND = "Second-hand: the source reports somebody else's document. Get the original{name}."
_CJK = ("ja", "zh", "ko")
_CJK_LETTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIDE_BY_SIDE = 3
"""Columns of a table that sets things side by side: the rows' names and two others."""
UNNAMED = "Unnamed origin: the source says only “research”. Find the study before you file this."


def make_card(source: Source, passage: Passage, sentence: Sentence, source_text: str) -> Card:
    """Make one sentence ready as evidence."""
    quote = source_text[sentence.start : sentence.end]
    lead_in = sentence.lead_in
    language = _language(quote, source.language)
    return Card(
        source_id=source.id,
        passage_id=passage.id,
        path=source.path,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        page=passage.page,
        start=sentence.start,
        end=sentence.end,
        quote=quote,
        language=language,
        kind=sentence.kind,
        heading=sentence.heading or passage.heading,
        lead_in=source_text[lead_in[0] : lead_in[1]] if lead_in is not None else "",
        speaker=sentence.speaker,
        speech_verb=sentence.speech_verb,
        subject=sentence.subject,
        subject_is_resolved=sentence.subject_is_resolved,
        origin=sentence.origin,
        origin_name=sentence.origin_name,
        quantities=find_quantities(quote, language),
    )


def _language(quote: str, language: str) -> str:
    """Return the sentence's own language where its script shows that it isn't the source's."""
    if language in _CJK and not _CJK_LETTER.search(quote):
        # Of the many languages in Latin letters a short line is told too uncertainly.
        return "en" if detect_language(quote) == "en" else language
    if language not in _CJK and is_cjk(quote):
        own = detect_language(quote)
        return own if own in _CJK else language
    return language


def table_row(card: Card) -> tuple[tuple[str, str], ...]:
    """Return (head of the column, cell) pairs of a table's row; none if the card is no such row."""
    cells, heads = _cells(card.quote), _cells(card.lead_in)
    if len(cells) < 2 or len(cells) != len(heads):
        return ()
    return tuple(zip(heads, cells, strict=True))


def _cells(row: str) -> list[str]:
    bare = row.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in bare.split("|")]


def cells_of(card: Card) -> tuple[Card, ...]:
    """Return a card for each cell of a table's row that sets several things side by side.

    Who asks for one thing doesn't want the others, least of all their figures. What a cell is of,
    the row's name and the head of its column, goes before it as a list's introduction does. Any
    other card comes back as it is.
    """
    pairs = table_row(card)
    if len(pairs) < _SIDE_BY_SIDE:
        return (card,)
    (_, row), *others = pairs
    cells: list[Card] = []
    start = card.quote.index(row) + len(row)
    for head, cell in others:
        start = card.quote.index(cell, start)
        cells.append(
            replace(
                card,
                start=card.start + start,
                end=card.start + start + len(cell),
                quote=cell,
                lead_in=f"{row}, {head}",
                quantities=find_quantities(cell, card.language),
            )
        )
        start += len(cell)
    return tuple(cells)


def cite(card: Card, n: int, rendering: str = "") -> Citation:
    """Return the citation of `card` under the marker [n]."""
    return Citation(
        n=n,
        source_id=card.source_id,
        passage_id=card.passage_id,
        path=card.path,
        title=card.title,
        page=card.page,
        start=card.start,
        end=card.end,
        quote=card.quote,
        language=card.language,
        rendering=rendering,
        note=" ".join(_notes(card)),
    )


def _notes(card: Card) -> Iterator[str]:
    if card.origin == "secondary_source":
        yield SECOND_HAND.format(name=f": {card.origin_name}" if card.origin_name else "")
    elif card.origin == "unnamed_origin":
        yield UNNAMED
    if not card.subject_is_resolved and not card.lead_in:
        yield "The sentence leaves open who or what it is about; read it in its place."
