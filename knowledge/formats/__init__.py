"""Which file formats can be sources: text, Markdown, HTML, PDF and DOCX → text."""

from knowledge.formats.document import MAX_BYTES
from knowledge.formats.reading import SUPPORTED_SUFFIXES, read_file

__all__ = ["MAX_BYTES", "SUPPORTED_SUFFIXES", "read_file"]
