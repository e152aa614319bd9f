"""What matches between a claim and its source, for showing on both sides."""

from collections.abc import Iterator, Sequence

from assistant.terms import Term
from assistant.types import Match, MatchKind
from assistant.verification.matching import Alignment
from assistant.verification.names import forms
from assistant.verification.sounds import sounds_alike
from assistant.verification.tokens import Text, Token


def matches_alike(
    claim: Text, source: Text, alignment: Alignment, n: int, offset: int
) -> Iterator[Match]:
    """Yield the stretches of words in common, and figures and names wherever they stand."""
    for stretch in alignment.stretches:
        yield Match(
            claim_start=stretch.claim_start,
            claim_end=stretch.claim_end,
            n=n,
            start=offset + stretch.start,
            end=offset + stretch.end,
            kind="words",
        )
    yield from _pairs(claim, source, n, offset, ())


def matches_across(
    claim: Text, source: Text, n: int, offset: int, terms: Sequence[Term]
) -> Iterator[Match]:
    """Yield figures and names that both sides state, each in its own writing."""
    yield from _pairs(claim, source, n, offset, terms)
    for term in terms:
        sides = (
            (term.japanese, term.english)
            if source.language == "ja"
            else (term.english, term.japanese)
        )
        start, at = source.text.find(sides[0]), claim.text.find(sides[1])
        if start >= 0 and at >= 0:
            yield Match(
                claim_start=at,
                claim_end=at + len(sides[1]),
                n=n,
                start=offset + start,
                end=offset + start + len(sides[0]),
                kind="name",
            )


def _pairs(
    claim: Text, source: Text, n: int, offset: int, terms: Sequence[Term]
) -> Iterator[Match]:
    free = [t for t in source.tokens if t.kind in ("figure", "name")]
    for token in claim.tokens:
        if token.kind not in ("figure", "name"):
            continue
        other = next((t for t in free if _is_same(claim, token, source, t)), None)
        if other is None:
            continue
        free.remove(other)
        kind: MatchKind = "figure" if token.kind == "figure" else "name"
        yield Match(
            claim_start=token.start,
            claim_end=token.end,
            n=n,
            start=offset + other.start,
            end=offset + other.end,
            kind=kind,
        )


def _is_same(claim: Text, token: Token, source: Text, other: Token) -> bool:
    if token.kind != other.kind:
        return False
    if token.key == other.key:
        return True
    if token.kind == "figure" or claim.language == source.language:
        return False
    ours, theirs = claim.text[token.start : token.end], source.text[other.start : other.end]
    if any(form.lower() == theirs.lower() for form in forms(ours, ())):
        return True
    kana, latin = (theirs, ours) if claim.language == "en" else (ours, theirs)
    return sounds_alike(kana, latin)
