"""Put the notes on the sentences of a document, in reading order.

What a sentence says by itself is read by `japanese` and `english`; here the sentences before it
are remembered, so that 同社, "the company" or an omitted subject find whom they stand for. The
memory ends with the section, and for an omitted subject with the paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.annotation import words_en, words_ja
from knowledge.annotation.english import read_english
from knowledge.annotation.japanese import read_japanese
from knowledge.annotation.reading import Reading
from knowledge.language import is_cjk
from knowledge.outline import Placed
from knowledge.types import Origin, Sentence

_MEDIA = frozenset(words_ja.MEDIA) | frozenset(words_en.MEDIA)
_MEDIA_ENDING = re.compile(rf"{words_ja.MEDIA_ENDING}|{words_en.MEDIA_ENDING}")
_PLURAL = re.compile(r"\band\b|s$|ら$|たち$|各社|両社|[や・と]")


def annotate(
    text: str, placed: Sequence[Placed], sentences: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Add speaker, subject and origin to the sentences of `text`, one for each of `placed`."""
    memory = _Memory()
    noted: list[Sentence] = []
    for place, sentence in zip(placed, sentences, strict=True):
        memory.enter(place)
        if place.kind == "metadata":
            noted.append(sentence)
            continue
        quote = text[place.start : place.end]
        reading = read_japanese(quote) if is_cjk(quote) else read_english(quote)
        noted.append(_noted(sentence, place, reading, memory))
        memory.remember(place, reading, noted[-1], quote)
    return tuple(noted)


@dataclass(slots=True)
class _Memory:
    """Who and what was named before in this section."""

    section: int = -1
    group: int = -1
    agent: str = ""
    """The person or body named last as subject or speaker."""
    is_plural: bool = False
    agent_group: int = -1
    document: str = ""
    topic: str = ""
    """The subject of the sentence before."""
    speaker: str = ""
    """Who spoke in the sentence before, in this paragraph."""
    origin: tuple[Origin, str] = ("", "")
    """Of the sentence before."""
    said: str = ""
    """The section's sentences so far."""
    leads: dict[tuple[int, int], Sentence] = field(default_factory=dict)

    def enter(self, place: Placed) -> None:
        """Forget what ends with the section or the paragraph."""
        if place.section != self.section:
            self.agent = self.document = self.topic = self.speaker = self.said = ""
            self.section = place.section
            self.leads = {}
        if place.group != self.group:
            self.group, self.speaker, self.topic, self.origin = place.group, "", "", ("", "")

    def remember(self, place: Placed, reading: Reading, sentence: Sentence, quote: str) -> None:
        """Take in what a sentence named."""
        self.leads[place.start, place.end] = sentence
        self.said += quote
        named = ""
        if reading.speaker and not reading.pronoun and reading.speaker not in words_ja.PRONOUNS:
            named = reading.owner or reading.speaker
        if not named:
            named = reading.topic if reading.is_agent else reading.mentioned
        if named and not re.match(r"(?:[Tt]he (?:report|article|paper|study))$", named):
            self.agent, self.is_plural = named, bool(_PLURAL.search(named))
            self.agent_group = place.group
        if reading.document and reading.owner:
            self.document = sentence.origin_name
        keeps = reading.is_omitted or reading.is_fragment
        self.topic = reading.topic or sentence.subject or (self.topic if keeps else "")
        self.origin = (sentence.origin, sentence.origin_name)
        self.speaker = sentence.speaker


def _noted(sentence: Sentence, place: Placed, reading: Reading, memory: _Memory) -> Sentence:
    """Join what the sentence says with what was named before it."""
    lead = memory.leads.get(place.lead_in) if place.lead_in else None
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


def _resolved(reading: Reading, memory: _Memory, lead: Sentence | None) -> tuple[str, bool]:
    """Whom a pronoun or an omitted subject stands for, and whether that could be told."""
    if reading.is_omitted and _is_attributed(reading):
        return "", True
    if reading.is_omitted:
        before = (lead.speaker or lead.subject) if lead else ""
        if reading.verb:
            found = memory.speaker or before or _agent_in_paragraph(memory)
        else:
            found = memory.topic or before
        return found, bool(found)
    if not reading.pronoun:
        return "", True
    found = _antecedent(reading, memory)
    return found, bool(found)


def _is_attributed(reading: Reading) -> bool:
    """Say whether the sentence itself names who says it, so that no subject is missed."""
    return bool(reading.speaker or reading.is_unnamed or reading.is_hearsay)


def _antecedent(reading: Reading, memory: _Memory) -> str:
    kind = reading.pronoun_kind
    if kind in ("organisation", "person"):
        return memory.agent if not memory.is_plural else ""
    if kind == "document":
        return _document_before(reading.pronoun, memory)
    is_japanese = is_cjk(reading.pronoun)
    if kind == "plural":
        if is_japanese:
            return memory.agent
        return memory.topic if _PLURAL.search(memory.topic) else ""
    # What これ and "this" take up is a statement, not a name: the reader must see it.
    is_demonstrative = is_japanese or reading.pronoun.lower() in ("this", "that")
    return "" if is_demonstrative or _PLURAL.search(memory.topic) else memory.topic


def _document_before(pronoun: str, memory: _Memory) -> str:
    """The document that この提言 or "the proposal" takes up; empty for the source itself."""
    noun = re.sub(rf"^{words_ja.DEMONSTRATIVE}|^[Tt]he ", "", pronoun)
    if memory.document and noun in memory.document:
        return memory.document
    if memory.agent and not memory.is_plural and noun in memory.said:
        return f"{memory.agent}の{noun}" if is_cjk(noun) else f"{memory.agent}'s {noun}"
    return ""


def _agent_in_paragraph(memory: _Memory) -> str:
    return memory.agent if memory.agent_group == memory.group else ""


def _speaker(
    reading: Reading, memory: _Memory, lead: Sentence | None, subject: str
) -> tuple[str, str]:
    """Who says it and how, carried from before where the sentence has no agent of its own."""
    if reading.speaker:
        if reading.speaker == reading.pronoun:
            is_document = reading.pronoun_kind == "document" and subject and memory.agent
            return (memory.agent if is_document else subject) or reading.speaker, reading.verb
        kind = words_ja.PRONOUNS.get(reading.speaker)
        if kind in ("organisation", "person", "plural"):
            return memory.agent or reading.speaker, reading.verb
        return reading.speaker, reading.verb
    if reading.verb and not (reading.is_hearsay or reading.is_unnamed):
        carried = memory.speaker or (lead.speaker if lead else "")
        if not carried and reading.verb != "という":
            carried = _agent_in_paragraph(memory)
        if reading.needs_agent and not (reading.is_omitted and carried):
            return "", ""
        return carried, reading.verb
    if lead and lead.origin == "secondary_source" and not reading.verb:
        return lead.speaker, ""
    return "", reading.verb


def _origin(
    reading: Reading, memory: _Memory, lead: Sentence | None, subject: str, speaker: str
) -> tuple[Origin, str]:
    """At what remove the sentence stands from whoever said it first."""
    if reading.is_unnamed:
        return "unnamed_origin", ""
    if reading.document:
        owner = words_ja.PRONOUNS.get(reading.owner)
        is_pronoun = owner is not None and memory.agent
        name = reading.document.replace(reading.owner, memory.agent, 1) if is_pronoun else ""
        return "secondary_source", name or reading.document
    if reading.pronoun_kind == "document" and subject:
        return "secondary_source", subject
    if speaker in _MEDIA or (speaker and _MEDIA_ENDING.search(speaker)):
        return "secondary_source", speaker
    if reading.is_according and speaker:
        return "secondary_source", speaker
    if reading.is_hearsay or (reading.verb == "という" and not speaker):
        return ("", "") if memory.speaker or lead else ("unnamed_origin", "")
    if lead and lead.origin == "secondary_source":
        return lead.origin, lead.origin_name
    if reading.is_restatement:
        return memory.origin
    return "", ""
