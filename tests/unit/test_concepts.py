"""The thesaurus that lets a question find other words and the other language."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.concepts import Concepts, shipped_concepts

ROWS = (
    (("deadline", "due date"), ("締め切り", "期限")),
    (("publish", "disclose"), ("公開",)),
    (("pillar",), ("柱",)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is the due date?", {0}),
        ("Deadlines were moved.", {0}),
        ("The date is due.", set()),
        ("提出の期限はいつですか。", {0}),
        ("It published its three pillars.", {1, 2}),
        ("三つの柱を公開した。", {1, 2}),
        ("非公開の会合だった。", set()),
        ("ＤＵＥ ＤＡＴＥ", {0}),
        ("", set()),
    ],
)
def test_what_a_text_speaks_of(text: str, expected: set[int]) -> None:
    assert Concepts(ROWS).of(text) == expected


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    concepts = Concepts(ROWS)
    assert concepts.of(text) <= {0, 1, 2}
    assert concepts.of(text) == concepts.of(text)


def test_the_shipped_thesaurus_is_sound() -> None:
    lines = resources.files("knowledge").joinpath("concepts.tsv").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) > 1000
    for line in lines:
        english, japanese = line.split("\t")
        assert all(form.strip() for form in english.split(";")), line
        assert all(form.strip() for form in japanese.split("、")), line
        # Each form leads to a concept that a form of the other language leads to as well.
        other = frozenset[int]().union(*map(shipped_concepts().of, japanese.split("、")))
        assert all(shipped_concepts().of(form) & other for form in english.split(";")), line
