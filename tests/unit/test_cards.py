"""Cards: exact quotes with what stands around them, and their citations."""

import pytest
from cards_for_tests import card_of, cards_of

from assistant.cards import SECOND_HAND, UNNAMED, cells_of, cite, table_row

NOTICE = """Fees and deadlines

The harbour office asks for three things:
- a plan of the berth
- a fee of $40
- the name of the master

The office must answer within 30 days.
"""


def test_a_quote_is_the_text_at_its_offsets() -> None:
    cards = cards_of(NOTICE, "en")
    assert len(cards) >= 5
    for card in cards:
        assert NOTICE[card.start : card.end] == card.quote


def test_a_list_item_brings_the_sentence_that_introduces_it() -> None:
    cards = cards_of(NOTICE, "en")
    (fee,) = [card for card in cards if "$40" in card.quote]
    assert fee.lead_in == "The harbour office asks for three things:"
    assert [q.unit for q in fee.quantities] == ["USD"]


def test_quantities_count_from_the_quotes_start() -> None:
    text = "The harbour is old. It was opened in 1921 and holds 300 boats."
    card = cards_of(text, "en")[1]
    assert [card.quote[q.start : q.end] for q in card.quantities] == ["1921", "300"]


@pytest.mark.parametrize(
    ("text", "source_language", "expected"),
    [
        ("港は1921年に開かれた。", "ja", "ja"),
        ("The harbour was opened in 1921 and is still in use.", "ja", "en"),
        ("港は1921年に開かれ、今も使われている。", "en", "ja"),
        ("NIST SP 800-53", "ja", "ja"),
        ("発行：Policy Comment Assistant sample sources", "ja", "ja"),
        ("Policy Comment Assistant sample sources", "ja", "ja"),
        ("Le port a été ouvert en 1921.", "fr", "fr"),
        ("The harbour office says 「港」 and means a port in this report.", "en", "en"),
    ],
)
def test_a_sentence_in_another_script_has_its_own_language(
    text: str, source_language: str, expected: str
) -> None:
    assert card_of(text, source_language).language == expected


def test_a_citation_repeats_place_and_quote() -> None:
    card = cards_of(NOTICE, "en")[-1]
    citation = cite(card, 3, "30日以内")
    assert (citation.n, citation.quote, citation.rendering) == (3, card.quote, "30日以内")
    assert (citation.start, citation.end, citation.source_id) == (card.start, card.end, 1)
    assert citation.note == ""


def test_unnamed_research_is_noted() -> None:
    (card,) = cards_of("研究によれば、公開された記録は誤りを減らす。", "ja")
    assert card.origin == "unnamed_origin"
    assert UNNAMED in cite(card, 1).note


def test_a_reported_document_is_noted_with_its_name() -> None:
    text = "According to the annual report of the Port Authority, traffic doubled in ten years."
    (card,) = cards_of(text, "en")
    assert card.origin == "secondary_source"
    note = cite(card, 1).note
    assert note.startswith(SECOND_HAND.partition("{")[0])
    assert card.origin_name in note


def test_an_open_subject_is_noted() -> None:
    card = cards_of("彼らは、それを三度にわたって拒んだ。", "ja")[0]
    assert not card.subject_is_resolved
    assert "leaves open" in cite(card, 1).note


TABLE = """Two piers

Point | North pier | South pier
Closing time | 5 p.m. on 3 May | 9 p.m. on 4 May
Fee | $5 | $5
"""


MARKDOWN_TABLE = """Two piers

| Point | North pier | South pier |
|:---|---|---|
| Closing time | 5 p.m. on 3 May | 9 p.m. on 4 May |
| Fee | $5 | $5 |
"""


@pytest.mark.parametrize("text", [TABLE, MARKDOWN_TABLE])
def test_a_row_that_sets_things_side_by_side_gives_a_card_for_each(text: str) -> None:
    rows = [card for card in cards_of(text, "en") if table_row(card)]
    closing = cells_of(rows[0])
    assert [cell.quote for cell in closing] == ["5 p.m. on 3 May", "9 p.m. on 4 May"]
    assert [cell.lead_in for cell in closing] == [
        "Closing time, North pier",
        "Closing time, South pier",
    ]
    fees = cells_of(rows[1])
    assert [cell.quote for cell in fees] == ["$5", "$5"]
    assert fees[0].start < fees[1].start
    for row, cell in ((rows[0], closing[1]), (rows[1], fees[1])):
        start = cell.start - row.start
        assert row.quote[start : start + len(cell.quote)] == cell.quote
        assert all(cell.quote[q.start : q.end] == q.text for q in cell.quantities)


def test_any_other_card_stays_whole() -> None:
    (card,) = cards_of("The pier closes at 5 p.m. on 3 May.", "en")
    assert cells_of(card) == (card,)
