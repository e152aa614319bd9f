"""Read a question: its language, the kind of answer it expects, and the names it is about."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.language import detect_language

Expected = Literal[
    "amount",
    "money",
    "count",
    "duration",
    "share",
    "date",
    "person",
    "organisation",
    "reason",
    "list",
    "other",
]
FIGURES: frozenset[Expected] = frozenset({"amount", "money", "count", "share", "duration"})
"""Kinds that are answered by a figure other than a date."""
DateOf = Literal["", "deadline", "publication"]

# The first rule that matches decides; so the narrow ones stand before the wide ones.
_RULES: tuple[tuple[Expected, str], ...] = (
    (
        "reason",
        r"\bwhy\b|\bfor what reason\b|\bon what (?:grounds|basis)\b|\bwhat makes\b"
        r"|\bwhat (?:is|are|was|were) the (?:reason|rationale|grounds)"
        r"|なぜ|何故|どうして|理由|根拠",
    ),
    (
        "share",
        r"\bwhat (?:share|percentage|percent|proportion|fraction)\b"
        r"|何(?:%|％|パーセント|割)|割合|比率",
    ),
    (
        "money",
        r"\bhow much (?:\w+ ){0,2}(?:money|funding)\b|\bhow many (?:dollars|euros|yen)\b"
        r"|\bat what (?:price|cost)\b|\bwhat (?:price|cost|budget)\b"
        r"|\bhow much (?:did|does|do|will|would) [^,;]* cost\b"
        r"|何(?:ドル|ユーロ|円)"
        r"|(?:どれ|どの)(?:くらい|ぐらい|ほど)の(?:費用|コスト|金額|予算|資金|投資)"
        r"|(?:費用|コスト|金額|予算)は(?:どれ|どの|いくら)",
    ),
    (
        "duration",
        r"\bhow many (?:days|weeks|months|years|hours|minutes)\b|\bfor how long\b|\bhow much time\b"
        r"|何(?:年間|か月|ヶ月|カ月|週間|日間|時間)|期間[はが][^、。]*(?:どれ|どの|何|いくら)"
        r"|(?:どれ|どの)(?:くらい|ぐらい|ほど)の(?:期間|間)",
    ),
    (
        "amount",
        r"\bhow much (?:value|did|does|do|was|is|were|has|have|will|would|could)\b"
        r"|\bwhat (?:amount|sum)\b|\bby (?:what|which) (?:factor|multiple)\b|\bhow many times\b"
        r"|\bhow (?:large|big|great) (?:is|was|are|were|an?)\b"
        r"|いくら|何倍|金額|額は|費用は|価格は",
    ),
    (
        "date",
        r"(?:^|[,;] )when (?:exactly |precisely )?(?:is|are|was|were|do|does|did|will|would|must"
        r"|should|shall|can|could|may|might|has|have|had)\b"
        r"|\b(?:what|which) (?:year|month|day|date|hour|time)\b"
        r"|\bwhat (?:is|was|were) the (?:[\w-]+ ){0,2}(?:deadline|date|day)\b(?! of the)"
        r"|\b(?:on|by) (?:what|which) (?:\w+ )?(?:day|date)\b|\bby when\b"
        r"|\bhow long ago\b"
        r"|\bby what (?:date|time)\b|いつ|何年(?!間)|何月|何日(?!間)|何時(?!間)|期限|締め?切",
    ),
    (
        "count",
        r"\bhow many\b|\b(?:page|word) limit\b|\bwhat (?:is the )?(?:number|size) of\b"
        r"|\bhow (?:long|large|big)\b"
        r"|いくつ"
        r"|何(?:人|名|個|件|社|項目|ページ|頁|回|度|種類|問|点|本|つ|カ国|か国|ポイント)(?!も)|人数|件数"
        r"|(?:どれ|どの)(?:くらい|ぐらい|ほど)|ページ数|パラメータ数",
    ),
    ("person", r"\bwho\b(?! (?:argue|say|report)s?)|\bwhose\b|\bwhom\b|誰|だれ|どなた"),
    (
        "organisation",
        r"\b(?:which|what) (?:company|companies|body|agency|agencies|organi[sz]ations?|firms?"
        r"|institutions?|office|department|ministry|newspaper|publisher)\b"
        r"|(?:どの|どこの|何という|どんな)(?:企業|会社|機関|省庁|団体|組織|役所|部署)|どこが",
    ),
    (
        "list",
        r"\b(?:what|which) (?:are )?(?:the )?(?:two|three|four|five|six|seven|\d+)\b|\blist\b"
        r"|\bwhat (?:are|were) the\b|\bname the\b|\bname (?:all|every)\b"
        r"|\b(?:what|which|the) (?:kinds?|types?|sorts?|categories) of\b"
        r"|(?:[二三四五六七八九]|\d)(?:つ|本|項目|点)の|をすべて|を全て|列挙|挙げ(?:て|よ)"
        r"|(?:どんな|どのような|何の)種類",
    ),
)
_DEADLINE = re.compile(
    r"\b(?:due|deadline|clos(?:e|es|ed|ing)|no later than|expires?|shut|end(?:s|ed)?)\b"
    r"|締め?切|期限|〆切|終わ(?:り|っ)|まで(?:に|です|でし)",
    re.IGNORECASE,
)
_PUBLICATION = re.compile(
    r"\b(?:publish(?:ed)?|publication|appear(?:ed)?|issued?|released?|c[ao]me out)\b"
    r"|公示|掲載|公表|公開され|発表|発行",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow many (?:(?:different|separate|distinct|other|main|new|more|further|total|individual"
    r"|\w+ed) )*([a-z]+)|\b(page|word) limit\b"
    r"|何(ページ|頁|ポイント|人|社|件|項目|種類|グループ|か国|カ国|時間|倍|パーセント|つ|問|点)",
    re.IGNORECASE,
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)

_LATIN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z][\w\-]*(?: (?:(?:of|for|and|the) )+[A-Z][\w.\-]*| [A-Z0-9][\w.\-]*)+"
    r"|[A-Z][\w.\-]*\d[\w.\-]*|[A-Z]{2,}[\w\-]*|[A-Z][a-z]+[A-Z]\w*|[a-z]\d[\w\-]*"
    r"|[a-z][A-Z]\w+|[A-Z][\w\-]+)",
    re.ASCII,
)
_AND = re.compile(r" and (?:the )?")
_CURRENCY = re.compile(r"(?:EUR|USD|JPY|GBP|CNY)\b")
_OF = re.compile(r" (?:of|for) ")
_IDENTIFIER = re.compile(r"(?=.*(?:\d|[a-z][A-Z]|[A-Z][A-Z][a-z]))[\x21-\x7e]+(?: \d[\d.]*)?")
_COUNTRY = re.compile(
    r"(?:日本|米国|中国|韓国|英国|台湾|北朝鮮)(?![語人産本土])(?!の(?:記事|報道|ニュース|ブログ|メディア|媒体))"
)
"""Countries that Japanese writes in Chinese characters; others are in katakana."""
_KATAKANA_NAME = re.compile(r"[ァ-ヴー]{3,}(?:・[ァ-ヴー]+)*")
_QUOTED = re.compile(r"[「『“\"]([^」』”\"]{2,40})[」』”\"]")
_QUESTION_WORDS = frozenset(
    "what which who whose whom when where why how is are was were do does did can could may might "
    "will would should has have had in on at by for from to of the a an according under i we "
    "please tell list name compare explain describe give show and or if as it its yes no against "
    "beyond apart besides despite since before after during through about with without within "
    "between among across over other any some each most many much suppose taking going given "
    "based".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as the rules read it."""

    text: str
    language: str
    expected: Expected
    counted: str
    """The thing counted, as the question names it ("pages", ページ); empty where none is."""
    date_of: DateOf
    """What a date is asked of; empty where none is, or of something else."""
    names: tuple[str, ...]
    """Names and acronyms that the answer's source must speak of, as written."""


def read_question(text: str) -> Question:
    """Say what `text` asks for; language `en` when it can't be told."""
    clean = unicodedata.normalize("NFKC", text).strip()
    language = detect_language(text)
    return Question(
        text=text.strip(),
        language=language if language != "und" else "en",
        expected=_expected(clean),
        counted=_counted(clean),
        date_of=date_of(clean) if _expected(clean) == "date" else "",
        names=names_in(clean),
    )


def date_of(text: str) -> DateOf:
    """Tell whether `text` speaks of a deadline or of a publication, in either language."""
    if _DEADLINE.search(text):
        return "deadline"
    return "publication" if _PUBLICATION.search(text) else ""


def _counted(text: str) -> str:
    match = _COUNTED.search(text)
    return next((group for group in match.groups() if group), "") if match else ""


def _expected(text: str) -> Expected:
    for kind, pattern in _COMPILED:
        if pattern.search(text):
            return kind
    return "other"


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in `text`: capitalised or mixed Latin words, long katakana, quoted terms."""
    found: dict[str, None] = {}
    for match in _QUOTED.finditer(text):
        found[match.group(1).strip()] = None
    for piece in _latin_names(text):
        words = piece.strip(" .-").split()
        while words and words[0].lower() in _QUESTION_WORDS:
            words.pop(0)
        name = " ".join(words)
        if len(name) > 1 and name.lower() not in _QUESTION_WORDS:
            found[name] = None
    for match in _KATAKANA_NAME.finditer(text):
        found[match.group(0)] = None
    for match in _COUNTRY.finditer(text):
        found[match.group(0)] = None
    return tuple(found)


def _latin_names(text: str) -> Iterator[str]:
    for match in _LATIN_NAME.finditer(text):
        name = match.group(0)
        if _CURRENCY.match(name):
            continue
        # "Office of Science and Technology Policy" is one name, "Google and OpenAI" and "the GDP
        # of Europe" are two.
        joint = _OF.search(name)
        if joint is None:
            yield from _AND.split(name)
        elif name[: joint.start()].isupper():
            yield from (name[: joint.start()], name[joint.end() :].removeprefix("the "))
        else:
            yield name


def is_identifier(name: str) -> bool:
    """Tell whether every language writes `name` alike: OpenAI, o1-mini, OLMo 2."""
    return _IDENTIFIER.fullmatch(name) is not None


def is_country(name: str) -> bool:
    """Tell whether `name` is a country as Japanese writes it in Chinese characters."""
    return _COUNTRY.fullmatch(name) is not None
