"""Fetching from a Hub, against a server on loopback that speaks its protocol."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_hub import FakeHub, running_hub
from models_for_tests import CONTENT, chat_model, hub_place, resolve_path

from assistant.errors import FetchFailed
from assistant.fetching import fetch, installed, is_intact
from knowledge.errors import Cancelled
from knowledge.types import Progress

NAME = "tiny.gguf"
PLACE = hub_place({NAME: CONTENT})
MODEL = chat_model(PLACE)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    with running_hub(FakeHub(files={resolve_path(PLACE, NAME): CONTENT})) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("HF_TOKEN", "a-secret")
        yield server


def leftovers(models_dir: Path) -> list[str]:
    return [path.name for path in models_dir.glob("*.part")]


def test_a_file_arrives_whole_with_its_note_and_nothing_left_aside(
    hub: FakeHub, tmp_path: Path
) -> None:
    seen: list[Progress] = []
    path = fetch(MODEL, tmp_path, on_progress=seen.append)
    assert path.read_bytes() == CONTENT
    assert MODEL.sha256[:12] in str(path)
    note = installed(MODEL, tmp_path)
    assert note is not None
    assert (note.licence, note.page, note.place) == ("MIT", MODEL.page, PLACE.label)
    assert not leftovers(tmp_path)
    downloading = [p for p in seen if p.stage == "Downloading"]
    assert downloading[-1].done == downloading[-1].total == len(CONTENT)


def test_no_token_is_sent(hub: FakeHub, tmp_path: Path) -> None:
    fetch(MODEL, tmp_path)
    assert hub.requests
    for _, _, headers in hub.requests:
        assert "authorization" not in headers
        assert "a-secret" not in str(headers)


def test_a_second_fetch_asks_nothing(hub: FakeHub, tmp_path: Path) -> None:
    fetch(MODEL, tmp_path)
    hub.requests.clear()
    assert fetch(MODEL, tmp_path).read_bytes() == CONTENT
    assert not hub.requests


def test_a_cut_connection_is_resumed_at_its_byte(hub: FakeHub, tmp_path: Path) -> None:
    hub.cut_after = [100_000, 50_000]
    assert fetch(MODEL, tmp_path).read_bytes() == CONTENT
    assert hub.ranges() == [None, "bytes=100000-", "bytes=150000-"]


def test_a_later_fetch_goes_on_where_the_earlier_stopped(hub: FakeHub, tmp_path: Path) -> None:
    hub.cut_after = [100_000, 0, 0, 0, 0, 0]
    with pytest.raises(FetchFailed):
        fetch(MODEL, tmp_path)
    hub.cut_after = []
    hub.requests.clear()
    assert fetch(MODEL, tmp_path).read_bytes() == CONTENT
    assert hub.ranges() == ["bytes=100000-"]


def test_a_server_that_ignores_ranges_sends_all_again(hub: FakeHub, tmp_path: Path) -> None:
    hub.is_deaf_to_ranges = True
    hub.cut_after = [100_000]
    assert fetch(MODEL, tmp_path).read_bytes() == CONTENT


def test_wrong_bytes_are_refused_and_not_kept(hub: FakeHub, tmp_path: Path) -> None:
    hub.files[resolve_path(PLACE, NAME)] = bytes(len(CONTENT))
    with pytest.raises(FetchFailed, match="isn't what the hash says"):
        fetch(MODEL, tmp_path)
    assert installed(MODEL, tmp_path) is None
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and p.stat().st_size > 0]


def test_bad_bytes_of_an_earlier_try_cost_one_more_try(hub: FakeHub, tmp_path: Path) -> None:
    staged = tmp_path / f"tiny-{MODEL.sha256[:12]}.part" / "items"
    staged.mkdir(parents=True)
    (staged / f"{MODEL.sha256}.part").write_bytes(bytes(1000))
    assert fetch(MODEL, tmp_path).read_bytes() == CONTENT
    assert hub.ranges() == ["bytes=1000-", None]


@pytest.mark.parametrize("served", [CONTENT + b"more", CONTENT[:-1]])
def test_a_file_of_another_size_is_refused(hub: FakeHub, tmp_path: Path, served: bytes) -> None:
    hub.files[resolve_path(PLACE, NAME)] = served
    with pytest.raises(FetchFailed):
        fetch(MODEL, tmp_path)
    assert not is_intact(MODEL, tmp_path)


def test_the_next_place_is_asked_when_one_has_not_the_file(hub: FakeHub, tmp_path: Path) -> None:
    empty = hub_place({NAME: CONTENT}, repo="someone/empty")
    path = fetch(chat_model(empty, PLACE), tmp_path)
    assert path.read_bytes() == CONTENT
    note = installed(chat_model(empty, PLACE), tmp_path)
    assert note is not None
    assert note.place == PLACE.label


def test_the_error_tells_what_each_place_answered(hub: FakeHub, tmp_path: Path) -> None:
    first = hub_place({NAME: CONTENT}, repo="someone/empty")
    second = hub_place({NAME: CONTENT}, repo="someone/void")
    with pytest.raises(FetchFailed) as caught:
        fetch(chat_model(first, second), tmp_path)
    assert f"{first.label}: it answered 404" in caught.value.why
    assert f"{second.label}: it answered 404" in caught.value.why
    assert "try again" in caught.value.remedy


def test_a_hub_that_is_not_there_is_given_up_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(FetchFailed, match="ConnectError"):
        fetch(MODEL, tmp_path)
    assert time.monotonic() - started < 8


def test_a_stalled_fetch_stops_within_a_second_and_keeps_what_it_has(
    hub: FakeHub, tmp_path: Path
) -> None:
    hub.is_stalled.set()
    stop = threading.Event()

    def on_progress(progress: Progress) -> None:
        if progress.done:
            threading.Timer(0.2, stop.set).start()

    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetch(MODEL, tmp_path, on_progress=on_progress, is_cancelled=stop.is_set)
    assert time.monotonic() - started < 3
    hub.is_stalled.clear()
    hub.released.set()
    hub.requests.clear()
    assert fetch(MODEL, tmp_path).read_bytes() == CONTENT
    assert hub.ranges() == ["bytes=1024-"]


def test_several_files_of_a_folder_arrive(hub: FakeHub, tmp_path: Path) -> None:
    files = {NAME: CONTENT, "deep/config.json": b"{}"}
    place = hub_place(files)
    hub.files |= {resolve_path(place, name): content for name, content in files.items()}
    model = chat_model(place)
    folder = fetch(model, tmp_path).parent
    assert {name: (folder / name).read_bytes() for name in files} == files


def test_two_fetches_at_once_ask_once(hub: FakeHub, tmp_path: Path) -> None:
    paths: list[Path] = []
    threads = [
        threading.Thread(target=lambda: paths.append(fetch(MODEL, tmp_path))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(paths) == 3
    assert len(hub.ranges()) == 1


def test_a_full_disk_is_told_before_anything_is_asked(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1_000))
    with pytest.raises(FetchFailed, match="disk space"):
        fetch(MODEL, tmp_path)
    assert not hub.requests


def test_a_folder_that_cannot_be_written_is_told(hub: FakeHub, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file stands where the folder should be")
    with pytest.raises(FetchFailed, match="POLICY_COMMENT_CACHE"):
        fetch(MODEL, tmp_path / "models")


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.fetching.hub._ANSWER_TIMEOUT_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(FetchFailed, match="no answer within"):
            fetch(MODEL, tmp_path)
        assert time.monotonic() - started < 5


@pytest.mark.parametrize("endpoint", ["ftp://127.0.0.1:9", "nonsense", "http://[::1"])
def test_a_senseless_endpoint_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", endpoint)
    with pytest.raises(FetchFailed, match="can't be fetched"):
        fetch(MODEL, tmp_path)
