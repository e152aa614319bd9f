"""A reader of plain text files and helpers for libraries over a folder of them."""

import os
import time
from pathlib import Path

from knowledge import Reading
from knowledge.errors import UnreadableFile
from knowledge.types import Extracted, Passage, Sentence


class PlainReading:
    """Reads .txt and .md: each line a passage of one sentence. Counts what it reads."""

    def __init__(self) -> None:
        self.files_read: list[str] = []

    def reading(self) -> Reading:
        """Return it as the library takes it."""
        return Reading(read_file=self._read, cut=_cut, suffixes=(".txt", ".md"))

    def _read(self, path: Path) -> Extracted:
        self.files_read.append(path.name)
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        if text.startswith("BROKEN"):
            raise UnreadableFile(f"Can't read {path.name!r}", "it is encrypted", "Decrypt it")
        return Extracted(
            text=text,
            page_starts=(),
            title=path.stem,
            language="en",
            publisher="",
            published="",
        )


def _cut(extracted: Extracted) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    start = 0
    for line in extracted.text.splitlines(keepends=True):
        text = line.rstrip("\n")
        end = start + len(text)
        if text:
            sentence = Sentence(start=start, end=end, heading="", kind="prose")
            passages.append(
                Passage(
                    id=0,
                    source_id=0,
                    start=start,
                    end=end,
                    page=None,
                    heading="",
                    text=text,
                    sentences=(sentence,),
                )
            )
        start += len(line)
    return tuple(passages)


def write(path: Path, text: str) -> Path:
    """Write a file that looks as if it had been there for an hour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))
    return path
