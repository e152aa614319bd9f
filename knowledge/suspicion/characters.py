"""Characters that a reader doesn't see but a program reads, and long runs of encoded data."""

import re

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
                        "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
                        "\U000e0000-\U000e0fff]")  # fmt: skip
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,8}\U000e007f")
"""The flags of Scotland, Wales and their like are written with tag characters."""
_OVERRIDE = re.compile("[\u202d\u202e]")
"""Letters shown in an order other than the one in which they are read."""
_RUN = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u180e]{6,}")
"""Zero-width characters one after the other: data, not spelling."""
_MANY = 40
_ZERO_WIDTH = re.compile("[\u200b\u2060-\u2064\ufeff]")
_ENCODED = re.compile(r"(?<![A-Za-z0-9+/=_\-.:?&%])[A-Za-z0-9+/_-]{160,}={0,2}(?![A-Za-z0-9])")


def odd_characters(sentence: str) -> str:
    """Tell which characters of a sentence no reader would miss; empty when there are none."""
    if not sentence.isascii():
        if _TAGS.search(_FLAG.sub("", sentence)):
            return "holds invisible tag characters"
        if _OVERRIDE.search(sentence):
            return "holds characters that turn the order of the letters around"
        if _RUN.search(sentence) or len(_ZERO_WIDTH.findall(sentence)) > _MANY:
            return "holds runs of invisible characters"
    if len(sentence) >= 160 and any(map(_is_encoded, _ENCODED.findall(sentence))):
        return "holds a long run of encoded data"
    return ""


def without_invisible(text: str) -> str:
    """Take out what isn't seen, so that "ig\u200bnore" is read as a reader would."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _is_encoded(run: str) -> bool:
    """Tell encoded data from a long word, a line of dashes or a path."""
    kinds = (str.islower, str.isupper, str.isdigit)
    return all(any(map(kind, run)) for kind in kinds) and run.count("-") + run.count("_") < 8
