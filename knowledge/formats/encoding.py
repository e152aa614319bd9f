"""Which encoding a text file is in: bytes → text.

charset-normalizer is asked last. On a few dozen bytes it is often wrong, most of all with
Japanese, so what can be told for certain is told before: byte order marks, ISO-2022-JP's escapes,
strict UTF-8, UTF-16 by its zero bytes, then the older East Asian and Cyrillic encodings by what
they decode to, and Windows-1252 where every character has its place in western text.
"""

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([IJ]|\$\(D)")
_SAMPLE = 200_000
"""Bytes from which the encoding is guessed."""

_CANDIDATES: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("cp932", re.compile(r"[\u3041-\u3096\u30a1-\u30fc]"), 0.15),
    ("euc_jp", re.compile(r"[\u3041-\u3096\u30a1-\u30fc]"), 0.15),
    ("cp949", re.compile("[이다는을를의에가은고하한지로사도기인대정시스나어]"), 0.3),
    (
        "gb18030",
        re.compile(
            "[的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会]"
        ),
        0.12,
    ),
    (
        "big5",
        re.compile(
            "[的一是不了人我在有他這中大來上國個到說們為子和你地出道也時年得就那要下以生會]"
        ),
        0.12,
    ),
    ("cp1251", re.compile("[оеаинтсрвл]"), 0.45),
    ("koi8_r", re.compile("[оеаинтсрвл]"), 0.45),
)
"""Encoding, the characters that are frequent in its languages, and the least share they must have
of all characters beyond ASCII. Bytes read in the wrong one of these give rare characters."""
_ODD = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff\ufffd\u3400-\u4dbf\u2550-\u256c]")
"""Half-width kana, private use, rare characters: the mark of a wrong guess."""
_KANJI = re.compile(r"[\u4e00-\u9fa0\u3000-\u3002！？（）：０-９Ａ-Ｚａ-ｚー]")

_WESTERN_LETTER = "À-ÖØ-öø-ÿŠšŽžŒœŸ"
_MISPLACED = re.compile(
    rf"[^\x00-\x7f{_WESTERN_LETTER}“”‘’„‚‹›«»–—…•€£¥¢§©®™°·¿¡ºª²³½¼¾±×¶†‡‰\u00a0\u00ad]"
    rf"|[A-Za-z{_WESTERN_LETTER}][¿¡«„‚¥£€¢±¼½¾³²¹¶†‡][A-Za-z{_WESTERN_LETTER}]"
    rf"|[a-z{_WESTERN_LETTER}][À-ÖØ-Þ][a-z]"
)
_HIGH_SHARE = 0.25
"""Western text has few bytes above ASCII; Cyrillic, Greek and East Asian text has mostly those."""


def decode(data: bytes) -> str | None:
    """Decode a text file's bytes; None when they aren't text in any encoding known.

    The byte order mark is dropped; nothing else is changed.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name)
    if _ISO_2022_JP.search(data):
        text = _strictly(data, "iso2022_jp_ext")
        if text is not None:
            return text
    if b"\x00" in data[:_SAMPLE]:
        return _utf16(data)
    text = _strictly(data, "utf-8")
    return text if text is not None else _legacy(data)


def decode_as(data: bytes, declared: str) -> str | None:
    """Decode as declared in the document, None when the name is unknown or doesn't fit."""
    names = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932"}
    names |= {"iso-8859-1": "cp1252", "latin1": "cp1252", "gb2312": "gb18030"}
    return _strictly(data, names.get(declared.lower(), declared))


def looks_like_text(text: str) -> bool:
    """Say whether decoded text is free of the control characters that binary data is full of."""
    sample = text[:_SAMPLE]
    controls = sum(
        unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\n\r\t\f\v\x1a\x1b\x85"
        for c in sample
    )
    return controls <= 0.002 * len(sample)


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark by where its zero bytes stand."""
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    text = _strictly(data, "utf-16-le" if odd > even else "utf-16-be")
    return text if text is not None and looks_like_text(text) else None


def _legacy(data: bytes) -> str | None:
    """Decode text of the time before Unicode."""
    sample = data[:_SAMPLE]
    western = _strictly(data, "cp1252")
    high = sum(byte > 0x7F for byte in sample) / max(1, len(sample))
    if western is not None and high <= _HIGH_SHARE and _reads_as_western(western[:_SAMPLE]):
        return western
    name = _by_frequent_characters(sample)
    text = _strictly(data, name) if name else None
    return text if text is not None else _guessed(data, sample)


def _reads_as_western(text: str) -> bool:
    """Say whether every character beyond ASCII stands where western text has it."""
    low = sum(text.count(mark) for mark in "‚„")
    return not _MISPLACED.search(text) and low <= sum(text.count(mark) for mark in "‘’“”")


def _by_frequent_characters(sample: bytes) -> str:
    """Name the encoding in which the bytes read as a language, empty when in none."""
    scores: dict[str, float] = {}
    for name, frequent, least in _CANDIDATES:
        text = _prefix(sample, name)
        wide = sum(ord(c) > 0x7F for c in text)
        if not wide or len(_ODD.findall(text)) > 0.02 * wide:
            continue
        share = len(frequent.findall(text)) / wide
        if share >= least:
            scores[name] = share / least
    for name in ("cp932", "euc_jp"):
        if name in scores and scores[name] == max(scores.get("cp932", 0), scores.get("euc_jp", 0)):
            return name
    if scores:
        return max(scores, key=lambda name: scores[name])
    return _japanese_without_kana(sample)


def _japanese_without_kana(sample: bytes) -> str:
    """Recognise a few words such as 東京都, which read as common characters in one only."""
    for name in ("cp932", "euc_jp"):
        wide = [c for c in _prefix(sample, name) if ord(c) > 0x7F]
        is_common = all(_KANJI.match(c) and _is_level_one(c) for c in wide)
        if wide and is_common:
            return name
    return ""


def _is_level_one(character: str) -> bool:
    """Say whether JIS X 0208 has it among its symbols or its 2,965 common characters."""
    try:
        row = character.encode("euc_jp")[0] - 0xA0
    except UnicodeEncodeError:
        return False
    return row <= 47


def _prefix(sample: bytes, name: str) -> str:
    """Decode a sample that may end within a character; empty when it doesn't fit."""
    try:
        return codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return ""


def _guessed(data: bytes, sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    text = _strictly(data, best.encoding) if best is not None else None
    return text if text is not None and looks_like_text(text) else None
