"""Which cards an answer is made of."""

from dataclasses import replace

from cards_for_tests import card_of, cards_of

from assistant.choosing import choose_cards, conflicting, weigh_cards
from assistant.questions import read_question
from assistant.reading import Line, Reading, Window
from assistant.types import Card


def window_of(*cards: Card) -> Window:
    return Window(lines=tuple(Line(card=card, text=card.quote) for card in cards))


def reading_of(*choice: float) -> Reading:
    return Reading(yes_logit=2.0, choice=choice)


def scored(text: str, language: str, score: float, start: int = 0) -> Card:
    return replace(card_of(text, language), score=score, start=start, end=start + len(text))


def test_the_models_choice_and_the_ranking_both_count() -> None:
    ranked_first = scored("The port opened in May.", "en", 1.0)
    chosen = scored("The port has twelve cranes.", "en", 0.9, 100)
    question = read_question("What did the port do?")
    weighed = weigh_cards(question, window_of(ranked_first, chosen), reading_of(0.1, 0.9))
    assert weighed[0][0] == chosen
    assert abs(sum(weight for _, weight in weighed) - 1) < 1e-9


def test_what_the_question_looks_back_at_counts_where_it_is_seen() -> None:
    one = scored("The port opened in May.", "en", 1.0)
    other = scored("The port has twelve cranes.", "en", 0.95, 100)
    question = read_question("What did the port do?")
    reading = reading_of(0.55, 0.45)
    assert weigh_cards(question, window_of(one, other), reading)[0][0] == one
    seen = replace(reading, looked=(0.1, 0.9))
    assert weigh_cards(question, window_of(one, other), seen)[0][0] == other


def test_one_card_is_enough_unless_another_weighs_nearly_as_much() -> None:
    one, two = scored("The port opened in May.", "en", 1.0), scored("It rained.", "en", 0.2, 100)
    question = read_question("What did the port do?")
    assert choose_cards(question, window_of(one, two), reading_of(0.9, 0.1), (one, two)) == (one,)


def test_a_list_comes_whole_whichever_of_its_items_is_best() -> None:
    cards = cards_of(
        "The harbour plan rests on three points:\n- cleaner ships\n- longer piers\n- fair fees\n",
        "en",
    )
    items = [card for card in cards if card.lead_in]
    assert len(items) == 3
    question = read_question("What are the three points of the harbour plan?")
    assert question.expected == "list"
    chosen = choose_cards(question, window_of(items[1]), reading_of(1.0), tuple(cards))
    assert chosen == (cards[0], *items)
    without_it = choose_cards(question, window_of(items[1]), reading_of(1.0), tuple(items))
    assert set(without_it) == set(items)
    by_lead_in = choose_cards(question, window_of(cards[0]), reading_of(1.0), tuple(cards))
    assert by_lead_in == (cards[0], *items)


def test_a_reason_is_looked_for_in_the_sentence_after() -> None:
    claim, reason = cards_of("The union opposes the fee. Small boats cannot pay it.", "en")
    question = read_question("Why does the union oppose the fee?")
    chosen = choose_cards(question, window_of(claim), reading_of(1.0), (claim, reason))
    assert chosen == (claim, reason)


def test_the_same_figure_in_the_questions_language_is_preferred() -> None:
    foreign = scored("港には40億ドルが投じられた。", "ja", 1.0)
    own = scored("The port received $4 billion.", "en", 0.9, 100)
    question = read_question("How much money did the port receive?")
    chosen = choose_cards(question, window_of(foreign, own), reading_of(0.9, 0.1), (foreign, own))
    assert chosen[0] == own


def test_conflicts_are_figures_of_the_same_thing_only() -> None:
    question = read_question("How many berths does PortNova have?")
    said = scored("PortNova has 7,000 berths.", "en", 1.0)
    other = scored("According to its owner, PortNova has 9,000 berths.", "en", 0.9, 100)
    same = scored("The guide gives PortNova 7,000 berths.", "en", 0.9, 200)
    apart = scored("The city has 9,000 trees.", "en", 0.9, 300)
    assert conflicting(question, said, (said, other, same, apart)) == (other,)


def test_another_source_that_disagrees_is_said_whatever_is_asked() -> None:
    said = scored("PortNova runs 7,000 berths and guides boats by radio.", "en", 1.0)
    other = replace(scored("PortNova runs 9,000 berths and guides boats.", "en", 0.9), source_id=2)
    question = read_question("What does PortNova do?")
    assert conflicting(question, said, (said, other)) == (other,)
    assert conflicting(question, said, (said, replace(other, source_id=1, start=100))) == ()


def test_of_a_list_either_one_item_is_said_or_all() -> None:
    lead, *items = cards_of(
        "The plan has these parts:\n- cleaner ships\n- longer piers\n- fair fees\n", "en"
    )
    question = read_question("What part of the plan is about fees and ships?")
    assert question.expected == "other"
    everything = (lead, *items)
    both = choose_cards(question, window_of(items[0], items[2]), reading_of(0.5, 0.5), everything)
    assert both == tuple(items)
    one = choose_cards(question, window_of(items[0], items[2]), reading_of(0.99, 0.01), everything)
    assert one == (items[0],)


def test_a_card_without_the_kind_of_figure_asked_for_gives_way() -> None:
    pillars = scored("This text has three pillars.", "en", 1.0)
    weeks = scored("It was open for five weeks.", "en", 0.95, 100)
    question = read_question("期間はどのくらいでしたか。")
    assert question.expected == "duration"
    chosen = choose_cards(
        question, window_of(pillars, weeks), reading_of(0.5, 0.3), (pillars, weeks)
    )
    assert chosen[0] == weeks


def test_another_date_than_the_best_cards_is_of_something_else() -> None:
    closes = scored("The list closed on 7 July 2023.", "en", 1.0)
    again = scored("7 July 2023", "en", 0.98, 100)
    other = scored("The other closed on 27 October 2025.", "en", 0.98, 200)
    question = read_question("When did the list close?")
    window = window_of(closes, again, other)
    chosen = choose_cards(question, window, reading_of(0.4, 0.3, 0.3), window.cards)
    assert chosen == (closes, again)
    both = read_question("What became of the list?")
    assert other in choose_cards(both, window, reading_of(0.4, 0.3, 0.3), window.cards)


def test_the_figure_of_another_document_gives_way() -> None:
    fee = replace(
        scored("It put 29 questions.", "en", 1.0),
        subject="The harbour fee request",
        title="Requests",
    )
    lane = replace(
        scored("It put 12 questions.", "en", 0.7, 100),
        subject="The bus lane request",
        title="Requests",
    )
    question = read_question("How many questions did the bus lane request put?")
    window = window_of(fee, lane)
    assert choose_cards(question, window, reading_of(0.7, 0.3), window.cards)[0] == lane
