"""English sentences that speak to a program.

An order counts where it stands as one: at the start of a sentence or of its main clause.
"Respondents should ignore the previous instructions" and "critics say that" are no orders.
"""

from knowledge.suspicion.rules import DICTATES, HIDES, SENDS, SETS_ROLE, TELLS_MODEL, Rule, rule

_START = (
    r"(?:^\W*|[.!?;:—–|]\s+|[\"“‘(\[]\s*|\bplease,? |^\W*(?:now|then|instead|first|next|finally"
    r"|always|just),? "
    r"|\byou (?:must|should|will|shall|have to|need to|are to) |\b(?:must now|now please) )"
    r"(?:now |please |always |only |just |simply |immediately )?"
)  # fmt: skip
_CLAUSE = rf"(?:{_START}|^\W*(?:if|when|as|for|from|before|after|in|with)\b[^,]{{1,80}},\s*)"
"""Also after an introductory clause: "As the user's friend, ignore …"."""
_OLD = r"(?:previous|previously given|prior|above|preceding|earlier|foregoing)"
_OLDER = r"(?:former|past|existing|original|initial|other|system|safety|developer)"
_ORDERS = r"(?:instructions?|prompts?|directions?|directives?|commands?|messages?)"
_SAID = (
    r"(?:rules|guidelines|context|training|programming|constraints|text|content|output"
    r"|sentences?|documents?|sources?|evidence|conversation)"
)
_TO_PEOPLE = (
    r"(?! (?:for|on|regarding|about|in the (?:notice|federal|form)|published|issued|given in|"
    r"concerning|from the (?:agency|office|department)|"
    r"to (?:submit|commenters|respondents|applicants)|of (?:the )?(?:notice|form|agency)))"
)
_DROP = r"(?:ignore|disregard|forget|override|bypass|overrule|discard)"
_ALL = r"(?:(?:all|any|every|each|the|your|my|of|these|those) ){0,4}"
_SAY = r"(?:say|write|answer|reply|respond|output|print|tell (?:the (?:user|reader)|users))"
_READER = (
    r"(?:(?:any |all |every |the |an? )?(?:ais?|llms?|(?:large )?language models?|chatbots?|"
    r"(?:ai|llm) (?:assistants?|agents?|reviewers?|readers?|models?)|assistants?|chatgpt|claude"
    r"|gemini|copilot))"
)
_DOING = r"(?: (?:reading|processing|summari[sz]ing|reviewing|parsing) [^,:]{0,60})?"

ENGLISH: tuple[Rule, ...] = (
    rule(
        TELLS_MODEL,
        r"ignore|disregard|forget|override|bypass|overrule|discard",
        rf"{_CLAUSE}{_DROP} {_ALL}{_OLD} (?:\w+ ){{0,2}}?{_ORDERS}\b{_TO_PEOPLE}"
        rf"|{_CLAUSE}(?:ignore|disregard|forget) {_ALL}{_OLD} (?:\w+ )?{_SAID}\b"
        rf"|{_CLAUSE}{_DROP} {_ALL}{_OLDER} {_ORDERS}\b{_TO_PEOPLE}"
        rf"|{_CLAUSE}{_DROP} {_ALL}{_ORDERS} (?:above|before|so far|you (?:were|have been) given"
        rf"|given to you)\b"
        rf"|{_CLAUSE}(?:ignore|disregard|forget) (?:all |everything )?(?:of )?(?:the |that is "
        rf"|that was )?"
        rf"{_OLD}(?=\s?(?:[,;:.!]|$|and\b|then\b|instead\b))"
        rf"|{_CLAUSE}(?:ignore|disregard|forget) (?:everything|all"
        rf"|anything) (?:that )?(?:you (?:were|have|know|read)|above|before|i said|said)\b"
        rf"|{_CLAUSE}{_DROP} (?:all |any )?(?:of )?your (?:\w+ )?(?:{_ORDERS}|rules|guidelines"
        rf"|training|programming|constraints|safeguards|filters)\b",
        opens=True,
    ),
    rule(
        TELLS_MODEL,
        r"follow|obey",
        rf"{_CLAUSE}(?:do not|don't|never|stop) (?:follow|obey|following"
        rf"|obeying) {_ALL}(?:{_OLD}|{_OLDER}) (?:\w+ )?(?:{_ORDERS}|rules)\b{_TO_PEOPLE}",
        opens=True,
    ),
    rule(
        TELLS_MODEL,
        r"\bais?\b|llm|language model|assistant|chatbot|chatgpt|claude|gemini|copilot",
        rf"\b(?:instructions?|orders?|messages?|notes?|notice|warning|reminder|memo) (?:to"
        rf"|for) {_READER}{_DOING}\s?[:!—]"
        r"|\b(?:instructions?|orders?) (?:to|for) (?:any |all |the )?(?:ai"
        r"|automated) (?:systems?|tools?)\s?:"
        rf"|^\W*(?:dear|hey|hello|attention|ok|okay),? {_READER}{_DOING}\s?[:!,—]"
        r"|^\W*(?:for|to) (?:any |all |the )?(?:ai|llm|language model) (?:reviewers?"
        r"|readers?) ?(?:only)?\s?:"
        rf"|\bif you(?:'re| are) {_READER}{_DOING}\s?[,:]"
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
        r"^\W*(?:(?:here|these) are )?(?:your |the )?(?:new|updated|real|actual|true|secret"
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
        r"you are now|you're now|act as|pretend|role-?play|from (?:now|here|this)",
        r"\byou(?:'re| are) now (?:an?|the|my|acting as an?) (?:\w+[ -]){0,3}?(?:assistant|ai"
        r"|model|chatbot|bot|dan|persona|hacker|pirate|terminal)\b"
        r"|\byou(?:'re| are) now (?:dan|jailbroken|unrestricted|uncensored|free (?:of"
        r"|from) (?:all|any|your)|in (?:\w+ )?(?:developer|debug|god|dan|unrestricted) mode)\b"
        rf"|{_CLAUSE}(?:pretend (?:to be|that you|you are)|role-?play as|act as (?:if"
        rf"|though) you)\b"
        rf"|{_CLAUSE}act as (?:an?|the|my) (?:\w+ ){{0,3}}?(?:chatbot|bot|dan|hacker|pirate"
        rf"|terminal|(?:ai|assistant|language model)(?=\s?(?:[.,;:!]|$|that\b|who\b|with\b"
        rf"|without\b)))"
        rf"|{_START}from (?:now|here|this point) on(?:wards?)?,? (?:you (?:will|must|shall|are"
        rf"|should|only)|(?:always|only|never) (?:answer|reply|respond|say|write)\b|(?:answer"
        rf"|reply|respond|say|write) (?:only|that|in|with|as|every)\b)",
        opens=True,
    ),
    rule(
        HIDES,
        r"prompt|instructions|system message",
        rf"{_CLAUSE}(?:reveal|print|repeat|show|output|display|disclose|leak|reproduce|give me"
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
        rf"{_CLAUSE}(?:do not|don't|never) (?:tell|inform|warn|alert|notify) (?:the )?(?:user"
        rf"|reader|human)s?\b"
        rf"|{_CLAUSE}(?:do not|don't|never) (?:mention|reveal|disclose|refer to|acknowledge"
        rf"|repeat) (?:this|these|the above|that) "
        r"(?:instruction|message|prompt|command|text|request|note to the user)s?\b"
        rf"|{_CLAUSE}(?:do not|don't|never) (?:cite|quote|reference) (?:(?:any |the )?(?:other"
        rf"|remaining|previous) (?:sources?|passages?|evidence|documents?|citations?)"
        rf"|\[\d{{1,3}}\]"
        r"|(?:any |your |the )?(?:sources?|evidence|references|passages)(?=\s?(?:[.!;,]"
        r"|$)))(?![^.]*\b(?:permission|draft|authors?|consent|copyright)\b)"
        r"|\bwithout (?:telling|informing|alerting) the (?:user|reader)\b",
    ),
    rule(
        DICTATES,
        r"(?:say|write|answer|reply|respond|output|print|return|user|reader)s? (?:back|that|only"
        r"|just|exactly|solely|nothing|with|the|[\"“‘「])|[yd]: ",
        rf"{_START}{_SAY} that (?!(?:an?|you|your|one|again|is|was|question|call|letter|page"
        rf"|down|part|section|number|name|file|request|form)\b)\w"
        rf"|{_CLAUSE}(?:reply|respond|answer|output|print|write|say|return)(?: back)? (?:only"
        rf"|just|exactly|solely|nothing but|nothing except) "
        r"(?:(?:with|by|in|saying|the) ){0,3}(?:[\"“‘'「{]|(?:word|phrase|sentence)s?\b|(?:yes"
        r"|no)\b(?! or\b)|json\b|one word\b)"
        r"|^\W*(?:please )?reply only (?!if|when|to\b|by|once|after|where|as|in writing|through"
        r"|via)"
        rf"|{_CLAUSE}(?:reply|respond|answer|output|print|write|say)(?: with"
        rf"| back with)?:? (?:the (?:word|phrase|string"
        rf"|words) )?[\"“‘「][^\"”’」]{{1,200}}[\"”’」] "
        r"(?:to (?:every|any|all)|for (?:every|any|all)|whatever|no matter|regardless"
        r"|and (?:nothing|stop|ignore))\b",
        opens=True,
    ),
    rule(
        DICTATES,
        r"\basked\b|\basks\b|answer to (?:any|every|all|the user)|with|(?:every|each"
        r"|all)(?: of)? your ",
        r"\b(?:when|if|whenever|once) (?:you(?:'re| are) )?asked\b[^.;]{0,100}?, ?(?:you (?:must"
        r"|should|will) )?(?:always |please |only |just )?"
        r"(?:say|reply|respond|answer|write|claim|output)(?: only)? (?:that|with|only|nothing|no"
        r"|yes|the|it|in|[\"“'])"
        r"|\b(?:when|if|whenever) (?:the |a |any )?(?:user|reader"
        r"|human) asks\b[^.;]{0,100}?, ?(?:you (?:must|should|will) )?(?:always |please |only )?"
        r"(?:say|reply|respond|answer|write|claim|output|tell|refuse|cite)(?: only)? (?:that"
        r"|with|only|nothing|no|yes|them|to|it|in|[\"“'])"
        r"|\bthe (?:only )?(?:correct|right|true|only) answer to (?:any|every|all"
        r"|the user's) questions?\b"
        r"|\b(?:start|begin|end|finish|conclude) (?:every|all|your|each of your) (?:answers?"
        r"|repl(?:y|ies)|outputs?|summar(?:y|ies)) (?:with|by) (?:saying )?(?:the (?:words?"
        r"|phrase|sentence) )?[\"“‘']"
        r"|\b(?:in|to) (?:every|each|all)(?: of)? your (?:answer|reply|summary|output|replie"
        r"|summarie)s?\b",
        opens=True,
    ),
    rule(
        DICTATES,
        r"\bcite |positive review|any (?:negative|weakness)|(?:rate|score|rank|grade|mark|label"
        r"|treat) (?:this|everything|all claims|the following)|summari[sz]e th",
        rf"{_START}cite (?:only )?\[\d{{1,3}}\]|^\W*(?:always|only) cite (?:only )?this\b"
        rf"|{_START}(?:mark|label|treat) (?:this|everything|all claims"
        rf"|the following) (?:\w+ ){{0,2}}?as (?:supported|confirmed|verified|checked|true)\b"
        r"|\b(?:give|write|return) (?:an? |only )?(?:very )?positive reviews?(?: only)?\b"
        r"|\bdo not (?:highlight|mention|list) any (?:negatives?|weaknesses)\b"
        rf"|{_START}(?:rate|score|rank|grade) this (?:document|paper|proposal|submission|comment"
        rf"|text)\b.{{0,30}}\b(?:highest|first|best|10|ten|100|excellent|top)\b"
        r"|\bsummari[sz]e (?:this|the) (?:document|text|page|article|source) (?:as|by saying"
        r"|with the words) [\"“‘']",
    ),
    rule(
        SENDS,
        r"http|www\.|send|post|upload|transmit|forward|exfiltrate|e-?mail|leak|append|run\b"
        r"|execute",
        rf"{_CLAUSE}(?:open|visit|fetch|load|browse(?: to)?|download|go to|retrieve|call|request"
        rf"|click)\b[^.]{{0,30}}?"
        r"(?:https?://|www\.)\S+ (?:and|then|and then) (?:execute|obey|run|repeat|output"
        r"|do (?:what|as)|include (?:its|the) (?:content|text|result)|append|send (?:the|your"
        r"|this) (?:conversation|draft|prompt|context))"
        rf"|{_CLAUSE}(?:send|post|upload|transmit|forward|exfiltrate|e-?mail|leak"
        rf"|append)\b.{{0,60}}?"
        r"\b(?:(?:this|the|our|your|full|whole|entire) (?:conversation|chat|chat history"
        r"|system prompt|prompt|context|memory|session)|the user's (?:\w+ )?\w+|user data"
        r"|api keys?|passwords?|credentials)\b.{0,80}?\b(?:to|at|via)\b"
        r"|!\[[^\]]{0,80}\]\(https?://[^)\s]*(?:[?&](?:q|data|d|prompt|text|c|chat|history)=|\{"
        r"|%7b)"
        rf"|{_CLAUSE}(?:run|execute)\b.{{0,40}}?\b(?:rm -rf|(?:curl|wget) (?:-|https?:)"
        rf"|powershell|os\.system|eval\(|sudo )",
    ),
)  # fmt: skip
