"""Right claims made wrong by rule: every figure, year, bound and quotation word altered."""

import re
from collections.abc import Iterator

from knowledge.quantities import Quantity, find_quantities, same_quantity

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALES = {
    "en": ("thousand", "million", "billion", "trillion"),
    "ja": ("万", "億", "兆"),
}
_UNITS = {
    "en": (
        (r"percent(?!age)", "percentage points"),
        (r"%", " percentage points"),
        (r"percentage points?|(?<=\d) points?", " percent"),
        (r"(?<=\d )dollars|(?<=ion )dollars", "euros"),
        (r"\$", "€"),
        (r"€|EUR ", "$"),
        (r"(?<=ion )yen|(?<=\d )yen", "dollars"),
        (r"(?<=[\de] )years?\b", "months"),
        (r"(?<=[\dens] )months?\b", "years"),
        (r"(?<=[\dens] )days?\b", "weeks"),
        (r"\bgigawatts?\b", "megawatts"),
        (r"\bkilowatts?\b", "megawatts"),
        (r"\bhours?\b", "days"),
    ),
    "ja": (
        (r"[%％](?!ポイント)|パーセント", "ポイント"),
        (r"(?<=\d)(?:[%％])?ポイント", "%"),
        (r"割", "%"),
        (r"円", "ドル"),
        (r"ドル", "ユーロ"),
        (r"ユーロ", "円"),
        (r"(?<=\d)年間", "か月間"),
        (r"(?<=\d)(?:か|カ|ヶ)月", "年"),
        (r"(?<=\d)日(?=間|以内)", "週"),
        (r"(?<=\d)人", "社"),
        (r"(?<=\d)社", "人"),
        (r"(?<=\d)校", "社"),
        (r"ギガワット", "メガワット"),
        (r"キロワット", "メガワット"),
        (r"トン", "キロ"),
    ),
}
_BOUNDS = {
    "en": (
        (r"\bat least", "at most"),
        (r"\b(?:at most|up to)\b", "at least"),
        (r"\b(?:more|greater) than\b(?= [\d$€a-z])", "less than"),
        (r"\b(?:fewer|less) than\b(?= [\d$€a-z])", "more than"),
        (r"\b(?:at least|at most|up to|more than|less than|fewer than|over) (?=[\d$€])", ""),
        (r"\b(?:about|nearly|approximately|roughly|around) (?=[\d$€])", "more than "),
        (r"\b(?:about|nearly|approximately|roughly|around) (?=[\d$€])", ""),
    ),
    "ja": (
        (r"以上", "以下"),
        (r"以下|以内", "以上"),
        (r"未満", "以上"),
        (r"(?<=[\d万億兆人社件%％割])以上", ""),
        (r"未満", ""),
        (r"少なくとも|最低でも", "最大で"),
        (r"最大で?|多くても", "少なくとも"),
        (r"約(?=\d)|およそ(?=\d)", ""),
        (r"約(?=\d)|およそ(?=\d)", "最大"),
        (r"を(?:超え|上回)(?=る|た)", "を下回っ"),
    ),
}
_WORDS = {
    "two": "three", "three": "four", "four": "five", "five": "seven", "six": "eight",
    "seven": "nine", "eight": "six", "nine": "four", "ten": "twelve", "twelve": "eleven",
    "half": "a third", "third": "quarter", "twice": "three times", "quarter": "third",
    "thirds": "fifths", "quarters": "fifths", "double": "triple", "doubled": "tripled",
}  # fmt: skip
_QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"")


def corrupt(claim: str, language: str, passage: str, held: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, wrong claim); `held` is the passage's language.

    A figure that the passage happens to hold elsewhere is left out: it is about something else.
    """
    theirs = find_quantities(passage, held)
    ours = find_quantities(claim, language)
    for kind, wrong in (
        *_digits(claim, ours),
        *_number_words(claim, language, ours),
        *_scales(claim, language, ours),
        *_replaced("unit", claim, _UNITS[language], ours),
        *_ranges(claim, ours),
    ):
        changed = [
            q
            for q in find_quantities(wrong, language)
            if not any(same_quantity(q, other) for other in ours)
        ]
        if not any(same_quantity(q, other) for q in changed for other in theirs):
            yield kind, wrong
    yield from _replaced("bound", claim, _BOUNDS[language], ours)
    if language == held:
        yield from _quotations(claim, language)


def _spans(ours: tuple[Quantity, ...]) -> list[tuple[int, int]]:
    return [(q.start, q.end) for q in ours]


def _digits(claim: str, ours: tuple[Quantity, ...]) -> Iterator[tuple[str, str]]:
    for match in _DIGITS.finditer(claim):
        start, end = match.span()
        before = claim[max(0, start - 1) : start]
        if re.match(r"[A-Za-z\-]", before) and not any(s <= start < e for s, e in _spans(ours)):
            continue  # part of a name
        plain = match[0]
        is_year = bool(re.fullmatch(r"(?:19|20)\d\d", plain))
        for by in (1, -1) if is_year else ():
            yield "year", f"{claim[:start]}{int(plain) + by}{claim[end:]}"
        for i, digit in enumerate(plain):
            if not digit.isdigit() or (is_year and i < 2):
                continue
            other = str((int(digit) + 3) % 10)
            if i == 0 and other == "0":
                other = "5"
            kind = "year" if is_year else "digit"
            yield kind, f"{claim[:start]}{plain[:i]}{other}{plain[i + 1 :]}{claim[end:]}"
        if "." in plain:
            yield "point", f"{claim[:start]}{plain.replace('.', '')}{claim[end:]}"
        elif not is_year and len(plain) > 1 and "," not in plain:
            yield "point", f"{claim[:start]}{plain[:-1]}.{plain[-1]}{claim[end:]}"
        if not is_year and "." not in plain:
            yield "point", f"{claim[:start]}{plain}0{claim[end:]}"


def _number_words(
    claim: str, language: str, ours: tuple[Quantity, ...]
) -> Iterator[tuple[str, str]]:
    if language != "en":
        for match in re.finditer(r"[二三四五六七八九](?=[人社つ割か件年分])", claim):
            other = "三四五六七八九二"["二三四五六七八九".index(match[0])]
            if any(s <= match.start() < e for s, e in _spans(ours)):
                yield "word", f"{claim[: match.start()]}{other}{claim[match.end() :]}"
        return
    for match in re.finditer(r"\b[a-z]+\b", claim, re.IGNORECASE):
        other = _WORDS.get(match[0].lower(), "")
        is_ordinal = re.search(r"\b(?:the|its|second|first|and a)\s$", claim[: match.start()])
        if other and not is_ordinal:
            yield "word", f"{claim[: match.start()]}{other}{claim[match.end() :]}"


def _scales(claim: str, language: str, ours: tuple[Quantity, ...]) -> Iterator[tuple[str, str]]:
    scales = _SCALES[language]
    found = "|".join(rf"\b{s}\b" if language == "en" else rf"(?<=[\d千百]){s}" for s in scales)
    for match in re.finditer(found, claim):
        if not any(s <= match.start() < e for s, e in _spans(ours)):
            continue
        # 1940〜3660億 shares its scale, so only the last one of a range can be left out.
        is_shared = bool(re.match(r"\s?[〜~–\-]|\sto\s", claim[match.end() :]))
        for other in (*scales, *(() if is_shared else ("",))):
            if other != match[0]:
                yield "scale", f"{claim[: match.start()]}{other}{claim[match.end() :]}"
    if language == "ja":
        for match in re.finditer(r"(?<=\d)千", claim):
            yield "scale", f"{claim[: match.start()]}百{claim[match.end() :]}"


def _replaced(
    kind: str,
    claim: str,
    rules: tuple[tuple[str, str], ...],
    ours: tuple[Quantity, ...],
) -> Iterator[tuple[str, str]]:
    for pattern, other in rules:
        for match in re.finditer(pattern, claim):
            is_near = any(s - 12 <= match.start() < e + 4 for s, e in _spans(ours))
            if is_near:
                yield kind, f"{claim[: match.start()]}{other}{claim[match.end() :]}"


def _ranges(claim: str, ours: tuple[Quantity, ...]) -> Iterator[tuple[str, str]]:
    for quantity in ours:
        if quantity.high is None:
            continue
        numbers = list(_DIGITS.finditer(quantity.text))
        if len(numbers) == 2:
            first, second = numbers
            head, tail = claim[: quantity.start], claim[quantity.end :]
            yield "range", f"{head}{quantity.text[second.start() :]}{tail}"
            rest = quantity.text[second.end() :]
            yield "range", f"{head}{first[0]}{rest}{tail}"


def _quotations(claim: str, language: str) -> Iterator[tuple[str, str]]:
    for match in _QUOTED.finditer(claim):
        start, end = match.start() + 1, match.end() - 1
        inner = claim[start:end]
        pattern = r"[A-Za-z']+" if language == "en" else r"[一-龠]+|[ァ-ヴー]+"
        for word in re.finditer(pattern, inner):
            around = inner[: word.start()].rstrip()[-1:] + inner[word.end() :].lstrip()[:1]
            is_at_edge = (
                word.start() == 0 or len(inner) - word.end() < 2 or set(around) & set("…『』")
            )
            kept = () if is_at_edge else ("",)  # what is cut at an end is quoted still
            for other in (*kept, "stone" if language == "en" else "石"):
                wrong = f"{inner[: word.start()]}{other}{inner[word.end() :]}"
                yield "quotation", f"{claim[:start]}{wrong}{claim[end:]}"
        added = f"very {inner}" if language == "en" else f"とても{inner}"
        yield "quotation", f"{claim[:start]}{added}{claim[end:]}"
        if "not " in inner:
            yield "quotation", f"{claim[:start]}{inner.replace('not ', '')}{claim[end:]}"
