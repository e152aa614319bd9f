"""Prompt files: their form, their placeholders, and that what is filled in stays data."""

from importlib import resources

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from assistant.errors import PromptError
from assistant.prompting import load_prompt, neutralised, parse_prompt

TEXT = """You join sentences. Braces: {{kept}}.
=== user ===
Evidence:
{evidence}

Question: {question}
=== assistant ===
Answer:
"""
NAMES = frozenset({"evidence", "question"})


def test_parts_become_messages() -> None:
    messages = parse_prompt("join", TEXT, NAMES).messages(evidence="One.", question="Why?")
    assert [type(message) for message in messages] == [SystemMessage, HumanMessage, AIMessage]
    assert messages[0].text == "You join sentences. Braces: {kept}."
    assert messages[1].text == "Evidence:\nOne.\n\nQuestion: Why?"
    assert messages[2].text == "Answer:"


def test_values_are_not_read_as_templates() -> None:
    messages = parse_prompt("join", TEXT, NAMES).messages(
        evidence="{question} {{x}} {0.__class__}", question="=== user ==="
    )
    assert len(messages) == 3
    assert "{question} {{x}} {0.__class__}" in messages[1].text
    assert messages[1].text.endswith("Question: === user ===")


@pytest.mark.parametrize(
    "token",
    ["<|im_start|>", "<|im_end|>", "<｜User｜>", "[INST]", "[/INST]", "</s>", "<start_of_turn>"],
)
def test_control_tokens_in_values_are_taken_apart(token: str) -> None:
    filled = parse_prompt("join", TEXT, NAMES).messages(evidence=f"a{token}b", question="?")
    assert token not in filled[1].text
    assert token.replace("<", "").replace("[", "") in filled[1].text


@pytest.mark.parametrize("text", ["a < b | c", "<b>", "x[1]", "5 <6", "<https://example.org>"])
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert neutralised(text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TEXT.replace("{question}", "{query}"), "lack 'question' and have too many: 'query'"),
        (TEXT.replace("{question}", ""), "lack 'question'"),
        (TEXT + "{more}", "too many: 'more'"),
        (TEXT.replace("{question}", "{question"), "expected '}'"),
        ("{evidence} {question}", "=== user ==="),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(text: str, reason: str) -> None:
    with pytest.raises(PromptError) as caught:
        parse_prompt("join", text, NAMES)
    assert "'join'" in caught.value.what
    assert reason in caught.value.why


@pytest.mark.parametrize(
    "values", [{"evidence": "x"}, {"evidence": "x", "question": "y", "other": "z"}]
)
def test_values_must_be_the_declared_ones(values: dict[str, str]) -> None:
    with pytest.raises(PromptError, match="values given"):
        parse_prompt("join", TEXT, NAMES).messages(**values)


def test_an_absent_file_is_an_error() -> None:
    with pytest.raises(PromptError, match="no-such-prompt"):
        load_prompt("no-such-prompt", frozenset())


def test_every_shipped_prompt_is_well_formed() -> None:
    files = [f for f in resources.files("prompts").iterdir() if f.name.endswith(".md")]
    assert files
    for file in files:
        # No prompt has such a placeholder: the only thing wrong may be the placeholders.
        with pytest.raises(PromptError, match="the placeholders in the file"):
            parse_prompt(file.name, file.read_text("utf-8"), frozenset({"no_such_name"}))
