"""Answers, drafts, checks: all that `ui` may import. Light: each name is loaded when it is used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.conversations import Conversations
    from assistant.evaluation import EvaluationReport, Outcome, evaluate
    from assistant.model_state import ModelState
    from assistant.settings import Settings, load_settings

_HOMES = {
    "Assistant": "assistant.assistant",
    "Conversations": "assistant.conversations",
    "EvaluationReport": "assistant.evaluation",
    "ModelState": "assistant.model_state",
    "Outcome": "assistant.evaluation",
    "Settings": "assistant.settings",
    "evaluate": "assistant.evaluation",
    "load_settings": "assistant.settings",
}

__all__ = [
    "Assistant",
    "Conversations",
    "EvaluationReport",
    "ModelState",
    "Outcome",
    "Settings",
    "evaluate",
    "load_settings",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
