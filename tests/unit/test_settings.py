"""Settings: their order, and errors that name the field and what to do."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("POLICY_COMMENT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text('port = 1\nthreads = 1\nhost = "::1"\n', encoding="utf-8")
    return path


def test_flags_beat_environment_beats_file_beats_defaults(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_COMMENT_PORT", "2")
    monkeypatch.setenv("POLICY_COMMENT_THREADS", "2")
    settings = load_settings(file, port=3)
    assert (settings.port, settings.threads, settings.host) == (3, 2, "::1")
    assert settings.context_tokens == 4096


def test_a_flag_that_was_not_given_changes_nothing(file: Path) -> None:
    assert load_settings(file, port=None).port == 1


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_COMMENT_PORT", "")
    assert load_settings().port == 7860


def test_cache_and_workspace_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICY_COMMENT_CACHE", str(tmp_path / "c"))
    monkeypatch.setenv("POLICY_COMMENT_WORKSPACE", str(tmp_path / "w"))
    settings = load_settings()
    assert settings.models_dir == tmp_path / "c" / "models"
    assert settings.workspace == tmp_path / "w"


def test_a_folder_is_absolute_and_home_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    assert load_settings(workspace=Path("~/w")).workspace == Path("/somewhere/w")
    assert load_settings(workspace=Path("w")).workspace == Path.cwd() / "w"


def test_every_field_is_described_and_the_tree_is_frozen() -> None:
    assert all(field.description for field in Settings.model_fields.values())
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


def test_a_wrong_value_names_field_place_and_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_COMMENT_PORT", "http")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "'port'" in caught.value.what
    assert "environment" in caught.value.what
    assert "Port of the page" in caught.value.remedy


def test_a_value_out_of_range_is_refused() -> None:
    with pytest.raises(SettingsError, match="context_tokens"):
        load_settings(context_tokens=10)


def test_a_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_COMMENT_WORKSPCE", "/x")
    with pytest.raises(SettingsError, match="Did you mean 'POLICY_COMMENT_WORKSPACE'"):
        load_settings()


def test_a_misspelt_name_in_the_file_is_refused(file: Path) -> None:
    file.write_text("prot = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="Did you mean 'port'") as caught:
        load_settings(file)
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(SettingsError, match="isn't TOML"):
        load_settings(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Can't read"):
        load_settings(tmp_path / "none.toml")
