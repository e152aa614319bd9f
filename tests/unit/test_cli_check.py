"""`policy-comment check`: its JSON, its ledger and its errors, without any model."""

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ui.cli import app

SOURCE = (
    "# Ferries\n\nThe ferry carried 40,000 people in 2023. The pier cost 1.25 million euros.\n\n"
    "Between 12 and 15 boats sail every day.\n"
)
DRAFT = (
    "# Comment\n\nThe ferry carried 40,000 people in 2023. The pier cost 9 million euros. "
    "Between 12 and 15 boats sail every day. We recommend a new pier. \x1b[31mRed.\n"
)
CLAIM = {"text", "citations", "kind", "verdict", "findings"}
FIGURE = {
    *("text", "value", "low", "high", "unit", "verdict", "claim", "start", "end", "conversion"),
    *("sources", "findings"),
}
SOURCE_OF_FIGURE = {
    *("n", "source_id", "title", "publisher", "published", "page", "start", "end"),
    *("original", "quote", "language", "hand"),
}


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace with one source, on a machine without models."""
    for name in [name for name in os.environ if name.startswith("POLICY_COMMENT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("POLICY_COMMENT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("POLICY_COMMENT_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "ferries.md").write_text(SOURCE, encoding="utf-8")
    run("sources", "add", str(tmp_path / "ferries.md"))


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == status, result.output
    return result


def as_json(*arguments: str, status: int = 0) -> Any:
    return json.loads(run(*arguments, "--json", status=status).stdout)


def test_the_object_that_others_rely_on(draft: Path) -> None:
    checked = as_json("check", str(draft))
    assert set(checked) == {
        *("title", "language", "citations", "claims", "figures", "findings", "was_stopped"),
    }
    assert [claim["verdict"] for claim in checked["claims"]][:2] == ["supported", "unsupported"]
    assert all(set(claim) == CLAIM for claim in checked["claims"])
    assert all(set(figure) == FIGURE for figure in checked["figures"])
    by_text = {figure["text"]: figure for figure in checked["figures"]}
    assert by_text["40,000"]["value"] == "40000"
    assert set(by_text["40,000"]["sources"][0]) == SOURCE_OF_FIGURE
    assert by_text["9 million euros"] | {"findings": None, "claim": 0, "start": 0, "end": 0} == {
        **{"text": "9 million euros", "value": "9000000", "low": None, "high": None},
        **{"unit": "EUR", "verdict": "unsupported", "conversion": "", "sources": []},
        **{"findings": None, "claim": 0, "start": 0, "end": 0},
    }
    boats = next(figure for figure in checked["figures"] if figure["low"] is not None)
    assert (boats["value"], boats["low"], boats["high"]) == (None, "12", "15")
    for figure in checked["figures"]:
        sentence = checked["claims"][figure["claim"]]["text"]
        assert sentence[figure["start"] : figure["end"]] == figure["text"]
    assert {"code", "severity", "message", "remedy"} == set(checked["findings"][0])


def test_for_people_it_names_verdicts_and_sends_no_escapes(draft: Path) -> None:
    result = run("check", str(draft))
    assert "unsupported: The pier cost 9 million euros." in result.stdout
    assert "unchecked (position): We recommend a new pier." in result.stdout
    assert "\x1b[31m" not in result.stdout


def test_the_ledger_as_a_file(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.csv"
    as_json("check", str(draft), "--csv", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert [row["figure"] for row in rows][:2] == ["40,000", "2023"]
    assert rows[0]["sentence"] == "The ferry carried 40,000 people in 2023."


def test_errors_say_what_why_and_what_to_do(draft: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.write_bytes(b"\n")
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    for arguments, code in (
        ((str(empty),), "unreadable_file"),
        ((str(picture),), "unreadable_file"),
        ((str(draft), "--csv", str(tmp_path / "nowhere" / "a.csv")), "not_written"),
    ):
        error = as_json("check", *arguments, status=1)["error"]
        assert error["code"] == code
        assert all(error[part] for part in ("what", "why", "remedy"))
    run("check", str(tmp_path / "missing.md"), status=2)
    run("check", status=2)


def test_comparing_without_a_model_says_what_is_missing(draft: Path) -> None:
    error = as_json("check", str(draft), "--compare", status=1)["error"]
    assert error["code"] == "model_unavailable"
    assert "policy-comment models pull" in error["remedy"]
