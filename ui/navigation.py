"""The page's views and the links between them; the address keeps which one is open.

A view's links are ordinary ones (`#/check`), so that keyboard, history and bookmarks work; the
page's script shows the view and tells the server when one is opened, so that what it holds is
loaded no sooner.
"""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from ui.rendering import escape

VIEWS = (("write", "Write"), ("check", "Check a draft"), ("renderings", "Renderings"))
"""Fragment and name of each view; the first is open when the address names none."""


class Navigation:
    """Builds the links in the current Blocks."""

    def __init__(self, views: Sequence[tuple[str, str]] = VIEWS) -> None:
        links = "".join(
            f'<a class="view-link" href="#/{escape(key)}" data-view="{escape(key)}">'
            f"{escape(name)}</a>"
            for key, name in views
        )
        names = ", ".join(f"'{key}'" for key, _ in views)
        # Gradio looks for an event's name in this script before it lets anybody listen to it.
        script = f"""
        const views = [{names}];
        const tell = () => {{
            const named = location.hash.replace('#/', '');
            trigger(views.includes(named) ? named : views[0]);
        }};
        window.addEventListener('hashchange', tell);
        tell();
        """
        self._bar: Any = gr.HTML(
            f'<nav class="views" aria-label="Views">{links}</nav>',
            elem_id="views",
            apply_default_css=False,
            js_on_load=script,
        )

    def opening(self, view: str) -> "Opening":
        """Return what a panel's `wire` listens to instead of the page's load."""
        return Opening(self._bar, view)


class Opening:
    """A view's being opened, the page's load in it included; it stands for the Blocks."""

    def __init__(self, bar: Any, view: str) -> None:
        self._listen = getattr(bar, view)

    def load(self, *args: Any, **options: Any) -> Any:
        """Listen as to `Blocks.load`, with the same arguments."""
        return self._listen(*args, **options)
