"""Answers, sections and conversations with something in every field."""

from assistant.types import (
    Answer,
    Citation,
    Claim,
    Conversation,
    Finding,
    ModelIdentity,
    Section,
    Timings,
    Turn,
)
from knowledge.types import Hit, Passage, Sentence, Source

FINDING = Finding(code="evidence_ends", severity="note", message="It ends.", remedy="Add sources.")
SOURCE = Source(
    id=1,
    path="/sources/港.txt",
    title="港の記録",
    language="ja",
    publisher="Port",
    published="2024-05",
    pages=3,
    passages=1,
    sha256="a" * 64,
    indexed_at="2026-01-01T00:00:00+00:00",
)
HIT = Hit(
    rank=1,
    score=0.9,
    dense=None,
    lexical=2.5,
    matched=("港",),
    passage=Passage(
        id=7,
        source_id=1,
        start=0,
        end=9,
        page=2,
        heading="港",
        text="港は開いている。",
        sentences=(Sentence(start=0, end=8, heading="港", kind="prose", lead_in=(0, 3)),),
    ),
    source=SOURCE,
)
CITATION = Citation(
    n=1,
    source_id=1,
    passage_id=7,
    path=SOURCE.path,
    title=SOURCE.title,
    page=2,
    start=0,
    end=8,
    quote="港は開いている。",
    language="ja",
    rendering="The port is open.",
    note="Second-hand.",
)
CLAIM = Claim(
    text="The port is open.",
    citations=(1,),
    kind="sourced",
    verdict="unchecked",
    findings=(FINDING,),
)
MODEL = ModelIdentity(id="fake-model", sha256="f" * 64)
TIMINGS = Timings(
    retrieval_ms=1,
    first_evidence_ms=2,
    first_token_ms=3,
    total_ms=4,
    prompt_tokens=5,
    completion_tokens=6,
)


def answer(question: str = "Is the port open?") -> Answer:
    return Answer(
        question=question,
        text="The port is open. [1]",
        status="answered",
        language="en",
        citations=(CITATION,),
        claims=(CLAIM,),
        nearest=(HIT,),
        model=MODEL,
        timings=TIMINGS,
        was_stopped=True,
    )


def section() -> Section:
    return Section(
        section="Recommendation 1: Open the port",
        position="We ask for open ports.",
        words_asked=100,
        words=4,
        text="### Recommendation 1: Open the port\n\nThe port is open. [1]",
        status="answered",
        language="en",
        citations=(CITATION,),
        claims=(CLAIM,),
        findings=(FINDING,),
        nearest=(HIT,),
        model=None,
        timings=TIMINGS,
        was_stopped=True,
    )


def conversation_of(*requests: str) -> Conversation:
    """Return a conversation in which these were asked, all within one second."""
    at = "2026-01-01T00:00:00+00:00"
    turns = tuple(Turn(request=text, result=answer(text), at=at) for text in requests)
    return Conversation(id="c1", title="Ports", turns=turns, updated_at=at)
