"""Particular things must be spoken of where they are asked for."""

import pytest
from cards_for_tests import card_of

from assistant.particulars import is_particular_there


@pytest.mark.parametrize(
    ("question", "evidence", "expected"),
    [
        ("Under what licence is it released?", "The library is widely used.", False),
        ("Under what licence is it released?", "It comes under an open licence.", True),
        ("Under what licence is it released?", "オープンなライセンスで公開されている。", True),
        ("どのライセンスで公開されていますか。", "The library is widely used.", False),
        ("What portion of the budget is spent?", "It spends a third.", True),
        ("どの大統領の政権と違いますか。", "前の政権とは異なる。", True),
        ("In which year was the port founded?", "The port hosts 40 ships in 2021.", False),
        ("In which year was the port founded?", "The port was set up in 1921.", True),
        ("完成した計画が発表されたのはいつですか。", "The request appeared in 2021.", False),
        ("When does the rule take effect?", "It was published in 2021.", False),
        ("What kind of library is it?", "It reads tables.", True),
        ("Which company wrote it?", "Selvaag wrote it.", True),
        ("What does it do?", "It reads tables.", True),
    ],
)
def test_the_particular_thing_asked_for_must_be_spoken_of(
    question: str, evidence: str, expected: bool
) -> None:
    card = card_of(evidence, "ja" if "。" in evidence else "en")
    assert is_particular_there(question, [card]) is expected
