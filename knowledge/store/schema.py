"""The tables of a workspace's database, and the version they are of."""

import sqlite3
import time

from knowledge.errors import StoreError

SCHEMA_VERSION = 2
_SWITCH_TIMEOUT_S = 10.0
APPLICATION_ID = 0x50434131
"""Stands in the file's header ("PCA1"), so that another program's database is never written to."""

_TABLES = """
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counter VALUES ('generation', 0), ('record', 0);

-- What the user has pointed at: folders and files that a sync without paths goes through.
CREATE TABLE root (path TEXT PRIMARY KEY) WITHOUT ROWID;
-- Files under a root that the user removed; a sync leaves them out until they are added again.
CREATE TABLE excluded (path TEXT PRIMARY KEY) WITHOUT ROWID;

-- AUTOINCREMENT: an id is never given again, so a citation can't come to mean another document.
CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    page_starts TEXT NOT NULL,
    passages INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    indexed_at TEXT NOT NULL,
    warnings TEXT NOT NULL DEFAULT '[]',
    -- The version of reading and cutting that made its text and passages; an older one reads anew.
    reading INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX source_sha256 ON source (sha256);
CREATE TABLE source_text (
    source_id INTEGER PRIMARY KEY REFERENCES source ON DELETE CASCADE,
    text TEXT NOT NULL
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    sentences TEXT NOT NULL
);
CREATE INDEX passage_source ON passage (source_id);
CREATE INDEX passage_language ON passage (language);

-- Terms are prepared by knowledge.lexical; every non-ASCII character counts as part of a term.
CREATE VIRTUAL TABLE passage_terms USING fts5(terms, tokenize = "ascii tokenchars '.'");
CREATE VIRTUAL TABLE term USING fts5vocab(passage_terms, 'row');

CREATE TABLE embedder (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    dimensions INTEGER NOT NULL
);
-- A passage has vectors of one embedder at a time, so two can't be mixed. float32, little-endian.
CREATE TABLE passage_vector (
    passage_id INTEGER PRIMARY KEY REFERENCES passage ON DELETE CASCADE,
    embedder_id INTEGER NOT NULL REFERENCES embedder,
    vector BLOB NOT NULL
);
CREATE TABLE sentence_vector (
    passage_id INTEGER PRIMARY KEY REFERENCES passage ON DELETE CASCADE,
    embedder_id INTEGER NOT NULL REFERENCES embedder,
    vectors BLOB NOT NULL
);
CREATE TABLE background (
    embedder_id INTEGER NOT NULL REFERENCES embedder,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    vectors BLOB NOT NULL,
    PRIMARY KEY (embedder_id, role, language)
);

CREATE TABLE record (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (kind, key)
);
CREATE INDEX record_changed ON record (kind, changed);
"""

_UPGRADES = {
    1: """
ALTER TABLE source ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';
ALTER TABLE source ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
""",
}
"""By version: what makes the tables those of the next one. Nothing is lost by it."""


def prepare(connection: sqlite3.Connection, path: str) -> None:
    """Create the tables in a new database, or bring an old one to this version.

    Raises:
        StoreError: The file belongs to another program or to a newer version of this one.
    """
    if _version(connection, path) == SCHEMA_VERSION:
        return
    _switch_to_wal(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path)
        scripts = [_UPGRADES[step] for step in range(version, SCHEMA_VERSION)] if version else []
        for script in scripts if version else [_TABLES]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch the journal, waiting while another process is doing so: SQLite itself doesn't wait."""
    deadline = time.monotonic() + _SWITCH_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _version(connection: sqlite3.Connection, path: str) -> int:
    """Return the version of the tables that are there; 0 for an empty database."""
    # The tables first: another process that is making them commits them and the marks at once, so
    # whoever sees tables then sees the marks too.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables == 0:
        return 0
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise StoreError(
            f"Can't use {path!r}",
            "it is a database of another program",
            "Choose another workspace folder with --workspace",
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"Can't use {path!r}",
            f"a newer version of this program made it (format {version}, this one reads "
            f"{SCHEMA_VERSION})",
            "Update the program, or choose another workspace folder with --workspace",
        )
    return int(version)


def _statements(script: str) -> list[str]:
    """Split a script; `executescript` would commit the transaction that guards the creation."""
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("--")]
    return [part for part in "\n".join(lines).split(";\n") if part.strip()]
