"""Compare claims with counterfactuals of themselves and with their passages, by the local model.

Rules see figures, names and wording; the model sees whether the passage says it as a whole. As an
absolute judge a small model is of little use, so what it says is only used to doubt: a comparison
can fail a claim and never makes one supported. What is read off:

* how likely the passage is to come back from the claim, log p(passage | claim) by token: of the
  starter the best signal, above all between two languages;
* the judge's log odds that the passage says what the claim says: a small addition;
* the margin by which the claim beats its best counterfactual before that judge. With the starter
  nearly every claim beats its counterfactuals, right or wrong, so the margin is shown beside the
  claim and fails none.

`benchmarks/comparison.py` fits the constants and prints what each signal is worth.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

from assistant.errors import NothingToSay
from assistant.prompting import load_prompt
from assistant.renderings import LANGUAGE_NAMES
from assistant.runtime import LocalModel
from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.counterfactuals import Counterfactual, counterfactuals

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

COUNTERFACTUALS = 3
"""For each claim: one more costs about half a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedClaim:
    """A claim with what it cites."""

    text: str
    language: str
    passages: tuple[tuple[str, str], ...]
    """Text and language of each cited passage; at least one."""
    doubts: int = 0
    """How much rules found on it already; the most doubtful is compared first."""

    @property
    def crosses_languages(self) -> bool:
        """Tell whether none of the passages is in the claim's language."""
        return all(language != self.language for _, language in self.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What the model says about one claim; what it has no room for stays None."""

    judged: float | None = None
    """Log odds that the passage says it."""
    margin: float | None = None
    """By how much `judged` is above that of the best counterfactual; None where there is none."""
    worst: Counterfactual | None = None
    """That counterfactual."""
    count: int = 0
    """How many counterfactuals were judged."""
    back: float | None = None
    """Mean log-probability of a token of the passage given the claim; 0 is the best."""
    is_complete: bool = False
    """Whether all was asked that is asked of the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing one claim gave."""

    margin: float | None
    """See `Signals.margin`."""
    worst: Counterfactual | None
    """The counterfactual that came nearest."""
    count: int
    """How many counterfactuals it was compared with."""
    support: float | None
    """0 to 1: how likely a claim with such signals is supported, as fitted; None when the claim and
    its passages are too long for the model, so that nothing was compared."""
    findings: tuple[Finding, ...] = ()


INTERCEPT = 1.69
WEIGHTS = {"judged": 0.72, "back": 1.61}
"""Of a logistic regression on pairs whose claim and passage are in two languages; `support` is its
probability. Within one language it tells little, but what fails there is rarely right."""
FAILS_BELOW = 0.08
DOUBTFUL_BELOW = 0.20


def compare(
    model: LocalModel,
    items: Sequence[ComparedClaim],
    *,
    stop: Event | None = None,
    on_done: Callable[[int, int], None] | None = None,
    on_compared: Callable[[int, Comparison], None] | None = None,
) -> tuple[Comparison, ...]:
    """Compare claims with their passages, the least certain first; about three seconds each.

    The context for scoring is used, never the one for writing: the next question finds its
    evidence read as before.

    Args:
        model: The local model.
        items: Claims that cite something.
        stop: When set, the work ends within a second.
        on_done: Told how many steps of all are done; each claim takes two.
        on_compared: Told a claim's index and its comparison as soon as it is there.

    Returns:
        One comparison for each claim, in the order given.

    Raises:
        Cancelled: `stop` was set; what is finished was told to `on_compared`.
    """
    finished: dict[int, Comparison] = {}
    for done, (i, found) in enumerate(compare_each(model, items, stop=stop), start=1):
        if found is not None:
            finished[i] = found
            if on_compared is not None:
                on_compared(i, found)
        if on_done is not None:
            on_done(done, 2 * len(items))
    return tuple(finished[i] for i in range(len(items)))


def compare_each(
    model: LocalModel, items: Sequence[ComparedClaim], *, stop: Event | None = None
) -> Iterator[tuple[int, Comparison | None]]:
    """Compare as `compare` does, step by step.

    Yields:
        Twice for each claim its index: first with None for all of them, which takes about a
        quarter of the time, then with its comparison.

    Raises:
        Cancelled: `stop` was set.
    """
    for i, found in _read(model, items, stop):
        yield i, weigh(found) if found.is_complete else None


def read_signals(
    model: LocalModel, items: Sequence[ComparedClaim], *, stop: Event | None = None
) -> tuple[Signals, ...]:
    """Ask the model for the signals alone; see `compare`."""
    signals = dict(_read(model, items, stop))
    return tuple(signals[i] for i in range(len(items)))


def weigh(signals: Signals) -> Comparison:
    """Judge a claim by its signals."""
    support = support_of(signals)
    return Comparison(
        margin=signals.margin,
        worst=signals.worst,
        count=signals.count,
        support=support,
        findings=() if support is None else _findings(support),
    )


def _findings(support: float) -> tuple[Finding, ...]:
    if support < FAILS_BELOW:
        return (finding("comparison_failed"),)
    return (finding("comparison_doubtful"),) if support < DOUBTFUL_BELOW else ()


def support_of(signals: Signals) -> float | None:
    """Give the probability, 0 to 1, that a claim with such signals is supported, as fitted."""
    if signals.judged is None or signals.back is None:
        return None
    values = {"judged": signals.judged, "back": signals.back}
    total = INTERCEPT + sum(weight * values[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-total))


def _read(
    model: LocalModel, items: Sequence[ComparedClaim], stop: Event | None
) -> Iterator[tuple[int, Signals]]:
    """Yield each claim's index and signals twice: when the first is there, and all of them.

    All of one kind come after another: what these prompts have in common is read once. The kind
    that takes longer comes last, so that most of a work that is stopped half-way is finished.
    """
    order = sorted(range(len(items)), key=lambda i: _certainty(items[i]))
    back: dict[int, float | None] = {}
    for i in order:
        back[i] = _back(model, items[i], stop)
        yield i, Signals(back=back[i])
    for i in order:
        yield i, replace(_judge(model, items[i], stop), back=back[i], is_complete=True)


def _certainty(item: ComparedClaim) -> tuple[int, bool]:
    return -item.doubts, not item.crosses_languages


def _judge(model: LocalModel, item: ComparedClaim, stop: Event | None) -> Signals:
    others = counterfactuals(item.text, item.language, item.passages, most=COUNTERFACTUALS)
    prompt = load_prompt("compare", frozenset({"passage", "statement"}))
    passage = "\n".join(text for text, _ in item.passages)
    asked = [
        prompt.messages(passage=passage, statement=statement)
        for statement in (item.text, *(other.text for other in others))
    ]
    try:
        odds = [_log_odds(model, messages, stop) for messages in asked]
    except NothingToSay:
        return Signals()
    best = max(range(len(others)), key=lambda i: odds[1 + i], default=None)
    return Signals(
        judged=odds[0],
        margin=None if best is None else odds[0] - odds[1 + best],
        worst=None if best is None else others[best],
        count=len(others),
    )


def _log_odds(model: LocalModel, messages: "Sequence[BaseMessage]", stop: Event | None) -> float:
    yes, no = model.score_pairs([(messages, "Yes"), (messages, "No")], stop=stop)
    return yes.total - no.total


def _back(model: LocalModel, item: ComparedClaim, stop: Event | None) -> float | None:
    """Score the passages given the claim; of several the one that it says most of counts."""
    prompt = load_prompt("render_back", frozenset({"language", "rendering"}))
    pairs = [
        (
            prompt.messages(
                language=LANGUAGE_NAMES.get(language, "its original language"),
                rendering=item.text,
            ),
            text,
        )
        for text, language in item.passages
        if text.strip()
    ]
    try:
        scores = model.score_pairs(pairs, stop=stop)
    except NothingToSay:
        return None
    return max((score.mean for score in scores), default=None)
