"""From a command's options to an open assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.settings import Settings


def read_settings(file: Path | None, **flags: Any) -> "Settings":
    """Return the settings; flags that are None were not given."""
    from assistant.privacy import switch_off_telemetry
    from assistant.settings import load_settings

    switch_off_telemetry()
    return load_settings(file, **flags)


@contextmanager
def open_assistant(file: Path | None, **flags: Any) -> Iterator["Assistant"]:
    """Open the workspace's assistant and close it at the end."""
    from assistant import Assistant

    assistant = Assistant.open(read_settings(file, **flags))
    try:
        yield assistant
    finally:
        assistant.close()
