"""Labelled pairs of claim and passage: reading them, checking them, counting what was caught."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from fake_model import FakeModel
from typer.testing import CliRunner

from assistant import model_state
from assistant.errors import EvaluationError
from assistant.evaluation import LabelledPair, PairOutcome, PairsReport, check_pairs, read_pairs
from assistant.fetching.choosing import Located
from assistant.text_cards import cards_of_text
from assistant.types import Verdict
from knowledge.errors import Cancelled
from ui.cli import app

PASSAGE = "The port received 17 million tonnes in 2019. It employs 300 people."
JAPANESE = "港湾庁は昨年、貨物の検査に40億円を支出した。"


def row(**changes: Any) -> dict[str, Any]:
    return {
        "id": "p1",
        "origin": "starter",
        "passage_language": "en",
        "claim_language": "en",
        "passage": PASSAGE,
        "claim": "The port received 17 million tonnes in 2019.",
        "label": "supported",
        "kind": "",
        "note": "",
    } | changes


ROWS = (
    row(),
    row(
        id="p2",
        origin="corruption",
        claim="The port received 18 million tonnes in 2019.",
        label="unsupported",
        kind="figure",
        note="one more",
    ),
    row(
        id="p3",
        origin="correct",
        passage=JAPANESE,
        passage_language="ja",
        claim="The port agency spent JPY 4 billion on inspections of cargo last year.",
    ),
)


def file_of(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return path


def outcome(label: str, verdict: Verdict, **changes: Any) -> PairOutcome:
    fields = row(label=label, **changes)
    return PairOutcome(pair=LabelledPair(**fields), verdict=verdict, findings=("unrelated",))


def test_a_text_becomes_the_cards_of_its_sentences() -> None:
    first, second = cards_of_text(PASSAGE, "en", title="Ports", published="2020")
    assert first.quote == PASSAGE[first.start : first.end]
    assert [q.text for q in first.quantities] == ["17 million tonnes", "2019"]
    assert (second.title, second.published, second.language) == ("Ports", "2020", "en")
    assert cards_of_text("", "en") == ()


def test_pairs_are_checked_by_the_rules(tmp_path: Path) -> None:
    right, wrong, across = check_pairs(read_pairs(file_of(tmp_path, *ROWS)))
    assert right.verdict == "supported"
    assert wrong.verdict == "unsupported"
    assert "figure_not_in_source" in wrong.findings
    assert across.verdict == "unchecked"  # a translation that nobody approved
    assert across.pair.languages == "ja→en"
    assert {o.support for o in (right, wrong, across)} == {None}


@pytest.mark.parametrize(("likely", "verdict"), [(0.999, "unchecked"), (0.001, "unsupported")])
def test_what_rules_leave_unchecked_is_compared(likely: float, verdict: str) -> None:
    class Judge(FakeModel):
        def _score(self, prompt: Any, continuation: str) -> float:
            if continuation in ("Yes", "No"):
                return 5.0 * (1 if (continuation == "Yes") == (likely > 0.5) else -1)
            return 0.0 if likely > 0.5 else -9.0

    model: Any = Judge()
    told: list[tuple[int, int]] = []
    pairs = [LabelledPair(**r) for r in ROWS]
    outcomes = check_pairs(pairs, model=model, on_done=lambda *step: told.append(step))
    assert [o.support is not None for o in outcomes] == [False, False, True]
    assert outcomes[2].verdict == verdict
    assert ("comparison_failed" in outcomes[2].findings) == (verdict == "unsupported")
    assert told[-1][0] == told[-1][1]
    assert PairsReport(outcomes=outcomes).as_json()["all"]["compared"] == 1


def test_a_comparison_can_be_stopped() -> None:
    stop = threading.Event()
    stop.set()
    model: Any = FakeModel()
    with pytest.raises(Cancelled):
        check_pairs([LabelledPair(**ROWS[2])], model=model, stop=stop)


def test_precision_recall_and_f1() -> None:
    outcomes = (
        *[outcome("unsupported", "unsupported")] * 3,
        outcome("unsupported", "unchecked"),
        outcome("unsupported", "supported"),
        outcome("supported", "unsupported"),
        outcome("supported", "unchecked"),
        *[outcome("supported", "supported")] * 2,
    )
    counts = PairsReport(outcomes=outcomes).as_json()["all"]
    flagged, shown = counts["flagged"], counts["not_shown_supported"]
    assert (flagged["precision"], flagged["recall"], flagged["f1"]) == (0.75, 0.6, 0.667)
    assert (flagged["false_alarms"], flagged["missed"]) == (1, 2)
    assert (shown["precision"], shown["recall"], shown["f1"]) == (0.667, 0.8, 0.727)
    assert counts["supported"]["shown_supported_share"] == 0.5
    assert counts["unsupported"]["unchecked_share"] == 0.2


def test_shares_of_nothing_are_none() -> None:
    counts = PairsReport(outcomes=()).as_json()["all"]
    assert counts["flagged"]["precision"] is None
    assert counts["flagged"]["f1"] is None
    only_right = PairsReport(outcomes=(outcome("supported", "supported"),))
    assert only_right.as_json()["all"]["flagged"]["recall"] is None
    assert "F1" not in only_right.as_text()


def test_counts_are_given_by_origin_languages_and_kind() -> None:
    outcomes = (
        outcome("unsupported", "unsupported", kind="figure", origin="corruption"),
        outcome("supported", "supported", passage_language="ja"),
        outcome("supported", "unchecked"),
    )
    report = PairsReport(outcomes=outcomes).as_json()
    json.dumps(report)
    assert {name: n["pairs"] for name, n in report["by_origin"].items()} == {
        "corruption": 1,
        "starter": 2,
    }
    assert set(report["by_languages"]) == {"en→en", "ja→en"}
    assert set(report["by_kind"]) == {"figure"}
    assert report["by_origin_and_crossing"]["starter same language"]["pairs"] == 1
    assert report["by_origin_and_crossing"]["starter across languages"]["pairs"] == 1
    assert report["outcomes"][0]["verdict"] == "unsupported"
    assert report["outcomes"][0]["claim"] == ROWS[0]["claim"]


def test_misses_are_listed_where_they_are_wanted() -> None:
    missed = outcome("unsupported", "supported", kind="roles", note="turned")
    report = PairsReport(outcomes=(missed, outcome("supported", "unsupported", id="p9")))
    assert "turned" not in report.as_text()
    text = report.as_text(with_misses=True)
    assert "unsupported, shown as supported: 1" in text
    assert "- p1 starter en→en roles (turned) [unrelated]" in text
    assert "supported, flagged: 1" in text
    assert "- p9" in text


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        json.dumps(row(label="perhaps")),
        json.dumps(row(claim="")),
        json.dumps(row(passage=None)),
        json.dumps({k: v for k, v in row().items() if k != "origin"}),
        json.dumps(row(kind=3)),
    ],
)
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(row()) + "\n" + line, encoding="utf-8")
    with pytest.raises(EvaluationError, match="line 2"):
        read_pairs(path)


def test_kind_and_note_may_be_left_out_and_other_fields_are_ignored(tmp_path: Path) -> None:
    short = {k: v for k, v in row(by="somebody").items() if k not in ("kind", "note")}
    (pair,) = read_pairs(file_of(tmp_path, short))
    assert (pair.kind, pair.note) == ("", "")


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_COMMENT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("POLICY_COMMENT_WORKSPACE", str(tmp_path / "workspace"))


def test_the_command_reports_pairs(no_models: None, tmp_path: Path) -> None:
    path = file_of(tmp_path, *ROWS, row(id="p4", label="unsupported", kind="meaning"))
    result = CliRunner().invoke(app, ["eval", "--pairs", str(path), "--json"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["all"]["pairs"] == 4
    assert report["by_kind"]["meaning"]["unsupported"]["shown_supported"] == 1
    text = CliRunner().invoke(app, ["eval", "--pairs", str(path), "--misses"]).stdout
    assert "- p4" in text
    assert not (tmp_path / "workspace").exists()


def test_the_command_compares_by_the_model(
    no_models: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Located(id="m", path=tmp_path / "m.gguf", sha256="0" * 64)
    monkeypatch.setattr(model_state, "locate_chat_model", lambda settings: place)
    monkeypatch.setattr(model_state, "LocalModel", lambda path, **_: FakeModel())
    path = file_of(tmp_path, *ROWS)
    result = CliRunner().invoke(app, ["eval", "--pairs", str(path), "--compare", "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["all"]["compared"] == 1


@pytest.mark.parametrize("options", [[], ["--compare"], ["q", "--pairs", "p"], ["q", "--misses"]])
def test_either_questions_or_pairs(no_models: None, tmp_path: Path, options: list[str]) -> None:
    path = str(file_of(tmp_path, *ROWS))
    arguments = ["eval", *(path if option in ("q", "p") else option for option in options)]
    assert CliRunner().invoke(app, arguments).exit_code == 2
