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
    if claim.language == "ja":
        return  # the order of words is free; the particles tell
    places = {token.key: token.start for token in _once(source)}
    shared = [token for token in _once(claim) if token.key in places]
    for middle in range(1, len(shared) - 1):
        pivot = places[shared[middle].key]
        near = [
            token
            for token in shared
            if _acts(token)
            and not claim.text[token.start : token.end].endswith("ed")
            and not _CLAUSE.search(*_between(claim.text, token.start, shared[middle].start))
            and not _CLAUSE.search(*_between(source.text, places[token.key], pivot))
        ]
        at = shared[middle].start
        before = [t for t in near if t.start < at and places[t.key] > pivot]
        after = [t for t in near if t.start > at and places[t.key] < pivot]
        if before and after:
            names = ", ".join(claim.text[t.start : t.end] for t in (before[-1], after[0]))
            yield finding("roles_exchanged", names)
            return


def _between(text: str, one: int, other: int) -> tuple[str, int, int]:
    return text, min(one, other), max(one, other)


_CLAUSE = re.compile(
    r"[,.](?!\d)|[;:()]|\b(?:but|while|which|who|whom|that|because|until|after|before|when|where|if"
    r"|unless|although|though|whereas|since|so|whose)\b",
    re.IGNORECASE,
)
"""What ends a clause: words may stand in another order on its other side."""


def _by_particles(claim: Text, source: Text) -> frozenset[str]:
    """Return who does it in the one and has it done to them in the other, both ways round."""
    if swapped := _swapped(claim, source):
        return swapped
    acts, suffers = _marked(claim, _ACTS), _marked(claim, _SUFFERS)
    acted, suffered = _marked(source, _ACTS), _marked(source, _SUFFERS)
    first, second = (acts & suffered) - acted, (suffers & acted) - suffered
    return first | second if first and second else frozenset()


def _swapped(claim: Text, source: Text) -> frozenset[str]:
    """Return two that have exchanged their particles: AはBに, BはAに."""
    ours, theirs = _particles(claim), _particles(source)
    shared = [key for key in ours if key in theirs and ours[key] != theirs[key]]
    for i, first in enumerate(shared):
        for second in shared[i + 1 :]:
            if (ours[first], ours[second]) == (theirs[second], theirs[first]):
                return frozenset((first, second))
    return frozenset()


def _particles(text: Text) -> dict[str, str]:
    """Return the particle after each word that stands once; は and が are one."""
    found = {}
    for token in _once(text):
        if token.kind != "figure" and (match := _PARTICLE.match(text.text, token.end)):
            particle = match["particle"]
            found[token.key] = "は" if particle == "が" else particle
    return found


_PARTICLE = re.compile(
    r"(?:社|氏|さん|市|県|省|教授)?(?:ら|側)?(?P<particle>は|が|を|に|から|より)(?![はもの、])"
)


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
        amounts = {q.start for q in text.quantities if q.unit}
        return sum(
            token.key in _PASSIVE["en"] and token.end + 1 not in amounts for token in text.tokens
        )
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


_CONVERSES_EN = (
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
    ("employ", "work"),
)
_CONVERSES_JA = (
    ("売却", "買収"),
    ("販売", "購入"),
    ("支払", "受け取"),
    ("売", "買"),
    ("貸", "借"),
    ("与", "受"),
)
_CONVERSES = (*((stem(one), stem(other)) for one, other in _CONVERSES_EN), *_CONVERSES_JA)
_MOVES_FREELY = frozenset(
    stem(word)
    for word in listed(
        "winter spring summer autumn year month week day january february march april june july "
        "august september october november december monday tuesday wednesday thursday friday "
        "saturday sunday last next past previous same fiscal late early total now "
        "today yesterday currently annually"
    )
) | frozenset(
    listed(
        "計画 予定 方針 見通 見込 発表 調査 報告 結果 推計 試算 目標 昨年 今年 来年 昨年度 "
        "今年度 来年度 前年 同年 全体 合計 現在"
    )
)
"""Words that stand anywhere in a sentence without another meaning, mostly of time."""
_PIVOTS = frozenset(("ない", "not", "より", "than"))


def _acts(token: Token) -> bool:
    return token.kind in ("word", "name")
