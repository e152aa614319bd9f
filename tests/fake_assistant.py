"""An assistant without weights: it streams quotes of the real library, word by word.

It has the interface of `assistant.Assistant`, and enters where that one does, by constructor.
The same request always gets the same text. A request with the words "at length" is written for
so long that a test can press Stop; one with "beyond the sources" finds only near passages.
A draft is checked by asking whether its words stand in the nearest sentence of a source.
"""

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fake_reviews import FakeReviews

from assistant.comparing import to_compare
from assistant.conversations import Conversations
from assistant.errors import NothingToSay
from assistant.ledger import figures_of
from assistant.model_state import ModelState
from assistant.settings import Settings
from assistant.types import (
    Answer,
    CheckedDraft,
    CheckEvent,
    Citation,
    Claim,
    Compared,
    CompareEvent,
    DraftChecked,
    Event,
    EvidenceReady,
    Finding,
    Finished,
    Match,
    ModelIdentity,
    Section,
    TextGrown,
    Timings,
    Working,
)
from assistant.verification import finding
from knowledge import Library
from knowledge.errors import UnreadableFile

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
        self,
        library: Any,
        conversations: Any,
        state: Any,
        *,
        word_s: float = 0.01,
        compare_in_background: bool = False,
    ) -> None:
        self.settings = Settings(compare_in_background=compare_in_background)
        self.library = library
        self.conversations = conversations
        self._state = state
        self._word_s = word_s
        self.embedder_message = ""
        reviews = FakeReviews(library)
        self.reviewer, self.terms = reviews.reviewer, reviews.terms
        self.write_renderings = reviews.write_renderings
        self.write_another = reviews.write_another
        self.compare_rendering = reviews.compare_rendering

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

    def check(
        self, draft: Path | str, *, stop: threading.Event | None = None
    ) -> Iterator[CheckEvent]:
        text = draft.read_text(encoding="utf-8") if isinstance(draft, Path) else draft
        if "provoke an error" in text:
            raise UnreadableFile("Can't check the text", "you asked for an error", "Give another.")
        said: list[str] = [
            s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s and not s.startswith("#")
        ]
        citations: dict[str, Citation] = {}
        claims: list[Claim] = []
        was_stopped = False
        for done, sentence in enumerate(said * (400 if "at length" in text else 1)):
            if was_stopped := stop is not None and stop.is_set():
                break
            yield Working(message="Checking sentences", done=done, total=len(said))
            time.sleep(self._word_s)
            claims.append(self._checked(sentence, citations))
        found = tuple(citations.values())
        yield DraftChecked(
            result=CheckedDraft(
                title=draft.name if isinstance(draft, Path) else "",
                text=text,
                language="en",
                citations=found,
                claims=tuple(claims),
                figures=figures_of(claims, found, self.library),
                findings=(),
                was_stopped=was_stopped,
            )
        )

    def compare(
        self, result: Any, *, stop: threading.Event | None = None
    ) -> Iterator[CompareEvent]:
        """Fail the first sentence if "doubtfully" was said; with "slowly", take its time."""
        chosen = to_compare(result, self.library)
        said = " ".join([getattr(result, "question", ""), *(one.text for one in chosen.values())])
        for done, index in enumerate(chosen):
            yield Working(message="Comparing", done=done, total=len(chosen))
            if stop is not None and stop.wait(3.0 if "slowly" in said else self._word_s):
                yield Compared(result=result, was_stopped=True)
                return
            claims = list(result.claims)
            claims[index] = replace(claims[index], was_compared=True)
            if done == 0 and "doubtfully" in said:
                claims[index] = replace(
                    claims[index], verdict="unsupported", findings=(finding("comparison_failed"),)
                )
            result = replace(result, claims=tuple(claims))
            yield Compared(result=result)
        yield Compared(result=result)

    def _checked(self, sentence: str, citations: dict[str, Citation]) -> Claim:
        """Cite the nearest sentence, and mark the words that stand on both sides."""
        text = re.sub(r"\s*\[\d+\]", "", sentence)
        words = _words(text)
        near = [(hit, s) for hit in self.library.search(text, 3) for s in hit.passage.sentences]
        if not near:
            return Claim(text=text, citations=(), kind="sourced", verdict="unchecked")
        hit, best = max(near, key=lambda pair: len(words & _words(_said(*pair))))
        quote = _said(hit, best)
        n = citations[quote].n if quote in citations else len(citations) + 1
        cited = replace(_citation(n, hit), quote=quote, start=best.start, end=best.end)
        citations[quote] = cited
        missing = [w for w in re.findall(r"\d+", text) if w not in quote]
        is_same = words <= _words(quote)
        return Claim(
            text=text,
            citations=(n,),
            kind="sourced",
            verdict="unsupported" if missing else "supported" if is_same else "unchecked",
            findings=tuple(_not_held(figure) for figure in missing),
            matches=_matches(text, cited),
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


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}|\d+", text.casefold()))


def _said(hit: Any, sentence: Any) -> str:
    start = hit.passage.start
    return str(hit.passage.text[sentence.start - start : sentence.end - start])


def _not_held(figure: str) -> Finding:
    return Finding(
        code="figure_not_in_source",
        severity="error",
        message=f"The quote does not state “{figure}”.",
        remedy="Correct the figure, or cite a passage that states it.",
    )


def _matches(text: str, cited: Citation) -> tuple[Match, ...]:
    return tuple(
        Match(
            claim_start=found.start(),
            claim_end=found.end(),
            n=cited.n,
            start=cited.start + there,
            end=cited.start + there + len(found[0]),
            kind="figure" if found[0].isdecimal() else "name" if found[0][0].isupper() else "words",
        )
        for found in re.finditer(r"\w{3,}|\d+", text)
        if (there := cited.quote.find(found[0])) >= 0
    )


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
            matches=_matches(f"The source says “{c.quote}”.", c),
            was_repaired=c.n == 3,
        )
        for c in citations
    )


def open_fake(
    workspace: Path, *, word_s: float = 0.01, compare_in_background: bool = False
) -> FakeAssistant:
    """Open a workspace with the fake writer, its library searching by words alone."""
    library = Library.open(workspace, None)
    # As long as real ones are: there must be room for it on a narrow page.
    state = ModelState(
        state="ready",
        message="The fake writer is ready.",
        model_id="writer-of-fakes-1.5b-instruct",
        advice="for trying out: review every rendering",
    )
    return FakeAssistant(
        library,
        Conversations(library.records),
        state,
        word_s=word_s,
        compare_in_background=compare_in_background,
    )
