"""A follow-up takes the question before it along; a question that stands alone doesn't."""

import pytest
from conversations_for_tests import conversation_of, section

from assistant.followup import in_context
from assistant.types import Conversation, Turn

FIRST = "How many models does Hugging Face host?"


@pytest.mark.parametrize(
    "text",
    [
        "And how many users does it serve?",
        "What about Europe?",
        "And OpenAI?",
        "Why?",
        "When did they say so?",
        "How many users are in that region?",
        "How does Google see it?",
        "What is its budget?",
        "What does the latter want?",
        "In Japan?",
        "それはいつですか",
        "同社の本社はどこですか",
        "その利用者は何人ですか。",
        "Googleは？",
        "金額はいくらですか",
    ],
)
def test_what_points_back_takes_the_question_before_along(text: str) -> None:
    asked = in_context(text, conversation_of(FIRST))
    assert asked.is_follow_up
    assert asked.search_text == f"{FIRST}\n{asked.question.text}"
    assert asked.question.text == text


@pytest.mark.parametrize(
    "text",
    [
        "How many pages may a comment have at most?",
        "Is there a limit on the number of pages?",
        "Which firms say that open models are safer?",
        "Does OpenAI claim that fair use matters?",
        "Which of the models that are open cost nothing?",
        "Why does OpenAI defend its position?",
        "What does Google want, and what does it offer?",
        "Who issued the notice, and on which day?",
        "Is it true that GPT-4o costs $20?",
        "OSTPの締め切りは何時ですか。",
        "オープンソースの経済効果は何倍と推定されていますか。",
        "OLMo 2の性能は？",
    ],
)
def test_what_stands_alone_is_searched_alone(text: str) -> None:
    asked = in_context(text, conversation_of(FIRST))
    assert not asked.is_follow_up
    assert asked.search_text == text


def test_the_report_points_back_where_one_was_spoken_of() -> None:
    text = "Who paid for the work on the survey and its printing?"
    assert in_context(text, conversation_of("What does the NOAA survey say?")).is_follow_up
    text = "Who paid for the survey and for the maps?"
    assert in_context(text, conversation_of("What does the NOAA survey say?")).is_follow_up
    assert not in_context(text, conversation_of(FIRST)).is_follow_up


@pytest.mark.parametrize("conversation", [None, conversation_of()])
def test_without_a_question_before_nothing_is_a_follow_up(
    conversation: Conversation | None,
) -> None:
    asked = in_context("What is its budget?", conversation)
    assert not asked.is_follow_up
    assert asked.search_text == "What is its budget?"


def test_names_are_taken_over_where_there_are_none() -> None:
    assert in_context("What is its budget?", conversation_of(FIRST)).names == ("Hugging Face",)
    assert in_context("And OpenAI?", conversation_of(FIRST)).names == ("OpenAI",)


def test_a_fragment_asks_for_what_the_question_before_asked_for() -> None:
    asked = in_context("And OpenAI?", conversation_of(FIRST)).question
    assert (asked.expected, asked.counted) == ("count", "models")
    assert in_context("Why?", conversation_of(FIRST)).question.expected == "reason"


def test_a_chain_of_follow_ups_is_followed_to_its_beginning() -> None:
    conversation = conversation_of(FIRST, "And how many users does it serve?", "Where are they?")
    asked = in_context("And what do they pay?", conversation)
    assert asked.search_text.startswith(FIRST)
    assert asked.names == ("Hugging Face",)


def test_a_chain_ends_where_a_new_subject_began() -> None:
    conversation = conversation_of(FIRST, "When was the harbour of Oslo opened to ships?")
    asked = in_context("And what did it cost?", conversation)
    assert "Hugging Face" not in asked.search_text


def test_sections_between_are_passed_over() -> None:
    conversation = conversation_of(FIRST)
    drafted = Turn(request="Recommendation 1", result=section(), at="2026-01-01T00:00:01+00:00")
    turns = (*conversation.turns, drafted)
    mixed = Conversation(id="c", title="", turns=turns, updated_at=drafted.at)
    assert in_context("What is its budget?", mixed).search_text.startswith(FIRST)


def test_a_name_alone_is_in_the_conversations_language() -> None:
    conversation = conversation_of("港の料金はいくらですか。")
    assert in_context("OSTP?", conversation).question.language == "ja"
    assert in_context("OSTP?", None).question.language == "en"
