"""Does a name in katakana sound like one in Latin letters?

Compared are the consonants only, those that Japanese doesn't tell apart made one (l and r, b and v,
c, k and q), since vowels are written in many ways.
"""

import re
import unicodedata

_ROWS = {
    "アイウエオァィゥェォヤユヨャュョワヲー・": "",
    "カキクケコ": "k",
    "ガギグゲゴ": "g",
    "サシスセソ": "s",
    "ザジズゼゾ": "z",
    "タテト": "t",
    "チツ": "c",
    "ダデド": "d",
    "ヂヅ": "z",
    "ナニヌネノン": "n",
    "ハヒフヘホ": "h",
    "バビブベボヴ": "b",
    "パピプペポ": "p",
    "マミムメモ": "m",
    "ラリルレロ": "r",
    "ッ": "",
}
_KANA = {kana: sound for row, sound in _ROWS.items() for kana in row}
_LATIN = (
    (r"tion\b", "sn"),
    (r"sch|sh|ch|tch", "c"),
    (r"ph", "h"),
    (r"f|wh", "h"),
    (r"th", "s"),
    (r"ck|q|x|c(?![eiyh])|k", "k"),
    (r"c", "s"),
    (r"j|dg", "z"),
    (r"l", "r"),
    (r"v", "b"),
    (r"m(?=[bp])", "n"),
    (r"[^a-z]|[aeiouwy]", ""),
    (r"h", "h"),
)
_LOOSE = str.maketrans({"c": "s", "z": "s", "t": "t", "d": "t", "g": "k", "h": ""})


def sounds_alike(kana: str, latin: str) -> bool:
    """Tell whether both may be the same name; False when either says too little."""
    first, second = _kana(kana), _latin(latin)
    return bool(first and second) and (first == second or _near(first, second))


def _kana(name: str) -> str:
    name = unicodedata.normalize("NFKC", name)
    return _settled("".join(_KANA.get(letter, "") for letter in name))


def _latin(name: str) -> str:
    sound = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    for pattern, instead in _LATIN:
        sound = re.sub(pattern, instead, sound)
    return _settled(sound)


def _settled(sound: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sound.translate(_LOOSE))


def _near(first: str, second: str) -> bool:
    # A final r is often silent, and a plural's s isn't written in Japanese.
    return (
        first.rstrip("rsn") == second.rstrip("rsn")
        and len(first.rstrip("rsn")) > 1
        or (first.replace("r", "") == second.replace("r", "") and len(first.replace("r", "")) > 2)
    )
