"""The evidence panel: the quotes, and on a click the passage around one of them."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.marks import Mark, marked
from ui.rendering import escape
from ui.verdicts import language_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Citation
    from knowledge import Library
    from knowledge.types import Hit

_BLANK_LINES = re.compile(r"\n\s*\n")
_AROUND = 220
"""Code points of the source shown before and after the passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What the panel shows: a citation's quote, or a near passage of a refused question."""

    key: str
    """By which the page names it: a citation's number, or `p` and a hit's rank."""
    label: str
    source_id: int
    passage_id: int
    title: str
    path: str
    page: int | None
    start: int
    end: int
    text: str
    language: str
    rendering: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A quote as it stands in its document."""

    heading: str
    before: str
    quote: str
    after: str


def quotes_of(citations: "Sequence[Citation]", nearest: "Sequence[Hit]" = ()) -> tuple[Quote, ...]:
    """Return what the panel lists for a turn: its citations, or else the nearest passages."""
    cited = tuple(
        Quote(
            key=str(c.n),
            label=str(c.n),
            source_id=c.source_id,
            passage_id=c.passage_id,
            title=c.title,
            path=c.path,
            page=c.page,
            start=c.start,
            end=c.end,
            text=c.quote,
            language=c.language,
            rendering=c.rendering,
            note=c.note,
        )
        for c in citations
    )
    return cited + tuple(
        Quote(
            key=f"p{hit.rank}",
            label=f"near {hit.rank}",
            source_id=hit.source.id,
            passage_id=hit.passage.id,
            title=hit.source.title,
            path=hit.source.path,
            page=hit.passage.page,
            start=hit.passage.start,
            end=hit.passage.end,
            text=hit.passage.text,
            language=hit.source.language,
        )
        for hit in nearest
    )


def context_of(library: "Library", quote: Quote) -> Context | None:
    """Return the passage around a quote; None when the source no longer holds it.

    The document may have been changed or removed since the quote was taken.
    """
    from knowledge.errors import KnowledgeError

    try:
        text = library.text(quote.source_id)
    except KnowledgeError:
        return None
    start = quote.start
    if text[start : start + len(quote.text)] != quote.text:
        start = text.find(quote.text)
        if start < 0:
            return None
    end = start + len(quote.text)
    try:
        passage = library.passage(quote.passage_id)
    except KnowledgeError:
        passage = None
    is_around = passage is not None and passage.source_id == quote.source_id
    is_around = is_around and passage is not None and passage.start <= start < passage.end
    first = passage.start if passage is not None and is_around else start
    last = passage.end if passage is not None and is_around else end
    first, last = max(0, first - _AROUND), min(len(text), max(last, end) + _AROUND)
    if first and first < start:
        # Begin with a whole word, where there are spaces between words.
        gap = re.search(r"\s", text[first : min(start, first + 30)])
        first += gap.end() if gap else 0
    return Context(
        heading=passage.heading if passage is not None and is_around else "",
        before=("…" if first else "") + text[first:start],
        quote=quote.text,
        after=text[end:last] + ("…" if last < len(text) else ""),
    )


def panel(
    quotes: "Sequence[Quote]",
    *,
    turn: str,
    selected: str = "",
    library: "Library | None" = None,
    is_refusal: bool = False,
) -> str:
    """Return the panel's HTML: all quotes, the selected one with its passage."""
    if not quotes:
        return (
            '<p class="quiet">Quotes from your sources appear here as soon as you ask. '
            "Choose a citation to read it in its document.</p>"
        )
    intro = (
        "The nearest passages; they do not hold the answer."
        if is_refusal
        else f"{len(quotes)} quote{'s' if len(quotes) != 1 else ''} from your sources."
    )
    cards = "".join(_card(q, turn, q.key == selected, library) for q in quotes)
    return f'<p class="quiet">{intro}</p><ol class="quotes">{cards}</ol>'


def _card(quote: Quote, turn: str, is_selected: bool, library: "Library | None") -> str:
    place = place_of(quote)
    label = escape(f"Show quote {quote.label} in {quote.title}")
    expanded = str(is_selected).lower()
    badge = "·" if quote.key.startswith("p") else escape(quote.key)
    head = (
        f'<button type="button" class="quote-head" data-event="cite" data-turn="{escape(turn)}" '
        f'data-key="{escape(quote.key)}" data-expanded="{expanded}" aria-expanded="{expanded}" '
        f'aria-label="{label}"><span class="badge">{badge}</span>'
        f'<span class="quote-title">{escape(quote.title)}</span>'
        f'<span class="quote-place">{escape(place)}</span></button>'
    )
    body = _opened(quote, library) if is_selected and library is not None else _closed(quote)
    state = " is-selected" if is_selected else ""
    return f'<li class="quote{state}">{head}{body}{note_of(quote)}</li>'


def place_of(quote: Quote) -> str:
    """Return a quote's page and language."""
    page = "" if quote.page is None else f"Page {quote.page}"
    return " · ".join(filter(None, (page, language_name(quote.language))))


def _closed(quote: Quote) -> str:
    shown = quote.text if len(quote.text) <= 320 else quote.text[:320] + "…"
    rendering = f'<p class="rendering">{escape(quote.rendering)}</p>' if quote.rendering else ""
    return f'<blockquote lang="{escape(quote.language)}">{escape(shown)}</blockquote>{rendering}'


def _opened(quote: Quote, library: "Library") -> str:
    context = context_of(library, quote)
    shown = f"<mark>{escape(quote.text)}</mark>"
    return opened(quote, passage_of(quote, context, shown))


def passage_of(quote: Quote, context: Context | None, shown: str) -> str:
    """Return the passage around a quote as HTML.

    Args:
        quote: As it was taken.
        context: Where it stands now; None when its document no longer holds it.
        shown: The quote's text as HTML, as it is to stand there.
    """
    lang = escape(quote.language)
    if context is None:
        return (
            '<p class="warning">The document has changed or was removed since; '
            "this is the quote as it was.</p>"
            f'<blockquote lang="{lang}">{escape(quote.text)}</blockquote>'
        )
    heading = f'<p class="heading">{escape(context.heading)}</p>' if context.heading else ""
    before, after = _BLANK_LINES.sub("\n", context.before), _BLANK_LINES.sub("\n", context.after)
    return f'{heading}<p class="passage" lang="{lang}">{escape(before)}{shown}{escape(after)}</p>'


def marked_quote(quote: Quote, marks: "Sequence[Mark]") -> str:
    """Return the quote's text as HTML, set off from its passage, with what matches marked.

    Args:
        quote: As it was taken.
        marks: In the stored text that the quote was taken from.
    """
    return f'<span class="quoted">{marked(quote.text, marks, offset=quote.start)}</span>'


def opened(quote: Quote, passage: str) -> str:
    """Return an opened quote: its passage, beside it its rendering, below it its file."""
    if not quote.rendering:
        return f'<div class="opened">{passage}{_path(quote)}</div>'
    original = f"<div><h4>Original ({escape(language_name(quote.language))})</h4>{passage}</div>"
    rendering = (
        f'<div><h4>Rendering (by the model)</h4><p class="rendering">{escape(quote.rendering)}</p>'
        "</div>"
    )
    return (
        f'<div class="opened"><div class="side-by-side">{original}{rendering}</div>'
        f"{_path(quote)}</div>"
    )


def _path(quote: Quote) -> str:
    return f'<p class="path">{escape(quote.path)}</p>'


def note_of(quote: Quote) -> str:
    """Return what the reader must know of a quote's origin."""
    return f'<p class="note">{escape(quote.note)}</p>' if quote.note else ""
