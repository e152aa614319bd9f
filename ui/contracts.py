"""The command line's JSON: the rooms' types as dicts, under names that others rely on."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.model_measures import ModelMeasure
    from assistant.types import Answer, CheckedDraft, Citation, Claim, Figure, Finding, Section
    from knowledge.types import Hit, Source, SyncReport

Json = dict[str, Any]


def sync_report(report: "SyncReport") -> Json:
    """Return what `sources add`, `sync` and `remove` print."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "moved": report.moved,
        "removed": report.removed,
        "failed": [{"path": f.path, "reason": f.reason} for f in report.failed],
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
    }


def source_list(sources: Iterable["Source"]) -> Json:
    """Return what `sources list` prints."""
    return {
        "sources": [
            {
                "id": s.id,
                "path": s.path,
                "title": s.title,
                "language": s.language,
                "pages": s.pages,
                "passages": s.passages,
                "sha256": s.sha256,
                "indexed_at": s.indexed_at,
                **_warnings(s),
            }
            for s in sources
        ]
    }


def _warnings(source: "Source") -> Json:
    if not source.warnings:
        return {}
    told = [{"kind": w.kind, "page": w.page, "message": w.message} for w in source.warnings]
    return {"warnings": told}


def hit(found: "Hit") -> Json:
    """Return one ranked passage."""
    return {
        "rank": found.rank,
        "score": found.score,
        "dense": found.dense,
        "lexical": found.lexical,
        "source_id": found.source.id,
        "path": found.source.path,
        "title": found.source.title,
        "page": found.passage.page,
        "start": found.passage.start,
        "end": found.passage.end,
        "text": found.passage.text,
    }


def hits(found: Iterable["Hit"]) -> Json:
    """Return what `search` prints."""
    return {"hits": [hit(h) for h in found]}


def answer(result: "Answer") -> Json:
    """Return what `ask` prints."""
    dropped = {"dropped": [_claim(c) for c in result.dropped]} if result.dropped else {}
    return {"answer": result.text, **_shared(result), **dropped}


def section(result: "Section") -> Json:
    """Return what `draft` prints: as `ask`, and what concerns the section as a whole."""
    return {
        "section": result.section,
        "words": result.words,
        "text": result.text,
        **_shared(result),
        "findings": [finding(f) for f in result.findings],
    }


def checked_draft(result: "CheckedDraft") -> Json:
    """Return what `check` prints; offsets of figures count in the text of their claim."""
    return {
        "title": result.title,
        "language": result.language,
        "citations": [_citation(c) for c in result.citations],
        "claims": [_claim(c) for c in result.claims],
        "figures": [figure(f) for f in result.figures],
        "findings": [finding(f) for f in result.findings],
        "was_stopped": result.was_stopped,
    }


def figure(stated: "Figure") -> Json:
    """Return one line of the ledger; numbers are strings, which are exact, or null."""
    return {
        "text": stated.text,
        "value": _number(stated.value),
        "low": _number(stated.low),
        "high": _number(stated.high),
        "unit": stated.unit,
        "verdict": stated.verdict,
        "claim": stated.claim,
        "start": stated.start,
        "end": stated.end,
        "conversion": stated.conversion,
        "sources": [asdict(source) for source in stated.sources],
        "findings": [finding(f) for f in stated.findings],
    }


def _number(value: "Decimal | None") -> str | None:
    from assistant.ledger_files import plain_decimal

    return None if value is None else plain_decimal(value)


def model_measure(measure: "ModelMeasure") -> Json:
    """Return what `models test` prints, and `models list` with each model that was tested."""
    return {
        "model": {"id": measure.model_id, "sha256": measure.sha256},
        "at": measure.at,
        "seconds": measure.seconds,
        "set": measure.set_id,
        "advice": measure.advice,
        "words": list(measure.words()),
        "renderings": {
            languages: dict(zip(("right", "of"), measure.rendered_right(languages), strict=True))
            for languages in measure.directions
        },
        "answered": dict(zip(("right", "of"), measure.asked_right(answerable=True), strict=True)),
        "refused": dict(zip(("right", "of"), measure.asked_right(answerable=False), strict=True)),
        "rendered": [{**asdict(case), "is_right": case.is_right} for case in measure.rendered],
        "asked": [{**asdict(case), "is_right": case.is_right} for case in measure.asked],
    }


def finding(found: "Finding") -> Json:
    """Return one thing that the user must know."""
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "remedy": found.remedy,
    }


def _shared(result: "Answer | Section") -> Json:
    model = result.model
    return {
        "status": result.status,
        "language": result.language,
        "citations": [_citation(c) for c in result.citations],
        "claims": [_claim(c) for c in result.claims],
        "nearest": [hit(h) for h in result.nearest],
        "model": None if model is None else {"id": model.id, "sha256": model.sha256},
        "timings": asdict(result.timings),
    }


def _citation(cited: "Citation") -> Json:
    return {
        "n": cited.n,
        "source_id": cited.source_id,
        "path": cited.path,
        "title": cited.title,
        "page": cited.page,
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
    }


def _claim(claim: "Claim") -> Json:
    return {
        "text": claim.text,
        "citations": list(claim.citations),
        "kind": claim.kind,
        "verdict": claim.verdict,
        "findings": [finding(f) for f in claim.findings],
        **_history(claim),
    }


def _history(claim: "Claim") -> Json:
    """Return what happened to a sentence, where anything did."""
    told: Json = {"was_repaired": True} if claim.was_repaired else {}
    if claim.was_compared:
        told["was_compared"] = True
    if claim.confirmation is not None:
        told["confirmation"] = {"name": claim.confirmation.name, "at": claim.confirmation.at}
    return told
