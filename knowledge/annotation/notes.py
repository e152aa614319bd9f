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
_PLURAL = re.compile(
    r"^(?:Two|Three|Four|Both|Many|Some|All|Several|These|Those|\d+)\b|\band\b"
    r"|\b[a-z][\w-]*[^\Wsiu]s$|ら$|たち$|各社|両社|[や・]|と(?=[A-Z一-龯ァ-ヴ])"
)
_PUBLIC_BODY = re.compile(
    rf"{words_en.GOVERNMENT}|(?:局|省|庁|院|委員会|政府|政権|議会|国)(?:[（(].*)?$"
)
_AFTER_HEAD = re.compile(r" (?:of|for|from|in|on|at|to|with|by) .*")


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
    companies: set[str] = field(default_factory=set)
    """Every body named as a subject so far in the document, but for public ones."""
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
        named = reading.topic if reading.is_agent else ""
        if not named and reading.speaker not in ("", reading.pronoun):
            is_document = reading.document and not reading.owner
            named = "" if is_document else reading.owner or reading.speaker
        named = "" if named in words_ja.PRONOUNS else named
        named = named or reading.mentioned
        if named:
            self.agent, self.is_plural = named, _is_plural(named)
            self.agent_group = place.group
            if not self.is_plural and not _PUBLIC_BODY.search(named):
                self.companies.add(named)
        if reading.document:
            self.document = sentence.origin_name
        keeps = reading.is_omitted or reading.is_fragment
        self.topic = reading.topic or sentence.subject or (self.topic if keeps else "")
        self.origin = (sentence.origin, sentence.origin_name)
        self.speaker = sentence.speaker

    def only_company(self) -> str:
        """The company that 同社 must mean in a section that names none: the only one so far."""
        return next(iter(self.companies)) if len(self.companies) == 1 else ""


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
        is_named = reading.speaker not in words_ja.PRONOUNS or bool(memory.agent)
        return "", is_named
    found = _antecedent(reading, memory)
    return found, bool(found)


def _is_plural(phrase: str) -> bool:
    return bool(_PLURAL.search(_AFTER_HEAD.sub("", phrase)))


def _is_attributed(reading: Reading) -> bool:
    """Say whether the sentence itself names who says it, so that no subject is missed."""
    return bool(reading.speaker or reading.is_unnamed or reading.is_hearsay)


def _antecedent(reading: Reading, memory: _Memory) -> str:
    kind = reading.pronoun_kind
    if kind in ("organisation", "person"):
        is_company = reading.pronoun.split()[-1] in words_en.COMPANY
        fits = not (is_company and re.search(words_en.GOVERNMENT, memory.agent))
        if memory.agent:
            return memory.agent if fits and not memory.is_plural else ""
        return memory.only_company() if kind == "organisation" else ""
    if kind == "document":
        return _document_before(reading.pronoun, memory)
    is_japanese = is_cjk(reading.pronoun)
    if kind == "plural":
        if is_japanese:
            return memory.agent
        return memory.topic if _is_plural(memory.topic) else ""
    # What これ and "this" take up is a statement, not a name: the reader must see it.
    is_demonstrative = is_japanese or reading.pronoun.lower() in ("this", "that")
    return "" if is_demonstrative or _is_plural(memory.topic) else memory.topic


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
    if reading.pronoun_kind == "document" and (subject or reading.speaker):
        return "secondary_source", subject or reading.pronoun
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
