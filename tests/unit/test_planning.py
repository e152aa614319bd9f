"""Which cards a section is made of, and where they stand."""

from dataclasses import replace

import pytest
from cards_for_tests import card_of, cards_of

from assistant.planning import PARTS, Planned, in_order, is_fit_for_filing, part_of, plan
from assistant.selection import Ranked
from assistant.types import Card

BACKGROUND = (0.10, 0.12, 0.14, 0.16)


def ranked(*cards: tuple[Card, float], background: tuple[float, ...] = BACKGROUND) -> Ranked:
    return Ranked(
        hits=(),
        cards=tuple(card for card, _ in cards),
        background=background,
        nearness=tuple(nearness for _, nearness in cards),
    )


def english(n: int) -> Card:
    text = f"The harbour of town number {n} lets its berths to small boats in winter."
    return replace(card_of(text, "en"), start=n * 100, passage_id=n)


def test_the_most_relevant_come_first_and_no_more_than_wanted() -> None:
    cards = [(english(n), 0.9 - n / 100) for n in range(6)]
    planned = plan(ranked(*cards), at_most=4)
    assert [p.card for p in planned] == [card for card, _ in cards[:4]]


def test_what_does_not_stand_out_is_left_out() -> None:
    planned = plan(ranked((english(1), 0.5), (english(2), 0.14)), at_most=4)
    assert [p.card for p in planned] == [english(1)]


@pytest.mark.parametrize("background", [(), (0.1,)])
def test_without_a_background_all_count_as_relevant(background: tuple[float, ...]) -> None:
    assert len(plan(ranked((english(1), 0.0), background=background), at_most=4)) == 1


def test_an_even_background_divides_by_nothing() -> None:
    plan(ranked((english(1), 0.5), background=(0.1, 0.1)), at_most=4)


def test_the_same_sentence_is_taken_once() -> None:
    twice = replace(english(1), source_id=2)
    assert len(plan(ranked((english(1), 0.9), (twice, 0.8)), at_most=4)) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You should read the whole report before you go on with it.", "en"),
        ("The harbour board asks for the following three things:", "en"),
        ("Does the harbour board ask for anything that costs money?", "en"),
        ("Berths are let.", "en"),
        ("この記事では、港の料金について順に見ていくことにしよう。", "ja"),
        ("港の料金はこれからどうなっていくのでしょうか。", "ja"),
        ("港は開いた。", "ja"),
    ],
)
def test_what_speaks_to_the_reader_or_is_too_short_is_not_filed(text: str, language: str) -> None:
    assert not is_fit_for_filing(replace(card_of(text, language), subject_is_resolved=True))


def test_an_open_subject_is_not_filed() -> None:
    assert is_fit_for_filing(english(1))
    assert not is_fit_for_filing(replace(english(1), subject_is_resolved=False))


@pytest.mark.parametrize(
    ("text", "language", "part"),
    [
        ("Berths cost EUR 3 million less to maintain.", "en", "evidence"),
        ("The waiting time fell by 40% for small boats.", "en", "evidence"),
        ("Some 12,000 boats called at the port.", "en", "evidence"),
        ("The board calls for a register of berths.", "en", "ask"),
        ("In 2021 the board called for a register and urges the state to act.", "en", "ask"),
        ("漁業組合は、埠頭を設けるよう求めている。", "ja", "ask"),
        ("Shared berths let small boats land their catch.", "en", "rationale"),
        ("港は小さな船にも開かれている。", "ja", "rationale"),
    ],
)
def test_each_card_has_its_part(text: str, language: str, part: str) -> None:
    assert part_of(card_of(text, language)) == part


def test_cards_read_on_by_part_source_and_place() -> None:
    cards = [
        Planned(card=replace(english(9), source_id=2), part="rationale"),
        Planned(card=replace(english(5), source_id=1), part="evidence"),
        Planned(card=replace(english(3), source_id=1), part="rationale"),
        Planned(card=replace(english(2), source_id=2), part="rationale"),
        Planned(card=replace(english(1), source_id=1), part="ask"),
    ]
    order = [(p.part, p.card.source_id, p.card.start) for p in in_order(cards)]
    assert order == [
        ("ask", 1, 100),
        ("rationale", 2, 200),
        ("rationale", 2, 900),
        ("rationale", 1, 300),
        ("evidence", 1, 500),
    ]
    assert {p.part for p in cards} <= set(PARTS)


def test_lines_about_the_document_are_never_filed() -> None:
    cards = cards_of(
        "Publisher: The Harbour Office of the Northern Coast\nDate: 2021-05\n\n"
        "The harbour needs longer piers, since ships have grown in every year of the decade.\n",
        "en",
    )
    kinds = {card.kind for card in cards}
    assert kinds == {"metadata", "prose"}
    assert [card.kind for card in cards if is_fit_for_filing(card)] == ["prose"]


def test_a_sentence_that_only_asks_itself_something_is_never_filed() -> None:
    assert not is_fit_for_filing(card_of("どんな船を選ぶか、どんな港に寄るか、誰と組むか。", "ja"))
    assert is_fit_for_filing(card_of("どの港に寄るかは、船の大きさと積み荷によって決まる。", "ja"))
