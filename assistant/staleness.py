"""Which citations of an earlier result still lead to their quotes.

A source may have been changed or removed since. A quote that stands elsewhere in it now is found
again and its citation moved; one that is gone makes the claims that rest on it stale: not wrong,
but to be read anew.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from assistant.types import Citation, Claim, Conversation, Finding, Match
from knowledge import Library, UnknownSource
from knowledge.types import Passage, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """A result's citations and claims as the library stands now."""

    citations: tuple[Citation, ...]
    """The moved ones at their new place; the stale ones as they were."""
    claims: tuple[Claim, ...]
    current: tuple[int, ...]
    """Numbers of the citations whose quote stands where it stood."""
    moved: tuple[int, ...]
    stale: tuple[int, ...]


def check_staleness(
    claims: Sequence[Claim], citations: Sequence[Citation], library: Library
) -> Staleness:
    """Look for each quote where it was, then elsewhere in its source."""
    return _check(claims, citations, _Finder(library))


def check_conversation(
    conversation: Conversation, library: Library
) -> tuple[Conversation, tuple[tuple[int, ...], ...]]:
    """Return a conversation as the library stands now, to be shown and never saved.

    Returns:
        The conversation, and for each of its turns the numbers of its stale citations.
    """
    finder = _Finder(library)
    turns, stale = [], []
    for turn in conversation.turns:
        now = _check(turn.result.claims, turn.result.citations, finder)
        result = replace(turn.result, claims=now.claims, citations=now.citations)
        turns.append(replace(turn, result=result))
        stale.append(now.stale)
    return replace(conversation, turns=tuple(turns)), tuple(stale)


def _check(claims: Sequence[Claim], citations: Sequence[Citation], finder: "_Finder") -> Staleness:
    now = {citation.n: finder.find(citation) for citation in citations}
    before = {citation.n: citation for citation in citations}
    stale = tuple(n for n, found in now.items() if found is None)
    current = tuple(n for n, found in now.items() if found is not None and found == before[n])
    kept = {n: found if found is not None else before[n] for n, found in now.items()}
    return Staleness(
        citations=tuple(kept[citation.n] for citation in citations),
        claims=tuple(_claim(claim, before, kept, stale) for claim in claims),
        current=current,
        moved=tuple(n for n in now if n not in current and n not in stale),
        stale=stale,
    )


class _Finder:
    """Finds quotes in the library; each text is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sources = {source.id: source for source in library.list()}
        self._by_path = {source.path: source for source in self._sources.values()}
        self._texts: dict[int, str] = {}
        self._passages: dict[int, tuple[Passage, ...]] = {}

    def find(self, cited: Citation) -> Citation | None:
        """Return the citation at its present place; None when its quote is gone."""
        # A source that was removed and added again has another id and the same path.
        source = self._sources.get(cited.source_id)
        if source is None or source.path != cited.path:
            source = self._by_path.get(cited.path, source)
        if source is None or not cited.quote:
            return None
        try:
            return self._found(cited, source)
        except UnknownSource:
            return None  # removed this very moment

    def _found(self, cited: Citation, source: Source) -> Citation | None:
        if source.id not in self._texts:
            self._texts[source.id] = self._library.text(source.id)
        text = self._texts[source.id]
        start = cited.start
        if text[start : cited.end] != cited.quote:
            start = _nearest(text, cited.quote, cited.start)
        if start < 0:
            return None
        passage = self._passage(cited, source, start)
        return replace(
            cited,
            source_id=source.id,
            path=source.path,
            title=source.title,
            passage_id=passage.id if passage else cited.passage_id,
            page=passage.page if passage else cited.page,
            start=start,
            end=start + len(cited.quote),
        )

    def _passage(self, cited: Citation, source: Source, start: int) -> Passage | None:
        """Return the passage that holds a place; most often it is still the one that was cited."""
        with suppress(UnknownSource):
            before = self._library.passage(cited.passage_id)
            if before.source_id == source.id and before.start <= start < before.end:
                return before
        if source.id not in self._passages:
            self._passages[source.id] = self._library.passages(source.id)
        passages = self._passages[source.id]
        return next((p for p in passages if p.start <= start < p.end), None)


def _nearest(text: str, quote: str, start: int) -> int:
    """Return where the quote stands nearest to its old place; -1 when nowhere."""
    before = text.rfind(quote, 0, start + len(quote))
    after = text.find(quote, start)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - start)) if found else -1


def _claim(
    claim: Claim, before: dict[int, Citation], now: dict[int, Citation], stale: Sequence[int]
) -> Claim:
    gone = [n for n in claim.citations if n in stale]
    matches = tuple(_match(match, before, now) for match in claim.matches if match.n not in gone)
    if not gone:
        return replace(claim, matches=matches)
    return replace(
        claim,
        matches=matches,
        verdict="unchecked",
        findings=(*claim.findings, *(_finding(before[n]) for n in gone)),
    )


def _match(match: Match, before: dict[int, Citation], now: dict[int, Citation]) -> Match:
    if match.n not in before:
        return match
    shift = now[match.n].start - before[match.n].start
    return replace(match, start=match.start + shift, end=match.end + shift)


def _finding(cited: Citation) -> Finding:
    return Finding(
        code="citation_stale",
        severity="warning",
        message=(
            f"The quote of [{cited.n}] no longer stands in “{cited.title}”, which was changed or "
            "removed since."
        ),
        remedy="Read the source as it is now, then ask or check again; or put the source back.",
    )
