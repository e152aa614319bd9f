"""What is kept beside a model: `models verify` looks at it, it goes with it, `doctor` counts it."""

import json
from pathlib import Path

import pytest
from fake_hub import FakeHub, running_hub
from models_for_tests import CONTENT, chat_model, hub_place, resolve_path
from typer.testing import CliRunner

from assistant import catalogue, kept_beside, model_measures
from assistant.doctor import examine
from assistant.fetching import fetch, remove
from assistant.kept_beside import Kept, beginnings_folder, kept_bytes
from assistant.model_measures import ModelMeasure, keep
from assistant.model_test_cases import load_cases
from assistant.runtime.beginnings import beginning_origin, save_beginning
from assistant.settings import Settings
from ui.cli import app

NAME = "tiny.gguf"
PLACE = hub_place({NAME: CONTENT})
MODEL = chat_model(PLACE)
STATE = b"computed" * 1000
CONTEXT_TOKENS = int(Settings.model_fields["context_tokens"].default)


@pytest.fixture
def models_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models' folder with the tiny model, fetched, and the catalogue that has only it."""
    monkeypatch.setattr(catalogue, "load_catalogue", lambda: (MODEL,))
    monkeypatch.setenv("POLICY_COMMENT_CACHE", str(tmp_path))
    monkeypatch.setenv("POLICY_COMMENT_WORKSPACE", str(tmp_path / "w"))
    folder = Settings(cache_dir=tmp_path).models_dir
    with running_hub(FakeHub(files={resolve_path(PLACE, NAME): CONTENT})) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        fetch(MODEL, folder)
    return folder


def read_before(folder: Path, sha256: str = MODEL.sha256, *, origin: str | None = None) -> Path:
    file = beginnings_folder(folder, sha256) / "a.state"
    todays = kept_beside._todays_origin(sha256, CONTEXT_TOKENS)
    save_beginning(file, STATE, origin=todays if origin is None else origin)
    return file


def measured_before(folder: Path, sha256: str = MODEL.sha256, *, set_id: str = "") -> Path:
    measure = ModelMeasure(
        model_id="tiny",
        sha256=sha256,
        at="2026-01-01T00:00:00+00:00",
        set_id=set_id or load_cases().id,
        seconds=1.0,
        rendered=(),
        asked=(),
    )
    keep(folder, measure)
    return model_measures.measure_file(folder, sha256)


def found(folder: Path) -> dict[str, Kept]:
    kept = kept_beside.kept_beside("tiny", MODEL.sha256, folder, context_tokens=CONTEXT_TOKENS)
    return {one.what: one for one in kept}


def test_what_is_whole_is_told_with_its_size(models_dir: Path) -> None:
    assert found(models_dir) == {}
    files = {"beginning": read_before(models_dir), "measure": measured_before(models_dir)}
    for what, kept in found(models_dir).items():
        assert (kept.state, kept.follows) == ("whole", "")
        assert kept.bytes == files[what].stat().st_size


def test_what_is_torn_is_told_with_what_follows(models_dir: Path) -> None:
    for file in (read_before(models_dir), measured_before(models_dir)):
        file.write_bytes(file.read_bytes()[:-5])
    kept = found(models_dir)
    assert [one.state for one in kept.values()] == ["torn", "torn"]
    assert "next loaded" in kept["beginning"].follows
    assert "models test tiny" in kept["measure"].follows


def test_what_was_made_from_something_else_is_stale(models_dir: Path) -> None:
    read_before(models_dir, origin="another prompt")
    measured_before(models_dir, set_id="other sentences")
    assert [one.state for one in found(models_dir).values()] == ["stale", "stale"]


def test_a_beginning_that_does_not_say_from_what_it_was_made_is_not_called_stale(
    models_dir: Path,
) -> None:
    read_before(models_dir, origin="")
    assert found(models_dir)["beginning"].state == "whole"


def test_a_beginning_is_of_its_prompt_its_llama_cpp_and_its_room() -> None:
    origins = {
        beginning_origin("Read.", library="1.0", context_tokens=4096, is_plain=False),
        beginning_origin("Read!", library="1.0", context_tokens=4096, is_plain=False),
        beginning_origin("Read.", library="1.1", context_tokens=4096, is_plain=False),
        beginning_origin("Read.", library="1.0", context_tokens=2048, is_plain=False),
        beginning_origin("Read.", library="1.0", context_tokens=4096, is_plain=True),
    }
    assert len(origins) == 5


def test_verify_says_what_is_torn_and_is_content(models_dir: Path) -> None:
    file = read_before(models_dir)
    file.write_bytes(b"{}")
    measured_before(models_dir)
    told = CliRunner().invoke(app, ["models", "verify"])
    assert told.exit_code == 0
    assert "tiny: whole" in told.stdout
    assert "is torn: it is made anew when the model is next loaded" in told.stdout
    assert "the result of its test" in told.stdout
    (listed,) = json.loads(CliRunner().invoke(app, ["models", "verify", "--json"]).stdout)["models"]
    assert [(kept["what"], kept["state"]) for kept in listed["kept"]] == [
        ("beginning", "torn"),
        ("measure", "whole"),
    ]


def test_a_models_own_goes_with_it_and_no_others(models_dir: Path) -> None:
    other = "f" * 64
    own = [read_before(models_dir), measured_before(models_dir)]
    others = [read_before(models_dir, other), measured_before(models_dir, other)]
    broken_off = own[1].with_suffix(".new")
    broken_off.write_bytes(b"{")
    size = sum(file.stat().st_size for file in (*own, broken_off))
    assert remove(MODEL, models_dir) > len(CONTENT) + size
    assert not any(file.exists() for file in (*own, broken_off, own[0].parent))
    assert all(file.exists() for file in others)
    assert remove(MODEL, models_dir) == 0


def test_what_is_left_of_a_model_that_is_gone_can_be_removed(models_dir: Path) -> None:
    remove(MODEL, models_dir)
    read_before(models_dir)
    result = CliRunner().invoke(app, ["models", "remove", "tiny", "--json"])
    assert json.loads(result.stdout)["freed_bytes"] > len(STATE)
    assert kept_bytes(models_dir) == 0


def test_the_doctor_counts_what_is_large(models_dir: Path) -> None:
    def told() -> str:
        settings = Settings(cache_dir=models_dir.parent, workspace=models_dir / "w")
        assert settings.models_dir == models_dir
        checks = {check.name: check for check in examine(settings)}
        assert checks["Folder for models"].state == "ok"
        return checks["Folder for models"].detail

    file = read_before(models_dir)
    assert "kept beside" not in told()
    file.write_bytes(bytes(23_000_000))
    assert "23 MB of it computed here" in told()
