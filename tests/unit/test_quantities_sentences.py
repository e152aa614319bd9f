"""Quantities in whole sentences: where each ends, what bounds it, how long reading takes."""

import time
from decimal import Decimal

import pytest
from quantities_for_tests import only

from knowledge.quantities import (
    find_quantities,
    normalise_quantities,
)


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


@pytest.mark.parametrize(
    ("text", "language", "value", "bound"),
    [
        ("Visits fell by half after the rules expired.", "en", "0.5", ""),
        ("Visits fell by a quarter after the rules expired.", "en", "0.25", ""),
        ("補助金は設置費の4分の3までで、申請は窓口で行う。", "ja", "0.75", "at_most"),
    ],
)
def test_a_part_by_which_something_changed_or_up_to_which_is_paid(
    text: str, language: str, value: str, bound: str
) -> None:
    (quantity,) = find_quantities(text, language)
    assert (quantity.unit, quantity.value, quantity.bound) == ("fraction", Decimal(value), bound)
