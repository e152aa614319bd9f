"""The words and signs by which verdicts, kinds and severities are shown, in one place."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.types import ClaimKind, Severity, Verdict

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
