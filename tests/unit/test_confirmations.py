"""A confirmation holds for the sentence and quotes that were confirmed, and for no other."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.checked_drafts import CheckedDrafts
from assistant.confirmations import KIND, Confirmations, confirmation_key
from assistant.errors import NothingToSay
from assistant.signer import Signer
from assistant.types import CheckedDraft, Citation, Claim, Figure, Finding
from knowledge import Library, Records

CITED = Citation(
    n=1,
    source_id=1,
    passage_id=1,
    path="/s.txt",
    title="S",
    page=None,
    start=0,
    end=25,
    quote="The ferry leaves at nine.",
    language="en",
)
FAILED = Finding(code="x", severity="error", message="Not in the source.", remedy="Read it.")
CLAIM = Claim(
    text="The ferry leaves at nine.",
    citations=(1,),
    kind="sourced",
    verdict="unsupported",
    findings=(FAILED,),
)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Library.open(tmp_path / "workspace", None) as library:
        yield library.records


def test_a_confirmed_sentence_carries_name_and_time_and_keeps_its_findings(
    records: Records,
) -> None:
    Confirmations(records).confirm(CLAIM, (CITED,), "  Ada   Lovelace ")
    (shown,) = Confirmations(records).overlay((CLAIM,), (CITED,))
    assert shown.verdict == "confirmed"
    assert shown.findings == (FAILED,)
    assert shown.confirmation is not None
    assert shown.confirmation.name == "Ada Lovelace"
    assert shown.confirmation.at.endswith("+00:00")
    assert shown.confirmation.text_sha256 == confirmation_key(CLAIM, (CITED,))


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        (replace(CLAIM, text="The ferry leaves at ten."), CITED),
        (CLAIM, replace(CITED, quote="The ferry leaves at ten.")),
        (replace(CLAIM, citations=()), CITED),
    ],
    ids=["other text", "other quote", "no quote"],
)
def test_it_is_void_when_text_or_quotes_change(
    records: Records, claim: Claim, cited: Citation
) -> None:
    confirmations = Confirmations(records)
    confirmations.confirm(CLAIM, (CITED,), "Ada")
    assert confirmations.overlay((claim,), (cited,)) == (claim,)


def test_it_outlives_another_number_and_another_verdict(records: Records) -> None:
    confirmations = Confirmations(records)
    confirmations.confirm(CLAIM, (CITED,), "Ada")
    moved = replace(CLAIM, citations=(7,), verdict="unchecked", findings=())
    (shown,) = confirmations.overlay((moved,), (replace(CITED, n=7),))
    assert shown.verdict == "confirmed"


def test_what_is_withdrawn_is_gone(records: Records) -> None:
    confirmations = Confirmations(records)
    confirmations.confirm(CLAIM, (CITED,), "Ada")
    assert confirmations.withdraw(CLAIM, (CITED,))
    assert not confirmations.withdraw(CLAIM, (CITED,))
    assert confirmations.overlay((CLAIM,), (CITED,)) == (CLAIM,)


def test_the_name_is_kept_for_the_next_sentence(records: Records) -> None:
    Confirmations(records).confirm(CLAIM, (), "Ada")
    assert Signer(records).name == "Ada"


@pytest.mark.parametrize("name", ["", " \n ", "a" * 101])
def test_nobody_confirms_without_a_name(records: Records, name: str) -> None:
    with pytest.raises(NothingToSay):
        Confirmations(records).confirm(CLAIM, (CITED,), name)
    assert Confirmations(records).of(CLAIM, (CITED,)) is None


def test_half_a_character_does_no_harm(records: Records) -> None:
    broken = replace(CLAIM, text="half \ud83d")
    Confirmations(records).confirm(broken, (), "A\ud83d")
    assert Confirmations(records).of(broken, ()) is not None


def test_a_damaged_record_confirms_nothing(records: Records) -> None:
    records.put(KIND, confirmation_key(CLAIM, (CITED,)), "{}")
    assert Confirmations(records).overlay((CLAIM,), (CITED,)) == (CLAIM,)


def _draft() -> CheckedDraft:
    figure = Figure(
        text="nine",
        value=Decimal("9.50"),
        low=None,
        high=None,
        unit="",
        claim=0,
        start=20,
        end=24,
        verdict="unsupported",
        conversion="",
        sources=(),
    )
    return CheckedDraft(
        title="T",
        text=CLAIM.text,
        language="en",
        citations=(CITED,),
        claims=(CLAIM,),
        figures=(figure, replace(figure, claim=3)),
        findings=(),
    )


def test_the_figures_of_a_confirmed_sentence_are_confirmed(records: Records) -> None:
    confirmations = Confirmations(records)
    confirmations.confirm(CLAIM, (CITED,), "Ada")
    shown = confirmations.overlay_draft(_draft())
    assert [figure.verdict for figure in shown.figures] == ["confirmed", "unsupported"]


def test_checked_drafts_survive_and_can_be_forgotten(records: Records) -> None:
    kept = CheckedDrafts(records).keep(_draft())
    odd = CheckedDrafts(records).keep(replace(_draft(), title="half \ud83d"))
    records.put("checked_draft", "old", "{}")
    again = CheckedDrafts(records)
    assert again.get(kept.id) == kept
    assert [draft.id for draft in again.list()] == [odd.id, kept.id]
    assert again.get("old") is None
    again.delete(kept.id)
    assert again.get(kept.id) is None
