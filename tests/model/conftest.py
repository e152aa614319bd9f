"""The starter model, loaded once for all tests that need weights."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.runtime import LocalModel


@pytest.fixture(scope="session")
def starter_path() -> Path:
    """The starter's file: POLICY_COMMENT_TEST_MODEL, else the one that `make` fetched."""
    from assistant.fetching import locate_chat_model
    from assistant.settings import load_settings

    given = os.environ.get("POLICY_COMMENT_TEST_MODEL")
    if given:
        path = Path(given)
        if not path.is_file():
            pytest.fail(f"POLICY_COMMENT_TEST_MODEL names no file: {given!r}", pytrace=False)
        return path
    try:
        return locate_chat_model(load_settings()).path
    except AssistantError as error:
        pytest.fail(
            f"These tests need the starter model. {error} "
            "`make test` fetches it; POLICY_COMMENT_TEST_MODEL=FILE.gguf names one.",
            pytrace=False,
        )


@pytest.fixture(scope="session")
def starter(starter_path: Path) -> Iterator[LocalModel]:
    """The starter, with room enough for these tests."""
    with LocalModel(starter_path, context_tokens=2048) as model:
        yield model
