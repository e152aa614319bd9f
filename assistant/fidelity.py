"""What a sentence written from a card must keep: figures, names, hedges, negation, who says it.

Rules only; each failure is a Finding. They see the card's quote and the written sentence, in any
pair of English and Japanese, and for other languages what figures and names alone can tell.
"""

import re
import unicodedata
from collections.abc import Sequence

from assistant.questions import names_in
from assistant.terms import Term, terms_in
from assistant.types import Card, Finding
from knowledge.quantities import Quantity, find_quantities, same_bound, same_quantity

_MODAL = {
    "en": re.compile(
        r"\b(?:may|might|could|can|would|should|likely|unlikely|possib\w+|potential\w*|perhaps"
        r"|probabl\w+|expected|appears?|seems?|risks?|unclear|unknown|concerns?|fears?)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"可能性|かもしれ|だろう|でしょう|おそらく|恐らく|うる|得る|見込|懸念|おそれ|恐れ|リスク|期待|未知数"
        r"|ようだ|ようです|と思われ|とみられ|はず|可能"
    ),
}
_STRONG_MODAL = {
    "en": re.compile(r"\b(?:may|might|could|would|possib\w+|perhaps|probabl\w+|likely)\b", re.I),
    "ja": re.compile(r"可能性|かもしれ|だろう|でしょう|おそらく|恐らく|おそれ|恐れ|未知数"),
}
_NEGATION = {
    "en": re.compile(
        r"\b(?:not|no|never|none|nor|neither|without|cannot|nothing|nobody|fails? to|lacks?"
        r"|unable|un(?:known|clear|likely|intended|resolved|certain)|instead of|rather than)\b"
        r"|n't\b|\bin(?:sufficient|complete|consistent)\w*",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"ない|ません|ず(?![っつ])|なかっ|なけれ|なく|未(?:知|満|だ|定|確)|不(?:明|能|足|要|可)|無(?:い|く|し)|ぬ(?:。|$)"
        r"|非(?=公開)|にすぎ"
    ),
}
_SPEECH = {
    "en": re.compile(
        r"\b(?:argu|claim|sa(?:y|id)|stat|assert|maintain|contend|believ|think|estimat|suggest|not"
        r"|point|propos|recommend|call|ask|urg|demand|seek|sought|stress|emphasi|highlight|warn"
        r"|report|accord|present|cit|describ|advocat|request|want|view|consider|hold|insist|support"
        r"|explain|add|writ|wrote|find|found|show|express|conclud|mention|submit|offer)\w*",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"主張|述べ|言う|言い|いう|いい|指摘|提案|提言|推定|推計|見積|求め|訴え|強調|考え|示し|示す|論じ|報じ"
        r"|によれば|によると|とし|とされ|という|提示|警告|挙げ|掲げ|語|説明|要請|支持|発表|見て|みて"
    ),
}
_OPPOSITES = {
    # Words that carry a direction; the written sentence may not turn it round.
    "en": (
        (
            re.compile(r"\b(?:increas|ris|grow|rais|boost|more|higher|expand|strengthen)\w*", re.I),
            re.compile(r"\b(?:decreas|fall|fell|declin|reduc|less|lower|shrink|weaken)\w*", re.I),
        ),
    ),
    "ja": (
        (
            re.compile(r"増(?:え|や|加|大)|高(?:ま|め|く)|拡大|強化|上昇"),
            re.compile(r"減(?:る|り|ら|少)|低(?:下|く|減)|縮小|弱(?:ま|め|体)|下落|最小|短縮"),
        ),
    ),
}
_TOKEN = re.compile(r"[A-Za-z]+")


def check_rendering(
    card: Card, text: str, language: str, terms: Sequence[Term] = ()
) -> tuple[Finding, ...]:
    """Compare `text`, in `language`, with the card's quote; no finding: no rule failed."""
    findings: list[Finding] = []
    findings += check_figures(card.quantities, text, language)
    findings += check_names(card, text, language, terms)
    source = card.quote
    if card.language in _MODAL and language in _MODAL:
        if _STRONG_MODAL[card.language].search(source) and not _MODAL[language].search(text):
            findings.append(
                _finding("modality_stronger", "The source says it may be so; this says it is.")
            )
        if bool(_NEGATION[card.language].search(source)) != bool(_NEGATION[language].search(text)):
            findings.append(_finding("negation_changed", "A “not” of the source is lost or added."))
        if card.speech_verb and card.speech_verb in source and not _SPEECH[language].search(text):
            findings.append(
                _finding(
                    "attribution_dropped",
                    f"The source reports what {card.speaker or 'somebody'} says; this drops it.",
                )
            )
        findings += _check_direction(card, text, language)
    findings += _check_form(card, text, language)
    return tuple(findings)


def check_figures(
    held: Sequence[Quantity], text: str, language: str, *, all_needed: bool = True
) -> list[Finding]:
    """Check every figure of `text` against the evidence's, and (if `all_needed`) the reverse."""
    findings: list[Finding] = []
    written = find_quantities(text, language)
    for quantity in written:
        same = [other for other in held if same_quantity(quantity, other)]
        if not same:
            findings.append(
                _finding("figure_not_in_source", f"“{quantity.text}” isn't in the cited passage.")
            )
        elif not any(same_bound(quantity, other) for other in same):
            findings.append(
                _finding(
                    "bound_changed",
                    f"“{quantity.text}” says at least, at most or about otherwise than the source.",
                )
            )
    if all_needed:
        for quantity in held:
            if _is_plain_count(quantity):
                continue
            if not any(same_quantity(quantity, other) for other in written):
                findings.append(
                    _finding("figure_lost", f"“{quantity.text}” of the source is missing.")
                )
    return findings


def _is_plain_count(quantity: Quantity) -> bool:
    # "one" and "two" of small things come and go in translation without harm to the meaning.
    return not quantity.unit and quantity.value is not None and quantity.value <= 2


def check_names(card: Card, text: str, language: str, terms: Sequence[Term]) -> list[Finding]:
    """Check that the quote's Latin names and listed terms stand in `text`."""
    findings: list[Finding] = []
    folded = _fold(text)
    if card.language != "en":
        for name in names_in(unicodedata.normalize("NFKC", card.quote)):
            if _TOKEN.search(name) and _fold(name) not in folded:
                findings.append(_finding("name_lost", f"“{name}” of the source is missing."))
        for term in terms_in(card.quote, terms, card.language):
            other = term.english if language == "en" else term.japanese
            if _fold(other) not in folded:
                findings.append(_finding("term_lost", f"“{other}” of the source is missing."))
    if language == "en":
        known = _fold(
            " ".join(
                (card.quote, card.heading, card.lead_in, card.subject, card.speaker, card.title)
            )
        )
        known += _fold(" ".join(term.english for term in terms))
        for name in names_in(text):
            if card.language != "en" and _looks_named(name) and _fold(name) not in known:
                findings.append(_finding("name_added", f"“{name}” isn't in the source."))
    return findings


def _looks_named(name: str) -> bool:
    # A capitalised first word of a sentence is no name; an acronym or mixed case is one.
    return bool(re.search(r"[A-Z].*[A-Z]|\d", name)) and " " not in name


def _check_direction(card: Card, text: str, language: str) -> list[Finding]:
    for (up, down), (up_out, down_out) in zip(
        _OPPOSITES[card.language], _OPPOSITES[language], strict=True
    ):
        rises, falls = bool(up.search(card.quote)), bool(down.search(card.quote))
        if rises and not falls and down_out.search(text) and not up_out.search(text):
            return [_finding("direction_turned", "More became less.")]
        if falls and not rises and up_out.search(text) and not down_out.search(text):
            return [_finding("direction_turned", "Less became more.")]
    return []


def _check_form(card: Card, text: str, language: str) -> list[Finding]:
    words = text.split() if language != "ja" else list(text)
    if len(words) < 3:
        return [_finding("too_short", "Too little is left of the sentence.")]
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
