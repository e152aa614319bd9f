"""The view where a person reviews renderings: its components and what its keys and buttons do."""

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import ReviewRefused
from assistant.reviewing import SHOWN, Shown
from assistant.settings import Settings
from assistant.signer import Signer
from ui import turns
from ui.parts import QUIET, View, data_of
from ui.rendering import escape
from ui.renderings.page import PAGE, head, listing, name_field
from ui.renderings.term_table import term_table
from ui.renderings.writing import Writing
from ui.rim import Problem, at_the_rim

if TYPE_CHECKING:
    from assistant import Assistant

# What is pressed is gathered by assets/renderings.js, which sends it up as an event of this name.
_SCRIPT = """
element.addEventListener('act', (act) => trigger('act', act.detail));
"""
_READING = '<p class="nothing" role="status">Reading the renderings…</p>'
_LOOK_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What one visitor looks at."""

    shown: Shown = "to_review"
    source_id: int | None = None
    offset: int = 0


class RenderingsPanel:
    """Builds its components in the current Blocks; `wire` connects them.

    Args:
        assistant: Whose renderings and terms it shows.
    """

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._reviewer = assistant.reviewer
        self._signer = Signer(assistant.library.records)
        self._terms = assistant.terms
        self._writing = Writing(assistant)
        self._versions = count(1)
        model = assistant.model_state().model_id
        starter = str(Settings.model_fields["chat_model"].default)
        self._looking = gr.State(Looking())
        with gr.Column(elem_id="renderings-panel"):
            with gr.Row(elem_id="renderings-top"):
                _html(head(model, is_starter=model == starter), elem_id="renderings-head")
                self._name = _html(elem_id="reviewer-name", js_on_load=_SCRIPT)
            with gr.Row(elem_id="renderings-writing"):
                self._missing = gr.Button(
                    "Write the missing ones now", elem_id="write-missing", size="sm"
                )
                self._stop = gr.Button("Stop", elem_id="stop-writing", size="sm", visible=False)
                self._progress = _html(elem_id="renderings-progress")
            self._problem = _html(elem_id="renderings-problem")
            self._list = _html(_READING, elem_id="renderings", js_on_load=_SCRIPT)
            with gr.Accordion("Term list", open=False, elem_id="term-list"):
                self._table = _html(elem_id="terms", js_on_load=_SCRIPT)
        self._timer = gr.Timer(_LOOK_S, active=False)

    def wire(self, blocks: Any) -> None:
        """Connect the events."""
        shown = [
            *(self._looking, self._list, self._problem, self._progress, self._missing),
            *(self._stop, self._timer, self._table),
        ]
        # Plain requests: of two keys pressed in quick succession none is lost.
        plain = {**QUIET, "queue": False, "trigger_mode": "multiple"}
        self._list.act(self._on_act, self._looking, shown, **plain)
        self._table.act(self._on_term, self._looking, shown, **plain)
        # The list isn't drawn anew: a button that is being pressed would be gone.
        self._name.act(self._on_name, None, self._problem, **plain)
        self._missing.click(self._on_missing, self._looking, shown, **plain)
        self._stop.click(self._on_stop, self._looking, shown, **plain)
        self._timer.tick(self._on_tick, self._looking, shown, **plain)
        blocks.load(self._on_load, self._looking, [*shown, self._name], **plain)

    def close(self) -> None:
        """Stop what is being written and wait for its end, at most 5 seconds."""
        self._writing.close()

    def _on_load(self, looking: Looking) -> View:
        def work() -> View:
            # It may have been given with a sentence that was confirmed.
            name = {self._name: name_field(self._signer.name)}
            return {**self._all(looking), **self._list_of_terms(), **name}

        return at_the_rim(work, self._told)

    def _on_act(self, looking: Looking, event: gr.EventData) -> View:
        data = data_of(event)

        def work() -> View:
            changed, selected = self._do(data, looking)
            return self._all(changed, selected=selected)

        def told(problem: Problem) -> View:
            # Shown with the list as it is now: what was refused may be gone from it.
            return {**self._all(looking), self._problem: turns.problem(problem)}

        return at_the_rim(lambda: at_the_rim(work, told), self._told)

    def _on_term(self, looking: Looking, event: gr.EventData) -> View:
        data = data_of(event)

        def work() -> View:
            note = self._change_term(data)
            return {**self._all(looking), **self._list_of_terms(note)}

        def told(problem: Problem) -> View:
            return self._list_of_terms(turns.problem(problem))

        return at_the_rim(lambda: at_the_rim(work, told), self._told)

    def _on_name(self, event: gr.EventData) -> str:
        name = data_of(event).get("by", "")

        def work() -> str:
            self._signer.keep(name)
            return ""

        return at_the_rim(work, turns.problem)

    def _on_missing(self, looking: Looking) -> View:
        self._writing.missing()
        return self._state_of_writing()

    def _on_stop(self, looking: Looking) -> View:
        self._writing.stop()
        return self._state_of_writing()

    def _on_tick(self, looking: Looking) -> View:
        if self._writing.is_running or self._idle_note():
            return self._state_of_writing()
        return at_the_rim(lambda: self._all(looking), self._told)

    def _do(self, data: dict[str, str], looking: Looking) -> tuple[Looking, str]:
        """Carry out what was pressed; return what is looked at then, and which one to go to."""
        act, key, by = data.get("act", ""), data.get("key", ""), data.get("by", "")
        text, seen = data.get("text", ""), data.get("seen", "")
        if act == "show":
            chosen = next((name for name in SHOWN if name == data.get("shown")), looking.shown)
            return replace(looking, shown=chosen, offset=0), ""
        if act == "source":
            return replace(looking, source_id=_number(data.get("source")), offset=0), ""
        if act == "page":
            return replace(looking, offset=_number(data.get("offset")) or 0), ""
        if act == "approve":
            if text.split() != seen.split():
                self._reviewer.edit(key, text, by=by)
                seen = text
            self._reviewer.approve(key, seen=seen, by=by)
        elif act == "edit":
            self._reviewer.edit(key, text, by=by)
        elif act == "reject":
            self._reviewer.reject(key, seen=seen, by=by)
        elif act == "another":
            self._writing.another(key)
        elif act == "compare":
            self._writing.compare(key)
        elif act == "undo":
            return looking, self._undone()
        return looking, ""

    def _undone(self) -> str:
        key = self._reviewer.undo()
        if key is None:
            raise ReviewRefused(
                "There is nothing to undo",
                "no decision was taken since the application was started",
                "Show the approved or rejected ones to change an earlier decision.",
            )
        return key

    def _change_term(self, data: dict[str, str]) -> str:
        if data.get("act") == "remove-term":
            self._terms.remove(data.get("japanese", ""))
            return "<p>Removed.</p>"
        self._terms.put(data.get("japanese", ""), data.get("english", ""))
        return "<p>Saved. Renderings without it are flagged now.</p>"

    def _all(self, looking: Looking, *, selected: str = "") -> View:
        found = self._reviewer.listing(
            looking.shown,
            source_id=looking.source_id,
            offset=looking.offset,
            limit=PAGE,
            around=selected,
        )
        shown = listing(
            found,
            shown=looking.shown,
            source_id=looking.source_id,
            version=next(self._versions),
            selected=selected,
        )
        missing = found.missing
        return {
            **self._state_of_writing(),
            self._looking: replace(looking, offset=found.offset),
            self._list: shown,
            self._problem: "",
            self._missing: gr.update(
                value=f"Write the missing ones now ({missing})",
                visible=missing > 0 and not self._writing.is_running,
            ),
        }

    def _list_of_terms(self, note: str = "") -> View:
        table = term_table(self._terms.listed(), version=next(self._versions), note=note)
        return {self._table: table}

    def _state_of_writing(self) -> View:
        is_running, note = self._writing.is_running, self._idle_note()
        idle = f'<p role="status">{escape(note)}</p>' if note else ""
        return {
            self._progress: (idle if not is_running else "") or self._writing.progress(),
            self._stop: gr.update(visible=is_running),
            self._missing: gr.update(visible=not is_running),
            self._timer: gr.Timer(active=is_running or bool(note)),
        }

    def _idle_note(self) -> str:
        """Return how far the renderings are that are written while nobody asks."""
        return str(self._assistant.model_state().note)

    def _told(self, problem: Problem) -> View:
        return {self._problem: turns.problem(problem), **self._state_of_writing()}


def _html(value: str = "", *, elem_id: str, js_on_load: str | None = None) -> Any:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=js_on_load)


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if text is not None and is_number else None
