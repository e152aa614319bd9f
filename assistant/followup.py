"""What "it" means: a follow-up question read with the conversation before it.

By rule, so that nothing is read twice: a question that points back (it, they, that figure, 同社,
それ) or is too short to stand alone takes the previous question with it for the search.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.questions import Question, names_in, read_question
from assistant.types import Answer, Conversation
from knowledge.language import detect_language

_PERSONAL = r"it|they|them|he|she|him"
_POSSESSIVE = r"its|their|his|her"
_POINTS_BACK = re.compile(
    rf"\b(?:{_PERSONAL}|{_POSSESSIVE}|those|these|this|that|the (?:company|same|latter|former"
    r"|figure|estimate))\b|\bthere(?! (?:is|are|was|were|be|an?|any|no|some)\b)"
    r"|^(?:and|but|so|what about|how about|why so|since when)\b"
    r"|それ|その(?!他|の)|そこ|そう(?:した|です|なの)|これ|この|あの|同社|同氏|同記事|同じ(?:文書|資料|記事)|彼ら|彼女"
    r"|彼は|前者|後者",
    re.IGNORECASE,
)
_MENTIONED = re.compile(r"\bthe (report|article|notice|request|study|agency|survey|paper)\b", re.I)
"""Point back only where the question before spoke of one."""
_NOT_POINTING = re.compile(
    # "says that ...", "models that are ...", "is there", "is it true": nothing earlier is meant.
    r"(?<!\bin)(?<!\bof)(?<!\bfor)(?<!\bat)(?<!\bon)(?<!\bby)(?<!\bfrom)(?<!\bwith)(?<!\babout)"
    r"(?<!\bto)(?<!\bis)(?<!\bwas)(?<!\bdoes)(?<!\bdid)(?<!\bafter)(?<!\bbefore)(?<!\bunder)"
    r"(?<!\bsince)(?<!\bwhy)(?<!\bhow)(?<!\bwhen)(?<!\band)(?<!\blike)(?<!^),? that\b(?! of\b)"
    r"|\b(?:that|those) (?:of|which|who|are|is|were)\b|\b(?:is|are|was|were) there\b"
    r"|\b(?:is|was) it (?:true|possible|correct|likely|known|clear)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    # After a name in the same question these mean that name: "Why does X defend its plan?"
    rf"\b(?:{_POSSESSIVE})\b"
    rf"|\b(?:and|that|when|because|if|where|which|what|how|why|does|did|do) (?:{_PERSONAL})\b",
    re.IGNORECASE,
)
_OPENS_ANEW = re.compile(r"^(?:and|but|so|what about|how about)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:what|which|who|whose|whom|when|where|why|how|is|are|was|were|do|does|did|can|could|may"
    r"|might|will|would|should|has|have|had|list|name|tell|explain|define)\b",
    re.IGNORECASE,
)
_TOPIC_ONLY = re.compile(r"^[^。、?？の]{1,20}(?:は|では|なら|の場合は)[?？]?$")
_FEW_WORDS = 4
_FEW_CHARACTERS = 14
_STEPS = 3
"""How many questions back a chain of follow-ups is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InContext:
    """A question and what is searched for it."""

    question: Question
    search_text: str
    """The question, with the one before it where it points back."""
    names: tuple[str, ...]
    """The names the evidence must speak of; those taken over where the question has none."""
    is_follow_up: bool


def in_context(text: str, conversation: Conversation | None) -> InContext:
    """Read `text` as the next question of `conversation`."""
    question = read_question(text)
    earlier = _questions_of(conversation)
    if earlier and detect_language(text) == "und":
        question = replace(question, language=read_question(earlier[-1]).language)
    if not earlier or not points_back(question, earlier[-1]):
        return InContext(
            question=question,
            search_text=question.text,
            names=question.names,
            is_follow_up=False,
        )
    before = _with_its_context(earlier)
    if is_fragment(question) and question.expected == "other":
        asked = read_question(before)
        question = replace(question, expected=asked.expected, counted=asked.counted)
    return InContext(
        question=question,
        search_text=f"{before}\n{question.text}",
        names=question.names or names_in(before),
        is_follow_up=True,
    )


def points_back(question: Question, before: str) -> bool:
    """Tell whether the question can't be understood without `before`, the one asked before it."""
    if is_fragment(question):
        return True
    text = _NOT_POINTING.sub(" ", question.text)
    if question.names and not _OPENS_ANEW.search(text):
        name = question.names[0]
        head, found, tail = text.partition(name)
        text = head + found + _WITHIN.sub(" ", tail)
    if _POINTS_BACK.search(text):
        return True
    mentioned = {match.group(1).lower() for match in _MENTIONED.finditer(text)}
    if any(re.search(rf"\b{noun}\b", before, re.IGNORECASE) for noun in mentioned):
        return True
    if question.names:
        return False
    if question.language in ("ja", "zh"):
        return len(question.text) <= _FEW_CHARACTERS
    return len(question.text.split()) <= _FEW_WORDS


def is_fragment(question: Question) -> bool:
    """Tell whether it is no whole question: "And OpenAI?", "What about Europe?", 「Googleは？」."""
    text = question.text
    if question.language in ("ja", "zh"):
        return bool(_TOPIC_ONLY.match(text)) and question.expected == "other"
    if re.match(r"(?:what|how) about\b", text, re.IGNORECASE):
        return True
    return len(text.split()) <= _FEW_WORDS and not _ASKS.search(text)


def _questions_of(conversation: Conversation | None) -> tuple[str, ...]:
    if conversation is None:
        return ()
    return tuple(t.request for t in conversation.turns if isinstance(t.result, Answer))


def _with_its_context(questions: Sequence[str]) -> str:
    """Return the last question with those that it points back to, the earliest first."""
    chain = [questions[-1]]
    for before in reversed(questions[:-1]):
        if len(chain) > _STEPS or not points_back(read_question(chain[0]), before):
            break
        chain.insert(0, before)
    return " ".join(chain)
