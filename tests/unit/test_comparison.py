"""Comparing claims: what is asked of the model, in which order, and what fails."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from threading import Event
from typing import Any

import pytest
from fake_model import FakeModel

from assistant.verification.comparison import (
    COUNTERFACTUALS,
    INTERCEPT,
    WEIGHTS,
    ComparedClaim,
    Comparison,
    Signals,
    compare,
    read_signals,
    support_of,
    weigh,
)
from knowledge.errors import Cancelled

_WORD = re.compile(r"[\w$]+")


class Scorer(FakeModel):
    """Says Yes by the share of the statement's words that stand in the passage in that order."""

    def _score(self, prompt: Any, continuation: str) -> float:
        user = str(prompt[-1].content)
        if continuation not in ("Yes", "No"):
            return -1.0 - self._distance(user.partition(": ")[2], continuation)
        passage, _, statement = user.removeprefix("Passage: ").partition("\nStatement: ")
        yes = 0.98 - 0.9 * self._distance(statement, passage)
        return math.log(yes if continuation == "Yes" else 1 - yes)

    @staticmethod
    def _distance(text: str, other: str) -> float:
        words, held = _WORD.findall(text.lower()), _WORD.findall(other.lower())
        pairs = set(pairwise(held))
        found = sum(pair in pairs for pair in pairwise(words))
        return 1 - found / max(1, len(words) - 1)


PASSAGE = "The port authority sued the dredging firm, and rents rose by 30 percent in the old town."
TRUE = "The port authority sued the dredging firm."
FALSE = "The dredging firm sued the port authority."


def claim(text: str, *passages: str, language: str = "en", doubts: int = 0) -> ComparedClaim:
    """A claim on passages in English."""
    cited = tuple((passage, "en") for passage in passages or (PASSAGE,))
    return ComparedClaim(text=text, language=language, passages=cited, doubts=doubts)


def run(model: FakeModel, items: Sequence[ComparedClaim], **given: Any) -> tuple[Comparison, ...]:
    anything: Any = model
    return compare(anything, items, **given)


def test_a_claim_beats_its_counterfactuals_and_a_wrong_one_does_not() -> None:
    right, wrong = run(Scorer(), [claim(TRUE), claim(FALSE)])
    assert right.margin is not None
    assert wrong.margin is not None
    assert right.margin > 0 > wrong.margin
    assert wrong.worst is not None
    assert (wrong.worst.text, wrong.worst.kind) == (TRUE, "sides")
    assert right.count >= 1


def test_a_claim_without_counterfactual_has_no_margin() -> None:
    (one,) = run(Scorer(), [claim("Rents in the old town.")])
    assert (one.margin, one.worst, one.count) == (None, None, 0)
    assert one.support is not None


def test_counterfactuals_are_limited() -> None:
    text = "The port said that rents rose by 30 percent in 2019 and may rise by 40 percent in 2021."
    (one,) = run(Scorer(), [claim(text)])
    assert one.count == COUNTERFACTUALS


def test_support_grows_with_every_signal() -> None:
    middle = support_of(Signals(judged=0.0, back=-2.0))
    assert middle is not None
    for better in (Signals(judged=1.0, back=-2.0), Signals(judged=0.0, back=-1.0)):
        support = support_of(better)
        assert support is not None
        assert support > middle
    assert support_of(Signals(judged=0.0)) is None


def test_what_has_little_support_fails_and_nothing_is_made_supported() -> None:
    weak = weigh(Signals(judged=-4.0, back=-6.0))
    doubtful = weigh(
        Signals(judged=0.0, back=(math.log(0.15 / 0.85) - INTERCEPT) / WEIGHTS["back"])
    )
    strong = weigh(Signals(judged=4.0, back=-0.1))
    assert doubtful.support == pytest.approx(0.15)
    codes = [[f.code for f in one.findings] for one in (weak, doubtful, strong)]
    assert codes == [["comparison_failed"], ["comparison_doubtful"], []]
    assert [f.severity for one in (weak, doubtful) for f in one.findings] == ["error", "warning"]


def test_results_keep_the_order_given_while_the_least_certain_goes_first() -> None:
    items = [claim(TRUE), claim(FALSE, doubts=2), claim("港湾局は訴えた。", language="ja")]
    finished: list[int] = []
    steps: list[tuple[int, int]] = []
    results = run(
        Scorer(),
        items,
        on_done=lambda done, total: steps.append((done, total)),
        on_compared=lambda i, _: finished.append(i),
    )
    assert finished == [1, 2, 0]
    assert steps == [(step, 6) for step in range(1, 7)]
    assert results == tuple(run(Scorer(), [item])[0] for item in items)


def test_of_several_passages_the_one_that_it_says_most_of_counts() -> None:
    other = "Ferries carry mail to the islands."
    model: Any = Scorer()
    alone, both = read_signals(model, [claim(TRUE), claim(TRUE, other, PASSAGE)])
    assert alone.back == both.back


def test_stopping_ends_it_and_what_was_finished_is_told() -> None:
    stop = Event()
    told: list[int] = []

    def on_compared(i: int, comparison: Comparison) -> None:
        told.append(i)
        stop.set()

    with pytest.raises(Cancelled):
        run(Scorer(), [claim(TRUE), claim(FALSE)], stop=stop, on_compared=on_compared)
    assert told == [0]


def test_what_the_model_has_no_room_for_is_not_compared() -> None:
    long, short = run(Scorer(longest=400), [claim(TRUE, "Rents rose. " * 50), claim(TRUE)])
    assert (long.support, long.margin, long.findings) == (None, None, ())
    assert short.support is not None


def test_only_the_context_for_scoring_is_used() -> None:
    model = Scorer()
    run(model, [claim(TRUE)])
    assert set(model.calls) == {"score_pairs"}


def test_nothing_to_compare_asks_nothing() -> None:
    model = Scorer()
    assert run(model, []) == ()
    assert model.calls == []
