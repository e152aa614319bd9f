"""Which quantities `find_quantities` reads in each language, and what they are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from quantities_for_tests import only

from knowledge.quantities import (
    find_quantities,
    render_quantity,
    same_quantity,
)

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
    ("2024会計年度", "2024", "fiscal_year", "", ""),
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
    ("no later than 30 days", "30", "duration_day", "at_most", ""),
    ("no earlier than 180 days", "180", "duration_day", "at_least", ""),
    ("not sooner than two weeks", "2", "duration_week", "at_least", ""),
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
    ("about a month", "1", "duration_month", "", "about"),
    ("less than an hour", "1", "duration_hour", "less_than", ""),
    ("about a year ago", "-1", "year_relative", "", "about"),
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
