"""Does a text say what a label asks for? Case, width and white space don't count."""

import re
import unicodedata
from collections.abc import Sequence

_MARKER = re.compile(r"\s*\[\d{1,3}\]")


def folded(text: str) -> str:
    """Return the text as it is compared, without markers such as [1]."""
    return " ".join(unicodedata.normalize("NFKC", _MARKER.sub("", text)).casefold().split())


def says(said: str, wanted: str) -> bool:
    """Look for a text as it stands, but not for a figure within another: 7 in 17, 4 in 4.5.

    Args:
        said: Folded already.
        wanted: As the label has it.
    """
    text = folded(wanted)
    before = r"(?<!\d)(?<!\d[.,])" if text[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if text[-1:].isdigit() else ""
    return re.search(before + re.escape(text) + after, said) is not None


def lacking(text: str, must: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of which the text says nothing."""
    said = folded(text)
    return tuple(group for group in must if not any(says(said, wanted) for wanted in group))


def forbidden(text: str, must_not: Sequence[str]) -> tuple[str, ...]:
    """Return what the text says and must not say."""
    said = folded(text)
    return tuple(wanted for wanted in must_not if says(said, wanted))
