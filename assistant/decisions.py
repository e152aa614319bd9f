"""What people decided about renderings, kept for the sentence: whatever model or prompt wrote it.

The model's own texts are kept elsewhere, by model and version of the prompt; what stands here
goes before them, in every source that holds the same sentence.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.errors import ReviewRefused
from assistant.types import Card, Rendering
from knowledge.records import Records

KIND = "rendering_decision"
_STRIPPED = " .。\"'“”‘’「」"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on the renderings of one sentence in one language."""

    quote: str
    subject: str
    language: str
    """Of the rendering."""
    state: Literal["open", "edited", "approved"] = "open"
    """`open`: nothing was decided but what is rejected."""
    text: str = ""
    """What was edited or approved; empty while open."""
    model_id: str = ""
    """Who wrote the text; empty for a person."""
    score: float = 0.0
    rejected: tuple[str, ...] = ()
    """Texts that must not come back."""
    by: str = ""
    """Who decided last; empty where no name was given."""
    at: str = ""
    """UTC, ISO 8601 with seconds."""

    def rejects(self, text: str) -> bool:
        """Tell whether the text was rejected; case, spaces and the mark at its end don't count."""
        return _folded(text) in {_folded(other) for other in self.rejected}

    def rejecting(self, *texts: str) -> "Decision":
        """Return the decision with these texts rejected as well."""
        added = tuple(text for text in texts if text and not self.rejects(text))
        return replace(self, rejected=self.rejected + added)

    def permitting(self, text: str) -> "Decision":
        """Return the decision with this text no longer rejected."""
        kept = tuple(other for other in self.rejected if _folded(other) != _folded(text))
        return replace(self, rejected=kept)


def sentence_key(card: Card, language: str) -> str:
    """Return under which key decisions on a sentence's renderings are kept."""
    parts = (language, card.subject, " ".join(card.quote.split()))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Decisions:
    """The decisions of one workspace."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def get(self, card: Card, language: str) -> Decision | None:
        """Return what was decided about a sentence; None when nothing was."""
        return read_decision(self._records.get(KIND, sentence_key(card, language)))

    def all(self) -> dict[str, Decision]:
        """Return all decisions by the sentence's key."""
        read = ((key, read_decision(body)) for key, body in self._records.items(KIND))
        return {key: decision for key, decision in read if decision is not None}

    def body(self, key: str) -> str | None:
        """Return a decision as it is kept, for putting it back later."""
        return self._records.get(KIND, key)

    def put(self, key: str, decision: Decision) -> str:
        """Keep a decision, and return it as it is kept."""
        body = _adapter().dump_json(decision).decode("utf-8")
        self._records.put(KIND, key, body)
        return body

    def put_back(self, key: str, body: str | None) -> None:
        """Restore what `body` returned."""
        if body is None:
            self._records.delete(KIND, key)
        else:
            self._records.put(KIND, key, body)


def read_decision(body: str | None) -> Decision | None:
    """Read a kept decision; None where there is none or it is damaged."""
    if body is None:
        return None
    try:
        return _adapter().validate_json(body)
    except ValidationError:
        return None


def standing(
    machine: Iterable[Rendering], decision: Decision | None, card: Card, key: str
) -> Rendering | None:
    """Return the rendering that stands for a sentence.

    Args:
        machine: What models wrote, the most wanted first.
        decision: What a person decided.
        card: The sentence.
        key: Under which a rendering by the model in use would be kept.

    Returns:
        The edited or approved one; else the first of the models' that isn't rejected; else the
        first as `rejected`; None where there is none.
    """
    if decision is not None and decision.state != "open":
        return Rendering(
            key=key,
            quote=card.quote,
            text=decision.text,
            language=decision.language,
            model_id=decision.model_id,
            state=decision.state,
            score=decision.score,
        )
    written = list(machine)
    if decision is None:
        return written[0] if written else None
    seen = [
        replace(r, state="rejected") if r.state == "machine" and decision.rejects(r.text) else r
        for r in written
    ]
    for rendering in seen:
        if rendering.state != "rejected":
            return rendering
    if not seen or not decision.rejected:
        return seen[0] if seen else None
    # What is shown as rejected is what was rejected last, be it a model's or a person's.
    last = decision.rejected[-1]
    return seen[0] if seen[0].text == last else replace(seen[0], text=last, model_id="", score=0.0)


def edited(before: Decision, rendering: Rendering | None, text: str) -> Decision:
    """Return the decision for a person's own text in place of `rendering`, which is rejected."""
    if rendering is not None and rendering.text == text and rendering.state != "rejected":
        return before
    replaced = rendering.text if rendering is not None else ""
    decision = before.rejecting(replaced).permitting(text)
    return replace(decision, state="edited", text=text, model_id="", score=0.0)


def approved(before: Decision, rendering: Rendering | None, seen: str | None) -> Decision:
    """Return the decision for `rendering`; `seen` is the text that was read, None for any.

    Raises:
        ReviewRefused: There is no text, or another than was seen.
    """
    read = _as_seen(rendering, seen)
    return replace(
        before.permitting(read.text),
        state="approved",
        text=read.text,
        model_id=read.model_id,
        score=read.score,
    )


def rejected(before: Decision, rendering: Rendering | None, seen: str | None) -> Decision:
    """Return the decision against `rendering`; `seen` is the text that was read, None for any.

    Raises:
        ReviewRefused: There is no text, or another than was seen.
    """
    decision = before.rejecting(_as_seen(rendering, seen).text)
    return replace(decision, state="open", text="", model_id="", score=0.0)


def _as_seen(rendering: Rendering | None, seen: str | None) -> Rendering:
    if rendering is None or not rendering.text:
        raise ReviewRefused(
            "Nothing was decided", "there is no text to decide on", "Write it yourself: edit it."
        )
    if seen is not None and seen.split() != rendering.text.split():
        raise ReviewRefused(
            "Nothing was decided",
            "the rendering was changed since you read it",
            "Read it as it is now and decide again.",
        )
    return rendering


@cache
def _adapter() -> TypeAdapter[Decision]:
    return TypeAdapter(Decision)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(_STRIPPED)
