"""English word lists of the annotation."""

VERBS = (
    "argue argues argued say says said state states stated estimate estimates estimated claim claims "
    "claimed write writes wrote note notes noted warn warns warned report reports reported find finds "
    "found suggest suggests suggested recommend recommends recommended propose proposes proposed "
    "believe believes believed contend contends contended maintain maintains maintained assert asserts "
    "asserted explain explains explained conclude concludes concluded predict predicts predicted "
    "announce announces announced add adds added observe observes observed stress stresses stressed "
    "emphasize emphasizes emphasized emphasise emphasises emphasised urge urges urged call calls called "
    "insist insists insisted acknowledge acknowledges acknowledged point points pointed show shows showed "
    "think thinks thought expect expects expected advocate advocates advocated criticize criticizes "
    "criticized oppose opposes opposed support supports supported describe describes described request "
    "requests requested ask asks asked demand demands demanded project projects projected calculate "
    "calculates calculated concede concedes conceded caution cautions cautioned"
).split()
NEED_COMPLEMENT = {
    "call": r"for\b|on\b", "calls": r"for\b|on\b", "called": r"for\b|on\b",
    "point": r"out\b|to\b", "points": r"out\b|to\b", "pointed": r"out\b|to\b",
    "found": r"that\b|\w+ that\b", "find": r"that\b", "finds": r"that\b",
    "show": r"that\b|how\b", "shows": r"that\b|how\b", "showed": r"that\b|how\b",
    "add": r"that\b|,", "adds": r"that\b|,", "added": r"that\b|,",
    "ask": r"for\b|that\b|the \w+ to\b", "asks": r"for\b|that\b|the \w+ to\b",
    "asked": r"for\b|that\b|the \w+ to\b",
    "observe": r"that\b", "observes": r"that\b", "observed": r"that\b",
    "describe": r"\w", "project": r"that\b", "projects": r"that\b", "projected": r"that\b",
    "reports": r"that\b|on\b|the\b|a\b|an\b", "report": r"that\b", "notes": r"that\b|the\b|how\b",
    "note": r"that\b", "estimates": r"that\b|the\b|a\b|an\b|\$|\d|it\b", "claims": r"that\b|to\b|the\b|it\b",
    "supports": r"\w", "stress": r"that\b|the\b",
}  # fmt: skip
"""Verbs that speak only with these words after them: "calls for", "shows that"."""

PASSIVE = (
    r"(?:is|are|was|were|has been|have been) (?:also |widely |often |generally )?"
    r"(?:said|reported|estimated|believed|thought|expected|claimed|projected|alleged|considered)"
    r"(?= (?:to|that|at)\b)"
)
IMPERSONAL = (
    r"[Ii]t (?:is|was|has been) (?:also |widely |often |generally )?"
    r"(?:said|reported|estimated|believed|thought|expected|claimed|argued) that"
)

DOCUMENT_NOUNS = (
    "report article paper study brief filing comment comments submission proposal proposals "
    "recommendation recommendations letter post blog statement testimony survey analysis response "
    "memo memorandum release publication editorial review"
).split()

UNNAMED = (
    r"(?:(?:[Ss]ome|[Mm]any|[Ss]everal|[Rr]ecent|[Vv]arious|[Oo]ther|[Ee]arlier|[Pp]revious|[Mm]ost|[Oo]ne|"
    r"[Aa]|[Tt]he|[Aa]n|[Nn]ew|[Ii]ndependent|[Ii]ndustry|[Aa]cademic|[Uu]nnamed) )*"
    r"(?:[Ss]tudies|[Ss]tudy|[Rr]esearch|[Rr]esearchers?|[Ee]xperts?|[Aa]nalysts?|[Oo]bservers?|[Cc]ritics|"
    r"[Ss]urveys?|[Ee]stimates?|[Ee]vidence|[Ss]ources|[Rr]eports|[Ss]cholars|[Ee]conomists?|"
    r"[Ss]cientists?|[Cc]ommentators?|[Ss]ome|[Mm]any|[Dd]ata)"
)

MEDIA = (
    "VentureBeat Reuters Bloomberg TechCrunch Wired Politico Axios CNN BBC CNBC NPR Forbes Nature "
    "Science AP"
).split()
MEDIA_ENDING = r"(?:Times|Post|Journal|Guardian|News|Tribune|Herald|Magazine|Review|Gazette)$"

AGENT_NOUNS = (
    r"(?:company|companies|firm|firms|agency|agencies|office|commission|committee|council|"
    r"department|institute|university|government|administration|association|foundation|group|"
    r"organization|organisation|organizations|organisations|officials?|president|director|ceo|"
    r"chair(?:man|woman)?|senators?|authors?|team|coalition|board|bureau|court|industry|"
    r"spokes(?:man|woman|person)|professor|minister|ministry|startup|startups|vendor|vendors|lab|"
    r"laborator(?:y|ies)|advocates|supporters|opponents|researchers|critics|experts|filers?|"
    r"respondents?|commenters?|writer|blog|executive|executives)$"
)

PRONOUNS: dict[str, str] = {
    "it": "thing", "its": "thing", "they": "plural", "their": "plural", "he": "person",
    "she": "person", "his": "person", "her": "person", "this": "thing", "these": "plural",
    "that": "thing", "those": "plural", "both": "plural",
}  # fmt: skip
DEFINITE = (
    r"[Tt]he (?P<noun>company|firm|agency|office|commission|committee|council|department|institute|"
    r"university|association|foundation|group|organization|organisation|startup|coalition|bureau|"
    r"board|report|article|paper|study|filing|proposal|letter|submission|survey|statement)"
)
"""Phrases that stand for something named before: "the company", "the report"."""

EXPLETIVE = (
    r"[Ii]t (?:(?:is|was|will be|would be|may be|might be|seems|appears|takes|remains|follows|"
    r"does mean|has been)(?: \w+){0,3} (?:to|that|for|whether|how|who)\b|"
    r"(?:is|was|may be) (?:[a-z]+ )?(?:safer|better|possible|likely|clear|true|necessary|important))"
)

AUXILIARIES = (
    "is are was were has have had will would can could may might should must does did do".split()
)
OTHER_VERBS = (
    "includes include included lists listed puts put takes took makes made gives gave works runs ran "
    "opens opened closes closed submitted submits issued issues published publishes provides provided "
    "requires required offers offered contains contained presents presented hosts hosted released "
    "releases serves served covers covered applies apply applied differ differs reached holds held "
    "needs need helps helped allows allowed leads led sets concerns describe begins began appeared "
    "appears fell fall describes deserve deserves matter matters came comes invite invites"
).split()
"""Verbs of other kinds, to know where a subject ends; a subject not found stays unknown."""
