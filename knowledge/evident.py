"""What of a passage counts: its text less the sentences that are suspicious.

This is what is indexed, embedded and compared, so that an instruction to a program can't draw a
passage to a question, or push it away. What is stored and shown is the source's own text.
"""

import re

from knowledge.types import Passage

_MARKER = re.compile(r"[\W\d_]{0,8}")


def evidence_text(passage: Passage) -> str:
    """Return the passage's text without suspicious sentences and their list markers."""
    text = passage.text
    gaps = [
        (sentence.start - passage.start, sentence.end - passage.start)
        for sentence in passage.sentences
        if sentence.kind == "suspicious"
    ]
    if not gaps:
        return text
    kept = [sentence for sentence in passage.sentences if sentence.kind != "suspicious"]
    if not kept:
        return ""
    parts: list[str] = []
    position = 0
    for start, end in [*gaps, (max(s.end for s in kept) - passage.start, len(text))]:
        if start >= position:
            parts.append(text[position : _with_marker(text, position, start)])
        position = max(position, end + len(text[end:]) - len(text[end:].lstrip(" \t\n\u3000")))
    return "".join(parts).strip()


def _with_marker(text: str, position: int, start: int) -> int:
    """Return where the list or heading marker before `start` begins; `start` without one."""
    line = max(position, text.rfind("\n", 0, start) + 1)
    return line if start < len(text) and _MARKER.fullmatch(text, line, start) else start
