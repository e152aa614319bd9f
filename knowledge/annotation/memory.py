"""What was named so far in a document: whom 同社, "the company" or "the report" stand for."""

import re
from dataclasses import dataclass, field

from knowledge.annotation import words_en, words_ja
from knowledge.annotation.reading import Reading
from knowledge.language import is_cjk
from knowledge.outline import Placed
from knowledge.types import Origin, Sentence

_PLURAL = re.compile(
    r"^(?:Two|Three|Four|Both|Many|Some|All|Several|These|Those|\d+)\b|\band\b"
    r"|\b[a-z][\w-]*[^\Wsiu]s$|ら$|たち$|各社|両社|[や・]|と(?=[A-Z一-龯ァ-ヴ])"
)
_PUBLIC_BODY = re.compile(
    rf"{words_en.GOVERNMENT}|(?:局|省|庁|院|委員会|政府|政権|議会|国|ホワイトハウス)(?:[（(].*)?$"
)
_PERSON = re.compile(
    r"^(?:Mr|Ms|Mrs|Dr|Prof|Sen|Rep|Gov)\. |^(?:Senator|Professor|President|Director|Secretary) "
    r"|(?:氏|さん|教授|博士|長官|大統領|首相|大臣|議員|代表|所長|会長|社長|CEO)$"
)
_CORPORATE = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|LLC|Labs?|Systems|Technologies|Group|Institute|University|Foundation|"
    r"Association|Alliance|Coalition|Center|Centre|[A-Z]{2,}|[A-Za-z]*[a-z][A-Z]\w*)\b"
)
_AFTER_HEAD = re.compile(r" (?:of|for|from|in|on|at|to|with|by) .*")


def is_plural(phrase: str) -> bool:
    """Say whether a noun phrase, by its head, is of several."""
    return bool(_PLURAL.search(_AFTER_HEAD.sub("", phrase)))


@dataclass(slots=True)
class Memory:
    """Who and what was named; kept for a section, and in part for the whole document."""

    section: int = -1
    group: int = -1
    agents: list[str] = field(default_factory=list)
    """Persons and bodies named as subject or speaker in this section, in order."""
    agent_group: int = -1
    document: str = ""
    topic: str = ""
    """The subject of the sentence before, in this paragraph."""
    speaker: str = ""
    """Who spoke in the sentence before, in this paragraph."""
    origin: tuple[Origin, str] = ("", "")
    """Of the sentence before, in this paragraph."""
    said: str = ""
    """The section's sentences so far."""
    leads: dict[tuple[int, int], Sentence] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    """Every body named so far in the document, but for public ones."""

    def enter(self, place: Placed) -> None:
        """Forget what ends with the section or the paragraph."""
        if place.section != self.section:
            self.section = place.section
            self.agents, self.leads = [], {}
            self.document = self.said = ""
        if place.group != self.group:
            self.group, self.speaker, self.topic, self.origin = place.group, "", "", ("", "")

    def remember(self, place: Placed, reading: Reading, sentence: Sentence, quote: str) -> None:
        """Take in what a sentence named."""
        self.leads[place.start, place.end] = sentence
        self.said += quote
        named = _named(reading)
        if named:
            self.agents.append(named)
            self.agent_group = place.group
            if reading.is_person or _PERSON.search(named):
                self.persons.add(named)
            elif not is_plural(named) and not _PUBLIC_BODY.search(named):
                self.companies.add(named)
        if reading.document:
            self.document = sentence.origin_name
        if reading.pronoun_kind == "person" and sentence.subject:
            self.persons.add(sentence.subject)
        keeps = reading.is_omitted or reading.is_fragment
        self.topic = reading.topic or sentence.subject or (self.topic if keeps else "")
        self.origin = (sentence.origin, sentence.origin_name)
        self.speaker = sentence.speaker

    @property
    def agent(self) -> str:
        """The person or body named last; empty when several were, or none."""
        return "" if not self.agents or is_plural(self.agents[-1]) else self.agents[-1]

    def agent_in_paragraph(self) -> str:
        """The person or body named last, if in this paragraph."""
        return self.agent if self.agent_group == self.group else ""

    def body(self, pronoun: str) -> str:
        """The body that 同社 or "the company" stands for; empty when that can't be told.

        A section that names none takes it from the document if only one was named so far.
        """
        noun = pronoun.split()[-1].lower()
        wants_company = noun in words_en.COMPANY or pronoun == "同社"
        for name in reversed(self.agents):
            if not is_cjk(pronoun) and re.search(rf"\b{noun}\b", name, re.IGNORECASE):
                return name
        for name in reversed(self.agents):
            is_public = bool(_PUBLIC_BODY.search(name))
            is_person = name in self.persons or bool(_PERSON.search(name))
            if not is_person and not (wants_company and is_public):
                return "" if is_plural(name) else name
        return next(iter(self.companies)) if len(self.companies) == 1 else ""

    def person(self) -> str:
        """The person that 同氏 or "she" stands for; empty when that can't be told."""
        for name in reversed(self.agents):
            is_body = _PUBLIC_BODY.search(name) or _CORPORATE.search(name)
            if name in self.persons or _PERSON.search(name) or not is_body:
                return "" if is_plural(name) else name
        return ""

    def document_before(self, pronoun: str) -> str:
        """The document that この提言 or "the proposal" takes up; empty when none was named."""
        noun = re.sub(rf"^{words_ja.DEMONSTRATIVE}|^[Tt]he ", "", pronoun)
        if self.document and noun in self.document:
            return self.document
        if self.agent and noun in self.said:
            return f"{self.agent}の{noun}" if is_cjk(noun) else f"{self.agent}'s {noun}"
        return ""


def _named(reading: Reading) -> str:
    """The person or body that a sentence names, if any; of several, the subject."""
    if reading.is_agent:
        return reading.topic
    speaker = reading.speaker
    is_pronoun = speaker == reading.pronoun or speaker in words_ja.PRONOUNS
    is_pronoun = is_pronoun or bool(re.fullmatch(words_en.DEFINITE, speaker))
    if speaker and not is_pronoun:
        is_nameless = reading.document and not reading.owner
        return reading.mentioned if is_nameless else reading.owner or speaker
    return reading.mentioned
