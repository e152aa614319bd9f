"""Comparing results: which sentences, what becomes of them, and that writing isn't disturbed."""

import math
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_model import FakeChatModel, FakeModel
from test_entailment import Words

from assistant import Assistant
from assistant.cards import cite, make_card
from assistant.claims import trimmed
from assistant.comparing import MARK, to_compare
from assistant.confirmations import Confirmations
from assistant.errors import ModelUnavailable
from assistant.sections import _said
from assistant.settings import Settings
from assistant.types import (
    Answer,
    Card,
    CheckedDraft,
    Citation,
    Claim,
    Compared,
    Finding,
    Section,
    Timings,
    Working,
)
from assistant.verification.entailment import Entailment

TEXT = (
    "The port authority repaired the quay. It spent 4 million euros.\n\n"
    "- However, the ferry carries forty people.\n"
)
GOOD = "The quay was repaired by the port authority in 2020."
BAD = "The quay WRONGLY repaired the port authority in 2020."


class Scorer(FakeModel):
    """Doubts every sentence with WRONG in it."""

    def _score(self, prompt: Any, continuation: str) -> float:
        user = str(prompt[-1].content)
        if continuation in ("Yes", "No"):
            yes = 0.02 if "WRONG" in user else 0.98
            return math.log(yes if continuation == "Yes" else 1 - yes)
        return -6.0 if "WRONG" in user else -0.5


@pytest.fixture
def model() -> Scorer:
    return Scorer()


@pytest.fixture
def assistant(tmp_path: Path, model: Scorer) -> Iterator[Assistant]:
    settings = Settings(workspace=tmp_path / "workspace", cache_dir=tmp_path / "cache")
    opened = Assistant.open(settings)
    source = tmp_path / "port.md"
    source.write_text(TEXT, encoding="utf-8")
    opened.library.add([source])
    stand_in: Any = FakeChatModel(model)
    stand_in.close = lambda: None
    opened._chat_model = stand_in
    yield opened
    opened.close()


def cards(assistant: Assistant) -> list[Card]:
    (source,) = assistant.library.list()
    text = assistant.library.text(source.id)
    return [
        make_card(source, passage, sentence, text)
        for passage in assistant.library.passages(source.id)
        for sentence in passage.sentences
    ]


def citation(assistant: Assistant, piece: str, n: int = 1) -> Citation:
    return cite(next(card for card in cards(assistant) if piece in card.quote), n)


def claim(text: str, *numbers: int, **changes: Any) -> Claim:
    made = Claim(text=text, citations=numbers or (1,), kind="sourced", verdict="unchecked")
    return replace(made, **changes)


def answer(citations: tuple[Citation, ...], *claims: Claim, language: str = "en") -> Answer:
    return Answer(
        question="?",
        text=" ".join(f"{c.text} [1]" for c in claims),
        status="answered",
        language=language,
        citations=citations,
        claims=claims,
        nearest=(),
        model=None,
        timings=Timings(),
    )


def last(assistant: Assistant, result: Any, **given: Any) -> Any:
    events = list(assistant.compare(result, **given))
    assert isinstance(events[-1], Compared)
    return events[-1].result


def test_a_sentence_that_loses_is_unsupported_and_none_becomes_supported(
    assistant: Assistant,
) -> None:
    cited = (citation(assistant, "quay"),)
    found = last(assistant, answer(cited, claim(GOOD), claim(BAD)))
    good, bad = found.claims
    assert (good.verdict, good.was_compared, good.findings) == ("unchecked", True, ())
    assert (bad.verdict, bad.was_compared) == ("unsupported", True)
    assert [f.code for f in bad.findings] == ["comparison_failed"]


def test_that_sources_disagree_stays_the_verdict(assistant: Assistant) -> None:
    cited = (citation(assistant, "quay"),)
    (found,) = last(assistant, answer(cited, claim(BAD, verdict="conflict"))).claims
    assert (found.verdict, found.was_compared) == ("conflict", True)
    assert [f.code for f in found.findings] == ["comparison_failed"]


def test_progress_counts_sentences_and_each_result_comes_when_it_is_there(
    assistant: Assistant,
) -> None:
    cited = (citation(assistant, "quay"),)
    events = list(assistant.compare(answer(cited, claim(GOOD), claim(BAD))))
    steps = [(e.done, e.total) for e in events if isinstance(e, Working)]
    assert steps == [(0, 2), (0, 2), (0, 2), (1, 2), (2, 2)]
    counts = [
        sum(c.was_compared for c in e.result.claims) for e in events if isinstance(e, Compared)
    ]
    assert counts == [1, 2, 2]


def test_only_the_context_for_scoring_is_used(assistant: Assistant, model: Scorer) -> None:
    last(assistant, answer((citation(assistant, "quay"),), claim(GOOD)))
    assert set(model.calls) == {"score_pairs"}


def test_background_work_rests_meanwhile(assistant: Assistant) -> None:
    events = assistant.compare(answer((citation(assistant, "quay"),), claim(GOOD)))
    next(events)
    assert assistant._idle._requests == 1
    list(events)
    assert assistant._idle._requests == 0


def test_quotes_positions_and_what_was_compared_are_passed_over(assistant: Assistant) -> None:
    quay, ferry = citation(assistant, "quay"), citation(assistant, "ferry", 2)
    card = next(card for card in cards(assistant) if "ferry" in card.quote)
    result = answer(
        (quay, ferry),
        claim(quay.quote),
        claim(f"“{quay.quote}”"),
        claim(trimmed(card), 2),
        claim("We ask for a quay.", kind="position"),
        claim("So it may be.", kind="inference"),
        replace(claim("No marker."), citations=()),
        claim(GOOD, was_compared=True),
        claim("De kade werd hersteld."),
        claim("The port authority repaired."),
    )
    # The last is a part of the quote, which may say another thing than the whole.
    assert list(to_compare(result, assistant.library)) == [7, 8]
    french = replace(result, language="fr")
    assert to_compare(french, assistant.library) == {}


def test_what_a_person_confirmed_is_passed_over(assistant: Assistant) -> None:
    cited = (citation(assistant, "quay"),)
    result = answer(cited, claim(BAD), claim(GOOD))
    Confirmations(assistant.library.records).confirm(result.claims[0], cited, "Ada")
    assert list(to_compare(result, assistant.library)) == [1]
    assert last(assistant, result).claims[0] == result.claims[0]


def test_what_rests_on_an_approved_rendering_is_passed_over(
    assistant: Assistant, tmp_path: Path
) -> None:
    text = "The port received 300 vessels."
    fake: Any = FakeChatModel(FakeModel({"受け入れ": (text,)}))
    fake.close = lambda: None
    assistant._chat_model = fake
    source = tmp_path / "minato.txt"
    source.write_text("港は300隻を受け入れた。\n", encoding="utf-8")
    assistant.library.add([source])
    assistant.write_renderings(stop=threading.Event())
    (item,) = assistant.reviewer.listing().items
    cited = (cite(_japanese(assistant), 1),)
    result = answer(cited, claim(text))
    assert list(to_compare(result, assistant.library)) == [0]
    assistant.reviewer.approve(item.key)
    assert to_compare(result, assistant.library) == {}
    # With a warning of the rules it is still a person's.
    doubt = Finding(code="x", severity="warning", message="m", remedy="r")
    result = answer(cited, claim(text, findings=(doubt,)))
    assert to_compare(result, assistant.library) == {}


def _japanese(assistant: Assistant) -> Card:
    source = next(s for s in assistant.library.list() if s.language == "ja")
    (passage,) = assistant.library.passages(source.id)
    return make_card(source, passage, passage.sentences[0], assistant.library.text(source.id))


def test_the_sentence_before_goes_along_where_the_subject_stands_there(
    assistant: Assistant,
) -> None:
    result = answer((citation(assistant, "4 million"),), claim("The port spent 4 million euros."))
    (one,) = to_compare(result, assistant.library).values()
    assert [text for text, _ in one.passages] == [
        "The port authority repaired the quay.",
        "It spent 4 million euros.",
    ]


def test_a_source_that_is_gone_leaves_its_quote(assistant: Assistant) -> None:
    result = answer((citation(assistant, "quay"),), claim(GOOD))
    assistant.library.remove([assistant.library.list()[0].id])
    (one,) = to_compare(result, assistant.library).values()
    assert one.passages == (("The port authority repaired the quay.", "en"),)


def test_the_most_doubtful_is_compared_first_and_a_stop_keeps_what_is_done(
    assistant: Assistant,
) -> None:
    doubt = Finding(code="x", severity="warning", message="m", remedy="r")
    stop = threading.Event()
    cited = (citation(assistant, "quay"),)
    events = assistant.compare(answer(cited, claim(GOOD), claim(BAD, findings=(doubt,))), stop=stop)
    for event in events:
        if isinstance(event, Compared):
            stop.set()
            break
    end = list(events)[-1]
    assert isinstance(end, Compared)
    assert end.was_stopped
    assert [c.was_compared for c in end.result.claims] == [False, True]
    assert [f.code for f in end.result.claims[1].findings] == ["x", "comparison_failed"]


def test_what_the_model_has_no_room_for_stays_as_it_was(assistant: Assistant) -> None:
    small: Any = FakeChatModel(Scorer(longest=10))
    small.close = lambda: None
    assistant._chat_model = small
    result = answer((citation(assistant, "quay"),), claim(BAD))
    assert last(assistant, result) == result


def test_a_sections_text_says_which_sentence_failed_once(assistant: Assistant) -> None:
    bad = claim(BAD)
    made = answer((citation(assistant, "quay"),), claim(GOOD), bad)
    section = Section(
        section="S",
        position="",
        words_asked=50,
        words=9,
        text=f"### S\n\n**Evidence.** {_said(claim(GOOD))} {_said(bad)}",
        status="answered",
        language="en",
        citations=made.citations,
        claims=made.claims,
        findings=(),
        nearest=(),
        model=None,
        timings=Timings(),
    )
    found = last(assistant, section)
    assert found.text == f"### S\n\n**Evidence.** {_said(claim(GOOD))} {_said(found.claims[1])}"
    assert found.text.count(MARK) == 1
    again = replace(found, claims=(found.claims[0], replace(found.claims[1], was_compared=False)))
    assert last(assistant, again).text == found.text


def test_the_figures_of_a_checked_draft_follow_their_sentence(assistant: Assistant) -> None:
    from assistant.ledger import figures_of

    cited = (citation(assistant, "4 million"),)
    claims = (claim("WRONGLY, the port spent 4 million euros.", verdict="supported"),)
    draft = CheckedDraft(
        title="",
        text=claims[0].text,
        language="en",
        citations=cited,
        claims=claims,
        figures=figures_of(claims, cited, assistant.library),
        findings=(),
    )
    assert [figure.verdict for figure in draft.figures] == ["supported"]
    assert [figure.verdict for figure in last(assistant, draft).figures] == ["unchecked"]


@pytest.mark.parametrize("text", ["Boats sank.", "The port authority repaired the quay. Yes."])
def test_a_model_for_entailment_can_fail_a_sentence_and_no_more(
    assistant: Assistant, text: str
) -> None:
    assistant._entailment = Entailment(Path("none"), model=(Words(), 1))
    (found,) = last(assistant, answer((citation(assistant, "quay"),), claim(text))).claims
    assert found.verdict == ("unsupported" if text == "Boats sank." else "unchecked")


def test_without_a_model_it_is_said_what_is_missing(tmp_path: Path) -> None:
    settings = Settings(workspace=tmp_path / "workspace", cache_dir=tmp_path / "cache")
    with pytest.raises(ModelUnavailable):
        list(Assistant.open(settings).compare(answer((), claim(GOOD))))


def test_a_turn_is_replaced_only_while_it_is_the_one_that_was_compared(
    assistant: Assistant,
) -> None:
    kept = assistant.conversations
    cited = (citation(assistant, "quay"),)
    old, new = answer(cited, claim(GOOD)), answer(cited, claim(GOOD, was_compared=True))
    conversation = kept.add_turn(kept.new(), "?", old)
    assert kept.replace_turn(conversation.id, 1, new, instead_of=old) is None
    changed = kept.replace_turn(conversation.id, 0, new, instead_of=old)
    assert changed is not None
    assert kept.get(conversation.id) == changed
    assert changed.turns[0].result == new
    assert kept.replace_turn(conversation.id, 0, old, instead_of=old) is None
    kept.delete(conversation.id)
    assert kept.replace_turn(conversation.id, 0, old, instead_of=new) is None
    assert kept.get(conversation.id) is None
