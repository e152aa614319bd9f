"""What a sentence of a draft is: the commenter's stance, a joint of the text, or a statement.

On the careful side: what isn't surely a stance or a joint is a statement that needs a source. A
stance that somebody else is said to hold is such a statement too.
"""

import re

from assistant.checking.drafts import DraftSentence
from assistant.questions import names_in
from assistant.types import ClaimKind
from assistant.wording import LANGUAGES, states_speech
from knowledge.quantities import find_quantities

_WE = r"\b(?:we|i|our (?:organi[sz]ation|company|association|members|comment|submission|response))"
_STANCE = {
    "en": re.compile(
        rf"{_WE}\b(?:\s+\w+ly|\s+also|\s+therefore|\s+further|\s+strongly)?\s+(?:would\s+)?"
        r"(?:recommend|urge|ask|call|request|propose|support|oppose|encourage|believe|suggest"
        r"|welcome|appreciate|commend|thank|advise|hope|want|stand|endorse|advocate|favou?r"
        r"|agree|disagree|respectfully|submit|seek|invite)s?\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?:我々|われわれ|私たち|私ども|わたしたち|当社|弊社|当会|当協会|当団体|当財団|本意見書)[^。]{0,80}"
        r"(?:求め|提言|要望|提案|支持|反対|考え|勧め|推奨|願|期待|望)"
    ),
}
_OUGHT = {
    # Not "must" and 必要がある: "Comments must be received by March 15" is a fact.
    "en": re.compile(r"\b(?:should|ought to|recommend(?:ed)? that)\b", re.IGNORECASE),
    "ja": re.compile(
        r"(?:求めます|求めたい|提言します|提言する|要望します|提案します|お願いします|願います|望みます|べきです"
        r"|べきである|べきだ|望ましい|期待します)[。]?$"
    ),
}
_JOINT = {
    "en": re.compile(
        r"^(?:therefore|thus|hence|accordingly|consequently|in (?:sum|short|conclusion|summary)"
        r"|to (?:sum up|conclude)|overall|this (?:means|suggests|shows|implies|is why)"
        r"|for these reasons|as a result|in other words|taken together)\b"
        r"|\b(?:the following|this (?:section|comment|submission|response|paper)"
        r"|(?:as )?(?:set out|described|discussed|shown) (?:above|below))\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"^(?:したがって|従って|つまり|以上(?:から|より|の)|要するに|このように|まとめると|すなわち|これは[^。]*を意味する"
        r"|本(?:節|章|意見書)(?:では|は)|以下(?:では|に|の))"
    ),
}
_ASKS = re.compile(r"[?？][」』”\"')）]*$|(?:ます|です|でしょう|だろう)か。?[」』]?$")
_NAMED_TOPIC = re.compile(r"^([^。、]{2,24}?)(?:は|が)[、]?")


def kind_of(sentence: DraftSentence) -> ClaimKind:
    """Say which kind of sentence it is; `sourced` whenever that isn't sure."""
    text, language = sentence.text, sentence.language
    if sentence.label is not None:
        is_hiding = sentence.label == "inference" and states_something(text, language)
        return "sourced" if is_hiding else sentence.label
    if sentence.markers:
        return "sourced"
    if language not in LANGUAGES:
        return "sourced"
    if _STANCE[language].search(text):
        return "position"
    if _OUGHT[language].search(text) and not _is_anothers(text, language):
        return "position"
    if _ASKS.search(text) and not find_quantities(text, language):
        return "inference"
    is_joint = _JOINT[language].search(text) and not states_something(text, language)
    return "inference" if is_joint else "sourced"


def states_something(text: str, language: str) -> bool:
    """Tell whether it holds a figure or a name, which only a source can vouch for."""
    if find_quantities(text, language):
        return True
    return any(re.search(r"[A-Z].*[A-Z]|\d|[ァ-ヴー]{3}", name) for name in names_in(text))


def _is_anothers(text: str, language: str) -> bool:
    """Tell whether somebody else is said to say so: "X argues that the agency should"."""
    if not states_speech(text, language):
        return False
    if language == "ja":
        topic = _NAMED_TOPIC.match(text)
        return topic is not None and not re.search(r"政府|省|庁|機関|当局|国", topic[1])
    before = re.split(r"\b(?:should|ought)\b", text, maxsplit=1)[0]
    return states_speech(before, language)
