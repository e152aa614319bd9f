"""Marks of a conversation's turns and limits, as models are trained to read them."""

from knowledge.suspicion.rules import MARKS_ROLE, Rule, rule

_WORDS = r"system|user|assistant|human|developer|instructions?|prompt|tool"
_SPEAKS = (
    r"(?:you\b|i\b|i'm\b|sure\b|certainly\b|of course\b|ignore\b|understood\b|yes\b|no\b|please\b)"
)

TURNS: tuple[Rule, ...] = (
    rule(
        MARKS_ROLE,
        r"^\W*(?:user|human)",
        r"^\W*(?:user|human)\s?:.{0,300}\bassistant\s?:",
        opens=True,
    ),
    rule(
        MARKS_ROLE,
        r"question|質問|answer",
        r"^\W*question\s?:.{1,300}\banswer\s?:.{0,300}\[\d{1,3}\]"
        r"|^\W*質問\s?:.{1,200}(?:回答|答え)\s?:.{0,200}\[\d{1,3}\]"
        r"|^\W*answer\s?:\s?\[\d{1,3}\]",
        opens=True,
    ),
)  # fmt: skip
"""Whole turns, which several sentences of one paragraph make together. "Question: … Answer: …" is
how many pages inform their readers: only with a citation's marker is it made for a program."""

MARKERS: tuple[Rule, ...] = (
    *TURNS,
    rule(
        MARKS_ROLE,
        r"<",
        rf"<\|[^|<>]{{2,40}}\|>|<(?:{_WORDS})\|?>|</(?:{_WORDS})>|<<\s?/?sys\s?>>"
        r"|<(?:start|end)_of_turn>|<(?:bos|eos)>",
        opens=True,
        quotable=False,
    ),
    rule(
        MARKS_ROLE,
        r"\[",
        r"\[/?inst\]|\[/?(?:system|assistant)(?: (?:prompt|message|override))?\]\s*:?\s*\S",
        opens=True,
        quotable=False,
    ),
    rule(
        MARKS_ROLE,
        r"^#",
        r"^#{2,5}\s?(?:instruction|human|assistant|system)(?:\s?(?:prompt|message|override))?\s*:?$"
        r"|^#{2,5}\s?(?:instructions?|response|input|user|human|assistant|system)\s?:"
        r"|^#{2,5}\s?(?:指示|命令|応答|システム|アシスタント)\s?:?$",
        opens=True,
    ),
    rule(
        MARKS_ROLE,
        r"^\W*(?:system|assistant|human|user)",
        rf"^\W*(?:system|assistant|human|user)\s?:\s?(?:{_SPEAKS})"
        r"|^\W*assistant\s?:\s?(?!(?:an?|any|someone|somebody|person)\b|(?-i:the)\b)\S"
        r"|^\W*system (?:prompt|message|override|instruction)s?\s?:",
        opens=True,
    ),
    rule(
        MARKS_ROLE,
        r"^\W*(?:システム|アシスタント)",
        r"^\W*(?:システム(?:プロンプト|メッセージ|指示|命令)|アシスタント)\s?:\s?\S"
        r"|^\W*システム\s?:\s?(?:あなた|以前|これまで|上記|今後|指示)",
        opens=True,
    ),
    rule(
        MARKS_ROLE,
        r"\b(?:end|begin|start)",
        r"^[\W_]{2,}\s?(?:end|begin|start) (?:of )?(?:the )?(?:context|evidence|prompt|"
        r"system (?:prompt|message)|user input|retrieved \w+|(?:ai|new|model) instructions?)\b",
        opens=True,
    ),
)  # fmt: skip
