"""Particular things that a text can't tell without speaking of them.

"Under what licence" wants a text that speaks of a licence, "when was it founded" one that speaks of
a founding; a date or a name beside is then another thing's. Only such things are listed: what may
be told in any words, as a reason or a benefit may, is not.
"""

import re
from collections.abc import Sequence

from assistant.types import Card

_PARTICULARS: tuple[tuple[str, str], ...] = (
    # asked in either language, spoken of in either language
    (r"\blicen[cs]e\b|ライセンス|使用許諾", r"\blicen[cs]|ライセンス|許諾"),
    (r"\bbenchmarks?\b|ベンチマーク", r"\bbenchmark|ベンチマーク|試験"),
    (
        r"\b(?:which|what) (?:\w+ )?(?:data ?sets?|training data|corpus)\b"
        r"|データセット|学習データは",
        r"\bdata ?sets?\b|\bcorpus|training data|データセット|学習データ|コーパス",
    ),
    (r"\btemperature\b|何度で|温度", r"\btemperature|degrees|温度|気温|度"),
    (r"\b(?:which|what) universit|どの大学|何大学", r"\buniversit|\bcollege|大学"),
    (
        r"\b(?:head ?quarters?|head office)\b|本社|本部",
        r"\bhead ?quarter|\bhead office|\bbased in\b|本社|本部|拠点|所在",
    ),
    (r"\b(?:which|what) (?:city|town)\b|どの都市", r"\bcity|\btown|\bbased in\b|都市|市"),
    (
        r"\b(?:penalt(?:y|ies)|fines?|sanctions?)\b|罰則|罰金|制裁",
        r"\bpenalt|\bfin(?:e|es|ed)\b|\bsanction|reject|罰|制裁|不受理",
    ),
    (r"\b(?:typeface|font name|font family)\b|書体", r"\btypeface|\bfonts?\b|書体|フォント"),
    (r"\bsalar(?:y|ies)\b|給与|年収|報酬", r"\bsalar|\bpaid\b|給与|年収|報酬"),
    (r"\btax rate\b|税率", r"\btax|税"),
    (
        r"\b(?:founded|set up|established)\b.*\?|設立され|創業|創設",
        r"\bfound(?:ed|ing|er)|\bset up\b|\bestablish|設立|創業|創設",
    ),
    (
        r"\b(?:take effect|took effect|in(?:to)? force|start to apply|enter(?:ed)? into)\b"
        r"|施行|発効",
        r"\bt(?:ak(?:e|es|ing)|ook) effect|\bin(?:to)? force|\bappl(?:y|ies|ied) from|施行|発効",
    ),
    (
        r"\bpassed by\b|\bpass(?:ed)? (?:Congress|the)\b|可決|成立し",
        r"\bpass|\bapprov|可決|成立|承認",
    ),
    (r"\b(?:extended|extension)\b|延長", r"\bexten(?:d|sion)|延長"),
    (
        r"\b(?:final(?:i[sz]ed)?|finished|completed) (?:\w+ ){0,3}"
        r"(?:plan|version|text|rule|report)\b"
        r"|最終版|完成した|確定版",
        r"\bfinal|\bfinish|\bcomplet|最終|完成|確定",
    ),
    (r"\bpress(?:ing)? (?:officer|office)\b|広報担当", r"\bpress|広報"),
    (r"\b(?:reviewers?|peer.review(?:ed)?)\b|査読", r"\breview|査読"),
    (r"\b(?:sample size|respondents to the survey)\b|標本", r"\bsample|\brespondents|標本|回答者"),
    (r"\b(?:lawsuit|sued?|court)\b|訴訟|裁判", r"\blawsuit|\bsu(?:e|es|ed)\b|\bcourt|訴|裁判"),
)
_COMPILED = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(there, re.IGNORECASE))
    for asked, there in _PARTICULARS
)


def is_particular_there(question: str, cards: Sequence[Card]) -> bool:
    """Tell whether the evidence speaks of every particular thing that the question asks of."""
    text = "\n".join(
        f"{c.title} {c.heading} {c.lead_in} {c.subject} {c.speaker} {c.quote}" for c in cards
    )
    return all(
        there.search(text) is not None for asked, there in _COMPILED if asked.search(question)
    )
