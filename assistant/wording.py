"""Which words of English and Japanese carry doubt, a "not", a direction, or who says it.

Each question has a pattern for each language. A "not" comes in two strengths, because languages
put it differently: `negates` must have some counterpart in a translation, `leans_to_no`
(lacks, unable, 欠く, 困難) may be that counterpart and needs none. Words that look like a "not"
and are none (not only, 少なくとも, なければならない) are taken out first.
"""

import re

LANGUAGES = ("en", "ja")

PERMITTED = (
    r"(?! (?:each )?(?:run|have|contain|submit|include|comprise|last|file|use|attach|apply|request"
    r"|send|enter|total|number|be)(?: \w+){0,3}"
    r" (?:no (?:more|longer|larger|later|fewer|less) than|up to|at most|a maximum)\b)"
)
"""After "may": a limit follows. "May run to no more than 15 pages" permits; it doesn't doubt."""
_DOUBT = {
    "en": re.compile(
        r"\b(?:may|might|could|can|would|should|likely|unlikely|possib\w+|potential\w*|perhaps"
        r"|probabl\w+|expected|appears?|seems?|risk\w*|unclear|unknown|concern\w*|fear\w*|afraid"
        r"|worr\w+|whether|danger\w*|threat\w*|suspect\w*|estimated)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"可能性|かもしれ|だろう|でしょう|おそらく|恐らく|うる|得る|見込|懸念|おそれ|恐れ|リスク"
        r"|期待|未知数"
        r"|ようだ|ようです|と思われ|とみられ|はず|可能|かねな|ではないか|ではないだろ|心配|不安"
        r"|危険|疑い"
        r"|てはなら|てはいけ|禁じ|禁止"
    ),
}
_STRONG_DOUBT = {
    "en": re.compile(
        rf"\b(?:may\b{PERMITTED}|(?:might|could|possib(?:ly|le)|perhaps|probably|likely)\b)", re.I
    ),
    "ja": re.compile(
        r"可能性|かもしれ|だろう|でしょう|おそらく|恐らく|おそれ|恐れ|未知数|かねな|のではないか"
    ),
}
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"れば|なら|場合|たら|ことにな")
_PAST = re.compile(r"(?:た|だった|ました|でした)。?$")

_NOT_A_NOT = {
    "en": re.compile(
        r"\bnot (?:only|just|merely|simply|least)\b"
        r"|\bno (?:later|earlier|sooner|more|fewer|less|longer) than\b"
        r"|\b(?:no|none|nothing|nobody) (?:\w+ ){0,2}(?:other than|except|but)\b"
        r"|\bnot (?:\w+ ){1,4}(?:before|until)\b"
        r"|\bno doubt\b|\bwhether or not\b|\b[Nn]o\.? ?\d"
        r"|\bnot (?:more|fewer|less|later|earlier|sooner) than\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"でなければ[^。、]{0,20}(?:な[いく]|ません)|少な[いくか]|すくなく|危な[いく]|(?:なければ|なくては|ないと)(?:なら|なり|いけ|な)(?:な"
        r"|ま|ぬ)[いかくせ]?"
        r"|ねばな(?:ら|り)[なま]?[いかくせ]?|ざるを得な|かねな[いかく]|かねません"
        r"|では?(?:ない|ありません)(?:か|だろう|でしょう)|じゃない"
        r"|(?:だけ|のみ|ばかり|だけで)(?:では?|じゃ)?(?:なく|ない|なかっ)|のみならず"
        r"|しか[^。、]{0,20}?(?:な[いくか]|ません|ず(?=[、にと]))"
        r"|に(?:す|過)ぎ(?:な|ず|ま)[いかくせ]?|欠かせ[なま][いかくせ]|間(?:も|違い)な[いく]"
        r"|違いな[いく]"
        r"|絶え(?:ず|間な[くい])|やむを得な|(?<![一-龠])まず(?![いしく])|必ず|わずか|いずれ|はず"
        r"|ずつ|ずっと|ずれ|思わず|かも(?:しれ|知れ)(?:な[いかく]|ません)"
        r"|未満|行な[いく]"
    ),
}
_NEGATES = {
    "en": re.compile(
        r"\b(?:not|no|never|none|nor|neither|cannot|nothing|nobody|nowhere)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"ない|ません|なかっ|なけれ|なく(?![なすし])|なし(?=[にでの])|無[いくし]"
        r"|(?<=[^はまらわい])ず(?=[、にと])|ぬ(?:。|$)"
    ),
}
_LEANS_TO_NO = {
    "en": re.compile(
        r"\b(?:fail\w*|lack\w*|unable|un(?!der|i|til|to)[a-z]{3,}|instead|rather than|impossib\w+"
        r"|difficult\w*|hard(?:er|est)?|prevent\w*|refus\w*|reject\w*|den(?:y|ie[sd])"
        r"|prohibit\w*|ban(?:s|ned)?|forbid\w*|exclud\w*|avoid\w*|exempt\w*|absen\w+"
        r"|except\w*|unless|hardly|barely|scarcely"
        r"|in(?:sufficien|complet|consisten|accura|adequa|abili|dispensab|evitab|valid)\w*|missing"
        r"|short(?:age)?|beyond|outside|zero|few|stop\w*|free (?:of|from)|nonetheless|without"
        r"|block\w*|poorly|oppos\w+|disagree\w*|other than|omit\w*|declin(?:e[sd]?|ing) to|the only"
        r"|must\b[^.;]*\bor"
        r"|leav(?:e|es|ing) out|left out|remains? to|yet to|fewer|less|waiv\w+"
        r"|only)\b"
        r"|\w{3,}less\b"
        r"|\bnon-?[a-z]+",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"なく[なすし]|未(?!来)|不(?!動産)|無(?!線)|非(?!常)|欠|拒|否|禁|防[がぎぐい止]|避|(?<!控)除|以外|困難"
        r"|難し|にく[いく]|づら[いく]"
        r"|失|免[除れ]|断[らりっ念]|止[まめ]|[停中]止|反対|ゼロ|しか|足り|ず|にすぎ|に過ぎ|だけ"
        r"|未満|退け|劣"
    ),
}

_SPEECH = {
    "en": re.compile(
        r"\b(?:argu\w+|claim\w*|say|says|said|saying|stat(?:es|ed|ing)(?= that|,)|assert\w*"
        r"|maintain\w*|contend\w*|believ\w+|think\w*|thought|estimat\w+|suggest\w*|not(?:es|ed|ing)"
        r"|point(?:s|ed|ing)? (?:out|to)|propos\w+|recommend\w*|call(?:s|ed|ing)?|ask\w*|urge[sd]?"
        r"|urging|demand\w*|seek\w*|sought|stress\w*|emphasi\w+|highlight\w*|warn\w*|report\w*"
        r"|accord\w*|present(?:s|ed|ing)|cit(?:e[sd]?|ing)|describ\w+|advocat\w+|request\w*|want\w*"
        r"|view(?:s|ed)?|consider\w*|holds?|held|insist\w*|support\w*|explain\w*|add(?:s|ed)"
        r"|writ\w+|wrote|finds?|found|findings?|show\w*|express\w*|conclud\w+|mention\w*|submit\w*"
        r"|offer\w*|declar\w+|announc\w+|complain\w*|publish\w*|reveal\w*|admit\w*|acknowledg\w+"
        r"|predict\w*|forecast\w*|expect\w*|regard\w*|sees?|seen|fear\w*|worr\w+|critici\w+"
        r"|appeal\w*|tell\w*|told|speak\w*|spoke\w*|outlin\w+|survey\w*|stud(?:y|ies)|research"
        r"|analysis|confirm\w*|promis\w+|judg\w+|prais\w+|in the view of|opinion)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"主張|述べ|言う|言い|言っ|いう|いい|いわ|指摘|提案|提言|推定|推計|見積|求め|訴え|強調"
        r"|考え|示し|示す|示さ"
        r"|論じ|報じ|によれば|によると|とし|とす|とされ|とさ|という|との|提示|警告|挙げ|掲げ|語"
        r"|説明|要請|支持|発表"
        r"|見て|みて|見方|明らかに|分かっ|わかっ|わかり|判明|認め|見解|結論|伝え|触れ|説[いく]"
        r"|話し|書い|記し|記載"
        r"|報告|勧|促|呼び|迫|要望|批判|擁護|評価|懸念|確認|予測|予想|見込|発見|断言|反論|答え"
        r"|唱え|称|信じ|宣言"
        r"|公表|調査|研究|恐れ|心配|不満|要求|引用|言及|表明|と(?:し|見|み)"
    ),
}
_RISES = {
    "en": re.compile(
        r"\b(?:increas|ris|rose|grow|grew|climb|jump|surge(?!on|ry)|rais|boost|more"
        r"|higher|expand|strengthen)\w*",
        re.I,
    ),
    "ja": re.compile(r"増(?:え|や|加|大)|高(?:ま|め|く)|[延伸]び|拡大|強化|上昇"),
}
_FALLS = {
    "en": re.compile(
        r"\b(?:decreas|fall|fell|dropp|drops? (?:by|to|from|in)\b|declin|reduc|less"
        r"|fewer|lower|shrink|weaken)\w*",
        re.I,
    ),
    "ja": re.compile(r"減(?:る|り|ら|少|っ)|低(?:下|く|減)|縮小|弱(?:ま|め|体)|下落|最小|短縮"),
}
_KANJI_STEM = re.compile(r"^[一-龠]+")


def loses_doubt(source: str, source_language: str, text: str, language: str) -> bool:
    """Tell whether the source says that it may be so, and the text that it is."""
    if _DOUBT[language].search(text):
        return False
    if _STRONG_DOUBT[source_language].search(source):
        return True
    if source_language != "en" or language != "ja" or not _WOULD.search(source):
        return False
    return bool(_PAST.search(text)) and not (_CONDITIONAL.search(text) or states_speech(text, "ja"))


def turns_negation(source: str, source_language: str, text: str, language: str) -> bool:
    """Tell whether a "not" of the source is lost, or one was added."""
    before, after = (
        _NOT_A_NOT[code].sub(" ", words)
        for code, words in ((source_language, source), (language, text))
    )
    is_lost = _NEGATES[source_language].search(before) and not _may_negate(after, language)
    is_added = _NEGATES[language].search(after) and not _may_negate(before, source_language)
    return bool(is_lost or is_added)


def turns_direction(source: str, source_language: str, text: str, language: str) -> str:
    """Return what was turned round ("More became less."); empty when nothing was."""
    rises = bool(_RISES[source_language].search(source))
    falls = bool(_FALLS[source_language].search(source))
    to_rises, to_falls = bool(_RISES[language].search(text)), bool(_FALLS[language].search(text))
    if rises and not falls and to_falls and not to_rises:
        return "More became less."
    if falls and not rises and to_rises and not to_falls:
        return "Less became more."
    return ""


def states_speech(text: str, language: str) -> bool:
    """Tell whether the text says that somebody says it."""
    return bool(_SPEECH[language].search(text))


def holds_verb(text: str, verb: str, language: str) -> bool:
    """Tell whether a verb, given in its dictionary form, stands in the text in any form."""
    if not verb:
        return False
    stem = _KANJI_STEM.match(verb) if language == "ja" else None
    return (stem.group() if stem else verb) in text


def leans_to_no(text: str, language: str) -> bool:
    """Tell whether the text holds a word that may stand for a "not": unable, instead, 欠く."""
    return bool(_LEANS_TO_NO[language].search(text))


def look_alikes(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return where words stand that look like a "not" and are none: 少なくとも, "not only"."""
    return tuple(match.span() for match in _NOT_A_NOT[language].finditer(text))


def _may_negate(text: str, language: str) -> bool:
    return bool(_NEGATES[language].search(text) or _LEANS_TO_NO[language].search(text))
