"""Text from models and sources → HTML that can't do anything.

All text is escaped; of Markdown only what a comment needs is rendered: headings, paragraphs,
lists, quotations, emphasis. Links and images stay the text they are, so nothing is ever fetched.
What comes out is sanitised a second time.
"""

import html
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import nh3

from ui.verdicts import STALE, VERDICTS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from assistant.types import Claim

_TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("em", "strong", "code", "pre", "span", "button"),
}
_ATTRIBUTES = {
    "button": {"type", "class", "data-event", "data-turn", "data-key", "aria-label", "title"},
    "span": {"class", "title", "data-event", "data-turn", "data-claim"},
    "ol": {"start"},
}
# Characters that mark places while Markdown is rendered; taken out of every text before.
_OPEN, _CLOSE, _AFTER = "\ue000", "\ue001", "\ue002"
_PRIVATE = re.compile(r"[\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_CLAIM = re.compile(rf"{_OPEN}(\d+){_AFTER}")
_CLAIM_END = re.compile(rf"{_CLOSE}(\d+){_AFTER}")
_MARKER = re.compile(r"\[(\d{1,3})\]")


def escape(text: object) -> str:
    """Return text that is shown as it stands, in an element or a quoted attribute."""
    return html.escape(_PRIVATE.sub("", str(text)), quote=True)


def markdown(
    text: str,
    *,
    turn: str,
    titles: "Mapping[int, str]",
    claims: "Sequence[Claim]" = (),
    stale: "Collection[int]" = (),
) -> str:
    """Render a reply: its Markdown, its citations as buttons, its sentences to be opened.

    Args:
        text: Markdown with [n].
        turn: Which turn the buttons and sentences name in their events.
        titles: Number of each citation → title of its source; other numbers stay text.
        claims: Sentences that are marked with their verdict's sign where they stand, when they
            are found there.
        stale: Numbers of the citations whose quotes are gone from their sources.
    """
    rendered = _parser().render(_mark_claims(_PRIVATE.sub("", text), claims))
    rendered = _MARKER.sub(lambda m: _citation(m, turn, titles, stale), rendered)
    rendered = _CLAIM.sub(lambda m: _claim_start(claims[int(m[1])], int(m[1]), turn), rendered)
    rendered = _CLAIM_END.sub(lambda m: _claim_end(claims[int(m[1])]), rendered)
    return nh3.clean(rendered, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.disable(
        ["link", "image", "autolink", "html_inline", "html_block", "reference", "code", "entity"]
    )


def _claim_start(claim: "Claim", index: int, turn: str) -> str:
    is_bare_position = claim.kind == "position" and claim.verdict == "unchecked"
    verdict = "" if is_bare_position else f" claim-{claim.verdict}"
    return (
        f'<span class="claim walk{verdict}" data-event="claim" data-turn="{escape(turn)}" '
        f'data-claim="{index}">'
    )


def _claim_end(claim: "Claim") -> str:
    """Return the verdict's sign and, for those who hear the page, its word."""
    if claim.kind == "position" and claim.verdict == "unchecked":
        return "</span>"
    sign, word, meaning = VERDICTS[claim.verdict]
    return (
        f'<span class="sign" title="{escape(f"{word}. {meaning}")}">{sign}'
        f'<span class="heard"> {word}</span></span></span>'
    )


def _citation(
    marker: re.Match[str], turn: str, titles: "Mapping[int, str]", stale: "Collection[int]"
) -> str:
    n = int(marker[1])
    if n not in titles:
        return marker[0]
    sign, word, meaning = STALE
    is_stale = n in stale
    label = escape(f"Citation {n}: {titles[n]}" + (f". {word}: {meaning}" if is_stale else ""))
    mark = f'<span class="stale-mark">{sign} {word.lower()}</span>' if is_stale else ""
    return (
        f'<button type="button" class="cite{" cite-stale" if is_stale else ""}" '
        f'data-event="cite" data-turn="{escape(turn)}" '
        f'data-key="{n}" aria-label="{label}" title="{label}">{n}{mark}</button>'
    )


def _mark_claims(text: str, claims: "Sequence[Claim]") -> str:
    """Put place marks around each claim's text; markers, white space and emphasis don't count."""
    letters, places = _letters(text)
    marks: list[tuple[int, str]] = []
    cursor = 0
    for index, claim in enumerate(claims):
        key = _letters(_PRIVATE.sub("", claim.text))[0]
        found = letters.find(key, cursor) if key else -1
        if found < 0:
            continue
        start, end = places[found], places[found + len(key) - 1] + 1
        if "\n\n" in text[start:end]:
            continue
        cursor = found + len(key)
        marks += [(start, f"{_OPEN}{index}{_AFTER}"), (end, f"{_CLOSE}{index}{_AFTER}")]
    for place, mark in reversed(marks):
        text = text[:place] + mark + text[place:]
    return text


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the text without markers, white space and emphasis, and where each letter stood."""
    skipped = {i for m in _MARKER.finditer(text) for i in range(m.start(), m.end())}
    places = [
        i for i, c in enumerate(text) if i not in skipped and not c.isspace() and c not in "*_#`"
    ]
    return "".join(text[i] for i in places), places
