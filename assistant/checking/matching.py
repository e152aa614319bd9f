"""Which of the cards at hand a sentence rests on: those against which it passes most checks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.terms import Term
from assistant.types import Card, Finding, Match, Rendering, Verdict

_VERDICTS: tuple[Verdict, ...] = ("supported", "confirmed", "unchecked", "conflict", "unsupported")
MOST_CARDS = 3
"""A sentence that needs more than three sentences of the sources isn't a statement of theirs."""


class Checked(Protocol):
    """What the rules say of a sentence; `assistant.verification` has it."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What failed, and what the reader must know."""

    @property
    def verdict(self) -> Verdict:
        """As rules alone can tell."""

    @property
    def matches(self) -> tuple[Match, ...]:
        """What stands on both sides."""


class CheckClaim(Protocol):
    """`assistant.verification.check_claim`."""

    def __call__(
        self,
        text: str,
        language: str,
        cards: Sequence[Card],
        *,
        numbers: Sequence[int] = (),
        rendering: Rendering | None = None,
        terms: Sequence[Term] = (),
    ) -> Checked:
        """Check a sentence against the sentences of the passages that it cites."""


FindRendering = Callable[[Card, str], Rendering | None]
"""Card and language → the rendering that a person approved; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The cards that a sentence rests on, and what the rules say of it."""

    cards: tuple[Card, ...]
    checked: Checked

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What failed."""
        return tuple(f for f in self.checked.findings if f.severity == "error")


class Matcher:
    """Chooses cards for sentences by checking them."""

    def __init__(
        self, check: CheckClaim, terms: Sequence[Term], rendering_of: FindRendering
    ) -> None:
        self._check = check
        self._terms = tuple(terms)
        self._rendering_of = rendering_of

    def check(
        self, text: str, language: str, cards: Sequence[Card], numbers: Sequence[int] = ()
    ) -> Matched:
        """Check a sentence against the cards given."""
        rendering = None
        if len(cards) == 1 and cards[0].language != language:
            rendering = self._rendering_of(cards[0], language)
        checked = self._check(
            text, language, cards, numbers=numbers, rendering=rendering, terms=self._terms
        )
        return Matched(cards=tuple(cards), checked=checked)

    def best(self, text: str, language: str, candidates: Sequence[Card]) -> Matched:
        """Return the best of the candidates (the nearest first): one, or the few it takes."""
        best = min((self.check(text, language, [card]) for card in candidates), key=_badness)
        while best.errors and len(best.cards) < MOST_CARDS:
            others = [card for card in candidates if card not in best.cards]
            if not others:
                break
            joined = min(
                (self.check(text, language, (*best.cards, card)) for card in others), key=_badness
            )
            # Another card must mend something: a claim isn't truer for more footnotes.
            if len(joined.errors) >= len(best.errors) or _badness(joined) >= _badness(best):
                break
            best = joined
        return best


def _badness(matched: Matched) -> tuple[int, ...]:
    """Order by verdict, what failed (lacking figures first), what is doubtful, and what matches."""
    findings = matched.checked.findings
    return (
        _VERDICTS.index(matched.checked.verdict),
        sum(finding.code == "figure_not_in_source" for finding in findings),
        sum(finding.severity == "error" for finding in findings),
        sum(finding.severity == "warning" for finding in findings),
        -len(matched.checked.matches),
    )
