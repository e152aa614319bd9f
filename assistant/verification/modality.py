"""Does a claim keep how surely its source says so: may, plans, asks, drafts, conditions, averages?

Each grade of the source needs, in the claim, a word of the same grade or of a weaker one. In one
language a grade counts only where the claim states what the word governs; across languages where
the claim renders most of the sentence.
"""

import re
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.grades import GRADES
from assistant.verification.tokens import Text, Token

_AVERAGE = {
    "en": re.compile(r"\b(?:average\w*|mean|median)\b", re.IGNORECASE),
    "ja": re.compile(r"平均"),
}
_CONDITION = {
    "en": re.compile(
        r"\b(?:if|unless|provided|providing|as long as|so long as|only when|in case|in the event"
        r"|on condition|except|until|without|once|otherwise|conditional|condition|conditioned"
        r"|stipulation|contingent|subject to|were to|assuming|when"
        r"|had (?:the|it|they|he|she|its|any)|should (?:the|it|they|any))\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?<!よ)(?<!例え)(?<!いわ)(?<!なけ)(?<!早け)(?<!遅け)れば|(?<!例)(?<!たと)[えけげせてねべめ]ば(?!かり)|なければ(?!な)|場合|限り|(?<!さ)なら(?!な|い|び|ず|ぬ)|たら(?!な|し|ず)|ときは|条件"
        r"|なしに|ない限り|とき(?=、|に)|際(?=に|は|、)|ずに"
    ),
}
_HARD_CONDITION = {
    "en": re.compile(
        r"\b(?:if|unless|provided that|as long as|only when|on condition)\b(?! any)", re.I
    ),
    "ja": re.compile(
        r"(?<!よ)(?<!例え)(?<!いわ)(?<!なけ)(?<!早け)(?<!遅け)れば(?!いい|よい)|場合(?=[、はに])|ない限り|なければ(?!な)"
    ),
}
_CONDITION_OTHERWISE = {
    "en": re.compile(
        r"\bwould\b|\bby \w+ing\b"
        r"|(?:^|\b(?:that|warn|warns|warned|say|says|said) )(?:\w+ ){0,2}"
        r"(?:\w+ing|\w+(?:tion|ance|ence|ment|ure)|use|lack|loss)\b[^,.;]{0,60}"
        r" (?:could|might|may|can) (?:also )?(?:delay|cause|lead|raise|increase|reduce|slow|spread"
        r"|make|result|mean|leave|hinder|hamper|prevent|weaken|harm|hurt|force|create|threaten|put"
        r"|disrupt|push|drive|bring|undermine|endanger|worsen|prolong|help|allow|lower|cut)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"[るた]こと(?:で|により|によって|は|が)[^。]*"
        r"(?:おそれ|恐れ|可能性|かねな|かねません|かもしれ|得る|うる)"
    ),
}
"""What a translation may make of a condition: "dividing it would give one fiftieth"."""

_JOINT = {
    "en": re.compile(r"(?:, (?:and|but|while|whereas|yet)|;) (?=\w+ )", re.IGNORECASE),
    "ja": re.compile(r"(?<=[済在中]みで)、|(?<=[みだたるい]が)、|(?<=[ん中み]で)、|(?<=し)、|。"),
}
"""What joins a clause to another that would stand without it."""
_GENERAL = {
    "en": re.compile(
        r"\b(?:who|that|which|whose|with|anyone|anybody|whoever|any|those|every|each)\b"
        r"(?P<of>[^,;.]*?)(?=[,;.]|\b(?:may|must|would|will|should|shall|can|cannot|is|are|has|have)\b)",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"(?P<of>[^、。はが]*(?:る|た|ない))(?=[一-龠ァ-ヴ])"),
}
"""What says a condition in another way: "boats that carry" for boats if they carry."""
_REASON = {
    "en": re.compile(r"\b(?:because|since|after|due to|as a result|owing to)\b", re.IGNORECASE),
    "ja": re.compile(r"ため|ので|ことから|により|によって|結果"),
}
_PERMITS = re.compile(r"\b(?:only|no|none|neither|nobody)\b[^,;.]* (?:may|could)$", re.IGNORECASE)
"""What makes "may" a permission: "only those certified may bid"."""
_ONLY_IF = re.compile(r"なければ[^。、]{0,20}(?:な[いく]|ません)")
_LIMITED = re.compile(r"限[らりる]|だけ|のみ|しか")
_MOST = 0.6


def check_modality(claim: Text, source: Text, share: float) -> Iterator[Finding]:
    """Yield each grade of the source that the claim raises.

    `share` is how much of the sentence the claim renders, about 1 for all of it.
    """
    is_alike = claim.language == source.language
    for grade in GRADES:
        match = grade.held[source.language].search(source.text)
        if match is None or _PERMITS.search(source.text[: match.end()]):
            continue
        kept = (grade.kept_alike if is_alike else grade.kept)[claim.language]
        if kept.search(claim.text):
            continue
        if share > 0.5 if not is_alike else _states(claim, _governed(source, match)):
            yield finding("modality_stronger", grade.name)
            return


def check_conditions(claim: Text, source: Text, share: float) -> Iterator[Finding]:
    """Yield a condition of the source that the claim drops, or one that it adds."""
    match = _HARD_CONDITION[source.language].search(source.text)
    has_condition = _CONDITION[claim.language].search(claim.text)
    is_alike = claim.language == source.language
    if not is_alike and _CONDITION_OTHERWISE[claim.language].search(claim.text):
        return
    if match and not has_condition and (share > 0.5 or is_alike):
        inside, outside = _clauses(source, match)
        if not is_alike or (_states(claim, outside) and not _states(claim, inside, most=0.8)):
            yield finding("condition_dropped", match.group().strip("、"))
    if is_alike and not _CONDITION[source.language].search(source.text):
        added = _HARD_CONDITION[claim.language].search(claim.text)
        if added and not _is_put_otherwise(claim, added, source):
            yield finding("condition_dropped", added.group())


def _is_put_otherwise(claim: Text, added: re.Match[str], source: Text) -> bool:
    """Tell whether the source says the condition as a limit of whom it speaks of."""
    if _REASON[source.language].search(source.text):
        return False
    if _ONLY_IF.search(claim.text) and _LIMITED.search(source.text):
        return True
    inside, _ = _clauses(claim, added)
    for match in _GENERAL[source.language].finditer(source.text):
        start, end = match.span("of")
        keys = {t.key for t in source.tokens if start <= t.start < end}
        is_japanese = claim.language == "ja"
        held = sum(t.key in keys or (is_japanese and t.key in match["of"]) for t in inside)
        if inside and held >= _MOST * len(inside):
            return True
    return False


def check_averages(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield an average that became a plain figure."""
    if _AVERAGE[claim.language].search(claim.text):
        return
    keys = {token.key for token in claim.tokens if token.kind == "figure"}
    for match in _AVERAGE[source.language].finditer(source.text):
        after = next(
            (t for t in source.tokens if t.kind == "figure" and t.start >= match.end()), None
        )
        if after is not None and after.start - match.end() < 24 and after.key in keys:
            yield finding("qualifier_dropped", match.group())
            return


def _governed(source: Text, match: re.Match[str]) -> list[Token]:
    """Return the words that a modal governs: those after it in English, before it in Japanese."""
    content = [t for t in source.tokens if t.is_content]
    if source.language == "ja":
        clause = max(source.text.rfind("し、", 0, match.start()), 0)
        before = [t for t in content if clause <= t.start and t.end <= match.start()][-4:]
        return before or [t for t in content if t.start >= match.end()][:4]
    return [t for t in content if t.start >= match.end()][:4]


def _clauses(source: Text, match: re.Match[str]) -> tuple[list[Token], list[Token]]:
    """Return the words of the condition, and those of what holds under it.

    What is joined to them by "and" or 、 holds without it.
    """
    text = source.text
    first, last = _segment(text, match, source.language)
    if source.language == "ja":
        start = max(text.rfind("、", 0, match.start()), text.rfind("は", 0, match.start())) + 1
        end = match.end()
    else:
        start = match.start()
        stop = re.search(r"[,;.]", text[match.end() :])
        end = match.end() + stop.start() if stop else len(text)
    last = max(last, end)
    inside = [t for t in source.tokens if t.is_content and start <= t.start < end]
    outside = [t for t in source.tokens if t.is_content and first <= t.start < last]
    return inside, [t for t in outside if t not in inside]


def _segment(text: str, match: re.Match[str], language: str) -> tuple[int, int]:
    """Return where the coordinated clause begins and ends in which a condition stands."""
    first, last = 0, len(text)
    for joint in _JOINT[language].finditer(text):
        if joint.end() <= match.start():
            first = joint.end()
        elif joint.start() >= match.end():
            last = min(last, joint.start())
    return first, last


def _states(claim: Text, words: list[Token], most: float = 0.5) -> bool:
    """Tell whether the claim holds at least that share of the words."""
    if not words:
        return False
    keys = claim.keys()
    held = sum(
        t.key in keys or (claim.language == "ja" and t.kind != "figure" and t.key in claim.text)
        for t in words
    )
    return held >= most * len(words)
