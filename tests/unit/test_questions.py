"""What a question asks for, and whose names it holds."""

import pytest

from assistant.questions import Expected, names_in, read_question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What percentage of ports publish their fees?", "share"),
        ("What share of the fleet is electric?", "share"),
        ("How much did the harbour cost?", "money"),
        ("How much did trade grow?", "amount"),
        ("At what price are berths let?", "money"),
        ("When is the deadline?", "date"),
        ("What year was the bridge opened?", "date"),
        ("By what time must replies arrive?", "date"),
        ("By when must replies arrive?", "date"),
        ("For the harbour list, what was the publication date?", "date"),
        ("When we quote a rival, what should be added?", "other"),
        ("By what factor did trade grow?", "amount"),
        ("How many boats called in May?", "count"),
        ("How long may a reply be?", "count"),
        ("Why does the union object?", "reason"),
        ("Who signed the notice?", "person"),
        ("Which agency issued the notice?", "organisation"),
        ("What are the three demands?", "list"),
        ("Who argues that fees should fall?", "other"),
        ("What does the union want?", "other"),
        ("記録を公開する港は何%ですか。", "share"),
        ("電気で動く船の割合はどれほどですか。", "share"),
        ("費用はいくらですか。", "money"),
        ("建設にはどれくらいの費用がかかりましたか。", "money"),
        ("効果は何倍ですか。", "amount"),
        ("締め切りはいつですか。", "date"),
        ("橋は何年に開通しましたか。", "date"),
        ("受付は何時までですか。", "date"),
        ("工事は何年間続きましたか。", "duration"),
        ("受付の期間はどのくらいの長さでしたか。", "duration"),
        ("How many weeks did the work take?", "duration"),
        ("審査に何時間かかりましたか。", "duration"),
        ("船は何隻、人は何人いますか。", "count"),
        ("なぜ組合は反対しているのですか。", "reason"),
        ("誰が署名しましたか。", "person"),
        ("どの機関が公告を出しましたか。", "organisation"),
        ("三つの要求を挙げてください。", "list"),
        ("組合は何を求めていますか。", "other"),
    ],
)
def test_the_kind_of_answer_is_read_off_the_question(text: str, expected: Expected) -> None:
    assert read_question(text).expected == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hugging Faceの利用者は何人ですか。", ("Hugging Face",)),
        ("OSTPとNISTは何をしましたか。", ("OSTP", "NIST")),
        ("iPhoneの価格は。", ("iPhone",)),
        ("DeepSeek-R1はいつ出ましたか。", ("DeepSeek-R1",)),
        ("ホワイトハウスは何を求めましたか。", ("ホワイトハウス",)),
        ("「開かれた港」とは何ですか。", ("開かれた港",)),
        ("What did Google and OpenAI propose?", ("Google", "OpenAI")),
        ("Compare SmolLM3 and the OLMo 2 model.", ("SmolLM3", "OLMo 2")),
        (
            "Who leads the Office of Science and Technology Policy?",
            ("Office of Science and Technology Policy",),
        ),
        ("What does o1-mini do?", ("o1-mini",)),
        ("Is OLMo 2 as good as GPT-4o?", ("OLMo 2", "GPT-4o")),
        ("Does Norway's OECD report say so?", ("Norway", "OECD")),
        ("Who added EUR 65 billion to the GDP of Europe?", ("GDP", "Europe")),
        ("What is the docket ID of the 2023 request?", ("ID",)),
        ("What is the AI Action Plan?", ("AI Action Plan",)),
        ("What is the fee?", ()),
        ("How many are there? Which ones?", ()),
        ("What is the sha256 of it?", ()),
        ("料金はいくらですか。", ()),
        ("", ()),
    ],
)
def test_names_are_found_and_nothing_else(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the fee?", "en"),
        ("料金はいくらですか。", "ja"),
        ("Quelle est la date limite pour les réponses ?", "fr"),
        ("42?", "en"),
        ("ＯＳＴＰの締め切りはいつですか。", "ja"),
    ],
)
def test_the_language_is_told_or_is_english(text: str, language: str) -> None:
    assert read_question(text).language == language


def test_full_width_letters_are_names_too() -> None:
    assert read_question("ＯＳＴＰの締め切りはいつですか。").names == ("OSTP",)


def test_the_text_is_kept_as_written() -> None:
    assert read_question("  ＯＳＴＰとは？ ").text == "ＯＳＴＰとは？"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("How many boats called in May?", "boats"),
        ("How many different kinds called in May?", "kinds"),
        ("How many numbered questions are there?", "questions"),
        ("What was the page limit for the ferry notice?", "page"),
        ("何ページまでですか。", "ページ"),
    ],
)
def test_the_thing_counted_is_named(text: str, counted: str) -> None:
    assert read_question(text).counted == counted
