"""Have the phrases of a Japanese sentence only changed places, each with its particle?

A particle keeps its phrase's part in the sentence wherever it stands, so "by A, to B" and "to B, by
A" are one. Not so where two have the same particle, where a verb would come to stand before another
noun, or where somebody's word would become another's.
"""

import re
import unicodedata
from collections import Counter

_CHUNK = re.compile(
    r"「[^「」]*」[ぁ-ん]*、?|(?:[^ぁ-ん、「」]+の)*[^ぁ-ん、「」]+[ぁ-ん]*、?|[ぁ-ん]+、?"
)
_MARKED = re.compile(
    r"(?P<particle>は|が|を|に|へ|で|も|と|から|まで|より|では|には|にも|とは|の)、?$"
)
_SAYS_THAT = re.compile(r"[るたいだうくすつぬむ]と、?$")
_TIME = re.compile(
    r"(?:\d+[年月日時]|年度?|月|日|以内|まで|以降|中|前|後|[春夏秋冬朝夜])(?:末|頃|ごろ)?(?:に|で|から|まで)、?$"
)
_MOST_CHUNKS = 24


def in_order_of(source: str, claim: str) -> str:
    """Return the claim with its phrases in the source's order; empty where that may not be done."""
    theirs, ours = _chunks(source), _chunks(claim)
    if not 2 < len(ours) <= _MOST_CHUNKS or len(ours) != len(theirs):
        return ""
    if Counter(map(_bare, ours)) != Counter(map(_bare, theirs)) or len(
        set(map(_bare, ours))
    ) != len(ours):
        return ""
    if _bare(ours[-1]) != _bare(theirs[-1]):
        return ""
    places = {_bare(chunk): place for place, chunk in enumerate(theirs)}
    order = [places[_bare(chunk)] for chunk in ours]
    return source if _may_move(order, ours, theirs) else ""


def _may_move(order: list[int], ours: list[str], theirs: list[str]) -> bool:
    """Tell whether phrases of different particles changed places about no verb of their own."""
    for i, first in enumerate(order):
        for j in range(i + 1, len(order)):
            if first < order[j]:
                continue
            if _SAYS_THAT.search(ours[i]) or _SAYS_THAT.search(ours[j]):
                return False  # who says it would become who it is said of
            one, other = _MARKED.search(ours[i]), _MARKED.search(ours[j])
            if not (one and other):
                early = ours[i] if one else theirs[order[j]]
                if not (one or other) or not early.endswith("、"):
                    return False
                continue
            if _role(ours[i]) == _role(ours[j]):
                return False
            if "の" in (one["particle"], other["particle"]):
                return False
    return all(_after_verb(ours, i) == _after_verb(theirs, place) for i, place in enumerate(order))


def _role(chunk: str) -> str:
    """Return what a phrase's particle makes of it; a time isn't whom something is given to."""
    marked = _MARKED.search(chunk)
    particle = marked["particle"] if marked else ""
    if particle in ("に", "で", "から", "まで") and _TIME.search(chunk):
        return "time"
    return {"が": "は", "も": "は", "へ": "に"}.get(particle, particle)


def _after_verb(chunks: list[str], place: int) -> str:
    """Return the chunk before, if it says what this one is: a verb or an adjective, or of whom."""
    before = chunks[place - 1] if place else ""
    is_phrase = not before or before.endswith("、")
    marked = _MARKED.search(before)
    return "" if is_phrase or (marked and marked["particle"] != "の") else _bare(before)


def _chunks(text: str) -> list[str]:
    return [match.group() for match in _CHUNK.finditer(text.rstrip("。 "))]


def _bare(chunk: str) -> str:
    chunk = unicodedata.normalize("NFKC", chunk.rstrip("、"))
    chunk = re.sub(r"(?:である|です)$", "だ", chunk)
    chunk = re.sub(r"(?<=[しけげえれせてめべ])まし(?=た$)", "", chunk)
    chunk = re.sub(r"ています$", "ている", chunk)
    return re.sub(r"(?:は|が)$", "は", re.sub(r"へ$", "に", chunk))
