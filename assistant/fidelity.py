"""What a sentence written from a card must keep: figures, names, hedges, negation, who says it.

Rules only; each failure is a Finding. They see the card's quote and the written sentence, in any
pair of English and Japanese, and for other languages what figures and names alone can tell.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.terms import Term
from assistant.types import Card, Finding
from assistant.verification.codes import finding
from assistant.verification.figures import check_figures
from assistant.verification.names import check_codes, check_names
from assistant.wording import (
    LANGUAGES,
    holds_verb,
    loses_doubt,
    states_speech,
    turns_direction,
    turns_negation,
)

_ENDS = re.compile(r"[.!?。！？…][」』”’\"')）\]\s]*$|[」』”\")）]\s*$")


def check_rendering(
    card: Card, text: str, language: str, terms: Sequence[Term] = ()
) -> tuple[Finding, ...]:
    """Compare `text`, in `language`, with the card's quote; no finding: no rule failed."""
    findings: list[Finding] = []
    findings += check_figures(card.quantities, text, language, source=card.quote)
    findings += check_names(card, text, language, terms)
    findings += check_codes(card, text)
    if card.language in LANGUAGES and language in LANGUAGES:
        findings += _check_wording(card, text, language)
    findings += _check_form(card, text, language)
    return tuple(findings)


def _check_wording(card: Card, text: str, language: str) -> Iterator[Finding]:
    source = card.quote
    if loses_doubt(source, card.language, text, language):
        yield finding("modality_stronger", "it may be so")
    if turns_negation(source, card.language, text, language):
        yield finding("negation_changed")
    is_said = holds_verb(source, card.speech_verb, card.language)
    if is_said and not states_speech(text, language):
        yield finding("attribution_dropped", card.speaker or "somebody")
    if turned := turns_direction(source, card.language, text, language):
        yield finding("direction_turned", turned)


def _check_form(card: Card, text: str, language: str) -> list[Finding]:
    words = text.split() if language != "ja" else list(text)
    if len(words) < 3:
        return [finding("too_short")]
    if _ENDS.search(card.quote) and not _ENDS.search(text):
        return [finding("cut_off")]
    grams = [tuple(words[i : i + 6]) for i in range(len(words) - 5)]
    if len(words) >= 12 and len(set(grams)) < 0.8 * len(grams):
        return [finding("repeats")]
    weight = len(text) / (2.4 if language != "ja" and card.language == "ja" else 1.0)
    weight *= 2.4 if language == "ja" and card.language != "ja" else 1.0
    if not 0.35 <= weight / max(1, len(card.quote)) <= 2.2:
        return [finding("length_odd")]
    return []
