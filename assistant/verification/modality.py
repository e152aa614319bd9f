"""Does a claim keep how surely its source says so: may, plans, asks, drafts, conditions, averages?

Each grade of the source needs, in the claim, a word of the same grade or of a weaker one. In one
language a grade counts only where the claim states what the word governs; across languages where
the claim renders most of the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.tokens import Text, Token

_MAY_EN = (
    r"\b(?:may|might|could|possib(?:le|ly|ility)|potential(?:ly)?|perhaps|conceivabl[ey]|risk\w*"
    r"|fear\w*|threat\w*|danger|whether|concern\w*|suspect\w*|suspicion|alleged\w*)\b"
)
_MAY_JA = r"可能性|恐れ|おそれ|かねな|かねません|かもしれ|得る|懸念|疑い|疑惑|リスク|だろう|でしょう|危険|うる(?=[。、])"
_EXPECTED_EN = (
    r"\b(?:expect\w*|likely|forecast\w*|predict\w*|project(?:s|ed|ions?)\b|estimat\w+|anticipat\w+|seems?"
    r"|appears?|outlook|believed|thought|on (?:track|course)|about to|set to|would|will|should)\b"
)
_EXPECTED_JA = (
    r"見通し|見込|とみられ|みている|みられ|予測|予想|試算|推計|推定|だろう|はず|想定|でしょう"
)
_PLANNED_EN = (
    r"\b(?:plan(?:s|ned|ning)?|intend\w*|intention|aim\w*|propos\w+|consider\w*|weigh\w*|hopes?"
    r"|seek\w*|policy of|target\w*|schedul\w+|goal|would|pledge\w*|commit\w*|set to)\b"
)
_PLANNED_JA = r"方針|計画|予定|検討|目指|つもり|目標|意向|考え|構想|見通し|案"
_WEIGHED_EN = (
    r"\b(?:consider\w*|weigh\w*|examin\w+|stud(?:y|ying|ies)|whether|mull\w*|discuss\w*"
    r"|look\w* (?:at|into)|review\w*|explor\w+|debat\w+|undecided)\b"
)
_WEIGHED_JA = r"検討|議論|考えて|審議|かどうか|協議"
_ASKED_EN = (
    r"\b(?:recommend\w*|urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|call\w* (?:for|on)|request\w*|should"
    r"|ought|demand\w*|wants?|wanted|suggest\w*|advis\w+|propos\w+|seek\w*|sought|appeal\w*"
    r"|petition\w*|needs? to|required? by|encourag\w+|push\w*|requir\w+|complain\w*|insist\w*)\b"
)
_ASKED_JA = r"求め|要請|勧告|すべき|べき|提言|提案|訴え|呼びかけ|促|要望|要求|推奨|申し立て|必要"
_DRAFT_EN = r"\b(?:draft|bills?|proposed|proposals?|would|plan|if (?:passed|adopted))\b"
_DRAFT_JA = r"案(?![内件外])"
_IN_PRINCIPLE = (r"\b(?:in principle|as a rule|general(?:ly)?|normally)\b", r"原則")
_AVERAGE = (r"\b(?:average\w*|mean|median)\b", r"平均")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grade:
    name: str
    held: dict[str, re.Pattern[str]]
    """What says so in a source, by language."""
    kept: dict[str, re.Pattern[str]]
    """What keeps it in a claim."""
    kept_alike: dict[str, re.Pattern[str]]
    """The same where claim and source are in one language."""


def _both(english: str, japanese: str) -> dict[str, re.Pattern[str]]:
    return {"en": re.compile(english, re.IGNORECASE), "ja": re.compile(japanese)}


_NEVER = r"(?!)"
_GRADES = (
    _Grade(
        name="it may be so",
        held=_both(
            r"\b(?:may|might|could|possibly|perhaps)\b(?! \d)",
            r"可能性|恐れ(?=が|は)|おそれ|かねな|かもしれ|疑い",
        ),
        kept=_both(
            _MAY_EN + r"|\blikely\b|\bcan\b",
            _MAY_JA
            + "|可能|見込|予想|はず|心配|不安|てはなら|てはいけ|禁じ|禁止|でき|られる(?:よう|。)|ことがあ|場合があ",
        ),
        kept_alike=_both(_MAY_EN, _MAY_JA),
    ),
    _Grade(
        name="it is being considered",
        held=_both(r"\b(?:is|are|was|were) (?:considering|weighing|examining|studying)\b", r"検討"),
        kept=_both(_WEIGHED_EN + "|" + _MAY_EN, _WEIGHED_JA + "|" + _MAY_JA),
        kept_alike=_both(_WEIGHED_EN + "|" + _MAY_EN, _WEIGHED_JA + "|" + _MAY_JA),
    ),
    _Grade(
        name="it is planned",
        held=_both(
            r"\b(?:plans?|planned|planning|intends?|aims?|proposes?|proposed|hopes?) to\b",
            r"(?:る|い)(?:方針|計画|予定|つもり|意向|考え)(?=だ|で|を|。|が|と|し)",
        ),
        kept=_both(
            _PLANNED_EN + r"|\bwill\b|\b(?:is|are) to\b|" + _MAY_EN, _PLANNED_JA + "|" + _MAY_JA
        ),
        kept_alike=_both(_PLANNED_EN + "|" + _MAY_EN, _PLANNED_JA + "|" + _MAY_JA),
    ),
    _Grade(
        name="it is expected",
        held=_both(
            r"\b(?:expected to|likely to|is forecast to|is projected to)\b",
            r"見通し|見込み|とみられ",
        ),
        kept=_both(_EXPECTED_EN + "|" + _MAY_EN, _EXPECTED_JA + "|" + _MAY_JA + "|" + _PLANNED_JA),
        kept_alike=_both(
            _EXPECTED_EN.replace("|will|should", "") + "|" + _MAY_EN, _EXPECTED_JA + "|" + _MAY_JA
        ),
    ),
    _Grade(
        name="it is asked for or advised",
        held=_both(
            r"\b(?:recommend(?:s|ed)|urge[sd]|call(?:s|ed) (?:for|on))\b"
            r"|^(?!.*\b(?:how|what|which|whether|where|when)\b.*\bshould\b).*\bshould\b",
            r"よう[^。、]{0,20}(?:求め|要請|訴え|促)|べきだ|勧告",
        ),
        kept=_both(_ASKED_EN + "|" + _PLANNED_EN, _ASKED_JA + "|" + _PLANNED_JA),
        kept_alike=_both(_ASKED_EN.replace(r"|requir\w+", ""), _ASKED_JA),
    ),
    _Grade(
        name="it is a draft",
        held=_both(
            r"\bdraft (?:rule|bill|law|report|plan|guid\w+|regulation|order)\b", r"[法例書画]案"
        ),
        kept=_both(_DRAFT_EN, _DRAFT_JA),
        kept_alike=_both(_DRAFT_EN, _DRAFT_JA),
    ),
    _Grade(
        name="in principle",
        held=_both(*_IN_PRINCIPLE),
        kept=_both(_IN_PRINCIPLE[0], _IN_PRINCIPLE[1]),
        kept_alike=_both(*_IN_PRINCIPLE),
    ),
)
_CONDITION = {
    "en": re.compile(
        r"\b(?:if|unless|provided|providing|as long as|so long as|only when|in case|in the event"
        r"|on condition|except|until|without|once|otherwise|conditional|condition|conditioned"
        r"|stipulation|contingent|subject to|were to|assuming|when)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?<!よ)(?<!例え)(?<!いわ)(?<!なけ)れば|なければ(?!な)|場合|限り|(?<!さ)なら(?!な|い|び|ず|ぬ)|たら(?!な|し|ず)|ときは|条件"
        r"|なしに|ない限り|とき(?=、|に)|際(?=に|は|、)|ずに"
    ),
}
_HARD_CONDITION = {
    "en": re.compile(
        r"\b(?:if|unless|provided that|as long as|only when|on condition)\b(?! any)", re.I
    ),
    "ja": re.compile(
        r"(?<!よ)(?<!例え)(?<!いわ)(?<!なけ)れば(?!いい|よい)|場合(?=[、はに])|ない限り|なければ(?!な)"
    ),
}


def check_modality(claim: Text, source: Text, share: float) -> Iterator[Finding]:
    """Yield each grade of the source that the claim raises.

    `share` is how much of the sentence the claim renders, about 1 for all of it.
    """
    is_alike = claim.language == source.language
    for grade in _GRADES:
        match = grade.held[source.language].search(source.text)
        if match is None:
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
    if match and not has_condition and (share > 0.5 or is_alike):
        inside, outside = _clauses(source, match)
        if not is_alike or (_states(claim, outside) and not _states(claim, inside, most=0.8)):
            yield finding("condition_dropped", match.group().strip("、"))
    if is_alike and not _CONDITION[source.language].search(source.text):
        added = _HARD_CONDITION[claim.language].search(claim.text)
        if added:
            yield finding("condition_dropped", added.group())


def check_averages(claim: Text, source: Text) -> Iterator[Finding]:
    """Yield an average that became a plain figure."""
    patterns = {"en": _AVERAGE[0], "ja": _AVERAGE[1]}
    if re.search(patterns[claim.language], claim.text, re.IGNORECASE):
        return
    keys = {token.key for token in claim.tokens if token.kind == "figure"}
    for match in re.finditer(patterns[source.language], source.text, re.IGNORECASE):
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
        before = [t for t in content if t.end <= match.start()][-4:]
        return before or [t for t in content if t.start >= match.end()][:4]
    return [t for t in content if t.start >= match.end()][:4]


def _clauses(source: Text, match: re.Match[str]) -> tuple[list[Token], list[Token]]:
    """Return the words of the condition, and those of what holds under it."""
    text = source.text
    if source.language == "ja":
        start = max(text.rfind("、", 0, match.start()), text.rfind("は", 0, match.start())) + 1
        end = match.end()
    else:
        start = match.start()
        stop = re.search(r"[,;.]", text[match.end() :])
        end = match.end() + stop.start() if stop else len(text)
    inside = [t for t in source.tokens if t.is_content and start <= t.start < end]
    return inside, [t for t in source.tokens if t.is_content and t not in inside]


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
