"""What is measured of a sentence beside a question."""

from dataclasses import fields
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from assistant.followup import in_context
from assistant.likeness import WEIGHTS, Likeness
from assistant.selection import compare_evidence, rank_evidence
from knowledge import Library

TEXT = """# Quay rules in Narvik

The closing date for applications is 4 May 2021. The port of Narvik takes boats of all sizes.

- a berth for small boats
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "rules.md").write_text(TEXT, encoding="utf-8")
    library = Library.open(tmp_path / "workspace", FakeEmbedder())
    library.add([tmp_path / "rules.md"])
    return library


def measures(library: Library, question: str) -> dict[str, Likeness]:
    asked = in_context(question, None)
    found = compare_evidence(library, asked, library.search(asked.search_text, 5))
    return {" ".join(one.card.quote.split()[:2]): one.likeness for one in found}


def test_every_measure_has_a_weight_and_stays_in_its_range(library: Library) -> None:
    assert set(WEIGHTS) == {field.name for field in fields(Likeness)}
    for likeness in measures(library, "What was the deadline in Narvik?").values():
        for name in WEIGHTS:
            assert -1.0 <= getattr(likeness, name) <= 1.0, name


def test_other_words_for_the_same_thing_are_seen(library: Library) -> None:
    found = measures(library, "What was the deadline?")
    assert found["The closing"].concepts > 0
    assert found["The closing"].words == 0
    assert found["The port"].concepts == 0


def test_the_other_language_is_seen(library: Library) -> None:
    assert measures(library, "申請の締め切りはいつですか。")["The closing"].concepts > 0


def test_names_count_where_they_stand(library: Library) -> None:
    found = measures(library, "What may boats do in Narvik?")
    assert found["The port"].names == 1.0
    assert (found["The closing"].names, found["The closing"].passage_names) == (1.0, 1.0)


def test_the_sentence_that_answers_is_ranked_first(library: Library) -> None:
    ranked = rank_evidence(library, in_context("What was the deadline?", None))
    assert ranked.cards[0].quote.startswith("The closing date")
    assert [card.score for card in ranked.cards] == sorted(
        (card.score for card in ranked.cards), reverse=True
    )
