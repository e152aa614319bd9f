"""What was read before, kept in a file."""

from pathlib import Path

import pytest

from assistant.runtime.beginnings import beginning_key, load_beginning, save_beginning


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "beginnings" / "a.state"
    assert load_beginning(file) is None
    save_beginning(file, b"one\ntwo\x00" * 100)
    assert load_beginning(file) == b"one\ntwo\x00" * 100


def test_earlier_versions_go(tmp_path: Path) -> None:
    save_beginning(tmp_path / "a.state", b"old")
    save_beginning(tmp_path / "b.state", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["b.state"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content[:-1] + b"X",
        lambda content: b"{}\n" + content,
        lambda content: b"no json\nrest",
        lambda content: b"",
    ],
)
def test_a_torn_file_is_not_used(tmp_path: Path, damage: object) -> None:
    file = tmp_path / "a.state"
    save_beginning(file, b"computed" * 50)
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert load_beginning(file) is None


def test_where_nothing_can_be_written_nothing_breaks(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    save_beginning(tmp_path / "taken" / "a.state", b"state")
    assert load_beginning(tmp_path / "taken" / "a.state") is None


def test_each_llama_cpp_has_its_own(tmp_path: Path) -> None:
    keys = {
        beginning_key([1, 2], library="1.0", context_tokens=4096, is_plain=False),
        beginning_key([1, 2], library="1.1", context_tokens=4096, is_plain=False),
        beginning_key([1, 3], library="1.0", context_tokens=4096, is_plain=False),
        beginning_key([1, 2], library="1.0", context_tokens=2048, is_plain=False),
        beginning_key([1, 2], library="1.0", context_tokens=4096, is_plain=True),
    }
    assert len(keys) == 5
