"""Small pieces of Gradio that the panels share."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from ui.rim import Problem, each_at_the_rim

View = dict[Any, Any]
"""Component → its new value: what an event handler yields."""

# Private: the page's events are no public interface, and nothing is recorded of them.
QUIET = {"show_progress": "hidden", "api_visibility": "private"}


def html(value: str = "", *, events: tuple[str, ...] = (), elem_id: str, **options: Any) -> Any:
    """Return a piece of the page in our own HTML; what has `data-event` in it triggers events.

    What is written in the fields beside a button, under one element with `data-form`, goes along.

    Args:
        value: The HTML; every text in it must be escaped.
        events: Names of the events that its buttons may trigger, with their data attributes.
        elem_id: By which styles and scripts find it.
        options: Passed on to `gr.HTML`.
    """
    import gradio as gr

    # Gradio looks for an event's name in this script before it lets anybody listen to it.
    names = ", ".join(f"'{name}'" for name in events)
    script = f"""
    const events = [{names}];
    element.addEventListener('click', (click) => {{
        const button = click.target.closest('[data-event]');
        if (button && events.includes(button.dataset.event)) {{
            const inputs = button.closest('[data-form]')?.querySelectorAll('input[name]') ?? [];
            const fields = Object.fromEntries([...inputs].map((i) => [i.name, i.value]));
            trigger(button.dataset.event, {{...fields, ...button.dataset}});
        }}
    }});
    """
    return gr.HTML(
        value,
        elem_id=elem_id,
        apply_default_css=False,
        js_on_load=script if events else None,
        **options,
    )


def data_of(event: Any) -> dict[str, str]:
    """Return the data attributes of the button that triggered an event, as strings."""
    data = event._data if isinstance(event._data, dict) else {}
    return {str(name): str(value) for name, value in data.items()}


def shown_at_the_rim(
    handler: Callable[..., Iterator[View]], show: Callable[[Problem], View]
) -> Callable[..., Iterator[View]]:
    """Return the handler, with any error of it shown in the page.

    Gradio reads the signature to know what to pass, so it is kept.
    """

    @wraps(handler)
    def run(*values: Any) -> Iterator[View]:
        yield from each_at_the_rim(handler(*values), show)

    return run
