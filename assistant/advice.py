"""Whether a question asks what one should do, and whether a sentence says so.

Who asks for advice seldom uses the words in which it is given: "how are the figures best cited" is
answered by "a filing should name the study". What the two share is that one asks and the other
tells what to do.
"""

import re

_ASKS = re.compile(
    r"\b(?:should|ought|best|better|advis\w+|advice|recommend\w*|suggest\w*|careful|caution\w*"
    r"|caveat|disclaimer|instead|in place of|allowed to|(?:may|can) (?:I|we)"
    r"|do (?:I|we) (?:have|need)|would it be (?:fair|right|ok))\b"
    r"|べき|勧め|推奨|助言|望ましい|よいとされ|いいとされ|注意|気をつけ|差し支え|問題ない|てよい|ていい"
    r"|てもよい|ばよい|対処|扱う(?:べき|よう)|どう(?:書|示|述べ|引用|扱)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:should|ought|must|never|better|ha(?:ve|s|d) to|need(?:s|ed)? to|do(?:es)? not belong"
    r"|cannot|rather than|no more than)\b"
    r"|べき|ほうがよい|方がよい|ほうがいい|必ず|添え(?:る|て)|ましょう|必要があ|なければならない|とよい"
    r"|ておきたい|てはならない|避け(?:る|たい)",
    re.IGNORECASE,
)


def asks_for_advice(question: str) -> bool:
    """Tell whether the question, in English or Japanese, asks what to do."""
    return _ASKS.search(question) is not None


def gives_advice(text: str) -> bool:
    """Tell whether the sentence says what should or must be done."""
    return _TELLS.search(text) is not None
