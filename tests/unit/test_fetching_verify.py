"""A torn or tampered model is refused, and fetched again by the next pull."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_hub import FakeHub, running_hub
from models_for_tests import CONTENT, chat_model, hub_place, resolve_path

from assistant.catalogue import find
from assistant.errors import ModelCorrupt, ModelUnavailable, SettingsError
from assistant.fetching import (
    fetch,
    installed,
    is_intact,
    locate,
    locate_chat_model,
    locate_embedder,
    remove,
    verify,
)
from assistant.fetching import verify as _verify_function
from assistant.settings import Settings
from knowledge.errors import EmbedderUnavailable

NAME = "tiny.gguf"
PLACE = hub_place({NAME: CONTENT})
MODEL = chat_model(PLACE)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    with running_hub(FakeHub(files={resolve_path(PLACE, NAME): CONTENT})) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        yield server


@pytest.fixture
def file(hub: FakeHub, tmp_path: Path) -> Path:
    return fetch(MODEL, tmp_path)


def tamper(path: Path, *, keep_time: bool = False) -> None:
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    if keep_time:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_whole_model_is_located(file: Path, tmp_path: Path) -> None:
    assert is_intact(MODEL, tmp_path)
    assert locate(MODEL, tmp_path) == file


def test_a_tampered_file_is_refused_and_fetched_again(file: Path, tmp_path: Path) -> None:
    tamper(file)
    assert not is_intact(MODEL, tmp_path)
    with pytest.raises(ModelCorrupt, match="models pull tiny"):
        locate(MODEL, tmp_path)
    assert fetch(MODEL, tmp_path).read_bytes() == CONTENT
    assert locate(MODEL, tmp_path) == file


def test_a_torn_file_is_refused(file: Path, tmp_path: Path) -> None:
    file.write_bytes(CONTENT[:5000])
    with pytest.raises(ModelCorrupt, match="5000 bytes instead of"):
        locate(MODEL, tmp_path)


def test_a_missing_file_is_refused(file: Path, tmp_path: Path) -> None:
    file.unlink()
    with pytest.raises(ModelCorrupt, match="missing"):
        locate(MODEL, tmp_path)


def test_verify_sees_what_keeps_its_time(file: Path, tmp_path: Path) -> None:
    tamper(file, keep_time=True)
    with pytest.raises(ModelCorrupt):
        verify(MODEL, tmp_path)


def test_a_touched_file_is_hashed_once_and_then_trusted(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    module = sys.modules[_verify_function.__module__]
    os.utime(file)
    assert is_intact(MODEL, tmp_path)

    def never(path: Path) -> str:
        raise AssertionError("hashed again")

    monkeypatch.setattr(module, "file_sha256", never)
    assert is_intact(MODEL, tmp_path)


def test_a_note_changed_to_fit_a_tampered_file_does_not_help(file: Path, tmp_path: Path) -> None:
    from models_for_tests import digest

    tamper(file)
    note = file.parent / "fetched.json"
    changed = note.read_text().replace(MODEL.sha256, digest(file.read_bytes()))
    note.write_text(changed)
    with pytest.raises(ModelCorrupt):
        locate(MODEL, tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"model": "tiny"}', '{"files": 3}'])
def test_a_note_that_cannot_be_read_vouches_for_nothing(
    file: Path, tmp_path: Path, content: str
) -> None:
    (file.parent / "fetched.json").write_text(content)
    assert installed(MODEL, tmp_path) is None
    with pytest.raises(ModelCorrupt):
        locate(MODEL, tmp_path)


def test_a_whole_model_serves_where_nothing_can_be_written(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    os.utime(file)
    monkeypatch.setattr(Path, "replace", refuse)
    assert locate(MODEL, tmp_path) == file
    assert fetch(MODEL, tmp_path) == file


def test_removed_is_gone(file: Path, tmp_path: Path) -> None:
    assert remove(MODEL, tmp_path) > len(CONTENT)
    assert installed(MODEL, tmp_path) is None
    with pytest.raises(ModelUnavailable, match="models pull tiny"):
        locate(MODEL, tmp_path)
    assert remove(MODEL, tmp_path) == 0


def test_a_missing_embedder_says_that_search_goes_on_by_words(tmp_path: Path) -> None:
    settings = Settings(cache_dir=tmp_path)
    with pytest.raises(EmbedderUnavailable, match="models pull multilingual-e5-small"):
        locate_embedder(settings)
    with pytest.raises(ModelUnavailable, match="1,117 MB"):
        locate_chat_model(settings)


def test_a_file_of_the_users_own_is_taken_and_hashed(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(CONTENT)
    located = locate_chat_model(Settings(chat_model=str(own)))
    assert (located.id, located.path, located.sha256) == ("own.gguf", own, MODEL.sha256)
    with pytest.raises(ModelUnavailable, match="no such file"):
        locate_chat_model(Settings(chat_model=str(tmp_path / "none.gguf")))


def test_a_folder_of_the_users_own_is_taken(tmp_path: Path) -> None:
    located = locate_embedder(Settings(embedder=str(tmp_path)))
    assert (located.id, located.path) == (tmp_path.name, tmp_path)
    with pytest.raises(EmbedderUnavailable, match="no such folder"):
        locate_embedder(Settings(embedder=str(tmp_path / "none")))


def test_a_model_of_the_other_role_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="chat_model"):
        locate_chat_model(Settings(cache_dir=tmp_path, chat_model="multilingual-e5-small"))
    with pytest.raises(SettingsError, match="embedder"):
        locate_embedder(Settings(cache_dir=tmp_path, embedder=find("smollm3-3b").id))
