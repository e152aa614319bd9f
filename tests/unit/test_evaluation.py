"""Judging answers made by hand, and asking a file of questions."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cards_for_tests import card_of

from assistant.cards import cite
from assistant.errors import EvaluationError
from assistant.evaluation import (
    EvaluationReport,
    EvidencePlace,
    LabelledQuestion,
    Outcome,
    evaluate,
    judge,
    read_questions,
)
from assistant.types import Answer, Claim, Event, Finished, Timings, Working
from knowledge import Library

TEXT = "The port received 17 million tonnes in 2019. It employs 300 people."
QUESTION = LabelledQuestion(
    id="q1",
    language="en",
    question="How much did the port receive?",
    is_answerable=True,
    evidence=(EvidencePlace(source="port.txt"),),
    must=(("17 million", "17m"), ("2019",)),
    must_not=("1.7 million",),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "port.txt").write_text(TEXT, encoding="utf-8")
    with Library.open(tmp_path / "workspace", None) as opened:
        opened.add([folder])
        yield opened


def answer_of(library: Library, text: str, claims: tuple[str, ...] | None = None) -> Answer:
    """An answer of these sentences, each citing the first sentence of the port's file."""
    source = library.list()[0]
    passage = library.passages(source.id)[0]
    first = passage.sentences[0]
    card = replace(
        card_of(TEXT[first.start : first.end], "en"),
        source_id=source.id,
        passage_id=passage.id,
        start=first.start,
        end=first.end,
    )
    said = claims if claims is not None else (text.replace(" [1]", ""),)
    return Answer(
        question=QUESTION.question,
        text=text,
        status="answered",
        language="en",
        citations=(cite(card, 1),),
        claims=tuple(
            Claim(text=t, citations=(1,), kind="sourced", verdict="supported") for t in said
        ),
        nearest=(),
        model=None,
        timings=Timings(total_ms=7),
    )


def refused(library: Library) -> Answer:
    return replace(
        answer_of(library, "The sources do not hold it."),
        status="insufficient_evidence",
        citations=(),
        claims=(),
    )


def test_a_right_answer(library: Library) -> None:
    text = "It received 17 million tonnes in 2019. [1]"
    outcome = judge(QUESTION, answer_of(library, text), library)
    assert outcome.is_right
    assert outcome.total_ms == 7
    assert (outcome.lacking, outcome.forbidden) == ((), ())
    assert (outcome.broken_citations, outcome.unheld_figures) == ((), ())


def test_case_width_and_space_do_not_count(library: Library) -> None:
    text = "It received １７\n MILLION tonnes in 2019. [1]"
    assert judge(QUESTION, answer_of(library, text), library).is_right


def test_what_is_lacking_is_named(library: Library) -> None:
    outcome = judge(QUESTION, answer_of(library, "It was in 2019. [1]"), library)
    assert not outcome.is_right
    assert outcome.lacking == (("17 million", "17m"),)


def test_what_must_not_be_said_makes_it_wrong(library: Library) -> None:
    text = "It received 17 million, not 1.7 million tonnes in 2019. [1]"
    outcome = judge(QUESTION, answer_of(library, text), library)
    assert (outcome.is_right, outcome.forbidden) == (False, ("1.7 million",))


@pytest.mark.parametrize(
    ("said", "wanted", "is_said"),
    [
        ("117 million", "17 million", False),
        ("1.7 million", "7 million", False),
        ("1,700,000", "700,000", False),
        ("about 17 million", "17 million", True),
        ("15 pages.", "15", True),
        ("15.", "15", True),
        ("150 pages", "15", False),
        ("4.5%", "4", False),
        ("1150万", "150万", False),
        ("約2,000倍", "2,000倍", True),
    ],
)
def test_a_figure_within_another_does_not_count(
    library: Library, said: str, wanted: str, is_said: bool
) -> None:
    question = replace(QUESTION, must=((wanted,),), must_not=())
    assert judge(question, answer_of(library, said), library).is_right == is_said


def test_markers_are_no_part_of_what_is_said(library: Library) -> None:
    question = replace(QUESTION, must=(("1",),), must_not=())
    assert not judge(question, answer_of(library, "It is the port. [1]"), library).is_right


def test_a_refusal_is_right_where_there_is_no_answer(library: Library) -> None:
    unanswerable = replace(QUESTION, is_answerable=False, must=(), must_not=())
    assert judge(unanswerable, refused(library), library).is_right
    assert not judge(QUESTION, refused(library), library).is_right
    answered = answer_of(library, "It is the port. [1]")
    assert not judge(unanswerable, answered, library).is_right


def test_broken_citations_are_named(library: Library) -> None:
    good = answer_of(library, "It received 17 million tonnes in 2019. [1][2]")
    assert judge(QUESTION, good, library).broken_citations == ("[2] leads nowhere",)
    moved = replace(good.citations[0], start=3)
    outcome = judge(QUESTION, replace(good, text="A [1]", citations=(moved,)), library)
    assert outcome.broken_citations == ("[1] isn't the source's text at its place",)


def test_a_citation_of_a_removed_source_is_broken_and_ends_nothing(library: Library) -> None:
    answer = answer_of(library, "It received 17 million tonnes in 2019. [1]")
    library.remove([source.id for source in library.list()])
    outcome = judge(QUESTION, answer, library)
    assert outcome.broken_citations == ("[1] is of a source that isn't there any more",)
    assert outcome.unheld_figures == ("17 million tonnes", "2019")


def test_a_figure_that_no_cited_passage_holds_is_named(library: Library) -> None:
    text = "It received 18 million tonnes in 2019. [1]"
    assert judge(QUESTION, answer_of(library, text), library).unheld_figures == (
        "18 million tonnes",
    )


def test_a_figure_of_the_passages_other_sentence_is_held(library: Library) -> None:
    assert not judge(QUESTION, answer_of(library, "It has 300 people. [1]"), library).unheld_figures


class Asked:
    """Answers as it is told to."""

    def __init__(self, library: Library, answers: dict[str, Answer | None]) -> None:
        self.library: Any = library
        self._answers = answers
        self.questions: list[str] = []

    def ask(self, question: str) -> Iterator[Event]:
        self.questions.append(question)
        yield Working(message="Reading the evidence")
        result = self._answers[question]
        if result is not None:
            yield Finished(result=result)


def row(**changes: Any) -> dict[str, Any]:
    return {
        "id": "q1",
        "language": "en",
        "question": "How much?",
        "answerable": True,
        "evidence": [{"source": "port.txt", "start": 0, "end": 9}],
        "must": [["17 million"]],
        "must_not": [],
        "note": "ours",
    } | changes


def file_of(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return path


def test_questions_are_asked_and_counted_by_language(library: Library, tmp_path: Path) -> None:
    right = answer_of(library, "It received 17 million tonnes. [1]")
    path = file_of(
        tmp_path,
        row(),
        row(id="q2", language="ja", question="いくら？"),
        row(id="q3", question="Who?", answerable=False, evidence=[], must=[]),
        row(id="q4", question="Elsewhere?", evidence=[{"source": "gone.txt"}]),
    )
    asked = Asked(library, {"How much?": right, "いくら？": refused(library), "Who?": right})
    seen: list[Outcome] = []
    report = evaluate(asked, path, seen.append)
    assert asked.questions == ["How much?", "いくら？", "Who?"]
    assert report.not_asked == ("q4",)
    assert tuple(seen) == report.outcomes
    counts = report.as_json()
    assert counts["all"]["answerable"] == 2
    assert counts["by_language"]["en"]["answered_right"] == 1
    assert counts["by_language"]["ja"]["answerable_refused"] == 1
    assert (counts["all"]["unanswerable"], counts["all"]["refused"]) == (1, 0)
    json.dumps(counts)


def test_the_text_names_the_misses_and_what_was_not_asked(library: Library, tmp_path: Path) -> None:
    path = file_of(tmp_path, row(), row(id="q4", evidence=[{"source": "gone.txt"}]))
    wrong = answer_of(library, "It received 18 million tonnes. [1][9]")
    text = evaluate(Asked(library, {"How much?": wrong}), path).as_text()
    assert "misses: 1" in text
    for part in ("q1", "17 million", "18 million", "[9] leads nowhere", "q4"):
        assert part in text


def test_only_the_ids_asked_for(library: Library, tmp_path: Path) -> None:
    path = file_of(tmp_path, row(), row(id="q2", question="Who?"))
    asked = Asked(library, {"Who?": refused(library)})
    assert [o.id for o in evaluate(asked, path, ids=frozenset({"q2"})).outcomes] == ["q2"]


def test_an_answer_that_never_comes_is_an_error(library: Library, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="How much"):
        evaluate(Asked(library, {"How much?": None}), file_of(tmp_path, row()))


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "3",
        '{"id": "q1"}',
        json.dumps(row(answerable="false")),
        json.dumps(row(must="17")),
        json.dumps(row(must=["17"])),
        json.dumps(row(must=[[""]])),
        json.dumps(row(must_not=[3])),
        json.dumps(row(evidence=["port.txt"])),
        json.dumps(row(evidence=[{"source": "port.txt", "start": 3}])),
        json.dumps(row(evidence=[{"source": "port.txt", "start": 3, "end": 3}])),
        json.dumps(row(evidence=[{"source": "port.txt", "start": True, "end": 3}])),
        json.dumps(row(evidence=[{"source": "port.txt", "quote": 3}])),
        json.dumps(row(question=None)),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(row()) + "\n" + line, encoding="utf-8")
    with pytest.raises(EvaluationError, match="line 2"):
        read_questions(path)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"none\.jsonl"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "other.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EvaluationError, match="UTF-8"):
        read_questions(tmp_path / "other.jsonl")


def test_nothing_asked_is_no_division_by_zero() -> None:
    report = EvaluationReport(outcomes=(), not_asked=("q1",))
    assert report.as_json()["all"]["answerable"] == 0
    assert "q1" in report.as_text()


def test_our_own_files_are_of_the_schema() -> None:
    folder = Path(__file__).parent.parent / "data" / "questions"
    for name in ("dev", "fit"):
        assert len(read_questions(folder / f"{name}.jsonl")) > 40
