"""The local model as a langchain-core chat model, for anybody's chain."""

from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, Field

from assistant.privacy import switch_off_telemetry
from assistant.runtime.local_model import LocalModel
from assistant.runtime.options import Generation, GenerationOptions
from assistant.runtime.scripts import scripts_of_language


class PolicyChatModel(BaseChatModel):
    """Answer messages with a `LocalModel`; `prompt | model | StrOutputParser()` works.

    Nothing leaves the machine through it: making one switches off LangSmith's tracing, which would
    send the prompts out. Every field can be given for one call too, as in
    `model.invoke(messages, max_tokens=64)` or `model.bind(language="ja")`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    local_model: LocalModel
    """The weights; loaded on first use."""
    max_tokens: int = Field(default=512, ge=1)
    temperature: float = Field(default=0.0, ge=0.0)
    top_p: float = Field(default=0.95, gt=0.0, le=1.0)
    seed: int = 0
    language: str | None = None
    """ISO 639-1 code: letters of scripts foreign to it aren't written. None is no restriction."""
    allowed_numbers: frozenset[str] | None = None
    """See `GenerationOptions.allowed_numbers`."""

    def model_post_init(self, context: Any, /) -> None:
        """Switch tracing off, whatever the environment says."""
        super().model_post_init(context)
        switch_off_telemetry()

    @property
    def _llm_type(self) -> str:
        return "policy-comment-local"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {
            "model_name": self.local_model.path.name,
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "seed": self.seed,
        }

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        written = self.local_model.generate(messages, self._options(stop, kwargs))
        message = AIMessage(
            content=written.text,
            usage_metadata=_usage(written),
            response_metadata=self._metadata(written),
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        stream = self.local_model.stream(messages, self._options(stop, kwargs))
        try:
            for piece in stream:
                chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
                if run_manager is not None:
                    run_manager.on_llm_new_token(piece, chunk=chunk)
                yield chunk
        finally:
            stream.close()
        yield ChatGenerationChunk(
            message=AIMessageChunk(
                content="",
                usage_metadata=_usage(stream.result),
                response_metadata=self._metadata(stream.result),
                chunk_position="last",
            )
        )

    def _options(self, stop: list[str] | None, given: dict[str, Any]) -> GenerationOptions:
        language = given.get("language", self.language)
        return GenerationOptions(
            max_tokens=given.get("max_tokens", self.max_tokens),
            temperature=given.get("temperature", self.temperature),
            top_p=given.get("top_p", self.top_p),
            seed=given.get("seed", self.seed),
            stop_strings=tuple(stop or ()),
            scripts=scripts_of_language(language) if language else None,
            allowed_numbers=given.get("allowed_numbers", self.allowed_numbers),
        )

    def _metadata(self, written: Generation) -> dict[str, Any]:
        return {
            "finish_reason": "length" if written.finish_reason == "length" else "stop",
            "model_name": self.local_model.path.name,
        }


def _usage(written: Generation) -> UsageMetadata:
    usage = written.usage
    return UsageMetadata(
        input_tokens=usage.prompt_tokens,
        output_tokens=usage.completion_tokens,
        total_tokens=usage.prompt_tokens + usage.completion_tokens,
        input_token_details={"cache_read": usage.reused_tokens},
    )
