"""Which stretches of a claim stand in its source, and whether the claim is the source's wording.

A claim is near-verbatim when it is its source's sentence but for small words, endings of courtesy,
other notations of figures and side clauses left out. What is left out must begin and end where a
clause does, so that no splice of two halves passes.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.verification.leaving_out import may_go
from assistant.verification.tokens import Text, Token
from knowledge.wordlists import listed

Opcode = tuple[str, int, int, int, int]

_MIN_CONTENT = 3
_JOINTS = frozenset(listed("and but while"))
"""Words that may join what a semicolon joined."""
_SAME_JAPANESE = (
    ("恐れ", r"可能性|恐れ|おそれ"),
    ("だ", r"である(?=[。、]|$)|です(?=[。、]|$)|だ(?=[。、]|$)"),
    ("ア", r"(?<=ソフトウ)[アェエ]ア?"),
    ("厚労", r"厚生労働|厚労"),
    ("文科", r"文部科学|文科"),
    ("経産", r"経済産業|経産"),
    ("国交", r"国土交通|国交"),
    ("農水", r"農林水産|農水"),
    ("公取委", r"公正取引委員会|公取委"),
    ("Gbps", r"ギガビット|Gbps"),
)
_ALIASES = re.compile("|".join(f"({forms})" for _, forms in _SAME_JAPANESE))
_SAYS_WHO = re.compile(
    r"によると|によれば|(?:調査|調べ|試算|推計|発表|報告|説明|分析|予測)で?は"
    r"|と(?:述べ|説明|話[しす]|語|主張|指摘|推計|推定|試算|予測|予想|見て|みて|みる|みられ|報告|発表|公表|警告|訴え"
    r"|答え|批判|強調|分析|いう|言|して(?:い|お)|し、)"
)
_KANA_END = re.compile(r"[ぁ-ん]{0,5}(?=[。、」)）]|$)")
_ENDING = re.compile(r"[ただるい]{1,2}。?\s*$")
_COURTESY = re.compile(r"(?:い?まし|でし|です|い?ます|い?た|い?る|だ|し|て|っ|す|れ|と)*")
_POLITE = re.compile(
    r"[いきぎしちにびみり]?まし\|[っいん]?|[いきぎしちにびみり]?ます\|[うくぐすつぬぶむる]"
    r"|[いきぎしちにびみり]ません\|[わかがさたなばまら]ない|ません\|ない|ませんでし\|なかっ"
    r"|[いきぎしちにびみり]ませんでし\|[わかがさたなばまら]なかっ"
)
"""What the polite form of a verb has, and the plain form in its place."""
_NOUN_AROUND = re.compile(r"[一-龠ァ-ヶー]の[一-龠ァ-ヶ]")
_TIME_BEFORE = re.compile(r"(?:[年月日度時]|[来昨今][年春夏秋冬月週])$")
_TOPIC = frozenset(("は", "では", "が", "で", ""))
_LEAVABLE_END = re.compile(r"(?:として|ため|ために|により|によって|[、。])$")
_LEAVABLE_START = re.compile(r"^(?:が|し|ものの|一方で?|けれども?|て|で|り|み)?[、。]")
_JAPANESE_KEPT = re.compile(
    r"場合|限り|れば|なら|たら|だけ|のみ|より|以外|除|しか|代わり|かわりに|引き?換え|見返り|なし[にで]"
    r"|ずに|まま|条件|前提|(?<!調査)(?<!試算)(?<!によ)(?:では|においては|にとっては?|うち)、?$"
)
"""What limits or turns the rest of a Japanese sentence."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the claim and the one of the source that states the same, half-open."""

    claim_start: int
    claim_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How a claim stands to one text of its source."""

    is_near_verbatim: bool
    stretches: tuple[Stretch, ...]
    covered: int
    """Code points of the claim that stand in the source in the same order."""


def align(claim: Text, source: Text) -> Alignment:
    """Align two texts in one language."""
    is_japanese = claim.language == "ja"
    units = _characters if is_japanese else _words
    ours, theirs = units(claim), units(source)
    matcher = SequenceMatcher(None, [u.key for u in theirs], [u.key for u in ours], autojunk=False)
    opcodes: list[Opcode] = list(matcher.get_opcodes())
    judge = _japanese_is_kept if is_japanese else _english_is_kept
    stretches = tuple(_stretches(opcodes, ours, theirs, is_japanese))
    content = sum(
        t.is_content and any(s.claim_start <= t.start < s.claim_end for s in stretches)
        for t in claim.tokens
    )
    return Alignment(
        is_near_verbatim=content >= _MIN_CONTENT
        and all(judge(op, ours, theirs, claim.text, source.text) for op in opcodes),
        stretches=stretches,
        covered=sum(s.claim_end - s.claim_start for s in stretches),
    )


def _words(text: Text) -> list[Token]:
    return [token for token in text.tokens if token.kind != "small"]


def _characters(text: Text) -> list[Token]:
    """Return figures, equivalent notations and else characters; space and commas left out."""
    units = [token for token in text.tokens if token.kind == "figure"]
    taken = {i for unit in units for i in range(unit.start, unit.end)}
    for match in _ALIASES.finditer(text.text):
        if match.end() > match.start() and not taken & set(range(*match.span())):
            key = _SAME_JAPANESE[(match.lastindex or 1) - 1][0]
            units.append(Token(match.start(), match.end(), f"={key}", "word"))
            taken.update(range(*match.span()))
    for i, letter in enumerate(text.text):
        if i not in taken and not letter.isspace() and letter not in "、。，,．.":
            units.append(Token(i, i + 1, unicodedata.normalize("NFKC", letter).lower(), "word"))
    return sorted(units, key=lambda unit: unit.start)


def _stretches(
    opcodes: Sequence[Opcode], ours: Sequence[Token], theirs: Sequence[Token], is_japanese: bool
) -> Iterator[Stretch]:
    for tag, i1, i2, j1, j2 in opcodes:
        if tag != "equal":
            continue
        held = theirs[i1:i2]
        says = len(held) > 2 if is_japanese else any(token.is_content for token in held)
        if says or any(token.kind == "figure" for token in held):
            yield Stretch(ours[j1].start, ours[j2 - 1].end, theirs[i1].start, theirs[i2 - 1].end)


def _english_is_kept(
    op: Opcode, ours: Sequence[Token], theirs: Sequence[Token], claim: str, source: str
) -> bool:
    tag, i1, i2, j1, j2 = op
    if tag == "equal":
        return True
    if any(token.key not in _JOINTS for token in ours[j1:j2]):
        return False
    return i1 == i2 or may_go(theirs, i1, i2, source)


def _japanese_is_kept(
    op: Opcode, ours: Sequence[Token], theirs: Sequence[Token], claim: str, source: str
) -> bool:
    tag, i1, i2, j1, j2 = op
    if tag == "equal":
        return True
    added = "".join(claim[u.start : u.end] for u in ours[j1:j2])
    gone = source[theirs[i1].start : theirs[i2 - 1].end] if i2 > i1 else ""
    if {added, gone} <= _TOPIC or {added, gone} == {"へ", "に"}:
        return True
    if {added, gone} == {"に", ""} and _TIME_BEFORE.search(
        claim[: ours[j1].start] if added else source[: theirs[i1].start]
    ):
        return True
    if {added, gone} == {"の", ""} and _joins_nouns(op, ours, theirs, claim, source):
        return True
    if added:
        if _POLITE.fullmatch(f"{added}|{gone}") or _POLITE.fullmatch(f"{gone}|{added}"):
            return True
        if not (_COURTESY.fullmatch(added) and _KANA_END.match(claim, ours[j2 - 1].end)):
            return False
    return not gone or _may_go_japanese(theirs, i1, i2, source)


def _joins_nouns(
    op: Opcode, ours: Sequence[Token], theirs: Sequence[Token], claim: str, source: str
) -> bool:
    """Tell whether a の that comes or goes stands between two nouns: 一審の判決, 一審判決."""
    _, i1, _, j1, j2 = op
    text, place = (claim, ours[j1].start) if j2 > j1 else (source, theirs[i1].start)
    return bool(_NOUN_AROUND.match(text[max(0, place - 1) : place + 2]))


def _may_go_japanese(theirs: Sequence[Token], i1: int, i2: int, source: str) -> bool:
    before = source[theirs[i1 - 1].end : theirs[i1].start] if i1 else "、"
    end = theirs[i2].start if i2 < len(theirs) else len(source)
    gone = source[theirs[i1].start : end]
    if _SAYS_WHO.search(source[max(0, theirs[i1].start - 1) : end + 8]):
        return False
    if _COURTESY.fullmatch(gone.rstrip("、。")) and _KANA_END.match(source, end):
        return True
    if _JAPANESE_KEPT.search(gone):
        return False
    is_last = i2 == len(theirs) or bool(_ENDING.match(source, end))
    starts = bool(before.strip()) or _LEAVABLE_START.match(source[theirs[i1].start :])
    return bool(starts) and (is_last or bool(_LEAVABLE_END.search(gone)))
