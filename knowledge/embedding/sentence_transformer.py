"""Any other embedding model: a sentence-transformers folder on this machine."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.base import Embedder, Role
from knowledge.embedding.offline import WEIGHTS, open_offline
from knowledge.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceTransformerEmbedder(Embedder):
    """Runs a model with torch, which is imported when the first text comes (about 8 s).

    Nothing is fetched, no code from the folder is run, and weights are read from safetensors
    only: the older format is a pickle. Prompts are used where the model declares them.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        """Store where the model lies."""
        self._folder = folder
        self._threads = threads
        self._lock = Lock()
        self._model: SentenceTransformer | None = None
        self._identity = ""

    @property
    def identity(self) -> str:
        """The folder's name with a hash of its files, such as `e5-base-1f2e3d4c5b6a/fp32`.

        Reads the whole model the first time: about a second for each 500 MB.
        """
        with self._lock:
            if not self._identity:
                self._identity = f"{self._folder.name}-{_fingerprint(self._folder)}/fp32"
            return self._identity

    @property
    def dimensions(self) -> int:
        """Length of a row; loads the model."""
        size = self._loaded().get_embedding_dimension()
        if size is None:
            raise _unusable(self._folder, "it doesn't tell the length of its vectors")
        return int(size)

    def load(self) -> None:
        """Load the model now.

        Raises:
            EmbedderUnavailable: Its files are missing or can't be loaded.
        """
        self._loaded()

    def embed(self, texts: Sequence[str], role: Role) -> NDArray[np.float32]:
        """Return `(n_texts, dimensions)` float32, rows of length 1."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        model = self._loaded()
        encode = model.encode_query if role == "query" else model.encode_document
        # One caller at a time: the prompts' tokenizer state isn't safe to share.
        with self._lock:
            rows = encode(
                list(texts),
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(rows, np.float32)

    def _loaded(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                self._model = _open(self._folder, self._threads)
            return self._model


def _open(folder: Path, threads: int) -> "SentenceTransformer":
    opened: SentenceTransformer = open_offline("SentenceTransformer", folder, threads, _unusable)
    return opened


def _fingerprint(folder: Path) -> str:
    """Hash every weight and settings file with its name; 12 hexadecimal digits."""
    total = hashlib.sha256()
    files = sorted({*folder.rglob(WEIGHTS), *folder.rglob("*.json"), *folder.rglob("*.txt")})
    for file in files:
        relative = file.relative_to(folder)
        # Our own note of the fetch tells the time; it isn't part of the model.
        if relative.name == "fetched.json":
            continue
        with file.open("rb") as stream:
            total.update(f"{relative.as_posix()}\0".encode())
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:12]


def _unusable(folder: Path, why: str) -> EmbedderUnavailable:
    return EmbedderUnavailable(
        f"The embedding model in {str(folder)!r} can't be used",
        why,
        "Set `embedder` to `multilingual-e5-small` or to the folder of a sentence-transformers "
        "model with safetensors weights.",
    )
