"""Small keyed texts in the workspace's database, for rooms that keep things there without SQL."""

from knowledge.store.database import Database


class Records:
    """Texts under (kind, key): conversations, renderings, drafts. Safe from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, kind: str, key: str, body: str) -> None:
        """Write a record, replacing the one under this key; it becomes the newest of its kind."""
        with self._database.writing() as connection:
            connection.execute("UPDATE counter SET value = value + 1 WHERE name = 'record'")
            connection.execute(
                "INSERT OR REPLACE INTO record SELECT ?, ?, ?, value FROM counter "
                "WHERE name = 'record'",
                (kind, key, body),
            )

    def get(self, kind: str, key: str) -> str | None:
        """Return a record's text; None when there is none."""
        with self._database.reading() as connection:
            query = "SELECT body FROM record WHERE kind = ? AND key = ?"
            row = connection.execute(query, (kind, key)).fetchone()
        return None if row is None else str(row[0])

    def delete(self, kind: str, key: str) -> bool:
        """Remove a record; tell whether there was one."""
        with self._database.writing() as connection:
            query = "DELETE FROM record WHERE kind = ? AND key = ?"
            return connection.execute(query, (kind, key)).rowcount > 0

    def items(self, kind: str, *, newest_first: bool = True) -> tuple[tuple[str, str], ...]:
        """Return all (key, text) of a kind, in the order in which they were last written."""
        order = "DESC" if newest_first else "ASC"
        with self._database.reading() as connection:
            query = f"SELECT key, body FROM record WHERE kind = ? ORDER BY changed {order}"
            return tuple(connection.execute(query, (kind,)).fetchall())
