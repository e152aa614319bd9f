"""What stands under an answer: counts, what is doubtful, who confirmed what, what was left out."""

from dataclasses import replace

from assistant.types import Answer, Claim, Confirmation, Conversation, Finding, Timings, Turn
from ui.turns import history
from ui.welcome import unreadable

FAILED = Finding(code="x", severity="error", message="Not <i>so</i>.", remedy="Read it.")
GOOD = Claim(text="It leaves at nine.", citations=(1,), kind="sourced", verdict="supported")
BAD = Claim(
    text="It <b>flies</b>.",
    citations=(1,),
    kind="sourced",
    verdict="unsupported",
    findings=(FAILED,),
)
SIGNED = replace(
    BAD,
    text="It swims.",
    verdict="confirmed",
    confirmation=Confirmation(name="<Ada>", at="2026-11-24T14:05:00+00:00", text_sha256="0"),
)


def _shown(*claims: Claim, dropped: tuple[Claim, ...] = ()) -> str:
    answer = Answer(
        question="When?",
        text=" ".join(claim.text for claim in claims),
        status="answered",
        language="en",
        citations=(),
        claims=claims,
        nearest=(),
        model=None,
        timings=Timings(),
        dropped=dropped,
    )
    turn = Turn(request="When?", result=answer, at="2026-11-24T14:05:00+00:00")
    return history(Conversation(id="c", title="When?", turns=(turn,), updated_at=turn.at))


def test_the_counts_are_one_line_under_the_answer() -> None:
    html = _shown(GOOD, replace(GOOD, text="B.", was_repaired=True), BAD, dropped=(BAD,))
    assert (
        "3 sentences: 2 supported, 1 unsupported · "
        "3 of 3 checked, 1 repaired, 1 marked, 1 dropped, 0 confirmed" in html
    )


def test_a_dropped_sentence_can_be_read_with_its_reason() -> None:
    html = _shown(GOOD, dropped=(BAD,))
    assert "1 sentence left out: failed the checks twice" in html
    assert "It &lt;b&gt;flies&lt;/b&gt;." in html
    assert "Not &lt;i&gt;so&lt;/i&gt;." in html


def test_a_confirmed_sentence_names_who_confirmed_it_and_keeps_its_findings() -> None:
    html = _shown(GOOD, SIGNED)
    assert "1 sentence confirmed by a person" in html
    assert "Confirmed by &lt;Ada&gt;, 24 November 2026" in html
    assert "Not &lt;i&gt;so&lt;/i&gt;." in html
    assert "to read against the original" not in html


def test_a_doubtful_sentence_comes_first() -> None:
    html = _shown(GOOD, BAD)
    assert html.index("1 sentence to read against the original") < html.index(
        "1 sentence supported<"
    )


def test_unreadable_conversations_are_told_only_when_there_are_some() -> None:
    assert unreadable(0) == ""
    assert "One conversation can't be shown: it was kept" in unreadable(1)
    assert "3 conversations can't be shown: they were kept" in unreadable(3)
