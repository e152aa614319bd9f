"""Are the names and set terms of a sentence those of its source?"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.questions import names_in
from assistant.terms import Term, terms_in
from assistant.types import Card, Finding
from assistant.verification.bodies import names_body
from assistant.verification.called import ALSO_CALLED, CLIPPED, LOANWORDS, SHORT_FOR
from assistant.verification.codes import finding
from assistant.verification.sounds import says_enough, sounds_alike
from assistant.verification.tokens import Text
from knowledge.quantities import Quantity, find_quantities
from knowledge.quantities.units import CURRENCY_BY_CODE, MEASURES

_TOKEN = re.compile(r"[A-Za-z]+")
_DOCUMENT_CODE = re.compile(
    r"\b\d+ (?:FR|Fed\. Reg\.|CFR|U\.S\.C\.) [\d.]*\d|\bFR Doc\.? [\d-]*\d"
    r"|\b[A-Z]{2,}(?:-[A-Z0-9]+)+|\b[A-Za-z]+\.gov\b"
)
_JAPANESE_BODY = re.compile(
    r"[一-龠々ァ-ヴーA-Za-z]{1,14}?(?:省|庁|局|委員会|審議会|大学|大|協会|学会|連盟|連合|連合会|財団|機構"
    r"|研究所|研究会|銀行|電鉄|電力|新聞|裁判所|組合|教授|氏|県|党|社)(?![一-龠々ァ-ヴー])"
)
_GENERAL = re.compile(
    r"^(?:[同各両全当本某他]|複数|関係|教育|一部|最|巨|拡|増|莫|過|甚|重|株式)"
    r"|(?:会社|商社|各社|他社|自社|本社|結社|新聞社)$"
)


def fold(text: str) -> str:
    """Return `text` without what is not a letter or digit, in one width and case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def check_names(card: Card, text: str, language: str, terms: Sequence[Term]) -> list[Finding]:
    """Check that the quote's Latin names and listed terms stand in `text`, and no others do."""
    return [*_lost(card, text, language, terms), *check_added_names([card], text, terms)]


def _lost(card: Card, text: str, language: str, terms: Sequence[Term]) -> Iterator[Finding]:
    folded = fold(text)
    for name in names_in(unicodedata.normalize("NFKC", card.quote)):
        if card.language == "en" and not _looks_named(name):
            continue  # a capitalised word may be translated
        if _TOKEN.search(name) and not any(fold(form) in folded for form in forms(name, terms)):
            yield finding("name_lost", name)
    if card.language != "en":
        for term in terms_in(card.quote, terms, card.language):
            other = term.english if language == "en" else term.japanese
            if fold(other) not in folded:
                yield finding("term_lost", other)


def check_added_names(
    cards: Sequence[Card],
    text: str,
    terms: Sequence[Term],
    quantities: Sequence[Quantity] | None = None,
) -> Iterator[Finding]:
    """Yield the acronyms and mixed-case names of `text` that no card holds.

    `quantities` are those of `text`, where they have been read already.
    """
    known = known_around(cards, terms)
    raw = _raw(cards)
    for name in names_in(text):
        is_named = _looks_named(name) and _TOKEN.search(name)
        if not is_named or _is_unit(name, text, quantities):
            continue  # the figures' rule compares units
        if any(_holds(form, known, raw) for form in forms(name, terms)):
            continue
        if not _abbreviates(name, text):
            yield finding("name_added", name)


def _is_unit(name: str, text: str, quantities: Sequence[Quantity] | None) -> bool:
    """Tell whether a name is only the unit of a figure: 3.1 TWh."""
    if name not in MEASURES and name not in CURRENCY_BY_CODE:
        return False
    read = find_quantities(text, "en") if quantities is None else quantities
    spans = [(q.start, q.end) for q in read if q.unit == name]
    return all(
        any(start <= match.start() < end for start, end in spans)
        for match in re.finditer(rf"(?<![A-Za-z]){name}(?![A-Za-z])", text)
    )


def _raw(cards: Sequence[Card]) -> str:
    """Return what the cards say as it is written, without the dots of U.S."""
    said = " ".join(
        f"{c.quote} {c.heading} {c.lead_in} {c.subject} {c.speaker} {c.title} {c.publisher}"
        f" {c.origin_name}"
        for c in cards
    )
    return re.sub(r"(?<=[A-Z])\.", "", unicodedata.normalize("NFKC", said))


def _holds(form: str, known: str, raw: str) -> bool:
    # The letters of a short acronym occur within other words too: EV in "television".
    if re.fullmatch(r"[A-Z]{2,3}s?", form):
        return form.rstrip("s") in raw
    return fold(form) in known


def known_around(cards: Sequence[Card], terms: Sequence[Term]) -> str:
    """Return all that the cards say or stand under, folded, listed terms in both languages."""
    around = [
        " ".join(
            (
                card.quote,
                card.heading,
                card.lead_in,
                card.subject,
                card.speaker,
                card.title,
                card.publisher,
                card.origin_name,
            )
        )
        for card in cards
    ]
    held = [
        term
        for card, said in zip(cards, around, strict=True)
        for term in terms_in(said, terms, card.language)
    ]
    return fold(" ".join((*around, *(f"{term.english} {term.japanese}" for term in held))))


def _abbreviates(name: str, text: str) -> bool:
    """Tell whether the letters are those of the words before: "bill of materials (BOM)"."""
    at = re.search(rf"\({re.escape(name)}s?\)", text)
    if at is None:
        return False
    letters = "".join(word[0] for word in re.findall(r"[A-Za-z]+", text[: at.start()])).lower()
    wanted = iter(reversed(re.sub(r"[^A-Za-z]|s$", "", name).lower()))
    got = next(wanted, "")
    for letter in reversed(letters[-2 * len(name) :]):
        if letter == got:
            got = next(wanted, "")
    return not got


def check_codes(card: Card, text: str) -> list[Finding]:
    """Check that docket and document numbers, legal citations and addresses stand as they are."""
    return [
        finding("code_lost", code)
        for code in dict.fromkeys(_DOCUMENT_CODE.findall(unicodedata.normalize("NFKC", card.quote)))
        if code not in unicodedata.normalize("NFKC", text)
    ]


def forms(name: str, terms: Sequence[Term]) -> Iterator[str]:
    """Yield the name and what else it is called."""
    yield name
    if made_with := re.match(r"([A-Z][A-Za-z0-9]+)-[a-z]+$", name):
        yield from forms(made_with[1], terms)  # AI-generated
    yield from ALSO_CALLED.get(name.replace(".", ""), ())
    yield from (term.japanese for term in terms if term.english == name)
    yield from (term.english for term in terms if term.japanese == name)


def _looks_named(name: str) -> bool:
    # A capitalised first word of a sentence is no name; an acronym or mixed case is one.
    return bool(re.search(r"[A-Z].*[A-Z]|\d", name)) and " " not in name


def check_names_alike(claim: Text, known: str, terms: Sequence[Term]) -> Iterator[Finding]:
    """Yield the names of a claim that its sources, in the same language, don't hold."""
    if claim.language == "en":
        for token in claim.tokens:
            name = re.sub(r"['’]s?$", "", claim.text[token.start : token.end])
            is_new = token.kind == "name" and len(name) > 1 and token.key not in known
            if is_new and not any(fold(form) in known for form in forms(name, terms)):
                yield finding("name_added", name)
        return
    for pattern in (_JAPANESE_BODY, re.compile(r"[ァ-ヴ][ァ-ヴー]{2,}")):
        for match in pattern.finditer(claim.text):
            name = match.group()
            is_general = name in LOANWORDS or _GENERAL.search(name)
            if not is_general and not _is_known(name, known):
                yield finding("name_added", name)
            elif not is_general and _is_cut_in_a_word(name, known):
                yield finding("name_changed", name)


def _is_cut_in_a_word(name: str, known: str) -> bool:
    """Tell whether the sources have the name only with one more kanji before it: 出入国, 入国."""
    folded = fold(name)
    if not re.match(r"[一-龠]{4}", folded):
        return False
    before = [known[max(0, m.start() - 2) : m.start()] for m in re.finditer(folded, known)]
    return bool(before) and all(
        re.search(r"(?:^|[^一-龠])[一-龠]$", part) and part[-1] not in _MAY_STAND_BEFORE
        for part in before
    )


_MAY_STAND_BEFORE = frozenset(
    "市県国町村都府道区州新旧全元各本米英仏独中韓露党同両前現当其某日欧豪印台"
)


def spelt_out(text: str) -> str:
    """Return Japanese text with the short names of ministries at their full length."""
    for short, full in SHORT_FOR.items():
        if full not in text:
            text = text.replace(short, full)
    return text


def _is_known(name: str, known: str) -> bool:
    folded = fold(name)
    if any(folded in pair and any(word in known for word in pair) for pair in CLIPPED):
        return True
    if folded in known or _spelt_alike(folded) in _spelt_alike(known):
        return True
    for short, full in SHORT_FOR.items():
        if folded.replace(short, full) in known or folded.replace(full, short) in known:
            return True
    return len(folded) < 3


def _spelt_alike(text: str) -> str:
    # ソフトウエア and ソフトウェア, サーバ and サーバー are one word.
    return text.replace("ー", "").translate(
        str.maketrans("ァィゥェォャュョヴ", "アイウエオヤユヨブ")
    )


_MADE_OF = re.compile(r"(?:・[ァ-ヴ]|社|氏|さん|」|県|州|市|大学|は(?=[、\s])|のは)")


def check_names_across(claim: Text, source: Text, known: str) -> Iterator[Finding]:
    """Yield names written in katakana on one side that sound otherwise on the other.

    A name in kanji has no sound that rules could tell, so nothing is said of it.
    """
    if claim.language == source.language:
        return
    latin, kana = (claim, source) if claim.language == "en" else (source, claim)
    latin_names = [
        latin.text[t.start : t.end]
        for t in latin.tokens
        if t.kind == "name" and latin.text[t.start - 1 : t.start] != "-"
    ]
    kana_names = [kana.text[t.start : t.end] for t in kana.tokens if re.match("[ァ-ヴ]", t.key)]
    words = _phrases(latin.text)
    for token in kana.tokens:
        name = kana.text[token.start : token.end]
        if len(name) < 3 or name in LOANWORDS or not re.match("[ァ-ヴ]", name):
            continue
        if not says_enough(name):
            continue
        made_of = _MADE_OF.match(kana.text, token.end)
        if made_of is None:
            continue
        if any(sounds_alike(name, word) for word in words) or _ends_a_word(name, latin.text):
            continue
        if kana is source:
            others = [n for n in latin_names if not _is_explained(n, kana_names, known)]
            if others:
                yield finding("name_changed", others[-1])
        elif fold(name) not in known and latin_names:
            # A topic is a name in a source; in a translation it may be any loanword, unless a
            # name of the source is left over.
            is_topic = made_of.group() in ("は", "のは")
            left = [n for n in latin_names if not _is_explained(n, kana_names, known="")]
            if not is_topic or any(not names_body(n) for n in left):
                yield finding("name_changed", name)


def _phrases(text: str) -> list[str]:
    """Return the words of a Latin text, and each two and three side by side."""
    words = re.findall(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*", text)
    pairs = ["".join(words[i : i + n]) for n in (2, 3) for i in range(len(words) - n + 1)]
    return [*(re.sub(r"['’]s$", "", word) for word in words), *pairs]


def _ends_a_word(name: str, latin: str) -> bool:
    """Tell whether an English compound ends like it: メーカー in "toolmaker"."""
    return any(
        sounds_alike(name, word[i:])
        for word in re.findall(r"[a-z]{7,}", latin)
        for i in range(2, len(word) - 3)
    )


def _is_explained(name: str, kana_names: Sequence[str], known: str) -> bool:
    return fold(name) in known or any(sounds_alike(kana, name) for kana in kana_names)
