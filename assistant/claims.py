"""Cards → Claims: the sentence that stands for a card in the output language, checked by rule."""

import re
from collections.abc import Sequence

from assistant.cards import table_row
from assistant.fidelity import check_rendering
from assistant.terms import Term
from assistant.types import Card, Citation, Claim, Finding, Rendering
from assistant.verification import check_claim, finding

_BULLET = re.compile(
    # A figure or a minus at the start ("3.1% of ports", "-5 °C") is no bullet.
    r"^\s*(?:[-*+](?=\s)|[•・▪◦●]|\(?\d{1,2}[.)](?!\d)|\d{1,2}）|（\d{1,2}）|[①-⑳])\s*"
)
_FOOTNOTE = re.compile(r"\s?\[\d{1,3}\]")
_LINE_END = re.compile(
    r"(?<=[\u3040-\u30ff\u4e00-\u9fff、。])\s*\n\s*(?=[\u3040-\u30ff\u4e00-\u9fff「])"
)
_CONNECTIVE = {
    "ja": re.compile(
        r"^(?:しかし|一方で?|また|つまり|さらに|そして|特に|なお|ただし|ただ|でも|だからこそ|けれど|けれども"
        r"|もっとも|そのため|したがって|加えて|しかも|むしろ|とくに)(?:ながら)?[、,]\s*"
    ),
    "en": re.compile(
        # Without a comma most of these are part of the sentence: "So far", "That is a reason".
        r"^(?:(?:and|but|so|yet|however|thus|therefore|moreover|furthermore|in addition|meanwhile"
        r"|on the other hand|that is|in particular|specifically|still|also|for example),\s+"
        r"|(?:and|but)\s+(?!for\b))",
        re.IGNORECASE,
    ),
}
_SECONDARY = ("modality_stronger", "negation_changed", "direction_turned", "attribution_dropped")
_MARKDOWN = re.compile(r"[*`]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")


def claim_of(
    card: Card,
    numbers: Sequence[int],
    language: str,
    rendering: Rendering | None,
    terms: Sequence[Term],
) -> Claim:
    """Make the sentence for `card`, cited as `numbers`.

    In the card's own language it is the quote, trimmed; in another its rendering. Where no
    rendering keeps the quote's figures and names, the quote itself stands there in its language.
    """
    if rendering is None:
        return _claim_of_quote(card, numbers, trimmed(card))
    findings = check_rendering(card, rendering.text, language, terms)
    if is_unsafe(findings) or rendering.state == "rejected":
        return claim_of_original(card, numbers, findings)
    text = capitalised(without_markers(rendering.text), language)
    checked = check_claim(text, language, [card], numbers=numbers, rendering=rendering, terms=terms)
    is_wrong = any(found.severity == "error" for found in findings)
    return Claim(
        text=text,
        citations=tuple(numbers),
        kind="sourced",
        verdict="unsupported" if is_wrong else checked.verdict,
        findings=_each_once((*findings, *checked.findings)),
        matches=checked.matches,
    )


def claim_of_original(card: Card, numbers: Sequence[int], findings: Sequence[Finding]) -> Claim:
    """Make the sentence for a card that no rendering could be written for: its quote, as such.

    `findings` say why what was written instead doesn't stand there.
    """
    return Claim(
        text=f"“{without_markers(_one_line(card.quote))}”",
        citations=tuple(numbers),
        kind="sourced",
        verdict="unchecked",
        findings=_each_once((_NO_SAFE_RENDERING, *findings)),
    )


def claim_of_whole_quote(card: Card, numbers: Sequence[int]) -> Claim:
    """Make the sentence for `card` in its own language: the quote, nothing added or left out."""
    return _claim_of_quote(card, numbers, without_markers(_one_line(card.quote)))


def has_failed(claim: Claim) -> bool:
    """Tell whether the sentence failed its checks, or stands for one that couldn't be written."""
    return claim.verdict == "unsupported" or _NO_SAFE_RENDERING in claim.findings


def _claim_of_quote(card: Card, numbers: Sequence[int], text: str) -> Claim:
    checked = check_claim(text, card.language, [card], numbers=numbers)
    is_whole = all(
        found.severity == "note" and found.code != "subject_unresolved"
        for found in checked.findings
    )
    return Claim(
        text=text,
        citations=tuple(numbers),
        kind="sourced",
        # A quote in a language that the rules can't align is near-verbatim by its making.
        verdict="supported" if is_whole else checked.verdict,
        findings=checked.findings,
        matches=checked.matches,
    )


def _each_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    by_code: dict[tuple[str, str], Finding] = {}
    for found in findings:
        by_code.setdefault((found.code, found.message), found)
    return tuple(by_code.values())


_NO_SAFE_RENDERING = finding("no_safe_rendering")


def rendering_shown(claim: Claim, rendering: Rendering | None) -> str:
    """Return what stands beside the original in the citation; empty where none is safe to show."""
    if rendering is None or _NO_SAFE_RENDERING in claim.findings:
        return ""
    return rendering.text


def without_markers(text: str) -> str:
    """Take out what would be read as a marker of ours, such as a source's own footnotes [3]."""
    return _FOOTNOTE.sub("", text)


def is_unsafe(findings: Sequence[Finding]) -> bool:
    """Tell whether what failed makes the sentence unusable, rather than one to be read twice."""
    return any(
        finding.code not in _SECONDARY and finding.severity == "error" for finding in findings
    )


def trimmed(card: Card) -> str:
    """Return the quote as a sentence that stands alone: no bullet, no "however", subject in [].

    What isn't the source's wording stands in square brackets: the subject that an omitted one or a
    pronoun stands for, and the sentence that introduces a list.
    """
    row = _table_row(card)
    if row:
        return row
    text = _bare(card.quote)
    connective = _CONNECTIVE.get(card.language)
    if connective is not None:
        text = connective.sub("", text)
    if card.lead_in:
        text = f"[{_bare(card.lead_in).rstrip(':：')}:] {text}"
    elif card.subject and card.subject_is_resolved and card.subject not in text:
        text = f"[{card.subject}] {text}"
    return capitalised(text, card.language)


def _table_row(card: Card) -> str:
    pairs = table_row(card)
    if not pairs:
        return ""
    (_, first), *others = pairs
    said = "; ".join(f"[{_bare(head)}:] {_bare(cell)}" for head, cell in others)
    return capitalised(f"{_bare(first)}: {said}", card.language)


def _bare(text: str) -> str:
    return without_markers(_MARKDOWN.sub("", _BULLET.sub("", _one_line(text))))


def _one_line(text: str) -> str:
    # Japanese has no space where a line ends.
    return " ".join(_LINE_END.sub("", text).split())


def capitalised(text: str, language: str) -> str:
    """Begin with a capital and end with a full stop, as a sentence does."""
    text = text.strip()
    if language == "en" and text[:1].islower() and not re.match(r"[a-z]+\d|[a-z][A-Z]", text):
        text = text[0].upper() + text[1:]
    if text and text[-1] not in '.!?。！？…:;」』”")）':
        text += "。" if language in ("ja", "zh") else "."
    return text


def as_markdown(claims: Sequence[Claim], *, bulleted: bool = False) -> str:
    """Join the claims with the markers that the system attaches."""
    parts = [f"{claim.text}{_space(claim.text)}{_markers(claim.citations)}" for claim in claims]
    if bulleted:
        return "\n".join(f"- {part}" for part in parts)
    return " ".join(parts)


def _markers(numbers: Sequence[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def _space(text: str) -> str:
    return "" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff。」]$", text) else " "


def numbered(citations: Sequence[Citation], card: Card) -> int | None:
    """Return the number under which `card` is cited already; None when it isn't."""
    for citation in citations:
        if (citation.source_id, citation.start) == (card.source_id, card.start):
            return citation.n
    return None
