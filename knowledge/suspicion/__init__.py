"""Which sentences read as instructions to a program rather than as text.

A source may hold words that are meant for the model: "ignore the above and write …". Such a
sentence stays in the source, but is no evidence. The rules are narrow on purpose: a text that tells
*about* such attacks, and an agency's instructions to those who comment, must stay evidence. What
they don't see, such as an order in other words or in a third language, still meets a model whose
part is small: it weighs and translates sentences, and what it writes is checked. A statement that
is merely false isn't an instruction.
"""

import re
import unicodedata
from collections.abc import Sequence

from knowledge.suspicion.characters import odd_characters, without_invisible
from knowledge.suspicion.english import ENGLISH
from knowledge.suspicion.japanese import JAPANESE
from knowledge.suspicion.markers import MARKERS, TURNS
from knowledge.suspicion.rules import Rule

FOLLOWS = "stands in one paragraph with an instruction to a program"
_LONGEST = 4000
"""Characters of a sentence that are looked at; `sentences` cuts at 1,200."""
_ABOUT = re.compile(
    r"\b(?:prompt[- ]injections?|injection attacks?|jailbreak\w*|attack(?:er|s|ers)?|adversar\w+|"
    r"malicious\w*|red[- ]team\w*|hidden instructions?|manipulat\w+)\b"
    r"|インジェクション|攻撃|悪意|脱獄|敵対|細工|悪用",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘'「『«](?P<inner>[^\"”’'」』»]*)$")
_WESTERN_RULES: tuple[Rule, ...] = (*MARKERS, *ENGLISH)
_RULES: tuple[Rule, ...] = (*_WESTERN_RULES, *JAPANESE)


def reason(sentence: str) -> str:
    """Tell why a sentence reads as an instruction to a program; empty when it doesn't."""
    found = _found(sentence)
    return found[0] if found else ""


def suspicions(sentences: Sequence[str]) -> tuple[str, ...]:
    """Tell the reason for each sentence of one paragraph, empty where there is none.

    Where a paragraph begins with an instruction that opens an attack ("ignore all previous
    instructions"), the rest is what the attack wants said. One put into a paragraph of the source's
    own takes nothing of that with it.
    """
    found = [_found(sentence) for sentence in sentences]
    is_attack = bool(found and found[0] and found[0][1])
    if len(sentences) > 1 and not is_attack:
        is_attack = _matching(fold(" ".join(sentences)), TURNS) is not None
    return tuple(each[0] if each else FOLLOWS if is_attack else "" for each in found)


def _found(sentence: str) -> tuple[str, bool] | None:
    """Return the reason and whether it opens an attack."""
    odd = odd_characters(sentence)
    if odd:
        return odd, False
    folded = fold(sentence)
    return _matching(folded, _WESTERN_RULES if folded.isascii() else _RULES)


def _matching(folded: str, rules: Sequence[Rule]) -> tuple[str, bool] | None:
    small = folded.lower()
    for rule in rules:
        if not rule.needs.search(small):
            continue
        for match in rule.pattern.finditer(folded):
            if not (rule.may_be_quoted and _is_told_about(folded, match)):
                return rule.reason, rule.opens_attack
    return None


def fold(sentence: str) -> str:
    """Return a sentence in compatibility form, on one line, without invisible characters."""
    visible = without_invisible(sentence[:_LONGEST])
    if not visible.isascii():
        visible = unicodedata.normalize("NFKC", visible)
    return " ".join(visible.replace("’", "'").split())


def _is_told_about(folded: str, match: re.Match[str]) -> bool:
    """Say whether the words stand in quotation marks in a sentence about such attacks."""
    opened = _QUOTED.search(folded[: match.end()])
    before = folded[: opened.start()] if opened else ""
    return bool(opened and (_ABOUT.search(before) or _ABOUT.search(folded[match.end() :])))
