"""A sentence that fails its checks is built once more from its card, and checked again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Event as Signal

from assistant.claims import claim_of, claim_of_whole_quote, has_failed
from assistant.renderings import Renderer
from assistant.terms import Term
from assistant.types import Card, Claim, Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A sentence, and the rendering that it rests on; None for a quote."""

    claim: Claim
    rendering: Rendering | None


def repaired(
    failed: Built,
    card: Card,
    numbers: Sequence[int],
    language: str,
    renderer: Renderer,
    terms: Sequence[Term],
    *,
    stop: Signal,
) -> Built:
    """Build the sentence of `card` otherwise; return `failed` where nothing else passes.

    A rendering is written anew by the model, once; a quote that was trimmed is taken whole. What a
    person wrote or approved is left as it is.

    Raises:
        Cancelled: `stop` was set.
    """

    def claim_with(rendering: Rendering) -> Claim:
        return claim_of(card, numbers, language, rendering, terms)

    if failed.rendering is None:
        whole = claim_of_whole_quote(card, numbers)
        if has_failed(whole):
            return failed
        return Built(claim=replace(whole, was_repaired=True), rendering=None)
    other = renderer.render_other(
        card, failed.rendering, lambda rendering: not has_failed(claim_with(rendering)), stop=stop
    )
    if other is None:
        return failed
    claim = claim_with(other)
    # A person may have put in another text meanwhile, which no check keeps out.
    return Built(claim=replace(claim, was_repaired=not has_failed(claim)), rendering=other)
