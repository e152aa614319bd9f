"""An assistant without weights: it streams quotes of the real library, word by word.

It has the interface of `assistant.Assistant`, and enters where that one does, by constructor.
The same request always gets the same text. A request with the words "at length" is written for
so long that a test can press Stop; one with "beyond the sources" finds only near passages.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.conversations import Conversations
from assistant.errors import NothingToSay
from assistant.model_state import ModelState
from assistant.types import (
    Answer,
    Citation,
    Claim,
    Event,
    EvidenceReady,
    Finding,
    Finished,
    ModelIdentity,
    Section,
    TextGrown,
    Timings,
    Working,
)
from knowledge import Library

MODEL = ModelIdentity(id="fake-writer", sha256="0" * 64)
_DOUBT = Finding(
    code="unresolved_subject",
    severity="warning",
    message="The subject of the sentence could not be told.",
    remedy="Read the original.",
)


class FakeAssistant:
    """Args are the real rooms' objects; `state` is what `model_state` returns."""

    def __init__(
        self, library: Any, conversations: Any, state: Any, *, word_s: float = 0.01
    ) -> None:
        self.library = library
        self.conversations = conversations
        self._state = state
        self._word_s = word_s
        self.embedder_message = ""

    def warm_up(self) -> None:
        """There is nothing to load."""

    def close(self) -> None:
        """Close the library, as the real one does."""
        self.library.close()

    def model_state(self) -> Any:
        return self._state

    def ask(
        self,
        question: str,
        *,
        conversation: Any = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        if "provoke an error" in question:
            raise NothingToSay("No answer was written", "you asked for an error", "Ask otherwise")
        hits = tuple(self.library.search(question, 3))
        found = () if "beyond the sources" in question else hits
        base = Answer(
            question=question,
            text="",
            status="insufficient_evidence",
            language="en",
            citations=(),
            claims=(),
            nearest=hits,
            model=MODEL,
            timings=Timings(total_ms=1200),
        )
        if not found:
            yield Finished(result=base)
            return
        citations = tuple(_citation(n, hit) for n, hit in enumerate(found, 1))
        yield EvidenceReady(citations=citations)
        sentences = [f"The source says “{c.quote}” [{c.n}]." for c in citations]
        text, was_stopped = yield from self._write(sentences, question, stop)
        yield Finished(
            result=replace(
                base,
                text=text,
                status="answered",
                citations=citations,
                claims=_claims(citations),
                nearest=(),
                was_stopped=was_stopped,
            )
        )

    def draft(
        self,
        section: str,
        *,
        position: str = "",
        words: int = 250,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        hits = tuple(self.library.search(section, 3))
        citations = tuple(_citation(n, hit) for n, hit in enumerate(hits, 1))
        yield EvidenceReady(citations=citations)
        parts = [
            f"## {section}\n\n",
            *([f"{position}. *(commenter's position)*\n\n"] if position else []),
        ]
        parts += [f"The source says “{c.quote}” [{c.n}]." for c in citations]
        text, was_stopped = yield from self._write(parts, section, stop)
        stated = Claim(text=f"{position}.", citations=(), kind="position", verdict="unchecked")
        yield Finished(
            result=Section(
                section=section,
                position=position,
                words_asked=words,
                words=len(text.split()),
                text=text,
                status="answered",
                language="en",
                citations=citations,
                claims=((stated,) if position else ()) + _claims(citations),
                findings=(
                    replace(_DOUBT, code="evidence_ends", message="The evidence ends here."),
                ),
                nearest=(),
                model=MODEL,
                timings=Timings(total_ms=1200),
                was_stopped=was_stopped,
            )
        )

    def _write(
        self, sentences: list[str], request: str, stop: threading.Event | None
    ) -> Iterator[Event]:
        times = 400 if "at length" in request else 1
        text = ""
        yield Working(message="Writing", done=0, total=len(sentences))
        for word in " ".join(sentences * times).split(" "):
            if stop is not None and stop.is_set():
                return text, True
            text += f" {word}" if text else word
            time.sleep(self._word_s)
            yield TextGrown(text=text)
        return text, False


def _citation(n: int, hit: Any) -> Citation:
    passage = hit.passage
    first = passage.sentences[0] if passage.sentences else passage
    quote = passage.text[first.start - passage.start : first.end - passage.start]
    is_foreign = hit.source.language != "en"
    return Citation(
        n=n,
        source_id=hit.source.id,
        passage_id=passage.id,
        path=hit.source.path,
        title=hit.source.title,
        page=passage.page,
        start=first.start,
        end=first.end,
        quote=quote,
        language=hit.source.language,
        rendering=f"A rendering of sentence {n}." if is_foreign else "",
        note="Reports somebody else's document; get the original." if n == 2 else "",
    )


def _claims(citations: tuple[Citation, ...]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            text=f"The source says “{c.quote}”.",
            citations=(c.n,),
            kind="sourced",
            verdict="unchecked" if c.n == 2 else "supported",
            findings=(_DOUBT,) if c.n == 2 else (),
        )
        for c in citations
    )


def open_fake(workspace: Path, *, word_s: float = 0.01) -> FakeAssistant:
    """Open a workspace with the fake writer, its library searching by words alone."""
    library = Library.open(workspace, None)
    state = ModelState(state="ready", message="The fake writer is ready.", model_id=MODEL.id)
    return FakeAssistant(library, Conversations(library.records), state, word_s=word_s)
