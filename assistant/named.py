"""What a question names must be spoken of by the evidence, and what it asks for must have a name.

A near miss asks of Japan what the source says of Europe: the words are nearly all there, and the
model is easily misled. So each name of the question must occur in the evidence: as it is written,
as a concept of the thesaurus (Japan, 日本), by a term of the list, or in katakana that sounds like
it. What only looks like a name, such as the first word of a sentence, is left alone; so is a word
in katakana, which may be a common noun.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from assistant.likeness import concepts_of
from assistant.questions import is_country, is_identifier
from assistant.terms import Term
from assistant.types import Card
from assistant.verification.sounds import sounds_alike

_LATIN = re.compile(r"[A-Za-z]")
_KATAKANA = re.compile(r"[ァ-ヴー・]{2,}")
_PART = re.compile(r"[a-z]+|\d+|[^\W\d_a-z]+")
_THINGS = frozenset({"PDF", "DOCX", "HTML", "CSV", "URL", "FAQ", "Q&A", "US", "USA", "AI", "GDP"})
"""Abbreviations of things and kinds, or such as are put in many ways."""
_PERSON_ASKED = re.compile(
    r"\b(?:which|what|name of (?:the|an?))\s+(?:[\w'-]+\s+){0,2}?(?:official|officer|senator"
    r"|congress(?:man|woman)|representative|minister|director|author|researcher|economist"
    r"|professor|person|individual|spokes\w+|chair(?:man|woman|person)?|founder|executive|lawyer"
    r"|journalist)s?\b|^who (?:is|was|are|were) the\b"
    r"|\bwho (?:wrote|authored|founded|chairs?|chaired|heads?|headed|signed|led|leads|designed)\b"
    r"|(?:どの|何という)\w{0,6}?(?:議員|担当者|研究者|長官|大臣|著者|記者|人物)"
    r"|(?:担当者|著者|筆者|議長|代表|責任者|座長|委員長|記者|長官|大臣|最高経営責任者)は(?:誰|どなた|何という)"
    r"|誰が(?:書い|執筆|署名|率い)|のは誰です|は誰です|氏名",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Senator|Sen|Rep)\.? [A-Z]\w+"
    r"|\b[A-Z][a-z]+ (?:[A-Z]\. ?)?[A-Z][a-z]{2,}\b"
    r"|[一-龠々ァ-ヴー・]{2,14}(?:氏|さん|博士|教授|議員|長官|大臣|首相|大統領)(?!会)"
)
_DAY_ASKED = re.compile(
    r"\b(?:which|what|exact(?:ly)?(?: on)?(?: which| what)?) (?:exact |calendar )?(?:day|date)\b"
    r"|何日(?!間)|日付",
    re.IGNORECASE,
)
_HOUR_ASKED = re.compile(r"\b(?:what|which) (?:time|hour)\b|何時(?!間)", re.IGNORECASE)
_WRITTEN_AS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\be-?mail address\b|メール(?:の)?アドレス", re.IGNORECASE),
        re.compile(r"\S@\S"),
    ),
    (
        re.compile(r"\b(?:tele)?phone number\b|電話番号", re.IGNORECASE),
        re.compile(r"\d{2,4}\)?[- ]\d{2,4}(?:[- ]\d{2,4})?"),
    ),
    (
        re.compile(r"\b(?:URL|(?:web|internet) address)\b|ウェブアドレス", re.IGNORECASE),
        re.compile(r"https?:|\b[a-z0-9-]+\.(?:gov|com|org|net|edu|int|eu|jp)\b", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\bdocket (?:number|id|code)\b(?= (?:of|for|was|is|does|did|has|must|should)\b|\?|$)"
            r"|(?:ドケット|整理)番号(?:は|を教え)",
            re.IGNORECASE,
        ),
        re.compile(r"\b[A-Z]{2,}[A-Z-]*-\d{4}-\d+|\bdocket\b", re.IGNORECASE),
    ),
)
"""What must be asked for, and how what is asked for is written."""
_NOT_A_PERSON = frozenset(
    "office policy science technology national act plan house commission university institute "
    "foundation register department federal program action white intelligence artificial research "
    "resource union european request information rules regulatory reform executive order open "
    "source agency council committee center centre bank court congress senate bureau board "
    "american united states january february march april may june july august september october "
    "the this that these those in on at for from by with as an our its their his her but and "
    "association group company corporation news times post society network "
    "november december monday tuesday wednesday thursday friday saturday sunday eastern".split()
)


def is_all_named(
    names: Sequence[str], question: str, cards: Sequence[Card], terms: Sequence[Term] = ()
) -> bool:
    """Tell whether the evidence speaks of everything that the question names.

    Args:
        names: The question's names, see `questions.names_in`.
        question: Its text, to tell a name from the first word of a sentence.
        cards: The evidence.
        terms: The term list.
    """
    text = " ".join(
        f"{c.title} {c.heading} {c.lead_in} {c.subject} {c.speaker} {c.quote}" for c in cards
    )
    return all(_is_spoken_of(name, text, terms) for name in names if _is_named(name, question))


def asks_for_a_person(question: str) -> bool:
    """Tell whether the answer must be somebody's name."""
    return _PERSON_ASKED.search(question) is not None


def names_a_person(card: Card, question: str) -> bool:
    """Tell whether the card names somebody whom neither the question nor a title names.

    An office or a month with a capital is nobody, nor is what a document is about.
    """
    known = _fold(f"{question} {card.title} {card.heading}")
    return any(
        not {word.lower() for word in re.findall(r"[A-Za-z]+", match.group())} & _NOT_A_PERSON
        and _fold(match.group()) not in known
        for match in _PERSON.finditer(f"{card.lead_in} {card.quote}")
    )


def is_said_of_it(
    names: Sequence[str], question: str, best: Card, terms: Sequence[Term] = ()
) -> bool:
    """Tell whether the best card is about what the question names.

    That another sentence of the evidence names it isn't enough: the figure may be another's. What
    all languages write alike, such as a model's name, must stand in the card itself or be what it
    is about.
    """
    own = _about(best)
    return all(
        _is_spoken_of(name, own, terms)
        for name in names
        if any(letter.isdigit() for letter in name) and _is_named(name, question)
    )


def _about(card: Card) -> str:
    return f"{card.title} {card.heading} {card.lead_in} {card.subject} {card.speaker} {card.quote}"


def is_written_there(question: str, cards: Sequence[Card]) -> bool:
    """Tell whether an address or number that the question asks for stands in one of the cards."""
    text = "\n".join(f"{card.lead_in} {card.quote}" for card in cards)
    return all(
        form.search(text) is not None for asked, form in _WRITTEN_AS if asked.search(question)
    )


def moment_asked(question: str) -> frozenset[str]:
    """Return the units that a date must have to answer: a day's, an hour's; empty for any."""
    units: set[str] = set()
    if _DAY_ASKED.search(question):
        units |= {"date", "month_day"}
    elif _HOUR_ASKED.search(question):
        units |= {"time"}
    return frozenset(units)


def _is_named(name: str, question: str) -> bool:
    if not _LATIN.search(name):
        return is_country(name)
    if name.removesuffix("s") in _THINGS:
        return False
    if is_identifier(name) or not question.lstrip("“\"'「『 ").startswith(name):
        return True
    return bool(concepts_of(name)) and not name.endswith("ly")


def _is_spoken_of(name: str, text: str, terms: Sequence[Term]) -> bool:
    if _stands_in(name, text) or concepts_of(name) & concepts_of(text):
        return True
    if any(term.english == name and term.japanese in text for term in terms):
        return True
    words = re.findall(r"[A-Za-z]{2,}", name)
    heard = _KATAKANA.findall(text)
    # Of a name of several words, such as "Trump administration", each may stand by itself.
    return bool(words) and all(
        _stands_in(word, text) or any(sounds_alike(kana, word) for kana in heard) for word in words
    )


def _stands_in(name: str, text: str) -> bool:
    """Tell whether `name` stands in `text` as a whole, whatever parts its words there."""
    parts = [re.escape(part) for part in _PART.findall(_plain(name))]
    whole = r"[\W_]*".join(parts)
    return re.search(rf"(?<![a-z0-9]){whole}(?![a-z])", _plain(text)) is not None


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
