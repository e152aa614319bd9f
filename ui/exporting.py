"""A conversation or one turn of it as a Markdown file that stands by itself."""

from typing import TYPE_CHECKING

from ui.verdicts import KINDS, VERDICTS, confirmed_by, counted

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Conversation, Section, Turn


def conversation_markdown(conversation: "Conversation") -> str:
    """Return all turns, each with its references and what its checks found."""
    parts = [
        f"# {_line(conversation.title) or 'Conversation'}",
        f"Last changed: {conversation.updated_at}",
    ]
    parts += [turn_markdown(turn) for turn in conversation.turns]
    return "\n\n".join(parts).rstrip() + "\n"


def turn_markdown(turn: "Turn") -> str:
    """Return one answer or section with its references and what its checks found."""
    from assistant.types import Section

    result = turn.result
    parts = [] if isinstance(result, Section) else [f"## {_line(turn.request)}"]
    if result.was_stopped:
        parts.append("*Stopped before the end.*")
    if result.status == "insufficient_evidence":
        parts.append("*Insufficient evidence: the sources do not hold the answer.*")
    parts.append(result.text.strip())
    if isinstance(result, Section) and result.position:
        parts.append(f"**Position given by the commenter:** {_line(result.position)}")
    parts += [_references(result), _checks(result), _origin(result)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _references(result: "Answer | Section") -> str:
    if not result.citations:
        return ""
    return "**References**\n\n" + "\n".join(_reference(c) for c in result.citations)


def _reference(cited: "Citation") -> str:
    page = "" if cited.page is None else f", p. {cited.page}"
    lines = [f"- [{cited.n}] {_line(cited.title)}{page}. {_line(cited.path)}"]
    lines.append(f"  > {_line(cited.quote)}")
    if cited.rendering:
        lines.append(f"  >\n  > Rendering: {_line(cited.rendering)}")
    if cited.note:
        lines.append(f"\n  Note: {_line(cited.note)}")
    return "\n".join(lines)


def _checks(result: "Answer | Section") -> str:
    from assistant.types import Answer

    if not result.claims:
        return ""
    dropped = len(result.dropped) if isinstance(result, Answer) else 0
    lines = ["**Checks**", "", f"{counted(result.claims, dropped)}.", ""]
    for claim in result.claims:
        kind = "" if claim.kind == "sourced" else f" ({KINDS[claim.kind].lower()})"
        lines.append(f"- {VERDICTS[claim.verdict][1]}{kind}: {_line(claim.text)}")
        if claim.confirmation is not None:
            lines.append(f"  - {_line(confirmed_by(claim.confirmation))}.")
        lines += [f"  - {f.severity}: {_line(f.message)} {_line(f.remedy)}" for f in claim.findings]
    return "\n".join(lines)


def _origin(result: "Answer | Section") -> str:
    if result.model is None:
        return ""
    return f"*Written by {result.model.id}, run locally; check it before you file it.*"


def _line(text: str) -> str:
    return " ".join(text.split())
