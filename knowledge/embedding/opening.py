"""Which embedder a folder holds."""

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from knowledge.embedding.base import Embedder


def open_embedder(name: str, folder: Path, threads: int = 2) -> "Embedder":
    """Return the embedder that lies in `folder`; its weights are loaded with the first text.

    Args:
        name: What the user calls it: an id of the catalogue or a path.
        folder: Its files: the default embedder as this application makes it, or any
            sentence-transformers model with safetensors weights.
        threads: Processor threads, at least 1.

    Raises:
        EmbedderUnavailable: `folder` holds neither.
    """
    from knowledge.embedding.e5 import MODEL_FILE, TOKENIZER_FILE, E5Embedder
    from knowledge.embedding.sentence_transformer import SentenceTransformerEmbedder

    if (folder / MODEL_FILE).is_file() and (folder / TOKENIZER_FILE).is_file():
        return E5Embedder(folder, threads)
    if (folder / "modules.json").is_file() or (folder / "config.json").is_file():
        return SentenceTransformerEmbedder(folder, threads=threads)
    why = "the folder holds no embedding model" if folder.is_dir() else "there is no such folder"
    raise EmbedderUnavailable(
        f"The embedder {name!r} isn't on this machine ({str(folder)!r})",
        why,
        f"Run `policy-comment models pull {name}`, or set `embedder` to the folder of a "
        "sentence-transformers model; until then search goes by words.",
    )
