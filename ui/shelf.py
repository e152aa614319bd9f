"""The sources panel as HTML: what is in the library, and how far a run over files is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.rendering import escape
from ui.verdicts import language_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.types import Failure, Progress, Source, SyncReport
    from ui.rim import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Syncing:
    """How far a run over files is."""

    progress: "Progress | None" = None
    report: "SyncReport | None" = None
    problem: "Problem | None" = None
    refused: "tuple[Failure, ...]" = ()
    """Files that were not taken in at all."""


def shelf(sources: "Sequence[Source]") -> str:
    """Return the list of sources, each with a button that removes it after a second click."""
    if not sources:
        return '<p class="quiet">No sources yet.</p>'
    items = "".join(_source(s) for s in sources)
    count = f"{len(sources)} source{'s' if len(sources) != 1 else ''}"
    return f'<p class="quiet">{count}</p><ul class="sources" aria-label="Sources">{items}</ul>'


def _source(source: "Source") -> str:
    facts = [
        language_name(source.language),
        "" if source.pages is None else f"{source.pages} pages",
        f"{source.passages} passages",
        source.published,
    ]
    title = escape(source.title)
    shown = " · ".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    return (
        f'<li class="source" title="{escape(source.path)}">'
        f'<span class="source-title" lang="{escape(source.language)}">{title}</span>'
        f'<div class="source-foot"><span class="source-facts">{shown}</span>'
        f'<span class="remove"><button type="button" class="quiet-button" data-ask-first '
        f'aria-label="Remove {title}">Remove</button>'
        f'<span class="confirm" hidden><button type="button" class="danger-button" '
        f'data-event="remove" data-key="{source.id}" aria-label="Yes, remove {title}">'
        "Yes, remove</button>"
        '<button type="button" class="quiet-button" data-keep>Keep</button></span></span>'
        f"</div>{_warnings(source)}</li>"
    )


def _warnings(source: "Source") -> str:
    """What was left out of a source, and what in it is never used as evidence."""
    if not source.warnings:
        return ""
    held = any(w.kind != "hidden_text" for w in source.warnings)
    word = "Instructions to a program" if held else "Hidden text"
    items = "".join(f"<li>{escape(w.message)}</li>" for w in source.warnings)
    return (
        '<details class="source-warnings source-facts"><summary><span aria-hidden="true">⚠</span> '
        f"{word}: {len(source.warnings)} not used</summary><ul>{items}</ul></details>"
    )


def progress(state: Syncing) -> str:
    """Return how far a run is, or what it did."""
    from ui.turns import problem

    if state.problem is not None:
        return problem(state.problem)
    if state.report is not None:
        return _report(state.report, state.refused)
    step = state.progress
    if step is None:
        return '<p role="status">Starting…</p>'
    name = escape(step.detail.replace("\\", "/").rsplit("/", 1)[-1])
    bar = (
        f'<progress max="{step.total}" value="{step.done}" aria-label="{escape(step.stage)}">'
        "</progress>"
        if step.total
        else "<progress></progress>"
    )
    count = f" {step.done} of {step.total}" if step.total else ""
    return f'<p role="status">{escape(step.stage)}{count} <span class="path">{name}</span></p>{bar}'


def _report(report: "SyncReport", refused: "Sequence[Failure]") -> str:
    counts = [
        (report.added, "added"),
        (report.updated, "updated"),
        (report.moved, "moved"),
        (report.removed, "removed"),
        (report.unchanged, "unchanged"),
    ]
    done = ", ".join(f"{n} {word}" for n, word in counts if n) or "Nothing changed"
    stopped = " Cancelled; what was finished is kept." if report.was_cancelled else ""
    failed = "".join(
        f"<li><strong>{escape(f.path.rsplit('/', 1)[-1])}</strong>: {escape(f.reason)}</li>"
        for f in (*refused, *report.failed)
    )
    listed = f'<p>Not read:</p><ul class="failed">{failed}</ul>' if failed else ""
    return f'<p role="status">{done}.{stopped}</p>{listed}'
