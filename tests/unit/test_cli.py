"""The command line: its JSON, its exit statuses, and what it prints where."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fake_assistant import FakeAssistant, open_fake
from typer.testing import CliRunner

from ui import console, opening
from ui.cli import app

SOURCE = "Ferries\n\nThe ferry leaves at nine. It carries \x1b[31mforty\x1b[0m people.\n"
REPORT = {"added", "updated", "unchanged", "moved", "removed", "failed", "passages", "seconds"}
HIT = {
    *("rank", "score", "dense", "lexical", "source_id", "path", "title"),
    *("page", "start", "end", "text"),
}
SHARED = {"status", "language", "citations", "claims", "nearest", "model", "timings"}
COMMANDS = (
    *("sources add", "sources sync", "sources list", "sources remove", "search", "ask", "draft"),
    *(
        "models list",
        "models pull",
        "models test",
        "models verify",
        "models remove",
        "serve",
        "doctor",
        "eval",
    ),
    "check",
)
# What takes long to import and has no place on the way to a help text.
HEAVY = {
    *("gradio", "fastapi", "torch", "sentence_transformers", "transformers", "llama_cpp"),
    *("onnxruntime", "faiss", "langchain", "langchain_core", "pydantic", "trafilatura", "numpy"),
}


@pytest.fixture(autouse=True)
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command works in its own workspace, on a machine without models."""
    for name in [name for name in os.environ if name.startswith("POLICY_COMMENT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("POLICY_COMMENT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("POLICY_COMMENT_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "ferries.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def fake(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """Commands open this assistant, whose library holds one source."""
    assistant = open_fake(tmp_path / "workspace", word_s=0)
    assistant.library.add([source])

    @contextmanager
    def open_it(*_: Any, **__: Any) -> Iterator[FakeAssistant]:
        yield assistant
        assistant.close()

    monkeypatch.setattr(opening, "open_assistant", open_it)
    return assistant


def _run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == status, result.output
    return result


def _json(*arguments: str, status: int = 0) -> Any:
    return json.loads(_run(*arguments, "--json", status=status).stdout)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['policy-comment', '--help']\nfrom ui.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "sources" in done.stdout
    loaded = set(done.stdout.rsplit("MODULES", 1)[1].split())
    assert not loaded & HEAVY


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    assert "Usage" in _run(*command.split(), "--help").stdout


def test_without_arguments_there_is_help() -> None:
    assert "Commands" in CliRunner().invoke(app, []).output


@pytest.mark.parametrize(
    "arguments",
    [("ask",), ("search", "x", "--no-such-option"), ("sources", "remove", "one"), ("nonsense",)],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    _run(*arguments, status=2)


def test_sources_are_added_listed_updated_and_removed(source: Path) -> None:
    report = _json("sources", "add", str(source))
    assert set(report) == REPORT
    assert report["added"] == 1
    assert report["passages"] >= 1
    (listed,) = _json("sources", "list")["sources"]
    assert set(listed) == {
        *("id", "path", "title", "language", "pages", "passages", "sha256", "indexed_at")
    }
    assert listed["path"] == str(source)
    source.write_text(SOURCE + "\nNo ferry on Sundays.\n", encoding="utf-8")
    assert _json("sources", "sync")["updated"] == 1
    assert _json("sources", "sync")["unchanged"] == 1
    removed = _json("sources", "remove", str(listed["id"]))
    assert set(removed) == REPORT
    assert removed["removed"] == 1
    assert _json("sources", "list") == {"sources": []}


def test_an_unreadable_file_is_listed_and_the_rest_goes_on(source: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    report = _json("sources", "add", str(source), str(empty))
    assert report["added"] == 1
    assert report["failed"][0]["path"] == str(empty)
    assert report["failed"][0]["reason"]


def test_when_nothing_could_be_read_the_task_has_failed(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    report = _json("sources", "add", str(empty), status=1)
    assert report["error"]["code"] == "unreadable_file"
    assert report["failed"][0]["path"] == str(empty)


def test_search_shows_what_was_found_and_why(source: Path) -> None:
    _run("sources", "add", str(source))
    (hit,) = _json("search", "ferry")["hits"]
    assert set(hit) == HIT
    assert "nine" in hit["text"]
    assert "ferry" in _run("search", "ferry").stdout


def test_an_answer_has_the_agreed_fields(fake: FakeAssistant) -> None:
    answer = _json("ask", "When does the ferry leave?")
    assert set(answer) == {"answer", *SHARED}
    (cited,) = answer["citations"]
    assert set(cited) == {"n", "source_id", "path", "title", "page", "start", "end", "quote"}
    (claim,) = answer["claims"]
    assert set(claim) == {"text", "citations", "kind", "verdict", "findings"}
    assert set(answer["model"]) == {"id", "sha256"}
    assert set(answer["timings"]) == {
        *("retrieval_ms", "first_evidence_ms", "first_token_ms", "total_ms"),
        *("prompt_tokens", "completion_tokens"),
    }


def test_insufficient_evidence_is_no_failure(fake: FakeAssistant) -> None:
    answer = _json("ask", "The ferry, beyond the sources")
    assert answer["status"] == "insufficient_evidence"
    assert set(answer["nearest"][0]) == HIT


def test_a_draft_has_the_agreed_fields(fake: FakeAssistant) -> None:
    section = _json("draft", "--section", "Ferries", "--position", "More", "--words", "90")
    assert set(section) == {"section", "text", "words", "findings", *SHARED}
    assert section["section"] == "Ferries"
    assert set(section["findings"][0]) == {"code", "severity", "message", "remedy"}
    assert section["claims"][0]["kind"] == "position"


def test_people_get_text_quotes_and_no_escape_sequences(fake: FakeAssistant) -> None:
    result = _run("ask", "How many people does the ferry carry?")
    assert "The source says" in result.stdout
    assert "[1] Ferries" in result.stdout
    assert "\x1b[31m" not in result.output


def test_control_characters_are_taken_out() -> None:
    assert console.plain("a\x1b[31mb\x07c\u202ed\ne\tf\x9b") == "a[31mbcd\ne\tf"


def test_without_a_model_the_error_says_what_to_do(source: Path) -> None:
    _run("sources", "add", str(source))
    error = _json("ask", "When does the ferry leave?", status=1)["error"]
    assert set(error) == {"code", "what", "why", "remedy"}
    assert error["code"] == "model_unavailable"
    assert "models pull" in error["remedy"]
    words = _run("ask", "When does the ferry leave?", status=1)
    assert "What to do" in words.stderr
    assert not words.stdout


def test_a_wrong_setting_is_told_as_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_COMMENT_THREADS", "many")
    assert _json("doctor", status=1)["error"]["code"] == "settings_error"


def test_an_unforeseen_error_is_one_object_too(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(fake, "ask", break_down)
    assert _json("ask", "Anything", status=1)["error"]["code"] == "internal_error"
    assert "ZeroDivisionError" in caplog.text


def test_ctrl_c_keeps_what_was_written_and_ends_with_130(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow = fake._write

    def interrupted(*arguments: Any) -> Any:
        timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        result = yield from grow(*arguments)
        timer.join()
        return result

    monkeypatch.setattr(fake, "_write", interrupted)
    fake._word_s = 0.001
    result = _run("ask", "The ferry, at length", status=130)
    assert "The source says" in result.stdout
    assert "Stopped." in result.stderr


def test_questions_are_evaluated(fake: FakeAssistant, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    line = {
        "id": "q1",
        "language": "en",
        "question": "When does the ferry leave?",
        "answerable": True,
        "kind": "date",
        "evidence": [{"source": "ferries.txt", "quote": "The ferry leaves at nine."}],
        "must": [["nine"]],
        "must_not": [],
        "note": "",
    }
    questions.write_text(json.dumps(line) + "\n", encoding="utf-8")
    report = _json("eval", str(questions))
    assert [outcome["id"] for outcome in report["outcomes"]] == ["q1"]
    _run("eval", str(tmp_path / "none.jsonl"), status=2)


def test_models_and_what_is_missing_are_listed() -> None:
    models = _json("models", "list")["models"]
    assert {"id", "role", "licence", "openness", "sha256", "is_installed"} <= set(models[0])
    assert not any(model["is_installed"] for model in models)
    examined = _json("doctor")
    assert examined["bytes_to_fetch"] > 10**9
    assert {"name", "state", "detail", "remedy"} <= set(examined["checks"][0])
    assert "missing" in _run("doctor").stdout
    assert _json("models", "verify", "nonsense", status=1)["error"]["code"] == "model_unavailable"
    assert _json("models", "verify") == {"models": []}


def test_a_port_in_use_is_told_before_anything_is_loaded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = _run("serve", "--port", str(taken.getsockname()[1]), status=1)
    assert "--port" in result.stderr
    assert "The page is at" not in result.stderr


def test_a_page_for_the_network_needs_a_word() -> None:
    result = _run("serve", "--host", "0.0.0.0", status=1)
    assert "--allow-network" in result.stderr


def test_compare_says_what_it_found_and_shows_progress_aside(fake: FakeAssistant) -> None:
    (first, *_) = _json("ask", "When, doubtfully, does the ferry leave?", "--compare")["claims"]
    assert first["was_compared"] is True
    assert first["verdict"] == "unsupported"
    assert [found["code"] for found in first["findings"]] == ["comparison_failed"]


def test_without_the_option_nothing_is_compared(fake: FakeAssistant) -> None:
    claims = _json("draft", "--section", "The ferry, doubtfully")["claims"]
    assert all(claim["verdict"] != "unsupported" for claim in claims)


def test_a_draft_of_ones_own_is_compared_too(fake: FakeAssistant, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("The ferry, doubtfully, leaves at nine.\n", encoding="utf-8")
    assert "unsupported: The ferry, doubtfully" in _run("check", str(draft), "--compare").stdout
