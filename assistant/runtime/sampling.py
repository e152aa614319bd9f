"""From logits to a token."""

import numpy as np

from assistant.runtime.context import Logits


def pick_token(
    logits: Logits, *, temperature: float, top_p: float, random: np.random.Generator
) -> int:
    """Take the likeliest token at temperature 0, else draw from the likeliest that hold `top_p`."""
    if temperature <= 0:
        return int(logits.argmax())
    top = float(logits.max())
    # e**-20 is below what a draw in single precision could hit.
    near = np.flatnonzero(logits >= top - 20.0 * temperature)
    weights = np.exp((logits[near].astype(np.float64) - top) / temperature)
    order = np.argsort(-weights, kind="stable")
    shares = np.cumsum(weights[order]) / weights.sum()
    kept = order[: int(np.searchsorted(shares, top_p)) + 1]
    return int(near[random.choice(kept, p=weights[kept] / weights[kept].sum())])


def log_probability_of(logits: Logits, token: int) -> float:
    """Give the natural logarithm of a token's probability."""
    top = float(logits.max())
    return float(logits[token]) - top - float(np.log(np.exp(logits - top).sum(dtype=np.float64)))
