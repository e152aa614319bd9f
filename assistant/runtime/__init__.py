"""The model runtime: a GGUF model in this process, through llama.cpp.

Importing it is cheap: llama.cpp and langchain-core come in when they are used.
"""

from typing import TYPE_CHECKING

from assistant.runtime.local_model import LocalModel
from assistant.runtime.options import (
    FinishReason,
    Generation,
    GenerationOptions,
    LogProbability,
    Looked,
    Usage,
)
from assistant.runtime.scripts import is_written_in, script_of, scripts_of_language
from assistant.runtime.streaming import TextStream
from assistant.runtime.watch import Places

if TYPE_CHECKING:
    from assistant.runtime.chat_model import PolicyChatModel

__all__ = [
    "FinishReason",
    "Generation",
    "GenerationOptions",
    "LocalModel",
    "LogProbability",
    "Looked",
    "Places",
    "PolicyChatModel",
    "TextStream",
    "Usage",
    "is_written_in",
    "script_of",
    "scripts_of_language",
]


def __getattr__(name: str) -> object:
    """Import the chat model, and langchain-core with it, only when it is asked for."""
    if name == "PolicyChatModel":
        from assistant.runtime.chat_model import PolicyChatModel

        return PolicyChatModel
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
