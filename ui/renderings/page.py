"""One page of renderings as HTML: original and rendering side by side."""

from typing import TYPE_CHECKING

from assistant.signer import MAX_NAME
from ui.rendering import escape
from ui.renderings.words import FIGURE_CODES, KEYS, PAIRS, SORTS, STATES
from ui.verdicts import SEVERITIES, language_name

if TYPE_CHECKING:
    from assistant.objections import Reviewed
    from assistant.pairing import FigurePair
    from assistant.reviewing import Listing, Shown
    from assistant.types import Card, Finding

PAGE = 20
"""Renderings shown at a time."""


def listing(
    found: "Listing", *, shown: "Shown", source_id: int | None, version: int, selected: str = ""
) -> str:
    """Return filters, renderings and the way to the other pages.

    Args:
        found: What is shown.
        shown: Which sort it is.
        source_id: Of which source; None for all.
        version: Another one each time, so that the page's script sees that an answer has come.
        selected: Key of the rendering to go to; empty to stay.
    """
    body = "".join(_entry(item) for item in found.items) or _empty(found, shown)
    return (
        f'<div class="renderings" data-version="{version}" data-selected="{escape(selected)}">'
        f"{_filters(found, shown, source_id)}"
        f'<div class="rendered-list">{body}</div>{_pages(found)}</div>'
    )


def head(model: str, *, is_starter: bool) -> str:
    """Return the view's title, which model writes, and the legend of the keys."""
    label = (
        '<strong class="for-trying">for trying out: review every rendering</strong>'
        if is_starter
        else ""
    )
    keys = "".join(f"<span><kbd>{key}</kbd> {does}</span>" for key, does in KEYS)
    return (
        '<div class="renderings-head"><h2>Renderings</h2>'
        f'<p class="quiet">Written by {escape(model.rsplit("/", 1)[-1])} {label}</p>'
        '<p class="quiet">What the model made of sentences in other languages. What you approve '
        "is used in every answer and draft, in every source with the same sentence, whichever "
        "model is in use.</p>"
        f'<p class="keys" aria-label="Keys">{keys}</p></div>'
    )


def name_field(name: str) -> str:
    """Return the field for the name under decisions, the same as under confirmed sentences."""
    return (
        '<label class="your-name">Your name, kept with what you decide '
        f'<input type="text" name="by" maxlength="{MAX_NAME}" autocomplete="name" '
        f'value="{escape(name)}"></label>'
    )


def _filters(found: "Listing", shown: "Shown", source_id: int | None) -> str:
    buttons = "".join(
        f'<button type="button" class="sort" data-act="show" data-shown="{name}" '
        f'aria-pressed="{str(name == shown).lower()}">{word} '
        f'<span class="count">{found.counts[name]}</span></button>'
        for name, (word, _) in SORTS.items()
    )
    options = "".join(
        f'<option value="{id_}"{" selected" if id_ == source_id else ""}>{escape(title)}</option>'
        for id_, title, _ in found.sources
    )
    return (
        f'<div class="sorts" role="group" aria-label="Which renderings">{buttons}'
        '<select data-act="source" aria-label="Source"><option value="">All sources</option>'
        f"{options}</select></div>"
    )


def _empty(found: "Listing", shown: "Shown") -> str:
    if found.counts["all"]:
        return f'<p class="nothing">{SORTS[shown][1]}</p>'
    if found.missing:
        return (
            '<p class="nothing">No renderings yet. They are written while nobody asks, or now, '
            "with the button above.</p>"
        )
    return (
        '<p class="nothing">No renderings. There are some once a source in another language than '
        "English is in the library.</p>"
    )


def _pages(found: "Listing") -> str:
    if found.total <= PAGE:
        return ""
    first, last = found.offset + 1, found.offset + len(found.items)
    before = "" if found.offset else " disabled"
    after = "" if last < found.total else " disabled"
    return (
        '<nav class="pages" aria-label="Pages">'
        f'<button type="button" class="quiet-button" data-act="page" '
        f'data-offset="{found.offset - PAGE}"{before}>Previous</button>'
        f"<span>{first}–{last} of {found.total}</span>"
        f'<button type="button" class="quiet-button" data-act="page" '
        f'data-offset="{found.offset + PAGE}"{after}>Next</button></nav>'
    )


def _entry(item: "Reviewed") -> str:
    card, rendering = item.card, item.rendering
    sign, word, meaning = STATES[rendering.state]
    field = f"text-{item.key[:16]}"
    original, written = language_name(card.language), language_name(rendering.language)
    rows = max(2, min(8, -(-max(len(rendering.text), 2 * len(card.quote)) // 55)))
    return (
        f'<article class="rendered rendered-{rendering.state}" tabindex="-1" '
        f'data-key="{item.key}" data-form aria-label="{escape(word)}: {escape(rendering.text)}">'
        f'<header><span class="place">{_places(item)}</span>'
        f'<span class="state state-{rendering.state}" title="{meaning}">'
        f'<span aria-hidden="true">{sign}</span> {word}</span>{_decided(item)}</header>'
        f'<div class="sides"><div><h3>{escape(original)}</h3>{_original(card)}</div>'
        f'<div><h3><label for="{field}">{escape(written)}</label></h3>'
        f'<textarea id="{field}" name="text" rows="{rows}" lang="{escape(rendering.language)}" '
        f'spellcheck="true">{escape(rendering.text)}</textarea>'
        '<p class="unsaved" hidden>Not saved yet: <kbd>Ctrl+Enter</kbd> saves.</p></div></div>'
        f"{_figures(item)}{_findings(item)}{_actions(item)}</article>"
    )


def _places(item: "Reviewed") -> str:
    places = [_place(card) for card in (item.card, *item.others[:3])]
    more = len(item.others) - 3
    return "; also in ".join(places) + (f" and {more} more places" if more > 0 else "")


def _place(card: "Card") -> str:
    page = "" if card.page is None else f", page {card.page}"
    has_heading = card.heading not in ("", card.title)
    heading = f", under “{escape(card.heading)}”" if has_heading else ""
    return f'<span lang="{escape(card.language)}">{escape(card.title)}</span>{page}{heading}'


def _decided(item: "Reviewed") -> str:
    if not item.at:
        return ""
    by = f"by {escape(item.by)}, " if item.by else ""
    at = escape(item.at)
    return (
        f'<span class="quiet">{by}<time datetime="{at}">{at[:16].replace("T", " ")}</time></span>'
    )


def _original(card: "Card") -> str:
    """Return the quote with its figures marked."""
    parts, position = [], 0
    for quantity in card.quantities:
        if quantity.start < position:
            continue
        parts.append(escape(card.quote[position : quantity.start]))
        parts.append(f"<mark>{escape(card.quote[quantity.start : quantity.end])}</mark>")
        position = quantity.end
    parts.append(escape(card.quote[position:]))
    lang = f'lang="{escape(card.language)}"'
    about = ""
    if card.subject:
        about = f'<p class="quiet">About: <span {lang}>{escape(card.subject)}</span></p>'
    return f"<blockquote {lang}>{''.join(parts)}</blockquote>{about}"


def _figures(item: "Reviewed") -> str:
    if not item.figures:
        return ""
    items = []
    for pair in item.figures:
        # A rule lets some pass, such as a "one" that needs no figure in the other language.
        state = "passed" if pair.state != "same" and not _objections(item, pair) else pair.state
        sign, word = PAIRS[state]
        items.append(
            f'<li class="pair pair-{state}"><span>{escape(pair.original) or "—"}</span>'
            f'<span class="sign" aria-hidden="true">{sign}</span>'
            f"<span>{escape(pair.rendering) or '—'}</span>"
            f'<span class="how">{word}</span></li>'
        )
    return f'<ul class="pairs" aria-label="Figures">{"".join(items)}</ul>'


def _objections(item: "Reviewed", pair: "FigurePair") -> "list[Finding]":
    """Return what the rules say about a figure that isn't the same on both sides."""
    named = [f"“{figure}”" for figure in (pair.original, pair.rendering) if figure]
    findings = [f for f in item.rendering.findings if f.code in FIGURE_CODES]
    return [f for f in findings if any(name in f.message for name in named)]


def _findings(item: "Reviewed") -> str:
    rendering = item.rendering
    # What the figures side by side show already isn't said twice.
    pairs = [pair for pair in item.figures if pair.state != "same"]
    told = [finding for pair in pairs for finding in _objections(item, pair)]
    shown = "".join(_finding(f) for f in rendering.findings if f not in told)
    notes = f'<ul class="findings">{shown}</ul>' if shown else ""
    if not rendering.findings and rendering.text:
        notes = '<p class="quiet">No rule objects to it.</p>'
    if rendering.findings and rendering.state != "rejected" and not item.is_usable:
        notes += (
            '<p class="unusable">Answers show the original in its place as long as this stands.</p>'
        )
    notes += _comparison(item)
    return f'<div class="objections">{notes}</div>'


def _comparison(item: "Reviewed") -> str:
    """Return in words what the model says of the text; a number alone tells an analyst little."""
    rendering, found = item.rendering, item.comparison
    said = []
    if found is not None and found.support is None:
        said.append("too long for the model to compare.")
    elif found is not None and found.support is not None:
        said.append(f"{found.support:.0%} sure that the original says so.")
        if found.nearest and found.margin is not None:
            which = (
                "It preferred" if found.margin < 0 else "Nearest of the texts turned on purpose:"
            )
            said.append(f"{which} “{escape(found.nearest)}”.")
    elif rendering.model_id and rendering.score:
        score = f"{rendering.score:.2f}".replace("-", "−")
        said.append(
            f"how readily the model reads the original back out of it: {score} (0 is the best)."
        )
    return f'<p class="quiet">Comparison: {" ".join(said)}</p>' if said else ""


def _finding(found: "Finding") -> str:
    return (
        f'<li class="finding finding-{found.severity}"><strong>{SEVERITIES[found.severity]}:'
        f"</strong> {escape(found.message)}</li>"
    )


def _actions(item: "Reviewed") -> str:
    state, has_text = item.rendering.state, bool(item.rendering.text)
    actions = [
        ("approve", "Approve", state != "approved" and has_text),
        ("edit", "Save", True),
        ("reject", "Reject", state != "rejected" and has_text),
        ("another", "Write another", state in ("machine", "rejected")),
        ("compare", "Compare", has_text and state != "rejected"),
    ]
    buttons = "".join(
        f'<button type="button" class="quiet-button act-{act}" data-act="{act}">{word}</button>'
        for act, word, is_possible in actions
        if is_possible
    )
    return f'<div class="actions">{buttons}</div>'
