"""Is it a statement in the language it should be in, and what of it is about the matter?"""

import re
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from knowledge.language import detect_language, share_of_small_words

_ABOUT_ITSELF = re.compile(
    r"\b(?:[Tt]his|[Tt]he|[Mm]y) (?:translation|rendering|paraphrase|rewording|version|summary"
    r"|response)"
    r"(?: \w+){0,2} (?:maintains?|conveys?|preserves?|keeps?|captures?|reflects?|adheres?"
    r"|is faithful)\b"
    r"|\bHere(?: i|['’])s (?:the|a|my|your) (?:\w+ )?(?:translation|summary|rewording|answer"
    r"|sentence|version)\b"
    r"|\b[Aa]s an AI\b|^(?:Note|Translation|Answer|Evidence|Explanation)s?:"
    r"|^(?:証拠|翻訳|訳|回答|注|説明|要約)[:：]|この翻訳は|以下(?:は|が|に).{0,8}(?:翻訳|訳|要約)"
)
_LEAD = re.compile(
    r"^(?:(?:this|the|that) (?:evidence|passage|source|text|information|excerpt|statement)"
    r"(?: (?:presented|provided|given|cited)(?: in [^,]{3,40}?)?)?"
    r" (?:also )?(?:states?|suggests?|indicates?|shows?|says|reveals?|highlights?|implies"
    r"|demonstrates?) (?:that )?"
    r"|(?:according to|based on) (?:this|the|that) (?:evidence|passage|source|text"
    r"|excerpt)(?: presented| provided)?, "
    r"|(?:この|その)(?:証拠|文章|資料|情報)(?:は|によると|によれば)、?)",
    re.IGNORECASE,
)
_CJK = ("ja", "zh", "ko")
_MANY_WORDS = 12
_FEW_WORDS, _FEW_LETTERS = 4, 4
_CLEARLY = 0.15
"""Share of small words from which a text of Latin letters is in a language, and no list of names:
running text has a third and more."""
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")


def matter_of(text: str, known: str) -> str:
    """Return `text` with its opening "The evidence states that" made blank, offsets kept.

    `known` is what the sources say: where they speak of evidence themselves, it stays.
    """
    lead = _LEAD.match(text)
    if lead is None or "evidence" in known.lower():
        return text
    return " " * lead.end() + text[lead.end() :]


def asks(text: str) -> bool:
    """Tell whether `text` is a question."""
    return bool(re.search(r"[?？][」”\"]?\s*$|か。\s*$", text))


def check_form(text: str, language: str, own: str = "") -> Iterator[Finding]:
    """Yield why the text is no statement in `language`.

    `own` is what its sources say in that language: a text of no other words is in it as well.
    """
    if _ABOUT_ITSELF.search(text):
        yield finding("not_a_statement")
    elif len(_LETTER.findall(text)) < 4:
        yield finding("too_short")
    if not _is_in(text, language) and not _is_made_of(text, own):
        yield finding("wrong_language")


def _is_made_of(text: str, own: str) -> bool:
    words = set(_WORD.findall(own.casefold()))
    return bool(words) and words.issuperset(_WORD.findall(text.casefold()))


def _is_in(text: str, language: str) -> bool:
    stripped = text.strip()
    if stripped[:1] in "“「" and stripped.rstrip("。.")[-1:] in "”」":
        return True  # the original, quoted as a whole
    written = detect_language(text)
    letters = len(_LETTER.findall(text))
    if written in _CJK and language not in _CJK and letters >= _FEW_LETTERS:
        return False
    if written in ("und", language) or letters < 12:
        return True
    if written in _CJK:
        return False
    share = share_of_small_words(text, written)
    if language in _CJK:
        return share < _CLEARLY or len(text.split()) < _FEW_WORDS
    # Between languages of Latin letters a short line, or one full of names, tells too little.
    is_clear = share >= max(_CLEARLY, 2 * share_of_small_words(text, language))
    return len(text.split()) < _MANY_WORDS or not is_clear
