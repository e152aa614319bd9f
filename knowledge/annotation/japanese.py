"""Speaker, subject and origin of one Japanese sentence.

Rules over particles, no parser: a doubtful case is left unmarked. What stands in 「…」 is masked
first, as its subjects aren't the sentence's.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.annotation import words_ja as words
from knowledge.annotation.reading import PronounKind, Reading

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|[“”][^“”]*[“”]|\"[^\"]*\"|[(（][^()（）]*[)）]")
_MASK = "\uffff"

_SURU = "|".join(words.SURU_VERBS)
_VERB_END = re.compile(
    rf"(?:(?P<suru>{_SURU}){words.SURU_FORMS}|"
    + "|".join(f"(?P<v{i}>{form})" for i, form in enumerate(words.OTHER_VERBS.values()))
    + r")(?:(?:の|ん)(?:だ|です|である))?[。．.!！]?$"
)
_VERB_NAMES = tuple(words.OTHER_VERBS)
_NEEDS_CLAUSE = re.compile(r"(?:[とをもなの]|として|という|ように|よう|べきだと|[」”]|について)$")
_HEARSAY_END = re.compile(rf"(?P<verb>{words.HEARSAY})(?:のです|のだ)?[。．]?$")
_PASSIVE_END = re.compile(rf"(?P<verb>{words.PASSIVE})(?:のです|のだ)?[。．]?$")
_DASHED = re.compile(r"^(?P<np>[^、。はがを]{1,40}?)(?:──|――|——|—|[:：])")
_ALSO = re.compile(r"[一-龯ァ-ヴーA-Za-z]も(?=[一-龯ぁ-ん])")
_STANCE = re.compile(words.STANCE)
_SELF_SUBJECT = re.compile(rf"{words.SELF}(?:では|は)")
_REPORTED_END = re.compile(rf"{words.REPORTED}(?:。|$)")
_OPINION_END = re.compile(
    r".*(?:というのが|とするのが|との|が)、?(?P<who>[^、。]{1,30}?)の"
    rf"(?P<noun>{'|'.join(words.OPINION_NOUNS)})"
    r"(?:だ|です|である|となる|のようだ)?[。．]?$"
)
_ACCORDING = re.compile(
    r"(?:^|[、，])[ 　]*(?P<who>[^、，。]{1,40}?)[ 　]*(?:に(?:よれば|よると|よりますと))"
)
_STATEMENT = re.compile(
    r"(?:^|[、，])[ 　]*(?P<who>[^、，。]{1,30}?)の"
    rf"(?P<noun>{'|'.join(words.STATEMENT_NOUNS)})では[、，]"
)
_OPENER = re.compile(
    rf"^(?:(?:{'|'.join(words.OPENERS)})(?:[、，]|(?=[A-Z「]))[ 　]*"
    r"|(?:さらに|特に|とくに|なお|また|そのため|このため|しかし|ただし|つまり)(?=[一-龯ァ-ヴ]))+"
)
_MARKED = re.compile(
    r"(?P<np>[^、，。；;：:]{1,60}?)[ 　]*"
    r"(?P<particle>は(?!じめ|ず|る[かが])|が(?!ら|っ|あ[っる]て)|も(?=[、，]))"
)
_BAD_TAIL = re.compile(
    r"(?:[にでとへやもて]|から|まで|より|ある|あるい|また|だ|です|ます|[るたすい]の?に)$"
)
_CONJUNCTIVE_GA = re.compile(r"(?:る|た|だ|す|い|ん|う)$")
_LATE_AGENT = re.compile(r"と[、，]?(?P<who>[^、，。とをは]{1,25}?)[はが]、?$")
_PREDICATE_END = re.compile(
    r"(?:ます|ました|ません|ませんでした|ている|ていた|です|である|ない|なる|れる|られる|した|する|った|えた|める|べきだ"
    r"|のだ|のです)[。．]?$"
)
_ADDRESSED = re.compile(r"(?:ください|ましょう|だろう|でしょう|か|なさい)[。．]?$|[?？!！][」]?$")
_DOCUMENT = "|".join(words.DOCUMENT_NOUNS)
_OWNED = re.compile(
    rf"^(?P<owner>.{{1,40}}?)の(?:[^の]{{0,12}})?(?P<kind>{_DOCUMENT})(?:[「『].*)?$"
)
_KIND = re.compile(rf"(?P<kind>{_DOCUMENT})$")
_UNNAMED = re.compile(rf"{words.UNNAMED_PREFIX}(?:{'|'.join(words.UNNAMED)})(?:結果|報告)?")


def read_japanese(sentence: str) -> Reading:
    """Find speech verb, speaker, subject and reported document in one sentence."""
    masked = _QUOTED.sub(lambda m: m[0][0] + _MASK * (len(m[0]) - 2) + m[0][-1], sentence)
    opener = _OPENER.match(masked)
    begin = opener.end() if opener else 0
    subjects = list(_subjects(sentence, masked, begin))
    subject = replace(
        _subject_marks(sentence, masked, subjects),
        mentioned=next((p for p, _ in subjects if _is_name(p)), ""),
        is_restatement=bool(re.match(words.RESTATEMENT, masked)),
    )
    return _attribution(sentence, masked, begin, subjects, subject)


def is_agent(phrase: str) -> bool:
    """Say whether a noun phrase names a person or body."""
    phrase = phrase.strip()
    if not phrase or phrase in words.NOT_AGENTS or re.search("[をがにで]", phrase):
        return False
    if re.search(words.AGENT_ENDING, phrase):
        return True
    if phrase.split("(")[0].split("（")[0] in words.NOT_AGENTS:
        return False
    return bool(re.fullmatch(words.NAME, phrase)) or _is_list_of_names(phrase)


def _is_name(phrase: str) -> bool:
    return is_agent(phrase) and not phrase.endswith(tuple(words.PRONOUNS))


def _is_list_of_names(phrase: str) -> bool:
    parts = re.split(r"[や・と]|および", phrase)
    return len(parts) > 1 and all(re.fullmatch(words.NAME, part.strip()) for part in parts)


def _subjects(sentence: str, masked: str, begin: int) -> Iterator[tuple[str, str]]:
    """The phrases marked with は or が, with their particle, in order."""
    position = begin
    dashed = _DASHED.match(masked)
    if dashed and is_agent(sentence[: dashed.end("np")]):
        yield sentence[: dashed.end("np")].strip(), "は"
        position = dashed.end()
    while match := _MARKED.search(masked, position):
        start, end = match.span("np")
        phrase = re.sub(rf"^{words.DETERMINERS}", "", sentence[start:end].strip(" 　"))
        position = match.end()
        bare = phrase.replace(" ", "")
        if not bare or _BAD_TAIL.search(bare) or bare.endswith(words.NOT_TOPICS):
            continue
        is_conjunction = masked[match.end() : match.end() + 1] in ("、", "，", "")
        if match["particle"] == "が" and is_conjunction and _CONJUNCTIVE_GA.search(bare):
            continue
        yield phrase, match["particle"]


def _simple(phrase: str) -> bool:
    """Say whether a phrase is a noun phrase without a clause in it."""
    return len(phrase) <= 40 and not re.search(r"[をが]|[るたい](?=[一-龯ァ-ヴA-Z])|のの?$", phrase)


def _subject_marks(sentence: str, masked: str, subjects: list[tuple[str, str]]) -> Reading:
    """Tell the subject: stated, a pronoun, or omitted."""
    if not subjects:
        has_predicate = bool(_PREDICATE_END.search(masked))
        is_open = any(
            pattern.search(masked) for pattern in (_ADDRESSED, _ALSO, _STANCE, _SELF_SUBJECT)
        )
        return Reading(is_omitted=has_predicate and not is_open, is_fragment=not has_predicate)
    phrase = next((p for p, particle in subjects if particle == "は"), subjects[0][0])
    head = re.match(
        rf"(?:{'|'.join(sorted(words.PRONOUNS, key=len, reverse=True))})(?=$|の)", phrase
    )
    if head:
        kind: PronounKind = words.PRONOUNS[head[0]]
        return Reading(pronoun=head[0], pronoun_kind=kind)
    if re.match(words.SELF, phrase):
        return Reading()
    demonstrative = re.match(rf"{words.DEMONSTRATIVE}(?P<noun>.{{1,12}})$", phrase)
    if demonstrative and _simple(phrase):
        noun = demonstrative["noun"]
        is_document = bool(_KIND.search(noun)) and noun not in ("研究", "調査")
        return Reading(pronoun=phrase, pronoun_kind="document" if is_document else "thing")
    topic = phrase if _simple(phrase) else ""
    return Reading(topic=topic, is_agent=is_agent(topic))


def _attribution(
    sentence: str, masked: str, begin: int, subjects: list[tuple[str, str]], subject: Reading
) -> Reading:
    """Add speaker, verb and origin to the subject's marks."""
    according = _ACCORDING.search(masked, begin) or _ACCORDING.search(masked)
    if according:
        who = _OPENER.sub("", sentence[slice(*according.span("who"))])
        return _according(who, "によれば" if "よれば" in according[0] else "によると", subject)
    statement = _STATEMENT.search(masked, begin) or _STATEMENT.search(masked)
    if statement:
        who = sentence[slice(*statement.span("who"))]
        return _said(_OPENER.sub("", who), f"{statement['noun']}では", subject)
    opinion = _OPINION_END.search(masked)
    if opinion:
        return _said(sentence[slice(*opinion.span("who"))], opinion["noun"], subject)
    hearsay = _HEARSAY_END.search(masked)
    if hearsay:
        name = words.HEARSAY_NAMES.get(hearsay["verb"][:2], f"{hearsay['verb'][:2]}される")
        return replace(subject, verb=name, is_hearsay=True)
    passive = _PASSIVE_END.search(masked)
    if passive:
        return replace(subject, verb=passive["verb"].rstrip("。"), needs_agent=True)
    verb, at = _verb(masked)
    if _SELF_SUBJECT.search(masked):
        return subject
    if verb:
        late = _LATE_AGENT.search(masked[:at])
        if late and is_agent_or_document(sentence[slice(*late.span("who"))]):
            return _said(sentence[slice(*late.span("who"))], verb, subject)
        return _by_subject(verb, subjects, subject)
    if _REPORTED_END.search(masked):
        return replace(subject, verb="という")
    document = _document(subject.topic)
    if document and any(p == subject.topic and particle == "は" for p, particle in subjects):
        return replace(subject, document=document[0], owner=document[1])
    return subject


def is_agent_or_document(phrase: str) -> bool:
    """Say whether a phrase can be who says something: a body, 同社, 記事."""
    phrase = phrase.strip()
    return phrase in words.PRONOUNS or is_agent(phrase) or bool(_KIND.search(phrase))


def _verb(masked: str) -> tuple[str, int]:
    """The speech verb that ends the sentence, in dictionary form, and where it begins."""
    match = _VERB_END.search(masked)
    if not match:
        return "", 0
    before = masked[: match.start()].rstrip("、， 　")
    if match["suru"]:
        name = match["suru"] + ("る" if match["suru"].endswith("け") else "する")
    else:
        name = next(n for i, n in enumerate(_VERB_NAMES) if match[f"v{i}"])
    if name == "とする" and re.search(words.NOT_AS_SPEECH, before):
        return "", 0
    takes_clause = (
        name.startswith("と") or _NEEDS_CLAUSE.search(before) or re.search("[はが]$", before)
    )
    return (name, match.start()) if takes_clause else ("", 0)


def _by_subject(verb: str, subjects: list[tuple[str, str]], subject: Reading) -> Reading:
    """Attribute a speech verb to the first subject that can speak."""
    if subject.pronoun_kind in ("organisation", "person", "plural", "document"):
        return replace(subject, speaker=subject.pronoun, verb=verb)
    for phrase, particle in subjects:
        if particle == "は" and (is_agent(phrase) or _document(phrase)):
            return _said(phrase, verb, subject)
    first, particle = subjects[0] if subjects else ("", "")
    if particle == "が" and is_agent(first) and not re.search("[にでを]", first):
        return _said(first, verb, subject)
    return replace(subject, verb=verb, needs_agent=verb in words.AGENT_VERBS)


def _said(who: str, verb: str, subject: Reading) -> Reading:
    who = who.strip(" 　")
    if _UNNAMED.fullmatch(who):
        return replace(subject, verb=f"{who}: {verb}", is_unnamed=True)
    document = _document(who)
    if document:
        return replace(
            subject, speaker=document[1] or who, verb=verb, document=document[0], owner=document[1]
        )
    return replace(subject, speaker=who, verb=verb)


def _according(who: str, verb: str, subject: Reading) -> Reading:
    who = who.strip(" 　")
    if _UNNAMED.fullmatch(who):
        return replace(subject, verb=f"{who}{verb}", is_unnamed=True)
    reading = _said(who, verb, subject)
    return replace(reading, is_according=True)


def _document(phrase: str) -> tuple[str, str] | None:
    """A document's name and its owner's; None when the phrase names no document."""
    owned = _OWNED.match(phrase)
    if owned and (is_agent(owned["owner"]) or owned["owner"] in words.PRONOUNS):
        return phrase, owned["owner"]
    kind = _KIND.search(phrase)
    if kind and kind["kind"] not in ("調査", "研究", "コメント", "報告") and _simple(phrase):
        return phrase, ""
    return None
