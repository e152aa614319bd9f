"""The workspace's database: what is known of the sources, and the lock for changing it."""

from knowledge.store.database import DATABASE_NAME, Database
from knowledge.store.rows import FileState, NewSource, PassageVectors
from knowledge.store.snapshot import Background, Snapshot
from knowledge.store.store import Store

__all__ = [
    "DATABASE_NAME",
    "Background",
    "Database",
    "FileState",
    "NewSource",
    "PassageVectors",
    "Snapshot",
    "Store",
]
