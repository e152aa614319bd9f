"""One sentence opened: its verdict, what was found, its quotes with what matches, its signing."""

from typing import TYPE_CHECKING

from assistant.confirmations import confirmation_key
from assistant.signer import MAX_NAME
from ui.evidence import Quote, context_of, marked_quote, note_of, opened, passage_of, place_of
from ui.evidence import quotes_of as _quotes_of
from ui.marks import Mark, legend, marked
from ui.rendering import escape
from ui.verdicts import KINDS, SEVERITIES, VERDICTS, confirmed_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Citation, Claim, Finding, Match, Verdict
    from knowledge import Library

KEYS = (
    '<p class="sentence-keys"><span><kbd>j</kbd> <kbd>k</kbd> next and previous sentence</span> '
    "<span><kbd>Enter</kbd> its evidence</span> <span><kbd>c</kbd> confirm it</span></p>"
)
"""What the keys do, wherever there are sentences to walk."""


def badge(verdict: "Verdict") -> str:
    """Return a verdict as sign and word."""
    sign, word, meaning = VERDICTS[verdict]
    return (
        f'<span class="verdict verdict-{escape(verdict)}" title="{escape(meaning)}">'
        f'<span aria-hidden="true">{sign}</span> {word}</span>'
    )


def kind_of(claim: "Claim") -> str:
    """Return what kind of sentence it is, where it isn't the usual one."""
    return "" if claim.kind == "sourced" else f'<span class="kind">{KINDS[claim.kind]}</span>'


def findings_of(findings: "Sequence[Finding]") -> str:
    """Return what was found, each with what to do about it."""
    if not findings:
        return ""
    items = "".join(
        f'<li class="finding finding-{escape(f.severity)}">'
        f"<strong>{SEVERITIES[f.severity]}:</strong> {escape(f.message)} {escape(f.remedy)}</li>"
        for f in findings
    )
    return f'<ul class="findings">{items}</ul>'


def row(claim: "Claim", *, turn: str, index: int, is_walked: bool = False) -> str:
    """Return a sentence as a line of a list, with a button that opens its evidence.

    Args:
        claim: With its confirmation laid over it.
        turn: Where it stands, for the button's event.
        index: Which of the claims there it is.
        is_walked: Whether the keys that walk the sentences stop here.
    """
    markers = "".join(f" [{n}]" for n in claim.citations)
    is_bare_position = claim.kind == "position" and claim.verdict == "unchecked"
    verdict = "" if is_bare_position else badge(claim.verdict)
    signed = claim.confirmation
    by = "" if signed is None else f'<p class="signed">{escape(confirmed_by(signed))}</p>'
    return (
        f'<li class="check"><button type="button" class="claim-row{" walk" if is_walked else ""}" '
        f'data-event="claim" data-turn="{escape(turn)}" data-claim="{index}">'
        f'<span class="check-verdict">{verdict}{kind_of(claim)}</span>'
        f'<span class="check-text">{escape(claim.text)}{markers}</span></button>'
        f"{by}{findings_of(claim.findings)}</li>"
    )


def claim_view(
    claim: "Claim",
    citations: "Sequence[Citation]",
    *,
    turn: str,
    index: int,
    library: "Library",
    name: str,
    problem: str = "",
    has_quotes_list: bool = False,
) -> str:
    """Return a sentence's evidence as HTML.

    Args:
        claim: With its confirmation laid over it.
        citations: Those of the answer, section or draft that it stands in.
        turn: Where it stands, for the buttons' events.
        index: Which of the claims there it is.
        library: Where the passages around its quotes are read.
        name: Who would confirm it; empty when nobody has given a name yet.
        problem: HTML of what went wrong with it just now.
        has_quotes_list: Whether there is a list of all quotes to go back to.
    """
    address = f'data-turn="{escape(turn)}" data-claim="{index}"'
    back = (
        f'<button type="button" class="quiet-button back" data-event="cite" '
        f'data-turn="{escape(turn)}">All quotes</button>'
        if has_quotes_list
        else ""
    )
    of_claim = [Mark(start=m.claim_start, end=m.claim_end, kind=m.kind) for m in claim.matches]
    return (
        f'<section class="claim-view" aria-label="Chosen sentence" {address}>{back}'
        f'<p class="claim-state">{badge(claim.verdict)}{kind_of(claim)}{_history(claim)}</p>'
        f'<p class="claim-text">{marked(claim.text, of_claim)}</p>'
        f"{legend(m.kind for m in claim.matches)}"
        f'<p class="quiet">{escape(VERDICTS[claim.verdict][2])}</p>'
        f"{findings_of(claim.findings)}{problem}"
        f"{_signing(claim, citations, address, name)}"
        f"<h3>What it rests on</h3>{_quotes(claim, citations, library)}</section>"
    )


def _history(claim: "Claim") -> str:
    facts = ["Repaired"] if claim.was_repaired else []
    facts += ["Compared with altered versions of itself"] if claim.was_compared else []
    return "".join(f'<span class="kind">{fact}</span>' for fact in facts)


def _signing(claim: "Claim", citations: "Sequence[Citation]", address: str, name: str) -> str:
    """Return who confirmed it, or the means to do so."""
    # The page says which sentence was seen, so that no other is signed in its place.
    seen = f'{address} data-seen="{confirmation_key(claim, citations)}"'
    if claim.confirmation is not None:
        return (
            f'<div class="signing"><p class="signed" role="status">'
            f"{escape(confirmed_by(claim.confirmation))}</p>"
            f'<button type="button" class="quiet-button" data-event="withdraw" {seen}>'
            "Withdraw</button></div>"
        )
    field = (
        '<label>Your name <input type="text" name="name" autocomplete="name" '
        f'maxlength="{MAX_NAME}" value="{escape(name)}"></label>'
    )
    if name:
        field = f"<details><summary>Under another name</summary>{field}</details>"
    label = f"Confirm as {escape(name)}" if name else "Confirm this sentence"
    return (
        f'<div class="signing" data-form>{"" if name else field}'
        f'<button type="button" class="main-button" data-event="confirm" {seen}>'
        f"{label}</button>{field if name else ''}</div>"
    )


def _quotes(claim: "Claim", citations: "Sequence[Citation]", library: "Library") -> str:
    cited = [c for c in citations if c.n in claim.citations]
    if not cited:
        text = "This sentence rests on no quote from your sources."
        return f'<p class="quiet">{text}</p>'
    cards = "".join(_card(quote, claim.matches, library) for quote in _quotes_of(cited))
    return f'<ol class="quotes">{cards}</ol>'


def _card(quote: Quote, matches: "Sequence[Match]", library: "Library") -> str:
    marks = [Mark(start=m.start, end=m.end, kind=m.kind) for m in matches if str(m.n) == quote.key]
    context = context_of(library, quote)
    passage = passage_of(quote, context, marked_quote(quote, marks))
    return (
        f'<li class="quote"><div class="quote-head"><span class="badge">{escape(quote.key)}</span>'
        f'<span class="quote-title">{escape(quote.title)}</span>'
        f'<span class="quote-place">{escape(place_of(quote))}</span></div>'
        f"{opened(quote, passage)}{note_of(quote)}</li>"
    )
