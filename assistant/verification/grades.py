"""The grades of sureness: which words of a source hold one, which words of a claim keep it."""

import re
from dataclasses import dataclass

from assistant.wording import PERMITTED

_MAY_EN = (
    r"\b(?:(?-i:may)|might|could|possib(?:le|ly|ility)|potential(?:ly)?|perhaps|conceivabl[ey]|risk\w*"
    r"|fear\w*|threat\w*|danger|whether|concern\w*|suspect\w*|suspicion|alleged\w*)\b"
)
_MAY_JA = (
    r"可能性|恐れ|おそれ|かねな|かねません|かもしれ|得る|懸念|疑い|疑惑|リスク|だろう"
    r"|でしょう|危険|うる(?=[。、])"
)
_EXPECTED_EN = (
    r"\b(?:expect\w*|likely|forecast\w*|predict\w*|project(?:s|ed|ions?)\b|estimat\w+"
    r"|anticipat\w+|seems?"
    r"|appears?|outlook|believed|thought|on (?:track|course)|about to|set to|would|will|should)\b"
)
_EXPECTED_JA = (
    r"見通し|見込|とみられ|みている|みられ|予測|予想|試算|推計|推定|だろう|はず|想定|でしょう"
)
_PLANNED_EN = (
    r"\b(?:plan(?:s|ned|ning)?|intend\w*|intention|aim\w*|propos\w+|consider\w*|weigh\w*|hopes?"
    r"|seek\w*|policy of|target(?:s|ed)?(?= (?:of|to|for|date|year))|schedul\w+|goal"
    r"|would|pledge\w*|commit\w*|set to|slated|due(?= to\b| (?:in|by|on|next)\b))\b"
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
_SAID_EN = (
    r"\b(?:suspect\w*|suspicion|accus\w+|alleg\w+|sa(?:id|y|ys)|report\w*|believ\w+|rumou?r\w*"
    r"|thought"
    r"|purport\w*|according|estimat\w+|claim\w*|apparent\w*|appear\w*|seem\w*|consider\w*|expect\w*|likely"
    r"|may|might|could|would|regarded|known|investigat\w+|think|argu\w+)\b"
)
_SAID_JA = (
    r"とされ|言われ|という|疑い|容疑|とみ|見られ|らしい|よう[だで]|模様|推定|推計|見込|見通し"
    r"|によると|によれば"
    r"|可能性|述べ|説明|報じ|主張|発表|指摘"
)
_DRAFT_EN = r"\b(?:draft|bills?|proposed|proposals?|would|plan|if (?:passed|adopted))\b"
_DRAFT_JA = r"案(?![内件外])"
_FORBIDDEN_EN = (
    r"\b(?:prohibit\w*|forbid\w*|ban(?:s|ned)?|bar(?:s|red)?|must not|cannot|can not|can['’]t"
    r"|unable|illegal|unlawful"
    r"|not (?:be )?(?:allowed|able"
    r"|permitted)|declin\w+ to|refus\w+)\b"
)
"""What "may not" means where it forbids."""
_FOR_NOW = (
    r"\b(?:for the time being|for now|for the moment|at present|currently|immediate(?:ly)?"
    r"|temporar\w+|provisional\w*|interim|until then|meantime|meanwhile"
    r"|at this (?:time|point|stage)|yet|present|foreseeable)\b",
    r"当面|当分|暫定|さしあたり|今のところ|それまで|その間|現時点|直ち|ただちに|現段階|一時",
)
_IN_PRINCIPLE = (r"\b(?:in principle|as a rule|general(?:ly)?|normally)\b", r"原則")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One way of saying less than that it is so."""

    name: str
    held: dict[str, re.Pattern[str]]
    """What says so in a source, by language."""
    kept: dict[str, re.Pattern[str]]
    """What keeps it in a claim."""
    kept_alike: dict[str, re.Pattern[str]]
    """The same where claim and source are in one language."""


def _both(english: str, japanese: str) -> dict[str, re.Pattern[str]]:
    return {"en": re.compile(english, re.IGNORECASE), "ja": re.compile(japanese)}


GRADES = (
    Grade(
        name="it may be so",
        held={
            # No month.
            "en": re.compile(
                rf"\b(?:may\b{PERMITTED}"
                r"|(?:[Mm]ight|[Cc]ould(?! not afford)|[Pp]ossibly|[Pp]erhaps)\b)"
            ),
            "ja": re.compile(r"可能性|恐れ(?=が|は)|おそれ|かねな|かもしれ|疑い"),
        },
        kept=_both(
            _MAY_EN + r"|\blikely\b|\bcan\b|" + _FORBIDDEN_EN,
            _MAY_JA
            + "|可能|見込|予想|[えけせてねめれ]るようにな|認め(?:られ)?な|許され|許可しな"
            + "|はず|心配|不安|てはなら|てはいけ|禁じ|禁止|でき|られる(?:よう|。)"
            + "|ことがあ|場合があ",
        ),
        kept_alike=_both(_MAY_EN + "|" + _FORBIDDEN_EN, _MAY_JA),
    ),
    Grade(
        name="for the time being",
        held=_both(
            r"\b(?:for the time being|for now|for the moment)\b", r"当面(?!の)|当分|さしあたり"
        ),
        kept=_both(*_FOR_NOW),
        kept_alike=_both(*_FOR_NOW),
    ),
    Grade(
        name="it is being considered",
        held=_both(r"\b(?:is|are|was|were) (?:considering|weighing|examining|studying)\b", r"検討"),
        kept=_both(_WEIGHED_EN + "|" + _MAY_EN, _WEIGHED_JA + "|" + _MAY_JA),
        kept_alike=_both(_WEIGHED_EN + "|" + _MAY_EN, _WEIGHED_JA + "|" + _MAY_JA),
    ),
    Grade(
        name="it is planned",
        held=_both(
            r"\b(?:plans?|planned|planning|intends?|aims?) to\b"
            r"|\bpropos(?:es|ed)(?= to\b| \w+ing\b)"
            r"|\bhopes?\b",
            r"(?:る|い)(?:方針|計画|予定|つもり|意向|考え)(?=だ|で|を|。|が|と|し)"
            r"|を目指|たい考え",
        ),
        kept=_both(
            _PLANNED_EN + r"|\bwill\b|\b(?:is|are) to\b|" + _MAY_EN, _PLANNED_JA + "|" + _MAY_JA
        ),
        kept_alike=_both(_PLANNED_EN + r"|\bwants? to\b|" + _MAY_EN, _PLANNED_JA + "|" + _MAY_JA),
    ),
    Grade(
        name="it is expected",
        held=_both(
            r"\b(?:expected to|likely to|is forecast to|is projected to)\b"
            r"|\b(?:expects?|forecasts?|predicts?|projects|anticipates?)\b [^.;,]{3,60} to\b",
            r"見通し|見込み|とみられ",
        ),
        kept=_both(_EXPECTED_EN + "|" + _MAY_EN, _EXPECTED_JA + "|" + _MAY_JA + "|" + _PLANNED_JA),
        kept_alike=_both(
            _EXPECTED_EN.replace("|will|should", "") + "|" + _MAY_EN, _EXPECTED_JA + "|" + _MAY_JA
        ),
    ),
    Grade(
        name="it seems so",
        held=_both(
            r"\b(?:appears?|seems?|appeared|seemed) to\b", r"(?:よう|らし|模様)(?:だ|で|い。)"
        ),
        kept=_both(_SAID_EN, _SAID_JA),
        kept_alike=_both(_SAID_EN, _SAID_JA),
    ),
    Grade(
        name="it would be so",
        held=_both(r"\bwould\b(?! (?:have|not have))", r"(?!)"),
        kept=_both(r"", r""),
        kept_alike=_both(
            "|".join(
                (_MAY_EN, _EXPECTED_EN, _PLANNED_EN, _ASKED_EN, _DRAFT_EN, r"\b(?:declin|refus)\w+")
            ),
            r"",
        ),
    ),
    Grade(
        name="it is only said or suspected",
        held=_both(
            r"\b(?:is|are|was|were|been) (?:\w+ly )?(?:suspected|accused|alleged|said|reported"
            r"|believed"
            r"|rumou?red|thought)\b(?= of| to)|\b(?:allegedly|reportedly|purportedly)\b",
            r"とされ(?:る|てい)|と言われ|という。|疑いが",
        ),
        kept=_both(_SAID_EN, _SAID_JA),
        kept_alike=_both(_SAID_EN, _SAID_JA),
    ),
    Grade(
        name="it is asked for or advised",
        held=_both(
            r"\b(?:recommend(?:s|ed)|urge[sd]|call(?:s|ed) (?:for|on))\b"
            r"|^(?!.*\b(?:how|what|which|whether|where|when)\b.*\bshould\b).*\bshould\b",
            r"よう[^。、]{0,20}(?:求め|要請|訴え|促)|べきだ|勧告",
        ),
        kept=_both(_ASKED_EN + "|" + _PLANNED_EN, _ASKED_JA + "|" + _PLANNED_JA),
        kept_alike=_both(_ASKED_EN.replace(r"|requir\w+", ""), _ASKED_JA),
    ),
    Grade(
        name="it is a draft",
        held=_both(
            r"\b(?:bill|proposal) would\b"
            r"|\b(?:draft|proposed) (?:rule|bill|law|report|plan|guid\w+|regulation|order)\b",
            r"[法例書画]案(?!を[^。]{0,20}(?:可決|否決|承認|採択|撤回))",
        ),
        kept=_both(_DRAFT_EN, _DRAFT_JA),
        kept_alike=_both(_DRAFT_EN, _DRAFT_JA),
    ),
    Grade(
        name="in principle",
        held=_both(*_IN_PRINCIPLE),
        kept=_both(_IN_PRINCIPLE[0], _IN_PRINCIPLE[1]),
        kept_alike=_both(*_IN_PRINCIPLE),
    ),
)
