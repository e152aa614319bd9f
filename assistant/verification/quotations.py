"""Does what stands in quotation marks stand in the source, word for word, as somebody's words?"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.types import Card, Finding
from assistant.verification.codes import finding
from assistant.verification.names import fold
from assistant.verification.speech import speakers_in
from assistant.verification.tokens import FigureKeys, cut
from knowledge.language import is_cjk

_QUOTED = re.compile(
    r"“([^“”]+)”|„([^“”„]+)[“”]|«([^«»]+)»|「((?:[^「」]|「[^「」]*」)+)」|『([^『』]+)』|\"([^\"]+)\""
    r"|‘([^‘’]{8,})’(?!\w)|(?<!\w)'([^']{8,})'(?!\w)"
)
_LEFT_OUT = re.compile(
    r"…+|\.\s?\.\s?\.|[(\[（［]\s?(?:…|\.\.\.|[前中後]?略)\s?[)\]）］]|\[[^\]]*\]"
)
"""What shows that words were left out of a quotation, or put in."""
_MIN_LETTERS = {True: 1, False: 2}
"""Fewer letters can't be told from a mark of another kind; by whether they are Japanese."""
_MIN_ACROSS = {True: 4, False: 8}
_TERM_WORDS, _TERM_LETTERS = 4, 12
"""Up to so many English words, or Japanese letters, are a term set off rather than a statement."""
_NOT_BEFORE = "不非無未反再"
"""Characters before a word in kanji that make another word of it."""
_DOCUMENT = re.compile(
    r"\b(?:report|study|paper|survey|rule|act|law|bill|order|guid\w+|notice|article|document"
    r"|review|memo\w*|opinion|ruling|strategy|plan|policy|contract|letter|filing|standard)\b"
    r"|報告|調査|白書|指針|法|条例|計画|論文|文書|判決|意見書|戦略|規則|契約",
    re.IGNORECASE,
)
_OWN_TRANSLATION = re.compile(
    r"\b(?:our|my|own|unofficial|free(?:ly)?) transl\w+|\btranslat(?:ed|ion)\b"
    r"|[筆著引用]者訳|仮訳|邦訳",
    re.IGNORECASE,
)


def check_quotations(text: str, cards: Sequence[Card], known: str) -> Iterator[Finding]:
    """Yield each quotation of `text` that isn't in a card; `known` is what stands around them."""
    if not cards:
        return
    said = list(quotations(text))
    for quotation in said:
        is_japanese = is_cjk(quotation)
        alike = [card for card in cards if (card.language == "ja") == is_japanese]
        if not alike:
            yield from _across(text, quotation, cards, known)
        elif len(fold(quotation)) >= _MIN_LETTERS[is_japanese]:
            is_held = _is_held(quotation, alike, known)
            if (
                not is_held
                or _was_only_reported(text, quotation, alike)
                or _is_anothers(text, quotation, alike)
            ):
                yield finding("quote_not_verbatim", quotation)


def quotations(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks."""
    for match in _QUOTED.finditer(text):
        yield next(group for group in match.groups() if group)


def _is_held(quotation: str, cards: Sequence[Card], known: str) -> bool:
    """Tell whether the cards hold the quotation, its parts in order where words are left out."""
    parts = [part for part in _LEFT_OUT.split(quotation) if fold(part)]
    around = "\n".join(
        part
        for card in cards
        for part in (card.quote, card.lead_in, card.subject, card.heading, card.title)
    )
    letters, places = _folded(around)
    at = 0
    for part in parts:
        folded = fold(part)
        at = _find_whole(folded, letters, places, around, at)
        if at < 0:
            # A name that is set otherwise (a listed term) is known, but stands nowhere.
            return len(parts) == 1 and folded not in letters and folded in known
        at += len(folded)
    return True


def _folded(text: str) -> tuple[str, list[int]]:
    """Return `text` as `fold` would, and the place of each letter in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for i, letter in enumerate(text):
        for one in unicodedata.normalize("NFKC", letter).lower():
            if one.isalnum():
                letters.append(one)
                places.append(i)
    return "".join(letters), places


def _find_whole(part: str, letters: str, places: list[int], text: str, start: int) -> int:
    """Return where `part` stands as whole words from `start` on, -1 if nowhere."""
    at = letters.find(part, start)
    while at >= 0:
        before = text[places[at] - 1 : places[at]] if places[at] else ""
        after = text[places[at + len(part) - 1] + 1 :][:1]
        is_cut = _is_latin(before) and _is_latin(part[0])
        is_cut = is_cut or (_is_latin(after) and _is_latin(part[-1]))
        if not is_cut and not (before and before in _NOT_BEFORE):
            return at
        at = letters.find(part, at + 1)
    return -1


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _was_only_reported(text: str, quotation: str, cards: Sequence[Card]) -> bool:
    """Tell whether a source's report of what somebody said is given as that person's own words."""
    if _is_term(quotation) or not speakers_in(text, cards[0].language):
        return False
    for card in cards:
        if fold(quotation) not in fold(card.quote):
            continue
        quoted = [fold(said) for said in quotations(card.quote)]
        if any(fold(quotation) in said or said in fold(quotation) for said in quoted):
            return False
        said = [s for s in speakers_in(card.quote, card.language) if s.reports]
        return bool(said) and not any(_DOCUMENT.search(s.who) for s in said)
    return False


def _is_anothers(text: str, quotation: str, cards: Sequence[Card]) -> bool:
    """Tell whether the words before a quotation are those before another one of the source."""
    for card in cards:
        leads = {
            fold(said): _lead(card.quote, said, card.language) for said in quotations(card.quote)
        }
        own = leads.get(fold(quotation))
        if own is None or len(leads) == 1:
            continue
        if card.language == "en" and _is_of_another_speaker(text, quotation, card.quote):
            return True
        if not own:
            continue  # the one who was speaking goes on
        written = _lead(text, quotation, card.language)
        for said, lead in leads.items():
            if said != fold(quotation) and written & (lead - own) and not written & (own - lead):
                return True
    return False


def _is_of_another_speaker(text: str, quotation: str, source: str) -> bool:
    """Tell whether the claim gives a quotation to the one whom the source gives another."""
    theirs = _spoken(source)
    ours = _spoken(text).get(fold(quotation))
    own = theirs.get(fold(quotation))
    if not own or not ours:
        return False
    return any(
        ours & (who - own) and not ours & (own - who)
        for said, who in theirs.items()
        if said != fold(quotation)
    )


def _spoken(text: str) -> dict[str, frozenset[str]]:
    """Return the quotations of an English text, each with the words for whoever says it.

    These are in the words before it, or after it where a verb of speech follows.
    """
    matches = list(_QUOTED.finditer(text))
    found: dict[str, frozenset[str]] = {}
    start = 0
    for i, match in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else len(text)
        before, after = text[start : match.start()], text[match.end() : end]
        start = match.end()
        if _SPOKEN_AFTER.match(after):
            stop = _NEXT_CLAUSE.search(after)
            length = stop.end() if stop else len(after)
            before, start = after[:length], match.end() + length
        quoted = next(group for group in match.groups() if group)
        found[fold(quoted)] = _who(_OPENING.sub("", before))
    return found


def _who(words: str) -> frozenset[str]:
    """Return the names in some words, or where there are none the speaker's words."""
    text = cut(words, "en", FigureKeys())
    names = frozenset(t.key for t in text.tokens if t.kind == "name")
    said = [said.who for said in speakers_in(words.strip(), "en")]
    spoken = cut(" ".join(said), "en", FigureKeys())
    return names | frozenset(t.key for t in spoken.tokens if t.is_content)


_SPOKEN_AFTER = re.compile(r",? (?:said|says|wrote|argued|added|warned|told|according to)\b")
_NEXT_CLAUSE = re.compile(r"[.;] |, (?:and|but|while|whereas|though) ")
_OPENING = re.compile(r"^[\W_]*(?:(?:and|but|while|whereas|though|although) )?", re.IGNORECASE)


def _lead(text: str, quotation: str, language: str) -> frozenset[str]:
    """Return the words between a quotation and the one, or the clause, before it."""
    before = text[: max(0, text.find(quotation) - 1)]
    before = re.split(r"[,;.“”\"「」、。]", before.rstrip(", 、"))[-1]
    if before.endswith(_GOES_ON):
        return frozenset()
    return cut(before, language, FigureKeys()).keys()


_GOES_ON = ("一方", "一方で", "ながら", "うえで", "上で", "ほか", "とともに")
"""What ends a clause of the one who goes on speaking."""


def _is_term(quotation: str) -> bool:
    if is_cjk(quotation):
        return len(fold(quotation)) <= _TERM_LETTERS and not re.search(
            r"[るいただうくすずぬ]。?$", quotation
        )
    return len(quotation.split()) < _TERM_WORDS


def _across(text: str, quotation: str, cards: Sequence[Card], known: str) -> Iterator[Finding]:
    """Yield a quotation in another language than the source: never the source's own words."""
    is_japanese = is_cjk(quotation)
    if len(fold(quotation)) < _MIN_ACROSS[is_japanese] or fold(quotation) in known:
        return
    is_set_off = _is_term(quotation) or (not is_japanese and _is_title(quotation))
    is_own = bool(_OWN_TRANSLATION.search(text))
    is_marked = any(True for card in cards for _ in quotations(card.quote))
    is_name = not re.search(r"[ぁ-ん]", quotation) if is_japanese else _is_title(quotation)
    is_harmless = is_own or (is_set_off and (is_marked or is_name))
    yield finding("quote_translated" if is_harmless else "quote_not_verbatim", quotation)


def _is_title(quotation: str) -> bool:
    small = ("the", "and", "for", "with", "from", "into", "of", "on", "in", "a", "an", "to", "by")
    words = [w for w in re.findall(r"[A-Za-z]+", quotation) if w.lower() not in small]
    return bool(words) and all(word[0].isupper() for word in words)
