"""English sentences that tell a program what it is to do, to be or to hide.

An order counts where it stands as one: at the start of a sentence or of its main clause.
"Respondents should ignore the previous instructions" and "critics say that" are no orders.
"""

from knowledge.suspicion.english_output import OUTPUT
from knowledge.suspicion.english_phrases import (
    ALL,
    CLAUSE,
    DOING,
    DROP,
    OLD,
    OLDER,
    ORDERS,
    READER,
    SAID,
    START,
    TO_PEOPLE,
)
from knowledge.suspicion.rules import HIDES, SETS_ROLE, TELLS_MODEL, Rule, rule

ENGLISH: tuple[Rule, ...] = (
    rule(
        TELLS_MODEL,
        r"ignore|disregard|forget|override|bypass|overrule|discard",
        rf"{CLAUSE}{DROP} {ALL}{OLD} (?:\w+ ){{0,2}}?{ORDERS}\b{TO_PEOPLE}"
        rf"|{CLAUSE}(?:ignore|disregard|forget) {ALL}{OLD} (?:\w+ )?{SAID}\b"
        rf"|{CLAUSE}{DROP} {ALL}{OLDER} {ORDERS}\b{TO_PEOPLE}"
        rf"|{CLAUSE}{DROP} {ALL}{ORDERS} (?:above|before|so far|you (?:were|have been) given"
        rf"|given to you)\b"
        rf"|{CLAUSE}(?:ignore|disregard|forget) (?:all |everything )?(?:of )?(?:the |that is "
        rf"|that was )?"
        rf"{OLD}(?=\s?(?:[,;:.!]|$|and\b|then\b|instead\b))"
        rf"|{CLAUSE}(?:ignore|disregard|forget) (?:everything|all"
        rf"|anything) (?:that )?(?:you (?:were|have|know|read)|above|before|i said|said)\b"
        rf"|{CLAUSE}{DROP} (?:all |any )?(?:of )?your (?:\w+ )?(?:{ORDERS}|rules|guidelines"
        rf"|training|programming|constraints|safeguards|filters)\b",
        opens=True,
    ),
    rule(
        TELLS_MODEL,
        r"follow|obey",
        rf"{CLAUSE}(?:do not|don't|never|stop) (?:follow|obey|following"
        rf"|obeying) {ALL}(?:{OLD}|{OLDER}) (?:\w+ )?(?:{ORDERS}|rules)\b{TO_PEOPLE}",
        opens=True,
    ),
    rule(
        TELLS_MODEL,
        r"\bais?\b|llm|language model|assistant|chatbot|chatgpt|claude|gemini|copilot",
        rf"\b(?:instructions?|orders?|messages?|notes?|notice|warning|reminder|memo) (?:to"
        rf"|for) {READER}{DOING}\s?[:!—]"
        r"|\b(?:instructions?|orders?) (?:to|for) (?:any |all |the )?(?:ai"
        r"|automated) (?:systems?|tools?)\s?:"
        rf"|^\W*(?:dear|hey|hello|attention|ok|okay),? {READER}{DOING}\s?[:!,—]"
        r"|^\W*(?:for|to) (?:any |all |the )?(?:ai|llm|language model) (?:reviewers?"
        r"|readers?) ?(?:only)?\s?:"
        rf"|\bif you(?:'re| are) {READER}{DOING}\s?[,:]"
        r"|\bas an? (?:ai|llm|language model|ai (?:assistant|language model"
        r"|model)),? you (?:must|should|will|are|can)\b"
        r"|\b(?:ai|llm|language model)s? (?:assistants? |models? )?(?:reading|processing"
        r"|summari[sz]ing|parsing) th(?:is|ese) "
        r"(?:document|text|page|file|source|passage)s?,? (?:must|should|shall|will|please|is to"
        r"|are to)\b",
        opens=True,
    ),
    rule(
        TELLS_MODEL,
        r"(?:new|updated|real|actual|true|secret|hidden) (?:system |instruction|order|prompt)"
        r"|\bmode\b|\byour (?:new|real|actual|true|only|next) ",
        r"^\W*(?:(?:here|these) are )?(?:your )?(?:new|updated|real|actual|true|secret"
        r"|hidden) (?:system )?(?:instructions?|orders?|prompt)(?: for you)?(?: (?:is"
        r"|are))?(?: (?:as follows|the following))?\s?:"
        r"|\byour (?:new|real|actual|true|only|next) (?:task|role|goal|objective|instructions?"
        r"|job|purpose|identity) (?:is|are)\b"
        r"|\b(?:enter|activate|enable|switch to|turn on) (?:the )?(?:developer|debug|admin"
        r"|administrator|god|dan|jailbreak|unrestricted) mode\b"
        r"|\b(?:developer|god|dan|jailbreak|unrestricted) mode (?:is (?:now )?)?(?:enabled"
        r"|activated|on)\b",
        opens=True,
    ),
    rule(
        SETS_ROLE,
        r"you are now|you're now|(?:will|must|shall) now|act as|pretend|role-?play|from (?:now"
        r"|here|this)",
        r"\byou(?:'re| are) now (?:an?|the|my|acting as an?) (?:\w+[ -]){0,3}?(?:assistant|ai"
        r"|model|chatbot|bot|dan|persona|hacker|pirate|terminal)\b"
        r"|\byou(?:'re| are) now (?:dan|jailbroken|unrestricted|uncensored|free (?:of"
        r"|from) (?:all|any|your)|in (?:\w+ )?(?:developer|debug|god|dan|unrestricted) mode)\b"
        rf"|{CLAUSE}(?:pretend (?:to be|that you|you are)|role-?play as|act as (?:if"
        rf"|though) you)\b"
        rf"|{CLAUSE}act as (?:an?|the|my) (?:\w+ ){{0,3}}?(?:chatbot|bot|dan|hacker|pirate"
        rf"|terminal|(?:ai|assistant|language model)(?=\s?(?:[.,;:!]|$|that\b|who\b|with\b"
        rf"|without\b)))"
        r"|\byou (?:will|must|shall) now (?:act|behave|answer|respond|reply|speak|write"
        r"|talk) (?:as|like|only|without|in (?:pirate|french|german|spanish|chinese|italian"
        r"|rhyme|verse|character))\b"
        rf"|{START}from (?:now|here|this point) on(?:wards?)?,? (?:you (?:will|must|shall|are"
        rf"|should|only)|(?:always|only|never) (?:answer|reply|respond|say|write)\b|(?:answer"
        rf"|reply|respond|say|write) (?:only|that|in|with|as|every)\b)",
        opens=True,
    ),
    rule(
        HIDES,
        r"prompt|instructions|system message",
        rf"{CLAUSE}(?:reveal|print|repeat|show|output|display|disclose|leak|reproduce|give me"
        rf"|tell me|send)(?: me)? (?:\w+ ){{0,3}}?"
        r"(?:your (?:\w+ )?(?:prompt|instructions|system message)|the (?:system|hidden|initial"
        r"|developer) "
        r"(?:prompt|message|instructions?)(?=\s?(?:[.,!:;]|$|above\b|verbatim\b|word\b"
        r"|in full\b)))",
        opens=True,
    ),
    rule(
        HIDES,
        r"\b(?:not|never|don't) (?:tell|inform|warn|alert|notify|mention|reveal|disclose|refer"
        r"|acknowledge|repeat|cite|quote|reference)|the (?:user|reader)\b",
        rf"{CLAUSE}(?:do not|don't|never) (?:tell|inform|warn|alert|notify) (?:the )?(?:user"
        rf"|reader|human)s?\b"
        rf"|{CLAUSE}(?:do not|don't|never) (?:mention|reveal|disclose|refer to|acknowledge"
        rf"|repeat) (?:this|these|the above|that) "
        r"(?:instruction|message|prompt|command|text|request|note to the user)s?\b"
        rf"|{CLAUSE}(?:do not|don't|never) (?:cite|quote|reference) (?:(?:any |the )?(?:other"
        rf"|remaining|previous) (?:sources?|passages?|evidence|documents?|citations?)"
        rf"|\[\d{{1,3}}\]"
        r"|(?:any |your |the )?(?:sources?|evidence|references|passages)(?=\s?(?:[.!;,]"
        r"|$)))(?![^.]*\b(?:permission|draft|authors?|consent|copyright)\b)"
        r"|\bwithout (?:telling|informing|alerting) the (?:user|reader)\b",
    ),
    rule(
        TELLS_MODEL,
        r"instructions?|orders?|prompt|told|this line|follows?\b|above|guidelines|filters"
        r"|guardrails|is (?:only )?(?:for|meant|addressed|intended)|^\W*only use",
        rf"{CLAUSE}{DROP} (?:all |any |the |your )?(?:safety|content|ethical"
        rf"|moderation) (?:guidelines"
        rf"|filters?|guardrails)\b"
        rf"|{CLAUSE}(?:repeat|print|output) (?:the |all |all the |everything |every )?(?:words?"
        rf"|text"
        rf"|sentences?|content)? ?(?:above|before this)\b"
        r"|\b(?:this|the following) (?:message|note|part|section|text|paragraph) is (?:only )?"
        r"(?:for|meant for|addressed to|intended for) (?:any |the |all )?(?:ais?|llms?|language "
        r"models?|assistants?|chatbots?)\s?[:.,!—]"
        r"|^\W*only use this (?:document|source|text|page) (?:to|when|for) answer"
        r"|"
        rf"{CLAUSE}(?:ignore|disregard|forget) (?:all |any |every )?(?:text|instructions?|content) "
        r"(?:that follows?|below|in this (?:document|page|text))(?=\s?(?:[,;:.!]|$|and\b|then\b))"
        rf"|{CLAUSE}(?:ignore|disregard|forget) (?:everything|anything|all) (?:\w+ )?(?:above"
        rf"|below|before)"
        rf"|{CLAUSE}(?:ignore|disregard|forget) (?:what|all that|everything) (?:you were"
        rf"|you've been|you have been|i|they) (?:told|said|taught|given)\b"
        rf"|\b{OLD} (?:{ORDERS}|rules) are (?:now )?(?:void|cancell?ed|invalid|obsolete|revoked"
        rf"|null)\b[^.]*\b(?:follow|obey) (?:these|this|the following|mine|my)\b"
        r"|\b(?:ai|model|assistant|llm|chatbot) (?:must|should|shall|is to) (?:ignore"
        r"|disregard) (?:all|any|every|the) (?:other |previous |following |prior )?(?:text"
        r"|instructions?|content|sources)\b"
        r"|^\W*(?:begin|start|end)(?: of)? (?:new|system|real|ai|hidden|secret"
        r"|updated) (?:instructions?|orders?|prompt)\b"
        r"|^\W*(?:ai|llm|model|assistant|chatbot|gpt|agent) (?:instruction|directive|command"
        r"|override|prompt)s?\s?:"
        r"|^\W*stop (?:what you(?:'re| are) doing|summari[sz]ing|reading|everything"
        r"|here)\b.{0,30}?\band (?:print|say|write|output|reply|follow|ignore|reveal|answer)\b",
        opens=True,
    ),
    rule(
        TELLS_MODEL,
        r"gpt|claude|gemini|copilot|\bai\b|llm|model|assistant|\bbot\b",
        r"^\W*(?:(?:hi|hello|hey|dear|attention|listen|ok|okay|please),? )?(?:chatgpt|gpt|claude"
        r"|gemini|copilot|llms?|(?:dear |the )?(?:ai )?(?:assistants?|models?|agents?|chatbots?)"
        r"|bots?)\s?[,:!—] ?"
        r"(?:please|tell|say|write|answer|reply|respond|ignore|disregard|forget|summari[sz]e"
        r"|recommend|rate|you (?:must|should|will)|do not|don't|output|print|always|never"
        r"|translate|cite|give)\b"
        r"|\bas (?:the|an?) (?:ai|llm|language model|assistant|(?:ai "
        r"|language )?model)(?: (?:reading|processing|reviewing"
        r"|summari[sz]ing) [^,]{1,40})?, you\b",
        opens=True,
    ),
    *OUTPUT,
)  # fmt: skip
