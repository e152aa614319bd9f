"""The view in which any draft is checked: its form, its result, the evidence beside it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.staleness import check_staleness
from ui import check_view, turns
from ui.checking import Checking, Checks, Draft
from ui.parts import QUIET, View, data_of, html, shown_at_the_rim
from ui.rim import Problem, at_the_rim
from ui.signing import Sentences, Signing

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.checked_drafts import KeptDraft
    from ui.jobs import Job

_EMPTY = Problem(
    code="empty_request",
    what="Nothing was checked",
    why="no text was pasted and no file was given",
    remedy="Paste the draft, or drop a .docx, .md or .txt file",
)
FILE_TYPES = [".docx", ".md", ".txt"]


class CheckPanel:
    """Builds its components in the current Blocks; `wire` connects them."""

    def __init__(self, assistant: "Assistant") -> None:
        self.checks = Checks(assistant)
        self._library = assistant.library
        self._signing = Signing(assistant)
        self._assistant = assistant
        self.timer = gr.Timer(0.5, active=False)
        self.current = gr.BrowserState(
            "", storage_key="policy-comment.check", secret="not-a-secret"
        )
        with gr.Row(elem_id="check-desk"):
            with gr.Column(elem_id="check-panel"):
                self._build_form()
                self.progress = html(elem_id="check-progress")
                self.stop = gr.Button("Stop checking", elem_id="check-stop", visible=False)
                self.result = html(
                    elem_id="check-result", events=("claim", "again", "remove", "compare")
                )
                self.earlier = html(elem_id="check-earlier", events=("open",))
            with gr.Column(elem_id="check-evidence-panel"):
                html("<h2>Evidence</h2>", elem_id="check-evidence-title")
                self.evidence = html(
                    check_view.NO_EVIDENCE,
                    elem_id="check-evidence",
                    events=("confirm", "withdraw"),
                )

    def _build_form(self) -> None:
        with gr.Column(elem_id="check-form") as self.form:
            html(check_view.intro(), elem_id="check-intro")
            self.text = gr.Textbox(
                label="Draft text",
                placeholder="Paste the draft, or a part of it",
                lines=10,
                max_lines=22,
                elem_id="check-text",
            )
            self.file = gr.File(
                label="Or drop a .docx, .md or .txt file",
                file_types=FILE_TYPES,
                height=96,
                elem_id="check-file",
            )
            self.check = gr.Button("Check this draft", variant="primary", elem_id="check-start")

    def wire(self, blocks: Any) -> None:
        """Connect the events; what was checked last is shown with the load of `blocks`."""
        shown = [
            *(self.current, self.form, self.text, self.file, self.check, self.progress, self.stop),
            *(self.result, self.earlier, self.evidence, self.timer),
        ]
        blocks.load(self._safe(self._on_open), self.current, shown, **QUIET)
        self.check.click(self._safe(self._on_check), [self.text, self.file], shown, **QUIET)
        self.stop.click(self.checks.stop, None, None, queue=False, **QUIET)
        self.earlier.open(self._safe(self._on_choose), None, shown, **QUIET)
        self.result.again(self._safe(self._on_again), None, shown, **QUIET)
        self.result.remove(self._safe(self._on_remove), None, shown, **QUIET)
        self._wire_comparison()
        at_once: dict[str, Any] = {"trigger_mode": "multiple", "queue": False, **QUIET}
        self.result.claim(self._on_claim, None, self.evidence, **at_once)
        both = [self.evidence, self.result]
        self.evidence.confirm(self._on_confirm, None, both, **at_once)
        self.evidence.withdraw(self._on_withdraw, None, both, **at_once)

    def _wire_comparison(self) -> None:
        told = [self.progress, self.stop, self.result, self.timer]
        # Asked anew each time with what the page shows then.
        self.timer.tick(self._on_tick, self.current, told, queue=False, **QUIET)
        self.result.compare(self._on_compare, self.current, told, queue=False, **QUIET)

    def close(self) -> None:
        """Stop a check."""
        self.checks.close()

    def _safe(self, handler: Callable[..., Iterator[View]]) -> Callable[..., Iterator[View]]:
        def show(problem: Problem) -> View:
            return {self.progress: turns.problem(problem), **self._buttons(is_busy=False)}

        return shown_at_the_rim(handler, show)

    def _buttons(self, *, is_busy: bool) -> View:
        return {
            self.check: gr.update(interactive=not is_busy),
            self.stop: gr.update(visible=is_busy, value="Stop checking"),
        }

    def _comparison(self, kept: "KeptDraft | None") -> tuple[Any, Any, Any]:
        """Return how far the comparison of what is shown is, its button and its timer."""
        job = None if kept is None else self.checks.comparing(kept.id)
        if job is not None:
            stop = gr.update(visible=True, value="Stop comparing")
            return check_view.progress(job.state), stop, gr.Timer(active=True)
        failed = None if kept is None else self.checks.problem(kept.id)
        told = "" if failed is None else check_view.progress(failed)
        return told, gr.update(visible=False), gr.Timer(active=False)

    def _on_tick(self, current: str | None) -> tuple[Any, ...]:
        def work() -> tuple[Any, ...]:
            running = self.checks.running()
            if running is not None and not running.state.is_comparing:
                return (gr.skip(), gr.skip(), gr.skip(), gr.Timer(active=False))
            kept = self.checks.kept.get(current or "")
            told, stop, timer = self._comparison(kept)
            if running is not None and kept is not None:
                return told, stop, gr.skip(), timer
            return told, stop, "" if kept is None else self._shown(kept), timer

        return at_the_rim(work, self._failed)

    def _on_compare(self, current: str | None) -> tuple[Any, ...]:
        def work() -> tuple[Any, ...]:
            kept = self.checks.kept.get(current or "")
            if kept is not None:
                self.checks.compare(kept)
            told, stop, timer = self._comparison(kept)
            return told, stop, "" if kept is None else self._shown(kept), timer

        return at_the_rim(work, self._failed)

    def _failed(self, problem: Problem) -> tuple[Any, ...]:
        return turns.problem(problem), gr.skip(), gr.skip(), gr.Timer(active=False)

    def _idle(self, kept: "KeptDraft | None", progress: str = "") -> View:
        """Return the view with a result, or with the form when there is none."""
        others = () if kept is not None else self.checks.kept.list()
        told, stop, timer = self._comparison(kept)
        return {
            self.current: "" if kept is None else kept.id,
            self.form: gr.update(visible=kept is None),
            self.progress: progress or told,
            self.result: "" if kept is None else self._shown(kept),
            self.earlier: check_view.earlier(others),
            self.evidence: check_view.NO_EVIDENCE,
            **self._buttons(is_busy=False),
            self.stop: stop,
            self.timer: timer,
        }

    def _shown(self, kept: "KeptDraft") -> str:
        """Return a result as it stands now: sources may have changed, persons have confirmed."""
        draft = kept.draft
        now = check_staleness(draft.claims, draft.citations, self._library)
        draft = replace(draft, claims=now.claims, citations=now.citations)
        draft = self._signing.confirmations.overlay_draft(draft)
        return check_view.result(replace(kept, draft=draft), self._comparing_with(kept))

    def _comparing_with(self, kept: "KeptDraft") -> str:
        from assistant.comparing import to_compare

        if self.checks.comparing(kept.id) is not None or not to_compare(kept.draft, self._library):
            return ""
        return check_view.compare(self._assistant.model_state())

    def _watch(self, job: "Job[Checking]") -> Iterator[View]:
        yield {
            self.form: gr.update(visible=True),
            self.result: "",
            self.earlier: "",
            self.evidence: check_view.NO_EVIDENCE,
            **self._buttons(is_busy=True),
        }
        for state in job.watch():
            yield {self.progress: check_view.progress(state)}
        last = job.state
        if last.problem is not None:
            yield self._idle(None, check_view.progress(last))
        else:
            yield {**self._idle(self.checks.kept.get(last.kept_id)), self.text: "", self.file: None}

    def _on_open(self, current: str | None) -> Iterator[View]:
        """Show what was checked last on this page, or watch on if something is being checked."""
        job = self.checks.running()
        if job is not None and not job.state.is_comparing:
            yield from self._watch(job)
        else:
            yield self._idle(self.checks.kept.get(current or ""))

    def _on_check(self, text: str | None, file: str | None) -> Iterator[View]:
        if not file and not (text or "").strip():
            yield {self.progress: turns.problem(_EMPTY)}
            return
        draft = Draft(file=Path(file)) if file else Draft(text=text or "")
        yield from self._watch(self.checks.begin(draft))

    def _on_choose(self, event: gr.EventData) -> Iterator[View]:
        yield self._idle(self.checks.kept.get(data_of(event).get("key", "")))

    def _on_again(self) -> Iterator[View]:
        yield self._idle(None)

    def _on_remove(self, event: gr.EventData) -> Iterator[View]:
        key = data_of(event).get("key", "")
        if self.checks.comparing(key) is not None:
            self.checks.close()
        self.checks.kept.delete(key)
        yield self._idle(None)

    def _sentences(self, data: dict[str, str]) -> Sentences:
        key = data.get("turn", "")
        kept = self.checks.kept.get(key)
        if kept is None:
            return Sentences(turn=key, claims=(), citations=())
        return Sentences(turn=key, claims=kept.draft.claims, citations=kept.draft.citations)

    def _on_claim(self, event: gr.EventData) -> str:
        data = data_of(event)
        return at_the_rim(lambda: self._signing.open(self._sentences(data), data), turns.problem)

    def _on_confirm(self, event: gr.EventData) -> tuple[Any, Any]:
        return self._changed(data_of(event), self._signing.confirm)

    def _on_withdraw(self, event: gr.EventData) -> tuple[Any, Any]:
        return self._changed(data_of(event), self._signing.withdraw)

    def _changed(
        self, data: dict[str, str], change: Callable[[Sentences, dict[str, str]], str]
    ) -> tuple[Any, Any]:
        def work() -> tuple[Any, Any]:
            evidence = change(self._sentences(data), data)
            kept = self.checks.kept.get(data.get("turn", ""))
            return evidence, "" if kept is None else self._shown(kept)

        return at_the_rim(work, lambda problem: (turns.problem(problem), gr.skip()))
