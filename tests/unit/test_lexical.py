"""Which terms a text has, and which a query asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexical import index_terms, match_expression, query_terms, surfaces


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The agencies regulate models", ["agency", "regulat", "model"]),
        ("regulates, regulated; regulating", ["regulat", "regulat", "regulat"]),
        ("著作権", ["著作", "作権", "権"]),
        ("税", ["税"]),
        ("AI政策を2026年に", ["ai", "政策", "策を", "を", "2026", "年に", "に"]),
        ("ＡＩ　ﾃﾞｰﾀ", ["ai", "デー", "ータ", "タ"]),
        ("GPT-4", ["gpt", "4", "gpt4"]),
        ("1,500,000 people", ["1500000", "peopl"]),
        ("3.5% of 40", ["3.5", "40"]),
        ("under 5 U.S.C. 553", ["5", "usc", "553"]),
        ("the agency's rule", ["agency", "rule"]),
        ("Straße ÉTUDE", ["straße", "étude"]),
        ("데이터 센터", ["데이터", "센터"]),
        ("", []),
    ],
)
def test_terms_of_a_text(text: str, terms: list[str]) -> None:
    assert index_terms(text) == terms


def test_a_query_asks_for_each_term_once_and_for_no_stop_words() -> None:
    terms = query_terms("What is the cost of the costs?")
    assert [term.text for term in terms] == ["cost"]


def test_a_lone_character_is_asked_as_a_prefix() -> None:
    (term,) = query_terms("税")
    assert match_expression([term]) == '"税"*'
    assert term.occurs_in(index_terms("法人税法"))
    assert term.occurs_in(index_terms("消費税"))
    assert not term.occurs_in(index_terms("消費者"))


def test_matched_terms_are_shown_as_the_query_has_them() -> None:
    query = "Do Regulations cover ＡＩ著作権保護?"
    terms = query_terms(query)
    assert surfaces(query, terms) == ("Regulations", "cover", "AI", "著作権保護")
    assert surfaces(query, [term for term in terms if term.text in ("著作", "保護")]) == (
        "著作",
        "保護",
    )


@given(st.text())
def test_every_word_of_a_text_finds_the_text(text: str) -> None:
    held = set(index_terms(text))
    assert all(term.occurs_in(held) for term in query_terms(text))


@given(st.text())
def test_terms_hold_nothing_that_the_index_would_cut(text: str) -> None:
    for term in index_terms(text):
        assert term
        assert not any(c.isascii() and not c.isalnum() and c != "." for c in term)
