"""Testing a chat model: its cases, what it makes of them, and what is kept."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_model import IDENTITY, FakeModel
from typer.testing import CliRunner

from assistant import model_state
from assistant.errors import EvaluationError, NotWritten
from assistant.evaluation.said import forbidden, lacking
from assistant.fetching.choosing import Located
from assistant.model_measures import AskedCase, ModelMeasure, RenderedCase, keep, measured
from assistant.model_state import ChatModel, OpenModel
from assistant.model_test import measure
from assistant.model_test_cases import Cases, load_cases, parse_cases
from assistant.settings import Settings
from knowledge import Progress
from knowledge.errors import Cancelled
from ui.cli import app

TOML = """
[[rendering]]
id = "je"
from = "ja"
into = "en"
trap = "figure"
sentence = "港湾庁は昨年、検査に40億円を支出した。"
must = [["4 billion"], ["inspect"]]
must_not = ["40 billion"]

[[rendering]]
id = "ej"
from = "en"
into = "ja"
trap = "negation"
sentence = "The office has not published the results."
must = [["ていない"]]
must_not = []

[[question]]
id = "held"
language = "en"
passage_language = "en"
passage = "The ferry carries forty people."
question = "How many people does the ferry carry?"
answerable = true

[[question]]
id = "not held"
language = "en"
passage_language = "en"
passage = "The ferry carries forty people."
question = "Who painted the lighthouse door?"
answerable = false
"""
RIGHT = "The port agency spent JPY 4 billion on inspections last year."
CASES = parse_cases(TOML)


def opened(model: FakeModel) -> OpenModel:
    stands_in: Any = model
    return OpenModel(model=stands_in, identity=IDENTITY)


def renders(english: str, japanese: str = "同局は結果を公表していない。") -> FakeModel:
    return FakeModel({"検査": (english,), "results": (japanese,)})


def case(right: bool, *, findings: tuple[str, ...] = (), languages: str = "ja→en") -> RenderedCase:
    return RenderedCase(
        id="c",
        languages=languages,
        trap="figure",
        sentence="文。",
        text="A sentence.",
        findings=findings,
        lacking=() if right else (("forty",),),
        forbidden=(),
    )


def measure_of(*rendered: RenderedCase, asked: tuple[AskedCase, ...] = ()) -> ModelMeasure:
    return ModelMeasure(
        model_id="m",
        sha256="a" * 64,
        at="2026-01-01T00:00:00+00:00",
        set_id="set",
        seconds=99.5,
        rendered=rendered,
        asked=asked,
    )


def test_right_renderings_and_decisions_are_counted() -> None:
    found = measure(opened(renders(RIGHT)), cases=CASES)
    assert [c.text for c in found.rendered] == [RIGHT, "同局は結果を公表していない。"]
    assert [c.is_right for c in found.rendered] == [True, True]
    assert [(c.id, c.is_answered) for c in found.asked] == [("held", True), ("not held", False)]
    assert (found.model_id, found.sha256) == (IDENTITY.id, IDENTITY.sha256)
    assert found.set_id == CASES.id


def test_a_wrong_figure_is_wrong_by_label_and_by_rule() -> None:
    found = measure(opened(renders(RIGHT.replace("4 billion", "40 billion"))), cases=CASES)
    wrong = found.rendered[0]
    assert not wrong.is_right
    assert wrong.lacking == (("4 billion",),)
    assert wrong.forbidden == ("40 billion",)
    assert "figure_lost" in wrong.findings or "figure_not_in_source" in wrong.findings
    assert not wrong.is_unnoticed


def test_what_the_rules_cannot_see_counts_as_unnoticed() -> None:
    found = measure(opened(renders(RIGHT.replace("on inspections", "on ferries"))), cases=CASES)
    wrong = found.rendered[0]
    assert (wrong.is_right, wrong.lacking) == (False, (("inspect",),))
    assert wrong.is_unnoticed == (not wrong.findings)


def test_a_model_that_writes_nothing_renders_nothing_right() -> None:
    found = measure(opened(renders("", "")), cases=CASES)
    assert [c.is_right for c in found.rendered] == [False, False]
    assert not any(c.is_unnoticed for c in found.rendered)


def test_a_question_answered_without_evidence_is_wrong() -> None:
    class Yes(FakeModel):
        def _likely(self, question: str, evidence: str) -> float:
            return 0.99

    found = measure(opened(Yes()), cases=CASES)
    assert found.asked_right(answerable=False) == (0, 1)
    assert found.asked_right(answerable=True, language="en") == (1, 1)
    assert found.asked_right(answerable=True, language="ja") == (0, 0)


def test_progress_is_told_and_ends_whole() -> None:
    told: list[Progress] = []
    measure(opened(renders(RIGHT)), cases=CASES, on_progress=told.append)
    stages = list(dict.fromkeys(step.stage for step in told))
    assert stages == ["Rendering ja→en", "Rendering en→ja", "Answering or refusing"]
    assert all([s.done for s in told if s.stage == stage][-1] for stage in stages)


@pytest.mark.parametrize("call", ["sample_candidates", "next_token_probabilities"])
def test_it_can_be_stopped(call: str) -> None:
    stop = threading.Event()
    model = FakeModel(on_call=lambda name: stop.set() if name == call else None)
    with pytest.raises(Cancelled):
        measure(opened(model), cases=CASES, stop=stop)


def test_the_cases_that_ship_are_whole() -> None:
    cases = load_cases()
    ids = [c.id for c in (*cases.sentences, *cases.questions)]
    assert len(set(ids)) == len(ids)
    for languages in ("ja→en", "en→ja"):
        assert len([c for c in cases.sentences if c.languages == languages]) == 10
    traps = {c.trap for c in cases.sentences}
    assert traps >= {"figure", "range", "hedge", "attribution", "negation", "roles"}
    assert len(cases.questions) == 12
    assert sum(c.is_answerable for c in cases.questions) == 6
    assert {c.language for c in cases.questions} == {"en", "ja"}


@pytest.mark.parametrize(
    ("id_", "text", "is_right"),
    [
        ("je-figure", "The Port Agency spent 4 billion yen inspecting cargo last year.", True),
        ("je-figure", "The Port Agency spent 40 billion yen inspecting cargo last year.", False),
        ("je-hedge", "The rule may increase the burden on small municipalities.", True),
        ("je-hedge", "The rule will increase the burden on small municipalities.", False),
        ("je-roles", "The city asked the power company to give residents outage records.", True),
        ("je-roles", "The city asked residents to give the power company its records.", False),
        ("je-comparison", "Testing groundwater costs less than testing rivers.", True),
        ("je-comparison", "Testing rivers costs less than testing groundwater.", False),
        ("je-only", "Only five of the 12 factories met the deadline.", True),
        ("je-only", "Five factories met the deadline.", False),
        ("ej-figure", "港湾局は昨年、検査に35億円を支出した。", True),
        ("ej-figure", "港湾局は昨年、検査に3.5億円を支出した。", False),
        ("ej-roles", "市は電力会社に、停電の記録を住民に提供するよう求めた。", True),
        ("ej-roles", "電力会社は市に、停電の記録を住民に提供するよう求めた。", False),
        ("ej-comparison", "地下水の検査は河川の検査よりも費用が少ない。", True),
        ("ej-comparison", "河川の検査は地下水の検査より費用が少ない。", False),
        ("ej-condition", "予算が承認されない限り、図書館は夜に開館し続けられない。", True),
        ("ej-condition", "予算が承認されない限り、図書館は夜に閉まることができない。", False),
        ("ej-only", "12の工場のうち、期限を守ったのは5つだけだった。", True),
        ("ej-only", "12の植物のうち、期限を守ったのは5つだけだった。", False),
        ("ej-bound", "従業員50人未満の企業は2024年6月30日まで申請できる。", True),
        ("ej-bound", "従業員50人未満の企業は2024年6月30日まで適用できる。", False),
        ("ej-bound", "従業員50人以下の企業は2024年6月30日まで申請できる。", False),
    ],
)
def test_the_labels_tell_right_from_wrong(id_: str, text: str, is_right: bool) -> None:
    label = next(c for c in load_cases().sentences if c.id == id_)
    assert (not lacking(text, label.must) and not forbidden(text, label.must_not)) == is_right


@pytest.mark.parametrize("text", ["[[rendering]", "[[rendering]]\nid = 3", "question = []"])
def test_damaged_cases_are_named(text: str) -> None:
    with pytest.raises(EvaluationError, match="testing a model"):
        parse_cases(text)


def test_the_words_follow_from_the_counts() -> None:
    asked = tuple(
        AskedCase(id="a", language="en", question="?", is_answerable=a, is_answered=True)
        for a in (True, False)
    )
    found = measure_of(
        case(True),
        case(False),
        case(False, findings=("figure_lost",)),
        case(True, languages="en→ja"),
        asked=asked,
    )
    assert found.advice == "renders 1 of 3 (ja→en), 1 of 1 (en→ja) right: review every rendering"
    first, second, questions, last = found.words()
    assert "from Japanese into English, 1 of them right; of the 2 wrong ones" in first
    assert "notice 1" in first
    assert second.endswith("1 of them right.")
    assert "1 of 1 questions were answered" in questions
    assert "0 of 1 refused" in questions
    assert last == "Review every rendering."
    assert "read each rendering" in measure_of(*[case(True)] * 10).advice
    assert measure_of().share_rendered_right == 0


def test_a_measure_is_kept_under_the_hash_of_the_weights(tmp_path: Path) -> None:
    found = replace(measure_of(case(False)), set_id=load_cases().id)
    keep(tmp_path, found)
    assert measured(tmp_path, found.sha256) == found
    assert measured(tmp_path, "b" * 64) is None
    keep(tmp_path, replace(found, seconds=1.0))
    again = measured(tmp_path, found.sha256)
    assert again is not None
    assert again.seconds == 1.0
    assert [p.name for p in (tmp_path / "measures").iterdir()] == [f"{found.sha256}.json"]


def test_a_measure_of_other_sentences_or_a_damaged_one_counts_as_none(tmp_path: Path) -> None:
    keep(tmp_path, measure_of(case(True)))
    assert measured(tmp_path, "a" * 64) is None
    assert measured(tmp_path, "a" * 64, "set") is not None
    (tmp_path / "measures" / f"{'a' * 64}.json").write_text("{", encoding="utf-8")
    assert measured(tmp_path, "a" * 64, "set") is None


def test_a_folder_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    (tmp_path / "measures").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(NotWritten, match="testing 'm'"):
        keep(tmp_path, measure_of())


@pytest.fixture
def located(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Settings]:
    """Any chat model is found, with the given hash, and is the fake one."""

    def find(sha256: str) -> Settings:
        place = Located(id="m", path=tmp_path / "m.gguf", sha256=sha256)
        monkeypatch.setattr(model_state, "locate_chat_model", lambda settings: place)
        monkeypatch.setattr(model_state, "LocalModel", lambda path, **_: renders(RIGHT))
        monkeypatch.setenv("POLICY_COMMENT_CACHE", str(tmp_path / "cache"))
        monkeypatch.setenv("POLICY_COMMENT_WORKSPACE", str(tmp_path / "workspace"))
        return Settings(cache_dir=tmp_path / "cache")

    return find


def test_the_state_tells_the_catalogues_advice_until_it_was_tested(
    located: Callable[[str], Settings],
) -> None:
    starter = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    settings = located(starter)
    model = ChatModel(settings)
    assert model.state().advice == "for trying out: review every rendering"
    found = replace(measure_of(case(True)), sha256=starter, set_id=load_cases().id)
    keep(settings.models_dir, found)
    assert model.state().advice == found.advice


def test_nothing_is_advised_about_an_unknown_model(located: Callable[[str], Settings]) -> None:
    assert ChatModel(located("0" * 64)).state().advice == ""


def test_the_command_tests_keeps_and_lists(
    located: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    starter = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    settings = located(starter)
    run = CliRunner().invoke
    result = run(app, ["models", "test", "m", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["model"] == {"id": "m", "sha256": starter}
    assert told["renderings"].keys() == {"ja→en", "en→ja"}
    assert told["refused"]["of"] == 6
    assert measured(settings.models_dir, starter) is not None
    assert not (tmp_path / "workspace").exists()
    listed = json.loads(run(app, ["models", "list", "--json"]).stdout)["models"]
    by_id = {model["id"]: model for model in listed}
    tested = by_id["qwen2.5-coder-1.5b-instruct"]
    assert tested["advice"] == "for trying out: review every rendering"
    assert tested["measure"]["advice"] == told["advice"]
    assert by_id["smollm3-3b"]["measure"] is None
    for_people = run(app, ["models", "list"]).stdout
    assert "for trying out: review every rendering; tested" in for_people
    words = run(app, ["models", "test", "m"]).stdout
    assert "Review every rendering." in words
    assert "nothing was written" not in words


def test_the_command_says_that_a_model_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("POLICY_COMMENT_CACHE", str(tmp_path))
    result = CliRunner().invoke(app, ["models", "test", "smollm3-3b", "--json"])
    assert result.exit_code == 1
    assert "models pull smollm3-3b" in json.loads(result.stdout)["error"]["remedy"]


def test_two_files_of_cases_have_two_ids() -> None:
    assert parse_cases(TOML + "\n").id != CASES.id
    assert isinstance(CASES, Cases)
