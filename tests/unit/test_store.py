"""The workspace's database: whole transactions, ids that are never reused, clear refusals."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import EmbedderMismatch, StoreError, UnknownSource
from knowledge.lexical import query_terms
from knowledge.store import DATABASE_NAME, NewSource, PassageVectors, Store
from knowledge.types import Extracted, Passage, Sentence


def new_source(path: str = "/a.txt", words: str = "alpha beta", passages: int = 2) -> NewSource:
    text = "\n".join(f"{words} {i}" for i in range(passages))
    cut: list[Passage] = []
    start = 0
    for line in text.splitlines():
        sentence = Sentence(
            start=start,
            end=start + len(line),
            heading="Head",
            kind="item",
            lead_in=(0, 4),
            speaker="OSTP",
        )
        cut.append(
            Passage(
                id=0,
                source_id=0,
                start=start,
                end=start + len(line),
                page=2,
                heading="Head",
                text=line,
                sentences=(sentence,),
            )
        )
        start += len(line) + 1
    return NewSource(
        path=path,
        sha256="0" * 64,
        size=len(text),
        mtime_ns=1,
        extracted=Extracted(
            text=text,
            page_starts=(0, 3),
            title="Title",
            language="en",
            publisher="Publisher",
            published="2025-03",
        ),
        passages=tuple(cut),
        languages=("en",) * len(cut),
        indexed_at="2025-01-01T00:00:00+00:00",
    )


def vectors_for(new: NewSource, dim: int = 4) -> list[PassageVectors]:
    row = np.zeros(dim, np.float32)
    row[0] = 1
    return [PassageVectors(passage=row, sentences=row[None]) for _ in new.passages]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path)
    yield store
    store.close()


def test_a_source_is_read_back_as_it_was_written(store: Store) -> None:
    new = new_source()
    source_id = store.put_source(new, vectors_for(new), "fake/1")
    with store.snapshot() as snapshot:
        source = snapshot.source(source_id)
        passages = snapshot.passages_of(source_id)
        assert snapshot.text(source_id) == new.extracted.text
        assert snapshot.page_starts(source_id) == (0, 3)
        stored = snapshot.sentence_vectors("fake/1", [passages[0].id])
    assert (source.title, source.publisher, source.published) == ("Title", "Publisher", "2025-03")
    assert (source.pages, source.passages, source.language) == (2, 2, "en")
    assert passages == tuple(
        replace(before, id=after.id, source_id=source_id)
        for before, after in zip(new.passages, passages, strict=True)
    )
    assert stored[passages[0].id][1].tolist() == [[1, 0, 0, 0]]


def test_text_is_kept_unnormalised(store: Store) -> None:
    text = "ﾃﾞｰﾀ ﬁling é\x00 👩‍👩‍👧 ①"
    new = new_source()
    new = replace(new, extracted=replace(new.extracted, text=text))
    source_id = store.put_source(new, None, "")
    with store.snapshot() as snapshot:
        assert snapshot.text(source_id) == text


def test_replacing_keeps_the_sources_id_and_leaves_nothing_of_the_old(store: Store) -> None:
    old, new = new_source(words="alpha"), new_source(words="gamma", passages=3)
    first = store.put_source(old, vectors_for(old), "fake/1")
    with store.snapshot() as snapshot:
        old_ids = {p.id for p in snapshot.passages_of(first)}
    assert store.put_source(new, None, "") == first
    with store.snapshot() as snapshot:
        assert old_ids.isdisjoint(p.id for p in snapshot.passages_of(first))
        assert snapshot.matches(query_terms("alpha"), 10) == {}
        assert len(snapshot.matches(query_terms("gamma"), 10)) == 3
        assert snapshot.embedded() == {}
        assert snapshot.passage_count() == 3


def test_ids_are_never_given_again(store: Store) -> None:
    first = store.put_source(new_source("/a.txt"), None, "")
    assert store.remove([first]) == 1
    second = store.put_source(new_source("/b.txt"), None, "")
    assert second > first
    with store.snapshot() as snapshot, pytest.raises(UnknownSource):
        snapshot.source(first)


def test_removing_takes_all_that_belongs_to_a_source(store: Store) -> None:
    new = new_source()
    source_id = store.put_source(new, vectors_for(new), "fake/1")
    store.remove([source_id])
    with store.database.reading() as connection:
        for table in ("source", "source_text", "passage", "passage_terms", "passage_vector",
                      "sentence_vector"):  # fmt: skip
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_every_change_begins_a_generation(store: Store) -> None:
    def generation() -> int:
        with store.snapshot() as snapshot:
            return snapshot.generation

    seen = [generation()]
    new = new_source()
    source_id = store.put_source(new, None, "")
    seen.append(generation())
    with store.snapshot() as snapshot:
        ids = [p.id for p in snapshot.passages_of(source_id)]
    store.put_vectors("fake/1", dict(zip(ids, vectors_for(new), strict=True)))
    seen.append(generation())
    store.move(source_id, "/b.txt", 1, 1)
    seen.append(generation())
    store.remove([source_id])
    seen.append(generation())
    assert seen == sorted(set(seen))


def test_a_failed_replacement_leaves_the_old_version(store: Store) -> None:
    old = new_source(words="alpha")
    source_id = store.put_source(old, vectors_for(old), "fake/1")
    with pytest.raises(EmbedderMismatch):
        store.put_source(new_source(words="gamma"), vectors_for(old, dim=5), "fake/1")
    with store.snapshot() as snapshot:
        assert snapshot.text(source_id) == old.extracted.text
        assert len(snapshot.matches(query_terms("alpha"), 10)) == 2
        assert snapshot.embedded() == {"fake/1": 2}


def test_a_reader_sees_the_old_or_the_new_never_a_mixture(store: Store) -> None:
    store.put_source(new_source(words="alpha", passages=4), None, "")
    stop = threading.Event()
    wrong: list[str] = []

    def read() -> None:
        while not stop.is_set():
            with store.snapshot() as snapshot:
                (source,) = snapshot.sources()
                words = {p.text.split()[0] for p in snapshot.passages_of(source.id)}
                found = [len(snapshot.matches(query_terms(w), 10)) for w in ("alpha", "gamma")]
                text = snapshot.text(source.id).split()[0]
            if words != {text} or sorted(found) != [0, 4]:
                wrong.append(f"{words} {text} {found}")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(40):
        store.put_source(new_source(words=("gamma", "alpha")[i % 2], passages=4), None, "")
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_vectors_of_a_passage_that_is_gone_are_left_out(store: Store) -> None:
    new = new_source()
    store.put_source(new, None, "")
    store.put_vectors("fake/1", {999: vectors_for(new)[0]})
    with store.snapshot() as snapshot:
        assert snapshot.embedded() == {}


def test_long_work_is_for_one_at_a_time(store: Store) -> None:
    other = Store.open(store.database.folder)
    with store.long_work():
        with (
            pytest.raises(StoreError, match="another window or command is indexing"),
            other.long_work(),
        ):
            pass
        other.put_source(new_source(), None, "")
    with other.long_work():
        pass
    other.close()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        Store.open(tmp_path)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / DATABASE_NAME
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(tmp_path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(tmp_path)


def test_a_folder_that_cant_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="workspace folder"):
        Store.open(tmp_path / "file" / "workspace")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.close()
    with pytest.raises(StoreError, match="closed"), store.snapshot():
        pass


def test_a_writer_that_waits_too_long_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store.database._BUSY_TIMEOUT_S", 0.05)
    blocker = sqlite3.connect(store.database.path, isolation_level=None)
    other = Store.open(store.database.folder)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        other.put_source(new_source(), None, "")
    blocker.close()
    other.put_source(new_source(), None, "")
    other.close()


def test_two_programs_may_make_the_workspace_at_once(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def make() -> None:
        try:
            Store.open(tmp_path / "new").close()
        except StoreError as exc:
            failures.append(exc)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_more_ids_than_sqlite_takes_in_one_query(store: Store) -> None:
    with store.database.reading() as connection:
        limit = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    source_id = store.put_source(new_source(), None, "")
    with store.snapshot() as snapshot:
        ids = [p.id for p in snapshot.passages_of(source_id)]
        assert set(snapshot.passages(range(limit + 10))) == set(ids)
