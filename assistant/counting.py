"""What a figure counts, by one name for English and Japanese: "7B", 7億パラメータ → parameter."""

import re

from knowledge.quantities import Quantity
from knowledge.quantities.rendering import counter_of
from knowledge.quantities.units import COUNTERS, counter_key

_NOUNS = (
    ("parameter", "パラメータ", "パラメーター"), ("page", "ページ", "頁"), ("model", "モデル"),
    ("user", "ユーザー", "ユーザ", "利用者"), ("company", "companie", "firm", "社", "企業"),
    ("question", "質問", "問"), ("topic", "項目", "論点", "トピック"), ("people", "person", "人"),
    ("version", "版", "バージョン"), ("group", "グループ"), ("comment", "意見", "コメント"),
    ("country", "countrie", "か国", "カ国"), ("agency", "agencie", "機関", "省庁"),
    ("university", "universitie", "大学"), ("researcher", "研究者"), ("developer", "開発者"),
    ("student", "学生"), ("worker", "employee", "労働者", "従業員"), ("job", "雇用"),
    ("token", "トークン"), ("download", "ダウンロード"), ("dataset", "データセット"),
    ("organization", "organisation", "団体", "組織"), ("recommendation", "提言", "勧告"),
    ("pillar", "柱"), ("element", "要素"), ("standard", "標準", "規格"), ("patent", "特許"),
    ("paper", "publication", "論文"), ("member", "会員", "加盟"), ("point", "ポイント"),
    ("state", "州"), ("household", "世帯"), ("school", "校"), ("vote", "票"),
)  # fmt: skip
"""What is often counted, by its names in both languages; the first stands for all."""
_NOUN_OF = {name: names[0] for names in _NOUNS for name in names}
JAPANESE_NOUNS = "|".join(
    sorted(
        (re.escape(n) for n in _NOUN_OF if not n.isascii() and len(n) > 1), key=len, reverse=True
    )
)
_JAPANESE_AFTER = re.compile(rf"^\s?(?:の)?({JAPANESE_NOUNS}|[ァ-ヴー]{{3,}})")
_JAPANESE_BEFORE = re.compile(rf"({JAPANESE_NOUNS}|[ァ-ヴー]{{3,}})数?(?:は|が|を|も|：|:)?約?\s?$")
_ENGLISH_AFTER = re.compile(r"^[\s-]*((?:[A-Za-z][\w'’-]*\s+){0,3}[A-Za-z][\w'’-]*)")
_ENGLISH_BEFORE = re.compile(
    r"\b(?:number of ([a-z]+)|([a-z]+) count)\b[^.;]{0,30}$", re.IGNORECASE
)
_NO_NOUN = frozenset(
    "of in on at for to and or by from with than as per a the an that which who whose is are was "
    "were has have had will would could may might can but while since after before under over "
    "through during across between about only alone each more less fewer ago later".split()
)
_PARAMETERS = re.compile(r"\d\s?[BM]$")


def noun_of(text: str, language: str, quantity: Quantity) -> str:
    """Return what a count in `text` counts; empty where it can't be told, or for another unit."""
    if quantity.unit:
        return ""
    after, before = text[quantity.end :], text[: quantity.start]
    if language == "ja":
        counter = counter_of(quantity)
        english = COUNTERS.get(counter_key(counter), "") if counter else ""
        if english:
            return _stem(english)
        match = _JAPANESE_AFTER.match(after) or _JAPANESE_BEFORE.search(before)
        found = match.group(1) if match else ""
        return _NOUN_OF.get(found, found) or _parameters(quantity)
    match = _ENGLISH_AFTER.match(after)
    words = [] if match is None else [_stem(word) for word in match.group(1).lower().split()]
    for index, word in enumerate(words):
        if word in _NO_NOUN:
            words = words[:index]
            break
    if _parameters(quantity):
        return _parameters(quantity)
    known = [word for word in words if word in _NOUN_OF.values()]
    if known:
        return known[0]
    counted = _ENGLISH_BEFORE.search(before)
    if counted is not None:
        return _stem(next(filter(None, counted.groups())).lower())
    return words[0] if words else ""


def _parameters(quantity: Quantity) -> str:
    # "7B" alone is how the size of a model is written.
    return "parameter" if _PARAMETERS.search(quantity.text) else ""


def _stem(word: str) -> str:
    stem = word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
    return _NOUN_OF.get(word, _NOUN_OF.get(stem, stem))
