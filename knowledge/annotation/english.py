"""Speaker, subject and origin of one English sentence.

Rules over words, no parser: a doubtful case is left unmarked. Quotations are masked first, as
their subjects aren't the sentence's.
"""

import re
from dataclasses import replace

from knowledge.annotation import words_en as words
from knowledge.annotation.reading import PronounKind, Reading

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|\([^()]*\)")
_MASK = "\uffff"
_LEAD = re.compile(
    r"^(?:(?:According to [^,]{1,80}|However|But|And|Yet|Moreover|Furthermore|Still|Also|Thus|So|"
    r"Meanwhile|Instead|Indeed|"
    r"In addition|By contrast|In particular|For example|For instance|As a result|At the same time|"
    r"Nevertheless|Therefore|Similarly|Finally|First|Second|Third|Unlike [^,]{1,40}|"
    r"(?:In|On|At|By|Since|During|After|Before|With|Without|Under|Despite|For|As|When|While|If|"
    r"Although|Because|From|Beyond|Across|Over|Put) [^,]{1,120})"
    r"(?:,| (?=[a-z]+ly\b)|(?<=And|But|Yet) )\s*)+"
)
_VERB = "|".join(sorted(words.VERBS, key=len, reverse=True))
_ADVERB_WORDS = (
    r"(?:also|has|have|had|further|repeatedly|strongly|therefore|explicitly|recently|itself|even|"
    r"now|often|then)"
)
_SPEECH = re.compile(rf"(?<= )(?P<verb>{_VERB})\b(?=(?P<after>.{{0,30}}))")
_ADVERBS_BEFORE = re.compile(rf"(?: {_ADVERB_WORDS})+$")
_MAX_SUBJECT = 90
"""Characters; a longer stretch before the verb holds more than a subject."""
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;]{1,80}?)(?:,|\.$|;|$)")
_SPEAKER = r"[A-Z][\w.&'’ -]{1,60}?|the [a-z ]{1,40}?"
_INVERTED = "said|says|wrote|writes|argued|argues|added|noted|explained"
_AFTER_QUOTE = re.compile(
    rf"[”\",] (?:(?P<who>{_SPEAKER}|he|she|they|it) (?P<verb>{_VERB})"
    rf"|(?P<verb2>{_INVERTED}) (?P<who2>{_SPEAKER}))"
    r"(?=[.,;]|$| (?:in|on|at|of|that)\b)"
)
_END_OF_SUBJECT = re.compile(
    rf" (?:(?:also|often|only|always|never|still|now|usually) )?"
    rf"(?:{'|'.join([*words.AUXILIARIES, *words.OTHER_VERBS])})\b"
)
_APPOSITIVE = re.compile(
    r"(^[A-Z][^,]{1,60})(, (?:which|who|whose|a|an|the|now|based) [^,]{1,100},)(?= [a-z])"
)
"""A clause between commas after the subject: "Beta Inc., which sells them, argues"."""
_DEFINITE = re.compile(words.DEFINITE + r"\b(?=.)")
_NAME = re.compile(
    r"(?:[Tt]he )?(?:[A-Z][\w.&'’-]*)"
    r"(?: (?:of|for|and|the|on|&|de|von|van)(?= )| [A-Z0-9][\w.&'’-]*)*"
)
_DOCUMENT = re.compile(
    rf"(?:(?P<owner>.+?)['’]s? )?(?:[\w-]+ ){{0,4}}?"
    rf"(?:white paper|press release|blog post|blog article|"
    rf"{'|'.join(words.DOCUMENT_NOUNS)})(?: (?:of|on|about|for|to) .+?)?"
    r"(?: (?:published |released |issued |written )?(?:by|from) (?:the )?(?P<by>.+))?$"
)
_SELF = re.compile(
    r"(?:[Oo]ur|[Ww]e|I|[Mm]y|[Yy]ou|[Yy]our|[Oo]ne|[Nn]o one|[Nn]obody|[Nn]othing|[Tt]here|[Ww]ho|"
    r"[Ww]hat|[Ww]hich)\b"
)
_BARE = re.compile(r"(?:[Tt]he|[Aa]n?|[Tt]h(?:is|at|ese|ose)|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]ll)")
_CLAUSE_SUBJECT = re.compile(
    rf"\b(?:that|which|where|when|whom) (?P<np>{_NAME.pattern}) (?:has |had |have )?"
    r"(?:[a-z]+(?:ed|es|s)|said|wrote|gave|made|put)\b"
)
_CLAUSE = re.compile(r"\b(?:that|which|who|whose|what|when|where|because|if|to|than|not)\b")


def read_english(sentence: str) -> Reading:
    """Find speech verb, speaker, subject and reported document in one sentence."""
    masked = _QUOTED.sub(lambda m: m[0][0] + _MASK * (len(m[0]) - 2) + m[0][-1], sentence)
    masked = _APPOSITIVE.sub(lambda m: m[1] + " " * len(m[2]), masked.replace("\n", " "))
    lead = _LEAD.match(masked)
    begin = lead.end() if lead else 0
    mentioned = _CLAUSE_SUBJECT.search(masked)
    named = mentioned["np"] if mentioned and _is_name(mentioned["np"]) else ""
    subject = replace(
        _subject(masked[begin:]),
        mentioned=named,
        is_restatement=bool(re.match(words.RESTATEMENT, masked)),
    )
    return _attribution(sentence, masked, begin, subject)


def is_agent(phrase: str) -> bool:
    """Say whether a noun phrase names a person or body."""
    phrase = phrase.strip()
    if not phrase or _CLAUSE.search(phrase):
        return False
    head = re.split(r" (?:of|for|on|in|at|from|and) ", phrase)[0]
    if re.search(words.AGENT_NOUNS, head, re.IGNORECASE):
        return True
    return _is_name(phrase)


def _is_name(phrase: str) -> bool:
    """Say whether a phrase is a proper name; a single capitalised first word tells nothing."""
    if not _NAME.fullmatch(phrase):
        return False
    words_of = [
        w for w in phrase.removeprefix("The ").removeprefix("the ").split() if w[0].isupper()
    ]
    return len(words_of) > 1 or bool(re.search(r"[a-z][A-Z]|^[A-Z]{2,}", words_of[0]))


def _subject(clause: str) -> Reading:
    """Tell the subject: stated, a pronoun, or a phrase that stands for something before."""
    if re.match(words.EXPLETIVE, clause) or re.match(words.IMPERSONAL, clause):
        return Reading()
    stop = _subject_end(clause)
    first = re.match(r"[A-Za-z]+\b", clause)
    word = first[0].lower() if first else ""
    if first and word in words.PRONOUNS:
        is_determiner = word in ("this", "these", "that", "those", "both") and stop != first.end()
        kind: PronounKind = words.PRONOUNS[word]
        return Reading() if is_determiner else Reading(pronoun=first[0], pronoun_kind=kind)
    definite = _DEFINITE.match(clause)
    if definite and (stop == definite.end("noun") or clause[definite.end("noun")] in "'’"):
        is_document = definite["noun"] in words.DOCUMENT_NOUNS
        phrase = clause[: definite.end("noun")]
        return Reading(pronoun=phrase, pronoun_kind="document" if is_document else "organisation")
    phrase = clause[:stop].strip()
    if not phrase or len(phrase) > 90 or _CLAUSE.search(phrase) or "," in phrase:
        return Reading()
    return Reading(topic=phrase, is_agent=is_agent(phrase))


def _subject_end(clause: str) -> int:
    """Where the subject ends: before the first verb known; 0 when none is."""
    end = _END_OF_SUBJECT.search(clause)
    speech = _speech(clause, 0)
    stops = [end.start()] if end else []
    if speech:
        stops.append(len(speech[0]))
    return min(stops, default=0)


def _speech(masked: str, begin: int) -> tuple[str, re.Match[str]] | None:
    """The subject before the first verb that is one of speech here, and the verb's match."""
    for match in _SPEECH.finditer(masked, begin):
        who = _ADVERBS_BEFORE.sub("", masked[begin : match.start()].rstrip())
        if len(who) > _MAX_SUBJECT or re.search(rf"[,;:{_MASK}]", who):
            return None
        if _speaks(who, match):
            return who, match
    return None


def _speaks(who: str, match: re.Match[str]) -> bool:
    """Say whether a verb is one of speech here: "reports that", not "the reports were"."""
    after = match["after"].lstrip()
    needed = words.NEED_COMPLEMENT.get(match["verb"])
    if _BARE.fullmatch(who) or re.match(r"(?:is|are|was|were|be|been|by)\b", after):
        return False
    return not needed or bool(re.match(needed, after))


def _attribution(sentence: str, masked: str, begin: int, subject: Reading) -> Reading:
    """Add speaker, verb and origin to the subject's marks."""
    according = _ACCORDING.search(masked)
    if according:
        reading = _said(sentence[slice(*according.span("who"))], "according to", subject)
        return replace(reading, is_according=True)
    impersonal = re.search(words.IMPERSONAL, masked)
    passive = re.search(words.PASSIVE, masked)
    hearsay = impersonal or passive
    speech = _speech(masked, begin)
    if speech and (hearsay is None or speech[1].start() < hearsay.start()):
        who = sentence[begin : begin + len(speech[0])]
        told = _spoken(who.strip(), speech[1], subject)
        if told is not None:
            return told
    if hearsay:
        return replace(subject, verb=hearsay[0], is_hearsay=True)
    quoted = _AFTER_QUOTE.search(masked)
    if quoted:
        which = "who" if quoted["who"] else "who2"
        verb = quoted["verb"] or quoted["verb2"]
        is_person = masked.startswith(", who ", quoted.end())
        return replace(
            _said(sentence[slice(*quoted.span(which))], verb, subject), is_person=is_person
        )
    return subject


def _spoken(who: str, match: re.Match[str], subject: Reading) -> Reading | None:
    """Read "X argues that …"; None when X isn't somebody who can speak."""
    verb, after = match["verb"], match["after"].lstrip()
    if _SELF.match(who):
        return None
    if subject.pronoun and who.lower() == subject.pronoun.lower():
        return replace(subject, speaker=who, verb=verb)
    if re.search(rf"\b(?:{'|'.join(words.AUXILIARIES)})$", who):
        return None
    if re.fullmatch(words.UNNAMED, who) or is_agent(who) or _DOCUMENT.fullmatch(who):
        return _said(who, verb, subject)
    is_plain_name = bool(re.fullmatch(r"[A-Z][\w&'’-]+", who)) and after[:4] in ("that", "“", '"')
    return _said(who, verb, subject) if is_plain_name else None


def _said(who: str, verb: str, subject: Reading) -> Reading:
    who = " ".join(who.split())
    if re.fullmatch(words.UNNAMED, who):
        return replace(
            subject,
            verb=f"{who} {verb}" if verb != "according to" else f"{verb} {who}",
            is_unnamed=True,
        )
    document = _DOCUMENT.fullmatch(who)
    if document and who.lower() not in ("the comment", "comments"):
        owner = document["owner"] or document["by"] or ""
        return replace(subject, speaker=owner or who, verb=verb, document=who, owner=owner)
    return replace(subject, speaker=who, verb=verb)
