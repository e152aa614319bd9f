"""Conversations at rest: every field comes back; a damaged one doesn't hide the others."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conversations_for_tests import answer, section

from assistant.conversations import KIND, Conversations
from assistant.errors import ConversationUnreadable
from knowledge.records import Records
from knowledge.store import Database


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    database = Database.open(tmp_path)
    yield Records(database)
    database.close()


def test_answers_and_sections_come_back_with_every_field(records: Records) -> None:
    conversations = Conversations(records)
    grown = conversations.add_turn(conversations.new(), "Is the port open?", answer())
    grown = conversations.add_turn(grown, "Recommendation 1: Open the port", section())
    read = Conversations(records).get(grown.id)
    assert read == grown
    assert read is not None
    assert [turn.result for turn in read.turns] == [answer(), section()]
    assert read.updated_at == grown.turns[-1].at


def test_they_survive_a_restart(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    conversations = Conversations(Records(database))
    grown = conversations.add_turn(conversations.new(), "Is the port open?", answer())
    database.close()
    database = Database.open(tmp_path)
    assert Conversations(Records(database)).list() == (grown,)
    database.close()


def test_an_empty_one_is_not_kept(records: Records) -> None:
    conversations = Conversations(records)
    new = conversations.new()
    assert conversations.list() == ()
    assert conversations.get(new.id) is None
    assert new.id != conversations.new().id


def test_the_first_request_is_the_title(records: Records) -> None:
    conversations = Conversations(records)
    grown = conversations.add_turn(conversations.new(), "Is\n the  port " + "x" * 90, answer())
    assert grown.title.startswith("Is the port x")
    assert len(grown.title) <= 60
    assert grown.title.endswith("…")
    assert conversations.add_turn(grown, "And now?", answer()).title == grown.title


def test_the_newest_stands_first(records: Records) -> None:
    conversations = Conversations(records)
    first = conversations.add_turn(conversations.new(), "One", answer())
    second = conversations.add_turn(conversations.new(), "Two", answer())
    assert [c.id for c in conversations.list()] == [second.id, first.id]
    conversations.add_turn(first, "Three", answer())
    assert [c.id for c in conversations.list()] == [first.id, second.id]


def test_deleting_forgets_it(records: Records) -> None:
    conversations = Conversations(records)
    grown = conversations.add_turn(conversations.new(), "One", answer())
    conversations.delete(grown.id)
    conversations.delete(grown.id)
    assert conversations.get(grown.id) is None


def damaged(body: str) -> dict[str, str]:
    row = json.loads(body)
    of_another_version = json.loads(body)
    del of_another_version["turns"][0]["result"]["citations"]
    row["turns"] = "none"
    return {
        "torn": body[: len(body) // 2],
        "empty": "",
        "no object": "[]",
        "field of another kind": json.dumps(row),
        "other version": json.dumps(of_another_version),
    }


@pytest.mark.parametrize(
    "kind", ["torn", "empty", "no object", "field of another kind", "other version"]
)
def test_a_damaged_one_says_so_and_the_others_are_shown(
    records: Records, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    conversations = Conversations(records)
    good = conversations.add_turn(conversations.new(), "One", answer())
    bad = conversations.add_turn(conversations.new(), "Two", answer())
    records.put(KIND, bad.id, damaged(records.get(KIND, bad.id) or "")[kind])
    with caplog.at_level(logging.WARNING):
        assert conversations.list() == (good,)
    assert bad.id in caplog.text
    assert conversations.unreadable() == (bad.id,)
    with pytest.raises(ConversationUnreadable, match=bad.id):
        conversations.get(bad.id)


def test_texts_of_any_kind_come_back(records: Records) -> None:
    conversations = Conversations(records)
    text = "<b>\x00\u2028 “港” 😀 [1] {brace} <|im_start|>"
    result = replace(answer(text), text=text)
    grown = conversations.add_turn(conversations.new(), text, result)
    assert conversations.get(grown.id) == grown


def test_half_a_character_does_not_keep_the_rest_from_being_saved(records: Records) -> None:
    conversations = Conversations(records)
    grown = conversations.add_turn(
        conversations.new(), "Is \ud800 open?", answer("Is \ud800 open?")
    )
    read = conversations.get(grown.id)
    assert read is not None
    assert read.turns[0].request == "Is ? open?"
