"""The view where renderings are reviewed and terms are kept."""

from ui.renderings.panel import RenderingsPanel

__all__ = ["RenderingsPanel"]
