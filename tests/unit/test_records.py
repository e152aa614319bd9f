"""Keyed texts in the workspace's database."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.records import Records
from knowledge.store import Database


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    database = Database.open(tmp_path)
    yield Records(database)
    database.close()


def test_a_record_is_read_back_as_it_was_written(records: Records) -> None:
    body = '{"text": "人工知能 – 40億ドル\\u0000"}'
    records.put("conversation", "a", body)
    assert records.get("conversation", "a") == body


def test_what_was_never_written_is_none(records: Records) -> None:
    records.put("conversation", "a", "1")
    assert records.get("conversation", "b") is None
    assert records.get("draft", "a") is None


def test_the_last_written_is_the_newest(records: Records) -> None:
    for key in ("a", "b", "c"):
        records.put("draft", key, f"first {key}")
    records.put("draft", "a", "second a")
    records.put("rendering", "z", "of another kind")
    assert records.items("draft") == (("a", "second a"), ("c", "first c"), ("b", "first b"))
    assert [key for key, _ in records.items("draft", newest_first=False)] == ["b", "c", "a"]


def test_deleting_tells_whether_there_was_one(records: Records) -> None:
    records.put("draft", "a", "1")
    assert records.delete("draft", "a")
    assert not records.delete("draft", "a")
    assert records.items("draft") == ()


def test_records_survive_a_restart(tmp_path: Path) -> None:
    first = Database.open(tmp_path)
    Records(first).put("draft", "a", "kept")
    first.close()
    second = Database.open(tmp_path)
    assert Records(second).get("draft", "a") == "kept"
    second.close()


def test_threads_write_without_losing_any(records: Records) -> None:
    def write(name: str) -> None:
        for i in range(25):
            records.put("draft", f"{name}{i}", name)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(records.items("draft")) == 100
