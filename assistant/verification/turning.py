"""Is a "not", a comparison or a direction of the source turned round?"""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.types import Finding
from assistant.verification.codes import finding
from assistant.verification.denials import DENIED_BEFORE, not_is_lost
from assistant.verification.tokens import Text, Token
from assistant.wording import turns_direction, turns_negation

_TO_DO = r"(?![^.;]*\b(?:not|stop|refrain\w*|cease|avoid)\b)"
_OPPOSITES: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (
        (
            r"\b(?:increas|ris(?:e|es|en|ing)\b|rose|rais|gr[eo]w|climb|jump|surg|boost)\w*",
            r"増|上昇|引き上げ|押し上げ|値上げ|上がっ|上がる|拡大|[延伸]び",
        ),
        (
            r"\b(?:decreas|fall(?!ing short)|fell|declin|reduc|dropp|shr[aiu]nk|cut|lower(?:s|ed"
            r"|ing)\b|fewer\b(?! than)|halv)\w*",
            r"減|低下|下落|引き下げ|押し下げ|値下げ|下がっ|下がる|縮小|下回",
        ),
    ),
    (
        (r"\b(?:higher|above|exceed\w*|more than|over)\b", r"高(?:い|く|か)|上回|超え"),
        (
            r"\b(?:lower|below|under(?= [$€£\d])|less than|fewer than)\b",
            r"低(?:い|く|か)|下回|満た[なず]",
        ),
    ),
    (
        (r"\b(?:allow|permit|let|lets|legali[sz])(?:s|ed|ing)?\b", r"認め|許可|容認"),
        (
            r"\b(?:ban(?:s|ned)?|prohibit\w*|forbid\w*|forbade|outlaw\w*|block(?:s|ed))\b",
            r"禁じ|禁止|認めな",
        ),
    ),
    (
        (r"\b(?:allow|permit)(?:s|ed|ing)?\b", r"できる(?=。|よう)"),
        (r"\b(?:requir(?:e|es|ed|ing)|oblig\w+|mandat\w+|forc(?:e|es|ed))\b", r"義務"),
    ),
    (
        (r"\b(?:support(?:s|ed)|endors\w+|back(?:s|ed)|favou?r(?:s|ed))\b", r"賛成|支持|賛同"),
        (r"\b(?:oppos\w+|object(?:s|ed) to|reject\w*|against)\b", r"反対|拒"),
    ),
    (
        (
            r"\b(?:approv(?:e|es|ed|al)|accept(?:s|ed)|adopt(?:s|ed)|pass(?:es|ed))\b",
            r"可決|承認|採択|受け入れ|認め(?!な)",
        ),
        (r"\b(?:reject\w*|den(?:y|ies|ied)|refus\w+|vot\w+ down)\b", r"否決|却下|拒否|断っ"),
    ),
    (
        (
            r"\b(?:start|began|begin|launch|introduc|open)(?:s|ed|ing)?\b",
            r"開始|始め|始ま|導入|開設",
        ),
        (
            r"\b(?:stop(?:s|ped)?|end(?:s|ed)|clos(?:e|es|ed)|abolish\w*|terminat\w+|cancel\w*)\b",
            r"停止|中止|終了|廃止|打ち切|取りやめ",
        ),
    ),
    (
        (
            r"\b(?:postpon\w+|delay(?:s|ed|ing)?|put(?:s|ting)? off|push(?:ed|es)? back)\b",
            r"延期|先送り|延ば|遅らせ",
        ),
        (
            r"\b(?:br(?:ing|ings|ought|inging) forward|advanced? (?:the|its)|hasten\w*)\b",
            r"早め(?!に)|前倒し|繰り上げ",
        ),
    ),
    ((r"\bbefore\b", r"(?<=[るの])前に|以前"), (r"\bafter\b", r"(?<=[たの])後に|以後|以降")),
    (
        (r"\bmost\b|\bmajority\b", r"大半|多数|ほとんどが"),
        (r"\bfew\b|\bminority\b", r"少数|わずか"),
    ),
    (
        (r"\b(?:strengthen|tighten|expand|widen)(?:s|ed|ing)?\b", r"強化|厳格|広げ|広が"),
        (
            r"\b(?:weaken|loosen|relax|eas(?:e|es|ed)|narrow|shrink)(?:s|ed|ing)?\b",
            r"緩和|弱め|弱ま|縮め|縮ま|狭",
        ),
    ),
    (
        (r"\b(?:includ\w+|cover(?:s|ed))\b", r"含[むめま]|対象[にと](?:する|し|含)"),
        (
            r"\b(?:exclud\w+|exempt\w*)\b",
            r"除外|対象外|対象から(?:除|外)|から除[いくき]|含まな",
        ),
    ),
    (
        (r"\bgain(?:s|ed|ing)?\b", r"獲得|得(?:る|た|て|られ(?!な|ま?せ))"),
        (r"\b(?:los(?:e|es|ing|t)|forfeit\w*)\b", r"失[いうっわ]"),
    ),
    (
        (r"\b(?:success\w*|succeed\w*|won|wins?)\b", r"成功|勝"),
        (r"\b(?:fail\w*|los[et]s?)\b", r"失敗|敗|負け"),
    ),
    (
        (r"\bprofit\w*|\bsurplus\b", r"黒字"),
        (r"\bloss(?:es)?\b|\bdeficit\b|\bin the red\b", r"赤字"),
    ),
    ((r"\b(?:import)\w*", r"輸入"), (r"\b(?:export)\w*", r"輸出")),
    ((r"\bmaximum\b", r"最大(?=で|\d)|上限"), (r"\bminimum\b", r"最低(?=で|\d)|下限")),
    (
        (rf"\b(?:requir(?:e|es|ed|ing)|oblig\w+|mandat\w+)\b{_TO_DO}", r"義務"),
        (r"\b(?:ban(?:s|ned)?|prohibit\w*|forbid\w*|outlaw\w*)\b", r"禁じ|禁止"),
    ),
    (
        (r"\d more\b(?! than)", r"多(?:い|かっ|く(?=[、。て]))"),
        (r"\bfewer\b(?! than)", r"少な(?:い|かっ|く(?!とも))"),
    ),
)
_CONTRAST = {
    "en": re.compile(r"\b(?:rather than|instead of)\b", re.IGNORECASE),
    "ja": re.compile(r"(?<!だけ)(?<!のみ)では?なく(?!な)"),
}
_CONTRAST_KEPT = {
    "en": re.compile(
        r"\b(?:not|rather|instead|no|but|more|than|without|never|unlike|as opposed)\b|n['’]t\b",
        re.I,
    ),
    "ja": re.compile(r"なく|より|ない|ません|かわり|代わり|反対|ず"),
}
_COMPARES = {
    "en": re.compile(
        r"\b(?:more|less|fewer|higher|lower|greater|larger|smaller|faster|better"
        r"|worse)\b(?! than \d)"
        r"(?! (?:and|or) )(?:[^.;]{0,60}\b(?:than|compared)\b)",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"より(?:も)?(?:高|低|多|少|大き|小さ|長|短|早|遅|速|安|強|弱)"),
}
_COMPARED = {
    "en": re.compile(
        r"\b(?:more|less|fewer|\w{2,}er|than|exceed\w*|twice|double\w*|times|most|\w+est|r[oi]se\w*"
        r"|increas\w+|fell|fall\w*|declin\w+|rather|below|above|over|under"
        r"|outnumber\w*)\b(?<!after)"
        r"(?<!water)(?<!whether)(?<!other)(?<!however)(?<!under)(?<!number)(?<!consumer)(?<!user)"
        r"(?<!power)(?<!paper)(?<!order)(?<!member)(?<!computer)(?<!provider)(?<!over)",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"より|比べ|超え|上回|下回|倍|増|減|以上|以下|[高低多少大小長短早遅速安強弱余]|優|劣|ほど"
        r"|足らず|未満|近く|過ぎ"
    ),
}
_COMPILED = tuple(
    tuple({"en": re.compile(en, re.IGNORECASE), "ja": re.compile(ja)} for en, ja in pair)
    for pair in _OPPOSITES
)


def check_turning(claim: Text, source: Text, share: float) -> Iterator[Finding]:
    """Yield what was turned; `share` is how much of the sentence the claim renders."""
    if claim.language == source.language:
        if not_is_lost(source, claim) or not_is_lost(claim, source):
            yield finding("negation_changed")
    elif share > 0.5 and turns_negation(source.text, source.language, claim.text, claim.language):
        yield finding("negation_changed")
    if share > 0.6 and claim.language != source.language and _contrast_is_lost(claim, source):
        yield finding("negation_changed")
    if _comparison_is_added(claim, source):
        yield finding("comparison_added")
    turned = turns_direction(source.text, source.language, claim.text, claim.language)
    turned = turned or _opposite(claim, source) or _moved_otherwise(claim, source)
    if turned:
        yield finding("direction_turned", turned)


def _contrast_is_lost(claim: Text, source: Text) -> bool:
    """Tell whether "A rather than B" became both."""
    if not _CONTRAST[source.language].search(source.text):
        return False
    return not _CONTRAST_KEPT[claim.language].search(claim.text)


def _comparison_is_added(claim: Text, source: Text) -> bool:
    return bool(
        _COMPARES[claim.language].search(claim.text)
        and not _COMPARED[source.language].search(source.text)
    )


def _opposite(claim: Text, source: Text) -> str:
    for first, second in _COMPILED:
        held = [bool(side[source.language].search(source.text)) for side in (first, second)]
        written = [_said(side[claim.language], claim) for side in (first, second)]
        for side in (0, 1):
            match = written[side]
            if held[1 - side] and not held[side] and match and not written[1 - side]:
                return f"The source says the opposite of “{match.group()}”."
    return ""


def _moved_otherwise(claim: Text, source: Text) -> str:
    """Return the figure by or to which something rises here and falls in the source."""
    places = Counter(t.key for t in source.tokens if t.kind == "figure")
    moves = {t.key: move for t, move in _moves(source) if places[t.key] == 1}
    for token, move in _moves(claim):
        if moves.get(token.key, move) != move:
            figure = claim.text[token.start : token.end]
            return f"The source turns “{figure}” the other way, up or down."
    return ""


def _moves(text: Text) -> Iterator[tuple[Token, str]]:
    """Yield each figure right beside a rise or a fall, and which of them it is."""
    for token in text.tokens:
        if token.kind != "figure":
            continue
        if text.language == "ja":
            match = _MOVES_JA.match(text.text[token.end : token.end + 20])
        else:
            match = _MOVES_EN.search(text.text[max(0, token.start - 40) : token.start])
        if match is not None:
            yield token, "up" if match["up"] else "down"


_MOVES_EN = re.compile(
    r"\b(?:(?P<up>increas(?:e|es|ed|ing)|r[io]ses?|risen|rising|gr[eo]w|grown|climb(?:s|ed)|jump(?:s|ed)"
    r"|surged|soared|raised)"
    r"|(?P<down>decreas(?:e|es|ed|ing)|f[ae]lls?|fallen|falling|declin(?:e|es|ed)|dropp?(?:s|ed)?"
    r"|shrank|plunged|slumped|lowered|reduced))"
    r" (?:[a-z]+ly )?(?:by|to) (?:(?:only|just|about|around|nearly|almost|some|roughly|over"
    r"|more than|less than|at least|up to|as much as) )?$",
    re.IGNORECASE,
)
_MOVES_JA = re.compile(
    r"(?:ほど|近く|程度|だけ|余り|以上|超)?[もにへ]?(?:まで)?(?:大きく|急|わずかに)?"
    r"(?:(?P<up>増[えや加]|上昇|上が|伸び|引き上げ|値上|高ま|拡大)|(?P<down>減[っらり少る]|低下|下落|下が|引き下げ|値下|縮[んまむ小]))"
)


def _said(pattern: re.Pattern[str], claim: Text) -> re.Match[str] | None:
    """Return the first match that doesn't stand under a "not"."""
    denied = DENIED_BEFORE if claim.language == "en" else _DENIED_AFTER
    for match in pattern.finditer(claim.text):
        near = (
            claim.text[max(0, match.start() - 20) : match.start()]
            if claim.language == "en"
            else claim.text[match.end() : match.end() + 8]
        )
        if not denied.search(near):
            return match
    return None


_DENIED_AFTER = re.compile(r"^[ぁ-ん]{0,4}(?:な[いくか]|ません|ず[、にと])")
