"""What frames the conversation: greeting, examples, model state, list of conversations."""

from typing import TYPE_CHECKING

from ui.rendering import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant import ModelState
    from assistant.types import Conversation

EXAMPLES = (
    "What are the three pillars of Hugging Face's comment?",
    "How many pages may a comment on the AI Action Plan have?",
    "OlympicCoderのパラメータ数はいくつですか。",
)


def greeting(*, has_sources: bool, has_samples: bool) -> str:
    """Return what an empty conversation shows."""
    examples = "".join(
        f'<li><button type="button" class="example" data-event="example" '
        f'data-text="{escape(text)}">{escape(text)}</button></li>'
        for text in EXAMPLES
    )
    if has_sources:
        start = (
            "<p>Ask a question and the answer is written from your sources only, each sentence "
            "with its citation. Or switch to Draft for a section of a comment.</p>"
        )
    else:
        samples = (
            '<p><button type="button" class="main-button" data-event="samples">'
            "Add the sample sources</button></p>"
            if has_samples
            else ""
        )
        start = (
            "<p>Add the documents that your comment rests on: drop them on the Sources panel, or "
            f"try it with six short samples first.</p>{samples}"
            if has_samples
            else "<p>Add the documents that your comment rests on: drop them on the Sources "
            "panel.</p>"
        )
    return (
        f'<div class="greeting"><h2>Ask your sources</h2>{start}'
        f'<p class="quiet">Questions that the samples answer:</p>'
        f'<ul class="examples">{examples}</ul></div>'
    )


def toolbar(conversation: "Conversation") -> str:
    """Return the conversation's title, and what can be done with all of it."""
    new = (
        '<button type="button" class="quiet-button" data-event="new" '
        'aria-label="New conversation">New</button>'
    )
    if not conversation.turns:
        return f'<h2 class="conversation-title">New conversation</h2>{new}'
    key = escape(conversation.id)
    return (
        f'<h2 class="conversation-title">{escape(conversation.title)}</h2>{new}'
        f'<a class="quiet-button" href="export/{key}.md" download '
        'aria-label="Export conversation">Export</a>'
        '<span class="remove"><button type="button" class="quiet-button" data-ask-first '
        'aria-label="Delete conversation">Delete</button>'
        f'<span class="confirm" hidden><button type="button" class="danger-button" '
        f'data-event="remove" data-key="{key}">Yes, delete</button>'
        '<button type="button" class="quiet-button" data-keep>Keep</button></span></span>'
    )


def conversations(listed: "Sequence[Conversation]", current: str) -> str:
    """Return the earlier conversations, newest first."""
    shown = [c for c in listed if c.turns]
    if not shown:
        return '<p class="quiet">None yet.</p>'
    items = "".join(
        f'<li><button type="button" class="conversation" data-event="open" '
        f'data-key="{escape(c.id)}"{" aria-current=true" if c.id == current else ""}>'
        f"<span>{escape(c.title)}</span><time>{escape(c.updated_at[:10])}</time></button></li>"
        for c in shown
    )
    return f'<ul class="conversations" aria-label="Conversations">{items}</ul>'


def unreadable(count: int) -> str:
    """Return that some conversations can't be shown, and what to do; empty when all can."""
    if not count:
        return ""
    which = "One conversation" if count == 1 else f"{count} conversations"
    are = "was" if count == 1 else "were"
    return (
        f'<p class="unreadable" role="note">{which} can\'t be shown: '
        f"{'it' if count == 1 else 'they'} {are} kept by another version of this program, or "
        f"{'is' if count == 1 else 'are'} damaged. Nothing was deleted: open this workspace with "
        "the version that wrote it.</p>"
    )


def status(state: "ModelState") -> str:
    """Return in a few words whether the model can write."""
    name = state.model_id.rsplit("/", 1)[-1]
    words = {
        "ready": state.note or f"{name} is ready",
        "loading": f"Loading {name}…",
        "not_loaded": f"{name} loads with the first request",
        "missing": "No model yet: quotes only",
        "failed": "The model can't be loaded",
    }
    advice = f'<span class="advice">{escape(state.advice)}</span>' if state.advice else ""
    return (
        f'<p class="model model-{escape(state.state)}" role="status" '
        f'title="{escape(state.message)}"><span class="dot" aria-hidden="true"></span>'
        f"<span>{escape(words[state.state])}</span>{advice}</p>"
    )


def notice(state: "ModelState", embedder_message: str) -> str:
    """Return what is missing and what to do about it; empty when nothing is."""
    messages = [state.message] if state.state in ("missing", "failed") else []
    messages += [f"Search goes by words alone. {embedder_message}"] if embedder_message else []
    return "".join(f'<p class="notice" role="note">{escape(text)}</p>' for text in messages)


def masthead(workspace: str) -> str:
    """Return the page's head."""
    return (
        "<h1>Policy comment assistant</h1>"
        f'<p class="workspace" title="{escape(workspace)}">Everything stays on this machine</p>'
    )


def tabs(names: "Sequence[tuple[str, str]]") -> str:
    """Return the switch between the panels that narrow screens show one at a time."""
    buttons = "".join(
        f'<button type="button" class="tab" data-panel="{key}" '
        f'aria-pressed="{str(index == 0).lower()}">{name}</button>'
        for index, (key, name) in enumerate(names)
    )
    return f'<nav aria-label="Panels">{buttons}</nav>'
