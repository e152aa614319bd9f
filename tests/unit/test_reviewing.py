"""Reviewing renderings: what a person decides counts everywhere, and what they reject is gone."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_model import FakeModel

from assistant import kept_renderings
from assistant.claims import claim_of
from assistant.errors import ModelUnavailable, ReviewRefused
from assistant.foreign import LANGUAGE, SentenceCards
from assistant.kept_renderings import KIND
from assistant.model_state import OpenModel
from assistant.objections import Reviewed
from assistant.pairing import pair_figures
from assistant.renderings import Renderer
from assistant.reviewing import Reviewer
from assistant.terms import Term
from assistant.types import Card, ModelIdentity
from assistant.verification import comparison
from knowledge import Library
from knowledge.errors import Cancelled

PORT = "港は2019年に300隻を受け入れた。"
BRIDGE = "橋は古くて狭い。"
BOARD = "港湾局は40億ドルを投じた。"
GOOD = "The port received 300 vessels in 2019."
OTHER = "In 2019 the port received 300 vessels."
WRONG = "The harbour took 400 vessels in 2019."
KNOWN: dict[str, Any] = {
    "受け入れ": (GOOD, OTHER),
    "橋": ("The bridge is old and narrow.",),
    "投じ": ("The port board spent $4 billion.",),
}


class Desk:
    """A workspace with two sources that share a sentence, a model, and who reviews."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = Library.open(folder / "workspace", None)
        self.add("port.txt", f"{PORT}\n\n{BRIDGE}\n")
        self.add("board.txt", f"{BOARD}\n\n{PORT}\n")
        self.add("english.txt", "The harbour is old and deep.\n")
        self.terms: tuple[Term, ...] = ()
        self.model = FakeModel(KNOWN)
        self.model_id = "first"
        self.sentences = SentenceCards(self.library)
        self.reviewer = Reviewer(
            self.library.records,
            self.sentences,
            terms=lambda: self.terms,
            model_id=lambda: self.model_id,
            renderer=self.renderer,
        )

    def add(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        self.library.add([file])
        return file

    def renderer(self) -> Renderer:
        model: Any = self.model
        return Renderer(model, self.model_id, self.library.records, self.terms)

    def cards(self, quote: str = "") -> list[Card]:
        return [card for card in self.sentences.foreign() if quote in card.quote]

    def write_all(self) -> None:
        self.renderer().render(self.cards(), LANGUAGE)

    def of(self, quote: str) -> Reviewed:
        (found,) = [r for r in self.reviewer.listing("all").items if r.card.quote == quote]
        return found

    def key(self, quote: str) -> str:
        return self.of(quote).key

    def change_model(self, model_id: str, known: dict[str, Any]) -> None:
        self.model, self.model_id = FakeModel(known), model_id

    def kept(self, quote: str) -> tuple[str, str]:
        kept = self.renderer().kept(self.cards(quote)[0], LANGUAGE)
        assert kept is not None
        return kept.state, kept.text


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


def test_a_rejected_text_gives_way_to_the_original(desk: Desk) -> None:
    desk.write_all()
    rejected = desk.reviewer.reject(desk.key(PORT))
    assert (rejected.rendering.state, rejected.rendering.text) == ("rejected", GOOD)
    card = desk.cards(PORT)[0]
    (rendering,) = desk.renderer().render([card], LANGUAGE)
    claim = claim_of(card, (1,), LANGUAGE, rendering, ())
    assert claim.text == f"“{PORT}”"
    assert claim.verdict == "unchecked"


@pytest.mark.parametrize("again", [GOOD, GOOD.upper(), f"  {GOOD[:-1]} "])
def test_a_rejected_text_never_comes_back_from_any_model(desk: Desk, again: str) -> None:
    desk.write_all()
    desk.reviewer.reject(desk.key(PORT))
    desk.change_model("second", {"受け入れ": (again, OTHER)})
    (rendering,) = desk.renderer().render(desk.cards(PORT)[:1], LANGUAGE)
    assert (rendering.text, rendering.state) == (OTHER, "machine")


def test_what_another_model_had_written_alike_is_rejected_with_it(desk: Desk) -> None:
    desk.write_all()
    desk.change_model("second", KNOWN)
    desk.write_all()
    desk.reviewer.reject(desk.key(PORT))
    assert desk.kept(PORT)[0] == "rejected"
    desk.model_id = "first"
    assert desk.kept(PORT)[0] == "rejected"


def test_a_model_that_knows_only_what_was_rejected_says_so(desk: Desk) -> None:
    desk.change_model("first", {**KNOWN, "受け入れ": (GOOD,)})
    desk.write_all()
    desk.reviewer.reject(desk.key(PORT))
    written = desk.reviewer.write_another(desk.key(PORT))
    assert written.rendering.text == ""
    assert [f.code for f in written.rendering.findings] == ["only_rejected_written"]
    own = desk.reviewer.edit(written.key, "300 vessels called at the port in 2019.")
    assert (own.rendering.state, own.rendering.findings) == ("edited", ())


def test_another_one_is_written_on_demand_with_other_seeds(desk: Desk) -> None:
    desk.write_all()
    before = {options.seed for options in desk.model.options}
    desk.model.options.clear()
    written = desk.reviewer.write_another(desk.key(PORT))
    assert (written.rendering.text, written.rendering.state) == (OTHER, "machine")
    assert before.isdisjoint(options.seed for options in desk.model.options)
    desk.reviewer.approve(written.key)
    with pytest.raises(ReviewRefused, match="approved"):
        desk.reviewer.write_another(written.key)


def test_without_a_model_nothing_is_rejected_for_another(desk: Desk) -> None:
    desk.write_all()

    def none() -> Renderer:
        raise ModelUnavailable("No model", "it isn't here", "Fetch one")

    desk.reviewer._renderer = none
    with pytest.raises(ModelUnavailable):
        desk.reviewer.write_another(desk.key(PORT))
    assert desk.kept(PORT) == ("machine", GOOD)


def test_rejecting_ones_own_text_does_not_bring_the_models_back(desk: Desk) -> None:
    desk.write_all()
    key = desk.key(PORT)
    desk.reviewer.edit(key, "It took 300 vessels in 2019.")
    rejected = desk.reviewer.reject(key)
    assert (rejected.rendering.state, rejected.rendering.text) == (
        "rejected",
        "It took 300 vessels in 2019.",
    )
    # Whoever then writes the model's text themselves means it.
    assert desk.reviewer.edit(key, GOOD).rendering.state == "edited"
    assert desk.kept(PORT) == ("edited", GOOD)


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


def test_a_damaged_decision_is_passed_over(desk: Desk) -> None:
    from assistant.decisions import KIND as DECISIONS

    desk.write_all()
    key = desk.key(PORT)
    desk.library.records.put(DECISIONS, key, '{"quote": 1}')
    assert desk.of(PORT).rendering.state == "machine"
    desk.library.records.put(KIND, "nobody's", "{")
    assert desk.reviewer.approve(key).rendering.state == "approved"
