"""Renderings in idle time: never while somebody asks, and gone on with afterwards."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_model import FakeModel

from assistant.idle import IdleRenderer
from assistant.kept_renderings import KIND
from assistant.renderings import Renderer
from knowledge import Library
from knowledge.errors import UnknownSource

TEXT = "".join(f"港の第{n}埠頭は{n}00隻を受け入れた。\n\n" for n in range(3, 15))
KNOWN = {f"第{n}埠頭": (f"Pier {n} of the port received {n}00 ships.",) for n in range(3, 15)}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "port.txt").write_text(TEXT, encoding="utf-8")
    (folder / "harbour.txt").write_text("The harbour is old and deep.", encoding="utf-8")
    with Library.open(tmp_path / "workspace", None) as opened:
        opened.add([folder])
        yield opened


@pytest.fixture
def begun() -> Iterator[list[IdleRenderer]]:
    started: list[IdleRenderer] = []
    yield started
    for idle in started:
        idle.close()


def idle_of(library: Library, model: FakeModel | None, begun: list[IdleRenderer]) -> IdleRenderer:
    stand_in: Any = model
    made = IdleRenderer(
        library,
        lambda: None if model is None else Renderer(stand_in, "fake", library.records, ()),
        quiet_s=0.02,
        look_again_s=0.02,
    )
    begun.append(made)
    return made


def kept(library: Library) -> int:
    return len(library.records.items(KIND))


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline, "it never came so far"
        time.sleep(0.005)


def test_every_foreign_sentence_is_rendered_when_nobody_asks(
    library: Library, begun: list[IdleRenderer]
) -> None:
    idle = idle_of(library, FakeModel(KNOWN), begun)
    idle.start()
    idle.start()
    wait_until(lambda: kept(library) == 12)
    wait_until(lambda: idle.progress == (12, 12))


def test_nothing_is_written_while_a_request_is_in_work(
    library: Library, begun: list[IdleRenderer]
) -> None:
    idle = idle_of(library, FakeModel(KNOWN), begun)
    with idle.paused():
        idle.start()
        with idle.paused():
            time.sleep(0.15)
        time.sleep(0.15)
        assert kept(library) == 0
    wait_until(lambda: kept(library) == 12)


def test_a_request_interrupts_and_the_work_goes_on_later(
    library: Library, begun: list[IdleRenderer]
) -> None:
    is_at_work, go_on = threading.Event(), threading.Event()

    def hold(name: str) -> None:
        if kept(library) and not go_on.is_set():
            is_at_work.set()
            assert go_on.wait(10)

    idle = idle_of(library, FakeModel(KNOWN, on_call=hold), begun)
    idle.start()
    assert is_at_work.wait(10)
    with idle.paused():
        go_on.set()
        before = kept(library)
        time.sleep(0.15)
        assert 0 < kept(library) == before < 12
    wait_until(lambda: kept(library) == 12)


def test_a_request_that_comes_as_work_begins_is_not_forgotten(
    library: Library, begun: list[IdleRenderer]
) -> None:
    """The stop signal of a request must not be cleared by work that is just beginning."""
    idle = idle_of(library, FakeModel(KNOWN), begun)
    for _ in range(50):
        assert idle._may_begin()
        with idle.paused():
            assert idle._stop.is_set()
    idle._requests += 1
    starter = threading.Thread(target=idle._may_begin)
    starter.start()
    starter.join(0.1)
    assert starter.is_alive()
    assert idle._stop.is_set()
    idle._requests -= 1
    starter.join(5)
    assert not starter.is_alive()


def test_closing_ends_it(library: Library, begun: list[IdleRenderer]) -> None:
    idle = idle_of(library, None, begun)
    idle.start()
    idle.close()
    assert not [t for t in threading.enumerate() if t.name == "idle renderings"]
    idle.close()


def test_closing_in_the_middle_ends_it(library: Library, begun: list[IdleRenderer]) -> None:
    is_at_work = threading.Event()

    def tell(name: str) -> None:
        is_at_work.set()
        time.sleep(0.02)

    idle = idle_of(library, FakeModel(KNOWN, on_call=tell), begun)
    idle.start()
    assert is_at_work.wait(10)
    idle.close()
    assert not [t for t in threading.enumerate() if t.name == "idle renderings"]
    assert kept(library) < 12


def test_without_a_model_it_waits_for_one(library: Library, begun: list[IdleRenderer]) -> None:
    models: list[Any] = []
    idle = IdleRenderer(
        library,
        lambda: Renderer(models[0], "fake", library.records, ()) if models else None,
        quiet_s=0.01,
        look_again_s=0.01,
    )
    begun.append(idle)
    idle.start()
    time.sleep(0.1)
    assert kept(library) == 0
    models.append(FakeModel(KNOWN))
    wait_until(lambda: kept(library) == 12)


def test_new_sources_are_taken_up_and_old_ones_not_read_again(
    library: Library, begun: list[IdleRenderer], tmp_path: Path
) -> None:
    idle = idle_of(library, FakeModel(KNOWN), begun)
    idle.start()
    wait_until(lambda: idle.progress == (12, 12))
    reads: list[int] = []
    real = library.passages
    library.passages = lambda id_: reads.append(id_) or real(id_)  # type: ignore[method-assign, func-returns-value]
    time.sleep(0.2)
    assert reads == []
    more = tmp_path / "more.txt"
    more.write_text("駅は古くて狭い。", encoding="utf-8")
    library.add([more])
    wait_until(lambda: kept(library) == 13)


def test_a_source_removed_meanwhile_does_not_end_it(
    library: Library, begun: list[IdleRenderer], caplog: pytest.LogCaptureFixture
) -> None:
    real, failures = library.text, [1, 2]

    def text(source_id: int) -> str:
        if failures:
            failures.pop()
            raise UnknownSource("There is no source 1", "it was removed", "List the sources")
        return real(source_id)

    library.text = text  # type: ignore[method-assign]
    idle = idle_of(library, FakeModel(KNOWN), begun)
    with caplog.at_level(logging.WARNING):
        idle.start()
        wait_until(lambda: kept(library) == 12)
    assert sum("interrupted" in record.message for record in caplog.records) == 1


def test_what_is_missing_is_written_now_and_a_question_goes_first(
    library: Library, begun: list[IdleRenderer]
) -> None:
    is_at_work, go_on = threading.Event(), threading.Event()

    def hold(name: str) -> None:
        if kept(library) and not go_on.is_set():
            is_at_work.set()
            assert go_on.wait(10)

    model: Any = FakeModel(KNOWN, on_call=hold)
    idle = idle_of(library, FakeModel(KNOWN), begun)
    seen: list[tuple[int, int]] = []
    writing = threading.Thread(
        target=idle.write_now,
        args=(
            Renderer(model, "fake", library.records, ()),
            threading.Event(),
            lambda done, total: seen.append((done, total)),
        ),
    )
    idle.start()  # keeps off as long as somebody writes in the foreground
    writing.start()
    assert is_at_work.wait(10)
    with idle.paused():
        go_on.set()
        time.sleep(0.15)
        before = kept(library)
        assert 0 < before < 12
        time.sleep(0.15)
        assert kept(library) == before
    writing.join(10)
    assert not writing.is_alive()
    assert kept(library) == 12
    assert seen[0] == (0, 12)
    assert seen[-1] == (12, 12)


def test_writing_now_can_be_stopped(library: Library, begun: list[IdleRenderer]) -> None:
    stop = threading.Event()
    model: Any = FakeModel(KNOWN)
    idle = idle_of(library, None, begun)
    idle.write_now(
        Renderer(model, "fake", library.records, ()),
        stop,
        lambda done, total: stop.set() if done else None,
    )
    assert 0 < kept(library) < 12
    assert idle._urgent == 0
