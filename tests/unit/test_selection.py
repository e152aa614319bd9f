"""How the sentences of the hits are ranked as evidence."""

from pathlib import Path

import pytest
from cards_for_tests import card_of
from fakes import FakeEmbedder

from assistant import selection
from assistant.followup import in_context
from assistant.selection import counts, holds_expected, rank_evidence
from knowledge import Library, find_quantities

ENGLISH = "The ferry rules\n\nThe fare rules changed. An application may have at most 15 pages.\n"
JAPANESE = "# 渡し船の話\n\n渡し船の運賃は市が決める。申請の受け付けは窓口で行う。\n"


@pytest.mark.parametrize(
    ("thing", "text", "language", "expected"),
    [
        ("pages", "It may run to no more than 15 pages.", "en", True),
        ("ページ", "It may run to no more than 15 pages.", "en", True),
        ("pages", "申請は15ページまでとする。", "ja", True),
        ("pages", "It names 15 numbered questions.", "en", False),
        ("parameters", "同記事は、パラメータ数を7億としている。", "ja", True),
        ("parameters", "パラメータを調べ、7億という。", "ja", False),
        ("models", "It hosts at least 1.5 million open models.", "en", True),
        ("users", "It hosts at least 1.5 million models.", "en", False),
    ],
)
def test_what_a_figure_counts(thing: str, text: str, language: str, expected: bool) -> None:
    assert counts(thing, card_of(text, language)) is expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("date", "It closed on 3 May 2021.", True),
        ("date", "It costs $5.", False),
        ("amount", "It costs $5.", True),
        ("money", "It costs $5.", True),
        ("money", "It costs 5 times as much.", False),
        ("duration", "It lasted five weeks.", True),
        ("duration", "It has three pillars.", False),
        ("count", "It weighs 20 km.", True),
        ("count", "It closed in 2021.", False),
        ("other", "It closed.", None),
    ],
)
def test_the_kind_of_figure_asked_for(kind: str, text: str, expected: bool | None) -> None:
    assert holds_expected(kind, find_quantities(text, "en")) is expected  # type: ignore[arg-type]


def test_evidence_in_another_language_gets_back_what_it_lacks_in_shared_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "en.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "ja.md").write_text(JAPANESE, encoding="utf-8")
    asked = in_context("渡し船の運賃は誰が決めますか。", None)

    def gap() -> float:
        ranked = rank_evidence(library, asked)
        assert len(ranked.cards) == len(ranked.nearness)
        foreign = [card for card in ranked.cards if card.language == "en"]
        return ranked.cards[0].score - foreign[0].score

    with Library.open(tmp_path / "workspace", FakeEmbedder()) as library:
        library.add([tmp_path / "en.md", tmp_path / "ja.md"])
        levelled = gap()
        monkeypatch.setattr(selection, "LEVELLING", 0.0)
        assert 0 < levelled < 0.5 * gap()


TABLE = """# Two ferries

| Point | Norway | Japan |
|---|---|---|
| Seats | 29 seats | 40 seats |
"""


@pytest.mark.parametrize(
    ("question", "wanted", "unwanted"),
    [
        ("How many seats are there in Norway?", "29 seats", "40 seats"),
        ("日本には何席ありますか。", "40 seats", "29 seats"),
    ],
)
def test_the_cells_of_a_column_that_was_not_asked_for_are_left_out(
    tmp_path: Path, question: str, wanted: str, unwanted: str
) -> None:
    (tmp_path / "ferries.md").write_text(TABLE, encoding="utf-8")
    with Library.open(tmp_path / "library", FakeEmbedder()) as library:
        library.add([tmp_path / "ferries.md"])
        quotes = {card.quote for card in rank_evidence(library, in_context(question, None)).cards}
    assert wanted in quotes
    assert unwanted not in quotes


def test_all_columns_stay_where_the_question_names_none(tmp_path: Path) -> None:
    (tmp_path / "ferries.md").write_text(TABLE, encoding="utf-8")
    with Library.open(tmp_path / "library", FakeEmbedder()) as library:
        library.add([tmp_path / "ferries.md"])
        found = rank_evidence(library, in_context("How many seats are there?", None))
    assert {"29 seats", "40 seats"} <= {card.quote for card in found.cards}
