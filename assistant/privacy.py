"""Switch off every library's habit of calling home, whatever the environment says.

Called first at every entry (command line, page, tests of chains). langchain-core posts prompts
to another host when LANGSMITH_TRACING and a key are set; Gradio and the Hub's client report use.
"""

import os
import sys

_TRACING = (
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
)

_OFF = {
    **dict.fromkeys(_TRACING, "false"),
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    # Models are fetched by `assistant.fetching` alone, which doesn't go through these libraries.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "OTEL_SDK_DISABLED": "true",
}

_DELETED = ("LANGCHAIN_HANDLER", "LANGSMITH_OTEL_ENABLED", "LANGSMITH_RUNS_ENDPOINTS")


def switch_off_telemetry() -> None:
    """Set or delete the environment variables by which libraries send data out.

    Keys and tokens are left alone: other programs of the user's may need them. Call it before
    langchain, gradio, transformers or huggingface_hub is imported; some read the environment at
    import. langsmith caches what it read, so its cache is cleared when it is loaded already.
    """
    os.environ.update(_OFF)
    for name in _DELETED:
        os.environ.pop(name, None)
    _forget_cached_environment()


def _forget_cached_environment() -> None:
    """Make langsmith read the environment anew if somebody imported it before us."""
    utils = sys.modules.get("langsmith.utils")
    if utils is not None:
        utils.get_env_var.cache_clear()
