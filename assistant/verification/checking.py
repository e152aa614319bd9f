"""One claim against the sentences that it cites: what fails, the verdict, and what matches."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.terms import Term
from assistant.types import Card, Finding, Match, Rendering, Verdict
from assistant.verification.about import (
    check_comparatives,
    check_ends,
    check_what_figures_are_about,
)
from assistant.verification.across import check_across
from assistant.verification.acts import check_acts
from assistant.verification.beside import Source, beside, held, used
from assistant.verification.bodies import check_bodies
from assistant.verification.codes import finding
from assistant.verification.counted import check_counted_across
from assistant.verification.figures import check_figures
from assistant.verification.form import asks, check_form, matter_of
from assistant.verification.modality import check_averages, check_conditions, check_modality
from assistant.verification.names import (
    check_added_names,
    check_names_across,
    check_names_alike,
    fold,
    known_around,
)
from assistant.verification.periods import check_periods
from assistant.verification.quotations import check_quotations
from assistant.verification.restating import is_restated
from assistant.verification.roles import check_roles
from assistant.verification.showing import matches_across, matches_alike
from assistant.verification.speakers import check_speakers
from assistant.verification.stances import check_stances
from assistant.verification.tokens import FigureKeys, Text, cut
from assistant.verification.turning import check_turning
from assistant.verification.unread import check_unread
from assistant.verification.when import check_when
from assistant.wording import LANGUAGES
from knowledge.quantities import find_quantities

_HARDLY = 0.2
"""Share of its words below which a claim is about something else than the passage."""
_LITTLE = {"en": 0.45, "ja": 0.3}
"""Share below which most of a claim is of somebody's making; Japanese runs meet less often."""
_MIN_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the rules say of one claim."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    matches: tuple[Match, ...]
    """Ordered by their place in the claim; those of words lie in its own language only."""


def check_claim(
    text: str,
    language: str,
    cards: Sequence[Card],
    *,
    numbers: Sequence[int] = (),
    rendering: Rendering | None = None,
    terms: Sequence[Term] = (),
) -> Checked:
    """Check `text`, in `language`, against the sentences that it cites, by rules only.

    Args:
        text: Without markers.
        language: What the claim should be in.
        cards: The cited sentences, in any languages; neighbours may be given too.
        numbers: Number of the citation of each card; counted from 1 where there are none.
        rendering: What the claim rests on, where it is a card's rendering.
        terms: Names whose rendering is set.
    """
    if not cards:
        return Checked(findings=(finding("no_passage"),), verdict="unchecked", matches=())
    is_quote = any(card.language == language and _bare(text) == _bare(card.quote) for card in cards)
    own = " ".join(f"{c.lead_in} {c.subject} {c.quote}" for c in cards if c.language == language)
    form = () if is_quote else tuple(check_form(text, language, own))
    known = known_around(cards, terms)
    claim_text = matter_of(text, " ".join(card.quote for card in cards))
    figures = FigureKeys()
    sources_cut = [cut(c.quote, c.language, figures, c.quantities) for c in cards]
    claim = cut(claim_text, language, figures)
    sources = beside(claim, cards, sources_cut, numbers)
    is_approved = _is_approved(rendering, text)
    findings = list(form)
    if not form:
        findings += _findings(claim, sources, known, terms, is_approved=is_approved)
    is_same = not findings and is_restated(claim, sources, figures)
    if not form and not is_same:
        findings += _words_missing(claim, sources, known)
    findings += _of_origin(claim, [source.card for source in used(sources)])
    unique = tuple(dict.fromkeys(findings))
    is_vouched_for = is_approved or is_same
    return Checked(
        findings=unique,
        verdict=_verdict(unique, is_vouched_for=is_vouched_for),
        matches=tuple(_matches(claim, sources, terms)),
    )


def _findings(
    claim: Text,
    sources: Sequence[Source],
    known: str,
    terms: Sequence[Term],
    *,
    is_approved: bool,
) -> Iterator[Finding]:
    cards = [source.card for source in sources]
    around = "\n".join(f"{c.lead_in}\n{c.subject}\n{c.heading}" for c in cards)
    stated = [q for c in cards for q in c.quantities]
    stated += find_quantities(around, cards[0].language) if around.strip() else ()
    yield from check_figures(
        stated,
        claim.text,
        claim.language,
        all_needed=False,
        source=" ".join(c.quote for c in cards),
        published=cards[0].published,
    )
    yield from check_unread(claim, cards)
    yield from check_added_names(cards, claim.text, terms, claim.quantities)
    if not is_approved:
        yield from check_quotations(claim.text, cards, known)
    if claim.language not in LANGUAGES:
        return
    alike = [s for s in sources if s.alignment is not None]
    if alike:
        yield from check_names_alike(claim, known, terms)
    for source in used(sources):
        if source.card.language in LANGUAGES:
            yield from _against(claim, source, known, terms)


def _against(claim: Text, source: Source, known: str, terms: Sequence[Term]) -> Iterator[Finding]:
    is_alike = source.alignment is not None
    if asks(claim.text) or asks(source.text.text):
        return  # a question states nothing
    yield from check_modality(claim, source.text, source.share)
    yield from check_conditions(claim, source.text, source.share)
    yield from check_averages(claim, source.text)
    yield from check_ends(claim, source.text)
    yield from check_turning(claim, source.text, source.share)
    yield from check_when(claim, source.text)
    yield from check_periods(claim, source.text)
    is_about_it = held(claim, source.text) >= 0.5 if is_alike else source.share > 0.3
    yield from check_speakers(claim, source.card, source.text, is_about_it=is_about_it)
    if is_alike:
        yield from check_what_figures_are_about(claim, source.text)
        yield from check_comparatives(claim, source.text)
        yield from check_roles(claim, source.text)
        yield from check_acts(claim, source.text)
    else:
        yield from check_bodies(claim, source.text, known)
        yield from check_stances(claim, source.text)
        yield from check_counted_across(claim, source.text)
        yield from check_names_across(claim, source.text, known)
        yield from check_across(claim, source.card, source.text, terms)


def _words_missing(claim: Text, sources: Sequence[Source], known: str) -> Iterator[Finding]:
    alike = [source for source in sources if source.alignment is not None]
    if not alike:
        return
    keys = frozenset().union(*(s.text.keys() for s in alike))
    words = [t for t in claim.tokens if t.is_content]
    is_japanese = claim.language == "ja"
    missing = [
        t
        for t in words
        if t.key not in keys
        and t.kind != "figure"
        and fold(claim.text[t.start : t.end]) not in known
        and not (is_japanese and _halves_known(t.key, known))
    ]
    share = 1 - len(missing) / max(1, len(words))
    if len(words) >= _MIN_WORDS and share <= _HARDLY:
        yield finding("unrelated")
    elif missing:
        is_little = len(words) > _MIN_WORDS and share < _LITTLE[claim.language]
        code = "mostly_not_in_source" if is_little else "words_not_in_source"
        shown = (", " if not is_japanese else "、").join(
            dict.fromkeys(claim.text[t.start : t.end] for t in missing[:6])
        )
        yield finding(code, shown)


def _halves_known(key: str, known: str) -> bool:
    # A run of kanji is often two words: 調査結果 of 調査の結果.
    return len(key) >= 4 and all(key[i : i + 2] in known for i in range(0, len(key) - 1, 2))


def _of_origin(claim: Text, cards: Sequence[Card]) -> Iterator[Finding]:
    for card in cards:
        is_kept = card.language != claim.language or fold(card.quote)[:6] == fold(claim.text)[:6]
        if not card.subject_is_resolved and not card.lead_in and is_kept:
            yield finding("subject_unresolved")
        if card.origin == "secondary_source":
            yield finding("secondary_source", f": {card.origin_name}" if card.origin_name else "")
        elif card.origin == "unnamed_origin":
            yield finding("unnamed_origin")


def _is_approved(rendering: Rendering | None, text: str) -> bool:
    if rendering is None or rendering.state != "approved":
        return False
    return _bare(rendering.text) == _bare(text)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(".。").casefold()


def _verdict(findings: Sequence[Finding], *, is_vouched_for: bool) -> Verdict:
    if any(f.severity == "error" for f in findings):
        return "unsupported"
    is_open = any(f.severity == "warning" or f.code == "subject_unresolved" for f in findings)
    return "supported" if is_vouched_for and not is_open else "unchecked"


def _matches(claim: Text, sources: Sequence[Source], terms: Sequence[Term]) -> Iterator[Match]:
    found: list[Match] = []
    for source in used(sources):
        if source.alignment is not None:
            found += matches_alike(claim, source.text, source.alignment, source.n, source.offset)
        else:
            found += matches_across(claim, source.text, source.n, source.offset, terms)
    yield from sorted(found, key=lambda match: (match.claim_start, match.start))
