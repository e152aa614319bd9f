"""Compare the sentences of an answer, a section or a checked draft with altered versions of them.

What is the source's own wording, what rests on a rendering that a person approved, and what a
person confirmed is passed over. A comparison can fail a sentence and never makes one supported.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event

from assistant.cards import make_card
from assistant.claims import trimmed
from assistant.confirmations import Confirmations
from assistant.decisions import Decisions, standing
from assistant.ledger import figures_of
from assistant.model_state import OpenModel
from assistant.types import (
    Answer,
    Card,
    CheckedDraft,
    Citation,
    Claim,
    Compared,
    CompareEvent,
    Finding,
    Section,
    Working,
)
from assistant.verification import finding
from assistant.verification.comparison import ComparedClaim, Comparison, compare_each
from assistant.verification.counterfactuals import LANGUAGES
from assistant.verification.entailment import Entailment
from knowledge import Library, UnknownSource
from knowledge.errors import Cancelled
from knowledge.language import detect_language, is_cjk

MESSAGE = "Comparing sentences with altered versions of themselves"
MARK = " *(unsupported: read the original)*"
"""What a section's text says behind such a sentence; `assistant.sections` writes the same."""
ENTAILED_BELOW = 0.05
"""Probability of entailment below which a sentence fails. Not fitted: the model is the user's own
choice, and this is low enough that only what it rejects outright fails."""
_CJK = ("ja", "zh", "ko")
_WEIGHTS = {"error": 2, "warning": 1, "note": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cited:
    """A citation, its card where its source still holds it, and the sentence before that."""

    citation: Citation
    card: Card | None
    before: str = ""

    @property
    def passages(self) -> tuple[tuple[str, str], ...]:
        """The quote, after the sentence that says what it is about where it doesn't itself."""
        quote = (self.citation.quote, self.citation.language)
        return ((self.before, quote[1]), quote) if self.before else (quote,)


def compare_result(
    result: Answer | Section | CheckedDraft,
    library: Library,
    opened: OpenModel,
    entailment: Entailment | None = None,
    *,
    stop: Event | None = None,
) -> Iterator[CompareEvent]:
    """Compare the sentences of `result`, the least certain first, about three seconds each.

    Only the model's context for scoring is used: the evidence of the next question stays read.

    Args:
        result: What was compared before is passed over.
        library: Where the sentences before the quotes are read, and what persons decided.
        opened: The model that compares.
        entailment: Asked as well, where the user has one.
        stop: When set, the work ends within a second, and what was finished is kept.

    Raises:
        ModelUnavailable: A model can't be used.
    """
    items = to_compare(result, library)
    indexes, claims, total = list(items), list(items.values()), len(items)
    try:
        if items:
            yield Working(message=MESSAGE, done=0, total=total)
        done = 0
        for i, comparison in compare_each(opened.model, claims, stop=stop):
            if comparison is not None:
                done += 1
                found = _findings(claims[i], comparison, entailment, stop)
                was_compared = comparison.support is not None
                result = _merged(result, library, indexes[i], found, was_compared=was_compared)
                yield Compared(result=result)
            yield Working(message=MESSAGE, done=done, total=total)
    except Cancelled:
        yield Compared(result=result, was_stopped=True)
        return
    yield Compared(result=result)


def to_compare(
    result: Answer | Section | CheckedDraft, library: Library
) -> dict[int, ComparedClaim]:
    """Return the claims that a comparison can tell something of, by their index."""
    reader = _Reader(library, result.citations)
    confirmations, decisions = Confirmations(library.records), Decisions(library.records)
    found: dict[int, ComparedClaim] = {}
    for index, claim in enumerate(result.claims):
        if claim.kind != "sourced" or claim.was_compared or not claim.citations:
            continue
        language = _language(claim, result)
        cited = [reader.read(n) for n in claim.citations if n in reader.citations]
        if not cited or language not in LANGUAGES or any(_is_verbatim(claim, c) for c in cited):
            continue
        if any(_is_approved(claim, language, c, decisions) for c in cited):
            continue
        if confirmations.of(claim, result.citations) is None:
            found[index] = ComparedClaim(
                text=claim.text,
                language=language,
                passages=tuple(dict.fromkeys(p for c in cited for p in c.passages)),
                doubts=sum(_WEIGHTS[f.severity] for f in claim.findings),
            )
    return found


def _language(claim: Claim, result: Answer | Section | CheckedDraft) -> str:
    if is_cjk(claim.text) == (result.language in _CJK):
        return result.language
    return detect_language(claim.text)


class _Reader:
    """Finds the cards of citations; each text is read once."""

    def __init__(self, library: Library, citations: Sequence[Citation]) -> None:
        self.citations = {citation.n: citation for citation in citations}
        self._library = library
        self._read: dict[int, _Cited] = {}
        self._texts: dict[int, str] = {}

    def read(self, n: int) -> _Cited:
        """Return a citation with its card, without one when its source has changed."""
        if n not in self._read:
            try:
                self._read[n] = self._find(self.citations[n])
            except UnknownSource:
                self._read[n] = _Cited(citation=self.citations[n], card=None)
        return self._read[n]

    def _find(self, cited: Citation) -> _Cited:
        source = self._library.source(cited.source_id)
        passage = self._library.passage(cited.passage_id)
        if source.id not in self._texts:
            self._texts[source.id] = self._library.text(source.id)
        text = self._texts[source.id]
        for index, sentence in enumerate(passage.sentences):
            is_it = sentence.start == cited.start and passage.source_id == source.id
            if is_it and text[sentence.start : sentence.end] == cited.quote:
                card = make_card(source, passage, sentence, text)
                is_open = not card.lead_in and (
                    not card.subject_is_resolved
                    or bool(card.subject and card.subject not in card.quote)
                )
                before = passage.sentences[index - 1] if index and is_open else None
                return _Cited(
                    citation=cited,
                    card=card,
                    before="" if before is None else text[before.start : before.end],
                )
        return _Cited(citation=cited, card=None)


def _is_verbatim(claim: Claim, cited: _Cited) -> bool:
    # A part of a quote may say the opposite of the whole ("it is untrue that …"): all or nothing.
    whole = [cited.citation.quote] + ([] if cited.card is None else [trimmed(cited.card)])
    return _bare(claim.text) in {_bare(text) for text in whole}


def _is_approved(claim: Claim, language: str, cited: _Cited, decisions: Decisions) -> bool:
    if cited.card is None or cited.card.language == language:
        return False
    rendering = standing((), decisions.get(cited.card, language), cited.card, "")
    if rendering is None or rendering.state != "approved":
        return False
    return _bare(rendering.text) == _bare(claim.text)


def _bare(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return re.sub(r"^[“\"「]|[”\"」]$", "", folded).rstrip(".。")


def _findings(
    claim: ComparedClaim,
    comparison: Comparison,
    entailment: Entailment | None,
    stop: Event | None,
) -> tuple[Finding, ...]:
    if entailment is None:
        return comparison.findings
    passage = "\n".join(text for text, _ in claim.passages)
    (entailed,) = entailment.entails([(passage, claim.text)], stop=stop)
    return (finding("comparison_failed"),) if entailed < ENTAILED_BELOW else comparison.findings


def _merged(
    result: Answer | Section | CheckedDraft,
    library: Library,
    index: int,
    found: Sequence[Finding],
    *,
    was_compared: bool,
) -> Answer | Section | CheckedDraft:
    """Return the result with what was found of one claim."""
    before = result.claims[index]
    # That sources disagree stays the verdict: the sentence is marked, and the finding beside it.
    has_failed = before.verdict != "conflict" and any(one.severity == "error" for one in found)
    after = replace(
        before,
        findings=tuple(dict.fromkeys((*before.findings, *found))),
        was_compared=was_compared,
        verdict="unsupported" if has_failed else before.verdict,
    )
    claims = (*result.claims[:index], after, *result.claims[index + 1 :])
    if after.verdict == before.verdict:
        return replace(result, claims=claims)
    if isinstance(result, Section):
        return replace(result, claims=claims, text=_marked(result.text, after))
    if isinstance(result, CheckedDraft):
        figures = figures_of(claims, result.citations, library)
        return replace(result, claims=claims, figures=figures)
    return replace(result, claims=claims)


def _marked(text: str, claim: Claim) -> str:
    """Say of a sentence where it stands in a section's text that it is unsupported, once."""
    said = f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}"
    pattern = re.escape(said) + rf"(?!{re.escape(MARK)})(?!\[\d)"
    return re.sub(pattern, lambda match: match[0] + MARK, text, count=1)
