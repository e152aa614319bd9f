"""What becomes of a sentence that fails, and of two that contradict each other."""

from dataclasses import replace

from cards_for_tests import card_of, rendering_of

from assistant.answer_in_work import (
    AnswerInWork,
    Clock,
    needed_cards,
    say,
    with_contradictions,
)
from assistant.claims import claim_of
from assistant.followup import in_context
from assistant.repairing import Built
from assistant.types import Card, Claim


def work(question: str) -> AnswerInWork:
    return AnswerInWork(asked=in_context(question, None), clock=Clock())


def built(card: Card, text: str) -> Built:
    rendering = rendering_of(card, text)
    return Built(claim=claim_of(card, (1,), "en", rendering, ()), rendering=rendering)


MAY = card_of("港は閉鎖される可能性がある。", "ja")
LOST = "The port is closed for good."


def test_a_failed_sentence_that_is_not_needed_is_dropped_with_its_findings() -> None:
    state = work("What of the port?")
    say(state, MAY, built(MAY, LOST), "en", is_needed=False)
    assert (state.claims, state.citations) == ((), [])
    (dropped,) = state.dropped
    assert (dropped.text, dropped.verdict, dropped.citations) == (LOST, "unsupported", ())
    assert dropped.findings


def test_where_it_is_needed_the_original_stands_in_its_language() -> None:
    state = work("What of the port?")
    say(state, MAY, built(MAY, LOST), "en", is_needed=True)
    (claim,) = state.claims
    assert (claim.text, claim.verdict) == (f"“{MAY.quote}”", "unchecked")
    assert claim.findings[0].code == "no_safe_rendering"
    assert state.citations[0].rendering == ""
    assert not state.dropped


def disagreeing() -> tuple[Card, Card]:
    one = card_of("OlympicCoderの規模は7億パラメータだと報じられた。", "ja")
    two = card_of("The OlympicCoder models have 7B and 32B parameters.", "en")
    return (
        replace(one, source_id=1, title="記事", publisher="新聞", published="2025-03"),
        replace(two, source_id=2, title="Card", publisher="Maker", published="2025-05"),
    )


def test_sentences_that_contradict_each_other_say_so_with_dates_and_publishers() -> None:
    one, two = disagreeing()
    state = work("How many parameters does OlympicCoder have?")
    text = "OlympicCoder showed high ability with 700 million parameters."
    say(state, one, built(one, text), "en", is_needed=True)
    quote = Built(claim=claim_of(two, (2,), "en", None, ()), rendering=None)
    say(state, two, quote, "en", is_needed=True)
    for claim in with_contradictions(state, ()):
        assert claim.verdict == "conflict"
        told = next(f for f in claim.findings if f.code == "sources_conflict")
        for part in ("7億", "7B", "新聞, 2025-03", "Maker, 2025-05"):
            assert part in told.message


def test_what_fails_its_own_checks_stays_unsupported_in_a_conflict() -> None:
    one, two = disagreeing()
    state = work("How many parameters does OlympicCoder have?")
    wrong = Claim(
        text="OlympicCoder has 700 million parameters.",
        citations=(1,),
        kind="sourced",
        verdict="unsupported",
    )
    say(state, one, Built(claim=wrong, rendering=None), "en", is_needed=True)
    quote = Built(claim=claim_of(two, (2,), "en", None, ()), rendering=None)
    say(state, two, quote, "en", is_needed=True)
    assert with_contradictions(state, ())[1].verdict == "conflict"


def test_what_contradicts_the_best_card_is_needed_as_every_item_of_a_list_is() -> None:
    one, two = disagreeing()
    other = card_of("The port has cranes.", "en")
    assert needed_cards((one, two, other), (), is_list=False) == {one, two}
    assert needed_cards((one, other), (), is_list=True) == {one, other}
