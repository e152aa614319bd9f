"""What this room hands out: cards, claims, answers, sections, and the events of their making."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.types import Hit, Origin, Quantity, SentenceKind

ClaimKind = Literal["sourced", "position", "inference"]
Verdict = Literal["supported", "confirmed", "unsupported", "conflict", "unchecked"]
Severity = Literal["error", "warning", "note"]
Status = Literal["answered", "insufficient_evidence"]
RenderingState = Literal["machine", "edited", "approved", "rejected"]
MatchKind = Literal["words", "figure", "name"]
Hand = Literal["first_hand", "second_hand", "unnamed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One sentence of a source made ready as evidence."""

    source_id: int
    passage_id: int
    path: str
    title: str
    publisher: str
    published: str
    page: int | None
    start: int
    end: int
    quote: str
    """`text[start:end]` of the source, exactly."""
    language: str
    kind: SentenceKind
    heading: str
    lead_in: str
    """The sentence that introduces the list this one is an item of; empty otherwise."""
    speaker: str
    speech_verb: str
    subject: str
    subject_is_resolved: bool
    origin: Origin
    origin_name: str
    quantities: tuple[Quantity, ...]
    """Offsets count from the quote's start."""
    score: float = 0.0
    """How well it fits the question, higher is better; comparable within one question only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A card's quote in another language, kept under the hash of sentence and model."""

    key: str
    quote: str
    text: str
    language: str
    model_id: str
    state: RenderingState
    score: float
    """Mean log-probability of a token of the original given the rendering; 0 is the best."""
    findings: tuple["Finding", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The marker [n], its passage, and a quote that is an exact substring of the source's text."""

    n: int
    source_id: int
    passage_id: int
    path: str
    title: str
    page: int | None
    start: int
    end: int
    quote: str
    language: str
    rendering: str = ""
    """The quote in the answer's language; empty when it is in that language already."""
    note: str = ""
    """What the reader must know of the origin: second-hand, unnamed research; empty otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the user must know about a claim or a draft."""

    code: str
    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A stretch of a claim, and where its source states the same."""

    claim_start: int
    claim_end: int
    """Half-open code points of the claim's text."""
    n: int
    """Number of the citation."""
    start: int
    end: int
    """Half-open code points of the source's stored text."""
    kind: MatchKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A person's word that a sentence is right; void when the sentence changes."""

    name: str
    at: str
    """UTC, ISO 8601 with seconds."""
    text_sha256: str
    """Of the sentence as it was confirmed, and the quotes that it cites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of an answer or a draft."""

    text: str
    """Without markers."""
    citations: tuple[int, ...]
    kind: ClaimKind
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    matches: tuple[Match, ...] = ()
    """Words, figures and names that stand on both sides, for showing."""
    was_repaired: bool = False
    """Whether it failed a check at first and was built anew from its cards."""
    was_compared: bool = False
    """Whether it was compared with counterfactuals of itself."""
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSource:
    """Where a figure of a draft stands in a source."""

    n: int
    """Number of the citation."""
    source_id: int
    title: str
    publisher: str
    published: str
    page: int | None
    start: int
    end: int
    """Half-open code points of the source's stored text: those of the figure's wording."""
    original: str
    """The figure in the source's wording: 7億."""
    quote: str
    """The sentence in its original language."""
    language: str
    hand: Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a draft: one line of its ledger."""

    text: str
    """As the draft writes it."""
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    claim: int
    """Index of the claim that states it."""
    start: int
    end: int
    """Half-open code points of the claim's text."""
    verdict: Verdict
    conversion: str
    """How the source's wording became the draft's: "7億 × 1 = 700 million"; empty as written."""
    sources: tuple[FigureSource, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """A draft of anybody's, checked against the library."""

    title: str
    text: str
    """As it was read: a file's text with tracked changes accepted."""
    language: str
    citations: tuple["Citation", ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    """About the draft as a whole."""
    places: tuple[tuple[int, int], ...] = ()
    """Where each claim stands in `text`, markers included: half-open code points."""
    was_stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelIdentity:
    """Which weights wrote it."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Milliseconds from the request; tokens of the evidence read and of the renderings written."""

    retrieval_ms: int = 0
    first_evidence_ms: int = 0
    first_token_ms: int = 0
    total_ms: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question got."""

    question: str
    text: str
    """Markdown with [n]."""
    status: Status
    language: str
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    nearest: tuple[Hit, ...]
    """The nearest passages, when the evidence is insufficient."""
    model: ModelIdentity | None
    timings: Timings
    was_stopped: bool = False
    dropped: tuple[Claim, ...] = ()
    """Sentences that failed their checks twice and were left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A drafted section of a comment."""

    section: str
    """Its title."""
    position: str
    """The commenter's stance as given by the user; empty when none was."""
    words_asked: int
    words: int
    text: str
    """Markdown with a heading and [n]."""
    status: Status
    language: str
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    """About the section as a whole, such as that the evidence ends here."""
    nearest: tuple[Hit, ...]
    model: ModelIdentity | None
    timings: Timings
    was_stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One exchange of a conversation."""

    request: str
    result: Answer | Section
    at: str
    """UTC, ISO 8601 with seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A chat that survives a restart."""

    id: str
    title: str
    turns: tuple[Turn, ...]
    updated_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReady:
    """Event: the best quotes, before anything is written."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """Event: what goes on now, in plain words; `total` is 0 when it isn't known."""

    message: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGrown:
    """Event: the whole text so far (Markdown with [n]); each replaces the one before."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Event, the last one: the result."""

    result: Answer | Section


Event = EvidenceReady | Working | TextGrown | Finished


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChecked:
    """Event, the last one of a check: its result."""

    result: CheckedDraft


CheckEvent = Working | DraftChecked


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Event: the result with all that comparing has found so far; the last event is one."""

    result: Answer | Section | CheckedDraft
    was_stopped: bool = False


CompareEvent = Working | Compared
