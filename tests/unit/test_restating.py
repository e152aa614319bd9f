"""What a claim may say otherwise than its source, in one language, and be vouched for."""

import json
from pathlib import Path

import pytest
from cards_for_tests import cards_of

from assistant.verification.beside import beside
from assistant.verification.restating import is_restated
from assistant.verification.tokens import FigureKeys, cut

PAIRS = Path(__file__).parent.parent / "data" / "verifier" / "rewordings.jsonl"


def restated(passage: str, claim: str, language: str) -> bool:
    figures = FigureKeys()
    cards = cards_of(passage, language)
    texts = [cut(card.quote, card.language, figures, card.quantities) for card in cards]
    ours = cut(claim, language, figures)
    return is_restated(ours, beside(ours, cards, texts, ()), figures)


CLINIC = "The board fined the clinic 30,000 dollars because it had lost the scans of patients."
SURVEY = "A survey by the Reed Union found that 41 percent of tenants pay more than 900 dollars."
FARMS = "Farms in the valley used 12 percent less water in 2023, while the mills used more."
PLANS = "The ministry plans to ban the export of sensors to Ardia from April."
SAID = "Mayor Ona Lind said the ferry would stop if the council rejected the budget."


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (CLINIC, "The clinic was fined 30,000 dollars by the board because it lost patient scans."),
        (CLINIC, "The clinic was fined $30,000 because it had lost the scans of patients."),
        (CLINIC, "Because it had lost the scans of patients, the board fined the clinic $30,000."),
        (CLINIC, "The board fined the clinic 30,000 dollars."),
        (SURVEY, "According to a Reed Union survey, 41% of tenants pay over $900."),
        (SURVEY, "The survey by the Reed Union showed that 41% of tenants pay more than $900."),
        (FARMS, "Farms in the valley used 12 percent less water in 2023."),
        (FARMS, "Farms in the valley used 12% less water in 2023, but the mills used more."),
        (PLANS, "The ministry intends to prohibit the export of sensors to Ardia from April."),
        (SAID, "Mayor Ona Lind stated the ferry would stop if the council rejected the budget."),
    ],
)  # fmt: skip
def test_an_english_rewording_is_vouched_for(passage: str, claim: str) -> None:
    assert restated(passage, claim, "en")


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (CLINIC, "The clinic fined the board 30,000 dollars because it had lost the scans."),
        (CLINIC, "The board was fined 30,000 dollars by the clinic."),
        (CLINIC, "The board fined patients 30,000 dollars."),
        (SURVEY, "41 percent of tenants pay more than 900 dollars."),
        (SURVEY, "A survey by the Reed Union found that 41 percent of tenants pay 900 dollars."),
        (FARMS, "Farms used 12 percent less water in 2023."),
        (FARMS, "The mills in the valley used 12 percent less water in 2023."),
        (FARMS, "Farms in the valley saved 12 percent less water in 2023."),
        (PLANS, "The ministry bans the export of sensors to Ardia from April."),
        (PLANS, "The ministry plans to ban the export of sensors from Ardia from April."),
        (PLANS, "The ministry plans to ban the import of sensors to Ardia from April."),
        (SAID, "Mayor Ona Lind said the ferry would stop."),
        (SAID, "Mayor Ona Lind said the ferry will stop if the council rejected the budget."),
        (SAID, "The ferry would stop if the council rejected the budget."),
        (SAID, "According to Mayor Ona Lind, the ferry would stop if the council met."),
    ],
)
def test_an_english_sentence_that_says_something_else_is_not(passage: str, claim: str) -> None:
    assert not restated(passage, claim, "en")


STATION = "水道局は、市に対し、老朽化した配水管を2030年までに交換するよう求めた。"
TRIAL = "県の試算によると、無人バスの導入で運転費は年間3億円減る。"
OFFICE = "監督庁は、検索大手のコルベ社が利用者の同意なしに位置情報を売っていたと発表した。"


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (STATION, "水道局は、老朽化した配水管を2030年までに交換するよう市に要請しました。"),
        (STATION, "水道局は、市に、老朽化した配水管を2030年までに取り換えるよう求めた。"),
        (TRIAL, "県の試算では、無人バスの導入で運転費は年間3億円減少する。"),
        (TRIAL, "県の試算では、無人バスの導入で運転費は年間3億円減ります。"),
        (OFFICE, "監督庁は、コルベ社が利用者の同意なしに位置情報を販売していたと発表しました。"),
        (OFFICE, "監督庁によると、検索大手のコルベ社がユーザーの同意なしに位置情報を売っていた。"),
    ],
)
def test_a_japanese_rewording_is_vouched_for(passage: str, claim: str) -> None:
    assert restated(passage, claim, "ja")


@pytest.mark.parametrize(
    ("passage", "claim"),
    [
        (STATION, "市は、老朽化した配水管を2030年までに交換するよう水道局に求めた。"),
        (STATION, "水道局は、配水管を2030年までに交換するよう市に求めた。"),
        (TRIAL, "無人バスの導入で運転費は年間3億円減る。"),
        (TRIAL, "県の試算によると、無人バスの導入で運転費は年間3億円増える。"),
        (TRIAL, "県の試算によると、無人バスの導入で運転費は年間約3億円減る。"),
        (OFFICE, "監督庁は、コルベ社が位置情報を売っていたと発表した。"),
        (OFFICE, "検索大手のコルベ社は利用者の同意なしに位置情報を売っていた。"),
        (OFFICE, "コルベ社は、監督庁が利用者の同意なしに位置情報を売っていたと発表した。"),
    ],
)
def test_a_japanese_sentence_that_says_something_else_is_not(passage: str, claim: str) -> None:
    assert not restated(passage, claim, "ja")


def test_of_many_wrong_rewordings_none_is_vouched_for_and_of_the_right_ones_most() -> None:
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    seen = [restated(row["passage"], row["claim"], row["claim_language"]) for row in rows]
    right = [is_so for row, is_so in zip(rows, seen, strict=True) if row["label"] == "supported"]
    wrong = [
        row["claim"]
        for row, is_so in zip(rows, seen, strict=True)
        if is_so and row["label"] == "unsupported"
    ]
    assert len(right) > 150
    assert len(rows) - len(right) > 200
    assert wrong == []
    assert sum(right) >= 0.6 * len(right)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("claim", ["", "。", "A", "1", "、、、", "「", "by by by", "は" * 400])
def test_strange_claims_do_no_harm(claim: str, language: str) -> None:
    assert not restated(CLINIC if language == "en" else TRIAL, claim, language)
