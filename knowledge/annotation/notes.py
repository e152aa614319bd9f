"""Put the notes on the sentences of a document, in reading order.

What a sentence says by itself is read by `japanese` and `english`; whom a pronoun or an omitted
subject stands for is looked up in `memory`, which ends with the section, and for an omitted
subject with the paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.annotation import words_en, words_ja
from knowledge.annotation.english import read_english
from knowledge.annotation.japanese import read_japanese
from knowledge.annotation.memory import Memory, is_plural
from knowledge.annotation.reading import Reading
from knowledge.language import is_cjk
from knowledge.outline import Placed
from knowledge.types import Origin, Sentence

_MEDIA = frozenset(words_ja.MEDIA) | frozenset(words_en.MEDIA)
_MEDIA_ENDING = re.compile(rf"{words_ja.MEDIA_ENDING}|{words_en.MEDIA_ENDING}")
_INTRODUCES = re.compile(
    r"[:：]$|次の|次に|以下|とおり|通り|\b(?:following|as follows|below|include[sd]?|these)\b"
)
"""A sentence that hands its list over, so that the list is said by whoever says the sentence."""


def annotate(
    text: str, placed: Sequence[Placed], sentences: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Add speaker, subject and origin to the sentences of `text`, one for each of `placed`."""
    memory = Memory()
    noted: list[Sentence] = []
    for place, sentence in zip(placed, sentences, strict=True):
        if place.kind == "suspicious":
            noted.append(sentence)
            continue
        memory.enter(place)
        if place.kind == "metadata":
            noted.append(sentence)
            continue
        quote = text[place.start : place.end]
        reading = read_japanese(quote) if is_cjk(quote) else read_english(quote)
        noted.append(_noted(sentence, reading, memory, _lead(text, place, memory)))
        memory.remember(place, reading, noted[-1], quote)
    return tuple(noted)


def _lead(text: str, place: Placed, memory: Memory) -> Sentence | None:
    """The sentence that hands over to the list this one is in."""
    if place.lead_in is None or not _INTRODUCES.search(text[slice(*place.lead_in)]):
        return None
    return memory.leads.get(place.lead_in)


def _noted(sentence: Sentence, reading: Reading, memory: Memory, lead: Sentence | None) -> Sentence:
    """Join what the sentence says with what was named before it."""
    subject, is_resolved = _resolved(reading, memory, lead)
    speaker, verb = _speaker(reading, memory, lead, subject)
    origin, name = _origin(reading, memory, lead, subject, speaker)
    return replace(
        sentence,
        speaker=speaker,
        speech_verb=verb,
        subject=subject,
        subject_is_resolved=is_resolved,
        origin=origin,
        origin_name=name,
    )


def _resolved(reading: Reading, memory: Memory, lead: Sentence | None) -> tuple[str, bool]:
    """Whom a pronoun or an omitted subject stands for, and whether that could be told."""
    if reading.is_omitted:
        if reading.speaker or reading.is_unnamed or reading.is_hearsay:
            return "", True
        before = (lead.speaker or lead.subject) if lead else ""
        if reading.verb:
            found = memory.speaker or before or memory.agent_in_paragraph()
        else:
            found = memory.topic or before
        return found, bool(found)
    if not reading.pronoun:
        is_pronoun = _stands_for_body(reading.speaker)
        return "", not is_pronoun or bool(memory.body(reading.speaker))
    found = _antecedent(reading, memory)
    return found, bool(found)


def _antecedent(reading: Reading, memory: Memory) -> str:
    kind, pronoun = reading.pronoun_kind, reading.pronoun
    is_japanese = is_cjk(pronoun)
    if kind == "organisation":
        return memory.body(pronoun)
    if kind == "person":
        return memory.person()
    if kind == "document":
        return memory.document_before(pronoun)
    if kind == "plural":
        if is_japanese:
            return memory.agents[-1] if memory.agents else ""
        return memory.topic if is_plural(memory.topic) else ""
    # What これ and "this" take up is a statement, not a name: the reader must see it.
    is_demonstrative = is_japanese or pronoun.lower() in ("this", "that")
    return "" if is_demonstrative or is_plural(memory.topic) else memory.topic


def _speaker(
    reading: Reading, memory: Memory, lead: Sentence | None, subject: str
) -> tuple[str, str]:
    """Who says it and how, carried from before where the sentence has no agent of its own."""
    if reading.speaker:
        who = reading.speaker
        if who == reading.pronoun:
            is_document = reading.pronoun_kind == "document" and subject
            who = (memory.agent if is_document else subject) or who
        elif _stands_for_body(who):
            who = memory.body(who) or who
        return who, reading.verb
    if reading.verb and not (reading.is_hearsay or reading.is_unnamed):
        carried = memory.speaker or (lead.speaker if lead else "")
        if not carried and reading.verb != "という":
            carried = memory.agent_in_paragraph()
        if reading.needs_agent and not (reading.is_omitted and carried):
            return "", ""
        return carried, reading.verb
    if lead and lead.origin == "secondary_source" and not reading.verb:
        return lead.speaker, ""
    return "", reading.verb


def _origin(
    reading: Reading, memory: Memory, lead: Sentence | None, subject: str, speaker: str
) -> tuple[Origin, str]:
    """At what remove the sentence stands from whoever said it first."""
    if reading.is_unnamed:
        return "unnamed_origin", ""
    if reading.document:
        return "secondary_source", _document_name(reading, memory)
    if reading.pronoun_kind == "document" and (subject or reading.speaker):
        return "secondary_source", subject or reading.pronoun
    is_press = speaker in _MEDIA or bool(speaker and _MEDIA_ENDING.search(speaker))
    if is_press or (reading.is_according and speaker):
        return "secondary_source", speaker
    if reading.is_hearsay or (reading.verb == "という" and not speaker):
        return ("", "") if memory.speaker or lead else ("unnamed_origin", "")
    is_leads = lead and (speaker in ("", lead.speaker) or speaker in lead.origin_name)
    if lead and is_leads and lead.origin == "secondary_source":
        return lead.origin, lead.origin_name
    return memory.origin if reading.is_restatement else ("", "")


def _stands_for_body(phrase: str) -> bool:
    return phrase in words_ja.PRONOUNS or bool(re.fullmatch(words_en.DEFINITE, phrase))


def _document_name(reading: Reading, memory: Memory) -> str:
    """The document's name, with the owner's in place of 同社; "the report" as named before."""
    owner = memory.body(reading.owner) if _stands_for_body(reading.owner) else ""
    if owner:
        return reading.document.replace(reading.owner, owner, 1)
    is_taken_up = bool(re.fullmatch(r"[Tt]he [a-z]+", reading.document))
    return (memory.document_before(reading.document) if is_taken_up else "") or reading.document
