"""A model that is made on this machine from what was fetched: the default embedder's way."""

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
from knowledge.embedding import e5_making, open_embedder
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


def test_a_result_that_fails_its_check_never_gets_the_final_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: FakeHub
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(e5_making, "LEAST_COSINE", 1.1)
        with pytest.raises(FetchFailed, match="cosines"):
            fetch(MODEL, tmp_path)
    assert not is_intact(MODEL, tmp_path)
    hub.requests.clear()
    assert fetch(MODEL, tmp_path).is_dir()
    assert not hub.requests, "what was fetched is kept for the next try"


def test_an_unknown_recipe_is_told(tmp_path: Path) -> None:
    model: CatalogueModel = replace(MODEL, places=(replace(PLACE, recipe="e6"),))
    with pytest.raises(FetchFailed, match="doesn't know the recipe 'e6'"):
        fetch(model, tmp_path)
