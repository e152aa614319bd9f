"""A model without weights: it has what the assistant uses of `runtime.LocalModel`.

It judges by the words that question and evidence share, "translates" by looking the sentence up,
and writes what it was given to write. The same calls always get the same results; every call is
noted down in `calls`.
"""

import math
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError, NothingToSay
from assistant.model_state import OpenModel
from assistant.runtime import Generation, GenerationOptions, LogProbability, Looked, Usage
from assistant.types import ModelIdentity
from knowledge.errors import Cancelled
from knowledge.lexical import index_terms, query_terms

IDENTITY = ModelIdentity(id="fake-model", sha256="f" * 64)
_USAGE = Usage(prompt_tokens=1, reused_tokens=0, completion_tokens=1, first_token_ms=0, total_ms=0)


class FakeModel:
    """Stands in for `LocalModel`.

    Args:
        translations: A piece of a source's sentence → the candidates for that sentence; a dict's
            value may be a list of such tuples, one for each attempt.
        meanings: A word of a question → the word that means the same in the evidence.
        writes: What `generate` writes.
        scores: A candidate → its score as (mean) log-probability; -1 for others.
        longest: Characters that a prompt may have; more raises `NothingToSay`.
        on_call: Told the name of each call before it is carried out; it may set a stop signal.
    """

    def __init__(
        self,
        translations: Mapping[str, Any] | None = None,
        *,
        meanings: Mapping[str, str] | None = None,
        writes: str = "start with a plain list of what it holds and review it later.",
        scores: Mapping[str, float] | None = None,
        longest: int = 100_000,
        on_call: Callable[[str], None] | None = None,
    ) -> None:
        self._translations = dict(translations or {})
        self._meanings = dict(meanings or {})
        self._writes = writes
        self._scores = dict(scores or {})
        self._longest = longest
        self._on_call = on_call
        self._attempts: dict[str, int] = {}
        self._lock = threading.Lock()
        self.calls: list[str] = []
        self.prompts: list[str] = []
        self.options: list[GenerationOptions] = []
        self.is_loaded = False
        self.is_closed = False

    def load(self) -> None:
        self.calls.append("load")
        self.is_loaded = True

    def close(self) -> None:
        self.is_loaded = False
        self.is_closed = True

    def count_tokens(self, prompt: Any) -> int:
        self.is_loaded = True
        return 1 + len(_whole(prompt)) // 4

    def read_beginning(
        self, prompt: Any, folder: Path, *, stop: threading.Event | None = None
    ) -> None:
        self._begin("read_beginning", [prompt], None)

    def ask_of_parts(
        self,
        prompt: Any,
        candidates: Sequence[str],
        *,
        parts: Sequence[str],
        question: str,
        stop: threading.Event | None = None,
    ) -> Looked:
        shown = _whole(prompt)
        if lost := [text for text in (*parts, question) if text not in shown]:
            raise ValueError(f"not in the prompt: {lost!r}")
        found = self.next_token_probabilities(prompt, candidates, stop=stop)
        return Looked(probabilities=found)

    def next_token_probabilities(
        self,
        prompt: Any,
        candidates: Sequence[str],
        *,
        context: str = "chat",
        stop: threading.Event | None = None,
    ) -> tuple[float, ...]:
        self._begin("next_token_probabilities", [prompt], stop)
        evidence, question = _evidence_and_question(prompt)
        if tuple(candidates) == ("Yes", "No"):
            yes = self._likely(question, evidence)
            return yes, 1 - yes
        lines = [line for line in evidence.splitlines() if line.startswith("[")]
        weights = [0.01 + self._likely(question, line) ** 4 for line in lines]
        return tuple(weight / sum(weights) for weight in weights)

    def score_pairs(
        self,
        pairs: Sequence[tuple[Any, str]],
        *,
        context: str = "scoring",
        stop: threading.Event | None = None,
    ) -> tuple[LogProbability, ...]:
        self._begin("score_pairs", [prompt for prompt, _ in pairs], stop)
        if any(not text for _, text in pairs):
            raise ValueError("a continuation is empty")
        return tuple(LogProbability(total=self._score(*pair), tokens=1) for pair in pairs)

    def sample_candidates(
        self,
        prompts: Sequence[Any],
        n: int,
        options: GenerationOptions | Sequence[GenerationOptions] | None = None,
        *,
        stop: threading.Event | None = None,
        on_texts: Any = None,
    ) -> tuple[tuple[str, ...], ...]:
        self._begin("sample_candidates", prompts, stop)
        self.options += [options] if isinstance(options, GenerationOptions) else list(options or ())
        return tuple(self._candidates(_last_user(prompt), n) for prompt in prompts)

    def generate(
        self,
        prompt: Any,
        options: GenerationOptions | None = None,
        *,
        stop: threading.Event | None = None,
        is_aside: bool = False,
    ) -> Generation:
        self._begin("generate", [prompt], None)
        if stop is not None and stop.is_set():
            return Generation(text="", finish_reason="stopped", usage=_USAGE)
        return Generation(text=self._writes, finish_reason="end", usage=_USAGE)

    def _begin(self, name: str, prompts: Sequence[Any], stop: threading.Event | None) -> None:
        with self._lock:
            self.calls.append(name)
            self.prompts += [_whole(prompt) for prompt in prompts]
        if self._on_call is not None:
            self._on_call(name)
        if stop is not None and stop.is_set():
            raise Cancelled("The model's work was stopped", "you asked for it", "Ask again")
        if any(len(_last_user(prompt)) > self._longest for prompt in prompts):
            raise NothingToSay("The request is too long for the model", "it has no room", "Shorten")
        self.is_loaded = True

    def _likely(self, question: str, evidence: str) -> float:
        """Share of the question's words that the evidence holds, kept off 0 and 1."""
        known = set(index_terms(evidence))
        words = [term.text for term in query_terms(question)]
        # Of Japanese only what is written without kana tells what is asked about.
        words = [word for word in words if not re.search(r"[ぁ-ん]", word)] or words
        held = 0
        for word in words:
            meant = [term.text for term in query_terms(self._meanings.get(word, ""))]
            held += word in known or (bool(meant) and all(part in known for part in meant))
        return min(0.99, max(0.01, held / max(1, len(words))))

    def _score(self, prompt: Any, continuation: str) -> float:
        if continuation in ("Yes", "No"):
            yes = self._likely(*reversed(_evidence_and_question(prompt)))
            return math.log(yes if continuation == "Yes" else 1 - yes)
        rendering = _last_user(prompt).partition(": ")[2]
        return self._scores.get(rendering, -1.0)

    def _candidates(self, user: str, n: int) -> tuple[str, ...]:
        sentence = user.partition("Sentence: ")[2]
        for piece, candidates in self._translations.items():
            if piece in sentence:
                with self._lock:
                    attempt = self._attempts.get(piece, 0)
                    self._attempts[piece] = attempt + 1
                if isinstance(candidates, list):
                    candidates = candidates[min(attempt, len(candidates) - 1)]
                return tuple((*candidates, *[candidates[-1]] * n)[:n])
        return ("It is said here in another language.",) * n


class FakeChatModel:
    """Stands in for `ChatModel`: gives the model, or raises what is given."""

    def __init__(self, model: FakeModel | None = None, error: AssistantError | None = None) -> None:
        self._model = model or FakeModel()
        self._error = error
        self.asked = 0

    def warm_up(self) -> None:
        """Nothing needs loading."""

    def get(self) -> OpenModel:
        self.asked += 1
        if self._error is not None:
            raise self._error
        model: Any = self._model
        return OpenModel(model=model, identity=IDENTITY)


def _whole(prompt: Any) -> str:
    return prompt if isinstance(prompt, str) else "\n".join(str(m.content) for m in prompt)


def _last_user(prompt: Any) -> str:
    if isinstance(prompt, str):
        return prompt
    return str([message for message in prompt if message.type == "human"][-1].content)


def _evidence_and_question(prompt: Any) -> tuple[str, str]:
    evidence, _, rest = _last_user(prompt).removeprefix("Text:\n").rpartition("\nQuestion: ")
    return evidence, rest.partition("\n")[0]
