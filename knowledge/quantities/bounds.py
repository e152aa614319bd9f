"""Words around a number that bound it (at least, 以上) or hedge it (about, 約)."""

import re
from dataclasses import replace
from typing import Final

from knowledge.quantities.reading import CALENDAR, Reading
from knowledge.quantities.types import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    CALENDAR_UNITS,
    LESS_THAN,
    MORE_THAN,
)

_Rules = tuple[tuple[str, str], ...]

_ENGLISH_BEFORE: Final[_Rules] = (
    (
        AT_LEAST,
        r"at\s+(?:the\s+very\s+)?least|no\s+(?:fewer|less)\s+than|not\s+(?:fewer|less)\s+"
        r"than|(?:a\s+)?minimum\s+of|(?:no|not)\s+(?:earlier|sooner)\s+than|as\s+(?:few|little)\s+as|upwards?\s+of|≥",
    ),
    (
        AT_MOST,
        r"no\s+(?:more|longer|larger|greater|higher)\s+than|not\s+more\s+than|at\s+most|"
        r"at\s+the\s+most|up\s+to|(?:no|not)\s+later\s+than|(?:a\s+)?maximum\s+of|as\s+(?:many|much|high|long|far)\s+as|≤|"
        r"(?:not|never|cannot|[a-z]+n.t)\s+(?:[a-z]+\s+){0,3}exceed|within",
    ),
    (
        MORE_THAN,
        r"more\s+than|greater\s+than|higher\s+than|larger\s+than|longer\s+than|over|above|"
        r"exceeding|in\s+excess\s+of|(?<![\n>])>",
    ),
    (
        LESS_THAN,
        r"fewer\s+than|less\s+than|lower\s+than|smaller\s+than|shorter\s+than|under|below|"
        r"<",
    ),
    (
        ABOUT,
        r"about|approximately|approx\.?|roughly|around|some|nearly|almost|close\s+to|circa|"
        r"ca\.|an?\s+estimated|estimated|~|≈|±",
    ),
)
_UP_TO: Final = (
    # 10%まで下がった tells where something got to, 3日までに when; neither is a limit.
    r"まで(?!に|も|で(?![すあ、。])|の(?:間|距離|道|期間|区間|過程)|[がはを]?(?:増|減|上昇|上が|上げ|下が|下げ|下落|低下"
    r"|高ま|高め|拡大|縮小|伸|引|落|回復|達|膨|改善|悪化|削減|近|迫|進|戻|成長|急|遡|さかのぼ))"
)
_SPAN: Final = re.compile(r"から[^、。]{0,12}$")
"""What makes まで the end of a span: 東京から100キロまで."""
_JAPANESE_BEFORE: Final[_Rules] = (
    (AT_LEAST, r"少なくとも|最低でも|最低限|最低|≧"),
    (AT_MOST, r"多くとも|多くても|最大で|最大|最長で|最長|最高で|≦"),
    (
        ABOUT,
        r"(?<![契公節条規制要確誓予婚盟解密倹])約|およそ|おおよそ|凡そ|ほぼ|概ね|おおむね|大体|だいたい|ざっと|推定",
    ),
)
_JAPANESE_AFTER: Final[_Rules] = (
    (AT_LEAST, r"以上|を下回らない"),
    (AT_MOST, rf"以下|以内|を(?:超え|上回ら)ない|{_UP_TO}"),
    (
        MORE_THAN,
        r"超(?![一-龠])え?(?=の|$|[^ぁ-ん一-龠])|超(?=の|で|と|に|が|を|は|も|へ|前|後|、|。|$|[^ぁ-ん一-龠])|"
        r"(?:を|より)(?:超え|上回)る(?=[^。、\s])|を超す(?=[^。、\s])|より(?:も)?多[いく](?:の)?",
    ),
    (LESS_THAN, r"未満|より(?:も)?少な[いく](?!とも)|足らず|を下回る(?=[^。、\s])"),
    (ABOUT, r"程度|前後|ほど(?!な)|くらい|ぐらい|近[くい]|頃|ごろ"),
)
_SLIGHTLY: Final = re.compile(r"\s?(余り|あまり|余(?![一-龠])|強(?![いく一-龠])|弱(?![いく一-龠]))")
_ENGLISH_AFTER: Final[_Rules] = (
    (AT_LEAST, r"\s?\+(?![0-9])|\s(?:or|and)\s(?:more|greater|above|higher|older|over|longer|up)"),
    (
        AT_MOST,
        r"\s(?:or|and)\s(?:less|fewer|below|under|lower|younger|shorter)|\s(?:at\s+most|"
        r"maximum)",
    ),
    (ABOUT, r"\sor\sso"),
)
_ADVERB: Final = r"(?:初めて|大きく|大幅に|わずかに|やや|すでに|既に|はるかに|遠く)?"
_VERBS_BEFORE: Final[_Rules] = (
    (MORE_THAN, r"exceed(?:s|ed)?|surpass(?:es|ed|ing)?|top(?:s|ped)|(?:fall|fell)\s+above"),
    (LESS_THAN, r"(?:fall|falls|fell)\s+short\s+of"),
)
_VERBS_AFTER: Final[_Rules] = (
    (AT_MOST, r"を超えては(?:なら|いけ)|を超えず"),
    (MORE_THAN, rf"を{_ADVERB}(?:突破|超え|超し|超す|上回)|より多"),
    (
        LESS_THAN,
        rf"を{_ADVERB}(?:下回|割り込|割[っる])|に{_ADVERB}(?:満た[なず]|届か)"
        r"|も(?:な[いくか]|いな|おら)",
    ),
)


def _ending(rules: _Rules) -> re.Pattern[str]:
    """Return a pattern for a rule's words at the end of a window, each rule a group."""
    groups = "|".join(f"({words})" for _, words in rules)
    return re.compile(rf"(?:(?<![A-Za-z])(?:{groups}))\s{{0,2}}$", re.IGNORECASE)


def _starting(rules: _Rules) -> re.Pattern[str]:
    return re.compile(r"\s?(?:" + "|".join(f"({words})" for _, words in rules) + r")(?![a-z])")


_BEFORE_RULES: Final = _ENGLISH_BEFORE + _JAPANESE_BEFORE
_BEFORE: Final = _ending(_BEFORE_RULES)
_AFTER_RULES: Final = _JAPANESE_AFTER + _ENGLISH_AFTER
_AFTER: Final = _starting(_AFTER_RULES)
_VERB_BEFORE: Final = _ending(_VERBS_BEFORE)
_VERB_AFTER: Final = _starting(_VERBS_AFTER)
_WINDOW: Final = 32
_DURING: Final = re.compile(r"over$", re.IGNORECASE)


def read_bound_after(text: str, end: int, *, is_bare: bool = False) -> tuple[int, str, str] | None:
    """Read one bound or hedge that follows: where it ends, the bound, the hedge.

    After a bare number 強 and 弱 are words of their own: 3強 are the three strongest.
    """
    slightly = None if is_bare else _SLIGHTLY.match(text, end)
    if slightly is not None:
        return slightly.end(), LESS_THAN if slightly[1] == "弱" else MORE_THAN, ABOUT
    match = _AFTER.match(text, end)
    if match is None:
        return None
    kind = _AFTER_RULES[(match.lastindex or 1) - 1][0]
    return match.end(), "" if kind == ABOUT else kind, ABOUT if kind == ABOUT else ""


def attach_bounds(text: str, reading: Reading, floor: int) -> Reading:
    """Widen a reading by the bounds and hedges around it.

    A verb that bounds ("exceeded", を超えた) sets the bound but stays outside the reading.

    Args:
        text: Folded, masked text.
        reading: What to widen.
        floor: Where the reading before ends; nothing before it is taken.
    """
    for _ in range(2):
        after = read_bound_after(text, reading.end, is_bare=reading.is_bare)
        if after is None or _is_refused(reading, after[1], text[reading.end : after[0]]):
            break
        if text.startswith("まで", reading.end) and _ends_span(text, reading, floor):
            break
        end, bound, hedge = after
        reading = replace(
            reading, end=end, bound=reading.bound or bound, hedge=reading.hedge or hedge
        )
    for _ in range(2):
        window = text[max(floor, reading.start - _WINDOW) : reading.start]
        match = _BEFORE.search(window)
        if match is None:
            break
        kind = _BEFORE_RULES[(match.lastindex or 1) - 1][0]
        if _is_refused(reading, "" if kind == ABOUT else kind, match[0].rstrip()):
            break
        start = reading.start - (len(window) - match.start())
        if kind == ABOUT:
            reading = replace(reading, start=start, hedge=ABOUT)
        else:
            reading = replace(reading, start=start, bound=reading.bound or kind)
    return _with_verb(text, reading, floor)


def _is_refused(reading: Reading, bound: str, words: str) -> bool:
    """Whether these words don't bound this kind: "over five years", "up to 2020"."""
    if not bound:
        return False
    if reading.form == CALENDAR or reading.unit in CALENDAR_UNITS:
        return True
    return reading.unit.startswith("duration_") and _DURING.match(words) is not None


def _ends_span(text: str, reading: Reading, floor: int) -> bool:
    before = text[max(floor, reading.start - _WINDOW) : reading.start]
    return reading.value is None or _SPAN.search(before) is not None


def _with_verb(text: str, reading: Reading, floor: int) -> Reading:
    if reading.bound or reading.unit in CALENDAR_UNITS:
        return reading
    match = _VERB_AFTER.match(text, reading.end)
    rules = _VERBS_AFTER
    if match is None:
        window = text[max(floor, reading.start - _WINDOW) : reading.start]
        match, rules = _VERB_BEFORE.search(window), _VERBS_BEFORE
    if match is None:
        return reading
    return replace(reading, bound=rules[(match.lastindex or 1) - 1][0])
