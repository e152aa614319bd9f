"""The figures of an answer, a section or a checked draft: each with where it comes from.

A figure's verdict is that of its claim where a cited quote states the figure; where none does it is
never `supported`. The same figure written differently in two places, and different figures of one
thing, are findings about the draft.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from assistant.cards import SECOND_HAND, UNNAMED
from assistant.conversion import conversion
from assistant.terms import Term
from assistant.things import Stated, contradicts, fold, is_money, is_same_thing, stated_figures
from assistant.types import Citation, Claim, Figure, FigureSource, Finding, Hand, Verdict
from knowledge import Library, UnknownSource
from knowledge.language import detect_language
from knowledge.quantities import Quantity, find_quantities, same_bound, same_quantity
from knowledge.quantities.types import FRACTION, PERCENT
from knowledge.types import Source

_SECOND_HAND = SECOND_HAND.partition(":")[0]
_QUOTED = "“{}”"
MOST_DIFFERENCES = 100
"""Nobody reads on, and a draft that is one long table of figures would have thousands."""
_SHOWN = 90
"""Characters of a sentence shown in a finding."""


def figures_of(
    claims: Sequence[Claim], citations: Sequence[Citation], library: Library
) -> tuple[Figure, ...]:
    """Return every figure that the claims state, dates included, in their order.

    Args:
        claims: Of one answer, section or draft.
        citations: What their markers lead to.
        library: Tells publishers and dates; a source that is gone is shown without them.
    """
    held = _Held(citations, library)
    return tuple(
        _figure(index, claim, quantity, held)
        for index, claim in enumerate(claims)
        for quantity in find_quantities(claim.text, detect_language(claim.text))
    )


def figures_differ(
    claims: Sequence[Claim], figures: Sequence[Figure], terms: Sequence[Term] = ()
) -> tuple[Finding, ...]:
    """Find what a draft's figures say of each other.

    A note where the same figure of the same thing is written in two ways, a warning where one
    thing has two figures; dates aren't looked at.
    """
    alike: dict[str, list[tuple[Figure, Stated]]] = {}
    for index, claim in enumerate(claims):
        for figure, each in _stated(index, claim, figures, terms):
            unit = PERCENT if each.quantity.unit == FRACTION else each.quantity.unit
            alike.setdefault(unit, []).append((figure, each))
    found: dict[Finding, None] = {}
    for (figure, one), (other, two) in chain.from_iterable(
        combinations(group, 2) for group in alike.values()
    ):
        if figure.claim != other.claim:
            finding = _difference(claims, figure, one, other, two)
            if finding is not None:
                found[finding] = None
        if len(found) == MOST_DIFFERENCES:
            break
    return tuple(found)


@dataclass(slots=True)
class _Held:
    """What the citations hold, read once."""

    citations: dict[int, Citation]
    sources: dict[int, Source]
    figures: dict[int, tuple[tuple[int, Quantity], ...]]
    """Number of a citation → its figures, with the offset that their own count from."""
    library: Library

    def __init__(self, citations: Sequence[Citation], library: Library) -> None:
        self.library = library
        self.citations = {citation.n: citation for citation in citations}
        self.sources = {source.id: source for source in library.list()}
        self.figures = {citation.n: tuple(self._read(citation)) for citation in citations}

    def _read(self, cited: Citation) -> Iterator[tuple[int, Quantity]]:
        for quantity in find_quantities(cited.quote, cited.language):
            yield cited.start, quantity
        lead_in = self._lead_in(cited)
        if lead_in is not None:
            start, text = lead_in
            for quantity in find_quantities(text, cited.language):
                yield start, quantity

    def _lead_in(self, cited: Citation) -> tuple[int, str] | None:
        """Return the sentence that introduces the list which the quote is an item of."""
        try:
            passage = self.library.passage(cited.passage_id)
            text = self.library.text(cited.source_id)
        except UnknownSource:
            return None
        for sentence in passage.sentences:
            if sentence.start == cited.start and sentence.lead_in is not None:
                start, end = sentence.lead_in
                return start, text[start:end]
        return None


def _figure(index: int, claim: Claim, quantity: Quantity, held: _Held) -> Figure:
    sources: list[FigureSource] = []
    converted = ""
    for n in claim.citations:
        for offset, other in held.figures.get(n, ()):
            if same_quantity(quantity, other):
                sources.append(_source(held, n, offset, other))
                converted = converted or conversion(other, quantity.text)
                break
    named = _QUOTED.format(quantity.text)
    findings = tuple(f for f in claim.findings if named in f.message)
    return Figure(
        text=quantity.text,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        claim=index,
        start=quantity.start,
        end=quantity.end,
        verdict=_verdict(claim, findings, is_held=bool(sources)),
        conversion=converted,
        sources=tuple(sources),
        findings=findings,
    )


def _source(held: _Held, n: int, offset: int, quantity: Quantity) -> FigureSource:
    cited = held.citations[n]
    source = held.sources.get(cited.source_id)
    return FigureSource(
        n=n,
        source_id=cited.source_id,
        title=cited.title,
        publisher=source.publisher if source else "",
        published=source.published if source else "",
        page=cited.page,
        start=offset + quantity.start,
        end=offset + quantity.end,
        original=quantity.text,
        quote=cited.quote,
        language=cited.language,
        hand=_hand(cited),
    )


def _hand(cited: Citation) -> Hand:
    if _SECOND_HAND in cited.note:
        return "second_hand"
    return "unnamed" if UNNAMED in cited.note else "first_hand"


def _verdict(claim: Claim, findings: Sequence[Finding], *, is_held: bool) -> Verdict:
    if claim.verdict == "confirmed":
        return "confirmed"
    if any(finding.code == "sources_conflict" for finding in findings):
        return "conflict"
    if any(finding.severity == "error" for finding in findings):
        return "unsupported"
    # What else is wrong with the sentence says nothing of this figure, and nothing for it.
    return "supported" if is_held and claim.verdict == "supported" else "unchecked"


def _stated(
    index: int, claim: Claim, figures: Sequence[Figure], terms: Sequence[Term]
) -> Iterator[tuple[Figure, Stated]]:
    places = {figure.start: figure for figure in figures if figure.claim == index}
    if not places:
        return
    language = detect_language(claim.text)
    for stated in stated_figures(claim.text, language, terms=terms):
        figure = places.get(stated.quantity.start)
        if figure is not None:
            yield figure, stated


def _difference(
    claims: Sequence[Claim], figure: Figure, one: Stated, other: Figure, two: Stated
) -> Finding | None:
    a, b = one.quantity, two.quantity
    is_same = same_quantity(a, b)
    if is_same and fold(a.text) == fold(b.text):
        return None
    if is_same:
        # "At least $4 billion" is another statement, not another way to write "$4 billion".
        is_worth_it = same_bound(a, b) and (is_money(a) or is_same_thing(one, two))
        return _written_differently(claims, figure, other) if is_worth_it else None
    if not contradicts(a, b) or not is_same_thing(one, two):
        return None
    return Finding(
        code="figures_disagree",
        severity="warning",
        message=(
            f"The draft gives two figures for one thing: “{figure.text}” in "
            f"“{_shown(claims[figure.claim].text)}” and “{other.text}” in "
            f"“{_shown(claims[other.claim].text)}”."
        ),
        remedy="Check both against their sources and keep one, or say why they differ.",
    )


def _written_differently(claims: Sequence[Claim], figure: Figure, other: Figure) -> Finding:
    return Finding(
        code="figure_written_differently",
        severity="note",
        message=(
            f"The same figure is written “{figure.text}” in "
            f"“{_shown(claims[figure.claim].text)}” and “{other.text}” in "
            f"“{_shown(claims[other.claim].text)}”."
        ),
        remedy="Write it alike everywhere, so that nobody takes it for two figures.",
    )


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
