"""The front door: looking things up, several users at once, and being killed in mid-work."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from library_for_tests import PlainReading, write

from knowledge import Library, StoreError, UnknownSource, UnreadableFile
from knowledge.types import Extracted

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("alpha", "beta", "gamma"):
        write(tmp_path / "sources" / f"{name}.txt", f"{name} one.\n{name} two.\n")
    return tmp_path / "sources"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    reading = PlainReading().reading()
    with Library.open(tmp_path / "workspace", FakeEmbedder(), reading=reading) as library:
        yield library


def test_what_isnt_there_is_told(library: Library, folder: Path) -> None:
    library.add([folder])
    with pytest.raises(UnknownSource):
        library.source(99)
    with pytest.raises(UnknownSource):
        library.text(99)
    with pytest.raises(UnknownSource):
        library.passages(99)
    with pytest.raises(UnknownSource):
        library.page_starts(99)
    with pytest.raises(UnknownSource, match="passage 99"):
        library.passage(99)
    first = library.list()[0].id
    with pytest.raises(UnknownSource):
        library.remove([first, 99])
    assert len(library.list()) == 3


def test_a_passage_is_found_by_its_id(library: Library, folder: Path) -> None:
    library.add([folder])
    passage = library.passages(library.list()[1].id)[1]
    assert library.passage(passage.id) == passage
    assert library.text(passage.source_id)[passage.start : passage.end] == passage.text


def test_a_text_can_come_in_without_a_file(library: Library) -> None:
    def extracted(text: str) -> Extracted:
        return Extracted(
            text=text,
            page_starts=(0,),
            title="Title",
            language="en",
            publisher="",
            published="2025",
        )

    source = library.add_extracted("notice:1", extracted("Delta one.\nDelta two."))
    assert (source.path, source.pages, source.passages) == ("notice:1", 1, 2)
    assert library.page_starts(source.id) == (0,)
    assert library.search("delta two")[0].passage.text == "Delta two."
    again = library.add_extracted("notice:1", extracted("Epsilon."))
    assert again.id == source.id
    assert library.text(source.id) == "Epsilon."
    library.sync()
    assert len(library.list()) == 1
    with pytest.raises(UnreadableFile, match="no sentence"):
        library.add_extracted("notice:2", extracted("\n"))
    with pytest.raises(UnreadableFile, match="broken"):
        library.add_extracted("notice:2", extracted("\ud800"))


def test_records_share_the_database(library: Library) -> None:
    library.records.put("conversation", "1", "kept")
    assert library.records.get("conversation", "1") == "kept"


def test_a_source_removed_while_another_thread_searches(library: Library, folder: Path) -> None:
    library.add([folder])
    wrong: list[BaseException] = []
    stop = threading.Event()

    def search() -> None:
        try:
            while not stop.is_set():
                for hit in library.search("beta one"):
                    text = library.text(hit.source.id) if hit.source.id else ""
                    assert text[hit.passage.start : hit.passage.end] == hit.passage.text
        except UnknownSource:
            pass  # Removed between the search and the look-up.
        except BaseException as exc:
            wrong.append(exc)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for source in library.list():
        library.remove([source.id])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert library.list() == ()


def test_many_threads_search_while_one_indexes(library: Library, folder: Path) -> None:
    library.add([folder])
    stop = threading.Event()
    wrong: list[str] = []

    def search() -> None:
        while not stop.is_set():
            hits = library.search("alpha one", k=3)
            if not hits or hits[0].passage.text != "alpha one." or hits[0].dense is None:
                wrong.append(repr(hits[:1]))
            scores = library.sentence_scores("alpha one", hits)
            if len(scores) != len(hits):
                wrong.append("scores")

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for i in range(15):
        write(folder / "beta.txt", f"beta version {i}.\n" * (1 + i % 3))
        library.sync()
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_two_cant_index_at_once_but_one_can_search(tmp_path: Path, folder: Path) -> None:
    reading = PlainReading().reading()
    entered, leave = threading.Event(), threading.Event()

    def wait(_texts: object) -> None:
        entered.set()
        assert leave.wait(20)

    with (
        Library.open(tmp_path / "w", FakeEmbedder(on_embed=wait), reading=reading) as slow,
        Library.open(tmp_path / "w", None, reading=reading) as other,
    ):
        thread = threading.Thread(target=slow.add, args=([folder],))
        thread.start()
        assert entered.wait(20)
        with pytest.raises(StoreError, match="indexing"):
            other.sync()
        assert other.search("alpha") == ()
        other.records.put("draft", "1", "written meanwhile")
        leave.set()
        thread.join()
        assert other.sync().unchanged == 3


KILLED = """
import sys, time
from pathlib import Path
sys.path[:0] = {paths!r}
from fakes import FakeEmbedder
from library_for_tests import PlainReading
from knowledge import Library

def slowly(texts):
    if any("gamma" in text for text in texts):
        print("in work", flush=True)
        time.sleep(60)

reading = PlainReading().reading()
with Library.open(Path({workspace!r}), FakeEmbedder(on_embed=slowly), reading=reading) as library:
    library.{call}
"""


def run_until_in_work_and_kill(workspace: Path, call: str) -> None:
    paths = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "unit")]
    code = KILLED.format(paths=paths, workspace=str(workspace), call=call)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "in work\n"
        os.kill(process.pid, signal.SIGKILL)
        process.wait(20)


def test_a_killed_process_loses_only_the_source_in_work(tmp_path: Path, folder: Path) -> None:
    run_until_in_work_and_kill(tmp_path / "w", f"add([Path({str(folder)!r})])")
    embedder = FakeEmbedder()
    with Library.open(tmp_path / "w", embedder, reading=PlainReading().reading()) as library:
        assert [Path(source.path).name for source in library.list()] == ["alpha.txt", "beta.txt"]
        assert library.search("beta two")[0].passage.text == "beta two."
        report = library.sync()
        assert (report.added, report.unchanged) == (1, 2)
        assert library.embedder_state.mode == "hybrid"
        assert library.search("gamma two")[0].passage.text == "gamma two."


def test_a_process_killed_in_a_replacement_leaves_the_old(tmp_path: Path, folder: Path) -> None:
    with Library.open(tmp_path / "w", FakeEmbedder(), reading=PlainReading().reading()) as library:
        library.add([folder])
        before = library.list()
        write(folder / "alpha.txt", "alpha three.\n")
        write(folder / "beta.txt", "gamma has come here.\n")
    run_until_in_work_and_kill(tmp_path / "w", "sync()")
    with Library.open(tmp_path / "w", FakeEmbedder(), reading=PlainReading().reading()) as library:
        assert [source.id for source in library.list()] == [source.id for source in before]
        texts = {Path(s.path).stem: library.text(s.id) for s in library.list()}
        assert texts["alpha"] == "alpha three.\n"
        assert texts["beta"] == "beta one.\nbeta two.\n"
        assert library.search("beta two")[0].passage.text == "beta two."
        assert library.sync().updated == 1


WRITER = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from test_store import new_source, vectors_for
from knowledge.store import Store

store = Store.open(Path({workspace!r}))
for i in range(100_000):
    new = new_source(words=("alpha", "gamma")[i % 2], passages=200)
    store.put_source(new, vectors_for(new), "fake/1")
    print(i, flush=True)
"""


def test_a_process_killed_in_a_transaction_leaves_whole_versions(tmp_path: Path) -> None:
    paths = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "unit")]
    code = WRITER.format(paths=paths, workspace=str(tmp_path / "w"))
    for delay_ms in (1, 7, 23):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        with process, process.stdout:
            assert process.stdout.readline() == "0\n"
            time.sleep(delay_ms / 1000)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(20)
        with Library.open(tmp_path / "w", None, reading=PlainReading().reading()) as library:
            (source,) = library.list()
            words = {p.text.split()[0] for p in library.passages(source.id)}
            (word,) = words
            assert library.text(source.id).startswith(word)
            assert len(library.passages(source.id)) == source.passages == 200
            other = {"alpha": "gamma", "gamma": "alpha"}[word]
            assert library.search(other) == ()
            assert len(library.search(word, k=60)) == 60
            assert library.embedder_state.others == ("fake/1",)


def test_importing_the_room_is_light() -> None:
    code = (
        "import sys, knowledge; from knowledge import StoreError, KnowledgeError;"
        "heavy = {'faiss', 'numpy', 'torch', 'onnxruntime', 'langchain_core', 'trafilatura'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_the_public_names_are_sorted_and_there() -> None:
    import knowledge

    assert list(knowledge.__all__) == sorted(knowledge.__all__)
    for name in knowledge.__all__:
        assert getattr(knowledge, name) is not None
    with pytest.raises(AttributeError):
        _ = knowledge.nothing
