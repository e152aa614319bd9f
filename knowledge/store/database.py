"""One SQLite file: connections for many threads, short writes, and the lock for long work."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import StoreError
from knowledge.store.schema import prepare

DATABASE_NAME = "workspace.sqlite3"
_LOCK_NAME = "indexing.lock"
_BUSY_TIMEOUT_S = 10.0


class Database:
    """A workspace's database file, usable from several threads and processes at once.

    Readers get a connection of their own from a pool and see one state throughout (WAL); writers
    wait for each other, for at most ten seconds.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / DATABASE_NAME
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._write_lock = threading.RLock()
        self._is_closed = False

    @classmethod
    def open(cls, folder: Path) -> "Database":
        """Open the database of a workspace folder, making both when they are missing.

        Raises:
            StoreError: The folder can't be written to, or the file isn't ours to use.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise StoreError(
                f"Can't make the workspace folder {str(folder)!r}",
                exc.strerror or type(exc).__name__,
                "Choose a folder that you may write to with --workspace",
            ) from exc
        database = cls(folder)
        with database._translated(), database._borrowed() as connection:
            prepare(connection, str(database.path))
        return database

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one unchanging state until the block ends."""
        with self._translated(), self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection within one transaction: all of the block is kept, or nothing of it."""
        with self._write_lock, self._translated(), self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def long_work(self) -> Iterator[None]:
        """Hold the lock that lets one process, and one thread in it, index at a time.

        A transaction on a second, empty database is the lock: it works alike on every system, and
        the system releases it when the process is killed.

        Raises:
            StoreError: Somebody else holds it.
        """
        connection = sqlite3.connect(
            self.folder / _LOCK_NAME, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as exc:
                raise StoreError(
                    f"Can't index into {str(self.folder)!r} now",
                    "another window or command is indexing into this workspace",
                    "Wait until it has finished, or stop it, and try again",
                ) from exc
            yield
        finally:
            connection.close()

    def close(self) -> None:
        """Close the idle connections; those in use are closed when they come back."""
        with self._guard:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            if self._is_closed:
                raise StoreError(
                    f"Can't use {str(self.path)!r}",
                    "the library was closed",
                    "Open the workspace again",
                )
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            with self._guard:
                keep = not self._is_closed
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as exc:
            raise StoreError(
                f"Can't read or write {str(self.path)!r}", _reason(exc), _remedy(exc)
            ) from exc


def _reason(exc: sqlite3.Error) -> str:
    if isinstance(exc, sqlite3.OperationalError) and "locked" in str(exc):
        return f"another program has kept it locked for {_BUSY_TIMEOUT_S:.0f} seconds"
    return str(exc)


def _remedy(exc: sqlite3.Error) -> str:
    text = str(exc)
    if "locked" in text:
        return "Close the other program, or wait, and try again"
    if "full" in text:
        return "Free some disk space and try again"
    if "readonly" in text or "unable to open" in text:
        return "Choose a folder that you may write to with --workspace"
    return "Move the file away and index the sources again; they are not changed"
