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
    (r"tion\b", "Sn"),
    (r"igh|augh|ough", "a"),
    (r"sch|sh|tch|ch", "S"),
    (r"ph|wh|f", "H"),
    (r"th", "s"),
    (r"qu|ck|q|c(?![eiy])|k", "K"),
    (r"(?<!^)x", "KS"),
    (r"c|x", "s"),
    (r"j|dg|g(?=[eiy])", "s"),
    (r"l", "r"),
    (r"v", "b"),
    (r"m(?=[bp])", "n"),
    (r"[^a-zA-Z]|[aeiouwy]", ""),
)
_LOOSE = str.maketrans({"c": "s", "z": "s", "t": "t", "d": "t", "g": "k", "h": ""})


def sounds_alike(kana: str, latin: str) -> bool:
    """Tell whether both may be the same name; False when either says too little."""
    first, second = _kana(kana), _latin(latin)
    if not first or not second:
        return False
    if first == second or _near(first, second):
        return True
    if kana[0] == "フ" and latin[:1].lower() == "v":  # as in German: Vogt
        return sounds_alike(kana, f"f{latin[1:]}")
    # An r before a consonant isn't heard: Virginia, Research.
    silent = _latin(re.sub(r"r(?![aeiouyr])", "", latin, flags=re.IGNORECASE))
    return len(silent) > 1 and first == silent


def says_enough(kana: str) -> bool:
    """Tell whether a name has consonants enough to be compared: オハイオ has one at most."""
    return len(_kana(kana)) > 1


def _kana(name: str) -> str:
    name = unicodedata.normalize("NFKC", name)
    return _settled("".join(_KANA.get(letter, "") for letter in name))


def _latin(name: str) -> str:
    sound = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    for pattern, instead in _LATIN:
        sound = re.sub(pattern, instead, sound)
    return _settled(sound.lower())


def _settled(sound: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sound.translate(_LOOSE))


def _near(first: str, second: str) -> bool:
    # A final r is often silent, an r before a consonant too, and a plural's s isn't written.
    bare, other = (_settled(sound.replace("r", "")).rstrip("sn") for sound in (first, second))
    cut, short = first.rstrip("rsn"), second.rstrip("rsn")
    return (cut == short and len(cut) > 1) or (bare == other and len(bare) > 2)
