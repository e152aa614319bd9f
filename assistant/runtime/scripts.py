"""Which script a character belongs to, and which scripts a language is written in.

Only letters and marks have a script here; digits, symbols and punctuation belong to every
language, but for the wide forms of East Asian typography.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

_LATIN_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "nn", "fi", "is", "et", "lv",
    "lt", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "tr", "id", "ms", "vi", "ca", "eu", "gl", "ga",
    "cy", "mt", "sq", "af", "sw", "tl",
)  # fmt: skip

_LANGUAGES: dict[str, frozenset[str]] = {
    **dict.fromkeys(_LATIN_LANGUAGES, frozenset({"latin", "greek"})),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk"), frozenset({"latin", "greek", "cyrillic"})),
    "el": frozenset({"latin", "greek"}),
    "ja": frozenset({"latin", "greek", "kana", "han_japanese", "wide"}),
    "zh": frozenset({"latin", "greek", "han_japanese", "han", "bopomofo", "wide"}),
    "ko": frozenset({"latin", "greek", "hangul", "han_japanese", "han", "wide"}),
    "ar": frozenset({"latin", "arabic"}),
    "fa": frozenset({"latin", "arabic"}),
    "he": frozenset({"latin", "hebrew"}),
    "hi": frozenset({"latin", "devanagari"}),
    "th": frozenset({"latin", "thai"}),
}

# First code point of each block or run of blocks, and its script; "other" for the ones between.
_BLOCKS: tuple[tuple[int, str], ...] = (
    (0x0000, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "other"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0780, "other"),
    (0x0900, "devanagari"),
    (0x0980, "other"),
    (0x0E00, "thai"),
    (0x0E80, "other"),
    (0x1100, "hangul"),
    (0x1200, "other"),
    (0x1C80, "cyrillic"),
    (0x1C90, "other"),
    (0x1D00, "latin"),
    (0x1F00, "greek"),
    (0x2000, "latin"),
    (0x2C80, "other"),
    (0x2DE0, "cyrillic"),
    (0x2E00, "other"),
    (0x2E80, "han"),
    (0x3000, "wide"),
    (0x3040, "kana"),
    (0x3100, "bopomofo"),
    (0x3130, "hangul"),
    (0x3190, "wide"),
    (0x31A0, "bopomofo"),
    (0x31C0, "wide"),
    (0x31F0, "kana"),
    (0x3200, "wide"),
    (0x3400, "han"),
    (0xA000, "other"),
    (0xA640, "cyrillic"),
    (0xA6A0, "other"),
    (0xA720, "latin"),
    (0xA800, "other"),
    (0xA960, "hangul"),
    (0xA980, "other"),
    (0xAC00, "hangul"),
    (0xD800, "other"),
    (0xF900, "han"),
    (0xFB00, "latin"),
    (0xFB13, "other"),
    (0xFB1D, "hebrew"),
    (0xFB50, "arabic"),
    (0xFE00, "other"),
    (0xFE10, "wide"),
    (0xFE20, "other"),
    (0xFE30, "wide"),
    (0xFE70, "arabic"),
    (0xFEFF, "other"),
    (0xFF00, "wide"),
    (0xFF66, "kana"),
    (0xFFA0, "hangul"),
    (0xFFE0, "wide"),
    (0xFFF0, "other"),
    (0x1B000, "kana"),
    (0x1B170, "other"),
    (0x20000, "han"),
    (0x323B0, "other"),
)
_STARTS = tuple(start for start, _ in _BLOCKS)


def scripts_of_language(language: str) -> frozenset[str] | None:
    """Tell the scripts a language is written in, its usual foreign letters included.

    Args:
        language: ISO 639-1 code, a region after a hyphen being ignored.

    Returns:
        Names that `script_of` gives; None for a language that isn't known here, to be left
        unrestricted. Latin is in every set: names and abbreviations stay in it.
    """
    return _LANGUAGES.get(language.lower().split("-")[0].split("_")[0])


@lru_cache(maxsize=65536)
def script_of(character: str) -> str:
    """Tell one character's script; empty for one that belongs to every language.

    `han_japanese` is a Chinese character that Japan's usual character set (code page 932) has;
    `han` any other, the simplified ones of mainland China above all. `wide` is punctuation and
    full-width forms of East Asian typography.
    """
    if character in "々〆〇":  # they repeat or stand for Chinese characters
        return "han_japanese"
    code = ord(character)
    block = _BLOCKS[bisect_right(_STARTS, code) - 1][1]
    if block == "wide" or (block == "kana" and not unicodedata.category(character).startswith("L")):
        return "wide"
    if unicodedata.category(character)[0] not in "LM" or character in "\u00b5\u00aa\u00ba":
        return ""
    if block == "latin" and unicodedata.category(character)[0] == "M":
        return ""
    return _han(character) if block == "han" else block


def _han(character: str) -> str:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return "han"
    return "han_japanese"


def is_written_in(text: Iterable[str], scripts: frozenset[str]) -> bool:
    """Tell whether every character's script is among these."""
    return all((script := script_of(character)) == "" or script in scripts for character in text)


def scripts_between(first: int, last: int) -> frozenset[str]:
    """Tell the scripts of the blocks between two code points, both included."""
    blocks = {
        script
        for index, (start, script) in enumerate(_BLOCKS)
        if start <= last and (index + 1 == len(_BLOCKS) or _BLOCKS[index + 1][0] > first)
    }
    return frozenset(blocks | ({"han_japanese"} if "han" in blocks else set()))
