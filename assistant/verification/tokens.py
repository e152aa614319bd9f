"""A text as units to compare: words, names and figures with their offsets.

English is cut into words, Japanese into runs of one script and the small words between them that
carry meaning (ない, より); there is no dictionary. A figure is one unit whatever its notation: $4bn
and "4 billion dollars" have the same key.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from knowledge.lexical import index_terms
from knowledge.quantities import Quantity, find_quantities, same_quantity
from knowledge.wordlists import listed

TokenKind = Literal["word", "name", "figure", "link", "small"]

ENGLISH_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)*|\d[\d.,]*\d|\d")
_JAPANESE = re.compile(
    r"[一-龠々〆]+|[ァ-ヴ][ァ-ヴー]*|[A-Za-z][A-Za-z0-9.\-]*|\d+"
    r"|な(?:い|く(?!な[るりっら]|[すしせそさ])|かっ|けれ|し(?=[にでの]))|ません|(?<=[らされえけせてねべめわかがなばま])ず(?=[、にとも])|より|だけ|のみ|しか"
)
_NEGATIVE = re.compile(r"n['’]t$", re.IGNORECASE)
SMALL = frozenset(
    listed(
        "a an the this that these those its their his her our is are was were be been being has "
        "have had do does did also then there it they per"
    )
)
"""English words that may come and go without harm to the meaning."""
LINKS = frozenset(
    listed(
        "of to in on at by for from with as than and or but nor so if unless because "
        "although though while when whether which who whom whose where what how not no "
        "never without into none over under between among during before after since until "
        "about against through within toward towards via per only even just more less most "
        "least fewer may might could can would should will must shall any all some each "
        "every both either such other up out off"
    )
)
"""English words that say little alone, but whose place is meaning."""
_IRREGULAR = dict(
    pair.split(":")
    for pair in listed(
        "said:say says:say "
        "stated:say found:find rose:rise rises:rise risen:rise fell:fall fallen:fall "
        "paid:pay went:go goes:go told:tell wrote:write written:write gave:give given:give "
        "took:take taken:take made:make sold:sell held:hold led:lead lost:lose left:leave "
        "built:build kept:keep began:begin begun:begin saw:see seen:see grew:grow grown:grow "
        "thought:think drew:draw met:meet spent:spend brought:bring bought:buy stood:stand "
        "children:child people:people chose:choose chosen:choose won:win "
        "came:come became:become broke:break broken:break sought:seek shown:show known:know "
        "knew:know drove:drive driven:drive sent:send hid:hide hidden:hide felt:feel "
        "taught:teach stole:steal stolen:steal forbade:forbid forbidden:forbid arose:arise "
        "arisen:arise withdrew:withdraw withdrawn:withdraw spoke:speak spoken:speak lent:lend "
        "undertook:undertake understood:understand fought:fight caught:catch ran:run "
        "men:man women:woman shrank:shrink overtook:overtake got:get grown:grow "
        "lay:lie rewrote:rewrite oversaw:oversee overseen:oversee"
    )
)
_MEAN_THE_SAME = (
    "argue assert contend maintain",
    "find reveal determine show indicate",
    "rise increase grow",
    "fall decrease decline drop",
    "allow permit",
    "warn caution",
    "ask request",
    "buy purchase",
)
"""English words, mostly verbs, that may stand for each other where a source is restated."""


@dataclass(frozen=True, slots=True)
class Token:
    """One unit of a text; `start` and `end` are half-open code points of it."""

    start: int
    end: int
    key: str
    kind: TokenKind

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself."""
        return self.kind in ("word", "name", "figure")


@dataclass(slots=True)
class FigureKeys:
    """Gives quantities that state the same one key."""

    known: list[Quantity] = field(default_factory=list)

    def of(self, quantity: Quantity) -> str:
        """Return the key of what `quantity` states."""
        for i, other in enumerate(self.known):
            if same_quantity(quantity, other):
                return f"#{i}"
        self.known.append(quantity)
        return f"#{len(self.known) - 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text cut into units."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]

    def keys(self) -> frozenset[str]:
        """Return the keys of what says something."""
        return frozenset(t.key for t in self.tokens if t.is_content)


def cut(
    text: str, language: str, figures: FigureKeys, quantities: Sequence[Quantity] | None = None
) -> Text:
    """Cut `text` into units; figures get their keys from `figures`, shared by texts compared."""
    held = find_quantities(text, language) if quantities is None else tuple(quantities)
    tokens: list[Token] = []
    position = 0
    make = _japanese if language == "ja" else _english
    for quantity in held:
        tokens += make(text, position, quantity.start)
        tokens.append(Token(quantity.start, quantity.end, figures.of(quantity), "figure"))
        position = quantity.end
    tokens += make(text, position, len(text))
    return Text(text=text, language=language, tokens=tuple(tokens), quantities=held)


def stem(word: str) -> str:
    """Return what forms of one English word have in common."""
    word = re.sub(r"['’]s$|['’]$", "", word.lower())
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
    elif word.endswith("ied") and len(word) > 4:
        word = f"{word[:-3]}y"
    cut_short = _cut_short(word)
    return _SAME.get(cut_short, cut_short)


def _cut_short(word: str) -> str:
    terms = index_terms(word)
    return terms[0] if terms else word


_SAME = {_cut_short(word): words.split()[0] for words in _MEAN_THE_SAME for word in words.split()}


def _english(text: str, start: int, end: int) -> list[Token]:
    tokens = []
    for match in ENGLISH_WORD.finditer(text, start, end):
        word = match.group()
        low = word.lower()
        if _NEGATIVE.search(word) or low == "cannot":
            tokens.append(Token(match.start(), match.end(), "not", "link"))
        elif low in SMALL:
            tokens.append(Token(match.start(), match.end(), low, "small"))
        elif low in LINKS:
            tokens.append(Token(match.start(), match.end(), low, "link"))
        else:
            kind: TokenKind = "name" if _is_named(text, match) else "word"
            tokens.append(Token(match.start(), match.end(), stem(word), kind))
    return tokens


def _is_named(text: str, match: re.Match[str]) -> bool:
    word = match.group()
    if not word[0].isupper():
        return False
    is_first = not text[: match.start()].rstrip(" \"'“‘([「") or text[: match.start()].rstrip(
        " \"'“‘(["
    ).endswith((".", "?", "!", ":", "。"))
    return not is_first or bool(re.search(r"[A-Z]", word[1:]))


def _japanese(text: str, start: int, end: int) -> list[Token]:
    tokens = []
    for match in _JAPANESE.finditer(text, start, end):
        word = unicodedata.normalize("NFKC", match.group())
        if re.match(r"[ぁ-ん]", word):
            key = "ない" if word[0] in "なまず" else word
            tokens.append(Token(match.start(), match.end(), key, "link"))
        else:
            kind: TokenKind = "name" if re.match(r"[ァ-ヴA-Za-z]", word) else "word"
            tokens.append(Token(match.start(), match.end(), word.lower(), kind))
    return tokens
