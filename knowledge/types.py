"""What this room hands out: sources, passages, sentences, hits and reports.

Every offset counts code points of the source's stored text (which is kept as extracted,
unnormalised), starts at 0 and is half-open: `text[start:end]`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from knowledge.quantities import Quantity

SentenceKind = Literal["prose", "item", "question", "metadata", "suspicious"]
WarningKind = Literal["hidden_text", "hidden_instruction", "instruction"]
Origin = Literal["", "secondary_source", "unnamed_origin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWarning:
    """What the user must know about a source before trusting it."""

    kind: WarningKind
    """`hidden_text`: not shown to a reader, so left out of the text. `hidden_instruction`: left out
    too, and it reads as an instruction to a program. `instruction`: such a sentence in plain sight,
    kept in the text, never used as evidence."""
    page: int | None
    """1-based; None where the format has no pages."""
    reason: str
    """In plain words, completing "It …"."""
    excerpt: str
    """Its first characters, white space as single spaces."""

    @property
    def message(self) -> str:
        """The warning as a sentence or two."""
        where = f" on page {self.page}" if self.page else ""
        if self.kind == "instruction":
            return f"Not used as evidence{where}: “{self.excerpt}” {self.reason}."
        return f"Hidden text left out{where}: “{self.excerpt}” {self.reason}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a file says, before it is cut into passages."""

    text: str
    page_starts: tuple[int, ...]
    """Offset of each page's first character; empty where the format has no pages."""
    title: str
    language: str
    """ISO 639-1 code of most of the text, `und` when it can't be told."""
    publisher: str
    """Empty where the document doesn't tell it."""
    published: str
    """ISO date, or year and month, or year; empty where the document doesn't tell it."""
    warnings: tuple[SourceWarning, ...] = ()
    """What was left out because no reader sees it, and a title or name that isn't one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a source, with what stands around it; nothing is inserted into its text."""

    start: int
    end: int
    heading: str
    kind: SentenceKind
    """`item` a list's entry; `metadata` a line such as a source's name or a date; `suspicious` an
    instruction to a program, which is never evidence (`knowledge.suspicion`)."""
    lead_in: tuple[int, int] | None = None
    """Where the sentence stands that introduces the list this item belongs to."""
    speaker: str = ""
    """Who says it, as named in or before the sentence; empty when the source itself speaks."""
    speech_verb: str = ""
    """How it is said, in the source's words: argues, estimates, 主張する, 研究によれば."""
    subject: str = ""
    """Whom an omitted or pronominal subject (同社, it) stands for; empty when stated."""
    subject_is_resolved: bool = True
    """False when the subject is omitted or a pronoun and nobody could be found for it."""
    origin: Origin = ""
    """`secondary_source`: reports somebody else's document. `unnamed_origin`: only "research"."""
    origin_name: str = ""
    """The document or body to get the original from, where it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of sentences of one source under one heading."""

    id: int
    source_id: int
    start: int
    end: int
    page: int | None
    """1-based page on which it starts; None where the format has no pages."""
    heading: str
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document of the user's, as stored."""

    id: int
    path: str
    title: str
    language: str
    publisher: str
    published: str
    pages: int | None
    passages: int
    sha256: str
    indexed_at: str
    """UTC, ISO 8601 with seconds."""
    warnings: tuple[SourceWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A ranked passage."""

    rank: int
    """1 is the best."""
    score: float
    """What the ranking went by, 0 to 1, higher is better; comparable within one query only."""
    dense: float | None
    """Cosine of query and passage as stored (-1 to 1); None without an embedder."""
    lexical: float
    """BM25 of the query's words, 0 when none occurs, higher is better."""
    matched: tuple[str, ...]
    """The query's terms that occur in the passage: why it was found by words."""
    passage: Passage
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not become a source."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a run over files did."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    failed: tuple[Failure, ...] = ()
    passages: int = 0
    """Passages written in this run."""
    seconds: float = 0.0
    was_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a long piece of work is."""

    stage: str
    """A plain-language word for the user: "Reading", "Embedding", "Downloading"."""
    done: int
    total: int
    """0 when it isn't known."""
    detail: str = ""
    """The file or item in work."""


OnProgress = Callable[[Progress], None]
IsCancelled = Callable[[], bool]

__all__ = [
    "Extracted",
    "Failure",
    "Hit",
    "IsCancelled",
    "OnProgress",
    "Origin",
    "Passage",
    "Progress",
    "Quantity",
    "Sentence",
    "SentenceKind",
    "Source",
    "SourceWarning",
    "SyncReport",
    "WarningKind",
]
