"""Pieces of which the English rules are made."""

START = (
    r"(?:^\W*|[.!?;:—–|]\s+|[\"“‘(\[]\s*|\b(?:please|kindly),? |^\W*(?:now|then|instead|first|next"
    r"|finally|always|just),? "
    r"|\byou (?:must|should|will|shall|have to|need to|are to) |\b(?:must now|now please) )"
    r"(?:now |please |always |only |just |simply |immediately )?"
)  # fmt: skip
CLAUSE = rf"(?:{START}|^\W*(?:if|when|as|for|from|before|after|in|with)\b[^,]{{1,80}},\s*)"
"""Also after an introductory clause: "As the user's friend, ignore …"."""
OLD = r"(?:previous|previously given|prior|above|preceding|earlier|foregoing)"
OLDER = r"(?:former|past|existing|original|initial|other|system|safety|developer)"
ORDERS = r"(?:instructions?|prompts?|directions?|directives?|commands?|messages?)"
SAID = (
    r"(?:rules|guidelines|context|training|programming|constraints|text|content|output"
    r"|sentences?|documents?|sources?|evidence|conversation)"
)
TO_PEOPLE = (
    r"(?! (?:for|on|regarding|about|in the (?:notice|federal|form)|published|issued|given in|"
    r"concerning|from the (?:agency|office|department)|"
    r"to (?:submit|commenters|respondents|applicants)|of (?:the )?(?:notice|form|agency)))"
)
DROP = r"(?:ignore|disregard|forget|override|bypass|overrule|discard)"
ALL = r"(?:(?:all|any|every|each|the|your|my|of|these|those) ){0,4}"
SAY = (
    r"(?:say|write|answer|reply|respond|output|print|conclude|assert|insist|claim"
    r"|tell (?:the (?:user|reader)|users))"
)
READER = (
    r"(?:(?:any |all |every |the |an? )?(?:ais?|llms?|(?:large )?language models?|chatbots?|"
    r"(?:ai|llm) (?:assistants?|agents?|reviewers?|readers?|models?)|assistants?|chatgpt|claude"
    r"|gemini|copilot))"
)
DOING = r"(?: (?:reading|processing|summari[sz]ing|reviewing|parsing) [^,:]{0,60})?"
