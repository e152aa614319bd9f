"""Quantities written in either language, compared, and put into a text in place of its own."""

from dataclasses import replace
from decimal import Decimal

import pytest
from quantities_for_tests import only

from knowledge.quantities import (
    find_quantities,
    normalise_quantities,
    render_quantity,
    same_bound,
    same_quantity,
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
