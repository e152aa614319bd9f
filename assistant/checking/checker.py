"""A draft → CheckedDraft: each sentence against the quotes it cites or the passages nearest to it.

Works without any language model, and with a search by words alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event as Signal

from assistant.checking.drafts import Draft, DraftSentence, parse_draft, read_draft
from assistant.checking.evidence import Cited, EvidenceFinder, Found, candidates, counterpart
from assistant.checking.findings import draft_finding, numbers_told
from assistant.checking.kinds import kind_of, states_something
from assistant.checking.languages import as_far_as_read
from assistant.checking.matching import CheckClaim, FindRendering, Matched, Matcher
from assistant.checking.numbering import Numbers
from assistant.conflicts import find_conflicts
from assistant.decisions import Decisions, standing
from assistant.ledger import figures_differ, figures_of
from assistant.renderings import LANGUAGE_NAMES
from assistant.terms import Term
from assistant.types import (
    Card,
    CheckedDraft,
    CheckEvent,
    Claim,
    ClaimKind,
    DraftChecked,
    Finding,
    Rendering,
    Working,
)
from assistant.wording import LANGUAGES
from knowledge import Library
from knowledge.quantities import Quantity, find_quantities, same_quantity

_FIGURE_CODES = frozenset(
    {"figure_not_in_source", "figure_about_other", "bound_changed", "range_changed"}
)


class Checker:
    """Checks drafts against a library.

    Args:
        library: The sources.
        terms: Names in both languages.
        check_claim: The rules for one sentence; those of `assistant.verification` if not given.
        rendering_of: Finds the approved rendering of a card; those approved in this workspace if
            not given.
    """

    def __init__(
        self,
        library: Library,
        terms: Sequence[Term],
        *,
        check_claim: CheckClaim | None = None,
        rendering_of: FindRendering | None = None,
    ) -> None:
        self._library = library
        self._terms = tuple(terms)
        self._check_claim = check_claim
        self._rendering_of = rendering_of or _approved_in(library)

    def check(self, draft: Path | str, *, stop: Signal | None = None) -> Iterator[CheckEvent]:
        """Check a draft; the last event is `DraftChecked`.

        Args:
            draft: A file's path, or the text itself.
            stop: When set, the rest of the sentences stay unchecked and say so.

        Raises:
            UnreadableFile: The draft is missing, encrypted, empty, binary, too large or too long.
        """
        yield Working(message="Reading the draft")
        read = read_draft(draft) if isinstance(draft, Path) else parse_draft(draft)
        work = _Work(self._library, self._terms, self._matcher(), read)
        total = len(read.sentences)
        for done, sentence in enumerate(read.sentences):
            if stop is not None and stop.is_set():
                work.give_up(read.sentences[done:])
                break
            yield Working(message="Checking the sentences", done=done, total=total)
            work.check(sentence)
        yield Working(message="Comparing the figures", done=total, total=total)
        yield DraftChecked(result=work.result())

    def _matcher(self) -> Matcher:
        check = self._check_claim
        if check is None:
            from assistant.verification import check_claim

            check = check_claim
        return Matcher(check, self._terms, self._rendering_of)


class _Work:
    """One draft while it is checked."""

    def __init__(
        self, library: Library, terms: Sequence[Term], matcher: Matcher, draft: Draft
    ) -> None:
        self._library = library
        self._terms = terms
        self._matcher = matcher
        self._draft = draft
        self._finder = EvidenceFinder(library, terms)
        self._numbers = Numbers(draft)
        self._claims: list[Claim] = []
        self._unresolved: set[int] = set()
        self._was_stopped = False

    def check(self, sentence: DraftSentence) -> None:
        """Add the claim of one sentence."""
        kind = kind_of(sentence)
        if kind == "inference":
            claim = _bare(sentence, "inference")
        elif kind == "position":
            claim = self._position(sentence)
        else:
            cited = self._finder.cited(sentence)
            self._unresolved.update(cited.unresolved)
            claim = self._marked(sentence, cited) if cited.cards else self._unmarked(sentence)
            stale = (draft_finding("citation_stale", str(r.n)) for r in cited.stale)
            claim = replace(claim, findings=(*claim.findings, *stale))
        self._claims.append(claim)

    def give_up(self, rest: Sequence[DraftSentence]) -> None:
        """Add the sentences that weren't reached, as such."""
        self._was_stopped = True
        for sentence in rest:
            claim = _bare(sentence, kind_of(sentence))
            self._claims.append(replace(claim, findings=(draft_finding("not_reached"),)))

    def result(self) -> CheckedDraft:
        """Return what was found."""
        citations = self._numbers.citations()
        figures = figures_of(self._claims, citations, self._library)
        return CheckedDraft(
            title=self._draft.title,
            text=self._draft.text,
            language=self._draft.language,
            citations=citations,
            claims=tuple(self._claims),
            figures=figures,
            findings=(
                *self._findings(),
                *figures_differ(self._claims, figures, self._terms),
            ),
            places=tuple((s.start, s.end) for s in self._draft.sentences),
            was_stopped=self._was_stopped,
        )

    def _findings(self) -> Iterator[Finding]:
        state = self._library.embedder_state
        if not self._claims:
            yield draft_finding("nothing_stated")
        if state.passages == 0:
            yield draft_finding("no_sources")
        elif state.mode == "words":
            yield draft_finding("searched_by_words")
        foreign = [s for s in self._draft.sentences if s.language not in LANGUAGES]
        if foreign:
            names = dict.fromkeys(LANGUAGE_NAMES.get(s.language, s.language) for s in foreign)
            told = f"{len(foreign)} sentences are in {', '.join(names)}"
            if len(foreign) == len(self._draft.sentences):
                told = f"The draft is in {', '.join(names)}"
            elif len(foreign) == 1:
                told = f"One sentence is in {', '.join(names)}"
            yield draft_finding("language_not_checked", told)
        if self._unresolved:
            yield draft_finding("marker_unresolved", numbers_told(sorted(self._unresolved)))

    def _position(self, sentence: DraftSentence) -> Claim:
        """Cite what holds the figures of a stance; the stance itself needs no source."""
        figures = find_quantities(sentence.text, sentence.language)
        claim = _bare(sentence, "position")
        if not figures:
            return claim
        near = candidates(sentence.language, self._finder.find(sentence).near)
        cards = [card for card in near if any(_holds(card, figure) for figure in figures)][:2]
        lacking = [f for f in figures if not any(_holds(card, f) for card in cards)]
        return replace(
            claim,
            citations=self._numbers.of(cards),
            findings=tuple(draft_finding("figure_without_source", f.text) for f in lacking),
        )

    def _marked(self, sentence: DraftSentence, cited: Cited) -> Claim:
        """Check a sentence against the quotes that it cites."""
        cards = [card for _, card in cited.cards]
        numbers = self._numbers.of(cards, [n for n, _ in cited.cards])
        found = self._finder.find(sentence)
        matched = self._matcher.check(sentence.text, sentence.language, cards, numbers)
        if matched.errors and (cited.unresolved or cited.stale):
            return self._unmarked(sentence)  # what it lacks may stand where we can't look
        claim = self._claim(sentence, matched, found, numbers)
        near_enough = candidates(sentence.language, [n for n in found.near if n.is_close])
        others = [card for card in near_enough if card not in cards]
        if claim.verdict == "unsupported" and others:
            better = self._matcher.best(sentence.text, sentence.language, others)
            if not better.errors:
                told = draft_finding("other_source_found", better.cards[0].quote)
                claim = replace(claim, findings=(*claim.findings, told))
        return claim

    def _unmarked(self, sentence: DraftSentence) -> Claim:
        """Check a sentence against the passages nearest to it."""
        found = self._finder.find(sentence)
        near = found.near
        if not near:
            return _sourceless(sentence)
        matched = self._matcher.best(
            sentence.text, sentence.language, candidates(sentence.language, near)
        )
        is_close = any(each.is_close for each in near if each.card in matched.cards)
        has_wrong_figure = any(error.code in _FIGURE_CODES for error in matched.errors)
        if matched.errors and not is_close and not has_wrong_figure:
            # It was compared with a passage about something else, of which nothing follows.
            return _sourceless(sentence)
        if any(error.code == "figure_not_in_source" for error in matched.errors):
            beside = counterpart(sentence, near, self._terms)
            matched = self._matcher.check(sentence.text, sentence.language, [beside])
        numbers = self._numbers.of(matched.cards)
        again = self._matcher.check(sentence.text, sentence.language, matched.cards, numbers)
        return self._claim(sentence, again, found, numbers)

    def _claim(
        self,
        sentence: DraftSentence,
        matched: Matched,
        found: Found,
        numbers: Sequence[int],
    ) -> Claim:
        conflicts = find_conflicts(
            sentence.text,
            sentence.language,
            matched.cards,
            [*(each.card for each in found.near), *found.named],
            around=f"{sentence.lead_in}\n{sentence.heading}",
            terms=self._terms,
        )
        checked = matched.checked
        verdict, findings = as_far_as_read(
            sentence.text, sentence.language, checked.verdict, checked.findings
        )
        if conflicts and verdict != "unsupported":
            verdict = "conflict"
        others = self._numbers.of([conflict.other for conflict in conflicts])
        return Claim(
            text=sentence.text,
            citations=tuple(dict.fromkeys((*numbers, *others))),
            kind="sourced",
            verdict=verdict,
            findings=(*findings, *(c.finding() for c in conflicts)),
            matches=matched.checked.matches,
        )


def _approved_in(library: Library) -> FindRendering:
    decisions = Decisions(library.records)

    def find(card: Card, language: str) -> Rendering | None:
        rendering = standing((), decisions.get(card, language), card, "")
        return rendering if rendering is not None and rendering.state == "approved" else None

    return find


def _bare(sentence: DraftSentence, kind: ClaimKind) -> Claim:
    return Claim(text=sentence.text, citations=(), kind=kind, verdict="unchecked")


def _sourceless(sentence: DraftSentence) -> Claim:
    """Return a statement for which the library has nothing."""
    states = states_something(sentence.text, sentence.language)
    claim = _bare(sentence, "sourced" if states or sentence.markers else "inference")
    return replace(claim, findings=(draft_finding("no_source_found"),))


def _holds(card: Card, figure: Quantity) -> bool:
    return any(same_quantity(figure, quantity) for quantity in card.quantities)
