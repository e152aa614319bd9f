"""One name stands under all that is decided in a workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import NothingToSay
from assistant.signer import MAX_NAME, Signer
from knowledge import Library, Records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Library.open(tmp_path / "workspace", None) as library:
        yield library.records


def test_nobody_signs_before_a_name_was_given(records: Records) -> None:
    assert Signer(records).name == ""


def test_a_name_is_kept_tidied_until_another_is_given(records: Records) -> None:
    assert Signer(records).keep("  Ada \n Lovelace ") == "Ada Lovelace"
    assert Signer(records).name == "Ada Lovelace"
    Signer(records).keep("Noor")
    assert Signer(records).name == "Noor"


def test_a_name_survives_a_restart(tmp_path: Path) -> None:
    with Library.open(tmp_path, None) as library:
        Signer(library.records).keep("Ada")
    with Library.open(tmp_path, None) as library:
        assert Signer(library.records).name == "Ada"


def test_an_empty_name_forgets_the_last(records: Records) -> None:
    Signer(records).keep("Ada")
    assert Signer(records).keep(" ") == ""
    assert Signer(records).name == ""


def test_a_name_that_is_too_long_is_refused_and_the_last_stays(records: Records) -> None:
    Signer(records).keep("a" * MAX_NAME)
    with pytest.raises(NothingToSay, match="longer than 100"):
        Signer(records).keep("b" * (MAX_NAME + 1))
    assert Signer(records).name == "a" * MAX_NAME


def test_half_a_character_does_no_harm(records: Records) -> None:
    Signer(records).keep("A\ud83d")
    assert Signer(records).name == "A?"
