"""Which of several documents a question is about."""

from dataclasses import replace

import pytest
from cards_for_tests import card_of

from assistant.topics import Topics
from assistant.types import Card


def of(subject: str, text: str, *, heading: str = "", title: str = "Two requests compared") -> Card:
    return replace(card_of(text, "en"), subject=subject, heading=heading, title=title)


HARBOUR = of("The harbour fee request", "It put 29 questions.")
LANES = of("The bus lane request", "It put 12 questions.")
ELSEWHERE = of("", "It may have 15 pages.", title="The ferry notice")


@pytest.mark.parametrize(
    ("question", "card", "expected"),
    [
        ("How many questions did the harbour fee request put?", HARBOUR, True),
        ("How many questions did the harbour fee request put?", LANES, False),
        ("How many pages does the harbour fee request allow?", ELSEWHERE, False),
        ("How many questions were put?", LANES, True),
        ("How many pages may a reply to the ferry notice have?", ELSEWHERE, True),
    ],
)
def test_a_card_about_another_document_is_told(question: str, card: Card, expected: bool) -> None:
    topics = Topics([HARBOUR, LANES, ELSEWHERE])
    assert topics.is_about_what_is_asked(question, card) is expected


def test_a_card_that_names_the_document_itself_is_about_it() -> None:
    both = of("", "The harbour fee request and the bus lane request close in May.")
    topics = Topics([HARBOUR, LANES, both])
    assert topics.is_about_what_is_asked("When does the bus lane request close?", both)


def test_a_title_tells_where_no_sentence_does() -> None:
    plain = of("", "It closes in May.", title="The bus lane request")
    topics = Topics([HARBOUR, LANES, plain])
    assert topics.is_about_what_is_asked("When does the bus lane request close?", plain)


def test_a_question_in_another_language_names_it_too() -> None:
    rules = of("The regulatory reform request", "It put 12 questions.")
    topics = Topics([HARBOUR, rules])
    assert topics.is_about_what_is_asked("規制改革の意見募集には質問がいくつありますか。", rules)
    assert not topics.is_about_what_is_asked(
        "規制改革の意見募集には質問がいくつありますか。", HARBOUR
    )
