"""A llama.cpp context: the memory of what was read, and the call that computes."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnavailable, NothingToSay
from assistant.runtime.native import Weights
from assistant.runtime.watch import Watch

Logits = NDArray[np.float32]

READING_TOKENS = 64
"""Tokens read between two looks at the stop signal: under half a second on two cores. Reading 256
at once is 6 % faster, 32 at once 13 % slower. Fixed, because the size changes the last digits of
the logits, and one prompt should give one text."""


@dataclass(frozen=True, slots=True)
class Step:
    """One token to compute."""

    token: int
    position: int
    sequence: int
    is_output: bool
    """Whether the logits after it are wanted."""


class NativeContext:
    """Room for tokens of one or several sequences over shared weights.

    Args:
        weights: Open weights; they must outlive this.
        tokens: Room in tokens, over all sequences.
        outputs: Most logit rows that one `decode` gives; each is a float32 per vocabulary entry.
        sequences: How many sequences may live at once, numbered from 0.
        threads: Processors to compute on.
        is_plain: Compute attention step by step, as one that is watched must be; a state fits only
            a context of the same kind.
        watch: Sees what is computed. Computing then keeps the interpreter's lock, so such a
            context is for short texts.
    """

    def __init__(
        self,
        weights: Weights,
        *,
        tokens: int,
        outputs: int,
        sequences: int,
        threads: int,
        is_plain: bool = False,
        watch: Watch | None = None,
    ) -> None:
        self.weights = weights
        self.tokens = tokens
        self.outputs = outputs
        self.watch = watch
        self._library = weights.library
        self.is_plain = is_plain or watch is not None
        self._compute = watch.decode if watch else self._library.llama_decode
        self._context = self._open(outputs, sequences, threads)
        self._memory = self._library.llama_get_memory(self._context)
        self._room = max(READING_TOKENS, sequences)
        self._batch = self._library.llama_batch_init(self._room, 0, 1)

    def _open(self, outputs: int, sequences: int, threads: int) -> Any:
        parameters = self._library.llama_context_default_params()
        parameters.n_ctx = self.tokens
        parameters.n_batch = parameters.n_ubatch = max(READING_TOKENS, sequences)
        parameters.n_seq_max = sequences
        # llama.cpp aborts the process when asked for more rows than this, or for less here than
        # one a sequence.
        parameters.n_outputs_max = parameters.n_outputs_max_per_seq = max(outputs, sequences)
        parameters.kv_unified = True  # sequences share the cells of a common beginning
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.no_perf = True
        if self.is_plain:
            parameters.flash_attn_type = self._library.LLAMA_FLASH_ATTN_TYPE_DISABLED
        if self.watch:
            parameters.cb_eval = self.watch.callback
        context = self._library.llama_init_from_model(self.weights.model, parameters)
        if not context:
            raise ModelUnavailable(
                "The model can't be started",
                f"there is no memory for a context of {self.tokens} tokens",
                "Close other programs, or choose a smaller context or model in the settings",
            )
        return context

    def close(self) -> None:
        """Free the memory."""
        if self._context:
            self._library.llama_batch_free(self._batch)
            self._library.llama_free(self._context)
            self._context = None

    def decode(self, steps: Sequence[Step]) -> None:
        """Compute these tokens in one call; the interpreter's lock is free meanwhile.

        Raises:
            ModelUnavailable: llama.cpp can't, as when the context is full, or it was closed.
        """
        self._require_open()
        batch = self._batch
        batch.n_tokens = len(steps)
        for index, step in enumerate(steps):
            batch.token[index] = step.token
            batch.pos[index] = step.position
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = step.sequence
            batch.logits[index] = step.is_output
        status = self._compute(self._context, batch)
        if status != 0:
            raise ModelUnavailable(
                "The model stopped computing",
                f"llama.cpp answered {status}",
                "Try again; if it stays, choose a smaller context or another model",
            )

    def logits(self, index: int) -> Logits:
        """Give the row after the step with this index of the last `decode`: a view, valid until
        the next one, of shape (vocabulary,)."""
        row = self._library.llama_get_logits_ith(self._context, index)
        address = ctypes.cast(row, ctypes.POINTER(ctypes.c_float))
        return np.ctypeslib.as_array(address, shape=(self.weights.size,))

    def forget(self, sequence: int, start: int = 0) -> bool:
        """Drop a sequence's tokens from a position on; False if this model can't do so partly."""
        self._require_open()
        return bool(self._library.llama_memory_seq_rm(self._memory, sequence, start, -1))

    def share(self, source: int, target: int) -> None:
        """Give a sequence all tokens of another, without copying them."""
        self._library.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def state_of(self, sequence: int) -> bytes:
        """Give what was computed for a sequence's tokens, to be put back with `restore`."""
        self._require_open()
        size = self._library.llama_state_seq_get_size(self._context, sequence)
        room = (ctypes.c_uint8 * size)()
        written = self._library.llama_state_seq_get_data(self._context, room, size, sequence)
        return bytes(memoryview(room)[:written])

    def restore(self, sequence: int, state: bytes) -> bool:
        """Put back what `state_of` gave; False, and the sequence is empty, if it doesn't fit."""
        self._require_open()
        room = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        read = self._library.llama_state_seq_set_data(self._context, room, len(state), sequence)
        if read == len(state):
            return True
        self.forget(sequence)
        return False

    def _require_open(self) -> None:
        if not self._context:  # llama.cpp would crash the process
            raise ModelUnavailable(
                "The model was closed", "another one was chosen meanwhile", "Ask again"
            )


class PrefixSequence:
    """One sequence of a context which keeps what it has read and reads only what is new.

    Args:
        context: Where it lives.
        sequence: Its number there.
        held: Tokens that it has already.
        is_repeatable: Use what was read before only as far as the same call from a cold start would
            have read it in the same pieces: the same digits then, for up to 63 tokens more to read.
    """

    def __init__(
        self,
        context: NativeContext,
        sequence: int = 0,
        held: Sequence[int] = (),
        *,
        is_repeatable: bool = False,
    ) -> None:
        self.context = context
        self._sequence = sequence
        self._tokens: list[int] = list(held)
        self._is_repeatable = is_repeatable

    def __len__(self) -> int:
        return len(self._tokens)

    def read(
        self,
        tokens: Sequence[int],
        *,
        stop: Event,
        first_output: int | None = None,
        on_output: Callable[[int, Logits], None] | None = None,
    ) -> int:
        """Bring the sequence to exactly these tokens.

        Args:
            tokens: At least one.
            stop: When set, reading ends early; what was read is kept.
            first_output: From which token on logits are wanted; None for the last one only, the
                number of tokens for none.
            on_output: Called with a token's index and the logits after it (a view).

        Returns:
            How many tokens were there already.

        Raises:
            NothingToSay: the context has no room for so many.
        """
        if len(tokens) >= self.context.tokens:
            raise NothingToSay(
                "The request is too long for the model",
                f"it has {len(tokens)} tokens, and {self.context.tokens - 1} fit",
                "Shorten it, or choose a larger context in the settings",
            )
        first = len(tokens) - 1 if first_output is None else first_output
        reused = self._rewind(min(self._usable(tokens), first))
        while len(self._tokens) < len(tokens) and not stop.is_set():
            self._read_chunk(tokens, first, on_output)
        return reused

    def state(self) -> bytes:
        """Give what was computed for all its tokens."""
        return self.context.state_of(self._sequence)

    def restore(self, tokens: Sequence[int], state: bytes) -> bool:
        """Take over `tokens` with what was computed for them; False if it doesn't fit."""
        self._rewind(0)
        if not self.context.restore(self._sequence, state):
            return False
        self._tokens = list(tokens)
        return True

    def adopt(self, other: "PrefixSequence", tokens: Sequence[int]) -> None:
        """Take over what a sequence of another context has read, if it saves reading `tokens`."""
        theirs = common_length(other._tokens, tokens)
        if common_length(self._tokens, tokens) < theirs:
            self.restore(other._tokens, other.state())

    def push(self, token: int) -> Logits:
        """Append a token and give the logits after it (a view)."""
        self._decode([Step(token, len(self._tokens), self._sequence, True)])
        return self.context.logits(0)

    def is_at(self, tokens: Sequence[int]) -> bool:
        """Tell whether reading came to the end of these tokens."""
        return len(self._tokens) == len(tokens)

    def last_logits(self) -> Logits:
        """Give the logits after the token read last (a view)."""
        return self.context.logits(-1)

    def _read_chunk(
        self,
        tokens: Sequence[int],
        first: int,
        on_output: Callable[[int, Logits], None] | None,
    ) -> None:
        start = len(self._tokens)
        end = min(start + READING_TOKENS, len(tokens), max(first, start) + self.context.outputs)
        self._decode([Step(tokens[i], i, self._sequence, i >= first) for i in range(start, end)])
        if on_output is not None:
            for index in range(max(first, start), end):
                on_output(index, self.context.logits(index - start))

    def _usable(self, tokens: Sequence[int]) -> int:
        common = common_length(self._tokens, tokens)
        if self._is_repeatable and not common == len(tokens) == len(self._tokens):
            return common // READING_TOKENS * READING_TOKENS
        return common

    def _rewind(self, length: int) -> int:
        if length < len(self._tokens) and not self.context.forget(self._sequence, length):
            self.context.forget(self._sequence)
            length = 0
        del self._tokens[length:]
        return length

    def _decode(self, steps: list[Step]) -> None:
        try:
            self.context.decode(steps)
        except ModelUnavailable:
            self.context.forget(self._sequence)
            self._tokens.clear()
            raise
        self._tokens.extend(step.token for step in steps)


def common_length(one: Sequence[int], other: Sequence[int]) -> int:
    """Count the tokens that two sequences begin with alike."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))
