"""What can be set, its defaults, and where a value comes from.

Defaults < `--settings file.toml` < environment `POLICY_COMMENT_*` < flags.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import SettingsError

APP_NAME = "policy-comment-assistant"
ENV_PREFIX = "POLICY_COMMENT_"
DEFAULT_CHAT_MODEL = "qwen2.5-coder-1.5b-instruct"
DEFAULT_EMBEDDER = "multilingual-e5-small"

_SHORT_NAMES = {"cache": "cache_dir"}

_Folder = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]


def default_threads() -> int:
    """Return how many processors this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


class Settings(BaseModel):
    """Everything that can be set; frozen, unknown names refused.

    `Settings()` is the defaults alone; `load_settings` adds file, environment and flags.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    workspace: _Folder = Field(
        default_factory=lambda: user_data_path(APP_NAME, appauthor=False),
        description="Folder with one library of sources, its index, conversations and drafts.",
    )
    cache_dir: _Folder = Field(
        default_factory=lambda: user_cache_path(APP_NAME, appauthor=False),
        description="Folder for fetched models, shared by all workspaces.",
    )
    chat_model: str = Field(
        default=DEFAULT_CHAT_MODEL,
        min_length=1,
        description="The model that writes: an id of the catalogue or the path of a .gguf file.",
    )
    embedder: str = Field(
        default=DEFAULT_EMBEDDER,
        min_length=1,
        description=(
            "The embedding model: an id of the catalogue or the folder of a "
            "sentence-transformers model."
        ),
    )
    entailment_model: str = Field(
        default="",
        description=(
            "Folder of a sentence-transformers CrossEncoder for natural language inference, which "
            "helps to check claims; empty for none."
        ),
    )
    threads: int = Field(
        default_factory=default_threads,
        ge=1,
        le=512,
        description="Processor threads for the models; the default is all that may be used.",
    )
    context_tokens: int = Field(
        default=4096,
        ge=1024,
        le=131_072,
        description="Length of the chat model's context in tokens; more takes more memory.",
    )
    render_when_idle: bool = Field(
        default=True,
        description="Translate quotes into English in the background while nobody asks.",
    )
    compare_in_background: bool = Field(
        default=True,
        description="Compare sentences with altered versions of themselves after each answer.",
    )
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address the page is served on; other than 127.0.0.1 opens it to the network.",
    )
    port: int = Field(default=7860, ge=0, le=65_535, description="Port of the page; 0 picks one.")

    @property
    def models_dir(self) -> Path:
        """Folder that holds the fetched models."""
        return self.cache_dir / "models"


def load_settings(file: Path | None = None, **flags: Any) -> Settings:
    """Read the settings: defaults < `file` < environment < `flags`.

    Args:
        file: A TOML file with any of the fields at its top level; None for none.
        flags: Values from the command line; one that is None counts as not given.

    Raises:
        SettingsError: A name is unknown, a value is out of range, or `file` can't be read.
    """
    layers = (
        {} if file is None else _read_toml(file),
        _read_environment(os.environ),
        {name: value for name, value in flags.items() if value is not None},
    )
    merged: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for layer, source in zip(layers, (f"{file}", "the environment", "a flag"), strict=True):
        merged.update(layer)
        origin.update(dict.fromkeys(layer, source))
    try:
        return Settings(**merged)
    except ValidationError as exc:
        raise _explain(exc, origin) from exc


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as exc:
        raise SettingsError(
            f"Can't read the settings file {str(file)!r}",
            exc.strerror or str(exc),
            "Give the path of a readable file to --settings, or leave the option out.",
        ) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(
            f"The settings file {str(file)!r} isn't TOML",
            str(exc),
            'Write one setting a line, such as: chat_model = "qwen3-4b-instruct-2507".',
        ) from exc


def _read_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Pick the fields out of `POLICY_COMMENT_*`; an empty variable counts as not set."""
    found = {}
    for variable, value in environment.items():
        if variable.startswith(ENV_PREFIX) and value:
            name = variable.removeprefix(ENV_PREFIX).lower()
            name = _SHORT_NAMES.get(name, name)
            if name not in Settings.model_fields:
                raise _unknown(variable, "the environment", _variable_names())
            found[name] = value
    return found


def _variable_names() -> list[str]:
    names = {*Settings.model_fields, *_SHORT_NAMES} - {*_SHORT_NAMES.values()}
    return sorted(ENV_PREFIX + name.upper() for name in names)


def _explain(error: ValidationError, origin: Mapping[str, str]) -> SettingsError:
    """Say in plain words what is wrong with the first bad setting."""
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    source = origin.get(name, "the defaults")
    if first["type"] == "extra_forbidden":
        return _unknown(name, source, sorted(Settings.model_fields))
    description = Settings.model_fields[name].description or ""
    return SettingsError(
        f"The setting {name!r} can't be {first['input']!r} (from {source})",
        first["msg"],
        f"Change it; it means: {description}",
    )


def _unknown(name: str, source: str, known: list[str]) -> SettingsError:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    return SettingsError(
        f"Unknown setting {name!r}",
        f"it comes from {source} and no such setting exists",
        f"{hint}The settings are: {', '.join(known)}.",
    )
