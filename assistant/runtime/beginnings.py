"""What the model computed for the beginning of a prompt, kept in a file.

Reading how a question is judged takes several seconds and is the same each time; putting the result
back takes a fraction of one. A file holds a line of JSON (what it is of, and the hash of the rest)
and the bytes that llama.cpp gave. It holds nothing of the user's: the beginning is our own text.
"""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_log = logging.getLogger(__name__)
_LARGEST = 512 * 1024 * 1024


def beginning_key(
    tokens: Sequence[int], *, library: str, context_tokens: int, is_plain: bool
) -> str:
    """Return the name under which these tokens' state is kept.

    Each llama.cpp has its own, and so has each kind of context.
    """
    parts = json.dumps([list(tokens), library, context_tokens, is_plain])
    return hashlib.sha256(parts.encode("utf-8")).hexdigest()[:32]


def beginning_origin(
    prompt: "str | Sequence[BaseMessage]", *, library: str, context_tokens: int, is_plain: bool
) -> str:
    """Return a hash of what a beginning is computed from, which can be told without the model."""
    text = prompt if isinstance(prompt, str) else [[m.type, m.text] for m in prompt]
    parts = json.dumps([text, library, context_tokens, is_plain])
    return hashlib.sha256(parts.encode("utf-8")).hexdigest()


def load_beginning(file: Path) -> bytes | None:
    """Return the state in `file`; None where there is none, or it is torn."""
    try:
        return _read(file)[1]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as exc:
        _log.warning("What was read before can't be used and is read anew: %s", exc)
        return None


def beginning_state(file: Path, origin: str) -> Literal["whole", "torn", "stale"]:
    """Tell whether what is kept in `file` can be used.

    Args:
        file: A file that is there.
        origin: What a beginning is computed from today; a file that doesn't say from what it was
            computed isn't held to it.
    """
    try:
        made_from, _ = _read(file)
    except (OSError, ValueError, KeyError, TypeError):
        return "torn"
    return "whole" if made_from in ("", origin) else "stale"


def _read(file: Path) -> tuple[str, bytes]:
    """Return from what a state was computed and the state; raise where it isn't whole."""
    if file.stat().st_size > _LARGEST:
        raise ValueError(f"{file.name} is too large")
    first, _, state = file.read_bytes().partition(b"\n")
    head = json.loads(first)
    if hashlib.sha256(state).hexdigest() != head["sha256"]:
        raise ValueError(f"{file.name} is torn")
    return str(head.get("from", "")), state


def save_beginning(file: Path, state: bytes, *, origin: str = "") -> None:
    """Write the state aside and rename it into place; files of earlier versions go.

    Not to be able to costs only time, so it is told in the log.
    """
    head = json.dumps({"sha256": hashlib.sha256(state).hexdigest(), "from": origin}).encode("ascii")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=file.parent, prefix=".aside-")
        with os.fdopen(handle, "wb") as out:
            out.write(head + b"\n" + state)
        Path(aside).replace(file)
        for other in file.parent.iterdir():
            if other != file:
                other.unlink()
    except OSError as exc:
        _log.warning("What was read can't be kept for the next start: %s", exc)
