"""The code of docs/langchain.md runs as it stands there, with small parts in place of weights."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fakes import FakeEmbedder
from langchain_core.messages import BaseMessage

import assistant.fetching
import assistant.runtime
import assistant.settings
import knowledge
from assistant.runtime import Generation, GenerationOptions, LocalModel, Usage
from assistant.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "langchain.md"
SOURCE = "A comment may have 15 pages.\n\nThe deadline is in March.\n"


class EchoModel(LocalModel):
    """Writes the last line that has a number in brackets: what it was given as evidence."""

    def load(self) -> None:
        """Load nothing."""

    def generate(
        self,
        messages: Sequence[BaseMessage],
        options: GenerationOptions | None = None,
        **_: Any,
    ) -> Generation:
        """Return the first piece of evidence in the messages."""
        read = "\n".join(message.text for message in messages)
        first = re.search(r"\[1\] (.*)", read)
        return Generation(
            text=first.group(1) if first else "nothing was read",
            finish_reason="stop",
            usage=Usage(
                prompt_tokens=1, completion_tokens=1, reused_tokens=0, first_token_ms=1, total_ms=1
            ),
        )


def blocks() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What the page's code leaves behind, run from top to bottom."""
    embedder = FakeEmbedder()
    settings = Settings(workspace=tmp_path / "workspace", cache_dir=tmp_path / "cache")
    source = tmp_path / "rules.txt"
    source.write_text(SOURCE, encoding="utf-8")
    with knowledge.Library.open(settings.workspace, embedder) as library:
        library.add([source])
    found = SimpleNamespace(id="fake", path=tmp_path / "tiny.gguf")
    monkeypatch.setattr(assistant.settings, "load_settings", lambda: settings)
    monkeypatch.setattr(assistant.fetching, "locate_embedder", lambda _: found)
    monkeypatch.setattr(assistant.fetching, "locate_chat_model", lambda _: found)
    monkeypatch.setattr(knowledge, "open_embedder", lambda *_: embedder, raising=False)
    monkeypatch.setattr(assistant.runtime, "LocalModel", EchoModel)
    names: dict[str, Any] = {}
    exec(compile("\n".join(blocks()), str(PAGE), "exec"), names)
    yield names
    names["library"].close()


def test_the_page_has_examples_that_run(ran: dict[str, Any]) -> None:
    assert len(blocks()) == 4
    assert "A comment may have 15 pages." in ran["answer"]


def test_the_agent_reads_what_was_found(ran: dict[str, Any]) -> None:
    assert "A comment may have 15 pages." in ran["reply"]


def test_documents_tell_where_they_stand(ran: dict[str, Any]) -> None:
    (document, *_) = ran["retriever"].invoke("How many pages?")
    told = document.metadata
    text = ran["library"].text(told["source_id"])
    assert text[told["start"] : told["end"]] == document.page_content
    named = {"source", "title", "language", "heading", "page", "rank", "score"}
    assert named <= told.keys()


def test_the_embedder_serves_other_stores(ran: dict[str, Any]) -> None:
    assert "15 pages" in ran["nearest"].page_content
