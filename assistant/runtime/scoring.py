"""How likely given texts are to the model."""

from collections.abc import Sequence
from threading import Event

import numpy as np

from assistant.runtime.context import Logits, PrefixSequence
from assistant.runtime.options import LogProbability
from assistant.runtime.sampling import log_probability_of
from knowledge.errors import Cancelled


def score_continuation(
    sequence: PrefixSequence, prompt: Sequence[int], continuation: Sequence[int], stop: Event
) -> LogProbability:
    """Sum the log-probabilities of a continuation's tokens after a prompt.

    Only the continuation's logits are computed, 32 rows at a time; what the sequence has read of
    the prompt already is used.

    Raises:
        Cancelled: `stop` was set.
    """
    tokens = [*prompt, *continuation]
    total = 0.0

    def add(index: int, logits: Logits) -> None:
        nonlocal total
        if index + 1 < len(tokens):
            total += log_probability_of(logits, tokens[index + 1])

    sequence.read(tokens[:-1], stop=stop, first_output=len(prompt) - 1, on_output=add)
    if not sequence.is_at(tokens[:-1]):
        raise cancelled()
    return LogProbability(total=total, tokens=len(continuation))


def shares_of(logits: Logits, tokens: Sequence[int]) -> tuple[float, ...]:
    """Give the probabilities of these tokens, normalised to sum 1 over them."""
    chosen = logits[list(tokens)].astype(np.float64)
    weights = np.exp(chosen - chosen.max())
    return tuple(float(weight) for weight in weights / weights.sum())


def cancelled() -> Cancelled:
    """Make the error for work of the model that the user stopped."""
    return Cancelled("The model's work was stopped", "you asked for it", "Ask again to go on")
