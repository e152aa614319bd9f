"""From messages to tokens by the model's own chat template, so that no text can open a turn.

The template is rendered with a mark in each message's place. Only what the template itself writes
between the marks may become control tokens; the messages are put in as plain text. So
`<|im_start|>` in a source stays a row of characters.
"""

import secrets
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import ModelUnavailable
from assistant.runtime.native import Weights

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

Prompt = "str | Sequence[BaseMessage]"
"""Plain text to be carried on as it stands, or a conversation to be answered. If the last message
is an AIMessage, it is the beginning of the answer and is carried on."""

_ROLES = {"human": "user", "ai": "assistant", "system": "system", "chat": "user"}

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content']"
    " + '<|im_end|>\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}"
    "{% endif %}"
)


class PromptTokenizer:
    """Turn prompts into tokens for one model."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def tokens(self, prompt: "str | Sequence[BaseMessage]") -> list[int]:
        """Give the prompt's tokens, at least one.

        Raises:
            ModelUnavailable: the model's chat template can't show this conversation.
        """
        if isinstance(prompt, str):
            start = self._weights.start_tokens
            tokens = start + self._weights.tokenize(prompt)
        else:
            tokens = self._conversation(prompt)
        return tokens or self._weights.tokenize("\n")

    def _conversation(self, messages: "Sequence[BaseMessage]") -> list[int]:
        turns = [(_ROLES.get(message.type, "user"), message.text) for message in messages]
        beginning = turns.pop()[1] if turns and turns[-1][0] == "assistant" else ""
        # A mark that can't be guessed can't be imitated by a source.
        salt = secrets.token_hex(8)
        marks = [f"\ue000{salt}{index}\ue001" for index in range(len(turns))]
        rest = self._render(
            [{"role": role, "content": mark} for (role, _), mark in zip(turns, marks, strict=True)]
        )
        tokens: list[int] = []
        for mark, (_, content) in zip(marks, turns, strict=True):
            before, found, rest = rest.partition(mark)
            if not found:
                raise self._template_error("it leaves a message out")
            tokens += self._weights.tokenize(before, with_control_tokens=True)
            tokens += self._weights.tokenize(content)
        tokens += self._weights.tokenize(rest, with_control_tokens=True)
        return tokens + (self._weights.tokenize(beginning) if beginning else [])

    def _render(self, messages: list[dict[str, str]]) -> str:
        from jinja2 import TemplateError

        try:
            rendered: str = self._formatter(messages=messages).prompt
        except (TemplateError, ValueError, TypeError) as exc:
            raise self._template_error(str(exc)) from exc
        return rendered

    @cached_property
    def _formatter(self):  # type: ignore[no-untyped-def]
        from jinja2 import TemplateError
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        try:
            return Jinja2ChatFormatter(
                template=self._weights.chat_template or CHATML,
                eos_token=self._weights.end_name,
                bos_token=self._weights.start_name,
            )
        except TemplateError as exc:
            raise self._template_error(str(exc)) from exc

    def _template_error(self, reason: str) -> ModelUnavailable:
        return ModelUnavailable(
            "The conversation can't be given to this model",
            f"its chat template fails: {reason}",
            "Choose another model with `policy-comment models list`",
        )
