"""Bringing files in and keeping up with them."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_for_tests import PlainReading, write

from knowledge import Library, SyncReport

# No embedder here: what is embedded when is tested in test_library_embedding.py.


def counts(report: SyncReport) -> dict[str, int]:
    """Return the counts that aren't 0."""
    names = ("added", "updated", "unchanged", "moved", "removed")
    values = {name: getattr(report, name) for name in names} | {"failed": len(report.failed)}
    return {name: value for name, value in values.items() if value}


@pytest.fixture
def reader() -> PlainReading:
    return PlainReading()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    write(folder / "a.txt", "Alpha one.\nAlpha two.\n")
    write(folder / "deep" / "b.md", "Beta one.\n")
    return folder


@pytest.fixture
def library(tmp_path: Path, reader: PlainReading) -> Iterator[Library]:
    with Library.open(tmp_path / "workspace", None, reading=reader.reading()) as library:
        yield library


def ids_by_name(library: Library) -> dict[str, int]:
    return {Path(source.path).name: source.id for source in library.list()}


def test_a_folder_is_taken_in_with_its_folders(library: Library, folder: Path) -> None:
    report = library.add([folder])
    assert counts(report) == {"added": 2}
    assert report.passages == 3
    assert report.seconds > 0
    assert set(ids_by_name(library)) == {"a.txt", "b.md"}
    source = library.list()[0]
    assert source.path == str(folder / "a.txt")
    assert library.text(source.id) == "Alpha one.\nAlpha two.\n"
    assert [p.text for p in library.passages(source.id)] == ["Alpha one.", "Alpha two."]


def test_an_unchanged_file_is_not_read(
    library: Library, folder: Path, reader: PlainReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([folder])
    reader.files_read.clear()
    monkeypatch.setattr("knowledge.sync.sha256_of", lambda path: pytest.fail(f"{path} was read"))
    assert counts(library.sync()) == {"unchanged": 2}
    assert counts(library.sync([folder])) == {"unchanged": 2}
    assert reader.files_read == []


def test_a_file_with_a_new_time_only_is_hashed_but_not_read(
    library: Library, folder: Path, reader: PlainReading
) -> None:
    library.add([folder])
    reader.files_read.clear()
    os.utime(folder / "a.txt", (1_000_000, 1_000_000))
    assert counts(library.sync()) == {"unchanged": 2}
    assert reader.files_read == []


def test_a_change_within_the_clocks_grain_is_noticed(library: Library, folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text("Alpha one.\n")
    now = time.time_ns()
    os.utime(path, ns=(now, now))
    library.add([folder])
    path.write_text("Gamma one.\n")
    os.utime(path, ns=(now, now))
    assert counts(library.sync()) == {"updated": 1, "unchanged": 1}


def test_a_changed_file_keeps_its_id(library: Library, folder: Path) -> None:
    library.add([folder])
    before = ids_by_name(library)
    write(folder / "a.txt", "Gamma instead.\n")
    assert counts(library.sync()) == {"updated": 1, "unchanged": 1}
    assert ids_by_name(library) == before
    assert library.search("alpha") == ()
    assert library.search("gamma")[0].source.id == before["a.txt"]


def test_new_and_deleted_files_are_noticed(library: Library, folder: Path) -> None:
    library.add([folder])
    write(folder / "c.txt", "Gamma.\n")
    (folder / "deep" / "b.md").unlink()
    assert counts(library.sync()) == {"added": 1, "unchanged": 1, "removed": 1}
    assert set(ids_by_name(library)) == {"a.txt", "c.txt"}
    assert library.search("beta") == ()


def test_a_moved_file_keeps_its_id_and_is_not_read(
    library: Library, folder: Path, reader: PlainReading
) -> None:
    library.add([folder])
    before = ids_by_name(library)
    reader.files_read.clear()
    (folder / "a.txt").rename(folder / "deep" / "renamed.txt")
    assert counts(library.sync()) == {"moved": 1, "unchanged": 1}
    assert ids_by_name(library)["renamed.txt"] == before["a.txt"]
    assert reader.files_read == []
    assert counts(library.sync()) == {"unchanged": 2}


def test_a_copy_is_a_source_of_its_own(library: Library, folder: Path) -> None:
    library.add([folder])
    write(folder / "copy.txt", (folder / "a.txt").read_text())
    assert counts(library.sync()) == {"added": 1, "unchanged": 2}


def test_a_file_moved_over_another_replaces_it(library: Library, folder: Path) -> None:
    library.add([folder])
    (folder / "a.txt").replace(folder / "deep" / "b.md")
    assert counts(library.sync()) == {"updated": 1, "removed": 1}
    assert [library.text(source.id) for source in library.list()] == ["Alpha one.\nAlpha two.\n"]


def test_what_is_outside_of_the_paths_is_left_alone(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    write(other / "d.txt", "Delta.\n")
    library.add([folder, other])
    (folder / "a.txt").unlink()
    (other / "d.txt").unlink()
    assert counts(library.sync([other])) == {"removed": 1}
    assert counts(library.sync()) == {"unchanged": 1, "removed": 1}


def test_a_folder_whose_name_begins_alike_is_another(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "law" / "a.txt", "One.\n")
    write(tmp_path / "lawsuits" / "b.txt", "Two.\n")
    library.add([tmp_path / "law", tmp_path / "lawsuits"])
    assert counts(library.sync([tmp_path / "law"])) == {"unchanged": 1}
    assert len(library.list()) == 2


def test_in_folders_only_sources_are_looked_at(library: Library, folder: Path) -> None:
    write(folder / ".hidden.txt", "Hidden.\n")
    write(folder / ".git" / "c.txt", "Hidden.\n")
    write(folder / "table.xlsx", "no source")
    outside = write(folder.parent / "outside" / "secret.txt", "Secret.\n")
    (folder / "link.txt").symlink_to(outside)
    (folder / "linked").symlink_to(outside.parent)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    assert counts(library.add([folder])) == {"added": 2}


def test_a_named_file_that_cant_be_a_source_is_reported(library: Library, folder: Path) -> None:
    table = write(folder / "table.xlsx", "no source")
    os.mkfifo(folder / "pipe.txt")
    report = library.add([table, folder / "missing.txt", folder / "pipe.txt", folder / "a.txt"])
    assert counts(report) == {"added": 1, "failed": 3}
    reasons = {Path(failure.path).name: failure.reason for failure in report.failed}
    assert ".md, .txt" in reasons["table.xlsx"]
    assert "no such file" in reasons["missing.txt"]
    assert "no ordinary file" in reasons["pipe.txt"]


def test_a_hidden_file_named_itself_is_taken(library: Library, folder: Path) -> None:
    assert counts(library.add([write(folder / ".notes.txt", "Hidden.\n")])) == {"added": 1}


def test_the_same_file_named_twice_is_one_source(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder.parent / "way").symlink_to(folder)
    names = [Path("a.txt"), folder / "a.txt", folder / "deep" / ".." / "a.txt"]
    report = library.add([*names, folder.parent / "way" / "a.txt"])
    assert counts(report) == {"added": 1}


def test_a_failure_is_listed_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    write(folder / "0.txt", "BROKEN\n")
    write(folder / "empty.txt", "\n")
    write(folder / "z.txt", "Zeta.\n")
    report = library.add([folder])
    assert counts(report) == {"added": 3, "failed": 2}
    reasons = {Path(failure.path).name: failure.reason for failure in report.failed}
    assert reasons["0.txt"] == "it is encrypted. Decrypt it"
    assert "no sentence" in reasons["empty.txt"]


def test_a_file_that_fails_later_keeps_its_old_version(library: Library, folder: Path) -> None:
    library.add([folder])
    write(folder / "a.txt", "BROKEN now.\n")
    for _ in range(2):
        report = library.sync()
        assert counts(report) == {"unchanged": 1, "failed": 1}
        assert "is kept" in report.failed[0].reason
    assert library.search("alpha")[0].passage.text.startswith("Alpha")


def test_broken_characters_fail_by_name(library: Library, folder: Path) -> None:
    (folder / "latin.txt").write_bytes(b"caf\xe9\n")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("Named oddly.\n")
    report = library.add([folder])
    assert counts(report) == {"added": 2, "failed": 2}
    assert all(failure.path.encode() for failure in report.failed)


def test_a_folder_that_is_missing_keeps_its_sources(library: Library, folder: Path) -> None:
    library.add([folder])
    away = folder.rename(folder.parent / "unplugged")
    report = library.sync()
    assert counts(report) == {"failed": 1}
    assert "kept" in report.failed[0].reason
    assert len(library.list()) == 2
    away.rename(folder)
    assert counts(library.sync()) == {"unchanged": 2}


def test_a_folder_that_moved_keeps_its_ids(library: Library, folder: Path) -> None:
    library.add([folder])
    before = ids_by_name(library)
    library.add([folder.rename(folder.parent / "renamed")])
    assert ids_by_name(library) == before


def test_a_named_file_that_is_deleted_is_removed_and_forgotten(
    library: Library, folder: Path
) -> None:
    library.add([folder / "a.txt"])
    (folder / "a.txt").unlink()
    assert counts(library.sync()) == {"removed": 1}
    assert counts(library.sync()) == {}


def test_a_removed_source_stays_out_until_it_is_added_again(library: Library, folder: Path) -> None:
    library.add([folder])
    wanted = ids_by_name(library)["a.txt"]
    assert counts(library.remove([wanted])) == {"removed": 1}
    assert counts(library.sync()) == {"unchanged": 1}
    assert counts(library.sync([folder])) == {"unchanged": 1}
    assert (folder / "a.txt").exists()
    assert counts(library.add([folder / "a.txt"])) == {"added": 1}
    assert counts(library.sync()) == {"unchanged": 2}


def test_progress_is_told_by_file(library: Library, folder: Path) -> None:
    told: list[tuple[str, int, int, str]] = []
    library.add([folder], on_progress=lambda p: told.append((p.stage, p.done, p.total, p.detail)))
    assert told == [("Reading", 0, 2, "a.txt"), ("Reading", 1, 2, "b.md")]


def test_what_was_finished_before_a_stop_is_kept(library: Library, folder: Path) -> None:
    calls = iter([False, True])
    report = library.add([folder], is_cancelled=lambda: next(calls, True))
    assert report.was_cancelled
    assert counts(report) == {"added": 1}
    (folder / "deep" / "b.md").unlink()
    write(folder / "c.txt", "Gamma.\n")
    assert counts(library.sync()) == {"added": 1, "unchanged": 1}


def test_a_stopped_run_removes_nothing(library: Library, folder: Path) -> None:
    library.add([folder])
    (folder / "a.txt").rename(folder / "z.txt")
    write(folder / "c.txt", "Gamma.\n")
    report = library.sync(is_cancelled=lambda: True)
    assert report.was_cancelled
    assert len(library.list()) == 2
    assert counts(library.sync()) == {"added": 1, "moved": 1, "unchanged": 1}


NAMES = st.sampled_from(["a.txt", "b.txt", "sub/a.txt", "sub/c.md"])
WORDS = st.sampled_from(["Alpha.\n", "Beta.\nGamma.\n", "Delta.\n", "BROKEN\n"])
STEP = st.one_of(
    st.tuples(st.just("write"), NAMES, WORDS),
    st.tuples(st.just("delete"), NAMES),
    st.tuples(st.just("move"), NAMES, NAMES),
    st.tuples(st.just("sync")),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEP, max_size=12))
def test_after_any_changes_a_sync_holds_what_is_on_disk(
    steps: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("any")
    folder = base / "sources"
    folder.mkdir()
    versions: dict[str, set[str]] = {}
    with Library.open(base / "workspace", None, reading=PlainReading().reading()) as library:
        library.add([folder])
        for kind, *names in steps:
            if kind == "sync":
                library.sync()
            elif kind == "write":
                write(folder / names[0], names[1])
                versions.setdefault(names[0], set()).add(names[1])
            elif (folder / names[0]).exists():
                if kind == "delete":
                    (folder / names[0]).unlink()
                else:
                    (folder / names[1]).parent.mkdir(exist_ok=True)
                    (folder / names[0]).replace(folder / names[1])
        report = library.sync()
        held = {
            str(Path(source.path).relative_to(folder)): library.text(source.id)
            for source in library.list()
        }
        found = {
            str(path.relative_to(folder)): path.read_text()
            for path in folder.rglob("*.*")
            if path.is_file()
        }
        readable = {name: text for name, text in found.items() if not text.startswith("BROKEN")}
        assert {name: text for name, text in held.items() if name in readable} == readable
        assert set(held) <= set(found)
        assert len(report.failed) == len(found) - len(readable)
        again = library.sync()
        assert counts(again).get("unchanged", 0) == len(readable)
        assert again.added + again.updated + again.moved + again.removed == 0
