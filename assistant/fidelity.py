"""What a sentence written from a card must keep: figures, names, hedges, negation, who says it.

Rules only; each failure is a Finding. They see the card's quote and the written sentence, in any
pair of English and Japanese, and for other languages what figures and names alone can tell.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.questions import names_in
from assistant.terms import Term, terms_in
from assistant.types import Card, Finding
from assistant.wording import (
    LANGUAGES,
    holds_verb,
    loses_doubt,
    states_speech,
    turns_direction,
    turns_negation,
)
from knowledge.quantities import Quantity, find_quantities, same_bound, same_quantity

_TOKEN = re.compile(r"[A-Za-z]+")
_ENDS = re.compile(r"[.!?。！？…][」』”’\"')）\]\s]*$|[」』”\")）]\s*$")
_HALF = re.compile(r"\bhal(?:f|v)|半", re.IGNORECASE)
_ALSO_CALLED = {
    "AI": ("artificial intelligence", "人工知能"),
    "EU": ("European Union", "欧州連合", "欧州"),
    "US": ("United States", "U.S.", "America", "米", "アメリカ"),
    "USA": ("United States", "米国", "アメリカ"),
    "UK": ("United Kingdom", "英国", "イギリス"),
    "UN": ("United Nations", "国連"),
    "GDP": ("gross domestic product", "国内総生産"),
    "R&D": ("research and development", "研究開発"),
    "IT": ("information technology", "情報技術"),
}


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


def check_figures(
    held: Sequence[Quantity],
    text: str,
    language: str,
    *,
    all_needed: bool = True,
    source: str = "",
) -> list[Finding]:
    """Check every figure of `text` against the evidence's, and (if `all_needed`) the reverse.

    `source` is what `held` was read from: a half may be put in many ways (半分, halved, half as
    much), not all of which are read as a figure.
    """
    written = find_quantities(text, language)
    findings = [
        finding
        for quantity in written
        if not (_is_half(quantity) and _HALF.search(source))
        for finding in _check_figure(quantity, held)
    ]
    if all_needed:
        findings += [
            _finding("figure_lost", f"“{quantity.text}” of the source is missing.")
            for quantity in held
            if not _is_plain_count(quantity)
            and not (_is_half(quantity) and _HALF.search(text))
            and not any(same_quantity(quantity, other) for other in written)
        ]
    return findings


def _check_figure(quantity: Quantity, held: Sequence[Quantity]) -> Iterator[Finding]:
    same = [other for other in held if same_quantity(quantity, other)]
    if not same:
        yield _finding("figure_not_in_source", f"“{quantity.text}” isn't in the cited passage.")
    elif not any(same_bound(quantity, other) for other in same):
        yield _finding(
            "bound_changed",
            f"“{quantity.text}” says at least, at most or about otherwise than the source.",
        )


def _is_half(quantity: Quantity) -> bool:
    return quantity.unit == "fraction" and quantity.value == Decimal("0.5")


def _is_plain_count(quantity: Quantity) -> bool:
    # "one" and "two" of small things come and go in translation without harm to the meaning.
    return not quantity.unit and quantity.value is not None and quantity.value <= 2


def check_names(card: Card, text: str, language: str, terms: Sequence[Term]) -> list[Finding]:
    """Check that the quote's Latin names and listed terms stand in `text`, and no others do."""
    findings: list[Finding] = []
    folded = _fold(text)
    quote = unicodedata.normalize("NFKC", card.quote)
    for name in names_in(quote):
        if card.language == "en" and not _looks_named(name):
            continue  # a capitalised word may be translated
        if _TOKEN.search(name) and not any(_fold(form) in folded for form in _forms(name, terms)):
            findings.append(_finding("name_lost", f"“{name}” of the source is missing."))
    if card.language != "en":
        for term in terms_in(card.quote, terms, card.language):
            other = term.english if language == "en" else term.japanese
            if _fold(other) not in folded:
                findings.append(_finding("term_lost", f"“{other}” of the source is missing."))
    around = (quote, card.heading, card.lead_in, card.subject, card.speaker, card.title)
    held = terms_in(" ".join(around), terms, card.language)
    known = _fold(" ".join((*around, *(f"{term.english} {term.japanese}" for term in held))))
    for name in names_in(text):
        is_named = _looks_named(name) and _TOKEN.search(name)
        if is_named and not any(_fold(form) in known for form in _forms(name, terms)):
            findings.append(_finding("name_added", f"“{name}” isn't in the source."))
    return findings


_DOCUMENT_CODE = re.compile(
    r"\b\d+ (?:FR|Fed\. Reg\.|CFR|U\.S\.C\.) [\d.]*\d|\bFR Doc\.? [\d-]*\d"
    r"|\b[A-Z]{2,}(?:-[A-Z0-9]+)+|\b[A-Za-z]+\.gov\b"
)


def check_codes(card: Card, text: str) -> list[Finding]:
    """Check that docket and document numbers, legal citations and addresses stand as they are."""
    return [
        _finding("code_lost", f"“{code}” of the source isn't there as it is written.")
        for code in dict.fromkeys(_DOCUMENT_CODE.findall(unicodedata.normalize("NFKC", card.quote)))
        if code not in unicodedata.normalize("NFKC", text)
    ]


def _forms(name: str, terms: Sequence[Term]) -> Iterator[str]:
    """Yield the name and what else it is called."""
    yield name
    yield from _ALSO_CALLED.get(name.replace(".", ""), ())
    yield from (term.japanese for term in terms if term.english == name)
    yield from (term.english for term in terms if term.japanese == name)


def _looks_named(name: str) -> bool:
    # A capitalised first word of a sentence is no name; an acronym or mixed case is one.
    return bool(re.search(r"[A-Z].*[A-Z]|\d", name)) and " " not in name


def _check_wording(card: Card, text: str, language: str) -> Iterator[Finding]:
    source = card.quote
    if loses_doubt(source, card.language, text, language):
        yield _finding("modality_stronger", "The source says it may be so; this says it is.")
    if turns_negation(source, card.language, text, language):
        yield _finding("negation_changed", "A “not” of the source is lost or added.")
    is_said = holds_verb(source, card.speech_verb, card.language)
    if is_said and not states_speech(text, language):
        yield _finding(
            "attribution_dropped",
            f"The source reports what {card.speaker or 'somebody'} says; this drops it.",
        )
    if turned := turns_direction(source, card.language, text, language):
        yield _finding("direction_turned", turned)


def _check_form(card: Card, text: str, language: str) -> list[Finding]:
    words = text.split() if language != "ja" else list(text)
    if len(words) < 3:
        return [_finding("too_short", "Too little is left of the sentence.")]
    if _ENDS.search(card.quote) and not _ENDS.search(text):
        return [_finding("cut_off", "It breaks off before its end.")]
    grams = [tuple(words[i : i + 6]) for i in range(len(words) - 5)]
    if len(words) >= 12 and len(set(grams)) < 0.8 * len(grams):
        return [_finding("repeats", "It repeats itself.")]
    weight = len(text) / (2.4 if language != "ja" and card.language == "ja" else 1.0)
    weight *= 2.4 if language == "ja" and card.language != "ja" else 1.0
    if not 0.35 <= weight / max(1, len(card.quote)) <= 2.2:
        return [_finding("length_odd", "It is far shorter or longer than the source's sentence.")]
    return []


def _finding(code: str, message: str) -> Finding:
    return Finding(
        code=code,
        severity="error",
        message=message,
        remedy="Read the original beside it; edit the sentence or leave it out.",
    )


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
