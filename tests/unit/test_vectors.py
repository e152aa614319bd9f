"""The derived index: right, and thrown away when it isn't the store's."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.vectors import Stamp, VectorIndex

STAMP = Stamp(generation=3, identity="fake/1", space="raw")


def unit_rows(n: int, dim: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


@pytest.fixture
def vectors() -> NDArray[np.float32]:
    return unit_rows(500, 32, seed=1)


@pytest.fixture
def ids() -> NDArray[np.int64]:
    return np.arange(10, 10 + 3 * 500, 3, dtype=np.int64)


@pytest.mark.parametrize("k", [1, 10, 500, 1000])
def test_search_finds_what_brute_force_finds(
    ids: NDArray[np.int64], vectors: NDArray[np.float32], k: int
) -> None:
    index = VectorIndex.build(ids, vectors)
    for query in unit_rows(20, 32, seed=2):
        cosines = vectors @ query
        best = np.argsort(-cosines)[:k]
        found = index.search(query, k)
        assert list(found) == ids[best].tolist()
        assert list(found.values()) == pytest.approx(cosines[best].tolist(), abs=1e-5)


def test_scores_of_given_passages(ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
    index = VectorIndex.build(ids, vectors)
    query = unit_rows(1, 32, seed=3)[0]
    found = index.scores(query, [13, 10, 11, 99_999, 10 + 3 * 499])
    assert found == pytest.approx(
        {
            13: float(vectors[1] @ query),
            10: float(vectors[0] @ query),
            10 + 3 * 499: float(vectors[499] @ query),
        },
        abs=1e-5,
    )


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex.build(np.zeros(0, np.int64), np.zeros((0, 32), np.float32))
    query = unit_rows(1, 32, seed=3)[0]
    assert index.search(query, 10) == {}
    assert index.scores(query, [1]) == {}


def test_a_saved_index_finds_the_same(
    ids: NDArray[np.int64], vectors: NDArray[np.float32], tmp_path: Path
) -> None:
    path = tmp_path / "vectors-raw.faiss"
    index = VectorIndex.build(ids, vectors)
    index.save(path, STAMP)
    loaded = VectorIndex.load(path, STAMP)
    assert loaded is not None
    query = unit_rows(1, 32, seed=4)[0]
    assert loaded.search(query, 10) == index.search(query, 10)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "stamp",
    [
        replace(STAMP, generation=4),
        replace(STAMP, identity="fake/2"),
        replace(STAMP, space="centred"),
    ],
)
def test_an_index_of_something_else_is_not_used(
    ids: NDArray[np.int64], vectors: NDArray[np.float32], tmp_path: Path, stamp: Stamp
) -> None:
    VectorIndex.build(ids, vectors).save(tmp_path / "v", STAMP)
    assert VectorIndex.load(tmp_path / "v", stamp) is None


def test_a_missing_or_torn_file_is_not_used(
    ids: NDArray[np.int64], vectors: NDArray[np.float32], tmp_path: Path
) -> None:
    path = tmp_path / "v"
    assert VectorIndex.load(path, STAMP) is None
    VectorIndex.build(ids, vectors).save(path, STAMP)
    content = path.read_bytes()
    flipped = bytearray(content)
    flipped[-100] ^= 0xFF
    for torn in (b"", content[:6], content[:40], content[:-1], content + b"x", bytes(flipped)):
        path.write_bytes(torn)
        assert VectorIndex.load(path, STAMP) is None


def test_a_file_that_cant_be_written_costs_nothing_but_time(
    ids: NDArray[np.int64],
    vectors: NDArray[np.float32],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    VectorIndex.build(ids, vectors).save(tmp_path / "missing" / "v", STAMP)
    assert "rebuilt when needed" in caplog.text
