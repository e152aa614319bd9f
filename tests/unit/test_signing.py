"""A sentence is opened with its evidence, and only the one that was seen is confirmed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fake_assistant import FakeAssistant, open_fake

from assistant.confirmations import confirmation_key
from assistant.types import Citation, Claim, Finding, Match
from ui.signing import Sentences, Signing

TEXT = "Ferries\n\nThe ferry leaves at 9 <b>sharp</b>. It carries forty people.\n"
QUOTE = "The ferry leaves at 9 <b>sharp</b>."
FAILED = Finding(code="x", severity="error", message="Not <i>so</i>.", remedy="Read it.")


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[FakeAssistant]:
    source = tmp_path / "ferries.txt"
    source.write_text(TEXT, encoding="utf-8")
    assistant = open_fake(tmp_path / "workspace", word_s=0)
    assistant.library.add([source])
    yield assistant
    assistant.close()


@pytest.fixture
def sentences(assistant: FakeAssistant) -> Sentences:
    (source,) = assistant.library.list()
    start = assistant.library.text(source.id).index(QUOTE)
    cited = Citation(
        n=4,
        source_id=source.id,
        passage_id=assistant.library.passages(source.id)[0].id,
        path=source.path,
        title=source.title,
        page=None,
        start=start,
        end=start + len(QUOTE),
        quote=QUOTE,
        language="en",
    )
    claim = Claim(
        text="It leaves at 9 <sharp>.",
        citations=(4,),
        kind="sourced",
        verdict="unsupported",
        findings=(FAILED,),
        matches=(
            Match(
                claim_start=13, claim_end=14, n=4, start=start + 20, end=start + 21, kind="figure"
            ),
        ),
        was_repaired=True,
    )
    return Sentences(turn="0", claims=(claim,), citations=(cited,), has_quotes_list=True)


def _seen(sentences: Sentences, **more: str) -> dict[str, str]:
    seen = confirmation_key(sentences.claims[0], sentences.citations)
    return {"claim": "0", "seen": seen, **more}


def test_what_matches_is_marked_on_both_sides_and_all_text_is_escaped(
    assistant: FakeAssistant, sentences: Sentences
) -> None:
    html = Signing(assistant).open(sentences, {"claim": "0"})
    assert html.count('<mark class="mark mark-figure">9</mark>') == 2
    assert "&lt;sharp&gt;" in html
    assert "&lt;b&gt;sharp&lt;/b&gt;" in html
    assert "Not &lt;i&gt;so&lt;/i&gt;." in html
    assert "It carries forty people." in html
    assert "Repaired" in html
    assert "✕</span> Unsupported" in html


def test_a_sentence_is_confirmed_in_the_name_given_and_then_in_the_name_known(
    assistant: FakeAssistant, sentences: Sentences
) -> None:
    signing = Signing(assistant)
    html = signing.confirm(sentences, _seen(sentences, name="<Ada>"))
    assert "Confirmed by &lt;Ada&gt;," in html
    assert "Not &lt;i&gt;so&lt;/i&gt;." in html
    assert "Withdraw" in html
    assert "Confirm as &lt;Ada&gt;" in signing.withdraw(sentences, _seen(sentences))
    assert "Confirmed by &lt;Ada&gt;," in signing.confirm(sentences, _seen(sentences))


def test_a_sentence_that_has_changed_since_it_was_seen_is_not_confirmed(
    assistant: FakeAssistant, sentences: Sentences
) -> None:
    signing = Signing(assistant)
    other = replace(sentences.claims[0], text="It leaves at 10.")
    changed = replace(sentences, claims=(other,))
    html = signing.confirm(changed, _seen(sentences, name="Ada"))
    assert "no longer the one that you saw" in html
    assert signing.confirmations.of(other, sentences.citations) is None


def test_without_a_name_nothing_is_confirmed(
    assistant: FakeAssistant, sentences: Sentences
) -> None:
    html = Signing(assistant).confirm(sentences, _seen(sentences))
    assert "no name was given" in html
    assert "Your name" in html


def test_a_removed_source_makes_its_quotes_stale_not_wrong(
    assistant: FakeAssistant, sentences: Sentences
) -> None:
    signing = Signing(assistant)
    signing.confirm(sentences, _seen(sentences, name="Ada"))
    assistant.library.remove([sentences.citations[0].source_id])
    html = signing.open(sentences, {"claim": "0"})
    assert "changed or removed since" in html or "changed or was removed since" in html
    assert "&lt;b&gt;sharp&lt;/b&gt;" in html
    assert "Confirmed by Ada" in html


@pytest.mark.parametrize("index", ["", "1", "-1", "x", "²", "9" * 5000])
def test_a_button_that_names_no_sentence_does_nothing(
    assistant: FakeAssistant, sentences: Sentences, index: str
) -> None:
    assert "no longer there" in Signing(assistant).open(sentences, {"claim": index})


def test_a_sentence_without_quotes_says_so(assistant: FakeAssistant, sentences: Sentences) -> None:
    bare = replace(sentences.claims[0], citations=(), matches=())
    html = Signing(assistant).open(replace(sentences, claims=(bare,)), {"claim": "0"})
    assert "rests on no quote" in html
