"""The automaton that permits only given numbers, as a property of whole texts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.runtime.numbers import NumberRule, NumberState

ALLOWED = frozenset({"4", "65", "95", "2018", "2,000", "4.5", "1.2.3"})
RUN = re.compile(r"\d+(?:[.,]\d+)*")


def _is_permitted(text: str, allowed: frozenset[str] = ALLOWED) -> bool:
    rule = NumberRule(allowed)
    state = rule.advance(NumberState(), text)
    return state is not None and rule.is_complete(state)


def test_permitted_numbers_pass_wherever_they_stand() -> None:
    for text in (
        "EUR 65 billion in 2018, and 95 in 2018.",
        "(4)",
        "4.5%",
        "2,000 of 4.",
        "AI4, 65-95",
        "1.2.3",
        "no digits, at all.",
        "２０１８年に４．５％、６５",
        "",
    ):
        assert _is_permitted(text), text


def test_others_are_stopped() -> None:
    for text in ("6", "650", "655", "2019", "20180", "2,00", "2,0000", "2000", "4,5", "65.1", "９",
                 "4.5.6", "2018.5", "3", "65²", "½"):  # fmt: skip
        assert not _is_permitted(text), text


def test_no_number_permitted_means_no_digit() -> None:
    assert _is_permitted("Nothing, none. Not one.", frozenset())
    assert not _is_permitted("1", frozenset())


def test_a_number_in_work_may_not_be_left() -> None:
    rule = NumberRule(ALLOWED)
    state = rule.advance(NumberState(), "in 20")
    assert state is not None
    assert not rule.is_complete(state)
    assert rule.advance(state, " ") is None
    assert rule.advance(state, "18 ") is not None


def test_signs_count_as_themselves() -> None:
    assert _is_permitted("CO₂", frozenset({"₂"}))
    assert not _is_permitted("2", frozenset({"₂"}))


@given(st.text(alphabet="0123456789,. aé", max_size=12))
def test_agrees_with_a_regular_expression_over_the_whole_text(text: str) -> None:
    assert _is_permitted(text) == all(run in ALLOWED for run in RUN.findall(text))


@given(st.text(alphabet="0123456789,. a年０４", max_size=12), st.integers(0, 12))
def test_where_the_text_is_cut_makes_no_difference(text: str, cut: int) -> None:
    rule = NumberRule(ALLOWED)
    whole = rule.advance(NumberState(), text)
    first = rule.advance(NumberState(), text[:cut])
    assert (rule.advance(first, text[cut:]) if first is not None else None) == whole
