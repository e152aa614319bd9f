"""A checked draft as HTML: its counts, its sentences with their verdicts, its figures."""

from typing import TYPE_CHECKING

from ui.claim_view import KEYS, findings_of, row
from ui.ledger import ledger
from ui.rendering import escape
from ui.turns import problem
from ui.verdicts import counted, language_name, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant import ModelState
    from assistant.checked_drafts import KeptDraft
    from ui.checking import Checking

NO_EVIDENCE = (
    '<p class="quiet">Choose a sentence to see what it rests on, with the words and figures that '
    "match.</p>"
)


def intro() -> str:
    """Return what the view says before anything is checked."""
    return (
        '<div class="check-intro"><h2>Check a draft</h2><p>Paste a comment or drop its file, '
        "whoever wrote it. Each sentence is compared with your sources; nothing leaves this "
        "machine and the draft is not added to them.</p></div>"
    )


def progress(state: "Checking") -> str:
    """Return how far a check is, or what went wrong with it."""
    if state.problem is not None:
        return problem(state.problem)
    if not state.message:
        return ""
    count = f" {state.done} of {state.total}" if state.total else ""
    bar = (
        f'<progress max="{state.total}" value="{state.done}" aria-label="Check"></progress>'
        if state.total
        else '<progress aria-label="Check"></progress>'
    )
    return (
        f'<p role="status">{escape(state.message)}{count} '
        f'<span class="path">{escape(state.name)}</span></p>{bar}'
    )


def compare(model: "ModelState") -> str:
    """Return the means to have a draft compared, or what is missing for it."""
    if model.state in ("missing", "failed"):
        return (
            '<p class="quiet">To compare the sentences with the originals, the model that writes '
            f"is needed. {escape(model.message)}</p>"
        )
    return (
        '<button type="button" class="quiet-button" data-event="compare" title="Have the model '
        'compare each sentence with altered versions of itself">Compare with the originals</button>'
    )


def result(kept: "KeptDraft", comparing: str = "") -> str:
    """Return a checked draft, with its confirmations laid over it.

    Args:
        kept: The draft.
        comparing: HTML of the means to have it compared; empty where there are none.
    """
    draft, key = kept.draft, escape(kept.id)
    facts = f"{language_name(draft.language)} · checked {moment(kept.at)}"
    stopped = (
        '<p class="stopped">Stopped before the end: the sentences after it are unchecked.</p>'
        if draft.was_stopped
        else ""
    )
    rows = "".join(
        row(claim, turn=kept.id, index=index, is_walked=True)
        for index, claim in enumerate(draft.claims)
    )
    sentences = (
        f'{KEYS}<ol class="claims" aria-label="Sentences of the draft">{rows}</ol>'
        if rows
        else '<p class="quiet">No sentence was found in it that states something.</p>'
    )
    return (
        '<div class="checked"><div class="checked-head">'
        f'<h2 class="checked-title">{escape(draft.title or "Draft")}</h2>'
        f'<p class="quiet">{escape(facts)}</p>{_actions(key)}</div>'
        f'<p class="counts" role="status">{counted(draft.claims)}</p>{stopped}{comparing}'
        f"{findings_of(draft.findings)}{sentences}"
        f'<h3 id="figures">Figures</h3>'
        f"{ledger(draft.figures, turn=kept.id, address=f'export/check/{kept.id}/figures.csv')}"
        "</div>"
    )


def _actions(key: str) -> str:
    return (
        '<div class="checked-actions">'
        '<button type="button" class="quiet-button" data-event="again">Check another draft</button>'
        '<span class="remove"><button type="button" class="quiet-button" data-ask-first '
        'aria-label="Delete this check">Delete</button><span class="confirm" hidden>'
        f'<button type="button" class="danger-button" data-event="remove" data-key="{key}">'
        'Yes, delete</button><button type="button" class="quiet-button" data-keep>Keep</button>'
        "</span></span></div>"
    )


def earlier(kept: "Sequence[KeptDraft]") -> str:
    """Return the drafts that were checked before, newest first."""
    if not kept:
        return ""
    items = "".join(
        f'<li><button type="button" class="conversation" data-event="open" '
        f'data-key="{escape(one.id)}"><span>{escape(one.draft.title or "Draft")}</span>'
        f"<time>{escape(moment(one.at))}</time></button></li>"
        for one in kept
    )
    return (
        f'<h3>Checked before</h3><ul class="conversations" aria-label="Checked before">{items}</ul>'
    )
