"""A person's word for a sentence, kept beside what was written, never inside it.

It is kept under a hash of the sentence and of the quotes it cites: when one of them changes, the
hash is another and nobody has confirmed it. So it is laid over results when they are shown or
exported, and a conversation or a draft at rest knows nothing of it.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from assistant.conversations import now
from assistant.errors import NothingToSay
from assistant.signer import Signer
from assistant.types import CheckedDraft, Citation, Claim, Confirmation, Conversation, Turn
from knowledge.records import Records

_log = logging.getLogger(__name__)

KIND = "confirmation"


@cache
def _adapter() -> TypeAdapter[Confirmation]:
    return TypeAdapter(Confirmation)


def confirmation_key(claim: Claim, citations: Sequence[Citation]) -> str:
    """Return the hash of the sentence's text and the quotes it cites; their numbers don't count."""
    cited = set(claim.citations)
    quotes = sorted({c.quote for c in citations if c.n in cited})
    # Lengths keep two texts from being read as one; half a character has no place in UTF-8.
    parts = "".join(f"{len(part)}:{part}" for part in (claim.text, *quotes))
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()


class Confirmations:
    """The workspace's confirmations."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._signer = Signer(records)

    def confirm(self, claim: Claim, citations: Sequence[Citation], name: str) -> Confirmation:
        """Keep that `name` stands for the sentence; the name is kept for the next one.

        Raises:
            NothingToSay: The name is empty or longer than `MAX_NAME` characters.
        """
        if not name.strip():
            raise NothingToSay(
                "The sentence wasn't confirmed",
                "no name was given",
                "Give the name of the person who stands for it",
            )
        name = self._signer.keep(name)
        key = confirmation_key(claim, citations)
        given = Confirmation(name=name, at=now(), text_sha256=key)
        self._records.put(KIND, key, _adapter().dump_json(given).decode("utf-8"))
        return given

    def withdraw(self, claim: Claim, citations: Sequence[Citation]) -> bool:
        """Take a confirmation back; tell whether there was one."""
        return self._records.delete(KIND, confirmation_key(claim, citations))

    def of(self, claim: Claim, citations: Sequence[Citation]) -> Confirmation | None:
        """Return who confirmed the sentence as it is now; None when nobody did."""
        key = confirmation_key(claim, citations)
        body = self._records.get(KIND, key)
        if body is None:
            return None
        try:
            return _adapter().validate_json(body)
        except ValidationError as exc:
            # Nobody is held to a word that can't be read: the sentence is shown as unconfirmed.
            _log.warning("The confirmation %r can't be read: %s", key, exc)
            return None

    def overlay(self, claims: Sequence[Claim], citations: Sequence[Citation]) -> tuple[Claim, ...]:
        """Return the claims, the confirmed ones as such; their findings stay."""
        return tuple(self._laid_over(claim, citations) for claim in claims)

    def overlay_draft(self, draft: CheckedDraft) -> CheckedDraft:
        """Return a checked draft with its confirmed sentences, and the figures in them, as such."""
        claims = self.overlay(draft.claims, draft.citations)
        figures = tuple(
            replace(figure, verdict="confirmed")
            if figure.claim < len(claims) and claims[figure.claim].verdict == "confirmed"
            else figure
            for figure in draft.figures
        )
        return replace(draft, claims=claims, figures=figures)

    def overlay_conversation(self, conversation: Conversation) -> Conversation:
        """Return a conversation to be shown or exported; what is returned is never saved."""
        turns = tuple(self._turn(turn) for turn in conversation.turns)
        return replace(conversation, turns=turns)

    def _turn(self, turn: Turn) -> Turn:
        claims = self.overlay(turn.result.claims, turn.result.citations)
        return replace(turn, result=replace(turn.result, claims=claims))

    def _laid_over(self, claim: Claim, citations: Sequence[Citation]) -> Claim:
        found = self.of(claim, citations)
        if found is None:
            return claim
        return replace(claim, verdict="confirmed", confirmation=found)
