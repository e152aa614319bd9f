"""A check is kept when it ends, told in counts, and its figures stand in a table."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fake_assistant import FakeAssistant, open_fake
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Claim, Figure, FigureSource, Verdict
from ui.check_view import earlier, progress, result
from ui.checking import Checking, Checks, Draft
from ui.jobs import Job
from ui.ledger import ledger
from ui.marks import Mark, marked
from ui.verdicts import counted

SOURCE = "Ferries\n\nThe ferry carries 40 people. It leaves daily.\n"
DRAFT = "The ferry carries 40 people. It carries 50 people."


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[FakeAssistant]:
    source = tmp_path / "ferries.txt"
    source.write_text(SOURCE, encoding="utf-8")
    assistant = open_fake(tmp_path / "workspace", word_s=0)
    assistant.library.add([source])
    yield assistant
    assistant.close()


def _done(job: Job[Checking]) -> Checking:
    assert job.wait(20)
    return job.state


def test_a_checked_text_is_kept_and_shown(assistant: FakeAssistant) -> None:
    checks = Checks(assistant)
    state = _done(checks.begin(Draft(text=DRAFT)))
    kept = checks.kept.get(state.kept_id)
    assert kept is not None
    html = result(kept)
    assert "Pasted text" in html
    assert "2 sentences: 1 supported, 1 unsupported · 2 of 2 checked" in html
    assert f"export/check/{kept.id}/figures.csv" in html
    assert kept.id in earlier(checks.kept.list())


def test_an_uploaded_draft_is_removed_once_it_is_read(
    assistant: FakeAssistant, tmp_path: Path
) -> None:
    file = tmp_path / "comment.md"
    file.write_text(DRAFT, encoding="utf-8")
    checks = Checks(assistant)
    state = _done(checks.begin(Draft(file=file)))
    assert not file.exists()
    kept = checks.kept.get(state.kept_id)
    assert kept is not None
    assert kept.draft.title == "comment.md"


def test_a_draft_that_cannot_be_checked_says_why_and_is_removed(
    assistant: FakeAssistant, tmp_path: Path
) -> None:
    file = tmp_path / "comment.md"
    file.write_text("provoke an error", encoding="utf-8")
    checks = Checks(assistant)
    state = _done(checks.begin(Draft(file=file)))
    assert "Give another." in progress(state)
    assert not file.exists()
    assert not checks.kept.list()


def test_a_stopped_check_keeps_what_it_has(assistant: FakeAssistant) -> None:
    assistant._word_s = 0.005
    checks = Checks(assistant)
    job = checks.begin(Draft(text="The ferry carries 40, told at length."))
    assert checks.begin(Draft(text="another")) is job
    while not job.state.total:
        job.wait(0.01)
    checks.stop()
    kept = checks.kept.get(_done(job).kept_id)
    assert kept is not None
    assert kept.draft.was_stopped
    assert "Stopped before the end" in result(kept)
    checks.close()


def _claims(*verdicts: Verdict) -> list[Claim]:
    return [Claim(text="A.", citations=(), kind="sourced", verdict=v) for v in verdicts]


def test_the_counts_tell_what_became_of_each_sentence() -> None:
    claims = _claims("supported", "supported", "confirmed", "unsupported", "conflict", "unchecked")
    claims[0] = replace(claims[0], was_repaired=True)
    claims.append(Claim(text="We ask.", citations=(), kind="position", verdict="unchecked"))
    assert counted(claims, 3) == (
        "7 sentences: 2 supported, 1 confirmed, 1 unsupported, 1 conflict, 1 unchecked, "
        "1 stating a position · 5 of 6 checked, 1 repaired, 2 marked, 3 dropped, 1 confirmed"
    )
    assert counted(_claims("supported")).startswith("1 sentence: 1 supported · 1 of 1 checked")


def _figure(**changes: object) -> Figure:
    source = FigureSource(
        n=2,
        source_id=1,
        title="<b>Title</b>",
        publisher="Office",
        published="2025",
        page=3,
        start=0,
        end=2,
        original="7億",
        quote="7億の<i>例</i>。",
        language="ja",
        hand="second_hand",
    )
    figure = Figure(
        text="700 million",
        value=Decimal("700000000"),
        low=None,
        high=None,
        unit="",
        claim=4,
        start=0,
        end=11,
        verdict="conflict",
        conversion="7億 × 1 = 700 million",
        sources=(source,),
    )
    return replace(figure, **changes)  # type: ignore[arg-type]


def test_the_ledger_tells_wording_conversion_and_origin() -> None:
    html = ledger([_figure()], turn="abc", address='x"y')
    assert "700,000,000" in html
    assert '<strong lang="ja">7億</strong>' in html
    assert '<q lang="ja">7億の&lt;i&gt;例&lt;/i&gt;。</q>' in html
    assert "7億 × 1 = 700 million" in html
    assert "Second-hand" in html
    assert "≠</span> Conflict" in html
    assert "&lt;b&gt;Title&lt;/b&gt;" in html
    assert 'data-turn="abc" data-claim="4"' in html
    assert 'href="x&quot;y"' in html


def test_a_figure_without_a_source_and_a_range_are_shown_too() -> None:
    lost = _figure(sources=(), conversion="", value=None, low=Decimal(10), high=Decimal("20.50"))
    html = ledger([lost], turn="0", address="x")
    assert "Not in the quotes it cites" in html
    assert "10–20.5" in html
    assert "states no figures" in ledger([], turn="0", address="x")


@given(
    st.text(),
    st.lists(
        st.tuples(
            st.integers(-3, 30), st.integers(-3, 30), st.sampled_from(["words", "name", "figure"])
        )
    ),
    st.integers(0, 5),
)
def test_marks_never_lose_or_add_text(
    text: str, places: list[tuple[int, int, str]], offset: int
) -> None:
    import re

    from ui.rendering import escape

    marks = [Mark(start=a, end=b, kind=k) for a, b, k in places]  # type: ignore[arg-type]
    html = marked(text, marks, offset=offset)
    assert re.sub(r'<mark class="mark mark-(?:words|name|figure)">|</mark>', "", html) == escape(
        text
    )


def test_a_figure_outranks_the_words_around_it() -> None:
    marks = [Mark(start=0, end=7, kind="words"), Mark(start=3, end=4, kind="figure")]
    assert marked("at 9 am", marks) == (
        '<mark class="mark mark-words">at </mark><mark class="mark mark-figure">9</mark>'
        '<mark class="mark mark-words"> am</mark>'
    )
