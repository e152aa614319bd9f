"""Plain text and Markdown: bytes → text.

The stored extracted text is the file's text with few changes: a byte order mark is dropped,
`\\r\\n` and `\\r` become `\\n`, and in Markdown, which else stays as it is written, what a reader
of the rendered page doesn't see is left out: comments, and elements with `hidden` or a style that
hides them.
"""

import re

from knowledge.formats.document import Document, Hidden
from knowledge.formats.encoding import decode, looks_like_text

_PIECE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|<(?P<tag>div|span|p|font|b|i|em|small|section|details)\b(?=[^<>]{0,300}"
    r"(?:\shidden\b|\baria-hidden\s*=\s*[\"']?true|display\s*:\s*none|visibility\s*:\s*hidden|"
    r"font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])))[^<>]{0,600}>.{0,4000}?</(?P=tag)\s*>",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
"""Code in fences, which is shown as it is, and what isn't shown."""
_LINE_END = re.compile(r"[ \t]*\n+")
"""Goes with what fills a line of its own."""
_TAGS = re.compile(r"<!--|-->|<[^>]*>")


def read_text(data: bytes, *, is_markdown: bool = False) -> Document | None:
    """Read text or Markdown; None when the bytes aren't text."""
    text = decode(data)
    if text is None or not looks_like_text(text):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _shown(text) if is_markdown else Document(text=text)


def _shown(text: str) -> Document:
    """Leave out what the rendered page doesn't show."""
    hidden: list[Hidden] = []
    parts: list[str] = []
    position = 0
    for match in _PIECE.finditer(text):
        if match["fence"]:
            continue
        hidden.append(Hidden(text=_TAGS.sub("", match.group()), how=_how(match)))
        parts.append(text[position : match.start()])
        position = match.end()
        line_end = _LINE_END.match(text, position)
        if line_end and text[match.start() - 1 : match.start()] in ("", "\n"):
            position = line_end.end()
    return Document(text="".join([*parts, text[position:]]), hidden=tuple(hidden))


def _how(match: re.Match[str]) -> str:
    return "has a style that hides it" if match["tag"] else "stands in a comment"
