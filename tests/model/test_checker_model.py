"""A draft in English against sources in Japanese, found by the real search model."""

from collections.abc import Iterator

import pytest

from assistant.checking import Checker
from assistant.fetching import locate_embedder
from assistant.settings import load_settings
from assistant.types import CheckedDraft, DraftChecked
from knowledge import Library, open_embedder

pytestmark = pytest.mark.model

DRAFT = (
    "The WellNet model has 700 million parameters. Mending the wells cost $4 billion in 2023. "
    "Mending the wells cost $40 billion in 2023. The national theatre sold 90,000 tickets in 1961."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "a.md").write_text(
        "# 井戸の調査\n\n「WellNet」は7億パラメータながら水位を正確に予測した。\n\n"
        "井戸の修理には2023年に40億ドルがかかった。\n",
        encoding="utf-8",
    )
    (folder / "b.md").write_text(
        "# WellNet\n\nThe WellNet models were published with 7B and 32B parameters.\n",
        encoding="utf-8",
    )
    settings = load_settings()
    found = locate_embedder(settings)
    embedder = open_embedder(found.id, found.path, settings.threads)
    with Library.open(tmp_path_factory.mktemp("workspace"), embedder) as library:
        library.add([folder])
        yield library


@pytest.fixture(scope="module")
def checked(library: Library) -> CheckedDraft:
    *_, last = Checker(library, ()).check(DRAFT)
    assert isinstance(last, DraftChecked)
    return last.result


def test_verdicts_across_languages(checked: CheckedDraft) -> None:
    # Across languages nothing is supported without an approved rendering.
    verdicts = [claim.verdict for claim in checked.claims]
    assert verdicts == ["conflict", "unchecked", "unsupported", "unchecked"]
    assert [f.code for f in checked.claims[3].findings] == ["no_source_found"]


def test_quotes_are_exact_and_figures_converted(checked: CheckedDraft, library: Library) -> None:
    for cited in checked.citations:
        assert library.text(cited.source_id)[cited.start : cited.end] == cited.quote
    by_text = {figure.text: figure for figure in checked.figures}
    assert by_text["700 million"].conversion == "7億 = 7 × 10^8 = 700 million"
    assert by_text["$4 billion"].sources[0].original == "40億ドル"
    assert by_text["$40 billion"].sources == ()
