"""Cards → claims: what stands there, and which verdict it may carry."""

from dataclasses import replace

import pytest
from cards_for_tests import card_of, cards_of, rendering_of

from assistant.claims import as_markdown, capitalised, claim_of, rendering_shown, trimmed
from assistant.terms import load_terms
from assistant.types import Claim

TERMS = load_terms()


@pytest.mark.parametrize(
    ("quote", "language", "expected"),
    [
        ("- open the berths to all boats", "en", "Open the berths to all boats."),
        ("3. Open the berths to all boats.", "en", "Open the berths to all boats."),
        ("・港を開放する", "ja", "港を開放する。"),
        ("（2）港を開放する。", "ja", "港を開放する。"),
        ("However, the berths stay open.", "en", "The berths stay open."),
        ("But the berths stay open.", "en", "The berths stay open."),
        ("しかし、港は開いている。", "ja", "港は開いている。"),
        ("The **open** berth is `free`.", "en", "The open berth is free."),
        ("港は開いて\nいる。", "ja", "港は開いている。"),
        ("The berth is free [12] for all.", "en", "The berth is free for all."),
    ],
)
def test_a_quote_is_trimmed_to_stand_alone(quote: str, language: str, expected: str) -> None:
    assert trimmed(replace(card_of("A berth is free.", "en"), quote=quote, language=language)) == (
        expected
    )


@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("3.1% of the berths stand empty.", "en"),
        ("12.5 million boats called.", "en"),
        ("-5 degrees were measured at the berth.", "en"),
        ("3.1%の船が遅れた。", "ja"),
        ("So far, 300 boats have called.", "en"),
        ("That is a reason for the fee.", "en"),
        ("Still images are not kept.", "en"),
        ("But for the fee, boats would call.", "en"),
        ("The file is called berth_plan_2.", "en"),
    ],
)
def test_what_belongs_to_the_sentence_is_never_trimmed(quote: str, language: str) -> None:
    assert trimmed(replace(card_of("A berth is free.", "en"), quote=quote, language=language)) == (
        quote
    )


def test_subject_and_lead_in_stand_in_brackets() -> None:
    card = replace(card_of("A berth is free.", "en"), quote="It is free.", subject="The berth")
    assert trimmed(card) == "[The berth] It is free."
    assert trimmed(replace(card, subject_is_resolved=False)) == "It is free."
    item = replace(card, quote="- a plan", subject="", lead_in="It asks for two things:")
    assert trimmed(item) == "[It asks for two things:] a plan."


def test_a_quote_in_the_answers_language_is_supported() -> None:
    claim = claim_of(card_of("But 300 boats called in 2019.", "en"), (1,), "en", None, TERMS)
    assert replace(claim, matches=()) == Claim(
        text="300 boats called in 2019.", citations=(1,), kind="sourced", verdict="supported"
    )
    assert {match.kind for match in claim.matches} >= {"words", "figure"}


def test_figures_of_the_lead_in_are_no_fault_of_the_item() -> None:
    text = "The 40 ports ask for 3 things:\n\n- a plan of the berth\n- a fee that all can pay\n"
    item = next(card for card in cards_of(text, "en") if card.lead_in)
    claim = claim_of(item, (1,), "en", None, TERMS)
    assert claim.text.startswith("[The 40 ports ask for 3 things:]")
    assert claim.verdict == "supported"


def test_an_open_subject_leaves_the_quote_unchecked() -> None:
    card = replace(card_of("It is free.", "en"), subject="", subject_is_resolved=False)
    claim = claim_of(card, (1,), "en", None, TERMS)
    assert claim.verdict == "unchecked"
    assert [f.code for f in claim.findings] == ["subject_unresolved"]


CARD = card_of("港は2019年に300隻を受け入れた。", "ja")
GOOD = "The port received 300 vessels in 2019."


@pytest.mark.parametrize(
    ("state", "verdict"),
    [("machine", "unchecked"), ("edited", "unchecked"), ("approved", "supported")],
)
def test_only_an_approved_rendering_is_supported(state: str, verdict: str) -> None:
    claim = claim_of(CARD, (1,), "en", rendering_of(CARD, GOOD, state=state), TERMS)
    assert (claim.text, claim.verdict) == (GOOD, verdict)


@pytest.mark.parametrize("state", ["machine", "approved"])
def test_an_unsafe_rendering_falls_back_to_the_original(state: str) -> None:
    rendering = rendering_of(CARD, "The port received 400 vessels in 2019.", state=state)
    claim = claim_of(CARD, (1,), "en", rendering, TERMS)
    assert claim.text == "“港は2019年に300隻を受け入れた。”"
    assert claim.verdict == "unchecked"
    assert claim.findings[0].code == "no_safe_rendering"
    assert rendering_shown(claim, rendering) == ""


def test_a_rejected_rendering_is_not_used() -> None:
    rendering = rendering_of(CARD, GOOD, state="rejected")
    claim = claim_of(CARD, (1,), "en", rendering, TERMS)
    assert CARD.quote in claim.text
    assert claim.findings[0].code == "no_safe_rendering"


def test_a_lost_hedge_stands_there_as_unsupported() -> None:
    card = card_of("港は閉鎖される可能性がある。", "ja")
    for state in ("machine", "approved"):
        rendering = rendering_of(card, "The port is closed for good.", state=state)
        claim = claim_of(card, (1,), "en", rendering, TERMS)
        assert claim.text == "The port is closed for good."
        assert claim.verdict == "unsupported"


def test_what_looks_like_a_marker_in_a_rendering_is_taken_out() -> None:
    rendering = rendering_of(CARD, "The port received 300 vessels in 2019 [7].")
    claim = claim_of(CARD, (1,), "en", rendering, TERMS)
    assert "[7]" not in claim.text


def test_markers_are_attached_after_each_sentence() -> None:
    one = Claim(text="A port is open.", citations=(1,), kind="sourced", verdict="supported")
    two = replace(one, text="港は開いている。", citations=(2, 3))
    assert as_markdown([one, two]) == "A port is open. [1] 港は開いている。[2][3]"
    assert as_markdown([one, one], bulleted=True) == "- A port is open. [1]\n- A port is open. [1]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("o1-mini is small", "o1-mini is small."),
        ("iPhones sell", "iPhones sell."),
        ("boats call", "Boats call."),
        ("“boats call”", "“boats call”"),
        ("", ""),
    ],
)
def test_sentences_begin_and_end_as_sentences_do(text: str, expected: str) -> None:
    assert capitalised(text, "en") == expected


def test_a_table_row_carries_the_heads_of_its_columns() -> None:
    card = replace(
        card_of("Closing time is noon.", "en"),
        quote="Closing time | noon, 3 May 2021 | midnight, 9 June 2021",
        lead_in="Point | First call | Second call",
    )
    assert trimmed(card) == (
        "Closing time: [First call:] noon, 3 May 2021; [Second call:] midnight, 9 June 2021."
    )
