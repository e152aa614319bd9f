"""Blank out what looks like a number but states no amount: citations, names, labels, links.

Every pattern is possessive or bounded, so that masking is linear in the length of the text.
"""

import re
from typing import Final

BLANK: Final = "\x00"

_CAPITAL_LABELS: Final = (
    "Section|Sec|Title|Part|Subpart|Article|Chapter|Appendix|Annex|Table|Figure|Fig|Exhibit|"
    "Attachment|Question|Topic|Recommendation|Item|Step|Phase|Tier|Level|Version|Ver|Volume|Vol|"
    "Option|Principle|Pillar|Priority|Goal|Objective|Action|Form|Rule|Area|Room|Suite|Footnote|"
    "Note|Paragraph|Para|Page|Clause|Schedule|Division|Box|Task|Stage|Subsection|Circular|"
    r"Executive\sOrder|E\.\s?O\.|Public\sLaw|Pub\.\s?L\.|H\.\s?R\.|Docket|Order|Memorandum|"
    "Amendment|Proclamation|Directive|Regulation|Resolution|Convention|Protocol|Apollo"
)
_SMALL_LABELS: Final = (
    "section|subsection|page|chapter|paragraph|clause|article|footnote|table|figure|question|"
    "step|version|appendix|note|item|topic|recommendation|title|part|phase|tier|option"
)
_LABELLED: Final = r"[0-9]++[0-9a-zA-Z.\-–]*+(?:\([0-9a-zA-Z]{1,4}\))*+"
_NOT_AMOUNT: Final = r"(?!\s?(?:%|percent|per\scent|hundred|thousand|[mbt]r?illion|years|months))"
_LIST: Final = rf"(?:(?:,\s[0-9]{{1,3}}){{0,30}}+,?\s(?:and|or|to|through|&)\s{_LABELLED})?+"
_COMMA_LIST: Final = rf"(?:(?:,\s[0-9]{{1,3}}){{1,30}}+,?\s(?:and|or)\s{_LABELLED})?+"
_LAW: Final = (
    r"C\.?F\.?R\.?|U\.?S\.?C\.?|F\.?R\.?|Fed\.\s?Reg\.|Stat\.|U\.S\.|F\.[234]d|S\.\s?Ct\.|"
    r"F\.\s?Supp\.\s?[23]d"
)
_MORE_LAW: Final = r"(?:(?:,|,?\s(?:and|or))\s(?:[0-9]{3,6}(?![0-9,])|[0-9]{1,4}\.[0-9]{1,4}))*+"
_NAMES: Final = (
    "Claude|OLMo|Llama|Gemini|Gemma|Mistral|Mixtral|Phi|Grok|Falcon|Qwen|Granite|Windows|Python|"
    "Fortune|Boeing|Airbus|iPhone|DeepSeek|Whisper|StarCoder|Stable\\sDiffusion|Horizon|Agenda|Web|"
    "Industry|Society|クロード|ジェミニ|ラマ"
)
_JAPANESE_LABELS: Final = (
    "バージョン|フェーズ|ステップ|レベル|ティア|質問|提言|論点|別紙|別添|大統領令|附属書|ページ番号|"
    "(?<![一-龠])(?:図表?|表|問|注)"
)
_NOT_JAPANESE_AMOUNT: Final = r"(?![0-9,.]*+\s?[万億兆つ人社件年月%割倍回台本個かヶカ])"
_ORDINAL_COUNTERS: Final = (
    "号|番(?!組)|位(?!置)|条(?!約|件)|項(?!目)|章|節|丁目|階(?!層)|級|版|代(?!表|理)|年生|次|審|"
    "期(?!間)"
)

_PATTERNS: Final = (
    # Links, addresses, identifiers.
    r"https?://[!-~]++",
    r"www\.[!-~]++",
    r"(?<![\w.+\-])[\w.+\-]++@[\w.\-]++",
    r"(?<![0-9.])10\.[0-9]{4,9}/[!-~]++",
    r"arXiv:\s?[0-9.]++(?:v[0-9]++)?+",
    r"FR\sDoc\.?\s(?:No\.\s?)?[0-9][0-9\-–]*+",
    r"(?<![0-9\-])[0-9]{4}-[0-9]{5}(?![0-9\-])",
    r"(?<![A-Za-z0-9_\-])[A-Z][A-Z0-9]*+(?:[-_][A-Z0-9]++(?:\.[0-9]++)*+)++",
    r"(?<![0-9])\+[0-9]{1,3}(?:[\s\-.][0-9]{1,4}){2,4}(?![0-9])",
    r"(?<![0-9\-])(?:\([0-9]{2,4}\)\s?|[0-9]{2,3}[\-.]|0[0-9]{3}-)[0-9]{3,4}[\-.][0-9]{4}(?![0-9])",
    r"(?<![A-Za-z])[A-Z]{2}\s[0-9]{5}(?:-[0-9]{4})?(?![0-9])",
    r"(?<![0-9])[0-9]{1,5}\s(?:[A-Z][a-z]{1,20}\s){1,3}"
    r"(?:Avenue|Ave|Street|St|Road|Rd|Drive|Boulevard|Blvd|Lane|Way)\b",
    # Citation markers and numbering.
    r"\[\^?[0-9]{1,3}(?:\s?[,–\-]\s?[0-9]{1,3}){0,30}\]",
    r"\((?:[0-9]{1,2}|[a-z]|[ivx]{1,4})\)",
    r"^[ \t\-*•・>#]*+[0-9]{1,3}[.)](?=\s|[^\x00-\x7f])",
    r"^[ \t#]*+[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\.?(?=[ \t]+[A-Z][a-z]{2})(?![ \t]+[MBT]r?illion)",
    # Law and labelled parts of documents.
    rf"(?<![0-9.,])[0-9]{{1,4}}\s(?:{_LAW})(?:\s(?:§{{1,2}}|[Pp]arts?|[Ss]ec(?:tion|\.)?))?+"
    rf"\s?{_LABELLED}{_MORE_LAW}",
    rf"§{{1,2}}\s?{_LABELLED}{_LIST}",
    rf"(?<![A-Za-z])(?:{_CAPITAL_LABELS}|{_SMALL_LABELS})\.?\s?(?:[Nn]os?\.?\s?)?"
    rf"{_LABELLED}{_NOT_AMOUNT}{_COMMA_LIST}",
    rf"(?<![A-Za-z])(?:{_CAPITAL_LABELS}|sections|pages|chapters|paragraphs|articles)s?\s"
    rf"{_LABELLED}{_NOT_AMOUNT}{_LIST}",
    rf"(?<![A-Za-z.])(?:[Nn]os?\.|[Pp]{{1,2}}\.|S\.|#)\s?{_LABELLED}{_LIST}",
    # Names and versions.
    r"(?<![A-Za-z0-9.])[vV]\.?[0-9]++(?:\.[0-9]++)*+",
    r"(?<![0-9.])(?!(?:19|20)[0-9]{2}\.)[0-9]{1,4}(?:\.[0-9]{1,4}){2,5}(?![0-9])",
    rf"(?<![A-Za-z])(?:{_NAMES})[\s\-]?[0-9]++(?:\.[0-9]++)*+(?:[\s\-][0-9.]{{1,5}}B(?![A-Za-z]))?"
    rf"{_NOT_JAPANESE_AMOUNT}",
    r"\b50[/\-]50\b",
    r"(?<![0-9/])(?<![0-9]\s)[0-9]{1,2}/(?:[12]?[0-9]|3[01])(?![0-9/]|\sof\b|の)",
    r"(?<![0-9:.,])[0-9]{1,4}:[0-9](?![0-9:])",
    r"(?<![A-Za-z])Q[1-4](?![A-Za-z0-9])",
    # Japanese ordinals, labels and words that only look like numbers.
    r"第\s?[0-9〇一二三四五六七八九十百千]++(?:四半期)?+",
    rf"(?:{_JAPANESE_LABELS})\s?[0-9]++(?:\.[0-9]++)*+{_NOT_JAPANESE_AMOUNT}",
    rf"(?<![0-9,.])[0-9]++(?:{_ORDINAL_COUNTERS})",
    r"(?<![0-9,.])[0-9〇一二三四五六七八九十百]{1,6}(?:つ|[かヶカ]国|[回人年日件社個本度週月])目(?![標的指])",
    r"四半期|四半世紀|(?<![0-9一二三四五六七八九数何百])十分(?!の[0-9一二三四五六七八九]|間)|一人ひとり|[一1]人[一1]人|一つ一つ|一つひとつ",
    r"二人三脚|十人十色|三つ巴|二つ返事|三人称|二人称|六本木|三本締|五つ星|一石二鳥|二者択一|三者三様",
    r"千一夜|百年の計|一年中|[一二三四五六]年生|(?<![一二三四五六七八九十百千0-9])九州",
)
_MASK: Final = re.compile("|".join(_PATTERNS), re.MULTILINE)


def mask(folded: str) -> str:
    """Return the text with every look-alike replaced by `BLANK`s of the same length."""
    return _MASK.sub(_blank, folded)


def _blank(match: re.Match[str]) -> str:
    return BLANK * (match.end() - match.start())
