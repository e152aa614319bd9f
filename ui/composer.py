"""The fields at the foot of the conversation: a question, or a section to draft."""

from typing import Any

import gradio as gr

from ui.parts import View


class Composer:
    """Builds its components in the current Blocks; the styles show the fields of the mode."""

    def __init__(self) -> None:
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="mode-row"):
                self.mode: Any = gr.Radio(
                    ["Ask", "Draft"],
                    value="Ask",
                    label="Mode",
                    elem_id="mode",
                    container=False,
                    interactive=True,
                )
                self.stop: Any = gr.Button("Stop", elem_id="stop", size="sm", visible=False)
            self._build_ask()
            self._build_draft()

    def buttons(self, *, is_busy: bool) -> View:
        """Return the buttons' state: either something can be sent, or it can be stopped."""
        return {
            self.ask: gr.update(interactive=not is_busy),
            self.draft: gr.update(interactive=not is_busy),
            self.stop: gr.update(visible=is_busy),
        }

    def _build_ask(self) -> None:
        with gr.Row(elem_id="ask-fields"):
            self.question: Any = gr.Textbox(
                label="Question",
                placeholder="Ask your sources",
                lines=1,
                max_lines=8,
                container=False,
                elem_id="question",
                scale=1,
            )
            self.ask: Any = gr.Button(
                "Ask", variant="primary", elem_id="ask", scale=0, min_width=88
            )

    def _build_draft(self) -> None:
        with gr.Column(elem_id="draft-fields"):
            with gr.Row():
                self.section: Any = gr.Textbox(
                    label="Section title",
                    placeholder="Recommendation 1: …",
                    elem_id="section",
                    scale=3,
                )
                self.words: Any = gr.Number(
                    label="Words",
                    value=250,
                    precision=0,
                    elem_id="words",
                    scale=1,
                    min_width=90,
                )
            self.position: Any = gr.Textbox(
                label="Your position (optional)",
                placeholder="What you want the agency to do; used as yours, never invented",
                lines=2,
                max_lines=6,
                elem_id="position",
            )
            self.draft: Any = gr.Button("Draft section", variant="primary", elem_id="draft")
