"""What a call to the model can ask for, and what it gives back."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

MOST_TOKENS_OVER = 16
"""How many tokens more than asked for are written to finish a number or a character."""

FinishReason = Literal["end", "length", "stop_string", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationOptions:
    """How one text is written."""

    max_tokens: int = 512
    """Upper bound; a number begun at the bound is still finished (16 tokens more at most)."""
    temperature: float = 0.0
    """0 always takes the likeliest token; above 0 tokens are drawn, reproducibly by `seed`."""
    top_p: float = 0.95
    """Draws come from the likeliest tokens that hold this share; only used above temperature 0."""
    seed: int = 0
    stop_strings: tuple[str, ...] = ()
    """Writing ends before the first of these; it is not part of the text."""
    scripts: frozenset[str] | None = None
    """Scripts that letters may come from, see `scripts_of_language`; None is no restriction."""
    allowed_numbers: frozenset[str] | None = None
    """The only numbers, as digit strings with inner commas and points ("65", "2,000", "4.5"), that
    may be written in digits; empty allows no digit, None any. Numbers spelled out in words ("four",
    四) are not covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a call cost."""

    prompt_tokens: int
    reused_tokens: int
    """How many of the prompt's tokens were in the cache already and needed no reading."""
    completion_tokens: int
    first_token_ms: int
    """From the start of the work, waiting for another call excluded; 0 when nothing was written."""
    total_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A finished text."""

    text: str
    finish_reason: FinishReason
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class LogProbability:
    """How likely a continuation is to the model, in natural logarithms; 0 is certainty."""

    total: float
    tokens: int

    @property
    def mean(self) -> float:
        """The average of a token."""
        return self.total / self.tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What came of a question about parts of a text."""

    probabilities: tuple[float, ...]
    """Of the candidates for the next token, normalised to sum 1 over them."""
    looks: NDArray[np.float32] | None = None
    """How much each head watched looks from the question at each part: (heads, parts), 0 to 1."""
    state: NDArray[np.float32] | None = None
    """The watched layer's output at the end of the prompt: (width of the model,)."""
