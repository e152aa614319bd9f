"""Turn one thing round in a Japanese sentence: sides, negation, direction, speaker, certainty.

Each function yields whole sentences that differ from the one given; nothing where the words don't
show well enough how to write it.
"""

import re
from collections.abc import Iterator

_NOUN = r"[一-龠々ァ-ヶーA-Za-z0-9・＆&\-]"
_ACTOR = (
    r"(?:社|省|庁|局|署|府|市|県|国|都|村|町|党|院|会|部|氏|者|側|団体|機関|大学|病院|企業|銀行|電鉄|組合|教授|会社"
    r"|財団|住民|学校|工場|自治体|電力|業界|連盟|連合|事業者|利用者|消費者|議会|裁|中央|当局|政権|大臣)"
)
_PHRASE = rf"(?:{_NOUN}+の)?{_NOUN}+"
_SIDES = (
    re.compile(
        rf"^(?P<a>(?:{_PHRASE})?{_NOUN}*{_ACTOR})(?P<mid>[はが]、?)"
        rf"(?P<b>(?:{_PHRASE})?{_NOUN}*{_ACTOR})(?=に(?!よ|つ|お)|を|から|より)"
    ),
    re.compile(
        rf"^(?P<a>{_NOUN}*{_ACTOR})(?P<mid>は、[^。「」]{{4,50}}[、をにで])"
        rf"(?P<b>(?:{_PHRASE}の)?{_NOUN}+{_ACTOR})(?=を{_NOUN}+した|に{_NOUN}+した)"
    ),
    re.compile(rf"(?P<a>{_PHRASE})(?P<mid>ではなく、?)(?P<b>{_PHRASE})(?=[がをにはでの])"),
    re.compile(
        rf"(?P<a>{_PHRASE}(?:の方|のほう)?)(?P<mid>[はが]、?)(?P<b>{_PHRASE}(?:の方|のほう)?)(?=より)"
    ),
    re.compile(rf"(?P<a>{_PHRASE})(?P<mid>から)(?P<b>{_PHRASE})(?=[へに](?:移|替|転|引|変|増|減))"),
)
_NAME = re.compile(
    r"(?<![一-龠々ァ-ヶーA-Za-z])(?:"
    r"(?P<name>[一-龠々ァ-ヶーA-Za-z]{1,12}(?:省|庁|県|府|党|社|氏|大学|委員会|協会|研究所|銀行|連盟|財団|電鉄|機構))"
    r"(?![一-龠々ァ-ヶー])"
    r")"
)
_MEANT = r"(?:方針|見通し|見込み|予定|計画|考え)(?:だ|である|です|を示した)"
_QUOTED = rf"(?=(?:{_MEANT})?(?:と[^。、]{{1,12}})?。$)"
_E = "えけせてねべめれげ"
_NEGATIONS = tuple(
    (re.compile(f"(?:{found}){_QUOTED}"), instead)
    for found, instead in (
        (r"ていなかった", "ていた"), (r"ていない", "ている"), (r"ではなかった", "であった"),
        (r"ではない", "である"), (r"しなかった", "した"), (r"(?<!少)しない", "する"),
        (rf"(?<=[{_E}])なかった", "た"), (rf"(?<=[{_E}])ない", "る"), (r"がない", "がある"),
        (r"らなかった", "った"), (r"らない", "る"), (r"わない", "う"), (r"かない", "く"),
        (r"ませんでした", "ました"), (r"ません", "ます"), (r"ました", "ませんでした"),
        (r"ます", "ません"), (r"です", "ではありません"),
        (r"ていた", "ていなかった"), (r"ている", "ていない"), (r"である", "ではない"),
        (r"がある", "はない"), (r"できる", "できない"), (r"できた", "できなかった"),
        # 減らした, 示した (減らす, 示す) against 開始した, 課題にした (する)
        (r"(?<=[らやかわまば])した", "さなかった"),
        (r"(?<=[^一-龠々][示話促渡出残返直増減足課科])した", "さなかった"),
        (r"(?<=[一-龠々ァ-ー][一-龠々ァ-ー])した|(?<=[をにも])した", "しなかった"),
        (r"(?<=[一-龠々ァ-ー][一-龠々ァ-ー])する|(?<=[をにも])する", "しない"),
        (r"(?<=[高低多安重軽早遅強弱長短])かった", "くなかった"),
        (rf"(?<=[{_E}])た", "なかった"), (rf"(?<=[{_E}])る", "ない"),
        (r"だった", "ではなかった"), (r"(?<=[一-龠々ァ-ー])だ", "ではない"),
    )
)  # fmt: skip
_OPPOSITE_PAIRS = (
    ("増加", "減少"), ("増えた", "減った"), ("増える", "減る"), ("増え", "減り"),
    ("増やす", "減らす"), ("増やした", "減らした"), ("上回", "下回"), ("以上", "以下"),
    ("以前", "以降"), ("年前", "年後"), ("引き上げ", "引き下げ"), ("上昇", "低下"),
    ("高い", "低い"), ("高く", "低く"), ("高ま", "弱ま"), ("多い", "少ない"), ("多く", "少なく"),
    ("多かった", "少なかった"), ("大きい", "小さい"), ("大きく", "小さく"), ("拡大", "縮小"),
    ("重く", "軽く"), ("重い", "軽い"), ("強化", "緩和"), ("賛成", "反対"), ("支持", "反対"),
    ("最大", "最小"), ("早い", "遅い"), ("早く", "遅く"), ("長い", "短い"), ("前に", "後に"),
    ("許可", "禁止"), ("可決", "否決"), ("容認", "禁止"), ("強ま", "弱ま"), ("広が", "狭ま"),
    ("満たない", "超える"), ("満たなかった", "超えた"), ("安い", "高い"), ("有利", "不利"),
    ("成功", "失敗"), ("改善", "悪化"), ("黒字", "赤字"),
)  # fmt: skip
_OPPOSITES = {b: a for a, b in reversed(_OPPOSITE_PAIRS)} | {
    a: b for a, b in reversed(_OPPOSITE_PAIRS)
}
_DIRECTION = re.compile(
    "(?!少なくとも)(?:" + "|".join(sorted(_OPPOSITES, key=len, reverse=True)) + ")"
)
_TOLD = (
    r"(?:主張|述べ|言っ|指摘|推計|推定|試算|報告|発表|説明|予測|警告|強調|訴え|批判|結論|見て|分析|公表"
    r"|明らかに|話し|語っ|論じ|認め|反論|否定|伝え)"
)
_SPEAKER = re.compile(
    rf"^(?P<who>[^、。「」]{{2,40}}?)は、?(?P<what>[^。「」]{{8,}}?(?:だ|である|る|た|い|う))と{_TOLD}[^、。]{{0,8}}。$"
)
_ACCORDING = re.compile(
    r"^[^、。「」]{2,40}(?:によると|によれば|の調べでは|の調査では)、(?P<what>[^。]{8,}?)(?:という)?。$"
)
_HEARSAY = re.compile(r"^(?P<what>.{8,}(?:だ|である|る|た|い|う))という。$")
_TAIL = r"(?P<tail>(?:と[^。、]{1,12})?。)$"
_PERHAPS = (
    r"(?:可能性がある|かもしれない|おそれがある|恐れがある|とみられる|見通しだ|見込みだ|予定だ|方針だ"
    r"|計画だ|と見込まれる|と推定される|とされる)"
)
_CERTAIN = (
    (re.compile(rf"(?<=[るたうくすむいぶつぬぐ]){_PERHAPS}{_TAIL}"), ""),
    (re.compile(r"(?<=[りみきいちびにぎし])かねない" + _TAIL), None),
    (re.compile(r"すべきだ" + _TAIL), "しなければならない"),
    (re.compile(r"(?:約|およそ|少なくとも|ほぼ|最大で?)(?=[0-9一二三四五六七八九十百千])"), ""),
)
_GODAN = dict(zip("りみきいちびにぎし", "るむくうつぶぬぐす", strict=True))
_DOUBTFUL = (
    (re.compile(r"(?<=[るた])(?<!ました)(?<!がある)" + _TAIL), "可能性がある"),
    (re.compile(r"(?<=[一-龠々ァ-ー])だ" + _TAIL), "である可能性がある"),
)
_SCOPE = (
    (re.compile(r"(?:すべて|全て|全|あらゆる)の"), "一部の"),
    (re.compile(r"(?:一部|多く|大半|大部分)の"), "すべての"),
    (re.compile(r"だけ(?=[がをにでのは、])|のみ(?=[がをにでのは、])"), ""),
)


def sides(text: str) -> Iterator[str]:
    """Exchange who does it and to whom it is done; what is preferred and what is not."""
    for pattern in _SIDES:
        match = pattern.search(text)
        if match and match["a"] != match["b"]:
            exchanged = match["b"] + match["mid"] + match["a"]
            yield text[: match.start()] + exchanged + text[match.end() :]


def negation(text: str) -> Iterator[str]:
    """Take the negation of the last verb out, or put one in."""
    for pattern, instead in _NEGATIONS:
        if match := pattern.search(text):
            yield text[: match.start()] + instead + text[match.end() :]
            return


def direction(text: str) -> Iterator[str]:
    """Turn more into less, before into after, and the like."""
    for match in _DIRECTION.finditer(text):
        yield text[: match.start()] + _OPPOSITES[match.group()] + text[match.end() :]


def attribution(text: str) -> Iterator[str]:
    """State as a fact what somebody is reported to say."""
    for pattern in (_SPEAKER, _ACCORDING, _HEARSAY):
        match = pattern.match(text)
        if match and not match["what"].endswith("こと"):
            yield match["what"] + "。"
            return


def modality(text: str) -> Iterator[str]:
    """State as certain or exact what is possible or near, and the reverse."""
    for pattern, instead in _CERTAIN:
        if match := pattern.search(text):
            yield _reworded(text, match, instead)
            break
    for pattern, instead in _DOUBTFUL:
        if (match := pattern.search(text)) and "可能性がある" not in text:
            yield _reworded(text, match, instead)
            break


def scope(text: str) -> Iterator[str]:
    """Turn all into some and the reverse; take an "only" out."""
    for pattern, instead in _SCOPE:
        if match := pattern.search(text):
            yield text[: match.start()] + instead + text[match.end() :]


def name_spans(text: str) -> list[tuple[int, int]]:
    """Find the names of organisations and persons in a text, in order."""
    return [match.span("name") for match in _NAME.finditer(text)]


def tidied(text: str) -> str:
    """Give the text as it is: a name's place changes nothing in Japanese."""
    return text


def _reworded(text: str, match: re.Match[str], instead: str | None) -> str:
    head, tail = text[: match.start()], match.groupdict().get("tail") or ""
    if instead is None:  # the verb's stem before かねない gets its plain ending
        head, instead = head[:-1] + _GODAN[head[-1]], ""
    return head + instead + (tail or text[match.end() :])
