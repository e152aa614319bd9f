"""Where a workspace's renderings are kept, and which text stands for a sentence.

What the model wrote is kept under the sentence, the model and the version of the prompt. What a
person decided about the sentence goes before it, and what they wrote or approved is never written
over.
"""

import hashlib
from functools import cache

from pydantic import TypeAdapter, ValidationError

from assistant.decisions import Decision, Decisions, standing
from assistant.types import Card, Rendering
from knowledge.records import Records

KIND = "rendering"
TRIED = "rendering_tried"
"""Kind of record: the text for which no other that passes could be written."""
_PROMPT_VERSION = "3"


@cache
def _adapter() -> TypeAdapter[Rendering]:
    return TypeAdapter(Rendering)


def rendering_key(card: Card, language: str, model_id: str) -> str:
    """Return the hash under which a card's rendering is kept."""
    parts = (_PROMPT_VERSION, model_id, language, card.subject, card.quote)
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def read_rendering(body: str | None) -> Rendering | None:
    """Read a kept rendering; None where there is none, or one of an older version."""
    if body is None:
        return None
    try:
        return _adapter().validate_json(body)
    except ValidationError:
        return None  # it is written anew


class KeptRenderings:
    """The kept renderings of one workspace by one model, and persons' decisions about them."""

    def __init__(self, records: Records, model_id: str) -> None:
        self._records = records
        self._model_id = model_id
        self._decisions = Decisions(records)

    def get(self, card: Card, language: str) -> Rendering | None:
        """Return the rendering that stands for the card; None when it has none yet.

        A person's own or approved text, whatever model wrote it; else this model's, `rejected`
        where a person rejected it.
        """
        key = rendering_key(card, language, self._model_id)
        written = read_rendering(self._records.get(KIND, key))
        machine = () if written is None else (written,)
        return standing(machine, self._decisions.get(card, language), card, key)

    def decision(self, card: Card, language: str) -> Decision | None:
        """Return what a person decided about the sentence; None when nobody did."""
        return self._decisions.get(card, language)

    def keep(self, card: Card, rendering: Rendering) -> Rendering:
        """Keep it, unless a person has meanwhile put in what they want to stand there."""
        there = self.get(card, rendering.language)
        is_rewritable = there is None or there.state == "machine" or self._was_rejected(card, there)
        if there is not None and not is_rewritable:
            return there
        self._records.put(KIND, rendering.key, _adapter().dump_json(rendering).decode("utf-8"))
        return self.get(card, rendering.language) or rendering

    def was_tried(self, failed: Rendering) -> bool:
        """Tell whether another text than this one was looked for in vain."""
        return self._records.get(TRIED, failed.key) == failed.text

    def keep_tried(self, failed: Rendering) -> None:
        """Keep that no other text than this one was found."""
        self._records.put(TRIED, failed.key, failed.text)

    def _was_rejected(self, card: Card, rendering: Rendering) -> bool:
        decision = self._decisions.get(card, rendering.language)
        return decision is not None and decision.rejects(rendering.text)
