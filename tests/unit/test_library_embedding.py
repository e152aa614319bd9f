"""What is embedded when: batches, stops, and embedders that come, go and change."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder, MissingEmbedder
from library_for_tests import PlainReading, write

from knowledge import EmbedderMismatch, EmbedderState, Library, Progress
from knowledge.centring import parallel_sentences
from knowledge.errors import Cancelled
from knowledge.standing import BATCH, standing
from knowledge.types import Passage, Sentence

BACKGROUND = 4 * len(parallel_sentences())
"""Texts of ours embedded once: two languages, two roles."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "sources" / "a.txt", "".join(f"Alpha line {i}.\n" for i in range(20)))
    write(tmp_path / "sources" / "b.txt", "Beta one.\n")
    return tmp_path / "sources"


def open_library(folder: Path, embedder: FakeEmbedder | None) -> Library:
    return Library.open(folder.parent / "workspace", embedder, reading=PlainReading().reading())


def mode(library: Library) -> str:
    return library.embedder_state.mode


def test_passages_and_sentences_are_embedded_once(folder: Path) -> None:
    embedder = FakeEmbedder()
    with open_library(folder, embedder) as library:
        library.add([folder])
        assert embedder.texts_embedded == BACKGROUND + 2 * 21
        library.sync()
        assert embedder.texts_embedded == BACKGROUND + 2 * 21
        assert library.embedder_state == EmbedderState(
            mode="hybrid", identity="fake/1", embedded=21, passages=21, others=()
        )


def test_texts_go_to_the_embedder_in_batches(folder: Path) -> None:
    sizes: list[int] = []
    with open_library(folder, FakeEmbedder(on_embed=lambda t: sizes.append(len(t)))) as library:
        library.add([folder])
    assert max(sizes) == BATCH
    assert sizes[:4] == [BATCH, BATCH, 40 - 2 * BATCH, 2]


def test_progress_is_told_by_passage(folder: Path) -> None:
    told: list[Progress] = []
    with open_library(folder, FakeEmbedder()) as library:
        library.add([folder], on_progress=told.append)
    embedding = [(p.done, p.total) for p in told if p.stage == "Embedding"]
    assert embedding == [(0, 20), (8, 20), (16, 20), (0, 1)]
    assert {p.detail for p in told if p.stage == "Embedding"} == {"a.txt", "b.txt"}
    assert told[-1].done == told[-1].total == BACKGROUND


def test_a_stop_within_a_source_leaves_it_out_whole(folder: Path) -> None:
    batches: list[int] = []
    embedder = FakeEmbedder(on_embed=lambda t: batches.append(len(t)))
    (folder / "b.txt").rename(folder / "0.txt")
    with open_library(folder, embedder) as library:
        report = library.add([folder], is_cancelled=lambda: len(batches) >= 2)
        assert report.was_cancelled
        assert [Path(source.path).name for source in library.list()] == ["0.txt"]
        assert len(batches) == 2
        assert library.sync().added == 1
        assert mode(library) == "hybrid"


def test_what_was_indexed_by_words_is_embedded_later(folder: Path) -> None:
    with open_library(folder, None) as library:
        library.add([folder])
        ids = [source.id for source in library.list()]
        assert mode(library) == "words"
    with open_library(folder, FakeEmbedder()) as library:
        assert mode(library) == "partial"
        assert library.search("beta one")[0].passage.text == "Beta one."
        report = library.sync()
        assert (report.unchanged, report.passages) == (2, 0)
        assert mode(library) == "hybrid"
        assert [source.id for source in library.list()] == ids
        assert library.search("beta one")[0].dense is not None


def test_embedding_what_is_missing_can_be_stopped_and_taken_up_again(folder: Path) -> None:
    with open_library(folder, None) as library:
        library.add([folder])
        batches: list[int] = []
        library.use_embedder(FakeEmbedder(on_embed=lambda t: batches.append(len(t))))
        with pytest.raises(Cancelled):
            library.embed_missing(is_cancelled=lambda: len(batches) >= 3)
        assert library.embedder_state.embedded == 20
        assert library.embed_missing() == 1
        assert library.embed_missing() == 0


def test_vectors_of_two_embedders_are_never_mixed(folder: Path) -> None:
    with open_library(folder, FakeEmbedder("fake/1")) as library:
        library.add([folder])
    other = FakeEmbedder("fake/2", dimensions=64)
    with open_library(folder, other) as library:
        state = library.embedder_state
        assert (state.mode, state.embedded, state.others) == ("partial", 0, ("fake/1",))
        hits = library.search("alpha line 3")
        assert hits
        assert all(hit.dense is None for hit in hits)
        library.sync()
        assert library.embedder_state == EmbedderState(
            mode="hybrid", identity="fake/2", embedded=21, passages=21, others=()
        )
        hit = library.search("beta one")[0]
        expected = (
            other.embed(["beta one"], "query")[0] @ other.embed(["b\nBeta one."], "passage")[0]
        )
        assert hit.dense == pytest.approx(float(expected), abs=1e-5)


def test_an_embedder_that_isnt_what_its_name_says_is_refused(folder: Path) -> None:
    with open_library(folder, FakeEmbedder("fake/1")) as library:
        library.add([folder])
    with pytest.raises(EmbedderMismatch, match="64 dimensions"):
        open_library(folder, FakeEmbedder("fake/1", dimensions=64))


def test_an_embedder_that_turns_out_to_be_missing_leaves_words(folder: Path) -> None:
    with open_library(folder, MissingEmbedder()) as library:
        assert library.add([folder]).added == 2
        assert mode(library) == "partial"
        assert library.search("beta")[0].passage.text == "Beta one."


def test_an_embedder_that_breaks_leaves_the_old_version(folder: Path) -> None:
    def breaks(texts: Sequence[str]) -> None:
        if any("Gamma" in text for text in texts):
            raise MemoryError

    with open_library(folder, FakeEmbedder(on_embed=breaks)) as library:
        library.add([folder])
        write(folder / "b.txt", "Gamma one.\n")
        with pytest.raises(MemoryError):
            library.sync()
        assert library.search("beta")[0].passage.text == "Beta one."
        write(folder / "b.txt", "Delta one.\n")
        assert library.sync().updated == 1


def test_the_derived_files_are_made_by_a_sync_and_rebuilt_when_bad(folder: Path) -> None:
    query = "alpha line 7"
    with open_library(folder, FakeEmbedder()) as library:
        library.add([folder])
        expected = library.search(query)
        path = library.folder / "vectors-raw.faiss"
        whole = path.read_bytes()
    for bad in (None, b"", whole[: len(whole) // 2]):
        path.unlink()
        if bad is not None:
            path.write_bytes(bad)
        with open_library(folder, FakeEmbedder()) as library:
            assert library.search(query) == expected
            library.sync()
        assert path.read_bytes() == whole


def test_search_sees_what_another_process_has_indexed(folder: Path) -> None:
    with (
        open_library(folder, FakeEmbedder()) as reader,
        open_library(folder, FakeEmbedder()) as writer,
    ):
        writer.add([folder])
        assert reader.search("beta one")[0].dense is not None
        write(folder / "b.txt", "Gamma one.\n")
        writer.sync()
        assert reader.search("gamma one")[0].passage.text == "Gamma one."
        assert all(hit.passage.text != "Beta one." for hit in reader.search("beta one"))


def test_a_passage_stands_on_its_own_for_the_embedder() -> None:
    text = "Asks\nThe firm wants three things:\n- It wants chips.\nThe end."
    lead_in = (5, text.index("\n-"))
    item = text.index("It wants")
    sentences = (
        Sentence(start=5, end=lead_in[1], heading="Asks", kind="prose"),
        Sentence(
            start=item,
            end=item + len("It wants chips."),
            heading="Asks",
            kind="item",
            lead_in=lead_in,
            subject="Hugging Face",
        ),
    )
    passage = Passage(
        id=1,
        source_id=1,
        start=5,
        end=len(text),
        page=None,
        heading="Asks",
        text=text[5:],
        sentences=sentences,
    )
    texts = standing(passage, text, "Title")
    assert texts.passage == f"Asks\n{text[5:]}"
    assert texts.sentences == (
        "Asks\nThe firm wants three things:",
        "Asks\nThe firm wants three things:\nHugging Face: It wants chips.",
    )


def test_a_text_without_a_heading_goes_under_its_title() -> None:
    passage = Passage(
        id=1, source_id=1, start=0, end=3, page=None, heading="", text="One", sentences=()
    )
    assert standing(passage, "One", "Title").passage == "Title\nOne"


def test_the_fake_is_an_embedder() -> None:
    rows = FakeEmbedder().embed(["compute allocation", "compute allocations", "whales"], "query")
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert rows[0] @ rows[1] > 0.8 > 0.3 > rows[0] @ rows[2]
