"""What can't be said of a sentence in a third language: how it writes large figures isn't read.

"7 milliards" is read as 7 there, which no source states: that is no mistake of the sentence.
"""

import re
from collections.abc import Sequence

from assistant.checking.findings import draft_finding
from assistant.types import Finding, Verdict
from assistant.wording import LANGUAGES

_LARGE = re.compile(
    r"\d[\d.,\s]*\s?(?:mil(?:l?i\w+|hõ\w+|hão|lones|jo\w+|ja\w+)?|mld|mrd|mio|bn"
    r"|млн|млрд|трлн|тыс|мільй\w+|мільярд\w*)(?!\w)"
    r"|\d\s?[万萬亿億만억조]"
    r"|\d{1,3}(?:[.\s\u202f\u00a0]\d{3})+(?!\d)|\d+,\d+",
    re.IGNORECASE,
)
"""A scale word, or thousands and decimals as other languages part them."""
_READ_AS_FIGURES = frozenset(
    {"figure_not_in_source", "figure_about_other", "bound_changed", "range_changed"}
)


def as_far_as_read(
    text: str, language: str, verdict: Verdict, findings: Sequence[Finding]
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return verdict and findings without those on figures that can't be read in the language."""
    wrong = [f for f in findings if f.severity == "error"]
    large = _LARGE.search(text)
    has_wrong_figure = any(f.code in _READ_AS_FIGURES for f in wrong)
    if language in LANGUAGES or large is None or not has_wrong_figure:
        return verdict, tuple(findings)
    kept = [f for f in findings if f.code not in _READ_AS_FIGURES]
    kept.append(draft_finding("figure_not_read", large.group().strip()))
    has_other_error = any(f.severity == "error" for f in kept)
    return ("unsupported" if has_other_error else "unchecked"), tuple(kept)
