"""The doctor tells what is here and missing, and fetches nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.catalogue import find
from assistant.doctor import Check, examine
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]


def check(name: str, settings: Settings) -> Check:
    return {found.name: found for found in examine(settings)}[name]


@pytest.fixture
def bare(tmp_path: Path) -> Settings:
    return Settings(workspace=tmp_path / "w", cache_dir=tmp_path / "c")


def test_missing_models_are_told_with_size_place_and_remedy(bare: Settings) -> None:
    found = check("Chat model", bare)
    model = find(bare.chat_model)
    assert found.state == "missing"
    assert found.bytes_to_fetch == model.download_bytes
    assert found.places == tuple(place.label for place in model.places)
    assert f"models pull {model.id}" in found.remedy
    assert check("Embedding model", bare).state == "missing"


def test_every_check_that_is_not_ok_has_a_remedy(bare: Settings) -> None:
    assert all(found.remedy for found in examine(bare) if found.state != "ok")


def test_nothing_is_written(bare: Settings, tmp_path: Path) -> None:
    examine(bare)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_model_is_a_problem(bare: Settings) -> None:
    from assistant.fetching import model_folder

    model_folder(find(bare.chat_model), bare.models_dir).mkdir(parents=True)
    found = check("Chat model", bare)
    assert (found.state, "damaged" in found.detail) == ("problem", True)


def test_an_unknown_model_is_a_problem(bare: Settings) -> None:
    found = check("Chat model", bare.model_copy(update={"chat_model": "qwen2.5-1.5b-instruc"}))
    assert found.state == "problem"
    assert "qwen2.5-1.5b-instruct" in found.remedy


def test_a_model_of_the_other_role_is_a_problem(bare: Settings) -> None:
    assert check("Embedding model", bare.model_copy(update={"embedder": "smollm3-3b"})).state == (
        "problem"
    )


def test_a_file_of_the_users_own_is_ok(bare: Settings, tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(b"GGUF")
    assert check("Chat model", bare.model_copy(update={"chat_model": str(own)})).state == "ok"


def test_a_workspace_that_cannot_be_made_is_a_problem(bare: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = bare.model_copy(update={"workspace": tmp_path / "file" / "w"})
    found = check("Workspace", settings)
    assert (found.state, "POLICY_COMMENT_WORKSPACE" in found.remedy) == ("problem", True)


def test_too_little_disk_and_memory_are_problems(
    bare: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from assistant import doctor

    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=10))
    monkeypatch.setattr(doctor, "_total_memory_bytes", lambda: 1_000_000_000)
    assert check("Disk space", bare).state == "problem"
    assert check("Memory", bare).state == "problem"


def test_a_missing_library_names_what_it_is_for(
    bare: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util
    import shutil

    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "llama_cpp" else real(name)
    )
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert check("llama-cpp-python", bare).state == "missing"
    assert "writing" in check("llama-cpp-python", bare).detail
    assert check("C compiler", bare).state == "missing"


def test_it_imports_nothing_heavy() -> None:
    heavy = ("torch", "gradio", "onnxruntime", "faiss", "llama_cpp", "langchain_core", "numpy")
    code = (
        "import sys\nfrom assistant.doctor import examine\n"
        "from assistant.settings import Settings\n"
        f"examine(Settings())\nprint([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
