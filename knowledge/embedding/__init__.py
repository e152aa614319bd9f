"""Texts → vectors: which embedder, its prefixes, and how the default one is made.

Importing this is light; onnxruntime, torch and langchain-core are loaded when an embedder is.
"""

from typing import TYPE_CHECKING, Any

from knowledge.embedding.opening import open_embedder

if TYPE_CHECKING:
    from knowledge.embedding.base import Embedder, Role
    from knowledge.embedding.e5 import E5Embedder
    from knowledge.embedding.sentence_transformer import SentenceTransformerEmbedder

__all__ = [
    "E5Embedder",
    "Embedder",
    "Role",
    "SentenceTransformerEmbedder",
    "open_embedder",
]

_HOMES = {
    "E5Embedder": "knowledge.embedding.e5",
    "Embedder": "knowledge.embedding.base",
    "Role": "knowledge.embedding.base",
    "SentenceTransformerEmbedder": "knowledge.embedding.sentence_transformer",
}


def __getattr__(name: str) -> Any:
    """Import a class when it is first asked for."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
