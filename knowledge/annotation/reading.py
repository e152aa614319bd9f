"""What one sentence says by itself about speaker, subject and origin."""

from dataclasses import dataclass
from typing import Literal

PronounKind = Literal["", "organisation", "person", "plural", "document", "thing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The marks found in one sentence, before anything around it is looked at."""

    speaker: str = ""
    """Who says it, as written: a name, "the company", 同社; empty when no agent is named."""
    verb: str = ""
    """How it is said: a speech verb or a phrase such as "according to"."""
    is_hearsay: bool = False
    """Said of nobody in particular: "is estimated to", とされる."""
    is_according: bool = False
    """Attributed by "according to" or によれば rather than by a verb."""
    is_unnamed: bool = False
    """Attributed to research, experts or reports without a name."""
    topic: str = ""
    """The subject as written, when it could stand for a later pronoun."""
    is_agent: bool = False
    """Whether the topic is a person or body, who can speak."""
    is_person: bool = False
    """Whether the speaker is told to be a person: "said Jane Sample, who"."""
    mentioned: str = ""
    """A person or body that is a subject anywhere in the sentence, in a clause too."""
    pronoun: str = ""
    """The subject, when it is a pronoun or a phrase such as 同社, "the company"."""
    pronoun_kind: PronounKind = ""
    is_omitted: bool = False
    """No subject is stated."""
    is_fragment: bool = False
    """Neither subject nor predicate: a list of words, a phrase."""
    is_restatement: bool = False
    """It says again what the sentence before said: つまり, "in other words"."""
    needs_agent: bool = False
    """The verb speaks only when a person or body is its subject: 掲げる, 求める."""
    document: str = ""
    """Somebody else's document that the sentence reports, as written."""
    owner: str = ""
    """Whose document that is, when its name says so."""
