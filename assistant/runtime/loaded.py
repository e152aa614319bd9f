"""A model in memory: its weights and the contexts over them, each made on first use."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event, Lock

from assistant.runtime.candidates import LANES, SEQUENCES, CandidateWriter
from assistant.runtime.constraint import TokenTable
from assistant.runtime.context import NativeContext, PrefixSequence
from assistant.runtime.lock import FairLock
from assistant.runtime.native import Weights
from assistant.runtime.template import PromptTokenizer
from assistant.runtime.watch import Places, Watch, watch_for

SCORING_TOKENS = 1024
CANDIDATE_TOKENS = 3072
_SCORED_AT_ONCE = 32


class Loaded:
    """Weights in memory and the contexts over them."""

    def __init__(
        self, path: Path, context_tokens: int, threads: int, places: Places | None
    ) -> None:
        self.chat_lock = FairLock()
        self.scoring_lock = FairLock()
        self.candidates_lock = FairLock()
        self._threads = threads
        self._contexts: list[NativeContext] = []
        self._making = Lock()
        self._table: TokenTable | None = None
        self._scoring: PrefixSequence | None = None
        self._candidates: CandidateWriter | None = None
        self.weights = Weights(path)
        self.prompts = PromptTokenizer(self.weights)
        self.watch = watch_for(self.weights.library, places)
        is_plain = self.watch is not None
        self.chat = PrefixSequence(
            self._context(context_tokens, _SCORED_AT_ONCE, 1, is_plain=is_plain)
        )
        self._asking: PrefixSequence | None = None

    @property
    def asking(self) -> PrefixSequence:
        """Where questions are read: a context that is watched, or where none can be the chat's."""
        if self.watch is None:
            return self.chat
        with self._making:
            if self._asking is None:
                context = self._context(self.chat.context.tokens, 1, 1, watch=self.watch)
                self._asking = PrefixSequence(context)
            return self._asking

    def single_tokens(self, candidates: Sequence[str]) -> list[int]:
        """Give the token of each text.

        Raises:
            ValueError: one isn't exactly one token.
        """
        tokens = [self.weights.tokenize(candidate) for candidate in candidates]
        if bad := [c for c, t in zip(candidates, tokens, strict=True) if len(t) != 1]:
            raise ValueError(f"not exactly one token: {bad!r}")
        return [token for (token,) in tokens]

    @property
    def table(self) -> TokenTable:
        """What each token of the vocabulary may be."""
        with self._making:
            if self._table is None:
                self._table = TokenTable(
                    self.weights.pieces,
                    end_tokens=self.weights.end_tokens,
                    control_tokens=self.weights.control_tokens,
                )
            return self._table

    @property
    def scoring(self) -> PrefixSequence:
        """Where given texts are scored."""
        with self._making:
            if self._scoring is None:
                self._scoring = PrefixSequence(self._context(SCORING_TOKENS, _SCORED_AT_ONCE, 1))
            return self._scoring

    @property
    def candidates(self) -> CandidateWriter:
        """Where several texts are written at once."""
        table = self.table
        with self._making:
            if self._candidates is None:
                context = self._context(CANDIDATE_TOKENS, LANES, SEQUENCES)
                self._candidates = CandidateWriter(context, table)
            return self._candidates

    def close(self) -> None:
        """Free all memory, after the calls in work have ended."""
        for lock in (self.chat_lock, self.scoring_lock, self.candidates_lock):
            with lock.held(Event()):
                pass
        for context in self._contexts:
            context.close()
        self.weights.close()

    def _context(
        self,
        tokens: int,
        outputs: int,
        sequences: int,
        *,
        is_plain: bool = False,
        watch: Watch | None = None,
    ) -> NativeContext:
        context = NativeContext(
            self.weights,
            tokens=tokens,
            outputs=outputs,
            sequences=sequences,
            threads=self._threads,
            is_plain=is_plain,
            watch=watch,
        )
        self._contexts.append(context)
        return context
