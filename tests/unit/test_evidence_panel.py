"""A quote is shown in its document, or it is said that the document no longer holds it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import Library
from ui.evidence import Quote, context_of, panel, quotes_of

TEXT = "Ferries\n\nThe ferry leaves at nine. It carries <b>forty</b> people.\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    source = tmp_path / "ferries.txt"
    source.write_text(TEXT, encoding="utf-8")
    with Library.open(tmp_path / "workspace", None) as library:
        library.add([source])
        yield library


@pytest.fixture
def quote(library: Library) -> Quote:
    (near,) = quotes_of((), library.search("ferry nine", 1))
    start = library.text(near.source_id).index("It carries")
    return replace(
        near, key="1", start=start, end=start + 32, text="It carries <b>forty</b> people."
    )


def test_the_context_holds_the_quote_between_its_neighbours(library: Library, quote: Quote) -> None:
    context = context_of(library, quote)
    assert context is not None
    assert context.quote == quote.text
    assert "leaves at nine." in context.before


def test_a_quote_that_has_moved_in_its_document_is_found_again(
    library: Library, quote: Quote
) -> None:
    context = context_of(library, replace(quote, start=0))
    assert context is not None
    assert "leaves at nine." in context.before


def test_a_quote_of_a_changed_or_removed_document_is_shown_as_it_was(
    library: Library, quote: Quote
) -> None:
    assert context_of(library, replace(quote, text="It never said this.")) is None
    library.remove([quote.source_id])
    assert context_of(library, quote) is None
    html = panel([quote], turn="0", selected="1", library=library)
    assert "changed or was removed" in html
    assert "<mark>" not in html


def test_the_selected_quote_is_marked_and_escaped(library: Library, quote: Quote) -> None:
    html = panel([quote], turn="3", selected="1", library=library)
    assert "<mark>It carries &lt;b&gt;forty&lt;/b&gt; people.</mark>" in html
    assert 'data-turn="3"' in html
    assert 'aria-expanded="true"' in html


def test_the_original_stands_beside_its_rendering(library: Library, quote: Quote) -> None:
    html = panel(
        [replace(quote, rendering="In <i>other</i> words")], turn="0", selected="1", library=library
    )
    assert "Original (" in html
    assert "In &lt;i&gt;other&lt;/i&gt; words" in html
