"""The renderings of a workspace, for a person to look through and decide on.

What a person decides counts for the sentence: in every source that holds it, for every model, and
for later versions of the prompt. An edited text is the person's own but is only `supported` once
it is approved; a rejected one never comes back.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from assistant.compared import KeptComparison, KeptComparisons, comparison_key
from assistant.decisions import Decision, Decisions, approved, edited, rejected
from assistant.errors import ReviewRefused
from assistant.foreign import SentenceCards
from assistant.objections import Checking, Objections, Reviewed
from assistant.rendered import RenderedSentence, RenderedSentences
from assistant.renderings import Renderer
from assistant.signer import MAX_NAME
from assistant.terms import Term
from knowledge.records import Records

if TYPE_CHECKING:
    from assistant.model_state import OpenModel

Shown = Literal["to_review", "with_findings", "approved", "rejected", "all"]
SHOWN: tuple[Shown, ...] = ("to_review", "with_findings", "approved", "rejected", "all")
MOST_CHARACTERS = 4000
_UNDOABLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the renderings, and how many there are of each sort."""

    items: tuple[Reviewed, ...]
    offset: int
    total: int
    """Of the sort that is shown."""
    counts: dict[Shown, int]
    missing: int
    """Sentences in another language than English that have no rendering yet."""
    sources: tuple[tuple[int, str, str], ...]
    """Id, title and language of each source that has any."""


class Reviewer:
    """Lists renderings and takes a person's decisions. Usable from several threads.

    Args:
        records: Where renderings and decisions are kept.
        sentences: The library's.
        terms: Gives the terms as they are now.
        model_id: Gives the model in use: where several wrote, its text is shown.
        renderer: Gives what writes another rendering; it may raise where no model is.
    """

    def __init__(
        self,
        records: Records,
        sentences: SentenceCards,
        *,
        terms: Callable[[], Sequence[Term]],
        model_id: Callable[[], str],
        renderer: Callable[[], Renderer],
    ) -> None:
        self._decisions = Decisions(records)
        self._comparisons = KeptComparisons(records)
        self._rendered = RenderedSentences(records, sentences, model_id)
        self._objections = Objections(records, terms)
        self._renderer = renderer
        self._deciding = threading.Lock()
        self._done: list[tuple[str, str | None, str]] = []

    def listing(
        self,
        shown: Shown = "to_review",
        *,
        source_id: int | None = None,
        offset: int = 0,
        limit: int = 20,
        around: str = "",
    ) -> Listing:
        """Return the renderings of one sort, in the order of the sources.

        Args:
            shown: `to_review` those nobody has approved or rejected, edited ones included;
                `with_findings` those of them and of the approved that a rule objects to.
            source_id: Only those of this source; None for all.
            offset: How many to pass over; one beyond the end shows the last page.
            limit: How many at most.
            around: Key of a sentence: the page that it is on is shown, where it is of the sort.

        Raises:
            SettingsError: The term list can't be read.
        """
        checks = self._objections.now()
        everything = self._rendered.all()
        here = [s for s in everything if source_id is None or _is_in(s, source_id)]
        sorted_out: dict[Shown, list[RenderedSentence]] = {name: [] for name in SHOWN}
        for sentence in here:
            for name in _sorts(sentence, checks):
                sorted_out[name].append(sentence)
        wanted = sorted_out[shown]
        offset = next((i for i, s in enumerate(wanted) if s.key == around), offset)
        offset = max(0, min(offset, len(wanted) - 1) // limit * limit)
        return Listing(
            items=tuple(checks.review(s) for s in wanted[offset : offset + limit]),
            offset=offset,
            total=len(wanted),
            counts={name: len(found) for name, found in sorted_out.items()},
            missing=sum(sentence.is_missing for sentence in here),
            sources=_sources(everything),
        )

    def get(self, key: str) -> Reviewed:
        """Return one sentence with its rendering as it is now.

        Raises:
            ReviewRefused: No current source holds the sentence.
        """
        return self._objections.now().review(self._found(key))

    def edit(self, key: str, text: str, *, by: str = "") -> Reviewed:
        """Put a person's own text in place of the rendering; what stood there is rejected.

        Raises:
            ReviewRefused: The text is empty or far too long, or no source holds the sentence.
        """
        text = " ".join(text.split())
        if not text or len(text) > MOST_CHARACTERS:
            raise ReviewRefused(
                "The rendering wasn't saved",
                f"it is longer than {MOST_CHARACTERS} characters" if text else "it is empty",
                "Reject it instead, if the original should stand." if not text else "Shorten it.",
            )
        return self._decide(key, lambda s: edited(_before(s), s.rendering, text), by)

    def approve(self, key: str, *, seen: str | None = None, by: str = "") -> Reviewed:
        """Approve the rendering that stands, for all later use.

        Args:
            key: Of the sentence.
            seen: The text that the person read; another one isn't approved unread.
            by: Who approves it.

        Raises:
            ReviewRefused: There is no text, or another than was seen, or no source holds it.
        """
        return self._decide(key, lambda s: approved(_before(s), s.rendering, seen), by)

    def reject(self, key: str, *, seen: str | None = None, by: str = "") -> Reviewed:
        """Reject the rendering that stands: the original stands in its place.

        Raises:
            ReviewRefused: Another text stands there than was seen, or no source holds it.
        """
        return self._decide(key, lambda s: rejected(_before(s), s.rendering, seen), by)

    def undo(self) -> str | None:
        """Take the last decision back; return the sentence's key, None when there is none left.

        Raises:
            ReviewRefused: It was decided anew elsewhere since.
        """
        with self._deciding:
            if not self._done:
                return None
            key, before, after = self._done.pop()
            if self._decisions.body(key) != after:
                raise ReviewRefused(
                    "The last decision can't be taken back",
                    "the rendering was decided on anew elsewhere since",
                    "Open it and decide again.",
                )
            self._decisions.put_back(key, before)
        return key

    def write_another(self, key: str, *, stop: threading.Event | None = None) -> Reviewed:
        """Reject the model's text that stands and have another written; it takes seconds.

        Raises:
            ReviewRefused: A person wrote or approved the text, or no source holds the sentence.
            ModelUnavailable: No model is on this machine.
            Cancelled: `stop` was set; the rejected text stays rejected.
        """
        sentence = self._found(key)
        rendering = sentence.rendering
        if rendering is not None and rendering.state in ("edited", "approved"):
            raise ReviewRefused(
                "No other rendering was written",
                f"this one is {rendering.state}",
                "Reject it first.",
            )
        renderer = self._renderer()
        if rendering is not None and rendering.text:
            self.reject(key)
        renderer.render_anew(sentence.cards[0], sentence.language, stop=stop)
        return self.get(key)

    def compare(
        self, key: str, opened: "OpenModel", *, stop: threading.Event | None = None
    ) -> Reviewed:
        """Have the model compare the text that stands with its original; it takes seconds.

        Raises:
            ReviewRefused: There is no text, or no source holds the sentence.
            Cancelled: `stop` was set.
        """
        from assistant.verification.comparison import ComparedClaim, compare

        sentence = self._found(key)
        card, rendering = sentence.cards[0], sentence.rendering
        if rendering is None or not rendering.text:
            raise ReviewRefused("Nothing was compared", "there is no text", "Write it: edit it.")
        passages = ((card.quote, card.language),)
        claim = ComparedClaim(text=rendering.text, language=sentence.language, passages=passages)
        (found,) = compare(opened.model, (claim,), stop=stop)
        kept = KeptComparison(
            model_id=opened.identity.id,
            support=found.support,
            margin=found.margin,
            nearest=found.worst.text if found.worst is not None else "",
            count=found.count,
            findings=found.findings,
        )
        self._comparisons.put(comparison_key(card, rendering.text, sentence.language), kept)
        return self.get(key)

    def _decide(
        self, key: str, change: Callable[[RenderedSentence], Decision], by: str
    ) -> Reviewed:
        with self._deciding:
            sentence = self._found(key)
            decision = change(sentence)
            if decision == _before(sentence):
                return self._objections.now().review(sentence)
            at = datetime.now(UTC).isoformat(timespec="seconds")
            before = self._decisions.body(key)
            name = " ".join(by.split())[:MAX_NAME]
            after = self._decisions.put(key, replace(decision, by=name, at=at))
            self._done = [*self._done[-_UNDOABLE:], (key, before, after)]
        return self.get(key)

    def _found(self, key: str) -> RenderedSentence:
        for sentence in self._rendered.all():
            if sentence.key == key:
                return sentence
        raise ReviewRefused(
            "The rendering isn't there any longer",
            "its source was changed or removed since",
            "Load the page again.",
        )


def _sorts(sentence: RenderedSentence, checks: Checking) -> Iterator[Shown]:
    rendering = sentence.rendering
    if rendering is None:
        return
    yield "all"
    if rendering.state == "rejected":
        yield "rejected"
        return
    yield "approved" if rendering.state == "approved" else "to_review"
    if checks.objects(sentence):
        yield "with_findings"


def _before(sentence: RenderedSentence) -> Decision:
    if sentence.decision is not None:
        return sentence.decision
    card = sentence.cards[0]
    return Decision(quote=card.quote, subject=card.subject, language=sentence.language)


def _is_in(sentence: RenderedSentence, source_id: int) -> bool:
    return any(card.source_id == source_id for card in sentence.cards)


def _sources(sentences: Sequence[RenderedSentence]) -> tuple[tuple[int, str, str], ...]:
    cards = [card for s in sentences if s.rendering is not None for card in s.cards]
    by_id = {card.source_id: (card.source_id, card.title, card.language) for card in cards}
    return tuple(by_id[id_] for id_ in sorted(by_id))
