"""One text, piece by piece as it is written."""

import time
from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from assistant.runtime.assembling import TextAssembler
from assistant.runtime.constraint import TokenConstraint, TokenTable
from assistant.runtime.context import PrefixSequence
from assistant.runtime.lock import FairLock
from assistant.runtime.options import (
    MOST_TOKENS_OVER,
    FinishReason,
    Generation,
    GenerationOptions,
    Usage,
)
from assistant.runtime.sampling import pick_token

if TYPE_CHECKING:
    from collections.abc import Generator


class TextStream(Iterator[str]):
    """Iterate over the pieces of a text being written; `result` is there when it is at its end.

    Writing happens within the iteration and holds the model from the first piece to the last, or
    until `close`. Each piece is whole characters.

    Args:
        sequence: Where the prompt is read to; what it holds already is used.
        tokens: The prompt.
        table: The model's vocabulary.
        options: How to write.
        lock: Held while writing.
        stop: When set, reading and writing end within a token's time.
    """

    def __init__(
        self,
        sequence: PrefixSequence,
        tokens: list[int],
        table: TokenTable,
        options: GenerationOptions,
        *,
        lock: FairLock,
        stop: Event,
    ) -> None:
        self._sequence = sequence
        self._tokens = tokens
        self._table = table
        self._options = options
        self._lock = lock
        self._stop = stop
        self._result: Generation | None = None
        self._pieces = self._write()

    def __next__(self) -> str:
        return next(self._pieces)

    def close(self) -> None:
        """Stop writing and let others use the model; `result` then holds what was written."""
        self._pieces.close()

    @property
    def result(self) -> Generation:
        """The whole text and what it cost.

        Raises:
            RuntimeError: it isn't at its end yet.
        """
        if self._result is None:
            raise RuntimeError("the text is still being written: iterate to its end first")
        return self._result

    def _write(self) -> "Generator[str, None, None]":
        text = TextAssembler(self._options.stop_strings)
        clock = _Clock()
        counts = _Counts()
        reason: FinishReason = "stopped"
        try:
            with self._lock.held(self._stop) as is_mine:
                clock.start()
                if is_mine and self._read(counts):
                    for data in self._sample(counts):
                        clock.note_token()
                        if piece := text.feed(data):
                            yield piece
                        if text.has_met_stop_string:
                            break
                    reason = "stop_string" if text.has_met_stop_string else counts.reason
            if piece := text.finish():
                yield piece
        finally:
            self._result = Generation(
                text=text.text,
                finish_reason=reason,
                usage=Usage(
                    prompt_tokens=len(self._tokens),
                    reused_tokens=counts.reused,
                    completion_tokens=counts.written,
                    first_token_ms=clock.first_token_ms,
                    total_ms=clock.total_ms,
                ),
            )

    def _read(self, counts: "_Counts") -> bool:
        counts.reused = self._sequence.read(self._tokens, stop=self._stop)
        return self._sequence.is_at(self._tokens)

    def _sample(self, counts: "_Counts") -> Iterator[bytes]:
        """Give the bytes of each token; note the reason when it ends by itself."""
        options = self._options
        random = np.random.default_rng(options.seed)
        constraint = TokenConstraint(
            self._table, scripts=options.scripts, allowed_numbers=options.allowed_numbers
        )
        logits = self._sequence.last_logits()
        room = self._sequence.context.tokens - len(self._tokens)
        most = min(options.max_tokens, room)
        while counts.written < most or (
            constraint.is_open and counts.written < min(most + MOST_TOKENS_OVER, room)
        ):
            if self._stop.is_set():
                return
            token = pick_token(
                constraint.apply(logits),
                temperature=options.temperature,
                top_p=options.top_p,
                random=random,
            )
            if token in self._table.end_tokens:
                counts.reason = "end"
                return
            constraint.accept(token)
            counts.written += 1
            yield self._table.pieces[token]
            if counts.written < most or constraint.is_open:
                logits = self._sequence.push(token)
        counts.reason = "length"


class _Counts:
    """What the parts of one writing tell each other."""

    def __init__(self) -> None:
        self.reused = 0
        self.written = 0
        self.reason: FinishReason = "stopped"


class _Clock:
    """Milliseconds of one writing."""

    def __init__(self) -> None:
        self._start = self._first = 0.0

    def start(self) -> None:
        self._start = time.perf_counter()

    def note_token(self) -> None:
        self._first = self._first or time.perf_counter()

    @property
    def first_token_ms(self) -> int:
        return round((self._first - self._start) * 1000) if self._first else 0

    @property
    def total_ms(self) -> int:
        return round((time.perf_counter() - self._start) * 1000) if self._start else 0
