"""A comparison goes on behind the page, gives way to a request, and is kept in its turn."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_assistant import FakeAssistant, open_fake

from assistant.errors import ModelUnavailable
from assistant.model_state import ModelState
from assistant.types import CompareEvent, Conversation
from ui import check_view
from ui.checking import Checks, Draft
from ui.comparing import Comparing
from ui.conversing import Conversing, Request
from ui.turns import history

SOURCE = "Ferries\n\nThe ferry leaves at nine.\n\nA fare costs twelve crowns.\n"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[FakeAssistant]:
    source = tmp_path / "ferries.txt"
    source.write_text(SOURCE, encoding="utf-8")
    assistant = open_fake(tmp_path / "workspace", word_s=0, compare_in_background=True)
    assistant.library.add([source])
    yield assistant
    assistant.close()


def _ask(conversing: Conversing, text: str, conversation: Conversation | None = None) -> str:
    """Ask, wait for the answer and return the conversation's id."""
    place = conversation or conversing.conversation("")
    job = conversing.begin(place, Request(mode="ask", text=text))
    assert job.wait(20)
    assert job.state.is_saved
    return place.id


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def _compared(assistant: FakeAssistant, key: str, index: int = 0) -> list[bool]:
    kept = assistant.conversations.get(key)
    return [claim.was_compared for claim in kept.turns[index].result.claims]


def test_an_answer_is_compared_in_the_background_and_kept(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost, doubtfully?")
    _until(lambda: conversing.comparisons.running(key) is None)
    kept = assistant.conversations.get(key)
    assert all(_compared(assistant, key))
    failed = [c for c in kept.turns[0].result.claims if c.verdict == "unsupported"]
    assert [f.code for c in failed for f in c.findings] == ["comparison_failed"]
    assert not conversing.comparisons.offers(key, 0, kept.turns[0].result)


def test_the_setting_turns_it_off_and_the_button_begins_it(assistant: FakeAssistant) -> None:
    assistant.settings = assistant.settings.model_copy(update={"compare_in_background": False})
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost?")
    assert conversing.comparisons.running(key) is None
    result = assistant.conversations.get(key).turns[0].result
    assert conversing.comparisons.offers(key, 0, result)
    job = conversing.comparisons.begin(key, 0)
    assert job.wait(10)
    assert all(_compared(assistant, key))


def test_a_request_ends_the_comparison_within_a_second_and_keeps_what_was_done(
    assistant: FakeAssistant,
) -> None:
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost, slowly?")
    _until(lambda: conversing.comparisons.running(key) is not None)
    first = conversing.comparisons.running(key)
    assert first is not None
    _until(lambda: first.state.total > 0)
    begun = time.monotonic()
    _ask(conversing, "When does the ferry leave?", conversing.conversation(key))
    assert time.monotonic() - begun < 1.5
    assert first.is_over
    _until(lambda: conversing.comparisons.running(key) is None)
    assert all(_compared(assistant, key, 1))
    result = assistant.conversations.get(key).turns[0].result
    assert conversing.comparisons.offers(key, 0, result)


def test_what_was_compared_is_not_lost_to_the_next_turn(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost?")
    seen = conversing.conversation(key)
    _until(lambda: conversing.comparisons.running(key) is None)
    _ask(conversing, "When does the ferry leave?", seen)
    assert all(_compared(assistant, key))


def test_a_comparison_waits_until_nothing_is_written(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost, slowly?")
    conversing.comparisons.interrupt()
    other = conversing.conversation("")
    assistant._word_s = 0.01
    writing = conversing.begin(other, Request(mode="ask", text="The ferry, at length"))
    _until(lambda: bool(writing.state.text))
    job = conversing.comparisons.begin(key, 0)
    assert not job.wait(0.3)
    assert job.state.total == 0
    conversing.stop(other.id)
    _until(lambda: writing.is_over)
    conversing.close()
    assert job.is_over


def test_a_retried_or_deleted_turn_is_not_overwritten(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost, slowly?")
    _until(lambda: conversing.comparisons.running(key) is not None)
    conversing.delete(key)
    assert assistant.conversations.get(key) is None
    assert conversing.comparisons.running(key) is None
    conversing.close()


def test_a_failure_is_told(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> Iterator[CompareEvent]:
        raise ModelUnavailable("Can't compare", "there is no model", "Fetch one")

    monkeypatch.setattr(assistant, "compare", missing)
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost?")
    _until(lambda: conversing.comparisons.problem(key) is not None)
    assert conversing.comparisons.problem("another") is None


def test_the_turn_shows_progress_with_a_button_or_offers_it(assistant: FakeAssistant) -> None:
    conversing = Conversing(assistant)
    key = _ask(conversing, "What does the fare cost?")
    conversation = assistant.conversations.get(key)
    going = Comparing(conversation_id=key, index=0, done=3, total=10)
    html = history(conversation, comparing=going)
    assert "Comparing sentences: 3 of 10" in html
    assert 'data-event="uncompare"' in html
    assert "Comparing" not in history(
        conversation, comparing=Comparing(conversation_id=key, index=1)
    )
    assert 'data-event="compare" data-turn="0"' in history(conversation, offered={0})
    assert 'data-event="compare"' not in history(conversation)
    conversing.close()


def test_a_checked_draft_is_compared_and_kept(assistant: FakeAssistant) -> None:
    checks = Checks(assistant)
    job = checks.begin(Draft(text="The fare, doubtfully, was twelve crowns. Nine ferries leave."))
    assert job.wait(10)
    kept = checks.kept.get(job.state.kept_id)
    assert kept is not None
    compared = checks.compare(kept)
    assert compared.wait(10)
    after = checks.kept.get(kept.id)
    assert after is not None
    assert after.at == kept.at
    assert all(claim.was_compared for claim in after.draft.claims)
    assert after.draft.claims[0].verdict == "unsupported"
    assert checks.comparing(kept.id) is None


def test_another_check_ends_a_drafts_comparison(assistant: FakeAssistant) -> None:
    checks = Checks(assistant)
    job = checks.begin(Draft(text="The fare was slowly raised. Nine ferries leave."))
    assert job.wait(10)
    kept = checks.kept.get(job.state.kept_id)
    assert kept is not None
    comparing = checks.compare(kept)
    assert checks.comparing(kept.id) is comparing
    again = checks.begin(Draft(text="The ferry leaves."))
    assert comparing.is_over
    assert again.wait(10)
    assert again.state.kept_id not in ("", kept.id)


def test_without_a_model_a_checked_draft_says_what_is_needed() -> None:
    missing = ModelState(state="missing", message="Fetch <it>.", model_id="m")
    html = check_view.compare(missing)
    assert "data-event" not in html
    assert "the model that writes is needed. Fetch &lt;it&gt;." in html
    ready = ModelState(state="ready", message="", model_id="m")
    assert "Compare with the originals" in check_view.compare(ready)
