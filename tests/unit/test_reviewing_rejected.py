"""Rejected renderings: they give way, never come back, and others are written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_for_tests import GOOD, KNOWN, OTHER, PORT, Desk

from assistant.claims import claim_of
from assistant.errors import ModelUnavailable, ReviewRefused
from assistant.foreign import LANGUAGE
from assistant.renderings import Renderer


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.library.close()


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
