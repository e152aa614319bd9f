"""Rules for one claim: each kind with a claim that is right and one that is wrong."""

import pytest
from cards_for_tests import card_of, cards_of, rendering_of

from assistant.terms import load_terms
from assistant.types import Finding
from assistant.verification import CODES, Checked, check_claim, finding

TERMS = load_terms()


def check(passage: str, language: str, text: str, into: str) -> Checked:
    return check_claim(text, into, cards_of(passage, language), terms=TERMS)


def codes(found: tuple[Finding, ...]) -> set[str]:
    return {f.code for f in found if f.severity != "note"}


# Passage, its language, a claim that is right, one that is wrong, and what the wrong one is told.
SAME = [
    (
        "figure_not_in_source",
        "en",
        "The port of Sorrel handled 4.2 million containers in 2023, officials said.",
        "Officials said the port of Sorrel handled 4.2 million containers in 2023.",
        "Officials said the port of Sorrel handled 2.4 million containers in 2023.",
    ),
    (
        "figure_not_in_source",
        "ja",
        "漁協は、昨年の水揚げが1万2千トンだったと発表した。",
        "漁協は、昨年の水揚げが1万2000トンだったと発表した。",
        "漁協は、昨年の水揚げが12万トンだったと発表した。",
    ),
    (
        "figure_about_other",
        "en",
        "Rural clinics lost 12 percent of their nurses, while city hospitals lost 4 percent.",
        "Rural clinics lost 12 percent of their nurses.",
        "Rural clinics lost 4 percent of their nurses.",
    ),
    (
        "figure_about_other",
        "en",
        "The share of schools with a library fell from 80 percent to 65 percent.",
        "The share of schools with a library fell from 80 percent to 65 percent.",
        "The share of schools with a library fell from 65 percent to 80 percent.",
    ),
    (
        "bound_changed",
        "en",
        "The fund will repair at least 40 bridges by 2030.",
        "The fund will repair at least forty bridges by 2030.",
        "The fund will repair 40 bridges by 2030.",
    ),
    (
        "bound_changed",
        "ja",
        "この制度は300人以上の事業所に適用される。",
        "この制度は300人以上の事業所に適用されます。",
        "この制度は300人以下の事業所に適用される。",
    ),
    (
        "bound_changed",
        "en",
        "Vendors must register from March 2027.",
        "Vendors must register from March 2027.",
        "Vendors must register by March 2027.",
    ),
    (
        "range_changed",
        "en",
        "Repairs take between 3 and 5 weeks on average.",
        "Repairs take between 3 and 5 weeks on average.",
        "Repairs take 5 weeks on average.",
    ),
    (
        "range_changed",
        "ja",
        "費用は年間20億〜30億円に上る。",
        "費用は年間20億〜30億円に上る。",
        "費用は年間30億円に上る。",
    ),
    (
        "name_added",
        "en",
        "The court fined Talmer Energy for late filings.",
        "The court fined Talmer Energy for late filings.",
        "The court fined Tolman Energy for late filings.",
    ),
    (
        "name_added",
        "ja",
        "農林水産省は、青波大学に調査を委託した。",
        "農水省は、青波大学に調査を委託した。",
        "農林水産省は、白波大学に調査を委託した。",
    ),
    (
        "quote_not_verbatim",
        "en",
        "The chair called the rule “a tax on small towns” and left the room.",
        "The chair called the rule “a tax on small towns.”",
        "The chair called the rule “a heavy tax on small towns.”",
    ),
    (
        "quote_not_verbatim",
        "ja",
        "会長は「予算がなければ何も始まらない」と述べた。",
        "会長は「予算がなければ何も始まらない」と述べた。",
        "会長は「予算がなければ何も進まない」と述べた。",
    ),
    (
        "attribution_dropped",
        "en",
        "Growers say the new dam has dried up their wells.",
        "Growers say the new dam has dried up their wells.",
        "The new dam has dried up the growers' wells.",
    ),
    (
        "attribution_dropped",
        "en",
        "The ferry line loses money on every winter trip, according to its owner.",
        "According to its owner, the ferry line loses money on every winter trip.",
        "The ferry line loses money on every winter trip.",
    ),
    (
        "attribution_dropped",
        "ja",
        "住民団体は、新しいダムが井戸を枯らしたと主張している。",
        "住民団体は、新しいダムが井戸を枯らしたと主張しています。",
        "新しいダムが井戸を枯らした。",
    ),
    (
        "attribution_dropped",
        "ja",
        "県の調査によると、空き家の半数は所有者が分からない。",
        "県の調査によると、空き家の半数は所有者が分からない。",
        "空き家の半数は所有者が分からない。",
    ),
    (
        "speaker_changed",
        "en",
        "The pilots' union warned that the fog system was out of order.",
        "The pilots' union warned that the fog system was out of order.",
        "The airline warned that the fog system was out of order.",
    ),
    (
        "speaker_changed",
        "ja",
        "操縦士の組合は、霧の警報装置が故障していたと指摘した。",
        "操縦士の組合は、霧の警報装置が故障していたと指摘した。",
        "航空会社は、霧の警報装置が故障していたと指摘した。",
    ),
    (
        "modality_stronger",
        "en",
        "A longer runway could bring larger aircraft to the island.",
        "A longer runway could bring larger aircraft to the island.",
        "A longer runway will bring larger aircraft to the island.",
    ),
    (
        "modality_stronger",
        "en",
        "The ministry plans to close three of the ten stations.",
        "The ministry plans to close three of the ten stations.",
        "The ministry closes three of the ten stations.",
    ),
    (
        "modality_stronger",
        "ja",
        "同県は来年度、観測所を3カ所閉鎖する方針だ。",
        "同県は来年度、観測所を3カ所閉鎖する方針である。",
        "同県は来年度、観測所を3カ所閉鎖した。",
    ),
    (
        "modality_stronger",
        "ja",
        "滑走路の延長は騒音を増やす恐れがある。",
        "滑走路の延長は騒音を増やす可能性がある。",
        "滑走路の延長は騒音を増やす。",
    ),
    (
        "condition_dropped",
        "en",
        "The bank will lend to the mill if two owners sign.",
        "The bank will lend to the mill if two owners sign.",
        "The bank will lend to the mill.",
    ),
    (
        "condition_dropped",
        "ja",
        "銀行は、所有者2人が署名すれば製材所に融資する。",
        "銀行は、所有者2人が署名すれば製材所に融資します。",
        "銀行は、製材所に融資する。",
    ),
    (
        "qualifier_dropped",
        "en",
        "Patients wait on average 40 days for a scan.",
        "Patients wait on average 40 days for a scan.",
        "Patients wait 40 days for a scan.",
    ),
    (
        "negation_changed",
        "en",
        "The lab did not share its results with the county.",
        "The lab didn't share its results with the county.",
        "The lab did share its results with the county.",
    ),
    (
        "negation_changed",
        "ja",
        "研究所は結果を県と共有していない。",
        "研究所は結果を県と共有していない。",
        "研究所は結果を県と共有している。",
    ),
    (
        "direction_turned",
        "en",
        "The toll raised traffic on the old road.",
        "The toll raised traffic on the old road.",
        "The toll cut traffic on the old road.",
    ),
    (
        "direction_turned",
        "ja",
        "議会は値上げの条例案を可決した。",
        "議会は値上げの条例案を可決しました。",
        "議会は値上げの条例案を否決した。",
    ),
    (
        "comparison_added",
        "en",
        "The north shore was given eight boats and the south shore nine.",
        "The north shore was given eight boats and the south shore nine.",
        "The north shore was given more boats than the south shore.",
    ),
    (
        "roles_exchanged",
        "en",
        "Talmer Energy sued Brisk Rail over the unpaid bill.",
        "Talmer Energy sued Brisk Rail over the unpaid bill.",
        "Brisk Rail sued Talmer Energy over the unpaid bill.",
    ),
    (
        "roles_exchanged",
        "ja",
        "町は電力会社に柵の修理を命じた。",
        "町は電力会社に柵の修理を命じました。",
        "電力会社は町に柵の修理を命じた。",
    ),
    (
        "unrelated",
        "en",
        "The museum will open its archive to the public in May.",
        "The museum will open its archive to the public in May.",
        "Ferry prices went up again because of expensive diesel.",
    ),
    (
        "unrelated",
        "ja",
        "博物館は5月に資料を一般に公開する。",
        "博物館は5月に資料を一般に公開する。",
        "燃料高騰の影響を受け、渡船運賃が再び値上がりした。",
    ),
    (
        "words_not_in_source",
        "en",
        "The museum will open its archive to the public in May.",
        "The museum will open its archive to the public in May.",
        "The museum will open its archive to the public in May and hire guides.",
    ),
]
ACROSS = [
    (
        "figure_not_in_source",
        "ja",
        "県は堤防の補修に約350億円を投じた。",
        "The prefecture spent about 35 billion yen on repairing the levee.",
        "The prefecture spent about 350 billion yen on repairing the levee.",
    ),
    (
        "figure_not_in_source",
        "en",
        "The grant, worth $7.5 million, goes to 40 libraries.",
        "750万ドルの助成金は40の図書館に渡る。",
        "7500万ドルの助成金は40の図書館に渡る。",
    ),
    (
        "bound_changed",
        "ja",
        "協定には少なくとも25の自治体が加わった。",
        "At least 25 municipalities joined the agreement.",
        "About 25 municipalities joined the agreement.",
    ),
    (
        "name_changed",
        "ja",
        "電池大手のカルデナ社は、新工場の建設を始めた。",
        "Battery giant Cardena began building a new plant.",
        "Battery giant Coronet began building a new plant.",
    ),
    (
        "name_changed",
        "ja",
        "欧州委員会は新しい基準を公表した。",
        "The European Commission published a new standard.",
        "The European Council published a new standard.",
    ),
    (
        "attribution_dropped",
        "ja",
        "消費者団体は、料金の表示が分かりにくいと批判している。",
        "A consumer group criticises that the prices are shown unclearly.",
        "The way in which the prices are displayed is hard to understand.",
    ),
    (
        "speaker_changed",
        "ja",
        "環境省は、湖の水質が改善したと発表した。",
        "The environment ministry announced that the lake's water quality had improved.",
        "The education ministry announced that the lake's water quality had improved.",
    ),
    (
        "modality_stronger",
        "ja",
        "新しい税は中小企業の負担を増やす可能性がある。",
        "The new tax could increase the burden on small firms.",
        "The new tax increases the burden on small firms.",
    ),
    (
        "modality_stronger",
        "en",
        "The council is considering whether to ban scooters.",
        "議会は電動キックボードを禁止するかどうかを検討している。",
        "議会は電動キックボードを禁止することを決めた。",
    ),
    (
        "condition_dropped",
        "ja",
        "予算が承認された場合、市は図書館を建て替える。",
        "If the budget is approved, the city will rebuild the library.",
        "The city will rebuild the library with the new budget.",
    ),
    (
        "negation_changed",
        "ja",
        "同社は利用者のデータを広告会社に販売していない。",
        "The company has not sold users' data to advertisers.",
        "The company has sold users' data to advertisers.",
    ),
    (
        "figure_about_other",
        "ja",
        "病院の80%は電子カルテを導入したが、診療所では45%にとどまる。",
        "80% of hospitals have introduced electronic medical records.",
        "45% of hospitals have introduced electronic medical records.",
    ),
    (
        "roles_exchanged",
        "ja",
        "大学は銀行に資金の提供を求めている。",
        "The university wants the bank to provide funds.",
        "The bank wants the university to provide funds.",
    ),
    (
        "unrelated",
        "ja",
        "水道管の更新が遅れ、漏水の被害が増えた。",
        "Leaks did more damage because the replacement of water pipes was delayed.",
        "Universities published research on the health of students.",
    ),
]


@pytest.mark.parametrize(("code", "language", "passage", "right", "wrong"), SAME)
def test_one_language(code: str, language: str, passage: str, right: str, wrong: str) -> None:
    good, bad = (check(passage, language, text, language) for text in (right, wrong))
    assert codes(good.findings) == set()
    assert code in codes(bad.findings)
    assert bad.verdict == ("unsupported" if CODES[code].severity == "error" else "unchecked")


@pytest.mark.parametrize(("code", "language", "passage", "right", "wrong"), ACROSS)
def test_across_languages(code: str, language: str, passage: str, right: str, wrong: str) -> None:
    into = "en" if language == "ja" else "ja"
    good, bad = (check(passage, language, text, into) for text in (right, wrong))
    assert (codes(good.findings), good.verdict) == (set(), "unchecked")
    assert code in codes(bad.findings)
    assert bad.verdict == "unsupported"


VERBATIM = [
    (
        "en",
        "The lab, a unit of the port, found that 4 of 9 wells were dry, because of the drought.",
        "The lab found that 4 of 9 wells were dry.",
    ),
    (
        "en",
        "Nine of ten ferries are late, the harbour board said in its 2024 report.",
        "The harbour board said in its 2024 report that nine of ten ferries are late.",
    ),
    ("en", "The quay cost $4 billion.", "The quay cost 4 billion dollars."),
    (
        "en",
        "Talmer Energy argues that tolls are high.",
        "Talmer Energy contends that tolls are high.",
    ),
    (
        "ja",
        "港湾局は、去年の貨物が12万トンだったと発表した。",
        "港湾局は、去年の貨物が120,000トンだったと発表しました。",
    ),
    ("ja", "港は、嵐で壊れたとして、桟橋2本を閉鎖した。", "港は、桟橋2本を閉鎖した。"),
    ("ja", "運賃は10%下がったが、乗客は増えていない。", "運賃は10%下がった。"),
]
SPLICED = [
    (
        "en",
        "The utility estimates that leaks lose 16 percent of its water, most of it from old pipes.",
        "The utility estimates that leaks lose old pipes.",
    ),
    (
        "en",
        "The council praised the mill and fined the tannery for polluting the river.",
        "The council fined the mill for polluting the river.",
    ),
    (
        "ja",
        "市は工場を称賛し、川を汚した皮革会社に罰金を科した。",
        "市は工場に罰金を科した。",
    ),
    (
        "en",
        "Banks that broke the rule were closed in May.",
        "Banks were closed in May.",
    ),
    (
        "ja",
        "規則を破った銀行は5月に閉鎖された。",
        "銀行は5月に閉鎖された。",
    ),
]


@pytest.mark.parametrize(("language", "passage", "text"), VERBATIM)
def test_near_verbatim_is_supported(language: str, passage: str, text: str) -> None:
    checked = check(passage, language, text, language)
    assert (checked.verdict, codes(checked.findings)) == ("supported", set())


@pytest.mark.parametrize(("language", "passage", "text"), SPLICED)
def test_a_splice_or_a_lost_limit_is_not_supported(language: str, passage: str, text: str) -> None:
    assert check(passage, language, text, language).verdict != "supported"


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("This translation keeps the formal tone of the original.", "ja", "not_a_statement"),
        ("Here is the translation: the port is closed.", "en", "not_a_statement"),
        ("証拠: 港は閉鎖された。", "ja", "not_a_statement"),
        ("The port is closed for the winter.", "ja", "wrong_language"),
        ("港は冬の間閉鎖されており、船は入れない。", "en", "wrong_language"),
    ],
)
def test_what_is_no_statement(text: str, language: str, code: str) -> None:
    checked = check("The port is closed for the winter.", "en", text, language)
    assert code in codes(checked.findings)
    assert checked.verdict == "unsupported"


def test_an_opening_about_the_evidence_is_no_speaker_and_no_harm() -> None:
    passage = "Growers say the new dam has dried up their wells."
    kept = check(passage, "en", f"The evidence states that growers say {passage[12:]}", "en")
    lost = check(passage, "en", "This evidence suggests that the new dam dried up wells.", "en")
    assert kept.verdict != "unsupported"
    assert "attribution_dropped" in codes(lost.findings)


def test_without_a_passage_nothing_is_said() -> None:
    checked = check_claim("The port is closed.", "en", [])
    assert (checked.verdict, codes(checked.findings)) == ("unchecked", {"no_passage"})


@pytest.mark.parametrize(
    ("state", "text", "verdict"),
    [
        ("approved", "The port is closed for the winter.", "supported"),
        ("approved", "The  port is closed\nfor the winter.", "supported"),
        ("approved", "The port is shut for the winter.", "unchecked"),
        ("machine", "The port is closed for the winter.", "unchecked"),
    ],
)
def test_an_approved_rendering_supports_its_own_text(state: str, text: str, verdict: str) -> None:
    card = card_of("港は冬の間閉鎖される。", "ja")
    rendering = rendering_of(card, "The port is closed for the winter.", state=state)
    assert check_claim(text, "en", [card], rendering=rendering).verdict == verdict


def test_the_origin_is_told_as_a_note() -> None:
    checked = check(
        "According to the Harbour Times, 40 boats were lost.",
        "en",
        "According to the Harbour Times, 40 boats were lost.",
        "en",
    )
    assert checked.verdict == "supported"
    assert [f.code for f in checked.findings] == ["secondary_source"]


def test_matches_have_offsets_on_both_sides() -> None:
    text = "The quay is old. 港は2019年に7億円を費やし、カルデナ社と契約した。"
    cards = [card for card in cards_of(text, "ja") if "カルデナ" in card.quote]
    claim = "In 2019 the port spent 700 million yen and signed with Cardena."
    matches = check_claim(claim, "en", cards, numbers=[3]).matches
    pairs = {
        (claim[m.claim_start : m.claim_end], text[m.start : m.end], m.kind, m.n) for m in matches
    }
    assert ("700 million yen", "7億円", "figure", 3) in pairs
    assert ("2019", "2019年", "figure", 3) in pairs
    assert ("Cardena", "カルデナ", "name", 3) in pairs


def test_the_nearest_of_several_sentences_is_the_one_compared() -> None:
    text = "The quay may be closed in May. The mill was sold for $3 million."
    checked = check(text, "en", "The mill was sold for $3 million.", "en")
    assert (checked.verdict, codes(checked.findings)) == ("supported", set())
    both = check(text, "en", text, "en")
    assert both.verdict == "supported"


@pytest.mark.parametrize(
    "text", ["", " ", "。", "]", "「", '"', "A", "1", "\x00", "%" * 200, "は" * 500]
)
def test_strange_claims_do_no_harm(text: str) -> None:
    for language in ("en", "ja", "fr"):
        checked = check("港は2019年に7億円を費やした。", "ja", text, language)
        assert checked.verdict in ("unchecked", "unsupported")


def test_a_third_language_is_held_to_its_figures() -> None:
    good = check("The port spent $4 million in 2019.", "en", "Le port a dépensé 4 en 2019.", "fr")
    bad = check("The port spent $4 million in 2019.", "en", "Le port est fermé depuis 2012.", "fr")
    assert good.verdict in ("unchecked", "unsupported")
    assert "figure_not_in_source" in codes(bad.findings)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_says_what_and_what_to_do(code: str) -> None:
    found = finding(code, "the thing")
    assert found.message
    assert found.remedy
    assert "{" not in found.message


@pytest.mark.parametrize("text", ["Port fees: 12 USD.", "`port-tool doctor` prints both.", "Bonn"])
def test_a_quote_never_fails_for_its_form(text: str) -> None:
    assert check_claim(text, "en", cards_of(text, "en")).verdict != "unsupported"


def test_about_a_month_is_no_month() -> None:
    card = card_of("Comments had to arrive by 27 October 2025, about a month later.", "en")
    right = check_claim("意見は2025年10月27日までに届く必要があった。", "ja", [card])
    assert not [f for f in right.findings if f.code == "figure_not_in_source"]
    wrong = check_claim("意見は2025年10月27日、約10月までに届く必要があった。", "ja", [card])
    assert wrong.verdict == "unsupported"
