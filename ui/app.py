"""The page: its views, and what happens when it is opened."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui import welcome
from ui.chat import ChatPanel
from ui.check_panel import CheckPanel
from ui.claim_view import KEYS
from ui.conversing import Conversing
from ui.navigation import Navigation
from ui.parts import QUIET, html
from ui.renderings import RenderingsPanel
from ui.sources import SourcesPanel

if TYPE_CHECKING:
    from assistant import Assistant

TITLE = "Policy comment assistant"
HEAD = """
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="page/app.css">
<link rel="stylesheet" href="page/sentences.css">
<link rel="stylesheet" href="page/renderings.css">
<script src="page/app.js" defer></script>
<script src="page/sentences.js" defer></script>
<script src="page/renderings.js" defer></script>
"""

WRITE_TABS = (("chat", "Chat"), ("library", "Sources"), ("evidence", "Evidence"))
CHECK_TABS = (("sentences", "Sentences"), ("evidence", "Evidence"))
"""Panels that narrow screens show one at a time; the first one at first."""


def theme() -> Any:
    """Return the looks of Gradio's own controls; fonts are the system's, nothing is fetched."""
    fonts = [gr.themes.Font(name) for name in ("Noto Sans", "sans-serif")]
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.slate,
        font=fonts,
        font_mono=[gr.themes.Font("monospace")],
        radius_size=gr.themes.sizes.radius_sm,
        spacing_size=gr.themes.sizes.spacing_sm,
        text_size=gr.themes.sizes.text_md,
    )


class Page:
    """The Blocks and what runs behind them.

    Args:
        assistant: The open assistant.
        workspace: The workspace's folder; uploads go into `sources/` in it.
        samples: The folder with the sample sources, if there is one.
    """

    def __init__(self, assistant: "Assistant", *, workspace: Path, samples: Path | None) -> None:
        self._assistant = assistant
        self.conversing = Conversing(assistant)
        with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as self.blocks:
            self._build(workspace, samples)
        self.blocks.queue(default_concurrency_limit=16, api_open=False)

    def close(self) -> None:
        """Stop all work."""
        self.conversing.close()
        self._sources.close()
        self._check.close()
        self._renderings.close()

    def _build(self, workspace: Path, samples: Path | None) -> None:
        with gr.Row(elem_id="masthead"):
            html(welcome.masthead(str(workspace)), elem_id="name")
            navigation = Navigation()
            status = html(welcome.status(self._assistant.model_state()), elem_id="model-state")
        with gr.Column(elem_id="write-view", elem_classes="view"):
            self._build_write(workspace, samples, status)
        with gr.Column(elem_id="check-view", elem_classes="view"):
            html(welcome.tabs(CHECK_TABS), elem_id="check-tabs", elem_classes="tabs")
            self._check = CheckPanel(self._assistant)
        with gr.Column(elem_id="renderings-view", elem_classes="view"):
            self._renderings = RenderingsPanel(self._assistant)
        self._check.wire(navigation.opening("check"))
        self._renderings.wire(navigation.opening("renderings"))

    def _build_write(self, workspace: Path, samples: Path | None, status: Any) -> None:
        html(welcome.tabs(WRITE_TABS), elem_id="tabs", elem_classes="tabs")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="library-panel"):
                self._sources = SourcesPanel(
                    self._assistant, uploads=workspace / "sources", samples=samples
                )
                html("<h2>Conversations</h2>", elem_id="conversations-title")
                listing = html(elem_id="conversations", events=("open",))
            with gr.Column(elem_id="chat-panel"):
                chat = ChatPanel(self._assistant, self.conversing, has_samples=samples is not None)
            with gr.Column(elem_id="evidence-panel"):
                html(f"<h2>Evidence</h2>{KEYS}", elem_id="evidence-title")
                evidence = html(elem_id="evidence", events=("cite", "confirm", "withdraw"))
        chat.wire(self.blocks, evidence, listing, status)
        self._sources.wire(self.blocks, chat)
        self._watch_model(status, chat.notice)

    def _watch_model(self, status: Any, notice: Any) -> None:
        """Show the model's state until it no longer changes by itself."""
        timer = gr.Timer(1.0)

        def tick() -> tuple[Any, Any, Any]:
            state = self._assistant.model_state()
            is_settled = state.state in ("ready", "missing", "failed")
            missing = welcome.notice(state, self._assistant.embedder_message)
            return welcome.status(state), missing, gr.Timer(active=not is_settled)

        timer.tick(tick, None, [status, notice, timer], queue=False, **QUIET)
