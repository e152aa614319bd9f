"""How well claims are checked: precision, recall and F1 on labelled pairs, and the misses.

What is looked for is the unsupported claim. Two ways to count a claim as caught: it is marked
`unsupported`, or it is merely not shown as supported.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluation.counts import share
from assistant.evaluation.pairs import LabelledPair, PairOutcome
from assistant.evaluation.report import percent

_GROUPINGS = (
    "by_origin",
    "by_languages",
    "by_origin_and_languages",
    "by_origin_and_crossing",
    "by_kind",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsReport:
    """All outcomes, and the counts that are read off them."""

    outcomes: tuple[PairOutcome, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the counts of all, by origin, by kind, by languages, and every outcome."""
        return {
            "all": counts_of(self.outcomes),
            "by_origin": self._by(lambda pair: pair.origin),
            "by_languages": self._by(lambda pair: pair.languages),
            "by_origin_and_languages": self._by(lambda pair: f"{pair.origin} {pair.languages}"),
            "by_origin_and_crossing": self._by(lambda pair: f"{pair.origin} {_crossing(pair)}"),
            "by_kind": self._by(lambda pair: pair.kind if pair.label == "unsupported" else ""),
            "outcomes": [
                {
                    **asdict(o.pair),
                    "verdict": o.verdict,
                    "findings": list(o.findings),
                    "support": o.support,
                }
                for o in self.outcomes
            ],
        }

    def _by(self, key: Callable[[LabelledPair], str]) -> dict[str, Any]:
        names = sorted({key(outcome.pair) for outcome in self.outcomes} - {""})
        return {
            name: counts_of([o for o in self.outcomes if key(o.pair) == name]) for name in names
        }

    def as_text(self, *, with_misses: bool = False) -> str:
        """Return the counts for a reader, and the misses if they are wanted."""
        numbers = self.as_json()
        lines = [*_lines("all", numbers["all"])]
        for title in _GROUPINGS:
            lines.append(f"\n{title.replace('_', ' ')}")
            for name, counts in numbers[title].items():
                lines += _lines(name, counts, is_short=title == "by_kind")
        if with_misses:
            lines += _misses(self.outcomes)
        return "\n".join(lines)


def counts_of(outcomes: Sequence[PairOutcome]) -> dict[str, Any]:
    """Return how the pairs of each label were judged, and how well the unsupported were caught."""
    bad = [o for o in outcomes if o.pair.label == "unsupported"]
    good = [o for o in outcomes if o.pair.label == "supported"]
    return {
        "pairs": len(outcomes),
        "unsupported": _verdicts(bad),
        "supported": _verdicts(good),
        "flagged": _scores(bad, good, lambda o: o.verdict == "unsupported"),
        "not_shown_supported": _scores(bad, good, lambda o: o.verdict != "supported"),
        "compared": sum(o.support is not None for o in outcomes),
    }


def _crossing(pair: LabelledPair) -> str:
    is_same = pair.passage_language == pair.claim_language
    return "same language" if is_same else "across languages"


def _verdicts(outcomes: Sequence[PairOutcome]) -> dict[str, Any]:
    count = {
        "flagged": sum(o.verdict == "unsupported" for o in outcomes),
        "shown_supported": sum(o.verdict == "supported" for o in outcomes),
        "unchecked": sum(o.verdict == "unchecked" for o in outcomes),
    }
    shares = {f"{name}_share": share(n, len(outcomes)) for name, n in count.items()}
    return {"pairs": len(outcomes), **count, **shares}


def _scores(
    bad: Sequence[PairOutcome],
    good: Sequence[PairOutcome],
    is_caught: Callable[[PairOutcome], bool],
) -> dict[str, Any]:
    caught, alarms = sum(map(is_caught, bad)), sum(map(is_caught, good))
    return {
        "caught": caught,
        "missed": len(bad) - caught,
        "false_alarms": alarms,
        "precision": share(caught, caught + alarms),
        "recall": share(caught, len(bad)),
        "f1": share(2 * caught, 2 * caught + alarms + len(bad) - caught),
        "false_alarm_share": share(alarms, len(good)),
    }


def _lines(name: str, n: dict[str, Any], *, is_short: bool = False) -> Iterator[str]:
    yield f"{name}: {n['pairs']} pairs"
    for label in ("unsupported", "supported"):
        v = n[label]
        if v["pairs"]:
            yield (
                f"  labelled {label} {v['pairs']}: flagged {v['flagged']}"
                f" ({percent(v['flagged_share'])}), unchecked {v['unchecked']}"
                f" ({percent(v['unchecked_share'])}), shown as supported {v['shown_supported']}"
                f" ({percent(v['shown_supported_share'])})"
            )
    if is_short or not (n["unsupported"]["pairs"] and n["supported"]["pairs"]):
        return
    for title in ("flagged", "not_shown_supported"):
        s = n[title]
        yield (
            f"  {title.replace('_', ' ')}: precision {percent(s['precision'])},"
            f" recall {percent(s['recall'])}, F1 {percent(s['f1'])},"
            f" false alarms {s['false_alarms']} ({percent(s['false_alarm_share'])})"
        )


def _misses(outcomes: Sequence[PairOutcome]) -> Iterator[str]:
    groups = (
        ("unsupported, shown as supported", "unsupported", "supported"),
        ("supported, flagged", "supported", "unsupported"),
        ("unsupported, left unchecked", "unsupported", "unchecked"),
        ("supported, left unchecked", "supported", "unchecked"),
    )
    for title, label, verdict in groups:
        found = [o for o in outcomes if (o.pair.label, o.verdict) == (label, verdict)]
        yield f"\n{title}: {len(found)}"
        for outcome in found:
            yield from _described(outcome)


def _described(outcome: PairOutcome) -> Iterator[str]:
    pair = outcome.pair
    findings = f" [{', '.join(outcome.findings)}]" if outcome.findings else ""
    compared = "" if outcome.support is None else f" support {outcome.support:.2f}"
    note = f" ({pair.note})" if pair.note else ""
    yield f"- {pair.id} {pair.origin} {pair.languages} {pair.kind}{note}{findings}{compared}"
    yield f"  passage: {' '.join(pair.passage.split())}"
    yield f"  claim:   {' '.join(pair.claim.split())}"
