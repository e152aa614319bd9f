"""Is it a statement in the language it should be in, and what of it is about the matter?"""

import re
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from knowledge.language import detect_language

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


def check_form(text: str, language: str) -> Iterator[Finding]:
    """Yield why the text is no statement in `language`."""
    if _ABOUT_ITSELF.search(text):
        yield finding("not_a_statement")
    elif len(_LETTER.findall(text)) < 4:
        yield finding("too_short")
    if not _is_in(text, language):
        yield finding("wrong_language")


def _is_in(text: str, language: str) -> bool:
    stripped = text.strip()
    if stripped[:1] in "“「" and stripped.rstrip("。.")[-1:] in "”」":
        return True  # the original, quoted as a whole
    written = detect_language(text)
    if written in ("und", language) or len(_LETTER.findall(text)) < 12:
        return True
    if language in _CJK or written in _CJK:
        return False
    # Between languages of Latin letters a short line is told too uncertainly.
    return len(text.split()) < _MANY_WORDS
