"""What holds for every text and every quantity."""

import time
from decimal import Decimal
from math import gcd

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from knowledge.quantities import (
    Quantity,
    find_quantities,
    normalise_quantities,
    render_quantity,
    same_bound,
    same_quantity,
    types,
    units,
)
from knowledge.quantities.reading import words

LANGUAGES = st.sampled_from(["en", "ja", "zh", "und", ""])
PIECES = (
    *words(
        "0 1 2 3 5 9 15 70 100 2018 2,000 3.5 1e5 ７ 一 二 三 十 百 千 万 億 兆 京 〇 数 何 半 "
        "過半数 倍 倍増 割 分 分の 年 年代 年度 月 日 時 午後 令和 元 前 後 以上 以下 未満 超 "
        "を超える 約 ほぼ から 〜 ～ – - ~ to and between million billion bn B K one two "
        "hundred half a an dozen dozens of several third quarter percent % ％ $ € ¥ USD ドル "
        "ユーロ 円 人 社 つ ページ か月 週間 times fold x years ago decade decades March Mar. "
        "may Section § U.S.C. FR CFR No. [1] (1) ( ) [ ] . , : ; / # ^ × ⁰ ² + < > ≥ GPT v "
        "the at least more than up to exceed about within or more p.m. a.m. 11:59 ① ½ ٣ 𝟘 é "
        "語 ー の を が "
    ),
    "\n",
    "\t",
    "\x00",
    "\u3000",
)
texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
)

counts = st.one_of(
    st.integers(0, 3000),
    st.integers(0, 10**15),
    st.builds(lambda n, e: n * 10**e, st.integers(1, 999), st.integers(3, 12)),
).map(Decimal)
amounts = st.one_of(counts, st.decimals(0, 10**9, places=2), st.decimals(0, 100, places=1))
small = st.integers(1, 60).map(Decimal)
plain_units = st.sampled_from(
    [
        "",
        types.PERCENT,
        types.PERCENTAGE_POINT,
        types.TIMES,
        *units.CURRENCY_BY_CODE,
        *units.MEASURES,
    ]
)
durations = st.sampled_from(sorted(types.DURATION_UNITS))
relatives = st.sampled_from(sorted(types.RELATIVE_UNITS))
months, days, years = st.integers(1, 12), st.integers(1, 31), st.integers(1700, 2099)
calendar = st.one_of(
    st.tuples(years, st.just(types.YEAR)),
    st.tuples(st.integers(2000, 2099), st.just(types.FISCAL_YEAR)),
    st.tuples(st.integers(170, 209).map(lambda n: n * 10), st.just(types.DECADE)),
    st.tuples(st.integers(1, 30), st.just(types.CENTURY)),
    st.tuples(st.builds(lambda y, m: y * 100 + m, years, months), st.just(types.MONTH)),
    st.tuples(
        st.builds(lambda y, m, d: y * 10000 + m * 100 + d, years, months, days),
        st.just(types.DATE),
    ),
    st.tuples(st.builds(lambda m, d: m * 100 + d, months, days), st.just(types.MONTH_DAY)),
    st.tuples(months, st.just(types.MONTH_OF_YEAR)),
    st.tuples(
        st.builds(lambda h, m: h * 100 + m, st.integers(0, 23), st.integers(0, 59)),
        st.just(types.TIME),
    ),
)
bounds = st.sampled_from(["", types.AT_LEAST, types.MORE_THAN, types.AT_MOST, types.LESS_THAN])
hedges = st.sampled_from(["", types.ABOUT])
FRAMES = {"en": "It happened in {} there.", "ja": "それは{}であった。"}


def quantity(
    unit: str,
    value: Decimal | None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    bound: str = "",
    hedge: str = "",
) -> Quantity:
    return Quantity(
        value=value,
        low=low,
        high=high,
        unit=unit,
        bound=bound,
        hedge=hedge,
        start=0,
        end=0,
        text="",
    )


def check_round_trip(original: Quantity) -> None:
    for language, frame in FRAMES.items():
        written = render_quantity(original, language)
        found = find_quantities(frame.format(written), language)
        told = f"{original} as {written!r} gave {found}"
        assert len(found) == 1, told
        assert same_quantity(found[0], original), told
        assert same_bound(found[0], original), told
        assert found[0].text == written, told
        # Read and written once more it stays as it is (2.50 became 2.5 the first time).
        again = render_quantity(found[0], language)
        (twice,) = find_quantities(frame.format(again), language)
        assert same_quantity(twice, original), told
        assert render_quantity(twice, language) == again, told


@given(plain_units, amounts, bounds, hedges)
def test_amounts_read_back(unit: str, value: Decimal, bound: str, hedge: str) -> None:
    check_round_trip(quantity(unit, value, bound=bound, hedge=hedge))


@given(st.sampled_from([types.PERCENT, types.PERCENTAGE_POINT, *units.CURRENCY_BY_CODE]), amounts)
def test_negative_amounts_read_back(unit: str, value: Decimal) -> None:
    if value:
        check_round_trip(quantity(unit, -value))


@given(durations, st.one_of(small, st.integers(1, 9999).map(Decimal)), bounds, hedges)
def test_lengths_of_time_read_back(unit: str, value: Decimal, bound: str, hedge: str) -> None:
    check_round_trip(quantity(unit, value, bound=bound, hedge=hedge))


@given(relatives, small, st.sampled_from([1, -1]), bounds, hedges)
def test_distances_in_time_read_back(
    unit: str, value: Decimal, sign: int, bound: str, hedge: str
) -> None:
    check_round_trip(quantity(unit, sign * value, bound=bound, hedge=hedge))


@given(calendar)
def test_dates_read_back(dated: tuple[int, str]) -> None:
    check_round_trip(quantity(dated[1], Decimal(dated[0])))


@given(st.integers(1, 19), st.integers(2, 20), bounds, hedges)
def test_fractions_read_back(part: int, whole: int, bound: str, hedge: str) -> None:
    if part < whole and gcd(part, whole) == 1:
        value = Decimal(part) / Decimal(whole)
        check_round_trip(quantity(types.FRACTION, value, bound=bound, hedge=hedge))


@given(st.one_of(plain_units, durations), amounts, amounts, hedges)
@example("", Decimal(2), Decimal(5_000_000), "")
@example("JPY", Decimal(9999), Decimal(10_000), "")
def test_ranges_read_back(unit: str, a: Decimal, b: Decimal, hedge: str) -> None:
    if a != b:
        check_round_trip(quantity(unit, None, min(a, b), max(a, b), hedge=hedge))


@given(relatives, small, small, st.sampled_from([1, -1]))
def test_ranges_of_distances_in_time_read_back(
    unit: str, a: Decimal, b: Decimal, sign: int
) -> None:
    if a != b:
        ends = sorted((sign * a, sign * b))
        check_round_trip(quantity(unit, None, ends[0], ends[1]))


@given(st.one_of(plain_units, durations, relatives), st.integers(0, 14))
def test_vague_amounts_read_back(unit: str, power: int) -> None:
    is_mere_several = power == 0 and unit == ""
    if not is_mere_several:
        sign = -1 if unit in types.RELATIVE_UNITS else 1
        low = Decimal(2 * 10**power * sign)
        check_round_trip(quantity(unit, None, low, hedge=types.ABOUT))


@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
@given(texts, LANGUAGES)
@example("9" * 400, "en")
@example("10^99", "en")
@example("9" * 40 + " quadrillion quadrillion quadrillion", "en")
@example("3/0 of 0/0 of", "en")
@example("0分の0", "ja")
def test_any_text_gives_ordered_spans_of_itself(text: str, language: str) -> None:
    end = 0
    for found in find_quantities(text, language):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        end = found.end
        check_fields(found)
        for target in ("en", "ja"):
            assert render_quantity(found, target)


def check_fields(found: Quantity) -> None:
    assert found.bound in {"", "at_least", "more_than", "at_most", "less_than"}
    assert found.hedge in {"", "about"}
    if found.value is None:
        assert found.low is not None
        assert found.high is None or found.low < found.high
        assert found.high is not None or found.hedge == "about"
    else:
        assert found.low is None
        assert found.high is None


@settings(max_examples=300)
@given(texts, st.sampled_from(["en", "ja"]), st.sampled_from(["en", "ja"]))
def test_normalising_keeps_what_is_no_quantity(text: str, source: str, target: str) -> None:
    written = normalise_quantities(text, source, target)
    position = 0
    last = 0
    for found in find_quantities(text, source):
        kept = text[last : found.start]
        position = written.index(kept, position) + len(kept)
        last = found.end
    assert written.endswith(text[last:])


@settings(max_examples=300)
@given(texts, st.sampled_from(["en", "ja"]))
def test_what_stands_before_a_text_moves_its_quantities_only(text: str, language: str) -> None:
    assume(not text.lstrip().startswith(">"))  # which opens a quotation, on a line of its own
    for found in find_quantities(text, language):
        moved = find_quantities("\n\n" + text, language)
        assert any(
            (other.start, other.end, other.value, other.unit)
            == (found.start + 2, found.end + 2, found.value, found.unit)
            for other in moved
        )


@pytest.mark.parametrize(
    "piece",
    [
        "7", "1,", "1.", "0.1", "111,", "9 ", "1-", "1–2", "1:", "1/", "一", "1一", "億",
        "千", "数", "何", "million ", "two-", "one and ", "half a ", "about ", "at least ",
        "a@", "a.", "A-", "A1", "((", "[1", "§ ", "Section 1, ", "No. ", "$", "$ ", " - ", "#",
        "+1 ", "から", "約", "3年", "2018年", "March 1 ", "第", "10^", "%", "\n", "\n- ",
        "http://", "1 FR 1, ", "between 1 ", "rose from ", "人",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ja"])
def test_long_repetitions_take_time_in_proportion(piece: str, language: str) -> None:
    # In proportion it takes 0.6 s at most, in squares half a minute. A busy machine makes processor
    # time longer too, so one quick run of three shows that it isn't squares.
    text = (piece * 30_000)[:30_000]

    def seconds() -> float:
        started = time.process_time()
        find_quantities(text, language)
        return time.process_time() - started

    assert any(seconds() < 2.5 for _ in range(3))
