"""Plain text and Markdown: bytes → text.

The stored extracted text is the file's text with two changes: a byte order mark is dropped, and
`\\r\\n` and `\\r` become `\\n`. Markdown stays as it is written, markup included, so that offsets
count in the file's own text.
"""

from knowledge.formats.document import Document
from knowledge.formats.encoding import decode, looks_like_text


def read_text(data: bytes) -> Document | None:
    """Read text or Markdown; None when the bytes aren't text."""
    text = decode(data)
    if text is None or not looks_like_text(text):
        return None
    return Document(text=text.replace("\r\n", "\n").replace("\r", "\n"))
