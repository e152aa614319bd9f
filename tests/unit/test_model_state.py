"""The chat model's life as the user is told of it; several threads may ask at once."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cards_for_tests import card_of
from fake_model import FakeModel

from assistant import model_state
from assistant.errors import ModelCorrupt, ModelUnavailable
from assistant.fetching.choosing import Located
from assistant.model_state import ChatModel
from assistant.reading import Line, Window, read_evidence
from assistant.runtime import Places
from assistant.settings import Settings
from assistant.types import Card

MISSING = ModelUnavailable("The model isn't here", "it was never fetched", "Fetch it")


class Disk:
    """Where the model is looked for and opened: stands in for the fetching and the runtime."""

    def __init__(self, tmp_path: Path) -> None:
        self.found: Located | Exception = Located(id="m", path=tmp_path / "m.gguf", sha256="0" * 64)
        self.opened: list[Any] = []
        self.load_error: Exception | None = None
        self.go_on = threading.Event()
        self.go_on.set()

    def locate(self, settings: Settings) -> Located:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found

    def open(
        self, path: Path, *, context_tokens: int, threads: int, places: Places | None
    ) -> FakeModel:
        disk = self

        class Model(FakeModel):
            def load(self) -> None:
                assert disk.go_on.wait(60)  # a hang, not a busy machine
                if disk.load_error is not None:
                    raise disk.load_error
                super().load()

        self.opened.append(Model())
        return self.opened[-1]


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    made = Disk(tmp_path)
    monkeypatch.setattr(model_state, "locate_chat_model", made.locate)
    monkeypatch.setattr(model_state, "LocalModel", made.open)
    return made


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def wait_while_loading(model: ChatModel) -> None:
    wait_until(lambda: model.state().state != "loading")


def window_of(card: Card) -> Window:
    return Window(lines=(Line(card=card, text=card.quote),))


def test_a_model_that_is_here_is_loaded_with_the_first_request(disk: Disk) -> None:
    model = ChatModel(Settings())
    state = model.state()
    assert state.state == "not_loaded"
    assert state.model_id in state.message
    assert model.get().identity.sha256 == "0" * 64


def test_warming_up_reads_what_every_question_begins_with(disk: Disk) -> None:
    model = ChatModel(Settings())
    model.warm_up()
    opened = disk.opened[0]
    wait_until(lambda: "read_beginning" in opened.calls)
    read_evidence(opened, "Why?", window_of(card_of("It is so.", "en")))
    ahead, judged, _ = opened.prompts
    assert judged.startswith(ahead)


def test_warming_up_goes_from_loading_to_ready(disk: Disk) -> None:
    disk.go_on.clear()
    model = ChatModel(Settings())
    model.warm_up()
    assert model.state().state == "loading"
    disk.go_on.set()
    wait_while_loading(model)
    assert model.state().state == "ready"


def test_a_missing_model_is_missing_until_it_is_fetched(disk: Disk) -> None:
    located, disk.found = disk.found, MISSING
    model = ChatModel(Settings())
    assert model.state().state == "missing"
    model.warm_up()
    wait_while_loading(model)
    assert model.state().state == "missing"
    assert "Fetch it" in model.state().message
    disk.found = located
    assert model.state().state == "not_loaded"
    model.warm_up()
    wait_while_loading(model)
    assert model.state().state == "ready"


@pytest.mark.parametrize(
    "error",
    [
        ModelCorrupt("The model is torn", "its hash is another", "Fetch it again"),
        ModelUnavailable("The model can't be loaded", "too little memory", "Close programs"),
    ],
)
def test_a_load_that_failed_says_why_until_it_works(disk: Disk, error: Exception) -> None:
    disk.load_error = error
    model = ChatModel(Settings())
    model.warm_up()
    wait_while_loading(model)
    assert model.state().state == "failed"
    assert str(error) in model.state().message
    disk.load_error = None
    model.get().model.load()
    assert model.state().state == "ready"


def test_getting_a_missing_model_says_what_to_do(disk: Disk) -> None:
    disk.found = MISSING
    with pytest.raises(ModelUnavailable, match="Fetch it"):
        ChatModel(Settings()).get()


def test_many_threads_open_and_load_it_once(disk: Disk) -> None:
    model = ChatModel(Settings())
    disk.go_on.clear()

    def use() -> None:
        model.warm_up()
        model.get()

    threads = [threading.Thread(target=use) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    loaders = [t for t in threading.enumerate() if t.name == "load chat model"]
    assert len(loaders) == 1
    disk.go_on.set()
    loaders[0].join()
    assert len(disk.opened) == 1
    assert disk.opened[0].calls == ["load", "read_beginning"]


def test_closing_frees_it_and_it_can_be_loaded_again(disk: Disk) -> None:
    model = ChatModel(Settings())
    model.close()
    model.get().model.load()
    model.close()
    assert disk.opened[0].is_closed
    assert model.state().state == "not_loaded"
