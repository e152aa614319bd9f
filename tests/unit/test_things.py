"""Whether two sentences give different figures of one thing: shown when they do, and only then."""

from dataclasses import replace

import pytest
from cards_for_tests import cards_of

from assistant.conflicts import Contradictions, find_conflicts
from assistant.terms import load_terms
from assistant.things import contradicts, is_same_thing, stated_figures
from assistant.types import Card
from knowledge.language import detect_language
from knowledge.quantities import find_quantities


def conflict(a: str, b: str) -> bool:
    """Tell whether any figure of `a` is contradicted by `b`."""
    terms = load_terms()
    ours = stated_figures(a, detect_language(a), terms=terms)
    theirs = stated_figures(b, detect_language(b), terms=terms)
    for figure in ours:
        same = [other for other in theirs if is_same_thing(figure, other)]
        if same and all(contradicts(figure.quantity, other.quantity) for other in same):
            return True
    return False


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("OlympicCoder has 700 million parameters.", "OlympicCoder is a 7B model."),
        ("OlympicCoderは7億パラメータのモデルだ。", "OlympicCoder comes in 7B and 32B versions."),
        (
            "OlympicCoderの規模は7億パラメータだと報じられた。",
            "OlympicCoderは70億パラメータである。",
        ),
        (
            "Open source added EUR 65 billion to Europe's GDP in 2018.",
            "In 2018 open source added EUR 95 billion to the GDP of Europe.",
        ),
        ("平均的な国はGDPの2.2%を失うだろう。", "平均的な国はGDPの22%を失うだろう。"),
    ],
)
def test_different_figures_of_one_thing(a: str, b: str) -> None:
    assert conflict(a, b)
    assert conflict(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # The same value, other words for it.
        ("OlympicCoder has 700 million parameters.", "OlympicCoderは7億パラメータである。"),
        # Other years, other things, other names.
        (
            "Open source added EUR 65 billion to Europe's GDP in 2018.",
            "Open source added EUR 95 billion to Europe's GDP in 2021.",
        ),
        ("OlympicCoder has 7B parameters.", "OLMo 2 has 13B parameters."),
        ("OlympicCoderは7億パラメータである。", "2年前には1000億以上のパラメータが必要だった。"),
        ("OlympicCoder has 7B parameters.", "OlympicCoder was trained on 100 pages."),
        ("The notice has 20 topics.", "The notice has 15 pages."),
        ("The notice of 2023 put 29 questions.", "The notice of 2025 put 20 questions."),
        # Ranges that overlap, bounds and hedges that agree, vague amounts.
        (
            "Open source added EUR 70 billion to Europe's GDP in 2018.",
            "Open source added EUR 65 billion to EUR 95 billion to Europe's GDP in 2018.",
        ),
        ("The Hub hosts more than 1.5 million models.", "The Hub hosts 1.7 million models."),
        ("The Hub hosts about 1.5 million models.", "The Hub hosts 1.55 million models."),
        ("The Hub hosts 3 million models.", "The Hub hosts several million models."),
        # Each of several figures of a kind is of something of its own; others' ages.
        (
            "Of the households, 43.3% had children and 7.4% were headed by women.",
            "Of the households, 8.1% were couples with children and 0.9% were headed by men.",
        ),
        (
            "The Medical School lies on a 21-acre campus near Longwood, far from the main campus.",
            "Its 209-acre main campus near the river is centered on Harvard Yard, not far.",
        ),
        ("12月18日（34歳）、交響曲が完成した。", "12月13日（35歳）、交響曲が初演された。"),
        # A part of the whole.
        ("The survey reached 300 companies.", "Of those the survey reached, 40 companies failed."),
        # A version is no size, a date no count.
        ("Claude 3.7 was beaten.", "Claude 3.5 was beaten."),
        ("The notice appeared on 6 February 2025.", "The notice appeared on 7 February 2025."),
    ],
)  # fmt: skip
def test_no_conflict(a: str, b: str) -> None:
    assert not conflict(a, b)
    assert not conflict(b, a)


def sourced(text: str, source_id: int, published: str = "") -> Card:
    (card,) = cards_of(
        text, detect_language(text), title=f"Source {source_id}", published=published
    )
    return replace(card, source_id=source_id, publisher=f"Publisher {source_id}")


def test_a_conflict_shows_both_with_dates_and_publishers() -> None:
    held = sourced("OlympicCoderの規模は7億パラメータだと報じられた。", 1, "2025-03")
    other = sourced("The OlympicCoder models have 7B and 32B parameters.", 2, "2025")
    (found,) = find_conflicts(
        "OlympicCoder has 700 million parameters.", "en", [held], [other, held]
    )
    told = found.finding()
    assert told.code == "sources_conflict"
    for part in ("“700 million”", "“7億”", "“7B”", "Publisher 1, 2025-03", "Publisher 2, 2025"):
        assert part in told.message
    assert found.other == other


def test_a_figure_that_the_own_card_does_not_hold_is_a_mistake_and_no_conflict() -> None:
    held = sourced("OlympicCoder beats larger models.", 1)
    other = sourced("OlympicCoder has 7B parameters.", 2)
    assert not find_conflicts("OlympicCoder has 9B parameters.", "en", [held], [other])


def test_a_source_does_not_contradict_itself() -> None:
    one = sourced("OlympicCoder has 700 million parameters.", 1)
    two = sourced("OlympicCoder has 7B parameters.", 1)
    assert not find_conflicts("OlympicCoder has 7B parameters.", "en", [two], [one, two])


def test_a_source_that_also_gives_the_figure_does_not_contradict_it() -> None:
    held = sourced("OlympicCoder has 7B parameters.", 1)
    both = sourced("OlympicCoder comes with 7B and 32B parameters.", 2)
    assert not find_conflicts("OlympicCoder has 7B parameters.", "en", [held], [both])


def test_a_source_that_gives_only_one_of_the_figures_does_not_contradict_the_others() -> None:
    both = sourced("OlympicCoder comes with 7B and 32B parameters.", 1)
    one = sourced("OlympicCoder has 7B parameters.", 2)
    assert not find_conflicts(both.quote, "en", [both], [one])
    other = sourced("OlympicCoder comes with 7B and 30B parameters.", 2)
    (found,) = find_conflicts(both.quote, "en", [both], [other])
    assert (found.text, found.other_text) == ("32B", "30B")


def test_contradictions_are_looked_up_by_the_name_of_what_a_figure_is_of_once() -> None:
    held = sourced("OlympicCoder has 700 million parameters.", 1)
    other = sourced("The OlympicCoder models have 7B parameters.", 2)
    asked: list[str] = []

    def find(name: str) -> tuple[Card, ...]:
        asked.append(name)
        return (other,)

    contrary = Contradictions([held], find=find)
    assert contrary.of(held) == contrary.of(held) == (other,)
    assert asked == ["olympiccoder"]
    assert Contradictions([held]).of(held) == ()


def test_one_source_contradicts_itself_only_where_that_is_known() -> None:
    one = sourced("OlympicCoder has 700 million parameters.", 1)
    (two,) = cards_of("OlympicCoder has 7B parameters.", "en", title="Source 1")
    two = replace(two, source_id=1, start=500, end=500 + len(two.quote))
    assert not find_conflicts(one.quote, "en", [one], [two])
    (found,) = find_conflicts(one.quote, "en", [one], [two], is_within=True)
    assert "“700 million” and “7B” in “Source 1”" in found.finding().message


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("It has 5 numbered questions.", "question"),
        ("7億パラメータながら", "parameter"),
        ("パラメータ数を7億としている。", "parameter"),
        ("a 7B model", "parameter"),
        ("意見書は15ページまで。", "page"),
        ("5社が応じた。", "company"),
        ("The number of users reached 300.", "user"),
    ],
)
def test_what_is_counted(text: str, noun: str) -> None:
    language = detect_language(text)
    assert find_quantities(text, language)
    assert stated_figures(text, language)[0].noun == noun
