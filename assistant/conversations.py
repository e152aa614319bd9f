"""Conversations at rest: kept in the workspace's records, so that they survive a restart."""

import json
import logging
import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from pydantic import TypeAdapter, ValidationError

from assistant.errors import ConversationUnreadable
from assistant.types import Answer, Conversation, Section, Turn
from knowledge.records import Records

_log = logging.getLogger(__name__)

KIND = "conversation"
_TITLE_LENGTH = 60


@cache
def _adapter() -> TypeAdapter[Conversation]:
    return TypeAdapter(Conversation)


def now() -> str:
    """Return the time as it is kept: UTC, ISO 8601 with seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Conversations:
    """The workspace's conversations, newest first."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._changing = threading.Lock()

    def new(self) -> Conversation:
        """Return an empty conversation; nothing is kept before its first turn is saved."""
        return Conversation(id=secrets.token_hex(8), title="", turns=(), updated_at=now())

    def add_turn(
        self, conversation: Conversation, request: str, result: Answer | Section
    ) -> Conversation:
        """Return the conversation with one more turn, already saved."""
        turn = Turn(request=request, result=result, at=now())
        grown = replace(
            conversation,
            title=conversation.title or _shorten(request),
            turns=(*conversation.turns, turn),
            updated_at=turn.at,
        )
        self.save(grown)
        return grown

    def replace_turn(
        self,
        conversation_id: str,
        index: int,
        result: Answer | Section,
        *,
        instead_of: Answer | Section,
    ) -> Conversation | None:
        """Keep another result of a turn, and return the conversation with it.

        None, and nothing is changed, where the conversation was deleted or the turn holds another
        result than `instead_of` by now, such as after a retry.
        """
        with self._changing:
            known = self.get(conversation_id)
            if known is None or index >= len(known.turns):
                return None
            if known.turns[index].result != instead_of:
                return None
            turns = list(known.turns)
            turns[index] = replace(turns[index], result=result)
            changed = replace(known, turns=tuple(turns))
            self._put(changed)
            return changed

    def save(self, conversation: Conversation) -> None:
        """Keep `conversation`, over an earlier state of it."""
        with self._changing:
            self._put(conversation)

    def _put(self, conversation: Conversation) -> None:
        body = json.dumps(_adapter().dump_python(conversation, mode="json"), ensure_ascii=False)
        # Half a character, as a page may send one, has no place in UTF-8.
        body = body.encode("utf-8", "replace").decode("utf-8")
        self._records.put(KIND, conversation.id, body)

    def get(self, conversation_id: str) -> Conversation | None:
        """Return one conversation; None when there is none of that id.

        Raises:
            ConversationUnreadable: It was kept by another version or is damaged.
        """
        body = self._records.get(KIND, conversation_id)
        return None if body is None else _read(conversation_id, body)

    def list(self) -> tuple[Conversation, ...]:
        """Return all that can be read, newest first; see `unreadable` for the others."""
        return tuple(found for _, found in self._all() if found is not None)

    def unreadable(self) -> tuple[str, ...]:
        """Return the ids of those that another version wrote, or that are damaged."""
        return tuple(key for key, found in self._all() if found is None)

    def _all(self) -> "Iterator[tuple[str, Conversation | None]]":
        for key, body in self._records.items(KIND):
            try:
                yield key, _read(key, body)
            except ConversationUnreadable as exc:
                _log.warning("A conversation is left out of the list: %s", exc)
                yield key, None

    def delete(self, conversation_id: str) -> None:
        """Forget one conversation; one that isn't there is no error."""
        with self._changing:
            self._records.delete(KIND, conversation_id)


def _read(key: str, body: str) -> Conversation:
    try:
        return _adapter().validate_json(body)
    except ValidationError as exc:
        raise ConversationUnreadable(
            f"Can't read the conversation {key!r}",
            f"its record has {exc.error_count()} field(s) that this version doesn't know",
            "Open the workspace with the version that wrote it, or go on in a new conversation.",
        ) from exc


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "…"
