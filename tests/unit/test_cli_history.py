"""What the commands print of repair, of sentences left out, and of what people confirmed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_assistant import FakeAssistant, open_fake
from typer.testing import CliRunner

from assistant.confirmations import Confirmations
from assistant.types import Answer, DraftChecked, Finished
from ui import contracts, opening
from ui.cli import app

QUESTION = "When does the ferry leave?"


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """Commands open this assistant, whose library holds one source."""
    path = tmp_path / "ferries.txt"
    path.write_text("Ferries\n\nThe ferry leaves at nine. It carries forty.\n", encoding="utf-8")
    assistant = open_fake(tmp_path / "workspace", word_s=0)
    assistant.library.add([path])

    @contextmanager
    def open_it(*_: Any, **__: Any) -> Iterator[FakeAssistant]:
        yield assistant
        assistant.close()

    monkeypatch.setattr(opening, "open_assistant", open_it)
    return assistant


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def answered(fake: FakeAssistant) -> Answer:
    *_, last = fake.ask(QUESTION)
    assert isinstance(last, Finished)
    assert isinstance(last.result, Answer)
    return last.result


def test_a_confirmed_sentence_of_an_answer_is_printed_as_such(fake: FakeAssistant) -> None:
    answer = answered(fake)
    given = Confirmations(fake.library.records).confirm(
        answer.claims[0], answer.citations, "Ida Lund"
    )
    (claim,) = json.loads(run("ask", QUESTION, "--json"))["claims"]
    assert claim["verdict"] == "confirmed"
    assert claim["confirmation"] == {"name": "Ida Lund", "at": given.at}


def test_people_see_who_confirmed_and_what_was_checked(fake: FakeAssistant) -> None:
    answer = answered(fake)
    Confirmations(fake.library.records).confirm(answer.claims[0], answer.citations, "Ida Lund")
    shown = run("ask", QUESTION)
    assert "Confirmed by Ida Lund" in shown
    assert "1 confirmed" in shown


def test_a_confirmed_sentence_of_a_checked_draft_is_printed_as_such(
    fake: FakeAssistant, tmp_path: Path
) -> None:
    path = tmp_path / "draft.md"
    path.write_text("The ferry leaves at nine in 2031.\n", encoding="utf-8")
    *_, last = fake.check(path)
    assert isinstance(last, DraftChecked)
    draft = last.result
    Confirmations(fake.library.records).confirm(draft.claims[0], draft.citations, "Ida Lund")
    checked = json.loads(run("check", str(path), "--json"))
    assert checked["claims"][0]["verdict"] == "confirmed"
    assert {figure["verdict"] for figure in checked["figures"]} == {"confirmed"}


def test_what_was_repaired_and_left_out_is_in_the_json(fake: FakeAssistant) -> None:
    answer = answered(fake)
    plain = contracts.answer(answer)
    assert "dropped" not in plain
    assert "was_repaired" not in plain["claims"][0]
    (claim,) = answer.claims
    changed = replace(
        answer, claims=(replace(claim, was_repaired=True),), dropped=(replace(claim, citations=()),)
    )
    told = contracts.answer(changed)
    assert told["claims"][0]["was_repaired"] is True
    assert told["dropped"][0]["text"] == claim.text
