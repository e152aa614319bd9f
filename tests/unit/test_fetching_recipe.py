"""A model that is made on this machine from what was fetched: the default embedder's way."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fake_hub import FakeHub, running_hub
from models_for_tests import chat_model, digest, hub_place, resolve_path
from tiny_e5 import make_tiny_e5

from assistant.catalogue import CatalogueModel
from assistant.errors import FetchFailed, ModelCorrupt
from assistant.fetching import fetch, is_intact, locate, verify
from knowledge.embedding import open_embedder
from knowledge.errors import Cancelled
from knowledge.types import Progress

WEIGHTS = make_tiny_e5().content
PLACE = replace(hub_place({"weights.bin": WEIGHTS}), recipe="e5-4bit")
MODEL = replace(
    chat_model(PLACE, id="tiny-e5"),
    role="embedding",
    file="model.onnx",
    sha256=digest(b"the upstream weights"),
)


@pytest.fixture(autouse=True)
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    files = {resolve_path(PLACE, "weights.bin"): WEIGHTS}
    with running_hub(FakeHub(files=files)) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        yield server


def test_the_folder_is_made_and_works(tmp_path: Path) -> None:
    seen: list[Progress] = []
    folder = fetch(MODEL, tmp_path, on_progress=seen.append)
    assert sorted(file.name for file in folder.iterdir()) == [
        "fetched.json",
        "model.onnx",
        "tokenizer.json",
    ]
    assert "Preparing the model" in {progress.stage for progress in seen}
    row = open_embedder(MODEL.id, folder, 1).embed(["the budget"], "query")[0]
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)
    assert verify(MODEL, tmp_path).place == PLACE.label
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == [
        folder.name
    ]


def test_a_tampered_result_is_refused_and_made_again(tmp_path: Path) -> None:
    folder = fetch(MODEL, tmp_path)
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelCorrupt):
        locate(MODEL, tmp_path)
    fetch(MODEL, tmp_path)
    assert is_intact(MODEL, tmp_path)


def test_what_cannot_be_made_never_gets_the_final_name(tmp_path: Path, hub: FakeHub) -> None:
    torn = WEIGHTS[: len(WEIGHTS) // 2]
    place = replace(hub_place({"weights.bin": torn}, repo="someone/torn"), recipe="e5-4bit")
    hub.files[resolve_path(place, "weights.bin")] = torn
    model = replace(MODEL, places=(place,))
    with pytest.raises(FetchFailed, match="lies beyond the end of the file"):
        fetch(model, tmp_path)
    assert not is_intact(model, tmp_path)
    assert fetch(replace(MODEL, places=(place, PLACE)), tmp_path).is_dir()


def test_a_stop_ends_the_making_and_keeps_what_was_fetched(tmp_path: Path, hub: FakeHub) -> None:
    is_preparing = False

    def on_progress(progress: Progress) -> None:
        nonlocal is_preparing
        is_preparing = is_preparing or progress.stage == "Preparing the model"

    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetch(MODEL, tmp_path, on_progress=on_progress, is_cancelled=lambda: is_preparing)
    assert time.monotonic() - started < 5
    assert not is_intact(MODEL, tmp_path)
    hub.requests.clear()
    hub.files.clear()
    assert fetch(MODEL, tmp_path).is_dir()
    assert not hub.requests


def test_an_unknown_recipe_is_told(tmp_path: Path) -> None:
    model: CatalogueModel = replace(MODEL, places=(replace(PLACE, recipe="e6"),))
    with pytest.raises(FetchFailed, match="doesn't know the recipe 'e6'"):
        fetch(model, tmp_path)
