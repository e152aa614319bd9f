"""Who speaks, about whom, and at what remove: both languages, sentences of our own."""

import pytest

from knowledge.annotation.english import read_english
from knowledge.annotation.japanese import is_agent, read_japanese
from knowledge.language import detect_language
from knowledge.passages import cut
from knowledge.types import Extracted, Sentence


def notes(text: str) -> list[Sentence]:
    extracted = Extracted(
        text=text,
        page_starts=(),
        title="",
        language=detect_language(text),
        publisher="",
        published="",
    )
    return [s for passage in cut(extracted) for s in passage.sentences]


@pytest.mark.parametrize(
    ("sentence", "speaker", "verb"),
    [
        ("Exampleは、公開の標準が要ると主張する。", "Example", "主張する"),
        ("Example Labs は「標準は要る」と述べた。", "Example Labs", "述べる"),
        ("同協会は費用が下がると指摘している。", "同協会", "指摘する"),
        ("Sample Corpは投資を増やすよう求めている。", "Sample Corp", "求める"),
        ("研究所は、費用が半分になると推定しています。", "研究所", "推定する"),
        ("政府は規制を見直すとしている。", "政府", "とする"),
        ("山田氏は、これで十分だと考えている。", "山田氏", "考える"),
        ("一方で、大手側は閉じた環境がよいとみている。", "大手側", "とみる"),
        ("Exampleは新しい枠組みを提案。", "Example", "提案する"),
        ("危険が残る、とExampleは警告する。", "Example", "警告する"),
        ("閉じた方が安全だというのが同社の考えです。", "同社", "考え"),
        ("Exampleによれば、費用は下がる。", "Example", "によれば"),
        ("Example（本社は東京）によると、費用は下がる。", "Example（本社は東京）", "によると"),
        ("同社の推計では、費用は半分になる。", "同社", "推計では"),
        ("Example：投資を訴えている。", "Example", "訴える"),
        ("研究によれば、費用は下がる。", "", "研究によれば"),
        ("最近の調査によると、利用者が増えた。", "", "最近の調査によると"),
        ("費用は下がるとされる。", "", "とされる"),
        ("費用は半分になると推定されています。", "", "推定される"),
        # No speech at all:
        ("オープンな標準は費用を下げる。", "", ""),
        ("規則は安全を目的としている。", "", ""),
        ("標準は透明性を柱としている。", "", ""),
        ("Exampleは三つの製品を作った。", "", ""),
        ("そのため同社は、費用が下がると主張する。", "同社", "主張する"),
        ("この資料は日本語の記事を通じて内容を伝えています。", "", ""),
    ],
)
def test_japanese_speech(sentence: str, speaker: str, verb: str) -> None:
    reading = read_japanese(sentence)
    assert (reading.speaker, reading.verb) == (speaker, verb)


@pytest.mark.parametrize(
    ("sentence", "speaker", "verb"),
    [
        ("Example Labs argues that open standards are needed.", "Example Labs", "argues"),
        ("According to Example Labs, the cost will fall.", "Example Labs", "according to"),
        ("The cost will fall, according to Example Labs.", "Example Labs", "according to"),
        ("The company estimates that the cost will fall.", "The company", "estimates"),
        ("However, the agency said that it would wait.", "the agency", "said"),
        ("In 2024, Sample Corp has warned that prices rise.", "Sample Corp", "warned"),
        ("Example Labs's proposal calls for more money.", "Example Labs", "calls"),
        ("The report says that wells are deep.", "The report", "says"),
        ("The Office of Example Policy states that filers must sign.", None, "states"),
        ('"We need it," said Jane Sample.', "Jane Sample", "said"),
        ("They argue that this is enough.", "They", "argue"),
        ("Studies show that the cost falls.", "", "Studies show"),
        ("Recent research suggests that users gain.", "", "Recent research suggests"),
        ("The effect is estimated at about ten times.", "", "is estimated"),
        ("It is believed that wells are deep.", "", "It is believed that"),
        # No speech at all:
        ("Open standards lower the cost.", "", ""),
        ("The reports were late.", "", ""),
        ("The request for information was published in May.", "", ""),
        ("Our sources do not say how it was done.", "", ""),
        ("Example Labs makes three products.", "", ""),
        ("The model that Example Labs says is best costs little.", "", ""),
        ("A state agency holds the claim.", "", ""),
    ],
)
def test_english_speech(sentence: str, speaker: str | None, verb: str) -> None:
    reading = read_english(sentence)
    if speaker is not None:
        assert reading.speaker == speaker
    assert reading.verb == verb


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Example Labs", True),
        ("経済産業省", True),
        ("山田教授", True),
        ("ExampleやSample Corpなどの大手企業", True),
        ("AI", False),
        ("GDP", False),
        ("標準", False),
        ("透明性", False),
    ],
)
def test_agents(phrase: str, expected: bool) -> None:
    assert is_agent(phrase) is expected


def test_a_pronoun_stands_for_the_body_named_before() -> None:
    first, second, third = notes(
        "Example Labsは新しい標準を公開した。同社は、費用が下がると主張する。"
        "学習の過程が見えれば、監査もしやすくなるからだという。"
    )
    assert first.subject == ""
    assert (second.subject, second.speaker, second.subject_is_resolved) == (
        "Example Labs",
        "Example Labs",
        True,
    )
    assert (third.speaker, third.speech_verb) == ("Example Labs", "という")


def test_a_pronoun_without_anybody_before_it_is_flagged() -> None:
    (alone,) = notes("同社は、費用が下がると主張する。")
    assert (alone.subject, alone.subject_is_resolved, alone.speaker) == ("", False, "同社")
    (english,) = notes("The company argues that the cost will fall.")
    assert (english.subject, english.subject_is_resolved) == ("", False)


def test_an_omitted_subject_is_that_of_the_sentence_before() -> None:
    _, second, third = notes(
        "Example Labs は研究者の間で知られています。"
        "3万以上の模型を公開し、500万人にサービスを提供しています。"
        "だからこそ、手順を公開しているのです。"
    )
    assert second.subject == third.subject == "Example Labs"


def test_an_omitted_subject_does_not_cross_a_paragraph() -> None:
    *_, last = notes("Example Labs は有名です。\n\n3万以上の模型を公開しています。")
    assert (last.subject, last.subject_is_resolved) == ("", False)


@pytest.mark.parametrize(
    "sentence",
    ["ぜひ見てください。", "どれを選びますか。", "断定できない。", "天気、音楽、検索。"],
)
def test_requests_questions_and_fragments_miss_no_subject(sentence: str) -> None:
    *_, last = notes(f"Example Labs は有名です。{sentence}")
    assert (last.subject, last.subject_is_resolved) == ("", True)


def test_two_bodies_are_not_one_company() -> None:
    *_, last = notes("ExampleとSampleは共同で動いた。同社は、費用が下がると主張する。")
    assert not last.subject_is_resolved


def test_the_company_is_not_the_office() -> None:
    *_, last = notes(
        "Example Labs published a plan. The Office of Example Policy replied to it. "
        "The company argues that this is enough."
    )
    assert last.subject != "The Office of Example Policy"


def test_it_stands_for_a_single_subject_only() -> None:
    _, it = notes("The first request is older. It closed at noon.")
    assert (it.subject, it.subject_is_resolved) == ("The first request", True)
    _, it = notes("All of these figures are old. It presents them.")
    assert (it.subject, it.subject_is_resolved) == ("", False)
    _, it = notes("The first request is older. It is better to wait.")
    assert (it.subject, it.subject_is_resolved) == ("", True)


def test_a_statement_taken_up_by_this_is_flagged() -> None:
    *_, last = notes("Example Labs は有名です。これは費用を下げる。")
    assert (last.subject, last.subject_is_resolved) == ("", False)


@pytest.mark.parametrize(
    ("sentence", "origin", "name"),
    [
        (
            "Example Labsの提言は、費用を下げる狙いがある。",
            "secondary_source",
            "Example Labsの提言",
        ),
        ("VentureBeatによれば、費用は下がる。", "secondary_source", "VentureBeat"),
        ("ある報告書は、費用が下がると述べる。", "secondary_source", "報告書"),
        ("危険がある、と記事は指摘する。", "secondary_source", "記事"),
        ("研究によれば、費用は下がる。", "unnamed_origin", ""),
        ("専門家は、費用が下がると指摘する。", "unnamed_origin", ""),
        ("費用は下がるとされる。", "unnamed_origin", ""),
        ("The report says that wells are deep.", "secondary_source", "The report"),
        ("According to Reuters, wells are deep.", "secondary_source", "Reuters"),
        ("Example Labs's report says that it is so.", "secondary_source", "Example Labs's report"),
        ("Studies show that wells are deep.", "unnamed_origin", ""),
        ("Experts say that wells are deep.", "unnamed_origin", ""),
        ("Wells are said to be deep.", "unnamed_origin", ""),
        ("Example Labs argues that wells are deep.", "", ""),
        ("Example Labsは、井戸が深いと主張する。", "", ""),
        ("この資料では、要点を整理します。", "", ""),
        ("Example Labsの提言が採用されれば、費用は下がる。", "", ""),
    ],
)
def test_origin(sentence: str, origin: str, name: str) -> None:
    (note,) = notes(sentence)
    assert (note.origin, note.origin_name) == (origin, name)


def test_this_proposal_is_the_one_named_before_and_passes_its_origin_to_its_list() -> None:
    found = notes(
        "2025年3月、Example Labs は政府に対して提言を提出しました。\n"
        "その提言は二つの柱から成ります:\n"
        "- 基盤の強化:\n"
        "革新は広い範囲から生まれるとし、支援を増やすべきだと主張しています。\n"
        "- 標準の促進:\n"
        "標準が安全に役立つとしています。\n"
    )
    lead, body, last = found[1], found[3], found[5]
    assert (lead.subject, lead.origin_name) == ("Example Labsの提言", "Example Labsの提言")
    assert (body.speaker, body.speech_verb) == ("Example Labs", "主張する")
    assert body.origin_name == "Example Labsの提言"
    assert (last.speaker, last.speech_verb) == ("Example Labs", "とする")


def test_a_restatement_keeps_the_origin_of_what_it_restates() -> None:
    _, restated = notes("研究によれば、効果は大きい。つまり、4億円が8億円になるのです。")
    assert restated.origin == "unnamed_origin"
    _, restated = notes("Studies show a gain. In other words, $4 may become $8.")
    assert restated.origin in ("", "unnamed_origin")


def test_memory_ends_with_the_section_but_for_the_only_company() -> None:
    *_, last = notes(
        "# T\n\n## A\n\nExample Labsは標準を公開した。\n\n## B\n\n同社は安全だと主張する。\n"
    )
    assert last.subject == "Example Labs"
    *_, last = notes(
        "# T\n\n## A\n\nExample Labsは標準を公開した。Sample Corpは反対した。\n\n"
        "## B\n\n同社は安全だと主張する。\n"
    )
    assert not last.subject_is_resolved


def test_metadata_lines_get_no_notes() -> None:
    *_, last = notes("Example Labs argues that it is so.\n\nSource: Reuters")
    assert (last.kind, last.speaker, last.origin) == ("metadata", "", "")
