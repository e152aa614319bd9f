"""What a check of a draft finds beyond the rules for one claim: code, words and remedy of each."""

from collections.abc import Sequence

from assistant.types import Finding, Severity

_WORDS: dict[str, tuple[Severity, str, str]] = {
    "no_source_found": (
        "warning",
        "No passage of the library is about this.",
        "Add the source it comes from, or mark the sentence as your own.",
    ),
    "figure_without_source": (
        "note",
        "“{it}” stands in your own position and in no near passage.",
        "If it is a fact rather than what you ask for, cite its source.",
    ),
    "citation_stale": (
        "warning",
        "The quote of [{it}] no longer stands in its source, which was changed since.",
        "Read the source as it is now, or put the source back.",
    ),
    "other_source_found": (
        "note",
        "A passage that it doesn't cite holds it: “{it}”.",
        "Compare the two and cite the one that holds it.",
    ),
    "not_reached": (
        "note",
        "The check was stopped before this sentence.",
        "Check the draft again.",
    ),
    "marker_unresolved": (
        "note",
        "These markers lead to no quote of the library: {it}. Sources were searched instead.",
        "Add the cited documents to the library and check again.",
    ),
    "language_not_checked": (
        "warning",
        "{it}: there only figures in digits and names can be compared with the sources.",
        "Have the sentences read by somebody who knows the language.",
    ),
    "figure_not_read": (
        "warning",
        "“{it}”: large figures and decimals aren't read in this language.",
        "Compare the figure with the original yourself.",
    ),
    "no_sources": (
        "warning",
        "The library is empty, so there was nothing to check against.",
        "Add the documents that the draft rests on and check again.",
    ),
    "searched_by_words": (
        "note",
        "Sources were searched by words alone, which finds little in another language.",
        "Fetch the search model: policy-comment models pull multilingual-e5-small.",
    ),
    "nothing_stated": (
        "note",
        "No sentence was found in it that states anything.",
        "Check that it is the right file.",
    ),
}


def draft_finding(code: str, it: str = "") -> Finding:
    """Make the finding `code` about `it`."""
    severity, message, remedy = _WORDS[code]
    return Finding(code=code, severity=severity, message=message.format(it=it), remedy=remedy)


def numbers_told(numbers: Sequence[int]) -> str:
    """Return markers as they stand in a text."""
    return ", ".join(f"[{n}]" for n in numbers)
