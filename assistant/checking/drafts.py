"""A draft of anybody's → its sentences, each with its kind, its markers and what they lead to.

Read like a source (`knowledge.formats`), so that a DOCX comes as accepted: insertions in, deletions
out, results of fields, no hidden text, no comments. What isn't a statement of the draft is left
out: headings, reference lists, and what our own export adds (its checks and its origin).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.checking.references import Lists, Reference
from assistant.types import ClaimKind
from knowledge.blocks import find_blocks
from knowledge.errors import UnreadableFile
from knowledge.formats import read_file
from knowledge.language import detect_language, is_cjk
from knowledge.outline import Placed, outline
from knowledge.quantities import find_quantities
from knowledge.quantities.types import CALENDAR_UNITS

MAX_BYTES = 20_000_000
"""A draft with pictures stays below it."""
MAX_CHARACTERS = 300_000
"""Some hundred pages: a comment is far shorter, and each sentence costs a search."""

_MARKER = re.compile(r"\[\^?(\d{1,3}(?:\s*[,，、–-]\s*\d{1,3})*)\](?![(:])")
_FROM_TO = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_LABEL = re.compile(
    r"\*\((commenter's position|inference"
    r"|(?:un)?supported(?:: [^()*\n\d]{1,60})?|(?:conflict|unchecked)(?:: [^()*\n\d]{1,60})?)\)\*"
)
"""What an export of ours says of a sentence: *(inference)*."""
_LABEL_KINDS: dict[str, ClaimKind] = {
    "commenter's position": "position",
    "inference": "inference",
}
_BOLD_LABEL = re.compile(
    r"(?<=\n)[ \t]*\*\*[^*\n]{1,40}[.:：。]\*\*(?=[ \t]*\S)"
    r"|\A[ \t]*\*\*[^*\n]{1,40}[.:：。]\*\*(?=[ \t]*\S)"
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"[*`]{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_JAPANESE_LINE_END = re.compile(
    r"(?<=[\u3040-\u30ff\u4e00-\u9fff、。])\s*\n\s*(?=[\u3040-\u30ff\u4e00-\u9fff「])"
)
_INTRODUCES = re.compile(r"\b(?:following|below|as follows)\b|次の|以下", re.IGNORECASE)
_SPACE_BEFORE_END = re.compile(r"\s+([.,;:!?。、])")
_ADDED_BY_US = re.compile(
    r"\*\*Position given by the commenter:\*\*|\*Written by [^*]+, run locally;"
    r"|\*Stopped before the end\.\*|\*Insufficient evidence: "
)
_CJK = ("ja", "zh", "ko")
_TOLD_BY_WORDS = ("en", "fr", "de", "es", "it", "pt", "nl", "und")
"""Languages in Latin letters: a short sentence full of names is easily taken for another."""
_WORD = re.compile(r"\w")
_DIGITS = re.compile(r"\d{2}|\d[万億兆]|\d ?(?:[mbt]n|million|billion|trillion)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """One statement of a draft."""

    text: str
    """On one line, without markers, labels and emphasis."""
    start: int
    end: int
    """Half-open code points of the draft's text, markers included."""
    heading: str
    lead_in: str
    """The sentence that introduces the list this one is an item of; empty otherwise."""
    language: str
    markers: tuple[int, ...]
    references: tuple[Reference, ...]
    """Those of the markers that the draft's reference list explains."""
    label: ClaimKind | None
    """What the draft itself calls it; None where it doesn't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as it was read."""

    title: str
    text: str
    language: str
    sentences: tuple[DraftSentence, ...]


def read_draft(path: Path) -> Draft:
    """Read a draft from a Markdown, text or DOCX file, or any other that can be a source.

    Raises:
        UnreadableFile: It is missing, encrypted, empty, binary, damaged, too large or too long.
    """
    read = read_file(path, max_bytes=MAX_BYTES)
    return parse_draft(read.text, title=read.title, name=repr(str(path)))


def parse_draft(text: str, *, title: str = "", name: str = "the text") -> Draft:
    """Find the sentences of a draft's text, in order.

    Args:
        text: Markdown or plain text.
        title: Empty where it isn't known: then its first heading is taken.
        name: What it is called in an error.

    Raises:
        UnreadableFile: It is empty, or longer than `MAX_CHARACTERS`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_length(text, name)
    language = detect_language(text)
    sentences = tuple(_sentences(text, language))
    return Draft(
        title=title or _first_heading(text), text=text, language=language, sentences=sentences
    )


def _check_length(text: str, name: str) -> None:
    if not _WORD.search(text):
        raise UnreadableFile(
            f"Can't check {name}", "it holds no text", "Give a draft with at least one sentence."
        )
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFile(
            f"Can't check {name}",
            f"it has {len(text):,} characters, more than {MAX_CHARACTERS:,}",
            "Check it in parts.",
        )


def _first_heading(text: str) -> str:
    for block in find_blocks(text):
        if block.kind == "heading":
            return " ".join(text[block.start : block.end].split())
    return ""


def _sentences(text: str, language: str) -> Iterator[DraftSentence]:
    lists = Lists(text)
    bare = _masked(text)
    asides = [*_MARKER.finditer(text), *_LABEL.finditer(text)]
    asides.sort(key=lambda match: match.start())
    places = list(_placed(bare, language))
    for index, place in enumerate(places):
        line = text.rfind("\n", 0, place.outer_start) + 1
        is_ours = _ADDED_BY_US.match(text, line)
        if lists.hold(place.start) or is_ours or place.kind == "metadata":
            continue
        said = _plain(bare[place.start : place.end])
        if not _WORD.search(said):
            continue
        following = places[index + 1].outer_start if index + 1 < len(places) else len(text)
        mine = [m for m in asides if place.start <= m.start() < following]
        mine = [m for m in mine if "\n\n" not in text[place.end : m.start()]]
        numbers = _numbers(mine)
        yield DraftSentence(
            text=said,
            start=place.start,
            end=max([place.end, *(m.end() for m in mine)]),
            heading=place.heading,
            lead_in=_lead_in(bare, place),
            language=_language(said, language),
            markers=numbers,
            references=lists.explain(numbers, place.start),
            label=next((_LABEL_KINDS[m[1]] for m in mine if m[1] in _LABEL_KINDS), None),
        )


def _lead_in(text: str, place: Placed) -> str:
    # A list may follow a paragraph that has nothing to do with it; one with a colon does.
    said = _plain(text[slice(*place.lead_in)]) if place.lead_in else ""
    return said if said.endswith((":", "：")) or _INTRODUCES.search(said) else ""


def _masked(text: str) -> str:
    """Put spaces in place of markers, labels and the addresses of links; offsets stay."""
    for pattern in (_MARKER, _LABEL, _BOLD_LABEL):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return _LINK.sub(_without_address, text)


def _without_address(link: re.Match[str]) -> str:
    start, end = (offset - link.start() for offset in link.span(1))
    return f"{' ' * start}{link.group(1)}{' ' * (len(link.group()) - end)}"


def _placed(text: str, language: str) -> Iterator[Placed]:
    """Yield the sentences, and the headings that state an amount, in order.

    In plain text a short line is taken for a heading by its looks, and a figure must not escape
    for that.
    """
    headings = [
        Placed(
            start=block.start,
            end=block.end,
            outer_start=block.outer_start,
            kind="prose",
            heading="",
            section=-1,
            group=block.group,
            block=-1,
            lead_in=None,
        )
        for block in find_blocks(text)
        if block.kind == "heading"
        and block.level == 0
        and _states_amount(text[block.start : block.end], language)
    ]
    yield from sorted([*outline(text, language), *headings], key=lambda place: place.start)


def _states_amount(heading: str, language: str) -> bool:
    # "Four figures and how to cite them" and "The plan for 2025" are titles.
    return any(
        q.unit not in CALENDAR_UNITS and (q.unit or _DIGITS.search(q.text))
        for q in find_quantities(heading, language)
    )


def _numbers(asides: Sequence[re.Match[str]]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for match in asides:
        for first, last in _FROM_TO.findall(match[1]):
            found.update(dict.fromkeys(range(int(first), int(last or first) + 1)))
    return tuple(found)


def _plain(raw: str) -> str:
    text = " ".join(_JAPANESE_LINE_END.sub("", _EMPHASIS.sub("", raw)).split())
    return _SPACE_BEFORE_END.sub(r"\1", text)


def _language(sentence: str, language: str) -> str:
    """Return the sentence's own language where it is told for sure; else the draft's."""
    own = detect_language(sentence)
    if is_cjk(sentence) and own not in (*_CJK, "en"):
        own = language if language in _CJK else "ja"
    if own != "und" and (own == "en" or language == "und" or own not in _TOLD_BY_WORDS):
        return own
    return language if language != "und" else "en"
