"""Citations whose quotes moved or went: moved along, or stale; never called wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_for_tests import PlainReading, write

from assistant.cards import cite, make_card
from assistant.staleness import check_conversation, check_staleness
from assistant.types import Answer, Citation, Claim, Conversation, Match, Timings, Turn
from knowledge import Library

FIRST, SECOND = "Wells are twelve metres deep.", "Rivers are forty miles long."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "sources" / "water.txt", f"{FIRST}\n{SECOND}\n")
    return tmp_path / "sources"


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "workspace", None, reading=PlainReading().reading()) as library:
        library.add([folder])
        yield library


def citations(library: Library) -> list[Citation]:
    (source,) = library.list()
    text = library.text(source.id)
    return [
        cite(make_card(source, passage, passage.sentences[0], text), n)
        for n, passage in enumerate(library.passages(source.id), 1)
    ]


def claims(cited: list[Citation]) -> list[Claim]:
    return [
        Claim(
            text=c.quote,
            citations=(c.n,),
            kind="sourced",
            verdict="supported",
            matches=(
                Match(
                    claim_start=0, claim_end=5, n=c.n, start=c.start, end=c.start + 5, kind="words"
                ),
            ),
        )
        for c in cited
    ]


def test_nothing_changed(library: Library) -> None:
    cited = citations(library)
    now = check_staleness(claims(cited), cited, library)
    assert (now.current, now.moved, now.stale) == ((1, 2), (), ())
    assert (list(now.citations), list(now.claims)) == (cited, claims(cited))


def test_a_quote_that_moved_is_found_again_with_its_matches(library: Library, folder: Path) -> None:
    cited = citations(library)
    write(folder / "water.txt", f"Something new stands before it.\n{SECOND}\n{FIRST}\n")
    library.sync([folder])
    now = check_staleness(claims(cited), cited, library)
    assert (now.current, set(now.moved), now.stale) == ((), {1, 2}, ())
    for citation, claim in zip(now.citations, now.claims, strict=True):
        text = library.text(citation.source_id)
        assert text[citation.start : citation.end] == citation.quote
        passage = library.passage(citation.passage_id)
        assert passage.start <= citation.start < passage.end
        (match,) = claim.matches
        assert text[match.start : match.end] == citation.quote[:5]
        assert (claim.verdict, claim.findings) == ("supported", ())


def test_a_quote_that_is_gone_makes_its_claim_stale_and_not_wrong(
    library: Library, folder: Path
) -> None:
    cited = citations(library)
    write(folder / "water.txt", f"{FIRST}\nRivers are fifty miles long.\n")
    library.sync([folder])
    now = check_staleness(claims(cited), cited, library)
    assert now.stale == (2,)
    first, second = now.claims
    assert first.verdict == "supported"
    assert second.verdict == "unchecked"
    (finding,) = second.findings
    assert (finding.code, finding.severity) == ("citation_stale", "warning")
    assert "water" in finding.message
    assert second.matches == ()
    assert now.citations[1] == cited[1]


def test_a_source_that_is_gone_and_one_that_came_back(library: Library, folder: Path) -> None:
    cited = citations(library)
    library.remove([cited[0].source_id])
    assert check_staleness(claims(cited), cited, library).stale == (1, 2)
    write(folder / "other.txt", "Another source takes the number of the old one.\n")
    library.add([folder / "other.txt"])
    assert check_staleness(claims(cited), cited, library).stale == (1, 2)
    library.add([folder / "water.txt"])
    now = check_staleness(claims(cited), cited, library)
    assert now.stale == ()
    assert {library.source(c.source_id).path for c in now.citations} == {cited[0].path}


def test_the_nearest_of_several_places_is_taken(library: Library, folder: Path) -> None:
    cited = citations(library)
    write(folder / "water.txt", f"{SECOND}\nNew.\n{SECOND}\n{FIRST}\n{FIRST}\n")
    library.sync([folder])
    first = check_staleness(claims(cited), cited, library).citations[0]
    assert first.start == library.text(first.source_id).index(FIRST)


def test_a_claim_without_citations_stays(library: Library) -> None:
    own = Claim(text="We ask.", citations=(), kind="position", verdict="unchecked")
    assert check_staleness([own], [], library).claims == (own,)


def test_each_turn_of_a_conversation_is_looked_up(library: Library, folder: Path) -> None:
    cited = citations(library)
    at = "2026-11-24T14:05:00+00:00"
    turns = tuple(Turn(request="?", result=answer_of(claims([one]), [one]), at=at) for one in cited)
    conversation = Conversation(id="c", title="?", turns=turns, updated_at=at)
    assert check_conversation(conversation, library) == (conversation, ((), ()))
    write(folder / "water.txt", f"New.\n{FIRST}\n")
    library.sync([folder])
    now, stale = check_conversation(conversation, library)
    assert stale == ((), (2,))
    first, second = (turn.result for turn in now.turns)
    (moved,) = first.citations
    assert library.text(moved.source_id)[moved.start : moved.end] == FIRST
    assert [claim.verdict for claim in (*first.claims, *second.claims)] == [
        "supported",
        "unchecked",
    ]


def answer_of(stated: list[Claim], cited: list[Citation]) -> Answer:
    return Answer(
        question="?",
        text="",
        status="answered",
        language="en",
        citations=tuple(cited),
        claims=tuple(stated),
        nearest=(),
        model=None,
        timings=Timings(),
    )
