"""Have those who act and those acted on changed places, in a claim in its source's language?"""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.speech import is_speech_word, speakers_in
from assistant.verification.tokens import Text, Token, stem
from knowledge.wordlists import listed

_ACTS = re.compile(r"(?:社|氏|さん|市|県|省|教授)?(?:ら|側)?(?:は|が)")
_SUFFERS = re.compile(r"(?:社|氏|さん|市|県|省|教授)?(?:ら|側)?(?:に|を|へ)")
_COMPARED = re.compile(r"(?P<one>[^、。は]{1,30})は、?(?P<other>[^、。は]{1,30}?)より")
_PASSIVE = {"en": ("by",), "ja": ("られ", "され", "により", "によって", "受け")}


def check_roles(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield two participants that stand the other way round about the same word between them.

    Moving a whole block (the speaker from the end to the front) never does that; "B was sued by
    A" for "A sued B" does, and is known by its passive.
    """
    if claim.language != source.language or _voice(claim) != _voice(source):
        return
    if _is_converse(claim.keys() ^ source.keys()):
        return
    if claim.language == "ja" and (
        exchanged := _by_particles(claim, source) or _by_comparison(claim, source)
    ):
        yield finding("roles_exchanged", "、".join(sorted(exchanged)))
        return
    places = _places(source)
    shared = [(token, places[token.key]) for token in _once(claim) if token.key in places]
    for middle in range(1, len(shared) - 1):
        pivot = shared[middle][1]
        before = [token for token, place in shared[:middle] if place > pivot and _acts(token)]
        after = [token for token, place in shared[middle + 1 :] if place < pivot and _acts(token)]
        if before and after:
            names = ", ".join(claim.text[t.start : t.end] for t in (before[-1], after[0]))
            yield finding("roles_exchanged", names)
            return


def _by_particles(claim: Text, source: Text) -> frozenset[str]:
    """Return who does it in the one and has it done to them in the other, both ways round."""
    acts, suffers = _marked(claim, _ACTS), _marked(claim, _SUFFERS)
    acted, suffered = _marked(source, _ACTS), _marked(source, _SUFFERS)
    first, second = (acts & suffered) - acted, (suffers & acted) - suffered
    return first | second if first and second else frozenset()


def _by_comparison(claim: Text, source: Text) -> frozenset[str]:
    ours, theirs = _COMPARED.search(claim.text), _COMPARED.search(source.text)
    if ours and theirs and ours.groups() == theirs.groups()[::-1]:
        return frozenset(ours.groups())
    return frozenset()


def _marked(text: Text, particles: re.Pattern[str]) -> frozenset[str]:
    return frozenset(
        t.key for t in text.tokens if t.is_content and particles.match(text.text, t.end)
    )


def _voice(text: Text) -> int:
    if text.language == "en":
        return sum(token.key in _PASSIVE["en"] for token in text.tokens)
    return sum(text.text.count(form) for form in _PASSIVE["ja"])


def _once(text: Text) -> list[Token]:
    """Return what stands once in the text, those who speak left out: they may move as a block."""
    counts = Counter(token.key for token in text.tokens)
    spoken = [(said.start, said.end) for said in speakers_in(text.text, text.language)]
    return [
        t
        for t in text.tokens
        if counts[t.key] == 1
        and (t.is_content or t.key in _PIVOTS)
        and not any(start <= t.start < end for start, end in spoken)
        and not is_speech_word(text.text[t.start : t.end])
        and t.key not in _MOVES_FREELY
    ]


def _is_converse(only_one: frozenset[str]) -> bool:
    """Tell whether one side sells where the other buys."""
    return any(first in only_one and second in only_one for first, second in _CONVERSES)


_CONVERSES = tuple(
    (stem(first), stem(second))
    for first, second in (
        ("sold", "bought"),
        ("sell", "acquired"),
        ("lent", "borrowed"),
        ("gave", "received"),
        ("gave", "got"),
        ("paid", "received"),
        ("beat", "lost"),
        ("supplied", "bought"),
        ("led", "followed"),
        ("before", "after"),
        ("ordered", "obeyed"),
        ("employ", "work"),
    )
) + (("売却", "買収"), ("販売", "購入"), ("支払", "受け取"), ("売", "買"), ("貸", "借"), ("与", "受"))
_MOVES_FREELY = frozenset(
    stem(word)
    for word in listed(
        "winter spring summer autumn year month week day january february march april june july "
        "august september october november december monday tuesday wednesday thursday friday "
        "saturday sunday fiscal late early total now today yesterday currently annually"
    )
) | frozenset(
    listed(
        "計画 予定 方針 見通 見込 発表 調査 報告 結果 推計 試算 目標 昨年 今年 来年 昨年度 今年度 来年度 前年 同年 全体 合計 現在"
    )
)
"""Words that stand anywhere in a sentence without another meaning, mostly of time."""
_PIVOTS = frozenset(("ない", "not", "より", "than"))


def _places(text: Text) -> dict[str, int]:
    return {token.key: token.start for token in _once(text)}


def _acts(token: Token) -> bool:
    return token.kind in ("word", "name")
