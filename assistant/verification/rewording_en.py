"""Turn one thing round in an English sentence: sides, "not", direction, speaker, certainty, scope.

Each function yields whole sentences that differ from the one given; nothing where the words don't
show well enough how to write it.
"""

import re
from collections.abc import Iterator

from assistant.questions import names_in

_I = re.IGNORECASE
_DETERMINERS = r"(?:the|an?|its|their|his|her|some|most|all|many|several)"
_ACTS = (
    "sued|fined|asked|bought|paid|ordered|warned|banned|criti[cs]i[sz]ed|told|accused|funded"
    "|backed|supported|overtook|outperformed|exceeded|replaced|blocked|acquired|hired|advised"
    "|urged|praised|beat|defeated|joined|helped|challenged|audited|licensed|supplied|owed|sold"
    "|invited|informed|notified|opposed|approved|rejected|protected|required|allowed|let|followed"
)
_PREPOSITIONS = (
    r"(?:to|for|over|of|that|in|by|with|after|from|on|at|because|before|as|and|or|not|than|when|if)"
)
_OTHER = rf"(?P<b>(?:{_DETERMINERS}\s)?[\w'’&-]+(?:\s(?!{_PREPOSITIONS}\b)[\w'’&-]+){{0,4}})"
_ONE = r"(?P<a>(?:(?:The|A|An)\s)?[\w'’&.-]+(?:\s[\w'’&.-]+){0,5}?)"
_SIDES = re.compile(
    rf"^{_ONE}\s(?P<verb>(?:has |had |may |could |will )?(?:{_ACTS}))\s{_OTHER}"
    rf"(?P<rest>(?:\s{_PREPOSITIONS}(?<!of)(?<!and)(?<!or)\b.*)?[.!]?)$"
)
_BY = re.compile(
    rf"^{_ONE}\s(?P<verb>(?:was|were)\s\w+ed)\sby\s{_OTHER}"
    rf"(?P<rest>(?:\s{_PREPOSITIONS}(?<!of)(?<!and)(?<!or)\b.*)?[.,]?.*)$"
)
_RATHER = re.compile(
    r"\b(?P<a>(?P<det>(?:the |an? )?)\w+) (?P<mid>rather than|instead of) "
    r"(?P<b>(?P<other>(?:the |an? )?)\w+)(?=[.,;]|$)"
)
_AUXILIARY = re.compile(
    r"\b(?P<aux>is|are|was|were|will|would|can|could|may|might|must|should|does|do|did)"
    r"(?P<not>\s+not|n['’]t)?\b(?!['’])", _I
)  # fmt: skip
_DO_NOT = re.compile(r"\b(?P<aux>does|do|did) not (?P<verb>[a-z]+)\b")
_CANNOT = re.compile(r"\bcannot\b")
_NO_NAME = re.compile(
    r"(?:^| )\d|^(?:Jan|Febr)uary$|^(?:March|April|May|June|July|August)$|^(?:Sept|Nov|Dec)ember$"
    r"|^October$|^(?:English|Japanese)$"
)
_WRONG_A = re.compile(r"\ba (?=increas|expan|eas|improv|earl|oppos)")
_WRONG_AN = re.compile(r"\ban (?=decreas|reduc|hard|worse|lat|support)")
_IRREGULAR = {
    "have": "had", "make": "made", "take": "took", "give": "gave", "find": "found", "pay": "paid",
    "say": "said", "rise": "rose", "fall": "fell", "meet": "met", "go": "went", "get": "got",
    "know": "knew", "see": "saw", "hold": "held", "keep": "kept", "show": "showed", "buy": "bought",
    "sell": "sold", "lead": "led", "cut": "cut", "set": "set", "let": "let", "win": "won",
    "lose": "lost", "write": "wrote", "grow": "grew", "become": "became", "begin": "began",
    "bring": "brought", "build": "built", "spend": "spent", "send": "sent", "tell": "told",
    "think": "thought", "leave": "left", "mean": "meant", "understand": "understood",
}  # fmt: skip
_OPPOSITE_PAIRS = (
    ("more than", "less than"), ("more", "less"), ("fewer than", "more than"),
    ("increase", "decrease"), ("increased", "decreased"), ("increases", "decreases"),
    ("increasing", "decreasing"),
    ("rose", "fell"), ("rise", "fall"), ("rises", "falls"), ("risen", "fallen"),
    ("rising", "falling"), ("grew", "shrank"), ("grow", "shrink"), ("higher", "lower"),
    ("highest", "lowest"), ("raise", "lower"), ("raised", "lowered"), ("raises", "lowers"),
    ("widen", "narrow"), ("before", "after"), ("at least", "at most"), ("larger", "smaller"),
    ("largest", "smallest"), ("bigger", "smaller"), ("above", "below"), ("faster", "slower"),
    ("earlier", "later"), ("stronger", "weaker"), ("easier", "harder"), ("better", "worse"),
    ("cheaper", "dearer"), ("maximum", "minimum"), ("supports", "opposes"), ("support", "oppose"),
    ("supported", "opposed"), ("benefits", "harms"), ("strengthen", "weaken"), ("gain", "loss"),
    ("approved", "rejected"), ("allowed", "forbade"), ("expand", "reduce"),
    ("expanded", "reduced"), ("improve", "worsen"), ("improved", "worsened"),
    ("likely", "unlikely"),
)  # fmt: skip
_OPPOSITES = {b: a for a, b in reversed(_OPPOSITE_PAIRS)} | {
    a: b for a, b in reversed(_OPPOSITE_PAIRS)
}
_DIRECTION = re.compile(
    r"(?<!\bno )(?<!\bnot )\b(?:" + "|".join(sorted(_OPPOSITES, key=len, reverse=True)) + r")\b", _I
)
_SAID = (
    r"(?:has |have |had )?(?:said|says?|argue[sd]?|estimate[sd]?|claim(?:s|ed)?|state[sd]?"
    r"|warn(?:s|ed)?|report(?:s|ed)?|suggest(?:s|ed)?|found|finds?|believe[sd]?|note[sd]?|announced"
    r"|predict(?:s|ed)?|forecasts?|conclude[sd]?|explain(?:s|ed)?|insist(?:s|ed)?|contend(?:s|ed)?|indicate[sd]?)"
)
_NO_SPEAKER = r"(?!(?:This|The|That) (?:\w+ )?(?:evidence|passage|text|statement|translation)\b)"
"""What is "said" by the evidence itself isn't anybody's word: taking it out changes nothing."""
_STARTS = r"(?![\"“'‘]|(?:it|they|he|she|we|I|its|their|this|these)\b)(?P<rest>.{12,})$"
_SPEAKER_FIRST = re.compile(
    rf"^{_NO_SPEAKER}(?:[^,;:.]|\.(?=\w)|,(?= an? | the )){{2,90}}? "
    rf"(?:{_SAID} that |sa(?:id|ys) (?=the |an? |[A-Z0-9])){_STARTS}"
)
_SPEAKER_LAST = re.compile(
    rf"^{_STARTS[:-1]}, (?:according to [^,]+|(?:the |an? )?[^,]{{2,60}} {_SAID}"
    rf"|as {_SAID} by [^,]+)\.$"
)
_ACCORDING = re.compile(
    rf"^According to (?!the (?:evidence|passage|text)\b)[^,]{{2,80}}, {_STARTS}"
)
_CERTAIN = (
    (re.compile(r"\b(?:may|might|could|would) (?!not\b)(?=[a-z])"), "will "),
    (re.compile(r"\b(?:may|might|could|would) not\b"), "will not"),
    (
        re.compile(
            r"(?<!\bits )(?<!\bthe )(?<!\btheir )\b(?:plans|intends|hopes|aims|proposes) to\b"
        ),
        "will",
    ),
    (re.compile(r"\b(?:is|are) (?:expected|likely|set|projected|due) to\b"), "will"),
    (re.compile(r"\bshould (?!not\b)(?=[a-z])"), "must "),
    (re.compile(r"\brecommended\b"), "required"),
    (re.compile(r"\brecommends\b"), "requires"),
    (re.compile(r"\b(?:is|are) considering\b"), "has decided on"),
    (re.compile(r"\b(?:an? )?estimated (?=[\d$€£])"), ""),
    (
        re.compile(
            r"\b(?:about|roughly|approximately|around|nearly|almost|at least|up to) (?=[\d$€£])"
        ),
        "",
    ),
)
_DOUBTFUL = (
    (re.compile(r"\bwill (?=[a-z])"), "may "),
    (re.compile(r"\bmust (?=[a-z])"), "should "),
    (re.compile(r"\b(?:is|was) (?=an? |the )"), "may be "),
    (re.compile(r"\brequired\b"), "recommended"),
    (re.compile(r"\brequires\b"), "recommends"),
)
_SCOPE = (
    (re.compile(r"\ball (?=of |the |[a-z]+s\b)", _I), "some "),
    (re.compile(r"\b(?:some|many|most|several) (?=of |[a-z]+s\b)", _I), "all "),
    (re.compile(r"\bonly ", _I), ""),
    (re.compile(r"\balways\b"), "sometimes"), (re.compile(r"\bsometimes\b"), "always"),
    (re.compile(r"\bboth\b"), "neither"),
)  # fmt: skip


def sides(text: str) -> Iterator[str]:
    """Exchange who does it and to whom it is done; what is preferred and what is not."""
    for pattern in (_SIDES, _BY):
        match = pattern.match(text)
        if match and match["a"].lower() != match["b"].lower():
            a, b = _inner(match["a"]), _first(match["b"])
            link = " by" if pattern is _BY else ""
            yield f"{b} {match['verb']}{link} {a}{match['rest']}"
    match = _RATHER.search(text)
    if match and bool(match["det"]) == bool(match["other"]):
        exchanged = f"{match['b']} {match['mid']} {match['a']}"
        yield text[: match.start()] + exchanged + text[match.end() :]


def negation(text: str) -> Iterator[str]:
    """Take a "not" out, or put one in."""
    if match := _DO_NOT.search(text):
        yield text[: match.start()] + _affirmed(match["aux"], match["verb"]) + text[match.end() :]
    elif match := _CANNOT.search(text):
        yield text[: match.start()] + "can" + text[match.end() :]
    elif (match := _AUXILIARY.search(text)) and match["aux"].lower() not in ("do", "does", "did"):
        if match["not"] and " but " in text[match.end() :]:
            return  # "not A but B": without its "not" it is no sentence
        added = match["aux"] if match["not"] else match["aux"] + " not"
        yield text[: match.start()] + added + text[match.end() :]


def direction(text: str) -> Iterator[str]:
    """Turn more into less, before into after, and the like."""
    for match in _DIRECTION.finditer(text):
        other = _OPPOSITES[match.group().lower()]
        changed = text[: match.start()] + _cased(other, match.group()) + text[match.end() :]
        yield _WRONG_AN.sub("a ", _WRONG_A.sub("an ", changed))


def attribution(text: str) -> Iterator[str]:
    """State as a fact what somebody is reported to say."""
    for pattern in (_SPEAKER_FIRST, _ACCORDING, _SPEAKER_LAST):
        if match := pattern.match(text):
            rest = match["rest"]
            yield _first(rest) if rest.endswith((".", "!", "?")) else _first(rest) + "."


def modality(text: str) -> Iterator[str]:
    """State as certain or exact what is possible or near, and the reverse."""
    for rules in (_CERTAIN, _DOUBTFUL):
        for pattern, instead in rules:
            changed = pattern.sub(instead, text, count=1)
            if changed != text:
                yield _first(changed)
                break


def scope(text: str) -> Iterator[str]:
    """Turn all into some and the reverse; take an "only" out."""
    for pattern, instead in _SCOPE:
        if match := pattern.search(text):
            changed = _cased(instead, match.group()) if instead else ""
            yield _first(text[: match.start()] + changed + text[match.end() :])


def name_spans(text: str) -> list[tuple[int, int]]:
    """Find the names in a text, each with its "the", in order and without those within others."""
    spans: list[tuple[int, int]] = []
    names = [n for n in names_in(text) if n[:1].isupper() and not _NO_NAME.search(n)]
    for name in sorted(names, key=len, reverse=True):
        start = text.find(name)
        # A sentence's first word is capitalised whether or not it is a name.
        if start < 0 or len(name) < 3 or (start == 0 and " " not in name and name[1:].islower()):
            continue
        end = start + len(name)
        if text[:start].endswith(("the ", "The ")):
            start -= 4
        if not any(a < end and start < b for a, b in spans):
            spans.append((start, end))
    return sorted(spans)


def tidied(text: str) -> str:
    """Write "the" as it must be where a name was moved to the beginning or away from it."""
    return _first(re.sub(r"(?<=[\w,] )The (?=[A-Z])", "the ", text))


def _affirmed(auxiliary: str, verb: str) -> str:
    if auxiliary == "do":
        return verb
    if auxiliary == "does":
        if verb == "have":
            return "has"
        if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
            return verb + "es"
        return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inner(subject: str) -> str:
    """Write a sentence's first words as they stand within one: names keep their capital."""
    head, _, rest = subject.partition(" ")
    return f"{head.lower()} {rest}" if rest and head in ("The", "A", "An") else subject
