"""Write a card's quote in another language: candidates from the model, chosen by rule.

A candidate that loses or adds a figure, a year, a name, a hedge, a "not" or who says it stands
behind one that doesn't; among equals the best is the one from which the original is likeliest to
come back: log p(original | rendering). Measured: of three candidates that one was faithful
wherever any of the three was. What a person decided about the sentence goes before all of it, and
what they rejected is never written again.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from assistant.attributing import attributed
from assistant.cards import table_row
from assistant.decisions import Decision
from assistant.errors import NothingToSay
from assistant.fidelity import check_rendering
from assistant.kept_renderings import KeptRenderings, rendering_key
from assistant.prompting import load_prompt
from assistant.runtime import GenerationOptions, LocalModel, scripts_of_language
from assistant.terms import Term, replace_terms
from assistant.types import Card, Finding, Rendering
from knowledge.quantities import normalise_quantities
from knowledge.records import Records

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

CANDIDATES = 4
"""Texts for each card; four cards at once fill the model's sixteen lanes."""
CARDS_AT_ONCE = 4
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LANGUAGE_NAMES = {
    "en": "English", "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "fr": "French",
    "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
}  # fmt: skip
WRITTEN_LANGUAGES = ("en", "ja")
"""Languages that renderings can be written in."""


_TOO_LONG = Finding(
    code="too_long_to_translate",
    severity="error",
    message="The sentence is too long for the model.",
    remedy="Translate it yourself, or choose a bigger context or model in the settings.",
)
_NOTHING_WRITTEN = Finding(
    code="nothing_written",
    severity="error",
    message="The model wrote no translation of it.",
    remedy="Translate it yourself, or choose another model in the settings.",
)
_ONLY_REJECTED = Finding(
    code="only_rejected_written",
    severity="error",
    message="The model wrote only what was rejected before.",
    remedy="Write the translation yourself, or choose another model in the settings.",
)


class Renderer:
    """The renderings of one workspace by one model."""

    def __init__(
        self, model: LocalModel, model_id: str, records: Records, terms: Sequence[Term]
    ) -> None:
        self._model = model
        self._model_id = model_id
        self._kept = KeptRenderings(records, model_id)
        self._terms = tuple(terms)

    def kept(self, card: Card, language: str) -> Rendering | None:
        """Return the rendering that stands for the card; None when it has none yet."""
        return self._kept.get(card, language)

    def render(
        self,
        cards: Sequence[Card],
        language: str,
        *,
        stop: Event | None = None,
        on_done: Callable[[int, int], None] | None = None,
    ) -> tuple[Rendering, ...]:
        """Return each card's rendering, kept ones at once, the others written and kept.

        Args:
            cards: In a language other than `language`.
            language: One of `WRITTEN_LANGUAGES`.
            stop: When set, the work ends; what was finished is kept.
                A sentence that is too long for the model gets a rendering without text, and a
                finding that says so.
            on_done: Told how many of all are there.

        Raises:
            Cancelled: `stop` was set.
        """
        found = {card: self.kept(card, language) for card in cards}
        missing = [card for card, rendering in found.items() if rendering is None]
        for start in range(0, len(missing), CARDS_AT_ONCE):
            group = missing[start : start + CARDS_AT_ONCE]
            for card, written in zip(group, self._written(group, language, stop), strict=True):
                found[card] = written
            if on_done is not None:
                on_done(len(cards) - len(missing) + start + len(group), len(cards))
        return tuple(r for card in cards if (r := found[card]) is not None)

    def render_anew(self, card: Card, language: str, *, stop: Event | None = None) -> Rendering:
        """Write another rendering than those that were rejected, and keep it.

        A text that a person edited or approved meanwhile stays.

        Raises:
            Cancelled: `stop` was set; what was kept before is kept on.
        """
        (written,) = self._written([card], language, stop)
        return written

    def render_other(
        self,
        card: Card,
        failed: Rendering,
        passes: Callable[[Rendering], bool],
        *,
        stop: Event | None = None,
    ) -> Rendering | None:
        """Write another rendering than one of the model's that failed, once for each that fails.

        Where only who says it was lost, that is put back by rule; else the model writes anew.

        Args:
            card: What is rendered.
            failed: What stands for it now.
            passes: Tells whether a text may stand in its place.
            stop: When set, the work ends.

        Returns:
            The best that passes, kept from now on; None where there is none, where that was tried
            before, or where a person wrote or decided what stands there.

        Raises:
            Cancelled: `stop` was set.
        """
        if failed.state != "machine":
            return None
        language = failed.language
        put_back = [
            self._rendering(card, language, text, found)
            for text in attributed(card, failed.text, language, self._terms)
            if not (found := check_rendering(card, text, language, self._terms))
        ]
        if kept := next(filter(passes, put_back), None):
            return self._kept.keep(card, kept)
        if self._kept.was_tried(failed):
            return None
        try:
            passing = [r for r in self._others(card, failed, stop) if passes(r)]
        except NothingToSay:
            passing = []  # too long for the model
        if passing:
            return self._kept.keep(card, min(self._scored(card, passing, stop), key=_order))
        self._kept.keep_tried(failed)
        return None

    def _others(self, card: Card, failed: Rendering, stop: Event | None) -> list[Rendering]:
        language = failed.language
        decision = self._kept.decision(card, language)
        # Other seeds than those of the two rounds before, and of what was rejected.
        attempt = 2 + (0 if decision is None else len(decision.rejected))
        (texts,) = self._model.sample_candidates(
            [self._messages(card, language)],
            CANDIDATES,
            [self._options(card, language, attempt)],
            stop=stop,
        )
        permitted, _ = _permitted(texts, decision)
        checks = [(t, check_rendering(card, t, language, self._terms)) for t in permitted]
        return [
            self._rendering(card, language, text, found)
            for text, found in checks
            if text != failed.text
        ]

    def _written(self, cards: Sequence[Card], language: str, stop: Event | None) -> list[Rendering]:
        try:
            return self._write(cards, language, stop)
        except NothingToSay:
            # One sentence has no room in the model; the others needn't go without.
            if len(cards) > 1:
                return [r for card in cards for r in self._written([card], language, stop)]
            return [
                self._kept.keep(cards[0], self._rendering(cards[0], language, "", (_TOO_LONG,)))
            ]

    def _write(self, cards: Sequence[Card], language: str, stop: Event | None) -> list[Rendering]:
        prompts = [self._messages(card, language) for card in cards]
        best: dict[int, Rendering] = {}
        todo = list(range(len(cards)))
        decisions = [self._kept.decision(card, language) for card in cards]
        # Other seeds than those that led to what was rejected.
        tries = [0 if decision is None else len(decision.rejected) for decision in decisions]
        for is_last in (False, True):
            options = [self._options(cards[i], language, int(is_last) + tries[i]) for i in todo]
            texts = self._model.sample_candidates(
                [prompts[i] for i in todo], CANDIDATES, options, stop=stop
            )
            for i, candidates in zip(todo, texts, strict=True):
                permitted, failure = _permitted(candidates, decisions[i])
                ranked = self._rank(cards[i], permitted, language, stop, failure)
                best[i] = min((best.get(i, ranked), ranked), key=_order)
                if is_last or not best[i].findings:
                    best[i] = self._kept.keep(cards[i], best[i])
            todo = [i for i in todo if best[i].findings]
            if not todo:
                break
        return [best[i] for i in range(len(cards))]

    def _messages(self, card: Card, language: str) -> "list[BaseMessage]":
        pairs = table_row(card)
        sentence = "; ".join(f"{head}: {cell}" for head, cell in pairs) or card.quote
        sentence, subject = sentence.strip().lstrip("-*・•# ").strip(), card.subject
        if {language, card.language} == {"en", "ja"}:
            sentence = replace_terms(sentence, self._terms, language)
            subject = replace_terms(subject, self._terms, language)
        sentence = normalise_quantities(sentence, card.language, language)
        prompt = load_prompt(f"render_{language}", frozenset({"subject", "sentence"}))
        return prompt.messages(subject=subject or "-", sentence=" ".join(sentence.split()))

    def _options(self, card: Card, language: str, attempt: int) -> GenerationOptions:
        sentence = normalise_quantities(
            unicodedata.normalize("NFKC", card.quote), card.language, language
        )
        return GenerationOptions(
            max_tokens=min(160, 24 + self._model.count_tokens(card.quote)),
            seed=1 + attempt * CANDIDATES,
            stop_strings=("\n",),
            scripts=scripts_of_language(language),
            allowed_numbers=frozenset(_NUMBER.findall(f"{sentence} {card.subject}")),
        )

    def _rank(
        self,
        card: Card,
        texts: Sequence[str],
        language: str,
        stop: Event | None,
        failure: Finding,
    ) -> Rendering:
        """Return the best of the texts; one without text and with `failure` when there is none."""
        if not texts:
            return self._rendering(card, language, "", (failure,))
        checked = [
            self._rendering(
                card, language, text, check_rendering(card, text, language, self._terms)
            )
            for text in texts
        ]
        fewest = min(len(rendering.findings) for rendering in checked)
        # Only those that may win are scored: a score costs about a second.
        finalists = [r for r in checked if len(r.findings) == fewest]
        return min(self._scored(card, finalists, stop), key=_order)

    def _scored(
        self, card: Card, finalists: Sequence[Rendering], stop: Event | None
    ) -> list[Rendering]:
        prompt = load_prompt("render_back", frozenset({"language", "rendering"}))
        into = LANGUAGE_NAMES.get(card.language, "its original language")
        scores = self._model.score_pairs(
            [(prompt.messages(language=into, rendering=r.text), card.quote) for r in finalists],
            stop=stop,
        )
        return [replace(r, score=s.mean) for r, s in zip(finalists, scores, strict=True)]

    def _rendering(
        self, card: Card, language: str, text: str, findings: tuple[Finding, ...]
    ) -> Rendering:
        return Rendering(
            key=rendering_key(card, language, self._model_id),
            quote=card.quote,
            text=text,
            language=language,
            model_id=self._model_id,
            state="machine",
            score=0.0,
            findings=findings,
        )


def _permitted(candidates: Sequence[str], decision: Decision | None) -> tuple[list[str], Finding]:
    """Return the candidates that weren't rejected, and what to say should there be none."""
    texts = list(dict.fromkeys(" ".join(text.split()) for text in candidates if text.strip()))
    allowed = [text for text in texts if decision is None or not decision.rejects(text)]
    return allowed, (_ONLY_REJECTED if texts else _NOTHING_WRITTEN)


def _order(rendering: Rendering) -> tuple[bool, int, float]:
    return not rendering.text, len(rendering.findings), -rendering.score
