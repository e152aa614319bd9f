"""Which language a text is in, told by its script and, for Latin script, by its small words.

Rules rather than a statistical model: a single short question ("OSTPとは？", "What is NAIRR?")
must be told right, and nothing has to be loaded.
"""

import re
from collections import Counter

from knowledge.wordlists import listed

_SAMPLE_CHARACTERS = 20_000
"""Enough to tell; a long document is sampled from its beginning, middle and end."""

_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ko", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)

_KANA_SHARE = 0.04
"""Japanese prose has far more kana than this; a Chinese text with a Japanese name has less."""
_CJK_SHARE = 0.12
"""Of letters. A Japanese sentence full of English names still reaches it; an English text that
quotes a Japanese title doesn't (one Chinese character weighs as much as a syllable, so little
is needed)."""

_JAPANESE_FORMS = re.compile(
    "[気対発変図売読鉄験権検実沢浜経済関広県価絵応囲団円歩毎駅択訳釈拡撃渋戦単営効総続様産"
    "姉仏払拠拝両竜緑録歴労楽薬覚観勧帰証剤斎雑桜働込畑峠]"
)
"""Characters written so in Japan only: neither the traditional nor the simplified form."""

_FRAMED_BY_WORDS = 0.25
"""Share of small words among Latin words above which the sentence is in that language and only
quotes Chinese or Japanese."""

_BRACKETED = re.compile(r"「[^」]*」|『[^』]*』|（[^）]*）|\([^)]*\)|“[^”]*”")
"""What is quoted or explained within a sentence."""

_SMALL_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        listed(
            "the of and to in is are was were that for on with as by this be from it an at which "
            "what who when where why how does did do has have not its their they he she we you can "
            "could would should will may than there about between or but into if much many a"
            " our your all any more most other such these those been no only"
        )
    ),
    "fr": frozenset(
        listed(
            "le la les des du de et est un une que qui dans pour sur par au aux ce cette ces il "
            "elle ils sont ont pas plus ne se son sa ses avec quel quelle quels quelles où comment "
            "pourquoi combien être leur nous vous l d qu n s"
        )
    ),
    "de": frozenset(
        listed(
            "der die das und ist ein eine einer eines einem einen zu mit von auf für nicht dem den "
            "des im sich auch als es an werden wird aus bei nach wie was wer wo warum wann welche "
            "welcher sind war oder aber um wurde über haben hat ich wir sie durch"
        )
    ),
    "es": frozenset(
        listed(
            "el la los las de del que y en un una es por con para se lo su al como más pero sus le "
            "qué quién cuándo dónde cuál cuáles cuánto cuánta cuántos cómo son fue ha este esta "
            "entre sin sobre ser"
        )
    ),
    "it": frozenset(
        listed(
            "il lo la gli le di del della dei delle degli e è che un una per con non si da dal nel "
            "nella sono alla al come più anche ma chi quando dove quale quali quanto cosa perché "
            "ha questo questa tra i su"
        )
    ),
    "pt": frozenset(
        listed(
            "o a os as de do da dos das e é que em um uma para com não se por mais como no na nos "
            "nas ao aos à foi são ser quem quando onde qual quais quanto quantos porque pelo pela "
            "seu sua entre também"
        )
    ),
    "nl": frozenset(
        listed(
            "de het een en van is dat op te in voor met zijn niet aan er die ook als bij door om "
            "naar wat wie waar wanneer waarom hoe welke zijn was wordt worden deze dit of maar uit "
            "over heeft hebben"
        )
    ),
}


def detect_language(text: str) -> str:
    """Tell the language most of `text` is in.

    Returns an ISO 639-1 code (en, ja, zh, ko, ru, uk, ar, he, el, hi, th, fr, de, es, it, pt,
    nl) or `und` when nothing tells it.
    """
    sample = _sample(text)
    by_script = _language_of_script(sample)
    if by_script in ("ja", "zh"):
        return _language_framing(sample) or by_script
    return by_script or _language_of_words(sample)


def share_of_small_words(text: str, language: str) -> float:
    """Return which share of the words are small words of the language; 0 where it has no list."""
    words = _words(text)
    small = _SMALL_WORDS.get(language, frozenset())
    return sum(word in small for word in words) / len(words) if words else 0.0


def is_cjk(text: str) -> bool:
    """Say whether a stretch is written in Japanese or Chinese rather than in spaced words."""
    wide = len(_KANA.findall(text)) + len(_HAN.findall(text))
    return wide > 0 and wide >= _CJK_SHARE * (wide + len(_LATIN.findall(text)))


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE_CHARACTERS:
        return text
    part = _SAMPLE_CHARACTERS // 3
    middle = len(text) // 2
    return text[:part] + text[middle : middle + part] + text[-part:]


def _language_of_script(text: str) -> str:
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    letters = kana + han + len(_LATIN.findall(text)) + len(_CYRILLIC.findall(text))
    counts = {code: len(pattern.findall(text)) for code, pattern in _SCRIPTS}
    letters += sum(counts.values())
    if letters == 0:
        return "und"
    code, most = max(counts.items(), key=lambda pair: pair[1])
    if most > max(kana + han, 0.3 * letters):
        return code
    if len(_CYRILLIC.findall(text)) > 0.3 * letters:
        return "uk" if re.search(r"[іїєґІЇЄҐ]", text) else "ru"
    if kana + han >= _CJK_SHARE * letters:
        is_japanese = kana >= _KANA_SHARE * (kana + han)
        if not kana and _JAPANESE_FORMS.search(text):
            is_japanese = True
        return "ja" if is_japanese else "zh"
    return ""


def _language_framing(text: str) -> str:
    """Tell the language of a sentence that only quotes Japanese: "Who said 「…」 in …?"."""
    words = [word for word in _words(text) if _LATIN.match(word)]
    code = _language_of_words(text)
    if code == "und" or len(words) < 3:
        return ""
    small = sum(word in _SMALL_WORDS[code] for word in words)
    outside = _BRACKETED.sub(" ", text)
    wide = len(_KANA.findall(outside)) + len(_HAN.findall(outside))
    if len(_LATIN.findall(outside)) < wide:
        return ""  # the frame is Japanese, and the foreign words stand within it
    return code if small >= _FRAMED_BY_WORDS * len(words) else ""


def _language_of_words(text: str) -> str:
    words = Counter(_words(text))
    scores = {
        code: sum(count for word, count in words.items() if word in small)
        for code, small in _SMALL_WORDS.items()
    }
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (best, most), (_, second) = ranked[0], ranked[1]
    if most == 0 or most == second:
        return "und"
    total = sum(words.values())
    return best if most >= 0.08 * total else "und"


def _words(text: str) -> list[str]:
    # The letters of "o1-mini" and "A4" are no words: "o" and "a" are articles in Portuguese.
    found = _WORD.finditer(text)
    return [m.group().lower() for m in found if not text[m.end() : m.end() + 1].isdigit()]
