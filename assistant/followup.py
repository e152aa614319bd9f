"""What "it" means: a follow-up question read with the conversation before it.

By rule, so that nothing is read twice: a question that points back (it, they, that figure, 同社,
それ) or is too short to stand alone takes the previous question with it for the search.
"""

import re
from dataclasses import dataclass

from assistant.questions import Question, names_in, read_question
from assistant.types import Answer, Conversation

_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|he|she|his|her|those|these|this|that|there|the (?:company"
    r"|same|latter|former|figure|estimate|report|article|notice|request|study|agency))\b"
    r"|^(?:and|but|so|what about|how about|why so|since when)\b"
    r"|それ|その|そこ|これ|この|あの|同社|同氏|同記事|同じ(?:文書|資料|記事)|彼ら|彼女|彼は|前者|後者",
    re.IGNORECASE,
)
_INNER_REFERENCE = re.compile(
    r"\b(?:that|those) (?:of|which|who|are|is|were)\b|,? that ", re.IGNORECASE
)
_FEW_WORDS = 4
_FEW_CHARACTERS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class InContext:
    """A question and what is searched for it."""

    question: Question
    search_text: str
    """The question, with the one before it where it points back."""
    names: tuple[str, ...]
    """The names the evidence must speak of, those taken over included."""
    is_follow_up: bool


def in_context(text: str, conversation: Conversation | None) -> InContext:
    """Read `text` as the next question of `conversation`."""
    question = read_question(text)
    before = _previous_question(conversation)
    if before is None or not points_back(question):
        return InContext(
            question=question,
            search_text=question.text,
            names=question.names,
            is_follow_up=False,
        )
    taken_over = names_in(before)
    return InContext(
        question=question,
        search_text=f"{before}\n{question.text}",
        names=(*question.names, *(n for n in taken_over if n not in question.names)),
        is_follow_up=True,
    )


def points_back(question: Question) -> bool:
    """Tell whether the question can't be understood alone."""
    text = question.text
    if question.names and not _POINTS_BACK.search(text):
        return False
    plain = _INNER_REFERENCE.sub(" ", text)
    if _POINTS_BACK.search(plain) and not (len(question.names) > 1):
        return True
    if question.names:
        return False
    if question.language in ("ja", "zh"):
        return len(text) <= _FEW_CHARACTERS
    return len(text.split()) <= _FEW_WORDS


def _previous_question(conversation: Conversation | None) -> str | None:
    if conversation is None:
        return None
    for turn in reversed(conversation.turns):
        if isinstance(turn.result, Answer):
            return in_context_text(turn.request, conversation, turn.at)
    return None


def in_context_text(request: str, conversation: Conversation, at: str) -> str:
    """Return an earlier question with the one that it pointed back to, one step deep."""
    earlier = [t for t in conversation.turns if isinstance(t.result, Answer) and t.at < at]
    if earlier and points_back(read_question(request)):
        return f"{earlier[-1].request} {request}"
    return request
