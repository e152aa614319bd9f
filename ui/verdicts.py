"""The words and signs by which verdicts, kinds and severities are shown, in one place."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Claim, ClaimKind, Confirmation, Hand, Severity, Verdict

VERDICTS: "dict[Verdict, tuple[str, str, str]]" = {
    "supported": ("✓", "Supported", "Passed the checks against the quote it cites."),
    "confirmed": ("☑", "Confirmed", "A person confirmed it."),
    "unsupported": ("✕", "Unsupported", "The cited quote does not hold it."),
    "conflict": ("≠", "Conflict", "Sources contradict each other."),
    "unchecked": ("?", "Unchecked", "Could not be checked by rule: read the original."),
}
"""Verdict → sign, word, and what it means."""

STALE = (
    "◷",
    "Stale",
    "Its source was changed or removed since: read it as it is now, or ask again.",
)
"""Sign, word and meaning for a citation whose quote is gone from its source."""

KINDS: "dict[ClaimKind, str]" = {
    "sourced": "From the sources",
    "position": "Your position",
    "inference": "Inference by the model",
}

HANDS: "dict[Hand, str]" = {
    "first_hand": "First-hand",
    "second_hand": "Second-hand",
    "unnamed": "Unnamed research",
}
"""How near a source is to where its figure comes from."""

SEVERITIES: "dict[Severity, str]" = {"error": "Error", "warning": "Warning", "note": "Note"}


def is_doubtful(claim: "Claim") -> bool:
    """Tell whether the reader should look at a sentence.

    A bare position of theirs needs none, nor does what a person has confirmed.
    """
    if claim.verdict == "confirmed":
        return False
    if claim.findings or claim.verdict in ("unsupported", "conflict"):
        return True
    return claim.verdict == "unchecked" and claim.kind != "position"


def counted(claims: "Sequence[Claim]", dropped: int | None = None) -> str:
    """Return in one line what became of the sentences.

    Args:
        claims: The sentences that are shown, confirmations laid over them.
        dropped: How many were left out; None where nothing is ever left out.
    """
    sourced = [c for c in claims if c.kind != "position" or c.verdict != "unchecked"]
    verdicts = [c.verdict for c in sourced]
    by_verdict = [
        f"{verdicts.count(verdict)} {word.lower()}"
        for verdict, (_, word, _) in VERDICTS.items()
        if verdict in verdicts
    ]
    if len(sourced) < len(claims):
        by_verdict.append(f"{len(claims) - len(sourced)} stating a position")
    total = f"{len(claims)} sentence{'' if len(claims) == 1 else 's'}"
    marked = sum(verdict in ("unsupported", "conflict") for verdict in verdicts)
    done = [
        f"{len(sourced) - verdicts.count('unchecked')} of {len(sourced)} checked",
        f"{sum(claim.was_repaired for claim in claims)} repaired",
        f"{marked} marked",
        *([] if dropped is None else [f"{dropped} dropped"]),
        f"{verdicts.count('confirmed')} confirmed",
    ]
    shown = f"{total}: {', '.join(by_verdict)}" if by_verdict else total
    return f"{shown} · {', '.join(done)}"


def moment(at: str) -> str:
    """Return an ISO time as a person of this machine's time zone writes it."""
    local = datetime.fromisoformat(at).astimezone()
    return f"{local.day} {local:%B %Y %H:%M}"


def confirmed_by(confirmation: "Confirmation") -> str:
    """Return who stands for a sentence and since when."""
    return f"Confirmed by {confirmation.name}, {moment(confirmation.at)}"


LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
}


def language_name(code: str) -> str:
    """Return a language's English name, or its code when it isn't a common one."""
    return LANGUAGES.get(code, "Unknown" if code in ("", "und") else code)
