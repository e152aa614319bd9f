"""Reviewing renderings: what a person decides counts everywhere, and can be taken back."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_for_tests import BOARD, BRIDGE, GOOD, KNOWN, PORT, WRONG, Desk

from assistant import kept_renderings
from assistant.claims import claim_of
from assistant.errors import ReviewRefused
from assistant.foreign import LANGUAGE
from assistant.model_state import OpenModel
from assistant.reviewing import Reviewer
from assistant.terms import Term
from assistant.types import ModelIdentity
from assistant.verification import comparison
from knowledge.errors import Cancelled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.library.close()


def test_an_edited_text_is_used_but_not_approved(desk: Desk) -> None:
    desk.write_all()
    edited = desk.reviewer.edit(desk.key(PORT), "  The port took in\n300 vessels in 2019. ")
    assert (edited.rendering.state, edited.rendering.text) == (
        "edited",
        "The port took in 300 vessels in 2019.",
    )
    assert desk.kept(PORT) == ("edited", "The port took in 300 vessels in 2019.")
    assert edited in desk.reviewer.listing("to_review").items
    card = desk.cards(PORT)[0]
    claim = claim_of(card, (1,), LANGUAGE, desk.renderer().kept(card, LANGUAGE), ())
    assert claim.verdict == "unchecked"
    desk.reviewer.approve(edited.key)
    claim = claim_of(card, (1,), LANGUAGE, desk.renderer().kept(card, LANGUAGE), ())
    assert (claim.verdict, claim.text) == ("supported", "The port took in 300 vessels in 2019.")


def test_saving_without_a_change_decides_nothing(desk: Desk) -> None:
    desk.write_all()
    assert desk.reviewer.edit(desk.key(PORT), GOOD).rendering.state == "machine"
    desk.reviewer.approve(desk.key(PORT))
    assert desk.reviewer.edit(desk.key(PORT), GOOD).rendering.state == "approved"


def test_an_approved_one_is_used_by_every_model_and_in_every_source(desk: Desk) -> None:
    desk.write_all()
    approved = desk.reviewer.approve(desk.key(PORT), by=" Ada  Lovelace ")
    assert (approved.by, approved.at[:2], approved.rendering.state) == (
        "Ada Lovelace",
        "20",
        "approved",
    )
    desk.change_model("second", {"受け入れ": ("Another text of 300 vessels in 2019.",)})
    first, second = desk.cards(PORT)
    assert first.source_id != second.source_id
    written = desk.renderer().render([first, second], LANGUAGE)
    assert [(r.text, r.state) for r in written] == [(GOOD, "approved")] * 2
    assert desk.model.calls == []
    # A new source with the same sentence, broken over two lines.
    desk.add("third.txt", f"{PORT}\n\n港は深い。\n")
    third = desk.cards(PORT)[-1]
    assert third.source_id not in (first.source_id, second.source_id)
    kept = desk.renderer().kept(third, LANGUAGE)
    assert kept is not None
    assert kept.state == "approved"


def test_spaces_and_line_ends_make_no_other_sentence(desk: Desk) -> None:
    desk.write_all()
    card = replace(desk.cards(BRIDGE)[0], quote="The bridge\nis  old.", language="de")
    desk.renderer().render([card], LANGUAGE)
    from assistant.decisions import sentence_key

    assert sentence_key(card, "en") == sentence_key(replace(card, quote="The bridge is old."), "en")
    assert sentence_key(card, "en") != sentence_key(replace(card, subject="港湾局"), "en")


def test_decisions_outlive_a_new_version_of_the_prompt(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write_all()
    desk.reviewer.approve(desk.key(PORT))
    desk.reviewer.edit(desk.key(BRIDGE), "The bridge is narrow and old.")
    desk.reviewer.reject(desk.key(BOARD))
    monkeypatch.setattr(kept_renderings, "_PROMPT_VERSION", "99")
    assert desk.kept(PORT) == ("approved", GOOD)
    assert desk.kept(BRIDGE) == ("edited", "The bridge is narrow and old.")
    assert desk.renderer().kept(desk.cards(BOARD)[0], LANGUAGE) is None
    assert desk.reviewer.listing().missing == 1
    desk.change_model(
        "first", {"投じ": ("The port board spent $4 billion.", "It paid $4 billion.")}
    )
    desk.write_all()
    assert desk.kept(BOARD) == ("machine", "It paid $4 billion.")


def test_an_approved_one_with_a_wrong_figure_is_kept_but_not_used(desk: Desk) -> None:
    desk.change_model("first", {**KNOWN, "受け入れ": (WRONG,)})
    desk.write_all()
    approved = desk.reviewer.approve(desk.key(PORT))
    assert approved in desk.reviewer.listing("with_findings").items
    assert (approved.rendering.state, approved.is_usable) == ("approved", False)
    card = desk.cards(PORT)[0]
    claim = claim_of(card, (1,), LANGUAGE, desk.renderer().kept(card, LANGUAGE), ())
    assert claim.text == f"“{PORT}”"
    assert desk.of(BRIDGE).is_usable


def test_only_what_was_seen_is_approved(desk: Desk) -> None:
    desk.write_all()
    key = desk.key(PORT)
    desk.reviewer.edit(key, "Somebody else's text of 300 vessels in 2019.")
    for decide in (desk.reviewer.approve, desk.reviewer.reject):
        with pytest.raises(ReviewRefused, match="changed since"):
            decide(key, seen=GOOD)
    assert desk.kept(PORT)[0] == "edited"


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5000])
def test_an_empty_or_endless_text_is_not_saved(desk: Desk, text: str) -> None:
    desk.write_all()
    with pytest.raises(ReviewRefused):
        desk.reviewer.edit(desk.key(PORT), text)
    assert desk.kept(PORT) == ("machine", GOOD)


def test_decisions_are_taken_back_one_after_the_other(desk: Desk) -> None:
    desk.write_all()
    port, bridge = desk.key(PORT), desk.key(BRIDGE)
    desk.reviewer.edit(port, "300 vessels came to the port in 2019.")
    desk.reviewer.approve(port)
    desk.reviewer.reject(bridge)
    assert desk.reviewer.undo() == bridge
    assert desk.of(BRIDGE).rendering.state == "machine"
    assert desk.reviewer.undo() == port
    assert desk.kept(PORT) == ("edited", "300 vessels came to the port in 2019.")
    assert desk.reviewer.undo() == port
    assert desk.kept(PORT) == ("machine", GOOD)
    assert desk.of(PORT).by == desk.of(PORT).at == ""
    assert desk.reviewer.undo() is None


def test_what_was_decided_anew_elsewhere_is_not_undone(desk: Desk) -> None:
    desk.write_all()
    key = desk.key(PORT)
    desk.reviewer.approve(key)
    elsewhere = Reviewer(
        desk.library.records,
        desk.sentences,
        terms=tuple,
        model_id=lambda: "first",
        renderer=desk.renderer,
    )
    elsewhere.reject(key)
    with pytest.raises(ReviewRefused, match="elsewhere"):
        desk.reviewer.undo()
    assert desk.kept(PORT)[0] == "rejected"


def test_a_changed_source_is_refused(desk: Desk) -> None:
    desk.write_all()
    key = desk.key(BRIDGE)
    desk.library.remove([s.id for s in desk.library.list() if s.title == "port"])
    with pytest.raises(ReviewRefused, match="changed or removed"):
        desk.reviewer.approve(key)


def test_a_changed_term_flags_even_approved_renderings_at_once(desk: Desk) -> None:
    desk.write_all()
    desk.reviewer.approve(desk.key(BOARD))
    assert desk.reviewer.listing("with_findings").total == 0
    desk.terms = (Term(japanese="港湾局", english="Harbour Authority"),)
    (flagged,) = desk.reviewer.listing("with_findings").items
    assert flagged.card.quote == BOARD
    assert [f.code for f in flagged.rendering.findings] == ["term_lost"]
    assert flagged.rendering.state == "approved"
    desk.terms = ()
    assert desk.reviewer.listing("with_findings").total == 0


def test_what_a_person_approves_while_the_model_writes_stands(desk: Desk) -> None:
    desk.write_all()
    key = desk.key(PORT)
    desk.reviewer.reject(key)

    def decide(name: str) -> None:
        if name == "score_pairs":
            desk.reviewer.edit(key, "A person's text of 300 vessels in 2019.")

    desk.model._on_call = decide
    assert desk.reviewer.write_another(key).rendering.text == (
        "A person's text of 300 vessels in 2019."
    )


def test_a_comparison_is_kept_for_the_text_that_was_compared(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write_all()
    key = desk.key(PORT)
    model: Any = desk.model
    opened = OpenModel(model=model, identity=ModelIdentity(id="first", sha256="0"))
    compared = desk.reviewer.compare(key, opened).comparison
    assert compared is not None
    assert compared.support is not None
    assert 0 <= compared.support <= 1
    monkeypatch.setattr(comparison, "support_of", lambda signals: 0.01)
    doubtful = desk.reviewer.compare(key, opened)
    assert [f.code for f in doubtful.rendering.findings] == ["comparison_failed"]
    assert doubtful.is_usable
    assert desk.reviewer.listing("with_findings").items == (doubtful,)
    edited = desk.reviewer.edit(key, "The port took in 300 vessels in 2019.")
    assert (edited.comparison, edited.rendering.findings) == (None, ())
    desk.reviewer.undo()
    assert desk.of(PORT) == doubtful
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        desk.reviewer.compare(key, opened, stop=stop)
