"""What is listed for review: each sentence once, with its places, figures and sort."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_for_tests import BOARD, BRIDGE, GOOD, KNOWN, PORT, WRONG, Desk

from assistant.kept_renderings import KIND
from assistant.pairing import pair_figures


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.library.close()


def test_before_anything_is_written_all_foreign_sentences_are_missing(desk: Desk) -> None:
    listing = desk.reviewer.listing()
    assert (listing.items, listing.total, listing.missing) == ((), 0, 3)


def test_a_sentence_that_two_sources_share_is_listed_once_with_both_places(desk: Desk) -> None:
    desk.write_all()
    listing = desk.reviewer.listing()
    assert [item.card.quote for item in listing.items] == [PORT, BRIDGE, BOARD]
    assert (listing.missing, listing.counts["to_review"]) == (0, 3)
    port = listing.items[0]
    assert {port.card.title, *(card.title for card in port.others)} == {"port", "board"}
    assert (port.rendering.text, port.rendering.state) == (GOOD, "machine")


def test_figures_stand_side_by_side(desk: Desk) -> None:
    desk.write_all()
    pairs = [(p.original, p.rendering, p.state) for p in desk.of(BOARD).figures]
    assert pairs == [("40億ドル", "$4 billion", "same")]
    changed = desk.reviewer.edit(desk.key(BOARD), "The port board spent $40 billion in 2 years.")
    assert [(p.original, p.rendering, p.state) for p in changed.figures] == [
        ("40億ドル", "$40 billion", "differs"),
        ("", "2 years", "added"),
    ]
    assert not changed.is_usable
    assert "figure_not_in_source" in {f.code for f in changed.rendering.findings}


def test_a_changed_bound_is_not_the_same_figure() -> None:
    from knowledge.quantities import find_quantities

    held = find_quantities("港は300隻以上、200人を受け入れた。", "ja")
    text = "The port took in 200 people and 300 vessels at 5 piers."
    pairs = [(p.original, p.rendering, p.state) for p in pair_figures(held, text, "en")]
    assert [state for _, _, state in pairs] == ["bound_differs", "same", "added"]
    assert pairs[0][:2] == ("300隻以上", "300")
    assert pair_figures(held, "", "en")[0].state == "lost"


def test_orphans_of_removed_sources_are_left_out(desk: Desk) -> None:
    desk.write_all()
    ids = {s.title: s.id for s in desk.library.list()}
    desk.library.remove([ids["board"]])
    assert [r.card.quote for r in desk.reviewer.listing("all").items] == [PORT, BRIDGE]
    assert desk.of(PORT).others == ()


def test_sorts_sources_and_pages(desk: Desk) -> None:
    desk.change_model("first", {**KNOWN, "受け入れ": (WRONG,)})
    desk.write_all()
    board = next(s.id for s in desk.library.list() if s.title == "board")
    reviewer = desk.reviewer
    assert [r.card.quote for r in reviewer.listing("with_findings").items] == [PORT]
    assert [r.card.quote for r in reviewer.listing(source_id=board).items] == [PORT, BOARD]
    reviewer.approve(desk.key(BRIDGE))
    reviewer.reject(desk.key(PORT))
    counts = reviewer.listing().counts
    assert counts == {
        "to_review": 1,
        "with_findings": 0,
        "approved": 1,
        "rejected": 1,
        "all": 3,
    }
    middle = reviewer.listing("all", limit=2, around=desk.key(BOARD))
    assert (middle.offset, [r.card.quote for r in middle.items]) == (2, [BOARD])
    last = reviewer.listing("all", offset=99, limit=2)
    assert (last.offset, len(last.items), last.total) == (2, 1, 3)
    assert {title for _, title, _ in last.sources} == {"port", "board"}


def test_a_damaged_decision_is_passed_over(desk: Desk) -> None:
    from assistant.decisions import KIND as DECISIONS

    desk.write_all()
    key = desk.key(PORT)
    desk.library.records.put(DECISIONS, key, '{"quote": 1}')
    assert desk.of(PORT).rendering.state == "machine"
    desk.library.records.put(KIND, "nobody's", "{")
    assert desk.reviewer.approve(key).rendering.state == "approved"
