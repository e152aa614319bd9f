"""Checked drafts at rest: kept in the workspace's records, so that they survive a restart."""

import json
import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from assistant.conversations import now
from assistant.types import CheckedDraft
from knowledge.records import Records

_log = logging.getLogger(__name__)

KIND = "checked_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A checked draft, and when it was checked."""

    id: str
    at: str
    """UTC, ISO 8601 with seconds."""
    draft: CheckedDraft


@cache
def _adapter() -> TypeAdapter[KeptDraft]:
    return TypeAdapter(KeptDraft)


class CheckedDrafts:
    """The workspace's checked drafts, newest first."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def keep(self, draft: CheckedDraft) -> KeptDraft:
        """Keep the result of a check under a new id."""
        kept = KeptDraft(id=secrets.token_hex(8), at=now(), draft=draft)
        self._put(kept)
        return kept

    def replace(self, draft_id: str, draft: CheckedDraft) -> None:
        """Keep another state of a checked draft under its id; one that was deleted stays so."""
        kept = self.get(draft_id)
        if kept is not None:
            self._put(replace(kept, draft=draft))

    def _put(self, kept: KeptDraft) -> None:
        # Half a character, as a page may send one, has no place in UTF-8.
        body = json.dumps(_adapter().dump_python(kept, mode="json"), ensure_ascii=False)
        self._records.put(KIND, kept.id, body.encode("utf-8", "replace").decode("utf-8"))

    def get(self, draft_id: str) -> KeptDraft | None:
        """Return one; None when there is none of that id, or another version wrote it."""
        body = self._records.get(KIND, draft_id)
        return None if body is None else _read(draft_id, body)

    def list(self) -> tuple[KeptDraft, ...]:
        """Return all that can be read, newest first."""
        return tuple(self._all())

    def delete(self, draft_id: str) -> None:
        """Forget one; one that isn't there is no error."""
        self._records.delete(KIND, draft_id)

    def _all(self) -> "Iterator[KeptDraft]":
        for key, body in self._records.items(KIND):
            found = _read(key, body)
            if found is not None:
                yield found


def _read(key: str, body: str) -> KeptDraft | None:
    try:
        return _adapter().validate_json(body)
    except ValidationError as exc:
        _log.warning("The checked draft %r is left out: %s", key, exc)
        return None
