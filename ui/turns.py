"""A conversation as HTML: what was asked, what was written, and how it was checked."""

from collections.abc import Collection, Sequence, Set
from typing import TYPE_CHECKING

from ui.claim_view import findings_of, row
from ui.ledger import ledger
from ui.rendering import escape, markdown
from ui.verdicts import counted, is_doubtful

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Claim, Conversation, Section, Turn
    from knowledge import Library
    from ui.comparing import Comparing
    from ui.conversing import Writing
    from ui.rim import Problem


def history(
    conversation: "Conversation",
    *,
    library: "Library | None" = None,
    is_busy: bool = False,
    comparing: "Comparing | None" = None,
    offered: "Set[int]" = frozenset(),
    stale: "Sequence[Collection[int]]" = (),
) -> str:
    """Return all finished turns of a conversation; the last can be retried when nothing runs.

    Args:
        conversation: With its confirmations laid over it.
        library: For the ledgers of sections' figures; without it there are none.
        is_busy: Whether something is being written.
        comparing: The comparison that goes on in one of the turns.
        offered: Indexes of the turns whose sentences can still be compared.
        stale: For each turn, the numbers of the citations whose quotes are gone from their source.
    """
    last = len(conversation.turns) - 1
    shown = []
    for index, turn in enumerate(conversation.turns):
        compared = comparison(
            comparing if comparing is not None and comparing.index == index else None,
            turn.result.claims,
            index=index,
            is_offered=index in offered,
        )
        can_retry = index == last and not is_busy
        gone = stale[index] if stale else ()
        text = _text(turn, index, gone)
        shown.append(
            _turn(conversation.id, index, turn, library, text, compared, can_retry=can_retry)
        )
    return "".join(shown)


def comparison(
    going: "Comparing | None", claims: "Sequence[Claim]", *, index: int, is_offered: bool
) -> str:
    """Return how far a turn's comparison is, with the means to stop it or to begin it."""
    if going is not None:
        # The page's script keeps the words up to date, so that the button keeps the focus.
        return (
            f'<p class="comparing" data-turn="{index}" data-comparing="{comparison_key(going)}">'
            f'<span class="comparing-state" role="status">{escape(going.words)}</span> '
            '<button type="button" class="quiet-button" data-event="uncompare">'
            "Stop comparing</button></p>"
        )
    if not is_offered:
        return ""
    words = "Compare the rest" if any(claim.was_compared for claim in claims) else "Compare now"
    return (
        f'<p class="comparing"><button type="button" class="quiet-button" data-event="compare" '
        f'data-turn="{index}" title="Have the model compare each sentence with altered versions '
        f'of itself">{words}</button></p>'
    )


def comparison_key(going: "Comparing") -> str:
    """Return by which name the page knows the turn that is compared."""
    return escape(f"{going.conversation_id}/{going.index}")


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


def _turn(
    conversation_id: str,
    index: int,
    turn: "Turn",
    library: "Library | None",
    text: str,
    compared: str,
    *,
    can_retry: bool,
) -> str:
    from assistant.types import Section

    result = turn.result
    is_section = isinstance(result, Section)
    return (
        f'<article class="turn" data-conversation="{escape(conversation_id)}">'
        f"{_request(turn.request, 'draft' if is_section else 'ask')}"
        f'<div class="reply">{_refusal(result)}<div class="text">{text}</div>'
        f"{_nearest(result, index)}{_section_notes(result)}{_checks(result, str(index), compared)}"
        f"{_figures(conversation_id, result, index, library)}"
        f"{_actions(conversation_id, index, result, can_retry=can_retry)}</div></article>"
    )


def _text(turn: "Turn", index: int, stale: "Collection[int]") -> str:
    result = turn.result
    titles = {c.n: c.title for c in result.citations}
    return markdown(result.text, turn=str(index), titles=titles, claims=result.claims, stale=stale)


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
    return words + findings_of(result.findings)


def _checks(result: "Answer | Section", turn: str, compared: str) -> str:
    """Return the counts, and the verdict on each sentence: first those to be looked at."""
    from assistant.types import Answer

    if not result.claims:
        return ""
    dropped = len(result.dropped) if isinstance(result, Answer) else 0
    groups: dict[str, list[int]] = {"doubtful": [], "signed": [], "others": []}
    for index, claim in enumerate(result.claims):
        is_signed = claim.verdict == "confirmed"
        group = "doubtful" if is_doubtful(claim) else "signed" if is_signed else "others"
        groups[group].append(index)
    shown = ""
    if groups["doubtful"]:
        shown += f"<h4>{_sentences(groups['doubtful'])} to read against the original</h4>"
        shown += _rows(result.claims, groups["doubtful"], turn)
    if groups["signed"]:
        shown += f"<h4>{_sentences(groups['signed'])} confirmed by a person</h4>"
        shown += _rows(result.claims, groups["signed"], turn)
    if groups["others"]:
        summary = _summary([result.claims[index] for index in groups["others"]])
        listed = _rows(result.claims, groups["others"], turn)
        shown += f"<details><summary>{summary}</summary>{listed}</details>"
    return (
        f'<div class="checks"><p class="counts">{counted(result.claims, dropped)}</p>'
        f"{compared}{shown}{_dropped(result)}</div>"
    )


def _rows(claims: "Sequence[Claim]", indexes: "Sequence[int]", turn: str) -> str:
    rows = "".join(row(claims[index], turn=turn, index=index) for index in indexes)
    return f"<ul>{rows}</ul>"


def _sentences(indexes: "Sequence[int]") -> str:
    return f"{len(indexes)} {'sentence' if len(indexes) == 1 else 'sentences'}"


def _summary(claims: "Sequence[Claim]") -> str:
    positions = sum(claim.kind == "position" for claim in claims)
    supported = len(claims) - positions
    parts = []
    if supported:
        parts.append(f"{supported} {'sentence' if supported == 1 else 'sentences'} supported")
    if positions:
        parts.append(f"{positions} stating your position")
    return ", ".join(parts)


def _dropped(result: "Answer | Section") -> str:
    """Return the sentences that were left out, so that nothing vanishes unseen."""
    from assistant.types import Answer

    if not isinstance(result, Answer) or not result.dropped:
        return ""
    items = "".join(
        f'<li class="check"><span class="check-text">{escape(claim.text)}</span>'
        f"{findings_of(claim.findings)}</li>"
        for claim in result.dropped
    )
    noun = "sentence" if len(result.dropped) == 1 else "sentences"
    return (
        f"<details><summary>{len(result.dropped)} {noun} left out: failed the checks twice"
        f"</summary><ul>{items}</ul></details>"
    )


def _figures(
    conversation_id: str, result: "Answer | Section", index: int, library: "Library | None"
) -> str:
    """Return a section's figures ledger, closed."""
    from assistant.ledger import figures_of
    from assistant.types import Section

    if library is None or not isinstance(result, Section) or not result.claims:
        return ""
    figures = figures_of(result.claims, result.citations, library)
    if not figures:
        return ""
    address = f"export/{conversation_id}/{index}/figures.csv"
    return (
        f'<details class="figures"><summary>Figures ledger ({len(figures)})</summary>'
        f"{ledger(figures, turn=str(index), address=address)}</details>"
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
