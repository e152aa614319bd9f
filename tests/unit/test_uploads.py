"""Uploaded files stay in the workspace's folder, and overwrite nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.uploads import safe_name, take_in


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("意見書 (最終).pdf", "意見書 (最終).pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\system.ini", "system.ini"),
        ("/etc/shadow", "shadow"),
        ("..", "source"),
        (".bashrc", "bashrc"),
        ("a\x00b\x1b[31m.txt", "a_b_[31m.txt"),
        ("CON.txt", "source_CON.txt"),
        ("x:y|z?.md", "x_y_z_.md"),
    ],
)
def test_a_name_is_kept_where_it_is_harmless(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text())
def test_no_name_leaves_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe not in ("", ".", "..")
    assert not {"/", "\\", "\x00"} & set(safe)
    assert len(safe.encode()) <= 150
    folder = Path("/a/folder")
    assert (folder / safe).resolve().parent == folder


def _upload(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_taken_name_is_numbered_and_the_same_file_is_not_kept_twice(tmp_path: Path) -> None:
    waiting, folder = tmp_path / "waiting", tmp_path / "sources"
    for text in ("one", "two", "one"):
        taken, failed = take_in([_upload(waiting, "a.txt", text)], folder)
        assert len(taken) == 1
        assert not failed
    assert {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir()} == {
        "a.txt": "one",
        "a (2).txt": "two",
    }
    assert not list(waiting.iterdir())


def test_a_file_that_is_too_large_is_refused_with_its_reason(tmp_path: Path) -> None:
    large = _upload(tmp_path / "waiting", "large.txt", "x" * 100)
    taken, failed = take_in([large], tmp_path / "sources", max_bytes=99)
    assert not taken
    assert "larger than" in failed[0].reason
    assert not large.exists()
