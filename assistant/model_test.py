"""`models test`: how well a chat model renders and refuses, measured in about two minutes.

The sentences are rendered as answers render them, into records of a folder that is thrown away, so
that no decision of the user's changes the result and nothing of it gets into a workspace. The
questions go the way of answering: the evidence is read and weighed, nothing is written.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from assistant.answerability import weigh
from assistant.choosing import choose_cards
from assistant.evaluation.said import forbidden, lacking
from assistant.fidelity import check_rendering
from assistant.followup import in_context
from assistant.model_measures import AskedCase, ModelMeasure, RenderedCase
from assistant.model_state import OpenModel
from assistant.model_test_cases import Cases, QuestionCase, SentenceCase, load_cases
from assistant.reading import Window, build_window, read_evidence
from assistant.renderings import Renderer
from assistant.terms import load_terms
from assistant.text_cards import cards_of_text
from assistant.types import Card, Rendering
from assistant.verification import check_claim
from knowledge import Library, Progress
from knowledge.errors import Cancelled
from knowledge.records import Records

_TITLE = "A report"


def measure(
    opened: OpenModel,
    *,
    cases: Cases | None = None,
    stop: Event | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> ModelMeasure:
    """Have the model render and refuse, and judge what it does; nothing is kept.

    Args:
        opened: The model; it is loaded when it isn't yet.
        cases: What it is tested with; those that ship when None.
        stop: When set, the work ends.
        on_progress: Told how far it is.

    Raises:
        Cancelled: `stop` was set.
        ModelUnavailable: It can't be loaded.
    """
    began = time.perf_counter()
    tested = cases or load_cases()
    tell = on_progress or (lambda progress: None)
    with (
        tempfile.TemporaryDirectory(prefix="models-test-") as folder,
        Library.open(Path(folder), None) as library,
    ):
        rendered = _render(opened, tested.sentences, library.records, stop, tell)
    return ModelMeasure(
        model_id=opened.identity.id,
        sha256=opened.identity.sha256,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        set_id=tested.id,
        rendered=rendered,
        asked=_ask(opened, tested.questions, stop, tell),
        seconds=round(time.perf_counter() - began, 1),
    )


def _render(
    opened: OpenModel,
    cases: Sequence[SentenceCase],
    records: Records,
    stop: Event | None,
    tell: Callable[[Progress], None],
) -> tuple[RenderedCase, ...]:
    renderer = Renderer(opened.model, opened.identity.id, records, load_terms())
    done: list[RenderedCase] = []
    for languages in dict.fromkeys(case.languages for case in cases):
        group = [case for case in cases if case.languages == languages]
        cards = [_card(case) for case in group]
        stage = f"Rendering {languages}"
        tell(Progress(stage=stage, done=0, total=len(group)))
        renderings = renderer.render(
            cards,
            group[0].target_language,
            stop=stop,
            on_done=lambda n, total, stage=stage: tell(  # type: ignore[misc]
                Progress(stage=stage, done=n, total=total)
            ),
        )
        done += map(_judged, group, cards, renderings)
    return tuple(done)


def _card(case: SentenceCase) -> Card:
    return cards_of_text(case.sentence, case.source_language, title=_TITLE)[0]


def _judged(case: SentenceCase, card: Card, rendering: Rendering) -> RenderedCase:
    text, language, terms = rendering.text, case.target_language, load_terms()
    findings = list(check_rendering(card, text, language, terms))
    if text:  # as a sentence of an answer is checked
        checked = check_claim(text, language, [card], rendering=rendering, terms=terms)
        findings += checked.findings
    return RenderedCase(
        id=case.id,
        languages=case.languages,
        trap=case.trap,
        sentence=case.sentence,
        text=text,
        findings=tuple(dict.fromkeys(f.code for f in findings if f.severity == "error")),
        lacking=lacking(text, case.must),
        forbidden=forbidden(text, case.must_not),
    )


def _ask(
    opened: OpenModel,
    cases: Sequence[QuestionCase],
    stop: Event | None,
    tell: Callable[[Progress], None],
) -> tuple[AskedCase, ...]:
    asked: list[AskedCase] = []
    for case in cases:
        tell(Progress(stage="Answering or refusing", done=len(asked), total=len(cases)))
        if stop is not None and stop.is_set():
            raise Cancelled("The test", "it was stopped", "Start it again.")
        asked.append(
            AskedCase(
                id=case.id,
                language=case.language,
                question=case.question,
                is_answerable=case.is_answerable,
                is_answered=_is_answered(opened, case, stop),
            )
        )
    tell(Progress(stage="Answering or refusing", done=len(asked), total=len(cases)))
    return tuple(asked)


def _is_answered(opened: OpenModel, case: QuestionCase, stop: Event | None) -> bool:
    """Decide as answering does, with the passage for all the evidence that was found."""
    asked = in_context(case.question, None)
    cards = cards_of_text(case.passage, case.passage_language, title=_TITLE)
    window = build_window(cards, Window())
    reading = read_evidence(opened.model, case.question, window, opened.inside, stop=stop)
    chosen = choose_cards(asked.question, window, reading, cards)
    return weigh(asked, window, reading, chosen).is_sufficient
