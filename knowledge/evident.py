"""What of a passage counts: its text less the sentences that are suspicious.

This is what is indexed, embedded and compared, so that an instruction to a program can't draw a
passage to a question, or push it away. What is stored and shown is the source's own text.
"""

import re

from knowledge.types import Passage

_MARKER = re.compile(r"[\W\d_]{0,8}")
_SPACE = " \t\n\u3000"


def evidence_text(passage: Passage) -> str:
    """Return the passage's text without suspicious sentences and their list markers."""
    text = passage.text
    gaps = _gaps(passage)
    if not gaps:
        return text
    kept = [sentence for sentence in passage.sentences if sentence.kind != "suspicious"]
    if not kept:
        return ""
    first, last = kept[0].start - passage.start, max(s.end for s in kept) - passage.start
    position = 0 if passage.sentences[0] == kept[0] else _with_marker(text, 0, first)
    parts: list[str] = []
    for start, end in gaps:
        if not position <= start < last:
            continue
        before = text[position : _with_marker(text, position, start)]
        after = len(text) - len(text[end:].lstrip(_SPACE))
        parts += [before.rstrip(_SPACE), _between(before, text[end:after])]
        position = after
    return "".join([*parts, text[position:last]])


def _gaps(passage: Passage) -> list[tuple[int, int]]:
    """Return where the suspicious sentences stand in the passage's text, adjoining ones as one."""
    gaps: list[tuple[int, int]] = []
    is_next = False
    for sentence in passage.sentences:
        start, end = sentence.start - passage.start, sentence.end - passage.start
        if sentence.kind == "suspicious":
            gaps.append((gaps.pop()[0] if is_next else start, end))
        is_next = sentence.kind == "suspicious"
    return gaps


def _between(before: str, space: str) -> str:
    """Return what parts the text before a gap from that after it: the wider of both spaces."""
    spaces = (before[len(before.rstrip(_SPACE)) :], space)
    return next((mark for mark in ("\n\n", "\n", " ") if any(mark in s for s in spaces)), "")


def _with_marker(text: str, position: int, start: int) -> int:
    """Return where the list or heading marker before `start` begins; `start` without one."""
    line = max(position, text.rfind("\n", 0, start) + 1)
    return line if _MARKER.fullmatch(text, line, start) else start
