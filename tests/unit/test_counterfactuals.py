"""Counterfactuals: what each rule changes in both languages, and that none is the claim itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.counterfactuals import Kind, counterfactuals


def changed(claim: str, language: str, *passages: str) -> dict[Kind, list[str]]:
    """The counterfactuals by kind."""
    found: dict[Kind, list[str]] = {}
    for one in counterfactuals(claim, language, [(text, language) for text in passages]):
        found.setdefault(one.kind, []).append(one.text)
    return found


ENGLISH: list[tuple[Kind, str, str]] = [
    ("sides", "The port authority sued the dredging firm.",
     "The dredging firm sued the port authority."),
    ("sides", "The bridge was inspected by the county in May.",
     "The county was inspected by the bridge in May."),
    ("sides", "It chose wells rather than pipes.", "It chose pipes rather than wells."),
    ("names", "The survey ranks Northfield above Eastmere in every year.",
     "The survey ranks Eastmere above Northfield in every year."),
    ("figure", "Ferries carried $40 million of freight and $12 million of mail.",
     "Ferries carried $12 million of freight and $40 million of mail."),
    ("figure", "The dam cost $40 million.", "The dam cost $40 billion."),
    ("figure", "Some 30 percent of the wells are dry.", "Some 70 percent of the wells are dry."),
    ("figure", "The rule dates from 2019.", "The rule dates from 2016."),
    ("modality", "The fee may rise in spring.", "The fee will rise in spring."),
    ("modality", "The fee will rise in spring.", "The fee may rise in spring."),
    ("modality", "The city plans to close two pools.", "The city will close two pools."),
    ("modality", "Repairs cost about $3,000.", "Repairs cost $3,000."),
    ("attribution", "The harbour master said that the quay is unsafe.", "The quay is unsafe."),
    ("attribution", "According to the harbour master, the quay is unsafe.", "The quay is unsafe."),
    ("attribution", "The old quay is unsafe, the master warned.", "The old quay is unsafe."),
    ("negation", "The mill does not carry insurance.", "The mill carries insurance."),
    ("negation", "The mill did not pay for water.", "The mill paid for water."),
    ("negation", "The plan will cover farms.", "The plan will not cover farms."),
    ("negation", "The plan will not cover farms.", "The plan will cover farms."),
    ("direction", "Rents rose after the flood.", "Rents fell after the flood."),
    ("direction", "Rents rose after the flood.", "Rents rose before the flood."),
    ("direction", "It needs more than ten boats.", "It needs less than ten boats."),
    ("direction", "The town saw an increase in rents.", "The town saw a decrease in rents."),
    ("scope", "All of the gauges failed.", "Some of the gauges failed."),
    ("scope", "Only two gauges failed.", "Two gauges failed."),
]  # fmt: skip

JAPANESE: list[tuple[Kind, str, str]] = [
    ("sides", "港湾局は漁業組合に補償を求めた。", "漁業組合は港湾局に補償を求めた。"),
    ("sides", "町は道路ではなく橋を直した。", "町は橋ではなく道路を直した。"),
    ("names", "調査では北浜県が南浜県を上回った。", "調査では南浜県が北浜県を上回った。"),
    ("figure", "港の改修に4億円、橋に2億円を使った。", "港の改修に2億円、橋に4億円を使った。"),
    ("figure", "港の改修に4億円を使った。", "港の改修に4万円を使った。"),
    ("figure", "漁師の3割が反対した。", "漁師の7割が反対した。"),
    ("modality", "料金は春に上がる可能性がある。", "料金は春に上がる。"),
    ("modality", "負担は重くなりかねない。", "負担は重くなる。"),
    ("modality", "市は料金を下げた。", "市は料金を下げた可能性がある。"),
    ("modality", "費用は約300万円だ。", "費用は300万円だ。"),
    ("attribution", "港湾局長は、古い岸壁は危険であると指摘した。", "古い岸壁は危険である。"),
    ("attribution", "港湾局によると、古い岸壁は危険だという。", "古い岸壁は危険だ。"),
    ("negation", "工場は水道料金を払わない。", "工場は水道料金を払う。"),
    ("negation", "県は使用を認めなかった。", "県は使用を認めた。"),
    ("negation", "町は橋を修理した。", "町は橋を修理しなかった。"),
    ("negation", "会は数字を示した。", "会は数字を示さなかった。"),
    ("negation", "町は橋を修理しています。", "町は橋を修理していません。"),
    ("direction", "家賃は去年より増えた。", "家賃は去年より減った。"),
    ("direction", "30隻以上が要る。", "30隻以下が要る。"),
    ("scope", "すべての計器が壊れた。", "一部の計器が壊れた。"),
    ("scope", "漁船だけが港を使う。", "漁船が港を使う。"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "claim", "expected"), ENGLISH)
def test_english(kind: Kind, claim: str, expected: str) -> None:
    assert expected in changed(claim, "en").get(kind, [])


@pytest.mark.parametrize(("kind", "claim", "expected"), JAPANESE)
def test_japanese(kind: Kind, claim: str, expected: str) -> None:
    assert expected in changed(claim, "ja").get(kind, [])


def test_figures_and_names_come_from_elsewhere_in_the_passage() -> None:
    passage = "In 2019 Northfield paid $7 million and Eastmere paid $9 million."
    found = changed("The town of Northfield paid $7 million.", "en", passage)
    assert "The town of Northfield paid $9 million." in found["figure"]
    assert "The town of Eastmere paid $7 million." in found["names"]


def test_what_the_passage_has_in_another_language_is_not_taken() -> None:
    found = counterfactuals("The dam cost $40 million.", "en", [("ダムは9億ドルだった。", "ja")])
    assert all("9億" not in one.text for one in found)


@pytest.mark.parametrize(
    "claim",
    [
        "The evidence states that the quay is unsafe.",
        "The harbour master said that it is unsafe for boats.",
        "The harbour master said that “the quay is unsafe for boats.”",
    ],
)
def test_a_speaker_whose_absence_changes_nothing_or_the_grammar_stays(claim: str) -> None:
    assert "attribution" not in changed(claim, "en")


def test_members_of_a_list_are_not_exchanged() -> None:
    assert "names" not in changed("It ranks Northfield, Eastmere and Southam first.", "en")


def test_words_that_only_look_like_a_direction_stay() -> None:
    assert "direction" not in changed("少なくとも30隻が要る。", "ja")
    assert "direction" not in changed("It needs no more than ten boats.", "en")


def test_most_bounds_them_and_kinds_take_turns() -> None:
    claim = (
        "The port said that rents rose by 30 percent in 2019 and may rise by 40 percent in 2021."
    )
    found = counterfactuals(claim, "en", most=4)
    assert len(found) == 4
    assert len({one.kind for one in found}) == 4


@pytest.mark.parametrize("language", ["de", "zh", ""])
def test_other_languages_have_none(language: str) -> None:
    assert counterfactuals("Die Miete stieg 2019 um 30 Prozent.", language) == ()


WORDS = st.sampled_from(
    "The a may will not said that rose fell more than 40 million $7 3.5 % 2019 Northfield Eastmere "
    "by was paid , . “ ” only all 約 4億円 3割 は が を に 市 県 庁 した。 ている という。 "
    "可能性がある ない。 かねない。 すべて の より ではなく 増加".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join),
                 st.lists(WORDS, max_size=14).map("".join)),
       st.sampled_from(["en", "ja"]), st.text(max_size=40))  # fmt: skip
def test_any_text_gives_others_than_itself(claim: str, language: str, passage: str) -> None:
    found = counterfactuals(claim, language, [(passage, language)], most=8)
    texts = [one.text for one in found]
    assert claim.strip() not in texts
    assert len(texts) == len(set(texts)) <= 8
    assert all(text.strip() for text in texts)
