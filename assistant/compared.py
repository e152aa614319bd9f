"""What comparing renderings with their originals gave, kept for the very text that was compared."""

import hashlib
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter, ValidationError

from assistant.types import Card, Finding
from knowledge.records import Records

KIND = "rendering_comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptComparison:
    """One comparison; see `assistant.verification.comparison.Comparison`."""

    model_id: str
    support: float | None
    """0 to 1; None where the texts are too long for the model, so that nothing was compared."""
    margin: float | None
    """By how much it was ahead of `nearest`; None where there was nothing to compare with."""
    nearest: str
    """The text changed in one thing that came nearest; empty where there was none."""
    count: int
    """With how many of them it was compared."""
    findings: tuple[Finding, ...] = ()


def comparison_key(card: Card, text: str, language: str) -> str:
    """Return under which key the comparison of a text with its original is kept."""
    parts = (language, card.quote, text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class KeptComparisons:
    """The comparisons of one workspace."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def all(self) -> dict[str, KeptComparison]:
        """Return all by their keys; damaged ones are passed over."""
        found: dict[str, KeptComparison] = {}
        for key, body in self._records.items(KIND):
            try:
                found[key] = _adapter().validate_json(body)
            except ValidationError:
                continue  # it can be compared again
        return found

    def put(self, key: str, comparison: KeptComparison) -> None:
        """Keep a comparison."""
        self._records.put(KIND, key, _adapter().dump_json(comparison).decode("utf-8"))


@cache
def _adapter() -> TypeAdapter[KeptComparison]:
    return TypeAdapter(KeptComparison)
