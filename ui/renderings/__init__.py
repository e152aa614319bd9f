"""The view where renderings are reviewed and terms are kept. Light: Gradio comes with the panel."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.renderings.panel import RenderingsPanel

__all__ = ["RenderingsPanel"]


def __getattr__(name: str) -> object:
    """Import the panel on first use."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("ui.renderings.panel"), name)
