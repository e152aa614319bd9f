"""Small models of a catalogue that exists only in tests."""

import hashlib
import os
import zipfile
from pathlib import Path

from assistant.catalogue import CatalogueModel, Item, Place, WheelPart

REVISION = "0123456789012345678901234567890123456789"
CONTENT = os.urandom(300_000)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def hub_place(
    files: dict[str, bytes], repo: str = "someone/tiny", claimed: dict[str, str] | None = None
) -> Place:
    """A place of the Hub; `claimed` overrides a file's true hash."""
    return Place(
        kind="hub",
        repo=repo,
        revision=REVISION,
        items=tuple(
            Item(
                name=name,
                path=f"sub/{name}",
                bytes=len(content),
                sha256=(claimed or {}).get(name) or digest(content),
            )
            for name, content in files.items()
        ),
    )


def resolve_path(place: Place, name: str) -> str:
    return f"/{place.repo}/resolve/{place.revision}/sub/{name}"


def wheel_place(name: str, content: bytes, pieces: list[bytes], prefix: str = "tiny-part") -> Place:
    """A place whose file is joined from `pieces`, one a wheel."""
    parts = tuple(
        WheelPart(
            wheel=f"{prefix}{n}==1.0",
            member=f"data/part{n}.bin",
            bytes=len(piece),
            sha256=digest(piece),
        )
        for n, piece in enumerate(pieces, 1)
    )
    item = Item(name=name, bytes=len(content), sha256=digest(content), parts=parts)
    return Place(kind="wheels", items=(item,))


def write_wheel(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    """Make a wheel that pip accepts; its code would fail if anybody imported it."""
    module = name.replace("-", "_")
    info = f"{module}-1.0.dist-info"
    path = folder / f"{module}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{module}/__init__.py", "raise SystemExit('imported')\n")
        for member, content in members.items():
            archive.writestr(member, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def chat_model(*places: Place, content: bytes = CONTENT, id: str = "tiny") -> CatalogueModel:
    return CatalogueModel(
        id=id,
        role="chat",
        title="Tiny",
        licence="MIT",
        openness="weights",
        languages=("en",),
        file="tiny.gguf",
        bytes=len(content),
        memory_bytes=1,
        sha256=digest(content),
        page="https://example.org/tiny",
        note="",
        places=places,
    )
