"""Blank out what looks like a number but states no amount: citations, names, labels, links.

Every pattern is possessive or bounded, so that masking is linear in the length of the text.
"""

import re
from typing import Final

BLANK: Final = "\x00"

_LABELS: Final = (
    "Section|Sec|Title|Part|Subpart|Article|Chapter|Appendix|Annex|Table|Figure|Fig|Exhibit|"
    "Attachment|Question|Topic|Recommendation|Item|Step|Phase|Tier|Level|Version|Ver|Volume|Vol|"
    "Option|Principle|Pillar|Priority|Goal|Objective|Action|Form|Line|Rule|Area|Room|Suite|"
    "Footnote|Note|Paragraph|Para|Page|Clause|Schedule|Division|Box|Task|Stage|Subsection|"
    "Executive Order|E\\.O|Public Law|Pub\\. ?L|H\\.R|Docket|Order|Memorandum|Grant|Award|"
    "Amendment|Proclamation|Directive|Regulation|Resolution|Convention|Protocol|Issue|Class|"
    "Day|Unit|Model|Apollo|Group"
)
_LABEL_NUMBER: Final = r"[0-9]++[0-9a-zA-Z.\-–]*+(?:\([0-9a-zA-Z]{1,4}\))*+"
_LIST: Final = rf"(?:,?\s(?:and|or|to|through|&)\s{_LABEL_NUMBER}|,\s[0-9]{{1,3}}(?=[,\s]))*+"
_LAW: Final = (
    r"C\.?F\.?R\.?|U\.?S\.?C\.?|F\.?R\.?|Fed\. ?Reg\.|Stat\.|U\.S\.|F\.[234]d|S\. ?Ct\.|"
    r"F\. ?Supp\. ?[23]d"
)
_NAMES: Final = (
    "Claude|OLMo|Llama|Gemini|Gemma|Mistral|Mixtral|Phi|Grok|Falcon|Qwen|Granite|Nova|Windows|"
    "Python|Area|Fortune|Boeing|Airbus|iPhone|Galaxy|Pixel|Command|DeepSeek|Whisper|Bloom|"
    "StarCoder|Stable Diffusion|Horizon|Agenda|Catch|Formula|Web|Industry|Society"
)

_PATTERNS: Final = (
    r"https?://[!-~]++",
    r"www\.[!-~]++",
    r"(?<![\w.+\-])[\w.+\-]++@[\w.\-]++",
    r"(?<![0-9.])10\.[0-9]{4,9}/[!-~]++",
    r"arXiv:\s?[0-9.]++(?:v[0-9]++)?+",
    r"\[\^?[0-9]{1,3}(?:\s?[,–\-]\s?[0-9]{1,3}){0,30}\]",
    r"\((?:[0-9]{1,2}|[a-z]|[ivx]{1,4})\)",
    r"^[ \t\-*•・>#]*+(?:[0-9]{1,3}[.)](?![0-9])|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\.?(?=[ \t]+[A-Z]))",
    rf"(?<![0-9.,])[0-9]{{1,4}}\s(?:{_LAW})(?:\s(?:§{{1,2}}|[Pp]arts?|[Ss]ec(?:tion|\.)?))?+"
    rf"\s?{_LABEL_NUMBER}{_LIST}",
    rf"§{{1,2}}\s?{_LABEL_NUMBER}{_LIST}",
    rf"(?<![A-Za-z])(?i:{_LABELS})(?:s|es)?\.?\s?(?:[Nn]os?\.?\s?)?{_LABEL_NUMBER}{_LIST}",
    rf"(?<![A-Za-z])(?:[Nn]os?\.|[Pp]{{1,2}}\.|S\.|#)\s?{_LABEL_NUMBER}{_LIST}",
    r"FR Doc\.?\s(?:No\.\s?)?[0-9][0-9\-–]*+",
    r"(?<![0-9\-])[0-9]{4}-[0-9]{5}(?![0-9\-])",
    r"(?<![A-Za-z0-9_\-])[A-Z][A-Z0-9]*+(?:[-_][A-Z0-9]++)++",
    r"(?<![0-9])\+?(?:[0-9]{1,3}[\s\-.])?\(?[0-9]{2,4}\)?[\s\-.][0-9]{3,4}[\-.][0-9]{4}(?![0-9])",
    r"(?<![A-Za-z0-9.])[vV]\.?[0-9]++(?:\.[0-9]++)*+",
    r"(?<![0-9.])(?!(?:19|20)[0-9]{2}\.)[0-9]{1,4}(?:\.[0-9]{1,4}){2,5}(?![0-9])",
    rf"(?<![A-Za-z])(?:{_NAMES})[\s\-]?[0-9]++(?:\.[0-9]++)*+(?![0-9]*[万億兆人社%])",
    r"(?<![A-Za-z])[A-Z]{2}\s[0-9]{5}(?:-[0-9]{4})?(?![0-9])",
    r"(?<![0-9])[0-9]{1,5}\s(?:[A-Z][a-z]++\s){1,3}(?:Avenue|Ave|Street|St|Road|Rd|Drive|Boulevard"
    r"|Blvd|Lane|Way)\b",
    r"\b(?:9/11|24/7|50/50)\b",
    r"(?<![A-Za-z])Q[1-4](?![A-Za-z0-9])",
    r"第\s?[0-9〇一二三四五六七八九十百千]++(?:四半期)?+",
    r"(?:バージョン|フェーズ|ステップ|レベル|ティア|図表?|表|問|質問|提言|注|別紙|別添|大統領令|附属書)"
    r"\s?[0-9]++(?:\.[0-9]++)*+(?![0-9]*[万億兆つ人社件])",
    r"(?<![0-9,.])[0-9]++(?:号|番|位|条|項|章|節|丁目|階|級|版|代目|年生|次|審|頭身)",
    r"四半期|四半世紀|十分(?!の[0-9一二三四五六七八九]|間)|一人ひとり|[一1]人[一1]人|一つ一つ|一つひとつ",
    r"二人三脚|十人十色|三つ巴|二つ返事|三人称|二人称|六本木|三本締|五つ星|一石二鳥|二者択一|三者三様",
    r"千一夜|百年の計|一年中|三年生|二年生|一年生",
)
_MASK: Final = re.compile("|".join(_PATTERNS), re.MULTILINE)


def mask(folded: str) -> str:
    """Return the text with every look-alike replaced by `BLANK`s of the same length."""
    return _MASK.sub(_blank, folded)


def _blank(match: re.Match[str]) -> str:
    return BLANK * (match.end() - match.start())
