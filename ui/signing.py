"""Opening and confirming the sentences of a result, wherever on the page it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.confirmations import Confirmations, confirmation_key
from assistant.errors import NothingToSay
from assistant.signer import Signer
from assistant.staleness import check_staleness
from ui import turns
from ui.claim_view import claim_view
from ui.rim import Problem, at_the_rim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant import Assistant
    from assistant.types import Citation, Claim

_GONE = '<p class="quiet">This sentence is no longer there.</p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The sentences of an answer, a section or a checked draft, as they were written."""

    turn: str
    """By which the page names where they stand."""
    claims: "Sequence[Claim]"
    citations: "Sequence[Citation]"
    has_quotes_list: bool = False
    """Whether there is a list of all quotes to go back to."""


class Signing:
    """What the buttons in a sentence's evidence do.

    Args:
        assistant: Whose library is read, and in whose workspace confirmations are kept.
    """

    def __init__(self, assistant: "Assistant") -> None:
        self._library = assistant.library
        self.confirmations = Confirmations(assistant.library.records)
        self._signer = Signer(assistant.library.records)

    def open(self, sentences: Sentences, data: dict[str, str], problem: str = "") -> str:
        """Return the evidence of the sentence that a button names."""
        index = _index(sentences, data)
        if index is None:
            return _GONE
        cited = [c for c in sentences.citations if c.n in sentences.claims[index].citations]
        now = check_staleness((sentences.claims[index],), cited, self._library)
        (claim,) = self.confirmations.overlay(now.claims, now.citations)
        return claim_view(
            claim,
            now.citations,
            turn=sentences.turn,
            index=index,
            library=self._library,
            name=self._signer.name,
            problem=problem,
            has_quotes_list=sentences.has_quotes_list,
        )

    def confirm(self, sentences: Sentences, data: dict[str, str]) -> str:
        """Confirm the sentence that a button names, in the name that was given with it."""

        def change(claim: "Claim") -> None:
            name = data.get("name", "").strip() or self._signer.name
            self.confirmations.confirm(claim, sentences.citations, name)

        return self._change(sentences, data, change)

    def withdraw(self, sentences: Sentences, data: dict[str, str]) -> str:
        """Take back the confirmation of the sentence that a button names."""

        def change(claim: "Claim") -> None:
            self.confirmations.withdraw(claim, sentences.citations)

        return self._change(sentences, data, change)

    def _change(
        self, sentences: Sentences, data: dict[str, str], change: "Callable[[Claim], None]"
    ) -> str:
        index = _index(sentences, data)
        if index is None:
            return _GONE
        claim = sentences.claims[index]

        def work() -> str:
            if data.get("seen") != confirmation_key(claim, sentences.citations):
                raise NothingToSay(
                    "The sentence was not changed",
                    "it is no longer the one that you saw",
                    "Read it as it is now, then decide",
                )
            change(claim)
            return ""

        def told(problem: Problem) -> str:
            return turns.problem(problem)

        return self.open(sentences, data, at_the_rim(work, told))


def _index(sentences: Sentences, data: dict[str, str]) -> int | None:
    text = data.get("claim", "")
    # Digits of other scripts count as decimal, and none is longer than a list of sentences.
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        return None
    return int(text) if int(text) < len(sentences.claims) else None
