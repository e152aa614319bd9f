"""Having renderings written from the page: progress, the end, a stop, a failure; one at a time."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_reviews import FakeReviews

from assistant.errors import ModelUnavailable
from knowledge import Library
from ui.renderings.writing import Writing

PORT = "港は2019年に300隻を受け入れた。"
FIRST, SECOND = "The port received 300 vessels in 2019.", "In 2019 it received 300 vessels."


@pytest.fixture
def reviews(tmp_path: Path) -> Iterator[FakeReviews]:
    with Library.open(tmp_path / "workspace", None) as library:
        file = tmp_path / "port.txt"
        file.write_text(PORT, encoding="utf-8")
        library.add([file])
        yield FakeReviews(library, {"受け入れ": (FIRST, SECOND)})


@pytest.fixture
def writing(reviews: FakeReviews) -> Iterator[Writing]:
    stand_in: Any = reviews
    made = Writing(stand_in)
    yield made
    made.close()


def finish(writing: Writing) -> str:
    assert writing._job is not None
    assert writing._job.wait(10)
    assert not writing.is_running
    return writing.progress()


def test_before_anything_there_is_nothing_to_say(writing: Writing) -> None:
    assert writing.progress() == ""
    writing.stop()
    assert not writing.is_running


def test_it_tells_how_far_it_is_and_the_end(writing: Writing, reviews: FakeReviews) -> None:
    is_at_work, go_on = threading.Event(), threading.Event()

    def hold(name: str) -> None:
        is_at_work.set()
        assert go_on.wait(10)

    reviews.model._on_call = hold
    writing.missing()
    assert is_at_work.wait(10)
    assert writing.is_running
    assert "Writing renderings 0 of 1" in writing.progress()
    assert '<progress max="1" value="0"' in writing.progress()
    writing.missing()  # a second click begins nothing
    go_on.set()
    assert "1 of 1 have a rendering" in finish(writing)
    (item,) = reviews.reviewer.listing().items
    assert item.rendering.text == FIRST
    writing.another(item.key)
    assert "Done." in finish(writing)
    assert reviews.reviewer.get(item.key).rendering.text == SECOND
    writing.compare(item.key)
    assert "Done." in finish(writing)
    assert reviews.reviewer.get(item.key).comparison is not None


def test_it_can_be_stopped(writing: Writing, reviews: FakeReviews) -> None:
    is_at_work = threading.Event()

    def hold(name: str) -> None:
        is_at_work.set()
        assert writing._job is not None
        assert writing._job.stop.wait(10)

    reviews.model._on_call = hold
    writing.missing()
    assert is_at_work.wait(10)
    writing.stop()
    assert "Stopped; what was finished is kept." in finish(writing)
    assert reviews.reviewer.listing().missing == 1


def test_a_failure_is_told_in_plain_words(
    writing: Writing, reviews: FakeReviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_: Any) -> None:
        raise ModelUnavailable("No <model>", "it isn't here", "Fetch one")

    monkeypatch.setattr(reviews, "write_renderings", none)
    writing.missing()
    told = finish(writing)
    assert "Fetch one" in told
    assert "No &lt;model&gt;" in told


def test_a_sentence_that_is_gone_is_told(writing: Writing) -> None:
    writing.another("nobody's")
    assert "changed or removed since" in finish(writing)
