"""What `find_quantities` reads in each language, what it leaves alone, and what is written."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.quantities import (
    Quantity,
    find_quantities,
    normalise_quantities,
    render_quantity,
    same_bound,
    same_quantity,
)
from knowledge.quantities.reading import words

THIRD = Decimal(1) / Decimal(3)

# text, value, unit, bound, hedge
JAPANESE_VALUES = [
    ("7億", "700000000", "", "", ""),
    ("７億", "700000000", "", "", ""),
    ("1億2,500万円", "125000000", "JPY", "", ""),
    ("１億２，５００万円", "125000000", "JPY", "", ""),
    ("3.5兆円", "3500000000000", "JPY", "", ""),
    ("二千億", "200000000000", "", "", ""),
    ("百五十万", "1500000", "", "", ""),
    ("1兆8000億", "1800000000000", "", "", ""),
    ("3割", "30", "%", "", ""),
    ("2割5分", "25", "%", "", ""),
    ("三割", "30", "%", "", ""),
    ("約2000倍", "2000", "x", "", "about"),
    ("約 2000倍", "2000", "x", "", "about"),
    ("2.5倍", "2.5", "x", "", ""),
    ("倍増", "2", "x", "", ""),
    ("2025年3月", "202503", "month", "", ""),
    ("２０２５年３月", "202503", "month", "", ""),
    ("二〇二五年三月", "202503", "month", "", ""),
    ("令和7年3月15日", "20250315", "date", "", ""),
    ("2025年3月15日", "20250315", "date", "", ""),
    ("平成元年", "1989", "year", "", ""),
    ("2018年", "2018", "year", "", ""),
    ("2018年ごろ", "2018", "year", "", "about"),
    ("1990年代", "1990", "decade", "", ""),
    ("90年代", "1990", "decade", "", ""),
    ("21世紀", "21", "century", "", ""),
    ("2025年度", "2025", "fiscal_year", "", ""),
    ("3月15日", "315", "month_day", "", ""),
    ("3月", "3", "month_of_year", "", ""),
    ("午後11時59分", "2359", "time", "", ""),
    ("午前0時", "0", "time", "", ""),
    ("午後3時半", "1530", "time", "", ""),
    ("2年前", "-2", "year_relative", "", ""),
    ("約2年前", "-2", "year_relative", "", "about"),
    ("2年以上前", "-2", "year_relative", "at_least", ""),
    ("10年後", "10", "year_relative", "", ""),
    ("3か月前", "-3", "month_relative", "", ""),
    ("15ページまで", "15", "", "at_most", ""),
    ("1万円まで", "10000", "JPY", "at_most", ""),
    ("3年まで", "3", "duration_year", "at_most", ""),
    ("5年間", "5", "duration_year", "", ""),
    ("5年以内", "5", "duration_year", "at_most", ""),
    ("2年半", "2.5", "duration_year", "", ""),
    ("半年", "6", "duration_month", "", ""),
    ("3カ月", "3", "duration_month", "", ""),
    ("2週間", "2", "duration_week", "", ""),
    ("30日間", "30", "duration_day", "", ""),
    ("30日以内", "30", "duration_day", "at_most", ""),
    ("24時間", "24", "duration_hour", "", ""),
    ("3つ", "3", "", "", ""),
    ("4つ", "4", "", "", ""),
    ("三つ", "3", "", "", ""),
    ("700万人", "7000000", "", "", ""),
    ("15ページ", "15", "", "", ""),
    ("15ページ以内", "15", "", "at_most", ""),
    ("20社", "20", "", "", ""),
    ("少なくとも3カ国", "3", "", "at_least", ""),
    ("150万以上", "1500000", "", "at_least", ""),
    ("1000億以上", "100000000000", "", "at_least", ""),
    ("100人以下", "100", "", "at_most", ""),
    ("100人未満", "100", "", "less_than", ""),
    ("1兆円超", "1000000000000", "JPY", "more_than", ""),
    ("最大1000万件", "10000000", "", "at_most", ""),
    ("200万強", "2000000", "", "more_than", "about"),
    ("200万弱", "2000000", "", "less_than", "about"),
    ("100人余り", "100", "", "more_than", "about"),
    ("ほぼ50%", "50", "%", "", "about"),
    ("およそ7億", "700000000", "", "", "about"),
    ("10%程度", "10", "%", "", "about"),
    ("100社前後", "100", "", "", "about"),
    ("2.2%", "2.2", "%", "", ""),
    ("2.2％", "2.2", "%", "", ""),
    ("2.2パーセント", "2.2", "%", "", ""),
    ("2.2パーセントポイント", "2.2", "pp", "", ""),
    ("マイナス2.2%", "-2.2", "%", "", ""),
    ("40億ドル", "4000000000", "USD", "", ""),
    ("8兆ドル", "8000000000000", "USD", "", ""),
    ("5億ユーロ", "500000000", "EUR", "", ""),
    ("過半数", "0.5", "fraction", "more_than", ""),
    ("半数以上", "0.5", "fraction", "at_least", ""),
    ("4分の3", "0.75", "fraction", "", ""),
    ("500メガワット", "500", "MW", "", ""),
    ("10の26乗", "100000000000000000000000000", "", "", ""),
    ("5カ年", "5", "duration_year", "", ""),
    ("50分の1", "0.02", "fraction", "", ""),
    ("二十分", "20", "duration_minute", "", ""),
    ("300万トン", "3000000", "t", "", ""),
    ("10億5千万ドル", "1050000000", "USD", "", ""),
    ("5%超", "5", "%", "more_than", ""),
    ("$4 billion", "4000000000", "USD", "", ""),
    ("32B", "32000000000", "", "", ""),
]

ENGLISH_VALUES = [
    ("$4 billion", "4000000000", "USD", "", ""),
    ("USD 4bn", "4000000000", "USD", "", ""),
    ("US$4 billion", "4000000000", "USD", "", ""),
    ("$4-billion", "4000000000", "USD", "", ""),
    ("4 billion U.S. dollars", "4000000000", "USD", "", ""),
    ("$1,234.56", "1234.56", "USD", "", ""),
    ("$100M", "100000000", "USD", "", ""),
    ("-$4 million", "-4000000", "USD", "", ""),
    ("EUR 65 billion", "65000000000", "EUR", "", ""),
    ("65 billion euros", "65000000000", "EUR", "", ""),
    ("¥3.5 trillion", "3500000000000", "JPY", "", ""),
    ("C$5 million", "5000000", "CAD", "", ""),
    ("2.2 percent", "2.2", "%", "", ""),
    ("2.2 per cent", "2.2", "%", "", ""),
    ("2.2%", "2.2", "%", "", ""),
    ("minus 3 percent", "-3", "%", "", ""),
    ("ten percent", "10", "%", "", ""),
    ("3 percentage points", "3", "pp", "", ""),
    ("2,000-fold", "2000", "x", "", ""),
    ("2,000 times", "2000", "x", "", ""),
    ("3x", "3", "x", "", ""),
    ("tripled", "3", "x", "", ""),
    ("7B", "7000000000", "", "", ""),
    ("32B", "32000000000", "", "", ""),
    ("1.5 million", "1500000", "", "", ""),
    ("one hundred billion", "100000000000", "", "", ""),
    ("twenty-nine", "29", "", "", ""),
    ("two hundred and fifty", "250", "", "", ""),
    ("half a million", "500000", "", "", ""),
    ("one and a half million", "1500000", "", "", ""),
    ("a dozen", "12", "", "", ""),
    ("two dozen", "24", "", "", ""),
    ("three-quarters", "0.75", "fraction", "", ""),
    ("two-fifths", "0.4", "fraction", "", ""),
    ("one-half", "0.5", "fraction", "", ""),
    ("more than half", "0.5", "fraction", "more_than", ""),
    ("more than a quarter", "0.25", "fraction", "more_than", ""),
    ("March 2025", "202503", "month", "", ""),
    ("March 15, 2025", "20250315", "date", "", ""),
    ("15 March 2025", "20250315", "date", "", ""),
    ("Mar. 15, 2025", "20250315", "date", "", ""),
    ("2025-03-15", "20250315", "date", "", ""),
    ("3/15/2025", "20250315", "date", "", ""),
    ("July 4", "704", "month_day", "", ""),
    ("2018", "2018", "year", "", ""),
    ("around 2018", "2018", "year", "", "about"),
    ("1990s", "1990", "decade", "", ""),
    ("21st century", "21", "century", "", ""),
    ("twenty-first century", "21", "century", "", ""),
    ("FY2025", "2025", "fiscal_year", "", ""),
    ("fiscal year 2025", "2025", "fiscal_year", "", ""),
    ("11:59 p.m.", "2359", "time", "", ""),
    ("5 PM", "1700", "time", "", ""),
    ("12:30 a.m.", "30", "time", "", ""),
    ("two years ago", "-2", "year_relative", "", ""),
    ("two years earlier", "-2", "year_relative", "", ""),
    ("three months later", "3", "month_relative", "", ""),
    ("two decades ago", "-20", "year_relative", "", ""),
    ("five-year", "5", "duration_year", "", ""),
    ("a decade", "10", "duration_year", "", ""),
    ("one year", "1", "duration_year", "", ""),
    ("over 5 years", "5", "duration_year", "", ""),
    ("within 30 days", "30", "duration_day", "at_most", ""),
    ("5+ years", "5", "duration_year", "at_least", ""),
    ("at least 5", "5", "", "at_least", ""),
    ("no fewer than 5", "5", "", "at_least", ""),
    ("5 or more", "5", "", "at_least", ""),
    ("more than 1.5 million", "1500000", "", "more_than", ""),
    ("over 50 percent", "50", "%", "more_than", ""),
    ("up to 700 million", "700000000", "", "at_most", ""),
    ("no more than 15", "15", "", "at_most", ""),
    ("not exceed 15", "15", "", "at_most", ""),
    ("fewer than 20", "20", "", "less_than", ""),
    ("less than 3%", "3", "%", "less_than", ""),
    ("under 10 percent", "10", "%", "less_than", ""),
    ("about $4 billion", "4000000000", "USD", "", "about"),
    ("approximately 2,000", "2000", "", "", "about"),
    ("some 200", "200", "", "", "about"),
    ("nearly 30", "30", "", "", "about"),
    ("more than about 2 million", "2000000", "", "more_than", "about"),
    ("a quarter of a million", "250000", "", "", ""),
    ("10 to the 26th power", "100000000000000000000000000", "", "", ""),
    ("one-fiftieth", "0.02", "fraction", "", ""),
    ("700 W", "700", "W", "", ""),
    ("9 a.m.", "900", "time", "", ""),
    ("500 MW", "500", "MW", "", ""),
    ("10^26 FLOPs", "100000000000000000000000000", "FLOP", "", ""),
    ("3 × 10^25", "30000000000000000000000000", "", "", ""),
    ("7億", "700000000", "", "", ""),
]

# text, low, high, unit
RANGES = [
    ("ja", "650億から950億ユーロ", 65_000_000_000, 95_000_000_000, "EUR"),
    ("ja", "650億から 950億ユーロ", 65_000_000_000, 95_000_000_000, "EUR"),
    ("ja", "６５０億から９５０億ユーロ", 65_000_000_000, 95_000_000_000, "EUR"),
    ("ja", "650億〜950億ユーロ", 65_000_000_000, 95_000_000_000, "EUR"),
    ("ja", "650億ユーロ～950億ユーロ", 65_000_000_000, 95_000_000_000, "EUR"),
    ("ja", "65〜95億ユーロ", 6_500_000_000, 9_500_000_000, "EUR"),
    ("ja", "10〜20%", 10, 20, "%"),
    ("ja", "3〜5人", 3, 5, ""),
    ("ja", "2〜3年前", -3, -2, "year_relative"),
    ("ja", "2018年から2020年", 2018, 2020, "year"),
    ("ja", "3月10日から15日", 310, 315, "month_day"),
    ("en", "€65–95 billion", 65_000_000_000, 95_000_000_000, "EUR"),
    ("en", "EUR 65 billion to EUR 95 billion", 65_000_000_000, 95_000_000_000, "EUR"),
    ("en", "65 to 95 billion euros", 65_000_000_000, 95_000_000_000, "EUR"),
    ("en", "between 65 and 95 billion euros", 65_000_000_000, 95_000_000_000, "EUR"),
    ("en", "$65 to $95 billion", 65_000_000_000, 95_000_000_000, "USD"),
    ("en", "$100M–$200M", 100_000_000, 200_000_000, "USD"),
    ("en", "$500 to $1 million", 500, 1_000_000, "USD"),
    ("en", "5 to 10 percent", 5, 10, "%"),
    ("en", "5%-10%", 5, 10, "%"),
    ("en", "two to three years", 2, 3, "duration_year"),
    ("en", "two to three years ago", -3, -2, "year_relative"),
    ("en", "between one hundred and two hundred", 100, 200, ""),
    ("en", "between 2018 and 2020", 2018, 2020, "year"),
    ("en", "2018–2020", 2018, 2020, "year"),
    ("en", "fiscal years 2026 through 2030", 2026, 2030, "fiscal_year"),
    ("en", "1990–95", 1990, 1995, "year"),
    ("en", "May 5-7, 2025", 20250505, 20250507, "date"),
    ("en", "9:00 a.m. to 5:00 p.m.", 900, 1700, "time"),
]

# text, low, unit
VAGUE = [
    ("ja", "数十億", 2_000_000_000, ""),
    ("ja", "数百万人", 2_000_000, ""),
    ("ja", "数千億円", 200_000_000_000, "JPY"),
    ("ja", "何十年", 20, "duration_year"),
    ("ja", "何百万もの", 2_000_000, ""),
    ("ja", "数年", 2, "duration_year"),
    ("ja", "数年前", -2, "year_relative"),
    ("ja", "数か月", 2, "duration_month"),
    ("en", "several hundred million", 200_000_000, ""),
    ("en", "hundreds of millions", 200_000_000, ""),
    ("en", "tens of thousands", 20_000, ""),
    ("en", "dozens", 20, ""),
    ("en", "a few thousand", 2_000, ""),
    ("en", "tens of millions of euros", 20_000_000, "EUR"),
    ("en", "decades", 20, "duration_year"),
    ("en", "decades ago", -20, "year_relative"),
    ("en", "several years ago", -2, "year_relative"),
]

JAPANESE_NONE = words(
    """
    一部 一方 一つ一つ 一人ひとり 一人一人 一つの考え 唯一 統一 世界一 万全 十分な資金
    十分に 千葉 三菱 三重県 九州 四国 六本木 東京五輪 八百屋 百貨店 京都 兆し 万が一 一般
    一定 一層 一連 一切 一番 一緒に 二度と 均一 数学 関数 複数 多数 何人 何年 第3章
    第1四半期 第三者 四半期 3号 2年生 10代 （1） ① 提言1 大統領令14179 H100 o1-mini GPT-4
    Claude3.7 「Claude_3.7」 Qwen2.5-7B ラマ3 モデル3 v1.2.3 15日 百数十社 十数カ国 二者択一
    https://example.org/2025/03
    """
)

ENGLISH_NONE = [
    "o1-mini",
    "Claude 3.7 beats it",
    "OLMo 2 matched it",
    "We compared OLMo 2 with it",
    "GPT-4 and GPT-4o",
    "GPT-3.5",
    "Llama 3.1",
    "Llama 3.1 405B",
    "Qwen2.5-7B",
    "the H100 and A100",
    "5G, 3D and G20",
    "COVID-19",
    "v1.2.3 and version 2.0",
    "Python 3.11",
    "§ 5 and §§ 6 and 7",
    "42 U.S.C. 6611",
    "42 U.S.C. § 6611(a)(1)",
    "90 FR 9088",
    "15 CFR 4.2",
    "OSTP-TECH-2025-0067",
    "FR Doc 2025-02305",
    "[FR Doc. 2025-02305 Filed]",
    "as shown [1], [2, 3] and [4-6]",
    "[4]",
    "call (703) 292-8710 or 703-292-8710",
    "see https://example.org/2025/03/15?id=7000",
    "write to a1@example2.org",
    "doi 10.1234/abc.5678",
    "arXiv:2401.12345",
    "Section 3",
    "sections 3 and 4",
    "section 3(a)(2)",
    "Executive Order 14179",
    "E.O. 14110",
    "Public Law 117-167",
    "H.R. 4346",
    "1. First item",
    "(1) the first",
    "  - 2) the second",
    "Recommendation 1",
    "Topic 3, 5 and 7",
    "page 12",
    "pp. 12-15",
    "No. 5",
    "Q3",
    "Alexandria, VA 22314",
    "2415 Eisenhower Avenue",
    "NIST AI 100-1",
    "one of the reasons",
    "at one time",
    "no one",
    "for one",
    "one-time and two-way",
    "one-size-fits-all",
    "a third option",
    "about a third party",
    "sold by a third country",
    "more than a third option",
    "a quarter later",
    "the third quarter",
    "the second half",
    "zero trust",
    "some of them",
    "over the years",
    "several agencies",
    "half-hearted",
    "a double standard",
    "the Big Four",
    "Fortune 500",
    "24/7",
    "a 50-50 chance",
    "a ratio of 3:1",
    "ISO 9001 and RFC 2119",
    "40亿",
]


def only(text: str, language: str) -> Quantity:
    found = find_quantities(text, language)
    assert len(found) == 1, f"{text!r} → {[quantity.text for quantity in found]}"
    return found[0]


@pytest.mark.parametrize(("text", "value", "unit", "bound", "hedge"), JAPANESE_VALUES)
@pytest.mark.parametrize("frame", ["{}", "ここでは{}とした。", "（{}）"])
def test_japanese_values(
    frame: str, text: str, value: str, unit: str, bound: str, hedge: str
) -> None:
    quantity = only(frame.format(text), "ja")
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert (quantity.bound, quantity.hedge) == (bound, hedge)
    assert quantity.text == text
    assert quantity.low is None
    assert quantity.high is None


@pytest.mark.parametrize(("text", "value", "unit", "bound", "hedge"), ENGLISH_VALUES)
@pytest.mark.parametrize("frame", ["{}", "It said {}, they wrote.", "(or {})"])
def test_english_values(
    frame: str, text: str, value: str, unit: str, bound: str, hedge: str
) -> None:
    quantity = only(frame.format(text), "en")
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert (quantity.bound, quantity.hedge) == (bound, hedge)
    assert quantity.text in {text, text.removeprefix("over ")}


@pytest.mark.parametrize(("language", "text", "low", "high", "unit"), RANGES)
def test_ranges(language: str, text: str, low: int, high: int, unit: str) -> None:
    quantity = only(text, language)
    assert quantity.value is None
    assert (quantity.low, quantity.high, quantity.unit) == (Decimal(low), Decimal(high), unit)
    assert quantity.text == text


@pytest.mark.parametrize(("language", "text", "low", "unit"), VAGUE)
def test_vague_amounts(language: str, text: str, low: int, unit: str) -> None:
    quantity = only(text, language)
    assert (quantity.value, quantity.low, quantity.high) == (None, Decimal(low), None)
    assert (quantity.unit, quantity.hedge) == (unit, "about")


@pytest.mark.parametrize("text", JAPANESE_NONE)
def test_japanese_words_that_state_no_quantity(text: str) -> None:
    text = text.replace("_", " ")
    assert [found.text for found in find_quantities(text, "ja")] == []
    assert [found.text for found in find_quantities(f"これは{text}、という話だ。", "ja")] == []


@pytest.mark.parametrize("text", ENGLISH_NONE)
def test_english_words_that_state_no_quantity(text: str) -> None:
    assert [found.text for found in find_quantities(text, "en")] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("3分の1", "ja"), ("one-third", "en"), ("a third of firms", "en")),
        *(("1/3 of firms", "en"), ("It fell by a third.", "en"), ("about a third of firms", "en")),
        *(("about a third", "en"), ("nearly a third fewer firms", "en")),
    ],
)
def test_a_third_is_the_same_however_written(text: str, language: str) -> None:
    found = only(text, language)
    assert (found.value, found.unit) == (THIRD, "fraction")
    bare = replace(found, hedge="")
    assert render_quantity(bare, "en") == "one-third"
    assert render_quantity(bare, "ja") == "3分の1"


def test_two_thirds_are_twice_a_third() -> None:
    found = only("two-thirds of firms", "en")
    assert (found.value, found.unit, found.text) == (Decimal(2) / 3, "fraction", "two-thirds")
    assert same_quantity(found, only("企業の3分の2", "ja"))


@pytest.mark.parametrize(
    ("text", "language", "texts"),
    [
        (
            "The notice in 90 FR 9088 (Feb. 6, 2025) lists 20 topics, due by 11:59 p.m. ET.",
            "en",
            ["Feb. 6, 2025", "20", "11:59 p.m."],
        ),
        (
            "A 7B model trained on 15T tokens cost about $5.5 million in two months.",
            "en",
            ["7B", "15T", "about $5.5 million", "two months"],
        ),
        ("In Japan 15 firms and three universities joined.", "en", ["15", "three"]),
        ("Spending rose from 10% to 20% of sales.", "en", ["10%", "20%"]),
        ("About 2000 models were tested; 2000 models failed.", "en", ["About 2000", "2000"]),
        ("費用は10%から20%に増加した。", "ja", ["10%", "20%"]),
        ("GDP2.2%分の損失とAI2倍の伸び", "ja", ["2.2%", "2倍"]),
        (
            "同社は1万GPUで70億パラメータのモデルを2カ月訓練した。",
            "ja",
            ["1万", "70億", "2カ月"],
        ),
        ("契約5件と節約3割、5組織と3基準", "ja", ["5件", "3割", "5", "3"]),
        ("EU27カ国とGPU2000基、H100台", "ja", ["27カ国", "2000基"]),
        ("pre-2018 rules, mid-2025 plans", "en", ["2018", "2025"]),
        ("二つ目の理由と3回目、昭和40年代", "ja", []),
        ("50億一方で、3強は変わらない", "ja", ["50億", "3"]),
        ("1日3時間、1人当たり3,000円", "ja", ["3時間", "1人", "3,000円"]),
    ],
)
def test_sentences(text: str, language: str, texts: list[str]) -> None:
    assert [quantity.text for quantity in find_quantities(text, language)] == texts


def test_a_verb_bounds_without_being_taken_in() -> None:
    for text, language, taken in (
        ("投資は40億ドルを超えた。", "ja", "40億ドル"),
        ("Investment exceeded $4 billion.", "en", "$4 billion"),
    ):
        quantity = only(text, language)
        assert (quantity.text, quantity.bound) == (taken, "more_than")
    assert normalise_quantities("投資は40億ドルを超えた。", "ja", "en") == (
        "投資は$4 billionを超えた。"
    )


@pytest.mark.parametrize(
    ("source", "english", "japanese"),
    [
        ("40億ドル", "$4 billion", "40億ドル"),
        ("650億から950億ユーロ", "EUR 65 billion to EUR 95 billion", "650億ユーロから950億ユーロ"),
        ("約2000倍", "about 2,000 times", "約2000倍"),
        ("150万以上", "at least 1.5 million", "150万以上"),
        ("2.2％", "2.2%", "2.2%"),
        ("2025年3月", "March 2025", "2025年3月"),
        ("令和7年3月15日", "March 15, 2025", "2025年3月15日"),
        ("午後11時59分", "11:59 p.m.", "午後11時59分"),
        ("2年前", "two years ago", "2年前"),
        ("12年後", "12 years later", "12年後"),
        ("何十年", "decades", "数十年間"),
        ("数十億", "several billion", "数十億"),
        ("数千万円", "tens of millions of yen", "数千万円"),
        ("数倍", "several-fold", "数倍"),
        ("3.5兆円", "¥3.5 trillion", "3兆5000億円"),
        ("15ページ以内", "at most 15 pages", "15ページ以下"),
        ("30日以内", "within 30 days", "30日以内"),
        ("5社", "5 companies", "5社"),
        ("1社", "1 company", "1社"),
        ("20カ国", "20 countries", "20カ国"),
        ("3つ", "3", "3つ"),
        ("1億2345万6789人", "123,456,789 people", "1億2345万6789人"),
        ("過半数", "more than half", "2分の1超"),
        ("10の26乗", "10^26", "10^26"),
        ("3月10日から15日", "March 10 to March 15", "3月10日から3月15日"),
    ],
)
def test_rendering(source: str, english: str, japanese: str) -> None:
    quantity = only(source, "ja")
    assert render_quantity(quantity, "en") == english
    assert render_quantity(quantity, "ja") == japanese


def test_a_range_whose_ends_would_share_a_scale_is_written_in_digits() -> None:
    quantity = replace(only("5 million", "en"), value=None, low=Decimal(2), high=Decimal(5_000_000))
    assert render_quantity(quantity, "en") == "2 to 5,000,000"
    assert render_quantity(quantity, "ja") == "2から5000000"


@pytest.mark.parametrize(
    ("a", "b", "is_same"),
    [
        ("$4bn", "40億ドル", True),
        ("$4.0 billion", "4,000,000,000 dollars", True),
        ("$40 billion", "40億ドル", False),
        ("4 billion euros", "40億ドル", False),
        ("4 billion", "40億ドル", False),
        ("half of them", "50%", True),
        ("three-quarters", "75 percent", True),
        ("one-third", "3分の1", True),
        ("33%", "3分の1", False),
        ("six months", "半年", True),
        ("24 hours", "two days", False),
        ("24 hours", "1日間", True),
        ("two years ago", "2年前", True),
        ("two years", "2年前", False),
        ("two years later", "2年前", False),
        ("€65–95 billion", "650億から950億ユーロ", True),
        ("€65 billion", "650億から950億ユーロ", False),
        ("several hundred million", "数億", True),
        ("dozens of firms", "数十", True),
        ("decades of work", "何十年", True),
        ("March 2025", "2025年3月", True),
        ("March 2025", "2025年3月15日", False),
        ("3 percentage points", "3%", False),
        ("more than 5 firms", "5社以上", True),
    ],
)
def test_same_quantity(a: str, b: str, is_same: bool) -> None:
    language = "en" if b.isascii() else "ja"
    found = find_quantities(b, language)
    assert any(same_quantity(only(a, "en"), quantity) for quantity in found) is is_same


def test_bounds_and_hedges_are_compared_apart() -> None:
    plain, bounded = only("5 firms", "en"), only("more than 5 firms", "en")
    assert same_quantity(plain, bounded)
    assert not same_bound(plain, bounded)
    assert same_bound(bounded, only("5社超", "ja"))
    assert not same_bound(bounded, only("5社以上", "ja"))
    assert not same_bound(plain, only("約5社", "ja"))


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (
            "この仕組みには150万以上のモデルがあり、700万人の利用者がいる。",
            "この仕組みにはat least 1.5 millionのモデルがあり、7 millionの利用者がいる。",
        ),
        ("700万人が使う3つの道具", "7 million peopleが使う3の道具"),
        ("20カ国の企業", "20 countriesの企業"),
        ("損失はGDP2.2%だ", "損失はGDP 2.2%だ"),
        ("一部の企業はOLMo 2を使う", "一部の企業はOLMo 2を使う"),
        ("2025年3月15日午後11時59分まで", "March 15, 2025 11:59 p.m.まで"),
        ("", ""),
    ],
)
def test_normalising_into_english(text: str, english: str) -> None:
    assert normalise_quantities(text, "ja", "en") == english


def test_normalising_into_japanese_and_within_a_language() -> None:
    text = "Between 65 and 95 billion euros came from three sources; sales doubled to USD 4bn."
    assert normalise_quantities(text, "en", "ja") == (
        "650億ユーロから950億ユーロ came from 3 sources; sales 2倍 to 40億ドル."
    )
    assert normalise_quantities(text, "en", "en") == (
        "EUR 65 billion to EUR 95 billion came from three sources; sales doubled to $4 billion."
    )
    assert normalise_quantities("700万人と５社", "ja", "ja") == "700万人と5社"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Firms that spent about $4 billion reported between 65 and 95 billion euros in 2018, "
            "or 2.2% of output, for at least 1.5 million users in 20 countries.",
            "en",
        ),
        (
            "調査では約40億ドルの支出が2018年に650億から950億ユーロ、産出の2.2%をもたらし、"
            "20カ国で150万人以上が利用した。",
            "ja",
        ),
    ],
)
def test_an_ordinary_sentence_takes_under_a_millisecond(text: str, language: str) -> None:
    def seconds() -> float:
        started = time.process_time()
        for _ in range(20):
            find_quantities(text, language)
        return (time.process_time() - started) / 20

    assert min(seconds() for _ in range(5)) < 0.001


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The cost may exceed $4 billion.", "more_than"),
        ("It would surpass 300 tonnes.", "more_than"),
        ("A reply cannot exceed 15 pages.", "at_most"),
        ("A reply can't exceed 15 pages.", "at_most"),
        ("A reply should not in any case exceed 15 pages.", "at_most"),
    ],
)
def test_exceed_bounds_and_not_exceed_bounds_the_other_way(text: str, bound: str) -> None:
    assert [quantity.bound for quantity in find_quantities(text, "en")] == [bound]


@pytest.mark.parametrize(
    "text",
    [
        "割合は10%まで下がった。",
        "100人まで増えた。",
        "毎日5時まで開く。",
        "入口から3か所まで",
        "2030年までに",
    ],
)
def test_where_something_got_to_is_no_limit(text: str) -> None:
    (found,) = find_quantities(text, "ja")
    assert found.bound == ""


def test_a_span_up_to_a_number_is_a_range_and_no_limit() -> None:
    (found,) = find_quantities("5ページから15ページまで", "ja")
    assert (found.low, found.high, found.bound) == (Decimal(5), Decimal(15), "")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5½ years", "5.5", "duration_year"),
        ("2½ percent", "2.5", "%"),
        ("1¾ million", "1750000", ""),
        ("½ of them", "0.5", "fraction"),
        ("$2½ billion", "2500000000", "USD"),
    ],
)
def test_fractions_of_one_character_are_read(
    text: str, value: str, unit: str, language: str
) -> None:
    (found,) = find_quantities(text, language)
    assert (found.value, found.unit) == (Decimal(value), unit)
