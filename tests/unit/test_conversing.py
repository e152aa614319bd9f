"""One request at a time, saved when it ends; what fails says so and keeps its quotes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_assistant import FakeAssistant, open_fake

from assistant.errors import ModelUnavailable
from assistant.types import Event, EvidenceReady, Section
from ui.conversing import Conversing, Request, Writing
from ui.jobs import Job

SOURCE = "Ferries\n\nThe ferry leaves at nine. It carries forty people.\n"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[FakeAssistant]:
    source = tmp_path / "ferries.txt"
    source.write_text(SOURCE, encoding="utf-8")
    assistant = open_fake(tmp_path / "workspace", word_s=0)
    assistant.library.add([source])
    yield assistant
    assistant.close()


def _done(job: Job[Writing]) -> Writing:
    assert job.wait(20)
    return job.state


def _ask(conversing: Conversing, text: str, conversation: Any = None) -> Writing:
    place = conversation or conversing.conversation("")
    return _done(conversing.begin(place, Request(mode="ask", text=text)))


def test_an_answer_is_saved_with_its_request(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    state = _ask(conversing, "When does the ferry leave?")
    assert state.is_saved
    saved = assistant.conversations.get(state.conversation.id)
    assert saved == state.conversation
    assert saved.turns[0].request == "When does the ferry leave?"
    assert conversing.latest() == saved


def test_a_draft_keeps_position_and_length_for_a_retry(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    request = Request(mode="draft", text="Ferries", position="More ferries", words=90)
    state = _done(conversing.begin(conversing.conversation(""), request))
    again = _done(conversing.retry(state.conversation))
    assert len(again.conversation.turns) == 1
    result = again.conversation.turns[0].result
    assert isinstance(result, Section)
    assert (result.position, result.words_asked) == ("More ferries", 90)


def test_what_was_written_until_stop_is_kept(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    conversation = conversing.conversation("")
    job = conversing.begin(conversation, Request(mode="ask", text="The ferry, at length"))
    while not job.state.text:
        job.wait(0.01)
    conversing.stop(conversation.id)
    state = _done(job)
    assert state.conversation.turns[0].result.was_stopped
    assert state.conversation.turns[0].result.text


def test_an_error_is_told_and_nothing_is_saved(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    state = _ask(conversing, "provoke an error")
    assert state.problem is not None
    assert state.problem.code == "nothing_to_say"
    assert not assistant.conversations.list()


class _WithoutModel(FakeAssistant):
    """Gives quotes and then finds no model, as the real one does."""

    def ask(self, question: str, **rest: Any) -> Iterator[Event]:
        for event in super().ask(question, **rest):
            yield event
            if isinstance(event, EvidenceReady):
                raise ModelUnavailable("No answer", "there is no model", "Fetch one")


def test_quotes_outlive_a_missing_model(assistant: FakeAssistant) -> None:
    without = _WithoutModel(assistant.library, assistant.conversations, None)
    conversing = Conversing(without)
    state = _ask(conversing, "When does the ferry leave?")
    assert state.problem is not None
    assert state.citations
    newest = conversing.newest(state.conversation.id)
    assert newest is not None
    assert newest.state.citations == state.citations


def test_an_unforeseen_error_is_told_too(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(assistant, "ask", break_down)
    state = _ask(Conversing(assistant), "Anything")
    assert state.problem is not None
    assert "by nought" in state.problem.why
    assert "ZeroDivisionError" in caplog.text


def test_a_second_conversation_waits_for_the_first(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    first, second = conversing.conversation(""), conversing.conversation("")
    slow = conversing.begin(first, Request(mode="ask", text="The ferry, at length"))
    while not slow.state.text:
        slow.wait(0.01)
    waiting = conversing.begin(second, Request(mode="ask", text="The ferry"))
    assert not waiting.wait(0.05)
    assert not waiting.state.text
    slow.stop.set()
    assert _done(waiting).is_saved


def test_asking_twice_in_a_conversation_joins_the_work(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    conversation = conversing.conversation("")
    request = Request(mode="ask", text="The ferry, at length")
    job = conversing.begin(conversation, request)
    assert conversing.begin(conversation, request) is job
    assert conversing.conversation(conversation.id).id == conversation.id
    conversing.stop(conversation.id)
    assert len(_done(job).conversation.turns) == 1


def test_deleting_stops_the_writing(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    conversation = conversing.conversation("")
    conversing.begin(conversation, Request(mode="ask", text="The ferry, at length"))
    conversing.delete(conversation.id)
    assert not assistant.conversations.list()


def test_closing_ends_all_work(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    job = conversing.begin(
        conversing.conversation(""), Request(mode="ask", text="The ferry, at length")
    )
    conversing.close()
    assert job.is_over


def test_a_page_that_lost_its_conversation_finds_the_one_being_written(
    assistant: FakeAssistant,
) -> None:
    conversing = Conversing(assistant)
    earlier = _ask(conversing, "When does the ferry leave?").conversation
    job = conversing.begin(
        conversing.conversation(""), Request(mode="ask", text="The ferry at length")
    )
    writing = job.state.conversation
    assert conversing.to_restore("").id == writing.id
    assert conversing.to_restore("unknown").id == writing.id
    assert conversing.to_restore(earlier.id) == earlier
    conversing.stop(writing.id)
    _done(job)
    assert conversing.to_restore("").id == writing.id
