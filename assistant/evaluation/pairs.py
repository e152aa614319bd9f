"""Labelled pairs of a claim and a passage, and what the checks of claims say of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any, Literal, get_args

from assistant.evaluation.lines import field, read_lines
from assistant.runtime import LocalModel
from assistant.terms import Term
from assistant.text_cards import cards_of_text
from assistant.types import Verdict
from assistant.verification import check_claim
from assistant.verification.comparison import ComparedClaim, compare

Label = Literal["supported", "unsupported"]
_REQUIRED = ("id", "origin", "passage_language", "claim_language", "passage", "claim")
_OPTIONAL = ("kind", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """One line of the file."""

    id: str
    origin: str
    """Where the claim comes from: a model's own writing, a corruption, a correct one."""
    passage_language: str
    claim_language: str
    passage: str
    claim: str
    label: Label
    kind: str
    """What is wrong with an unsupported claim; empty for a supported one."""
    note: str

    @property
    def languages(self) -> str:
        """From which language into which: `ja→en`."""
        return f"{self.passage_language}→{self.claim_language}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOutcome:
    """What the checks say of one pair."""

    pair: LabelledPair
    verdict: Verdict
    findings: tuple[str, ...]
    """Codes of the errors and warnings."""
    support: float | None = None
    """What the comparison by the model gave, 0 to 1; None where it wasn't compared."""


def read_pairs(path: Path) -> tuple[LabelledPair, ...]:
    """Read the labelled pairs of a JSONL file.

    Raises:
        EvaluationError: The file can't be read, or a line isn't of the schema.
    """
    return read_lines(path, "pairs", _pair)


def _pair(row: Any) -> LabelledPair:
    values = {name: field(row, name, str) for name in _REQUIRED}
    if empty := [name for name, value in values.items() if not value.strip()]:
        raise ValueError(f"{empty[0]} is empty")
    values |= {name: field(row, name, str) if name in row else "" for name in _OPTIONAL}
    label = field(row, "label", str)
    if label not in get_args(Label):
        raise ValueError("label is supported or unsupported")
    return LabelledPair(**values, label=label)  # type: ignore[arg-type]


def check_pairs(
    pairs: Sequence[LabelledPair],
    terms: Sequence[Term] = (),
    *,
    model: LocalModel | None = None,
    stop: Event | None = None,
    on_done: Callable[[int, int], None] | None = None,
) -> tuple[PairOutcome, ...]:
    """Check every claim against its passage: by the rules, and with `model` by comparison too.

    Compared are the claims that the rules leave unchecked, about four seconds each.

    Args:
        pairs: What to check.
        terms: Names whose rendering is set.
        model: The local model; None for the rules alone.
        stop: When set, the comparison ends.
        on_done: Told how many steps of the comparison are done, of how many.

    Raises:
        Cancelled: `stop` was set.
    """
    outcomes = [_by_rules(pair, terms) for pair in pairs]
    if model is None:
        return tuple(outcomes)
    left = [i for i, outcome in enumerate(outcomes) if outcome.verdict == "unchecked"]
    items = [_compared(outcomes[i]) for i in left]
    for i, comparison in zip(left, compare(model, items, stop=stop, on_done=on_done), strict=True):
        codes = tuple(found.code for found in comparison.findings)
        outcomes[i] = replace(
            outcomes[i],
            verdict="unsupported" if codes else outcomes[i].verdict,
            findings=(*outcomes[i].findings, *codes),
            support=comparison.support,
        )
    return tuple(outcomes)


def _by_rules(pair: LabelledPair, terms: Sequence[Term]) -> PairOutcome:
    cards = cards_of_text(pair.passage, pair.passage_language)
    checked = check_claim(pair.claim, pair.claim_language, cards, terms=terms)
    codes = [found.code for found in checked.findings if found.severity != "note"]
    return PairOutcome(pair=pair, verdict=checked.verdict, findings=tuple(dict.fromkeys(codes)))


def _compared(outcome: PairOutcome) -> ComparedClaim:
    pair = outcome.pair
    return ComparedClaim(
        text=pair.claim,
        language=pair.claim_language,
        passages=((pair.passage, pair.passage_language),),
        doubts=len(outcome.findings),
    )
