"""Japanese numerals: 1億2,500万, 3.5兆, 二千億, 百五十万, 二〇二五, 数十億, 何千万."""

import re
from decimal import Decimal
from typing import Final

from knowledge.quantities.reading import EXACT, MAX_DIGITS, NUMBER, ONE, number, power_of_ten, times

KANJI_DIGITS: Final = {kanji: Decimal(n) for n, kanji in enumerate("〇一二三四五六七八九")} | {
    "零": Decimal(0)
}
SMALL_SCALES: Final = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
BIG_SCALES: Final = {
    "万": power_of_ten(4),
    "億": power_of_ten(8),
    "兆": power_of_ten(12),
    "京": power_of_ten(16),
}
NUMERAL_CHARACTERS: Final = "〇零一二三四五六七八九十百千万億兆京"

_RUN: Final = re.compile(rf"(?:{NUMBER}|[{NUMERAL_CHARACTERS}]){{1,{MAX_DIGITS + 1}}}+")
_TOKEN: Final = re.compile(rf"{NUMBER}|.")
_VAGUE: Final = re.compile(r"[数何幾]([十百千]?)([万億兆京]?)")
_NO_SEVERAL_AFTER: Final = frozenset(
    "複多半件人少関指変点回係実整小分端奇偶個台社者頭本総約数十百千万億兆〇一二三四五六七八九0123456789"
) - {"約"}


def read_run(text: str, start: int) -> tuple[int, Decimal, Decimal] | None:
    """Read the numeral that starts here.

    Returns:
        Its end, its value and the multiplier of its last 万, 億, 兆 or 京 when that alone scales
        the number (1 otherwise); None when the characters make no number.
    """
    match = _RUN.match(text, start)
    if match is None or match.end() - start > MAX_DIGITS:
        return None
    run = match[0]
    if run[0] in "0123456789":
        # 50億 + 一方: a kanji digit after a number in Western digits belongs to the next word.
        run = run.rstrip("〇零一二三四五六七八九")
    value = parse(run)
    if value is None:
        return None
    scales = [mark for mark in run if mark in BIG_SCALES]
    is_shared = len(scales) == 1 and run.endswith(scales[0])
    return start + len(run), value, BIG_SCALES[scales[0]] if is_shared else ONE


def parse(run: str) -> Decimal | None:
    """Return the value of a numeral, None when its parts don't fit together."""
    total = section = Decimal(0)
    current: Decimal | None = None
    last_big, last_small = Decimal("Infinity"), Decimal("Infinity")
    for token in _TOKEN.findall(run):
        if token in SMALL_SCALES:
            scale = SMALL_SCALES[token]
            if scale >= last_small:
                return None
            section = EXACT.add(section, EXACT.multiply(ONE if current is None else current, scale))
            current, last_small = None, scale
        elif token in BIG_SCALES:
            scale = BIG_SCALES[token]
            section = EXACT.add(section, current or Decimal(0))
            if scale >= last_big or not section:
                return None
            total = EXACT.add(total, EXACT.multiply(section, scale))
            section, current = Decimal(0), None
            last_big, last_small = scale, Decimal("Infinity")
        elif token in KANJI_DIGITS:
            digit = KANJI_DIGITS[token]
            current = (
                digit if current is None else EXACT.add(EXACT.multiply(current, Decimal(10)), digit)
            )
        else:
            if current is not None:
                return None
            current = number(token)
    return times(ONE, EXACT.add(EXACT.add(total, section), current or Decimal(0)))


def read_vague(text: str, start: int) -> tuple[int, Decimal] | None:
    """Read 数十億 or 何千万: its end and order of magnitude; 数 alone has magnitude 1."""
    match = _VAGUE.match(text, start)
    if match is None or (start > 0 and text[start - 1] in _NO_SEVERAL_AFTER):
        return None
    small, big = match.groups()
    if not small and not big and text[start] != "数":
        return None
    magnitude = SMALL_SCALES.get(small, ONE) * BIG_SCALES.get(big, ONE)
    return match.end(), magnitude
