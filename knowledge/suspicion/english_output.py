"""English sentences that dictate what a program is to write, or have it send data."""

from knowledge.suspicion.english_phrases import CLAUSE, SAY, START
from knowledge.suspicion.rules import DICTATES, SENDS, Rule, rule

OUTPUT: tuple[Rule, ...] = (
    rule(
        DICTATES,
        r"(?:say|write|answer|reply|respond|output|print|return|conclude|assert|insist|claim"
        r"|user|reader)s? (?:back|that|only"
        r"|just|exactly|solely|nothing|with|the|[\"“‘「])|[yd]: ",
        rf"{START}{SAY} that (?!(?:an?|you|your|one|again|is|was|question|call|letter|page"
        rf"|down|part|section|number|name|file|request|form)\b)\w"
        rf"|{CLAUSE}(?:reply|respond|answer|output|print|write|say|return)(?: back)? (?:only"
        rf"|just|exactly|solely|nothing but|nothing except) "
        r"(?:(?:with|by|in|saying|the) ){0,3}(?:[\"“‘'「{]|(?:word|phrase|sentence)s?\b|(?:yes"
        r"|no)\b(?! or\b)|json\b|one word\b)"
        r"|^\W*(?:please )?reply only (?!if|when|to\b|by|once|after|where|as|in writing|through"
        r"|via)"
        rf"|{CLAUSE}(?:reply|respond|answer|output|print|write|say)(?: with"
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
        r"(?:say|reply|respond|answer|write|claim|output)(?: only)? (?:that|with|only|nothing"
        r"|the|it|in|[\"“'])"
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
        rf"{START}cite (?:only )?\[\d{{1,3}}\]|^\W*(?:always|only) cite (?:only )?this\b"
        rf"|{START}(?:mark|label|treat) (?:this|everything|all claims"
        rf"|the following) (?:\w+ ){{0,2}}?as (?:supported|confirmed|verified|checked|true)\b"
        r"|\b(?:give|write|return) (?:an? |only )?(?:very )?positive reviews?(?: only)?\b"
        r"|\bdo not (?:highlight|mention|list) any (?:negatives?|weaknesses)\b"
        rf"|{START}(?:rate|score|rank|grade) this (?:document|paper|proposal|submission|comment"
        rf"|text)\b.{{0,30}}\b(?:highest|first|best|10|ten|100|excellent|top)\b"
        r"(?<!to 10)(?<!to ten)(?<!to 100)"
        r"|\bsummari[sz]e (?:this|the) (?:document|text|page|article|source) (?:as|by saying"
        r"|with the words) [\"“‘']",
    ),
    rule(
        SENDS,
        r"http|www\.|send|post|upload|transmit|forward|exfiltrate|e-?mail|leak|append|run\b"
        r"|execute",
        rf"{CLAUSE}(?:open|visit|fetch|load|browse(?: to)?|download|go to|retrieve|call|request"
        rf"|click)\b[^.]{{0,30}}?"
        r"(?:https?://|www\.)\S+ (?:and|then|and then) (?:execute|obey|run|repeat|output"
        r"|do (?:what|as)|include (?:its|the) (?:content|text|result)|append|send (?:the|your"
        r"|this) (?:conversation|draft|prompt|context))"
        rf"|{CLAUSE}(?:send|post|upload|transmit|forward|exfiltrate|e-?mail|leak"
        rf"|append)\b.{{0,60}}?"
        r"\b(?:(?:this|the|our|your|full|whole|entire) (?:conversation|chat|chat history"
        r"|system prompt|prompt|context|memory|session)|the user's (?:\w+ )?\w+|user data"
        r"|api keys?|passwords?|credentials)\b.{0,80}?\b(?:to|at|via)\b"
        r"|!\[[^\]]{0,80}\]\(https?://[^)\s]*(?:[?&](?:q|data|d|prompt|text|c|chat|history)=|\{"
        r"|%7b)"
        rf"|{CLAUSE}(?:run|execute)\b.{{0,40}}?\b(?:rm -rf|(?:curl|wget) (?:-|https?:)"
        rf"|powershell|os\.system|eval\(|sudo )",
    ),
    rule(
        DICTATES,
        r"whatever|no matter|answer|repl|output|summary|respond|write|speak|translate|append"
        r"|mention",
        r"\b(?:whatever|no matter what|regardless of what) (?:the user|the reader|you(?:'re"
        r"| are)|they|anyone|anybody|is)\b[^.;]{0,40}, ?(?:you (?:must |should "
        r"|will )?)?(?:always |only )?(?:say|reply|respond|answer|write|output)\b"
        r"|\b(?:the rest of )?your (?:final )?(?:answers?|repl(?:y|ies)|outputs?|summar(?:y"
        r"|ies)) (?:must|should|shall|has to|have to|needs? to) (?:always |only )?(?:contain"
        r"|include|say|state|mention|end with|start with|begin with|be"
        r"|read)(?: only)? (?:the (?:words?|sentence|phrase|text) )?[\"“‘']"
        r"|\b(?:append|add|insert|include|put|attach|place) (?:the following|this|a"
        r"|the) (?:\w+ )?(?:links?|url|address|image|advert\w*)\b.{0,30}?\b(?:to|in|into"
        r"|at the (?:end|start|bottom) of) (?:your|every|each|all|the) (?:answer|response|reply"
        r"|replie|output|summary|summarie)s?\b"
        rf"|{CLAUSE}(?:never|do not|don't) mention (?:the |any |this "
        rf"|our )?[\w ]{{1,40}}? in (?:your|any|the) (?:answer|reply|output|summary|response)s?\b"
        rf"|{CLAUSE}translate (?:the rest of )?(?:your|the|every|all) (?:answer|response|output"
        rf"|reply|replie)s?\b"
        rf"|{CLAUSE}(?:answer|respond|reply|write|speak)(?: only)? in (?:pirate|rhyme|verse"
        rf"|haiku|leetspeak|base64|all caps|capital letters|emojis?|morse)\b",
        opens=True,
    ),
)  # fmt: skip
