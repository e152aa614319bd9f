"""A conversation as HTML: what was asked, what was written, and how it was checked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.rendering import escape, markdown
from ui.verdicts import KINDS, SEVERITIES, VERDICTS, is_doubtful

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Claim, Conversation, Finding, Section, Turn
    from ui.conversing import Writing
    from ui.rim import Problem


def history(conversation: "Conversation", *, is_busy: bool = False) -> str:
    """Return all finished turns of a conversation; the last can be retried when nothing runs."""
    last = len(conversation.turns) - 1
    return "".join(
        _turn(conversation.id, index, turn, can_retry=index == last and not is_busy)
        for index, turn in enumerate(conversation.turns)
    )


def writing(state: "Writing") -> str:
    """Return the turn in work: the request, the first quotes, the text so far."""
    if state.is_saved:
        return ""
    body = markdown(state.text, turn="live", titles={c.n: c.title for c in state.citations})
    if state.problem is not None:
        status = problem(state.problem)
    else:
        status = f'<p class="working" role="status">{escape(state.message)}</p>'
    quotes = "" if state.text else _first_quotes(state.citations)
    return (
        f'<article class="turn">{_request(state.request, state.mode)}'
        f'<div class="reply">{quotes}<div class="text">{body}</div>{status}</div></article>'
    )


def problem(shown: "Problem") -> str:
    """Return an error in plain words: what, why, and what to do."""
    return (
        f'<div class="problem" role="alert"><p><strong>{escape(shown.what)}</strong></p>'
        f"<p>{escape(shown.why)}.</p><p>{escape(shown.remedy)}</p></div>"
    )


def _request(request: str, mode: str) -> str:
    label = "You asked" if mode == "ask" else "Section to draft"
    return (
        f'<div class="asked"><p class="who">{label}</p>'
        f'<p class="request">{escape(request)}</p></div>'
    )


def _turn(conversation_id: str, index: int, turn: "Turn", *, can_retry: bool) -> str:
    from assistant.types import Section

    result = turn.result
    is_section = isinstance(result, Section)
    titles = {c.n: c.title for c in result.citations}
    text = markdown(result.text, turn=str(index), titles=titles, claims=result.claims)
    return (
        f'<article class="turn">{_request(turn.request, "draft" if is_section else "ask")}'
        f'<div class="reply">{_refusal(result)}<div class="text">{text}</div>'
        f"{_nearest(result, index)}{_section_notes(result)}{_checks(result.claims)}"
        f"{_actions(conversation_id, index, result, can_retry=can_retry)}</div></article>"
    )


def _refusal(result: "Answer | Section") -> str:
    stopped = '<p class="stopped">Stopped before the end.</p>' if result.was_stopped else ""
    if result.status != "insufficient_evidence":
        return stopped
    return (
        f'{stopped}<div class="refusal" role="note"><p><strong>Insufficient evidence.</strong> '
        "Your sources do not hold the answer to this, so none was written.</p></div>"
    )


def _first_quotes(citations: "Sequence[Citation]") -> str:
    """Return the best quotes for narrow screens, where the evidence panel is not in sight."""
    if not citations:
        return ""
    items = "".join(
        f'<li lang="{escape(c.language)}"><span class="badge">{c.n}</span> {escape(c.quote)}</li>'
        for c in citations[:3]
    )
    return f'<ul class="first-quotes" aria-label="Best quotes">{items}</ul>'


def _nearest(result: "Answer | Section", index: int) -> str:
    if not result.nearest:
        return ""
    items = "".join(
        f'<li><button type="button" class="near" data-event="cite" data-turn="{index}" '
        f'data-key="p{hit.rank}"><span class="near-title">{escape(hit.source.title)}'
        f"{'' if hit.passage.page is None else f', page {hit.passage.page}'}</span>"
        f'<span lang="{escape(hit.source.language)}">{escape(hit.passage.text[:180])}…</span>'
        "</button></li>"
        for hit in result.nearest
    )
    return f'<h4>Nearest passages</h4><ul class="nearest">{items}</ul>'


def _section_notes(result: "Answer | Section") -> str:
    from assistant.types import Section

    if not isinstance(result, Section):
        return ""
    words = f'<p class="quiet">{result.words} words; {result.words_asked} were asked for.</p>'
    return words + _findings(result.findings)


def _findings(findings: "Sequence[Finding]") -> str:
    if not findings:
        return ""
    items = "".join(
        f'<li class="finding finding-{escape(f.severity)}">'
        f"<strong>{SEVERITIES[f.severity]}:</strong> {escape(f.message)} {escape(f.remedy)}</li>"
        for f in findings
    )
    return f'<ul class="findings">{items}</ul>'


def _checks(claims: "Sequence[Claim]") -> str:
    """Return the verdict on each sentence: first those that the reader has to look at."""
    doubtful = [claim for claim in claims if is_doubtful(claim)]
    others = [claim for claim in claims if not is_doubtful(claim)]
    shown = ""
    if doubtful:
        items = "".join(_check(claim) for claim in doubtful)
        noun = "sentence" if len(doubtful) == 1 else "sentences"
        shown = f"<h4>{len(doubtful)} {noun} to read against the original</h4><ul>{items}</ul>"
    if others:
        items = "".join(_check(claim) for claim in others)
        shown += f"<details><summary>{_counted(others)}</summary><ul>{items}</ul></details>"
    return f'<div class="checks">{shown}</div>' if shown else ""


def _counted(claims: "Sequence[Claim]") -> str:
    positions = sum(claim.kind == "position" for claim in claims)
    supported = len(claims) - positions
    parts = []
    if supported:
        parts.append(f"{supported} {'sentence' if supported == 1 else 'sentences'} supported")
    if positions:
        parts.append(f"{positions} stating your position")
    return ", ".join(parts)


def _check(claim: "Claim") -> str:
    sign, word, meaning = VERDICTS[claim.verdict]
    kind = "" if claim.kind == "sourced" else f'<span class="kind">{KINDS[claim.kind]}</span>'
    verdict = (
        f'<span class="verdict verdict-{escape(claim.verdict)}" title="{escape(meaning)}">'
        f'<span aria-hidden="true">{sign}</span> {word}</span>'
    )
    if claim.kind == "position" and not is_doubtful(claim):
        verdict = ""
    markers = " ".join(f"[{n}]" for n in claim.citations)
    return (
        f'<li class="check">{verdict}{kind}'
        f'<span class="check-text">{escape(claim.text)} {markers}</span>'
        f"{_findings(claim.findings)}</li>"
    )


def _actions(
    conversation_id: str, index: int, result: "Answer | Section", *, can_retry: bool
) -> str:
    retry = (
        f'<button type="button" class="quiet-button" data-event="retry" data-turn="{index}">'
        "Retry</button>"
        if can_retry
        else ""
    )
    address = f"export/{escape(conversation_id)}/{index}.md"
    written = (
        "" if result.model is None else f"Written by {escape(result.model.id)} on this machine"
    )
    seconds = result.timings.total_ms / 1000
    time = f" in {seconds:.1f} s" if written and seconds else ""
    return (
        f'<div class="actions"><button type="button" class="quiet-button" data-copy="'
        f'{escape(result.text)}">Copy</button>{retry}'
        f'<a class="quiet-button" href="{address}" download>Export</a>'
        f'<span class="quiet">{written}{time}</span></div>'
    )
