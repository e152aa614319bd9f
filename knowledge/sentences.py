"""Where sentences begin and end.

Languages written with spaces go through sentencex, behind repairs of ours: it knows many
languages' abbreviations but breaks "Office of Sci. and Tech. Policy" and "5 p.m. ET" and joins
"(See below.) Next". Chinese and Japanese are cut by rules of ours alone: their terminal marks are
unambiguous, sentencex parts 「…。」 from と述べた and joins 「です。2.2%」, and its time grows
with the square of the length (13 s for 300,000 characters).
"""

import re
from collections.abc import Iterator

from knowledge.blocks import find_blocks
from knowledge.language import is_cjk

Span = tuple[int, int]

MAX_SENTENCE = 1200
"""Characters. A longer run without a terminal mark (a table gone astray, a list of names) is cut
at its last clause mark or space, so that a piece of evidence stays readable."""

_WINDOW = 20_000
"""Characters given to sentencex at once."""

_CJK_END = re.compile(
    r"(?:[。！？!?]+|(?<=[^\x00-\x7f])．|…+(?=[」』）)]|[ 　\n])|(?<=[a-z]{2})\.(?=[ \n]+[A-Z])"
    r"|(?<=[\u3040-\u30ff\u4e00-\u9fff])\.(?=\s|$))"
    r"[」』”’\"）)】〉》]*"
)
_CJK_OPEN = "「『（(【〈《“"
_CJK_CLOSE = "」』）)】〉》”"
_CJK_GOES_ON = re.compile(
    r"[ 　]*(?:[とのをにはがもへで、，,・]|って|など|という|や(?=[「『“])|から(?=[のでもはにな])"
    r"|まで(?=[のはにも])|だ|です|である|らしい|[」』）)])"
)
_MAX_QUOTE = 400
"""Characters an open bracket or quotation may hold back a sentence's end: one that is never
closed must not swallow the document."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'])(?:"
    r"Sci|Tech|Fed|Reg|Regs|Pub|Stat|Cong|Rec|Res|Dept|Admin|Nat|Natl|Nat'l|Int'l|Assoc|Ass'n|"
    r"Comm'n|Gov't|Sec|Secs|§|No|Nos|Art|Arts|Ch|Div|Subch|Subpt|Pt|Pts|Para|Paras|Vol|Vols|Ed|"
    r"Eds|Fig|Figs|Tbl|App|Apps|Eq|Ref|Refs|Ex|Exec|Ord|Supp|Cir|Op|Doc|Dkt|Univ|Inst|Lab|Labs|"
    r"Dr|Mr|Mrs|Ms|Prof|Gen|Sen|Sens|Rep|Reps|Gov|Hon|Rev|St|Sr|Lt|Col|Capt|Adm|Asst|Dir|Mt|Ft|"
    r"e\.g|i\.e|cf|viz|vs|v|al|approx|ca|c|p|pp|para|sec|no|nos|art|vol|ch|fig|incl|resp|est"
    r")\.$"
)
_MAY_END = re.compile(
    r"(?:^|[\s(\[“\"'])(?:al|Res|Rec|Lab|Labs|Univ|Inst|est|no|Ed|Ex|Art|St|Reg|Regs|Stat|App|Apps|Pub)\.$"
)
"""Of these, those that may end a sentence too: a following small word that opens one decides."""
_COUNTRY_OR_TITLE = re.compile(
    r"(?:^|[\s(\[“\"'])(?:U\.S|U\.K|U\.N|E\.U|D\.C|H\.R|S|L|U\.S\.A|Inc|Corp|Co|Ltd|Jr)\.$"
)
_INITIAL = re.compile(r"(?:^|[\s(\[“\"'.])[A-Z]\.$")
_TIME = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_ZONE = re.compile(
    r"(?:\(?(?:[ECMP][SD]?T|UTC|GMT|JST|BST|CET|CEST)\b|Eastern|Central|Mountain|Pacific|on\b|\()"
)
_OPENS_SENTENCE = re.compile(
    r"[\"“'(\[]*(?:The|This|That|These|Those|It|Its|He|She|We|They|I|You|There|Here|In|On|At|By|"
    r"For|From|To|But|And|Or|So|If|When|While|Where|What|Which|Who|Why|How|As|A|An|Our|Their|His|"
    r"Her|However|Moreover|Thus|Yet|Some|Many|Most|Such|No|Not|Each|Every|Both|All|Any|After|"
    r"Before|Since|Under|With|Although|Because|Only|One|Two|Three)\b"
)
_CONTINUES = re.compile(r"[\"'”’)\]]*[a-z,;:)\]]|[—–-] ?[a-z]")
_EXTRA_END = re.compile(r"[.!?][\"”’')\]]+(?=\s+[\"“‘'(\[]*[A-Z0-9])|[.!?](?=\s+[(\[“\"][A-Z])")
_TRAILING = re.compile(r"[\W\d_]{1,8}")
"""A note's mark or stray punctuation belongs to the sentence before it: `ends here.[12]`."""


def split_sentences(text: str, language: str) -> tuple[Span, ...]:
    """Find the sentences of a text.

    Args:
        text: Any number of lines. A blank line, a heading or a list item ends a sentence; a
            newline within hard-wrapped prose doesn't.
        language: ISO 639-1 code or `und`; stretches in another script are cut by their own rules.

    Returns:
        Half-open spans, in order, without white space at either end, without the markers of
        headings (`## `) and list items (`- `).
    """
    return tuple(
        span
        for block in find_blocks(text)
        for span in split_run(text, block.start, block.end, language)
    )


def split_run(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
    """Find the sentences of one paragraph, `text[start:end]`; spans count from `text`'s start."""
    run = text[start:end]
    cut = _cjk_spans(run) if is_cjk(run) else _spaced_spans(run, language)
    spans = (piece for span in cut for piece in _shortened(run, *span))
    return tuple((start + a, start + b) for a, b in spans)


def _stripped(run: str, start: int, end: int) -> Span | None:
    while start < end and run[start].isspace():
        start += 1
    while end > start and run[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _pieces(run: str, ends: list[int]) -> list[Span]:
    """Turn sorted cut points into stripped spans."""
    spans: list[Span] = []
    for a, b in zip([0, *ends], [*ends, len(run)], strict=True):
        span = _stripped(run, a, b)
        if span and spans and _TRAILING.fullmatch(run, *span):
            spans[-1] = (spans[-1][0], span[1])
        elif span:
            spans.append(span)
    return spans


def _cjk_spans(run: str) -> list[Span]:
    """Cut at terminal marks outside brackets, unless a particle takes the quotation up."""
    ends: list[int] = []
    depth, opened, position = 0, 0, 0
    for match in _CJK_END.finditer(run):
        for index in range(position, match.end()):
            if run[index] in _CJK_OPEN:
                opened = index if depth == 0 else opened
                depth += 1
            elif run[index] in _CJK_CLOSE:
                depth = max(0, depth - 1)
        position = match.end()
        if depth and match.end() - opened <= _MAX_QUOTE:
            continue
        depth = 0
        is_quoted = run[match.end() - 1] in _CJK_CLOSE + '"’'
        if is_quoted and _CJK_GOES_ON.match(run, match.end()):
            continue
        ends.append(match.end())
    return _pieces(run, ends)


def _spaced_spans(run: str, language: str) -> list[Span]:
    """Cut by sentencex, then mend: first what it joined, then what it broke."""
    ends: set[int] = set()
    for start, end in _windows(run):
        ends.update(start + offset for offset in _library_ends(run[start:end], language))
        ends.add(end)
    ends.update(match.end() for match in _EXTRA_END.finditer(run))
    ends.discard(len(run))
    kept: list[int] = []
    begin = 0
    for end in sorted(ends):
        before, after = run[begin:end].rstrip(), run[end:].lstrip()[:40]
        if before and not _is_broken(before, after):
            kept.append(end)
            begin = end
    return _pieces(run, kept)


def _windows(run: str) -> Iterator[Span]:
    """Part a very long run at spaces after a full stop."""
    start = 0
    while len(run) - start > _WINDOW:
        cut = max(run.rfind(mark, start, start + _WINDOW) for mark in (". ", ".\n", "? ", "! "))
        cut = cut + 2 if cut > start else start + _WINDOW
        yield start, cut
        start = cut
    yield start, len(run)


def _library_ends(run: str, language: str) -> Iterator[int]:
    from sentencex import get_sentence_boundaries

    code = "en" if language in ("und", "ja", "zh") else language
    for boundary in get_sentence_boundaries(code, run):
        yield int(boundary["end_index"])


def _is_broken(before: str, after: str) -> bool:
    """Say whether a cut between these two would fall within a sentence."""
    if not after or not re.search(r"\w", before):
        return bool(after)
    if _CONTINUES.match(after) or _is_open(before):
        return True
    opens = bool(_OPENS_SENTENCE.match(after))
    if _TIME.search(before):
        return bool(_ZONE.match(after))
    if _ABBREVIATION.search(before):
        return not (opens and _MAY_END.search(before))
    if _COUNTRY_OR_TITLE.search(before) or _INITIAL.search(before):
        return not opens
    return False


def _is_open(before: str) -> bool:
    """Say whether a bracket or quotation opened in `before` isn't closed yet."""
    tail = before[-_MAX_QUOTE:]
    if len(before) > len(tail):
        return False
    return any(
        tail.count(mark) > tail.count(close) for mark, close in (("(", ")"), ("[", "]"), ("“", "”"))
    ) or (tail.count('"') % 2 == 1)


def _shortened(run: str, start: int, end: int) -> Iterator[Span]:
    """Cut a span longer than `MAX_SENTENCE` at its last clause mark or space."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        half = start + MAX_SENTENCE // 2
        cut = max(run.rfind(mark, half, limit) for mark in ("; ", "；", "\n", "、", ", ", "| "))
        cut = cut if cut > 0 else run.rfind(" ", half, limit)
        cut = cut + 1 if cut > 0 else limit
        piece = _stripped(run, start, cut)
        if piece:
            yield piece
        start = cut
    piece = _stripped(run, start, end)
    if piece:
        yield piece
