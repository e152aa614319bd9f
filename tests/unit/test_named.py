"""What a question names, and whether the evidence speaks of it."""

from dataclasses import replace

import pytest
from cards_for_tests import card_of

from assistant.named import (
    asks_for_a_person,
    is_all_named,
    is_said_of_it,
    is_written_there,
    moment_asked,
    names_a_person,
)
from assistant.questions import names_in
from assistant.terms import Term


@pytest.mark.parametrize(
    ("question", "evidence", "language", "expected"),
    [
        ("How much did Norway spend?", "Norway spent $5 million.", "en", True),
        ("How much did Sweden spend?", "Norway spent $5 million.", "en", False),
        ("How much did Japan spend?", "日本は500万ドルを使った。", "ja", True),
        ("How much did Australia spend?", "日本は500万ドルを使った。", "ja", False),
        ("日本はいくら使いましたか。", "Norway spent $5 million.", "en", False),
        ("日本はいくら使いましたか。", "ノルウェーは500万ドルを使った。", "ja", False),
        ("日本の記事はいくらと伝えましたか。", "ノルウェーは500万ドルを使った。", "ja", True),
        ("日本はいくら使いましたか。", "Japan spent $5 million.", "en", True),
        ("GitLabはいくら使いましたか。", "Norway spent $5 million.", "en", False),
        ("What does Macron want?", "マクロン氏は増税を求めている。", "ja", True),
        ("What does Meta want?", "Some tables are missing.", "en", False),
        ("What does OLMo2 do?", "OLMo 2 is a model.", "en", True),
        ("Roughly how many boats are there?", "There are 12 boats.", "en", True),
        ("May a PDF be sent?", "It may be sent as a file.", "en", True),
        ("Two years ago, what was it?", "It was an inn.", "en", True),
    ],
)
def test_what_is_named_must_be_spoken_of(
    question: str, evidence: str, language: str, expected: bool
) -> None:
    cards = [card_of(evidence, language)]
    assert is_all_named(names_in(question), question, cards) is expected


def test_a_term_stands_for_its_name() -> None:
    question = "What does Selvaag want?"
    card = card_of("港湾組合は値下げを求めている。", "ja")
    assert not is_all_named(names_in(question), question, [card])
    term = Term(japanese="港湾組合", english="Selvaag")
    assert is_all_named(names_in(question), question, [card], [term])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is the director of the port?", True),
        ("Which official at the port was named?", True),
        ("港の責任者は誰ですか。", True),
        ("記事を書いた記者は誰ですか。", True),
        ("Who benefits from the fee?", False),
        ("Which agencies were consulted?", False),
        ("港を使うのは誰か。", False),
    ],
)
def test_when_somebodys_name_is_asked_for(question: str, expected: bool) -> None:
    assert asks_for_a_person(question) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The contact is Maria Lund at the port.", "en", True),
        ("Questions go to Dr. Lund.", "en", True),
        ("The Office of Port Policy answers in March.", "en", False),
        ("The Harbour Union answers.", "en", False),
        ("問い合わせ先は田村氏である。", "ja", True),
        ("問い合わせ先は港湾局である。", "ja", False),
    ],
)
def test_whether_somebody_is_named(text: str, language: str, expected: bool) -> None:
    assert names_a_person(card_of(text, language), "Who is the contact?") is expected


def test_what_the_document_is_about_is_nobody() -> None:
    card = replace(card_of("It was founded by Silver Wharf.", "en"), title="Silver Wharf")
    assert not names_a_person(card, "Who founded it?")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("On what day did it close?", {"date", "month_day"}),
        ("何月何日に締め切られましたか。", {"date", "month_day"}),
        ("At what hour did it close?", {"time"}),
        ("何時に始まりますか。", {"time"}),
        ("What year was it?", set()),
        ("何日間続きましたか。", set()),
    ],
)
def test_how_fine_a_date_must_be(question: str, expected: set[str]) -> None:
    assert moment_asked(question) == expected


@pytest.mark.parametrize(
    ("question", "evidence", "expected"),
    [
        ("To which e-mail address do replies go?", "Replies go by e-mail.", False),
        ("To which e-mail address do replies go?", "Write to ferry@port.example.", True),
        ("返信先のメールアドレスを教えてください。", "返信は電子メールで受け付ける。", False),
        ("What is the phone number of the office?", "The office has 12 desks.", False),
        ("What is the phone number of the office?", "Call 555-0142.", True),
        ("What is the URL of the notice?", "It stands at port.gov.", True),
        ("What is the docket number of the notice?", "It was published on 26 May 2023.", False),
        ("What is the docket number of the notice?", "It is filed as PORT-TECH-2023-0017.", True),
        ("Where does the docket ID go?", "It goes at the top.", True),
        ("Is e-mail accepted?", "No.", True),
    ],
)
def test_an_address_or_number_asked_for_must_be_written_there(
    question: str, evidence: str, expected: bool
) -> None:
    language = "ja" if "。" in evidence else "en"
    assert is_written_there(question, [card_of(evidence, language)]) is expected


@pytest.mark.parametrize(
    ("question", "subject", "evidence", "expected"),
    [
        ("How large is OLMo 2?", "", "OLMo 2 has 7 billion parameters.", True),
        ("How large is OLMo 2?", "OLMo 2", "It has 7 billion parameters.", True),
        ("How large is OLMo 2?", "Kestrel 3", "It has 7 billion parameters.", False),
        ("What does Norway spend?", "", "It spends 5 million.", True),
    ],
)
def test_the_best_card_must_be_about_the_very_thing(
    question: str, subject: str, evidence: str, expected: bool
) -> None:
    card = replace(card_of(evidence, "en"), subject=subject)
    assert is_said_of_it(names_in(question), question, card) is expected
