"""Does a Japanese claim restate its source's sentence in other words, and nothing more?

The claim's listed synonyms are first written as the source writes them, with the endings that the
other word takes; what may be turned without harm is turned back: who says so, a phrase moved with
its particle, a quotation told without its marks. Then it must be near-verbatim.
"""

import re
from collections.abc import Iterator

from assistant.verification.order_ja import in_order_of
from assistant.verification.synonyms import Form, japanese_forms

_KANJI_END = re.compile(r"[一-龠々ァ-ヴーA-Za-z]$")
_U_ROW = "うくぐすつぬぶむる"
_A_ROW = "わかがさたなばまらや"
_SAHEN = re.compile(r"し(?=[たてまな、つ])|する|(?=され|させ)")
_ACCORDING = re.compile(
    r"^(?P<who>[^、。「」]{2,40}?)(?:によると|によれば)、?(?P<what>[^。]{8,}?)(?P<hearsay>という)?。?$"
)
_SAYING = re.compile(
    r"^(?P<who>[^、。「」]{2,40}?)は、?(?P<what>[^。]{8,}?)と"
    r"(?:述べ|警告し|強調し|訴え|説明し|話し|語っ|言っ|報告し|発表し|公表し|指摘し|主張し|明らかにし)"
    r"(?:た|ている|ていた|ました|ています)。?$"
)
_RECKONING = re.compile(
    r"^(?P<who>[^、。「」]{2,40}?)は、?(?P<what>[^。]{8,}?)と(?P<kind>推計|試算|分析|予測|見積も)"
    r"(?:し|っ)(?:た|ている|ていた|ました|ています)。?$"
)
_RESULT = re.compile(
    r"^(?P<who>[^、。「」]{2,40}?)は、?(?P<what>[^。]{8,}?)との(?P<kind>調査結果|試算|推計|報告書|報告|分析|調査)"
    r"を(?:まとめ|公表し|発表し|示し|明らかにし)(?:た|ている|ました|ています)。?$"
)
_FOUND = re.compile(
    r"(?:という)?ことが(?:確認され|明らかになっ|分かっ|わかっ|判明し|示され)(?:た|ている|ました|ています)(?=。?$)"
)
_SURVEY = re.compile(
    r"(?P<what>調査結果|調査|調べ|試算|推計|発表|説明|分析|報告書|報告|予測|集計|まとめ|研究|資料|統計)"
    r"(?:によると|によれば|では)、?"
)
_MUST = re.compile(r"(?:する必要があ(?:る|ります)|しなければなりません)")
_ADDRESSED = re.compile(
    r"^(?P<who>[^、。]{1,40}は)、?(?P<whom>[^、。はがを]{1,24}に)、(?P<what>[^。]*(?:よう|ように|ことを))"
    r"(?P<verb>(?:求め|要請|命じ|促し|呼び掛け|呼びかけ|義務付け|義務づけ|勧告|提案|指示|依頼)[^、]*)$"
)
_TOPIC_FIRST = re.compile(
    r"^(?P<topic>[^、。]{1,40}は)、(?P<clause>[^。]{6,}?(?:ため|ものの|にもかかわらず|れば|場合|受けて?|として|後))"
    r"、(?P<rest>[^。]{4,})$"
)
_OPENING = re.compile(r"^(?:また|さらに|なお|一方|しかし|ただ|そのうえ|このほか)、")
_QUOTATION = re.compile(r"「(?P<said>[^「」]{6,})」(?=と)")
_NAMED_AS = re.compile(
    r"(?P<what>(?:[一-龠々ァ-ヴーA-Za-z]+(?:で|の))?[一-龠々ァ-ヴーA-Za-z]{2,12})の"
    r"(?P<name>[ァ-ヴーA-Za-z][ァ-ヴーA-Za-z・]*[一-龠]{0,4}(?:社|氏)?(?=[はがをにとへも、]))"
)
_NO_MERE_EPITHET = re.compile(
    r"一部|多く|大半|大部分|全|半数|各|ほか|他|元|前|旧|以外|場合|疑い|候補"
)
_TOWARDS = re.compile(r"に対し(?=、)|に対して")


def as_written_in(source: str, claim: str) -> Iterator[tuple[str, str]]:
    """Yield (claim, source) pairs, of which a near-verbatim one shows that the claim restates it.

    The first is the claim itself, with the source's words for its own.
    """
    for other in _turned(source):
        for one in _turned(claim):
            one = _unquoted_like(other, one)
            plain = _epithets_gone(other, one)
            plain = _unquoted_like(one, plain) if "「" not in one else plain
            worded = _worded(one, plain)
            yield worded, plain
            if (moved := in_order_of(plain, worded)) and moved != worded:
                yield moved, plain


def _turned(text: str) -> Iterator[str]:
    text = _OPENING.sub("", text.strip())
    text = _MUST.sub("しなければならない", text)
    text = _TOWARDS.sub("に", _SURVEY.sub(r"\g<what>によると、", text))
    yield text
    if match := _ADDRESSED.match(text.rstrip("。")):
        yield f"{match['who']}、{match['what']}{match['whom']}{match['verb']}。"
    if match := _TOPIC_FIRST.match(text.rstrip("。")):
        yield f"{match['clause']}、{match['topic']}{match['rest']}。"
    if match := _RESULT.match(text):
        yield f"{match['who']}の{match['kind']}によると、{match['what']}。"
    if match := _RECKONING.match(text):
        yield f"{match['who']}の{match['kind']}によると、{match['what']}。"
    if "によると" in text and _FOUND.search(text):
        yield _FOUND.sub("", text)
    if match := _SAYING.match(text):
        what = re.sub(r"^「(?P<said>[^「」]+)」$", r"\g<said>", match["what"])
        yield f"{match['who']}によると、{what}。"
    match = _ACCORDING.match(text)
    if match and match["hearsay"]:
        yield f"{match['who']}によると、{match['what']}。"


def _unquoted_like(other: str, text: str) -> str:
    """Tell a quotation without its marks where the other side has none around it."""
    return _QUOTATION.sub(
        lambda match: match["said"] if match.group() not in other else match.group(), text
    )


def _epithets_gone(source: str, claim: str) -> str:
    """Leave out what somebody is before the name, where the claim does: 検索大手のネクサ社."""

    def shortened(match: re.Match[str]) -> str:
        is_kept = match.group() in claim or match["what"] in claim
        is_kept = is_kept or match["name"] not in claim
        if is_kept or _NO_MERE_EPITHET.search(match["what"]):
            return match.group()
        return match["name"]

    return _NAMED_AS.sub(shortened, source)


def _worded(claim: str, source: str) -> str:
    """Write each listed form of the claim that the source hasn't as the source does."""
    theirs = [*japanese_forms(source)]
    ours = [*japanese_forms(claim)]
    parts: list[str] = []
    place = 0
    for form in ours:
        other = None
        if form.text not in source:
            other = _nearest(form, len(claim), theirs, len(source))
        if other is None or form.start < place:
            continue
        parts.append(claim[place : form.start])
        written, place = _inflected(claim, form, other.text)
        parts.append(written)
    return "".join((*parts, claim[place:]))


def _nearest(form: Form, length: int, theirs: list[Form], their_length: int) -> Form | None:
    like = [
        (abs(form.start / length - other.start / their_length), i)
        for i, other in enumerate(theirs)
        if form.groups & other.groups
    ]
    return theirs[min(like)[1]] if like else None


def _inflected(claim: str, form: Form, instead: str) -> tuple[str, int]:
    """Return what to write for the form, and where the claim goes on after it."""
    end = form.end
    was_noun, is_noun = bool(_KANJI_END.search(form.text)), bool(_KANJI_END.search(instead))
    if was_noun and is_noun:
        return instead, end
    if was_noun:
        match = _SAHEN.match(claim, end)
        if match is None:
            return instead, end
        if match.group() == "する":
            ending = "" if instead[-1] in _U_ROW else "す" if instead[-1] in _A_ROW else "る"
            return instead + ending, match.end()
        if instead[-1] in _A_ROW and match.group() == "し":
            return instead + "し", match.end()
        return instead, match.end()
    if not is_noun:
        return instead, end
    after = claim[end : end + 1]
    if form.text[-1] in _A_ROW and after in ("す", "し"):
        return instead + ("する" if after == "す" else "し"), end + 1
    if form.text[-1] in _U_ROW and len(form.text) > 1:
        return instead + "する", end
    if after == "る":
        return instead + "する", end + 1
    if after and after in "たてだでまな、つ":
        return instead + "し", end
    return instead, end
