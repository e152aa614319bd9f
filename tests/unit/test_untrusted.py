"""An instruction inside a source changes nothing, and the user is told of it."""

import threading
from pathlib import Path
from typing import Any

import pytest
from attacks import ATTACKS, QUESTIONS, Attack
from fake_model import FakeChatModel, FakeModel
from fakes import FakeEmbedder

from assistant.answering import Answerer
from assistant.followup import in_context
from assistant.selection import rank_evidence
from assistant.terms import load_terms
from assistant.types import Answer, EvidenceReady, Finished
from knowledge import Library


def _outcome(path: Path, workspace: Path, language: str, *, with_embedder: bool) -> dict[str, Any]:
    """All that the user and the model get to see, without offsets and paths."""
    model = FakeModel()
    chat: Any = FakeChatModel(model)
    shown: list[Any] = []
    ranked: list[Any] = []
    with Library.open(workspace, FakeEmbedder() if with_embedder else None) as library:
        report = library.add([path])
        assert not report.failed
        (source,) = library.list()
        for question in QUESTIONS[language]:
            evidence = rank_evidence(library, in_context(question, None))
            ranked += [hit.lexical for hit in evidence.hits]
            ranked += [hit.dense for hit in evidence.hits if hit.dense is not None]
            ranked += [card.score for card in evidence.cards]
            events = Answerer(library, chat, load_terms()).ask(question, None, threading.Event())
            for event in events:
                if isinstance(event, EvidenceReady):
                    shown.append([citation.quote for citation in event.citations])
                if isinstance(event, Finished) and isinstance(event.result, Answer):
                    answer = event.result
                    quotes = [citation.quote for citation in answer.citations]
                    verdicts = [claim.verdict for claim in answer.claims]
                    shown.append((answer.status, answer.text, quotes, verdicts))
    return {
        "shown": shown,
        "ranked": ranked,
        "prompts": [str(prompt) for prompt in model.prompts],
        "warnings": source.warnings,
        "title": source.title,
    }


@pytest.mark.parametrize("with_embedder", [False, True], ids=["words", "embedder"])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_changes_nothing_and_is_told(
    attack: Attack, with_embedder: bool, tmp_path: Path
) -> None:
    clean, attacked = attack.files(tmp_path)
    before = _outcome(clean, tmp_path / "a", attack.language, with_embedder=with_embedder)
    after = _outcome(attacked, tmp_path / "b", attack.language, with_embedder=with_embedder)
    assert before["warnings"] == ()
    assert before["shown"]
    assert after["warnings"]
    assert after["shown"] == before["shown"]
    if attack.name not in ("file name", "page title"):
        assert after["ranked"] == pytest.approx(before["ranked"], abs=1e-6)
        assert after["title"] == before["title"]
        assert after["prompts"] == before["prompts"]
    assert "999" not in str(after["prompts"])
    assert "999" not in after["title"]


def test_the_set_covers_both_languages_and_every_format() -> None:
    assert len(ATTACKS) >= 40
    assert sum(attack.language == "ja" for attack in ATTACKS) >= 10
