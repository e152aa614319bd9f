"""Files → Sources → Passages → index → ranked Hits; and the quantities that a text states.

Importing this is light: a name's module is loaded when the name is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.embedding import Embedder, open_embedder
    from knowledge.errors import (
        Cancelled,
        EmbedderMismatch,
        EmbedderUnavailable,
        KnowledgeError,
        PolicyCommentError,
        StoreError,
        UnknownSource,
        UnreadableFile,
    )
    from knowledge.indexing import Reading
    from knowledge.language import detect_language
    from knowledge.library import EmbedderState, Library
    from knowledge.quantities import find_quantities
    from knowledge.records import Records
    from knowledge.retriever import LibraryRetriever
    from knowledge.types import (
        Extracted,
        Failure,
        Hit,
        IsCancelled,
        OnProgress,
        Passage,
        Progress,
        Quantity,
        Sentence,
        Source,
        SourceWarning,
        SyncReport,
    )

_HOMES = {
    "Cancelled": "errors",
    "Embedder": "embedding",
    "EmbedderMismatch": "errors",
    "EmbedderState": "library",
    "EmbedderUnavailable": "errors",
    "Extracted": "types",
    "Failure": "types",
    "Hit": "types",
    "IsCancelled": "types",
    "KnowledgeError": "errors",
    "Library": "library",
    "LibraryRetriever": "retriever",
    "OnProgress": "types",
    "Passage": "types",
    "PolicyCommentError": "errors",
    "Progress": "types",
    "Quantity": "types",
    "Reading": "indexing",
    "Records": "records",
    "Sentence": "types",
    "Source": "types",
    "SourceWarning": "types",
    "StoreError": "errors",
    "SyncReport": "types",
    "UnknownSource": "errors",
    "UnreadableFile": "errors",
    "detect_language": "language",
    "find_quantities": "quantities",
    "open_embedder": "embedding",
}

__all__ = [
    "Cancelled",
    "Embedder",
    "EmbedderMismatch",
    "EmbedderState",
    "EmbedderUnavailable",
    "Extracted",
    "Failure",
    "Hit",
    "IsCancelled",
    "KnowledgeError",
    "Library",
    "LibraryRetriever",
    "OnProgress",
    "Passage",
    "PolicyCommentError",
    "Progress",
    "Quantity",
    "Reading",
    "Records",
    "Sentence",
    "Source",
    "SourceWarning",
    "StoreError",
    "SyncReport",
    "UnknownSource",
    "UnreadableFile",
    "detect_language",
    "find_quantities",
    "open_embedder",
]


def __getattr__(name: str) -> Any:
    """Load a public name's module when it is first used."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
