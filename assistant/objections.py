"""What rules and comparison say of renderings now: with the present terms, of the present text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.claims import is_unsafe
from assistant.compared import KeptComparison, KeptComparisons, comparison_key
from assistant.errors import ReviewRefused
from assistant.fidelity import check_rendering
from assistant.pairing import FigurePair, pair_figures
from assistant.rendered import RenderedSentence
from assistant.terms import Term
from assistant.types import Card, Finding, Rendering
from knowledge.records import Records

_KEPT_FINDINGS = ("too_long_to_translate", "nothing_written", "only_rejected_written")
"""Codes of findings that aren't about the text, so that no rule finds them again."""

_Checked = dict[tuple[str, str], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A sentence and its rendering, with all that a person needs to decide."""

    key: str
    """Of the sentence and the language, by which it is edited, approved and rejected."""
    card: Card
    others: tuple[Card, ...]
    """The same sentence where it stands elsewhere."""
    rendering: Rendering
    """With the findings of the rules as they are now, terms included, and of the comparison."""
    figures: tuple[FigurePair, ...]
    comparison: KeptComparison | None
    """Of this very text; None where it was not compared."""
    is_usable: bool
    """Whether answers and drafts say it; else the original stands in its place."""
    by: str
    at: str
    """Who decided and when; empty while nobody has."""


class Objections:
    """Checks renderings, remembering what it found until the terms change.

    Args:
        records: Where comparisons are kept.
        terms: Gives the terms as they are now.
    """

    def __init__(self, records: Records, terms: Callable[[], Sequence[Term]]) -> None:
        self._comparisons = KeptComparisons(records)
        self._terms = terms
        self._checked: _Checked = {}
        self._checked_with: tuple[Term, ...] = ()

    def now(self) -> "Checking":
        """Return the checks as they stand in this moment.

        Raises:
            SettingsError: The term list can't be read.
        """
        terms = tuple(self._terms())
        if terms != self._checked_with:
            self._checked, self._checked_with = {}, terms
        return Checking(terms, self._comparisons.all(), self._checked)


class Checking:
    """The checks with one state of terms and comparisons."""

    def __init__(
        self, terms: Sequence[Term], compared: Mapping[str, KeptComparison], checked: _Checked
    ) -> None:
        self._terms = terms
        self._compared = compared
        self._checked = checked

    def objects(self, sentence: RenderedSentence) -> bool:
        """Tell whether a rule or the comparison objects to what stands for a sentence."""
        comparison = self._comparison(sentence)
        return bool(self._rules(sentence) or (comparison is not None and comparison.findings))

    def review(self, sentence: RenderedSentence) -> Reviewed:
        """Return a sentence with all that a person needs to decide.

        Raises:
            ReviewRefused: It has no rendering.
        """
        card, rendering, decision = sentence.cards[0], sentence.rendering, sentence.decision
        if rendering is None:
            raise ReviewRefused(
                "There is no rendering of this sentence",
                "none was written yet",
                "Have the missing ones written.",
            )
        is_decided = decision is not None and rendering.state != "machine"
        findings, comparison = self._rules(sentence), self._comparison(sentence)
        doubts = comparison.findings if comparison is not None else ()
        return Reviewed(
            key=sentence.key,
            card=card,
            others=sentence.cards[1:],
            rendering=replace(rendering, findings=findings + doubts),
            figures=pair_figures(card.quantities, rendering.text, sentence.language),
            comparison=comparison,
            is_usable=rendering.state != "rejected" and not is_unsafe(findings),
            by=decision.by if decision is not None and is_decided else "",
            at=decision.at if decision is not None and is_decided else "",
        )

    def _rules(self, sentence: RenderedSentence) -> tuple[Finding, ...]:
        rendering = sentence.rendering
        if rendering is None:
            return ()
        if not rendering.text:
            return tuple(f for f in rendering.findings if f.code in _KEPT_FINDINGS)
        place = sentence.key, rendering.text
        known = self._checked.get(place)
        if known is None:
            card = sentence.cards[0]
            known = check_rendering(card, rendering.text, sentence.language, self._terms)
            self._checked[place] = known
        return known

    def _comparison(self, sentence: RenderedSentence) -> KeptComparison | None:
        rendering = sentence.rendering
        if not self._compared or rendering is None:
            return None
        key = comparison_key(sentence.cards[0], rendering.text, sentence.language)
        return self._compared.get(key)
