"""The lists of words that may stand for each other within one language."""

from importlib import resources

import pytest

from assistant.verification.synonyms import japanese_forms, longest_phrase, word_key
from assistant.verification.tokens import LINKS, SMALL


def rows(name: str) -> list[list[str]]:
    text = resources.files("assistant.verification").joinpath(name).read_text("utf-8")
    return [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]


def groups(phrase: str) -> frozenset[int]:
    keys = tuple(word_key(word) for word in phrase.split())
    length, found = longest_phrase(keys)
    return found if length == len(keys) else frozenset()


@pytest.mark.parametrize(("name", "least"), [("synonyms_en.tsv", 600), ("synonyms_ja.tsv", 400)])
def test_lists_are_tidy(name: str, least: int) -> None:
    listed = rows(name)
    assert len(listed) >= least
    for forms in listed:
        assert all(form == form.strip() and form for form in forms), forms
        assert len(set(forms)) == len(forms), forms
    assert len({tuple(sorted(forms)) for forms in listed}) == len(listed)


def test_no_form_is_a_mere_small_word() -> None:
    alone = [form for forms in rows("synonyms_en.tsv") for form in forms if form in SMALL]
    assert alone == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bought", "purchased"), ("rising", "increases"), ("cut", "reduction"),
        ("is required to", "must"), ("has to", "must"), ("carried out", "conducted"),
        ("due to", "because of"), ("European Union", "EU"), ("organisation", "body"),
        ("called on", "urges"), ("per year", "annually"), ("cancelled", "cancellation"),
    ],
)  # fmt: skip
def test_english_words_meet(one: str, other: str) -> None:
    assert groups(one) & groups(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rise", "surge"), ("rise", "fall"), ("may", "must"), ("ask", "demand"), ("only", "all"),
        ("import", "export"), ("recommend", "require"), ("employer", "employee"), ("all", "most"),
        ("say", "deny"), ("before", "after"), ("include", "exclude"), ("plan", "decide"),
        ("buyer", "seller"), ("more than", "at least"), ("allow", "require"),
    ],
)  # fmt: skip
def test_english_words_that_differ_do_not(one: str, other: str) -> None:
    assert not groups(one) & groups(other)


def test_no_word_of_weight_is_listed_with_its_opposite() -> None:
    opposites = [("more", "less"), ("up", "down"), ("and", "or"), ("to", "from"), ("if", "unless")]
    for one, other in opposites:
        assert {one, other} <= LINKS | SMALL | {"down"}
        assert not groups(one) & groups(other), (one, other)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("増加した", "増えた", True), ("削減する", "減らす", True), ("削減する", "減る", False),
        ("増加した", "急増した", False), ("公表した", "発表した", True), ("会社", "企業", True),
        ("禁止する", "許可する", False), ("求めた", "命じた", False), ("一部の", "すべての", False),
        ("韓国の", "政府の", False), ("3週間延ばす", "3週間延長する", True),
    ],
)  # fmt: skip
def test_japanese_words_meet_or_not(one: str, other: str, meet: bool) -> None:
    ours, theirs = ([form.groups for form in japanese_forms(text)] for text in (one, other))
    assert any(a & b for a in ours for b in theirs) is meet


@pytest.mark.parametrize(
    ("one", "other"),
    [("used", "using"), ("urged", "urges"), ("analyse", "analyzed"), ("centre", "centers"),
     ("travelling", "traveled"), ("was", "are"), ("ruling", "rules"), ("sought", "seeks")],
)  # fmt: skip
def test_forms_of_one_word_have_one_key(one: str, other: str) -> None:
    assert word_key(one) == word_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("need", "net"), ("thing", "the"), ("called", "caller"), ("bring", "ring")]
)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert word_key(one) != word_key(other)
