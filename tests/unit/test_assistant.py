"""The room's front door on a machine without any model, and with a stand-in for one."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_model import FakeChatModel, FakeModel

from assistant import Assistant
from assistant.errors import ModelUnavailable, SettingsError
from assistant.settings import Settings
from assistant.types import EvidenceReady, Finished

TEXT = "The port of Narvik employs 300 people on the quays and in the offices above them.\n"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    settings = Settings(workspace=tmp_path / "workspace", cache_dir=tmp_path / "cache")
    opened = Assistant.open(settings)
    source = tmp_path / "port.txt"
    source.write_text(TEXT, encoding="utf-8")
    opened.library.add([source])
    yield opened
    opened.close()


def with_model(assistant: Assistant, model: FakeModel | None = None) -> Assistant:
    stand_in: Any = FakeChatModel(model)
    assistant._chat_model = stand_in
    stand_in.close = lambda: None
    return assistant


def test_without_models_it_opens_searches_and_says_what_is_missing(assistant: Assistant) -> None:
    assert "policy-comment models pull" in assistant.embedder_message
    assert assistant.library.search("Narvik")
    state = assistant.model_state()
    assert state.state == "missing"
    assert "policy-comment models pull" in state.message


def test_without_a_model_quotes_come_before_the_error(assistant: Assistant) -> None:
    for events in (assistant.ask("How many people work at Narvik?"), assistant.draft("Narvik")):
        first = next(events)
        assert isinstance(first, EvidenceReady)
        assert first.citations
        with pytest.raises(ModelUnavailable):
            list(events)


def test_warming_up_without_a_model_fails_nothing(assistant: Assistant) -> None:
    assistant.warm_up()
    assistant.warm_up()
    for thread in [t for t in threading.enumerate() if t.name == "load chat model"]:
        thread.join(10)
    assert assistant.model_state().state == "missing"


def test_background_work_rests_while_a_request_is_in_work(assistant: Assistant) -> None:
    events = with_model(assistant).ask("How many people does Narvik employ?")
    assert assistant._idle._requests == 0
    next(events)
    assert assistant._idle._requests == 1
    assert isinstance(list(events)[-1], Finished)
    assert assistant._idle._requests == 0


def test_a_request_left_in_the_middle_lets_background_work_go_on(assistant: Assistant) -> None:
    events = with_model(assistant).draft("Recommendation 1: The port of Narvik")
    next(events)
    assert assistant._idle._requests == 1
    closing: Any = events
    closing.close()
    assert assistant._idle._requests == 0


def test_the_users_terms_are_read_with_the_first_request(assistant: Assistant) -> None:
    (assistant.settings.workspace / "terms.tsv").write_text("no tab here\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 1"):
        list(with_model(assistant).ask("How many people work at Narvik?"))


def test_closing_twice_is_no_error(assistant: Assistant) -> None:
    assistant.close()
    assistant.close()


def test_a_changed_term_counts_from_the_next_request_on(assistant: Assistant) -> None:
    with_model(assistant)
    before = assistant._tools()
    assert assistant._tools() == before
    assistant.terms.put("青海港", "Port of Aomi")
    after = assistant._tools()
    assert after != before
    assert "青海港" in {term.japanese for term in after[0]._terms}
    assert "青海港" in {term.japanese for term in assistant._renderer()._terms}


def test_renderings_are_written_and_reviewed_through_the_front_door(
    assistant: Assistant, tmp_path: Path
) -> None:
    first, second = "The port received 300 vessels.", "300 vessels came to the port."
    with_model(assistant, FakeModel({"受け入れ": (first, second)}))
    source = tmp_path / "minato.txt"
    source.write_text("港は300隻を受け入れた。\n", encoding="utf-8")
    assistant.library.add([source])
    assert assistant.reviewer.listing().missing == 1
    assistant.write_renderings(stop=threading.Event())
    (item,) = assistant.reviewer.listing().items
    assert item.rendering.text == first
    assistant.write_another(item.key)
    (item,) = assistant.reviewer.listing().items
    assert item.rendering.text == second
