"""What a translated sentence must keep: each rule with a good and a bad one, and few false alarms.

The pairs of correct translations in `tests/data/fidelity/` are our own: source, tab, translation.
"""

from pathlib import Path

import pytest
from cards_for_tests import card_of, cards_of

from assistant.fidelity import check_rendering
from assistant.terms import load_terms

TERMS = load_terms()
PAIRS = Path(__file__).parent.parent / "data" / "fidelity"

JA_EN: list[tuple[str, str, str, str]] = [
    (
        "figure_lost",
        "この港は年に12万トンの貨物を扱う。",
        "The port handles 120,000 tonnes of cargo a year.",
        "The port handles a great deal of cargo every year.",
    ),
    (
        "figure_not_in_source",
        "この港は多くの貨物を扱う。",
        "The port handles a great deal of cargo.",
        "The port handles 120,000 tonnes of cargo.",
    ),
    (
        "figure_not_in_source",
        "2018年に650億ユーロが節約された。",
        "EUR 65 billion was saved in 2018.",
        "EUR 65 billion was saved in 2018 and again in 2019.",
    ),
    (
        "figure_lost",
        "協会は2021年に設立された。",
        "The association was founded in 2021.",
        "The association was founded in 2012.",
    ),
    (
        "bound_changed",
        "少なくとも300の学校が加わった。",
        "At least 300 schools joined.",
        "Some time ago 300 schools joined.",
    ),
    (
        "name_lost",
        "NISTはこの規格を支持している。",
        "NIST supports this standard.",
        "The institute supports this standard.",
    ),
    (
        "name_added",
        "この機関は規格を支持している。",
        "This body supports the standard.",
        "NIST supports the standard.",
    ),
    (
        "term_lost",
        "欧州委員会は計画を公表した。",
        "The European Commission published the plan.",
        "The Brussels council published the plan.",
    ),
    (
        "modality_stronger",
        "規則は費用を増やす可能性がある。",
        "The rule may increase costs.",
        "The rule increases costs.",
    ),
    (
        "negation_changed",
        "同庁は結果を公表していない。",
        "The agency has not published the results.",
        "The agency has published the results.",
    ),
    (
        "negation_changed",
        "同庁は結果を公表している。",
        "The agency publishes the results.",
        "The agency does not publish the results.",
    ),
    (
        "attribution_dropped",
        "業界団体は、規格が競争を強めると主張している。",
        "The industry group argues that the standard strengthens competition.",
        "The standard strengthens competition in the whole industry.",
    ),
    (
        "direction_turned",
        "この方法は電力の消費を減らす。",
        "This method reduces the use of power.",
        "This method increases the use of power.",
    ),
    (
        "repeats",
        "この港は多くの貨物を扱い、地域の経済を支えている。",
        "The port handles much cargo and supports the economy of the region.",
        "The port handles much cargo, the port handles much cargo, the port handles much.",
    ),
    (
        "cut_off",
        "この港は年間を通して多くの貨物を扱い、地域の経済を支え続けている。",
        "The port handles much cargo all the year and keeps the region's economy going.",
        "The port handles much cargo all the year and keeps the region's",
    ),
    (
        "length_odd",
        "この港は年間を通して多くの貨物を扱い、地域の経済と漁業と観光を長く支え続けている。",
        "The port handles much cargo all the year and has long supported economy and fishing.",
        "It is busy.",
    ),
]
EN_JA: list[tuple[str, str, str, str]] = [
    (
        "figure_lost",
        "The port handles 120,000 tonnes of cargo a year.",
        "この港は年に12万トンの貨物を扱う。",
        "この港は年に多くの貨物を扱う。",
    ),
    (
        "figure_not_in_source",
        "The port handles a great deal of cargo.",
        "この港は多くの貨物を扱う。",
        "この港は12万トンの貨物を扱う。",
    ),
    (
        "figure_lost",
        "The association was founded in 2021.",
        "協会は2021年に設立された。",
        "協会は2012年に設立された。",
    ),
    (
        "bound_changed",
        "More than 300 schools joined the scheme.",
        "300を超える学校が制度に加わった。",
        "300の学校が制度に加わった。",
    ),
    (
        "name_lost",
        "The NOAA publishes its forecasts.",
        "NOAAは予報を公表している。",
        "気象の当局は予報を公表している。",
    ),
    (
        "name_added",
        "The agency publishes its forecasts.",
        "同庁は予報を公表している。",
        "NOAAは予報を公表している。",
    ),
    (
        "modality_stronger",
        "The rule may increase costs for clinics.",
        "この規則は診療所の費用を増やす可能性がある。",
        "この規則は診療所の費用を増やす。",
    ),
    (
        "modality_stronger",
        "Small ports would benefit from the rule.",
        "小さな港はこの規則の恩恵を受けるだろう。",
        "小さな港はこの規則の恩恵を受けた。",
    ),
    (
        "negation_changed",
        "The agency has not published the results.",
        "同庁は結果を公表していない。",
        "同庁は結果を公表している。",
    ),
    (
        "negation_changed",
        "The agency publishes the results.",
        "同庁は結果を公表している。",
        "同庁は結果を公表していない。",
    ),
    (
        "attribution_dropped",
        "The industry group argues that the standard strengthens competition.",
        "業界団体は、この規格が競争を強めると主張している。",
        "この規格は業界の競争を強める。",
    ),
    (
        "direction_turned",
        "This method reduces the use of power.",
        "この方法は電力の消費を減らす。",
        "この方法は電力の消費を増やす。",
    ),
    (
        "too_short",
        "The harbour was closed all winter because of the ice in the bay.",
        "湾の氷のため、港は冬の間ずっと閉鎖されていた。",
        "閉鎖",
    ),
]


def codes(source: str, source_language: str, text: str, language: str) -> list[str]:
    found = check_rendering(card_of(source, source_language), text, language, TERMS)
    return [finding.code for finding in found]


@pytest.mark.parametrize(("code", "source", "good", "bad"), JA_EN)
def test_japanese_into_english(code: str, source: str, good: str, bad: str) -> None:
    assert codes(source, "ja", good, "en") == []
    assert code in codes(source, "ja", bad, "en")


@pytest.mark.parametrize(("code", "source", "good", "bad"), EN_JA)
def test_english_into_japanese(code: str, source: str, good: str, bad: str) -> None:
    assert codes(source, "en", good, "ja") == []
    assert code in codes(source, "en", bad, "ja")


@pytest.mark.parametrize(
    ("name", "source_language", "language"),
    [("japanese_to_english", "ja", "en"), ("english_to_japanese", "en", "ja")],
)
def test_correct_translations_raise_few_alarms(
    name: str, source_language: str, language: str
) -> None:
    lines = (PAIRS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    misses = []
    for line in lines:
        source, translation = line.split("\t")
        if found := codes(source, source_language, translation, language):
            misses.append(f"{source} | {translation} | {found}")
    print(f"{len(misses)} false alarms in {len(lines)}", *misses, sep="\n")
    assert len(lines) >= 25
    assert len(misses) <= 0.1 * len(lines), "\n".join(misses)


@pytest.mark.parametrize(
    ("source", "rendering"),
    [
        # Words that look like a "not" and are none, beside a real one that is lost or added.
        ("少なくとも300の学校が加わっていない。", "At least 300 schools have joined."),
        ("同社はまず結果を公表した。", "The company did not publish the results at first."),
        ("この規則は必ず守られる。", "This rule is never kept."),
        ("報告書は提出しなければならない。", "The report must not be submitted."),
    ],
)
def test_look_alikes_do_not_excuse_a_lost_not(source: str, rendering: str) -> None:
    assert "negation_changed" in codes(source, "ja", rendering, "en")


@pytest.mark.parametrize(
    "rendering",
    [
        "The United States station will not be closed this year.",
        "The citizens of the city will not close it this year.",
    ],
)
def test_a_not_or_a_city_is_nobodys_statement(rendering: str) -> None:
    source = "市長は、この駅を今年は閉鎖しないと述べた。"
    assert "attribution_dropped" in codes(source, "ja", rendering, "en")


def test_other_languages_are_held_to_figures_and_names() -> None:
    (card,) = cards_of("Le port NOAA traite 120 tonnes par an.", "fr")
    good = check_rendering(card, "The port NOAA handles 120 tonnes a year.", "en", TERMS)
    assert [finding.code for finding in good] == []
    bad = check_rendering(card, "The port handles 130 tonnes a year.", "en", TERMS)
    assert {"name_lost", "figure_not_in_source", "figure_lost"} <= {f.code for f in bad}


def test_every_finding_says_what_to_do() -> None:
    card = card_of("NISTは2021年に結果を公表していない可能性がある。", "ja")
    found = check_rendering(card, "It published the results of 2012.", "en", TERMS)
    assert len(found) >= 3
    assert all(f.severity == "error" and f.message and f.remedy for f in found)


def test_document_codes_stand_as_they_are() -> None:
    card = card_of("The call appeared as 12 FR 3456 under docket ABC-TECH-2020-0001.", "en")
    good = "この募集は、12 FR 3456として、ドケットABC-TECH-2020-0001のもとで公示された。"
    bad = "この募集は、12番表第3456号として、ドケットABC-TECH-2020-0001のもとで公示された。"
    assert "code_lost" not in [f.code for f in check_rendering(card, good, "ja")]
    assert "code_lost" in [f.code for f in check_rendering(card, bad, "ja")]
