"""Which words stand under a "not" in one text, and without one in another of its language?"""

import re
from itertools import pairwise

from assistant.verification.tokens import Text, Token
from assistant.wording import leans_to_no, look_alikes

_NOT = frozenset(("not", "no", "none", "never", "without", "neither", "nor"))
_NOTHING = frozenset(("nothing", "noth", "nobody", "nobodi"))
_NO_BY_MEANING = frozenset(("refus", "lack", "fail", "deny", "prevent"))
"""Stems of verbs that deny what follows them."""
_WIDE_NOT = re.compile(
    r"(?:とは|わけで|もので|ことは|ことが|事実は|事実が|形跡は|までは)(?:限ら|言え|いえ|言い切れ|思わ|考え|でき)?は?$"
)
"""What may stand between a Japanese verb and its "not": 防ぐとは限ら(ない)."""
_NO_NOT = frozenset(("only", "just", "merely", "later", "more", "fewer", "less", "longer"))
_DENIED_BEFORE_ALL = re.compile(
    r"\b(?:not|never|no|nor|nobody|none|cannot)\b[^;.]*$|n['’]t\b[^;.]*$", re.IGNORECASE
)
DENIED_BEFORE = re.compile(r"\b(?:not|never|no|nor)\b[^,;.]*$|n['’]t\b[^,;.]*$", re.IGNORECASE)


def not_is_lost(held: Text, text: Text) -> bool:
    """Tell whether a word that stands under a "not" in `held` stands without one in `text`."""
    free = _under_not(text, reach=3) | _are_not(text, _after_no(held))
    keys = {t.key for t in text.tokens if t.is_content}
    denied = {t.key for t in held.tokens if t.key in _NO_BY_MEANING}
    if denied and denied <= {t.key for t in text.tokens}:
        denied = set()  # both deny it, each in its own order of words
    if denied and (_NOT & {t.key for t in text.tokens} or leans_to_no(text.text, text.language)):
        denied = set()  # "denies that it does" for "says that it doesn't"
    for key in _under_not(held, denies=bool(denied)) - free:
        elsewhere = sum(t.key == key for t in held.tokens) > 1
        if key in keys and not elsewhere and not _may_say_it_otherwise(held, text):
            return True
    return False


def _after_no(text: Text) -> frozenset[str]:
    """Return the nouns that stand after a "no": "no vehicle may"."""
    return frozenset(
        after.key
        for token, after in pairwise(text.tokens)
        if token.key == "no" and after.is_content
    )


def _are_not(text: Text, nouns: frozenset[str]) -> frozenset[str]:
    """Return those of the nouns that stand shortly before a "not": "vehicles may not"."""
    return frozenset(
        token.key
        for i, token in enumerate(text.tokens)
        if token.key in nouns
        and any(
            after.key == "not" for after in _in_clause(text, i, 8 if text.language == "en" else 0)
        )
    )


def _may_say_it_otherwise(held: Text, text: Text) -> bool:
    # A word such as "unable" that both hold is no counterpart of a "not" of the one.
    leans = leans_to_no(_without_look_alikes(text), text.language)
    return leans and not leans_to_no(_without_look_alikes(held), held.language)


def _without_look_alikes(text: Text) -> str:
    if text.language != "ja":
        return text.text
    rest = text.text
    for start, end in reversed(look_alikes(text.text, text.language)):
        rest = rest[:start] + rest[end:]
    return rest


def _under_not(text: Text, reach: int = 1, *, denies: bool = True) -> frozenset[str]:
    """Return the words next to a "not": after it in English, before it in Japanese.

    `denies` says whether verbs such as refuse count.
    With a wider `reach` those a little further in its clause too: "harms no market" denies what
    "does not harm any market" does.
    """
    none = look_alikes(text.text, text.language)
    keys: set[str] = set()
    for i, token in enumerate(text.tokens):
        is_denial = denies and token.key in _NO_BY_MEANING and text.language == "en"
        is_wide = reach > 1 and token.key in _NOTHING
        if is_wide:
            keys.update([t.key for t in _in_clause(text, i, 8) if t.is_content][:4])
        if not (is_denial or token.kind == "link") or any(s <= token.start < e for s, e in none):
            continue
        if text.language == "ja":
            if token.key != "ない":
                continue
            wide = _WIDE_NOT.search(text.text[: token.start])
            end = wide.start() if wide else token.start
            before = next(
                (t for t in reversed(text.tokens[:i]) if t.is_content and t.end <= end), None
            )
            if before is not None and end - before.end <= 6:
                keys.add(before.key)
            if reach > 1 and before is not None:
                keys.update(_phrase_before(text, before))
        elif is_denial or token.key in _NOT or (token.key == "unless" and reach > 1):
            after = _in_clause(text, i, 4 * reach)
            if (after and after[0].key in _NO_NOT) or _denies_twice(text, token, reach):
                continue
            keys.update([t.key for t in after if t.is_content][:reach])
            if token.key == "no" and reach > 1 and i and text.tokens[i - 1].is_content:
                keys.add(text.tokens[i - 1].key)
    return frozenset(keys)


def _denies_twice(text: Text, token: Token, reach: int) -> bool:
    before = text.text[: token.start]
    if token.key in _NO_BY_MEANING and DENIED_BEFORE.search(before):
        return True  # "does not prevent"
    # "nobody may without"; with a wider reach what follows counts all the same
    return token.key == "without" and reach == 1 and bool(_DENIED_BEFORE_ALL.search(before))


def _phrase_before(text: Text, last: Token) -> list[str]:
    """Return the word that は or が joins to a denied verb: 電源 of 電源が整備されていない."""
    before = [t for t in text.tokens if t.is_content and t.end <= last.start][-1:]
    return [t.key for t in before if text.text[t.end : last.start] in ("が", "は", "も", "を")]


def _in_clause(text: Text, place: int, most: int) -> list[Token]:
    """Return up to `most` tokens after a place, up to the end of its clause."""
    after: list[Token] = []
    edge = text.tokens[place]
    for token in text.tokens[place + 1 : place + 1 + most]:
        if re.search(r"[,;:.]", text.text[edge.end : token.start]):
            break
        after.append(token)
        edge = token
    return after
