"""The words and signs by which verdicts, kinds and severities are shown, in one place."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.types import Claim, ClaimKind, Severity, Verdict

VERDICTS: "dict[Verdict, tuple[str, str, str]]" = {
    "supported": ("✓", "Supported", "Passed the checks against the quote it cites."),
    "confirmed": ("✓", "Confirmed", "A person confirmed it."),
    "unsupported": ("✕", "Unsupported", "The cited quote does not hold it."),
    "conflict": ("≠", "Conflict", "Sources contradict each other."),
    "unchecked": ("?", "Unchecked", "Could not be checked by rule: read the original."),
}
"""Verdict → sign, word, and what it means."""

KINDS: "dict[ClaimKind, str]" = {
    "sourced": "From the sources",
    "position": "Your position",
    "inference": "Inference by the model",
}

SEVERITIES: "dict[Severity, str]" = {"error": "Error", "warning": "Warning", "note": "Note"}


def is_doubtful(claim: "Claim") -> bool:
    """Tell whether the reader should look at a sentence; a bare position of theirs needs none."""
    if claim.findings or claim.verdict in ("unsupported", "conflict"):
        return True
    return claim.verdict == "unchecked" and claim.kind != "position"


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
