"""Questions that ask what to do, and sentences that say so."""

import pytest

from assistant.advice import asks_for_advice, gives_advice


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How should the fee be described?", True),
        ("May I send the form twice?", True),
        ("What is best cited for the fee?", True),
        ("料金はどう書くべきですか。", True),
        ("同じ書類を二度出してもよいですか。", True),
        ("When did the port open?", False),
        ("港はいつ開きましたか。", False),
    ],
)
def test_who_asks_what_to_do(question: str, expected: bool) -> None:
    assert asks_for_advice(question) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A filing should name the original study.", True),
        ("Each form must be signed.", True),
        ("書類には署名を必ず添えるべきである。", True),
        ("略称を添えるとよい。", True),
        ("The port opened in May.", False),
        ("港は五月に開いた。", False),
    ],
)
def test_which_sentence_says_what_to_do(text: str, expected: bool) -> None:
    assert gives_advice(text) is expected
