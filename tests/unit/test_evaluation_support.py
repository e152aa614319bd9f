"""Whether citations support their sentences, and what the counts make of it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cards import cite, make_card
from assistant.evaluation import (
    EvaluationReport,
    EvidencePlace,
    LabelledQuestion,
    Outcome,
    SentenceOutcome,
    judge,
)
from assistant.types import Answer, Card, Claim, Finding, Timings, Verdict
from knowledge import Library

TEXT = (
    "The port received 17 million tonnes in 2019. It employs 300 people. "
    "The harbour board argues that the new quay could double its traffic."
)
QUESTION = LabelledQuestion(
    id="q1",
    language="en",
    question="How much did the port receive?",
    is_answerable=True,
    evidence=(EvidencePlace(source="port.txt", quote="received 17 million tonnes"),),
    must=(("17 million",),),
    must_not=("170 million",),
)
ERROR = Finding(code="figure_not_in_source", severity="error", message="m", remedy="r")
FIRST = "The port received 17 million tonnes in 2019."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "port.txt").write_text(TEXT, encoding="utf-8")
    with Library.open(tmp_path / "workspace", None) as opened:
        opened.add([tmp_path / "sources"])
        yield opened


def cards_in(library: Library) -> list[Card]:
    (source,) = library.list()
    text = library.text(source.id)
    return [make_card(source, p, s, text) for p in library.passages(source.id) for s in p.sentences]


def claim(
    text: str,
    *citations: int,
    verdict: Verdict = "supported",
    kind: str = "sourced",
    findings: tuple[Finding, ...] = (),
) -> Claim:
    return Claim(
        text=text,
        citations=citations,
        kind=kind,  # type: ignore[arg-type]
        verdict=verdict,
        findings=findings,
    )


def answer_of(
    library: Library, claims: Sequence[Claim], *, cited: Sequence[int] = (0,), text: str = ""
) -> Answer:
    """An answer that cites the source's sentences of these indices as [1], [2]…"""
    cards = cards_in(library)
    written = " ".join(f"{c.text} {''.join(f'[{n}]' for n in c.citations)}" for c in claims)
    return Answer(
        question=QUESTION.question,
        text=text or written,
        status="answered",
        language="en",
        citations=tuple(cite(cards[i], n) for n, i in enumerate(cited, 1)),
        claims=tuple(claims),
        nearest=(),
        model=None,
        timings=Timings(),
    )


def sentence_of(library: Library, stated: Claim, cited: Sequence[int] = (0,)) -> SentenceOutcome:
    (found,) = judge(QUESTION, answer_of(library, [stated], cited=cited), library).sentences
    return found


def counts(*outcomes: Outcome) -> dict[str, float]:
    report = EvaluationReport(outcomes=outcomes, not_asked=()).as_json()
    json.dumps(report)
    found: dict[str, float] = report["all"]
    return found


def test_a_sentence_that_its_quote_holds_is_supported(library: Library) -> None:
    found = sentence_of(library, claim(FIRST, 1))
    assert (found.citations, found.supporting, found.failures) == ((1,), (1,), ())
    assert found.is_shown_supported


def test_a_wrong_figure_supports_nothing_and_is_a_figure_error(library: Library) -> None:
    wrong = claim(FIRST.replace("17", "18"), 1)
    found = sentence_of(library, wrong)
    assert found.supporting == ()
    assert found.figure_errors
    assert not found.is_marked
    numbers = counts(judge(QUESTION, answer_of(library, [wrong]), library))
    assert numbers["citation_precision"] == 0
    assert numbers["citation_recall"] == 1
    assert numbers["figure_errors"] == 1  # told by two rules, counted once
    assert numbers["outputs_with_unmarked"] == 1
    assert numbers["outputs_wrongly_shown_supported"] == 1


@pytest.mark.parametrize(
    ("verdict", "findings", "is_marked"),
    [
        ("unsupported", (ERROR,), True),
        ("unchecked", (ERROR,), True),
        ("unchecked", (), False),
        ("unchecked", (replace(ERROR, severity="note"),), False),
        ("supported", (), False),
    ],
)
def test_what_counts_as_marked(
    library: Library, verdict: Verdict, findings: tuple[Finding, ...], is_marked: bool
) -> None:
    wrong = claim(FIRST.replace("17", "18"), 1, verdict=verdict, findings=findings)
    outcome = judge(QUESTION, answer_of(library, [wrong]), library)
    assert outcome.sentences[0].is_marked == is_marked
    assert counts(outcome)["outputs_with_unmarked"] == (not is_marked)


def test_of_two_citations_each_must_bear_a_part(library: Library) -> None:
    found = sentence_of(library, claim(FIRST, 1, 2), cited=(0, 2))
    assert found.citations == (1, 2)
    assert found.supporting == (1,)


def test_a_dropped_speaker_is_no_support(library: Library) -> None:
    found = sentence_of(library, claim("The new quay will double its traffic.", 1), cited=(2,))
    assert found.supporting == ()
    assert found.failures
    assert not found.figure_errors


def test_a_sentence_without_a_citation_counts_against_recall(library: Library) -> None:
    bare = claim(FIRST, verdict="unchecked")
    numbers = counts(judge(QUESTION, answer_of(library, [bare, claim(FIRST, 1)]), library))
    assert (numbers["needing_citation"], numbers["with_citation"]) == (2, 1)
    assert numbers["citation_recall"] == 0.5
    assert numbers["citation_precision"] == 1


def test_a_position_needs_no_citation(library: Library) -> None:
    found = sentence_of(library, claim("We ask for a second quay.", kind="position"))
    assert not found.needs_citation
    assert found.failures == ()


def test_text_that_is_no_claim_is_unsupported(library: Library) -> None:
    text = f"{FIRST} [1] It is the biggest of all."
    outcome = judge(QUESTION, answer_of(library, [claim(FIRST, 1)], text=text), library)
    assert outcome.sentences[-1].text == "It is the biggest of all."
    assert outcome.sentences[-1].failures
    bulleted = f"- {FIRST} [1]"
    listed = judge(QUESTION, answer_of(library, [claim(FIRST, 1)], text=bulleted), library)
    assert len(listed.sentences) == 1


def test_what_the_label_forbids_is_unsupported(library: Library) -> None:
    question = replace(QUESTION, must_not=("300 people",))
    stated = claim("It employs 300 people.", 1)
    outcome = judge(question, answer_of(library, [stated], cited=(1,)), library)
    assert outcome.sentences[0].failures == ("It says “300 people”.",)
    assert counts(outcome)["outputs_wrongly_shown_supported"] == 1


@pytest.mark.parametrize(
    ("place", "is_cited"),
    [
        (EvidencePlace(source="port.txt", quote="17 million tonnes"), True),
        (EvidencePlace(source="port.txt", quote="17  million\ntonnes"), True),
        (EvidencePlace(source="port.txt", quote="300 people"), False),
        (EvidencePlace(source="port.txt", start=10, end=20), True),
        (EvidencePlace(source="port.txt", start=44, end=60), False),
        (EvidencePlace(source="port.txt"), None),
        (EvidencePlace(source="port.txt", quote="nowhere to be found"), None),
        (EvidencePlace(source="other.txt", start=10, end=20), None),
    ],
)
def test_whether_a_known_place_is_cited(
    library: Library, place: EvidencePlace, is_cited: bool | None
) -> None:
    answer = answer_of(library, [claim(FIRST, 1)])
    outcome = judge(replace(QUESTION, evidence=(place,)), answer, library)
    assert outcome.is_evidence_cited is is_cited
    numbers = counts(outcome)
    assert numbers["answers_with_known_evidence"] == (is_cited is not None)
    assert numbers["evidence_cited"] == (is_cited is True)


def test_a_refusal_has_no_sentences(library: Library) -> None:
    refusal = replace(
        answer_of(library, [], text="The sources do not hold it."),
        status="insufficient_evidence",
        citations=(),
    )
    outcome = judge(QUESTION, refusal, library)
    assert outcome.sentences == ()
    assert outcome.is_evidence_cited is None
    numbers = counts(outcome)
    assert (numbers["coverage"], numbers["accuracy"], numbers["outputs"]) == (0, 0, 0)
    assert numbers["citation_precision"] is None
    assert numbers["accuracy_when_answered"] is None


def test_a_citation_of_a_source_that_is_gone_supports_nothing(library: Library) -> None:
    answer = answer_of(library, [claim(FIRST, 1)])
    library.remove([source.id for source in library.list()])
    (found,) = judge(QUESTION, answer, library).sentences
    assert found.citations == ()
    assert found.failures == ("It cites nothing.",)


def test_repaired_and_dropped_sentences_are_counted(library: Library) -> None:
    repaired = replace(claim(FIRST, 1), was_repaired=True)
    answer = replace(answer_of(library, [repaired]), dropped=(claim("It is a ferry.", 1),))
    numbers = counts(judge(QUESTION, answer, library))
    assert (numbers["repaired"], numbers["dropped"]) == (1, 1)


def test_the_text_tells_shares_and_unsupported_sentences(library: Library) -> None:
    wrong = claim(FIRST.replace("17", "18"), 1)
    right = judge(QUESTION, answer_of(library, [claim(FIRST, 1)]), library)
    outcomes = (right, judge(QUESTION, answer_of(library, [wrong]), library))
    text = EvaluationReport(outcomes=outcomes, not_asked=()).as_text()
    assert "precision 50.0 % of 2" in text
    assert "coverage 100.0 %" in text
    assert "misses: 1" in text
    assert "unsupported, not marked (supported): The port received 18" in text
