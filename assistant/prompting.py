"""Read a prompt file of `prompts/`, check its placeholders and fill them.

A file has parts, each opened by a line of its own:

    (the text before the first such line is the system message)
    === user ===
    (the user's message; evidence first, the question last, so that what was read is used again)
    === assistant ===
    (optional: how the answer begins; the model carries it on)

`{name}` is a placeholder, `{{` and `}}` are braces. What is filled in is data: its braces stay
braces, and what looks like a control token of a chat format (`<|im_start|>`) is taken apart, so
that a source can't open a turn even on a server that reads them in the text.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from assistant.errors import PromptError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.prompts import ChatPromptTemplate

_PART = re.compile(r"^=== (user|assistant) ===[ \t]*$", re.MULTILINE)
_ROLES = {"system": "system", "user": "human", "assistant": "ai"}
_CONTROL = re.compile(
    r"<(?=[|｜])|<(?=/?(?:s|start_of_turn|end_of_turn|bos|eos|think|tool_call|SYS)>)|\[(?=/?INST\])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt file, checked."""

    name: str
    placeholders: frozenset[str]
    template: "ChatPromptTemplate"

    def messages(self, **values: str) -> "list[BaseMessage]":
        """Fill every placeholder and give the messages.

        Raises:
            PromptError: a value is missing, or there is one too many.
        """
        _check_names(self.name, "the values given", frozenset(values), self.placeholders)
        safe = {name: neutralised(value) for name, value in values.items()}
        return self.template.format_messages(**safe)


@cache
def load_prompt(name: str, placeholders: Set[str]) -> Prompt:
    """Read `prompts/NAME.md` and check it; kept after the first time.

    Args:
        name: The file's name without its ending.
        placeholders: A frozenset of the names that the caller will fill.

    Raises:
        PromptError: there is no such file, it isn't well formed, or its placeholders are others.
    """
    try:
        text = resources.files("prompts").joinpath(f"{name}.md").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(
            f"The prompt {name!r} can't be read", str(exc), "Install the program again"
        ) from exc
    return parse_prompt(name, text, placeholders)


def parse_prompt(name: str, text: str, placeholders: Set[str]) -> Prompt:
    """Make a prompt of a file's text; see `load_prompt`."""
    from langchain_core.prompts import ChatPromptTemplate

    try:
        template = ChatPromptTemplate.from_messages(
            [(_ROLES[role], part) for role, part in _parts(text)]
        )
    except ValueError as exc:
        raise _malformed(name, str(exc)) from exc
    if not any(role == "user" for role, _ in _parts(text)):
        raise _malformed(name, "it has no line '=== user ==='")
    found = frozenset(template.input_variables)
    _check_names(name, "the placeholders in the file", found, frozenset(placeholders))
    return Prompt(name=name, placeholders=found, template=template)


def neutralised(value: str) -> str:
    """Take apart what a chat format might read as a control token: `<|x|>` becomes `< |x|>`."""
    return _CONTROL.sub(lambda match: match.group() + " ", value)


def _parts(text: str) -> list[tuple[str, str]]:
    """Split a file into (role, text), without white space at the ends and without empty ones."""
    pieces = ["system", *_PART.split(text)]
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return [(role, part.strip()) for role, part in pairs if part.strip()]


def _check_names(name: str, where: str, found: frozenset[str], declared: frozenset[str]) -> None:
    if found == declared:
        return
    parts = [
        f"{label} {', '.join(map(repr, sorted(names)))}"
        for label, names in (("lack", declared - found), ("have too many:", found - declared))
        if names
    ]
    raise PromptError(
        f"The prompt {name!r} can't be used",
        f"{where} {' and '.join(parts)}",
        "Restore the file in `prompts/`, or change the caller with it",
    )


def _malformed(name: str, reason: str) -> PromptError:
    return PromptError(
        f"The prompt {name!r} can't be used", reason, "Restore the file in `prompts/`"
    )
