"""Who says so in a sentence, read alike in a source and in a claim.

Stricter than the annotation of sources, which also remembers who spoke before: here a sentence
says itself that somebody says it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_SURE = (
    r"(?:say|says|said|argue[sd]?|assert(?:s|ed)?|claimed|contend(?:s|ed)?|stated"
    r"|maintain(?:s|ed)? that|believe[sd]?|think|thinks|thought|suggest(?:s|ed)?|noted"
    r"|point(?:s|ed)? out|point(?:s|ed) to|propos(?:es|ed)|recommend(?:s|ed)?"
    r"|call(?:s|ed)? (?:for|on|the|it)"
    r"|ask(?:s|ed)?|urge[sd]?|demanded|requested|stressed|emphasi[sz]e[sd]?|warn(?:s|ed)?|reported"
    r"|insist(?:s|ed)?|explain(?:s|ed)?|finds|found|showed|reveal(?:s|ed)?|conclude[sd]?"
    r"|announce[sd]?|declare[sd]?|admit(?:s|ted)?|acknowledge[sd]?|den(?:y|ies|ied)|predict(?:s"
    r"|ed)?"
    r"|forecasted|expect(?:s|ed)?|accuse[sd]?|allege[sd]?|complain(?:s|ed)?|tells?|told"
    r"|wr(?:ites?|ote)|ruled|cautioned|concede[sd]?|describe[sd]?|determine[sd]?|indicate[sd]?"
    r"|critici[sz]e[sd]?|confirm(?:s|ed)?|testified|answered|replied|responded that"
    r"|advise[sd]?|calculate[sd]?|pledge[sd]?|wants"
    r"|wanted|want(?= to| the| a)"
    r"|observed|add(?:s|ed) that|(?<!an )estimated(?! (?:to|at|\d)))"
)
_NOUNLIKE = (
    r"(?:states?|claims?|notes?|reports?|estimates?|shows?|forecasts?|projects?|projected|demands?"
    r"|requests?|stress(?:es)?|promise[sd]?|find|observes?)"
)
"""Forms that are nouns as well: they speak only before a clause, or at the end of a sentence."""
_CLAUSE = (
    r"(?= (?:that|the|an?|it|its|they|there|this|about|roughly|at|up|more|only|[$€£\d]"
    r"|[A-Z])\b| \$)"
)
_VERB = rf"(?:{_SURE}|{_NOUNLIKE}{_CLAUSE})"
_BEFORE_VERB = r"(?:(?:has|have|had|also|later|then|often|repeatedly|now|itself) )*"
_ENGLISH = (
    re.compile(r"\b[Aa]ccording to (?P<who>(?:[^,.;]|\.(?=\w))+)"),
    re.compile(
        rf"(?:^|[;:] |[,”\"] (?:and|but|while|whereas) "
        f'|\bthat )(?P<who>[^,;:“”"]{{2,100}}?(?:, [^,;]{{2,80}},)?)'
        rf" {_BEFORE_VERB}{_VERB}\b(?! by\b| to be\b)"
    ),
    re.compile(
        rf"[,”\"](?!\d) ?(?P<who>[^,;“”\"]{{2,90}}?) {_BEFORE_VERB}(?:{_SURE}|{_NOUNLIKE})"
        r"(?: (?:in|on|to|the|at|lawmakers|reporters|[A-Z]\w+) [^,;.]+)?(?=[.,;]|$)"
    ),
    re.compile(r"[,”\"](?!\d) ?(?P<who>[^,;“”\"]{2,90}?) told [^,;.“”\"]{3,50}(?=[.,;]|$)"),
    re.compile(rf"\b(?:as |was |were |been |is |are ){_VERB} by (?P<who>[^,.;]+)"),
    re.compile(r"\b[Ii]n the (?:view|opinion|judge?ment|words|eyes) of (?P<who>[^,.;]+)"),
    re.compile(r"\b[Ii]n (?P<who>[^,.;]{2,40}?)['’]s? (?:view|opinion|judge?ment)\b"),
)
_WITH_CLAUSE = re.compile(
    r"(?:finds?|found|showed|shows?|reveal(?:s|ed)?|declare[sd]?|wr(?:ites?|ote)|describe[sd]?"
    r"|determine[sd]?|tells?|told|announce[sd]?|confirm(?:s|ed)?|observed|indicate[sd]?"
    r"|ask(?:s|ed)?|urge[sd]?|requested|demanded|propos(?:es|ed)|call(?:s|ed)? (?:the|it)"
    r"|suggest(?:s|ed)?|expect(?:s|ed)?|calculate[sd]?|advise[sd]?|wants?|wanted)$"
)
"""Verbs that report only before a clause: "found that", not "found a job"."""
_HAS_CLAUSE = re.compile(
    r" (?:\w+ ){0,3}?(?:that|how|whether|“|\")| [^,;.]{2,40} as\b| (?:no |little |any )?evidence"
    r"|,? ?$"
)
_NO_SPEAKER = re.compile(
    r"^(?:How|What|Why|Where|When|Which|Who)\b|\b(?:than|an?|the|its|their|of|for|by)$|\bthan\b"
    r"|\b(?:which|who|that|if|when|because|is|are|was|were|be|been|to|not|can|could|may|might|will"
    r"|would|should|must|said|says)\b|^(?:It|There)$",
    re.IGNORECASE,
)
_AND_WHO = re.compile(r", who [^,]{3,60},?$")
"""What may stand between somebody and what they say: "Lee, who heads the union, called"."""
_NO_SPEAKER_JA = re.compile(r"[年月日内中末頃ごろ](?:に|まで|から)$")
_JAPANESE_VERB = (
    r"(?:(?:を|が|も)?(?:主張|指摘|説明|強調|提案|提言|提唱|要求|推定|推計|試算|予測|予想|批判"
    r"|警告|懸念"
    r"|反論|支持|発表|報告|表明|分析|勧告|要請|証言|言及|判断|否定|公表|結論|非難|断言|告発|反対)"
    r"(?!書|者|会|対象|制度|義務|され)"
    r"|述べ|訴え(?!訟)|求め|考え|伝え|唱え|論じ|報じ|見積も|語[るっり]|話[すし]|記し"
    r"|呼び[かか掛]け|明らかに"
    r"|認め|申し立て|答え|言[うっい]|いう(?=。|$)|認定|宣言|回答|釈明|抗議|約束|助言|示唆|確認"
    r"|明か|書い|明言|疑問視|問題視|歓迎|みて|みる|見て|してい(?:る|た)|促し)"
)
_JAPANESE_VOICE = (
    r"(?:声明|見方|見解|声|考え(?:方)?|報告(?:書)?|指摘|立場|認識|予測|予想|結論|調査結果|主張"
    r"|懸念|不満|批判"
    r"|評価|説明|意見|談話|試算|推計|証言)"
)
_JAPANESE = (
    re.compile(r"(?:^|[、。])(?P<who>[^、。]{1,40}?)(?:によると|によれば)"),
    re.compile(
        r"(?:^|[、。])(?P<who>[^、。]{1,30}?)の(?:調査|調べ|推計|試算|説明|指摘|発表|予測|分析"
        r"|報告|話|主張"
        r"|見方|研究|検査)(?:結果)?(?:では|によ)"
    ),
    re.compile(
        r"(?:^|[。])(?P<who>[^、。「」]{1,50}?)(?<![でに])(?:は|が)(?=.)[^。]*?"
        r"(?:[」と]|との[一-龠]{1,6}[をが]|よう(?:に)?|(?<=を)(?=求め)|として、)"
        rf"(?:[一-龠]{{1,8}}(?:に|へ))?(?:[一-龠]{{1,4}}を)?{_JAPANESE_VERB}"
    ),
    re.compile(rf"[とを]、?(?P<who>[^、。とをは「」]{{1,25}}?)(?:は|が|も){_JAPANESE_VERB}"),
    re.compile(
        rf"(?:^|[。])(?P<who>[^、。「」]{{1,50}}?)(?:は|が|から|の間)(?:は|も|で)*、?[^。]*?"
        rf"(?:との|という){_JAPANESE_VOICE}(?:を|が|も|に)"
    ),
    re.compile(rf"(?:との|という){_JAPANESE_VOICE}を、?(?P<who>[^、。を「」]{{1,25}}?)(?:は|が)"),
    re.compile(
        r"(?:^|[。])(?P<who>[^、。「」]{1,50}?)(?:は|が)[^。]*?(?:た|いる|ない)(?:こと|事実)を"
        r"(?:認め(?=た|て|る。)|明らかに|公表し|発表し|報告し|確認し|指摘し)"
    ),
)
_REPORTS = {
    "ja": re.compile(
        r"によると|によれば|」と(?:した|する|して|し、)|(?:の(?:調査|調べ|推計|試算|説明|指摘|発表|予測|分析|報告))で(?:は"
        r"|、)|との[一-龠]{1,6}[をがだで]|述べ|言及"
        r"|よう(?:に)?[^。、]{0,12}(?:求め|要請|訴え|促|呼び|提言|提案|勧告|主張)|を求め|という"
        r"|(?:考え|方針|意向|見方|認識|姿勢|立場|見解)を(?:示|表明|明らか|強調|述べ|固め|取)|との?試算"
        r"|ことを(?:明らか|認め|示し|発見|確認|発表|公表|突き止め)|という(?:指摘|見方)|(?:研究|調査|分析|試算|推計|報告書?)(?:結果)?(?:は|が|によ)[^。]*(?:示|明らかに|推計|見積)|(?:こと|と)を?示唆|(?:こと|もの)が[^、。]{0,12}(?:調査|研究|分析|検査|監査|試算)で|と?(?:わか|分か)った|と[^、。と]{1,12}で"
        + _JAPANESE_VERB
        + r"|と(?:した|する|答えた)[一-龠]|位置[づ付]け|評し|評価し|呼ん[でだ]|とみ(?:る"
        r"|て|られ)|とされ|と(?:[^、。と]{1,30}(?:は|が))?" + _JAPANESE_VERB
    ),
    "en": re.compile(
        r"\bheld that\b|, the [^,;]{3,40} held\.?$|\brespondents?\b|\b(?:surveyed|polled)\b|"
        rf"\baccording to\b|\b(?:one|an|some|by (?:one|its)) (?:estimates?|forecasts?|view)\b"
        rf"|, [^,]{{2,60}} {_NOUNLIKE}\.?$|\b{_VERB}\b(?! by\b)"
        r"|\b[Ii]n [^,;.]{2,40} (?:view|opinion|words)\b"
        rf"|\b{_VERB} by\b"
        r"|\b(?:in|by|from) (?:an?|the|its|their|one) (?:\w+ ){0,2}(?:survey|study|poll"
        r"|analysis|review|audit|inspection|report|interview|assessment|trial|experiment)s?\b"
        r"|\b(?:survey|study|poll|analysis|audit|inspection)s? (?:by|of|from)\b"
        r"|\b(?:guidelines?|guidance|policy|opinion|statement|principles|report|view|position"
        r"|stance) (?:under|in|by|according to) which\b"
        r"|\b(?:publish|present|indicat|releas|submit|set out|issu)\w* (?:an?|the|its|their)? ?"
        r"(?:\w+ ){0,2}"
        r"(?:guideline|guidance|policy|opinion|statement|principle|report|view|position|stance"
        r"|estimate)s?\b"
        r"|\b(?:accus|blam|express|voic|brand|label|hail|denounc|characteri[sz]|prais)\w+"
        r"|\b(?:discover|disclos|assur|remark|insist|disput)(?:s|es|ed)?\b"
        r"|\b(?:establish|learn|signal|hint)(?:s|es|ed|ned)? (?:that|how)\b"
        r"|\b(?:research\w*|scientists?|auditors?|investigators?|engineers?|stud(?:y|ies)|experts?"
        r"|surveys?|report|inspectors?)\b[^,;.]{0,40} (?:identif|detect|uncover)(?:s|ed|ied|ies)\b"
        r"|\b(?:criticism|complaints?|objections?"
        r"|warnings?|praise|condemnation|opposition) (?:from|by)\b"
        r"|\bdismiss\w+(?= (?:the|it|its|their|any|such|these|those|concerns?"
        r"|claims?|criticism|\w+ as)\b)"
        r"|\bputs? [^,;.]{3,60} at\b|\bworr(?:y|ies|ied)\b|\bcit(?:es|ed|ing)\b"
        r"|\b(?:estimating|warning|saying|arguing|calling)\b",
        re.IGNORECASE,
    ),
}


_NOUNS = frozenset(
    "state states show shows project projects note notes demand demands request requests".split()
)
_SPEECH_WORD = re.compile(rf"(?:{_SURE}|{_NOUNLIKE})", re.IGNORECASE)


_LAST_ENGLISH = re.compile(
    rf"^(?P<what>[^“”\"]+), (?:according to (?P<whom>[^,;]+)|(?P<who>[^,;“”\"]{{2,90}}?) "
    rf"(?P<verb>{_BEFORE_VERB}(?:{_SURE}|{_NOUNLIKE})(?: (?:in|on|at) [^,;.]+)?))\.?\s*$"
)
_LAST_JAPANESE = re.compile(
    rf"^(?P<what>[^「」]+)と、?(?P<who>[^、。とを「」]{{1,25}}?)(?:は"
    rf"|が)(?P<verb>{_JAPANESE_VERB}[ぁ-ん]*)。?\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Somebody who says something in a sentence."""

    who: str
    start: int
    end: int
    reports: bool
    """Whether what follows is told as said; False for an act: "found a job"."""


@lru_cache(maxsize=256)
def speakers_in(text: str, language: str) -> tuple[Said, ...]:
    """Return those whom `text` says to say something, in order of the rules."""
    patterns = _JAPANESE if language == "ja" else _ENGLISH
    masked = _masked(text)
    found = []
    for pattern in patterns:
        for match in pattern.finditer(masked):
            who = text[slice(*match.span("who"))].strip(" ,、")
            bare = _AND_WHO.sub("", who)
            if (_NO_SPEAKER if language == "en" else _NO_SPEAKER_JA).search(bare):
                continue
            found.append(
                Said(
                    who=who,
                    start=match.start("who"),
                    end=match.end("who"),
                    reports=_has_clause(masked, match, language),
                )
            )
    return tuple(found)


def _has_clause(masked: str, match: re.Match[str], language: str) -> bool:
    if language == "ja":
        return not _ACT.search(match.group()) and not _ACT.search(masked[: match.end() + 1])
    if not _WITH_CLAUSE.search(match.group()):
        return True
    return bool(_HAS_CLAUSE.match(re.split(r"[.;]", masked[match.end() :])[0]))


_ACT = re.compile(r"[をが]求め$|を求めて?$|を促し$")
"""Japanese verbs that ask for a thing rather than report what is so."""


def _masked(text: str) -> str:
    return re.sub(
        r"“[^“”]*”|「[^「」]*」|\"[^\"]*\"",
        lambda m: m[0][0] + "\uffff" * (len(m[0]) - 2) + m[0][-1],
        text,
    )


def reports(text: str, language: str) -> bool:
    """Tell whether `text` says that somebody says so, in whatever words."""
    return bool(_REPORTS[language].search(_masked(text)))


def is_speech_word(word: str) -> bool:
    """Tell whether an English word says by itself that somebody speaks."""
    return word.lower() not in _NOUNS and bool(_SPEECH_WORD.fullmatch(word))


def speaker_first(text: str, language: str) -> str:
    """Return `text` with who says it moved from its end to its front; empty if it isn't there."""
    if language == "ja":
        match = _LAST_JAPANESE.search(text)
        return f"{match['who']}は、{match['what']}と{match['verb']}。" if match else ""
    match = _LAST_ENGLISH.search(text)
    if match is None:
        return ""
    what = match["what"][0].lower() + match["what"][1:]
    if match["whom"]:
        return f"According to {match['whom']}, {what}."
    return f"{match['who'][0].upper()}{match['who'][1:]} {match['verb']} that {what}."
