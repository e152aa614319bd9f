"""English word lists of the annotation."""

from knowledge.annotation.reading import PronounKind
from knowledge.wordlists import listed

VERBS = listed(
    """
    argue argues argued say says said state states stated estimate estimates estimated claim claims
    claimed write writes wrote note notes noted warn warns warned report reports reported find
    finds found suggest suggests suggested recommend recommends recommended propose proposes
    proposed believe believes believed contend contends contended maintain maintains maintained
    assert asserts asserted explain explains explained conclude concludes concluded predict
    predicts predicted announce announces announced add adds added observe observes observed stress
    stresses stressed emphasize emphasizes emphasized emphasise emphasises emphasised urge urges
    urged call calls called insist insists insisted acknowledge acknowledges acknowledged point
    points pointed show shows showed think thinks thought expect expects expected advocate
    advocates advocated criticize criticizes criticized oppose opposes opposed supports supported
    describe describes described request requests requested ask asks asked demand demands demanded
    project projects projected calculate calculates calculated concede concedes conceded caution
    cautions cautioned told tells
    """
)
_THAT = r"(?:that|how|whether)\b"
NEED_COMPLEMENT = {
    **dict.fromkeys(listed("call calls called"), r"(?:for|on)\b"),
    **dict.fromkeys(listed("point points pointed"), r"(?:out|to)\b"),
    **dict.fromkeys(listed("ask asks asked"), r"(?:for|that|the \w+ to)\b"),
    **dict.fromkeys(listed("add adds added"), r"that\b|,"),
    **dict.fromkeys(listed("told tells"), r"(?:[\w.]+ ){1,4}that\b"),
    **dict.fromkeys(
        listed(
            "found find finds show shows showed observe observes observed project projects "
            "projected report note request requests demand demands demanded claim estimate stress "
            "state states think thought suggest write wrote expect maintain maintains maintained"
        ),
        _THAT,
    ),
    **dict.fromkeys(
        listed("reports notes estimates claims stresses requested calculates"),
        r"(?:that|how|whether|on|the|a|an|it|to|they)\b|[\$\d€]",
    ),
}
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
RESTATEMENT = r"(?:In other words|That is|Put (?:another way|differently|in [a-z]+))\b"

DOCUMENT_NOUNS = listed(
    "report article paper study brief filing comment comments submission proposal proposals "
    "recommendation recommendations letter post blog statement testimony survey analysis response "
    "memo memorandum release publication editorial review"
)

UNNAMED = (
    r"(?:(?:[Ss]ome|[Mm]any|[Ss]everal|[Rr]ecent|[Vv]arious|[Oo]ther|[Ee]arlier|[Pp]revious|"
    r"[Mm]ost|[Oo]ne|[Aa]|[Tt]he|[Aa]n|[Nn]ew|[Ii]ndependent|[Ii]ndustry|[Aa]cademic|[Uu]nnamed) )*"
    r"(?:[Ss]tudies|[Ss]tudy|[Rr]esearch|[Rr]esearchers?|[Ee]xperts?|[Aa]nalysts?|[Oo]bservers?|"
    r"[Cc]ritics|[Ss]urveys?|[Ee]stimates?|[Ee]vidence|[Ss]ources|[Rr]eports|[Ss]cholars|"
    r"[Ee]conomists?|[Ss]cientists?|[Cc]ommentators?|[Ss]ome|[Mm]any|[Dd]ata)"
)

MEDIA = listed(
    "VentureBeat Reuters Bloomberg TechCrunch Wired Politico Axios CNN BBC CNBC NPR Forbes Nature "
    "Science AP"
)
MEDIA_ENDING = r"(?:Times|Post|Journal|Guardian|News|Tribune|Herald|Magazine|Review|Gazette)$"

AGENT_NOUNS = (
    r"\b(?:company|companies|firm|firms|agency|agencies|office|commission|committee|council|"
    r"department|institute|university|government|administration|association|foundation|group|"
    r"organization|organisation|organizations|organisations|officials?|president|director|ceo|"
    r"chair(?:man|woman)?|senators?|authors?|team|coalition|board|bureau|court|industry|"
    r"spokes(?:man|woman|person)|professor|minister|ministry|startup|startups|vendor|vendors|lab|"
    r"laborator(?:y|ies)|advocates|supporters|opponents|researchers|critics|experts|filers?|"
    r"respondents?|commenters?|writer|executive|executives)$"
)
GOVERNMENT = r"\b(?:Office|Agency|Commission|Department|Council|Bureau|Ministry|Congress|House)\b"
"""In the name of a body that "the company" doesn't stand for."""
COMPANY = listed("company firm startup")

PRONOUNS: dict[str, PronounKind] = {
    **dict.fromkeys(listed("it its this that"), "thing"),
    **dict.fromkeys(listed("they their these those both"), "plural"),
    **dict.fromkeys(listed("he she his her"), "person"),
}
DEFINITE = (
    r"[Tt]he (?P<noun>company|firm|agency|office|commission|committee|council|department|"
    r"institute|university|association|foundation|group|organization|organisation|startup|"
    r"coalition|bureau|board|report|article|paper|study|filing|proposal|letter|submission|survey|"
    r"statement)"
)
"""Phrases that stand for something named before: "the company", "the report"."""

EXPLETIVE = (
    r"[Ii]t (?:(?:is|was|will be|would be|may be|might be|seems|appears|takes|remains|follows|"
    r"does mean|has been)(?: \w+){0,3} (?:to|that|for|whether|how|who)\b|"
    r"(?:is|was|may be) (?:[a-z]+ )?(?:safer|better|possible|likely|clear|true|necessary|"
    r"important))"
)

AUXILIARIES = listed(
    "is are was were has have had will would can could may might should must does did do"
)
OTHER_VERBS = listed(
    """
    includes include included lists listed puts put takes took makes made gives gave works runs ran
    opens opened closes closed submitted submits issued issues published publishes provides
    provided requires required offers offered contains contained presents presented hosts hosted
    released releases serves served covers covered applies apply applied differ differs reached
    holds held needs helps helped allows allowed leads led sets concerns begins began
    appeared appears fell fall deserves deserve matters matter came comes invite invites look looks
    looked belong belongs means meant became becomes remains remained shows showed reads grew grows
    """
)
"""Verbs of other kinds, to know where a subject ends; a subject not found stays unknown."""
