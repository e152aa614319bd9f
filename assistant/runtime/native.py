"""Open GGUF weights through llama.cpp, with its log sent to Python's logging."""

import ctypes
import logging
import os
import struct
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.errors import ModelCorrupt, ModelUnavailable

_log = logging.getLogger(__name__)
_native_errors: list[str] = []
_kept: list[Any] = []
_PIECE_BYTES = 512
_GGUF_HEADER = struct.Struct("<4sIQQ")
_ERROR_LEVEL = 4  # of ggml.h; llama_cpp._logger has an older numbering
_SPINS = "10000"


def native_library() -> Any:
    """Give the llama_cpp module, silenced; import it on first use.

    Raises:
        ModelUnavailable: llama-cpp-python isn't installed or can't be loaded.
    """
    # OpenMP's threads wait for each other by spinning, by default for so long that beside another
    # busy program a token takes 0.85 s instead of 0.026 on two cores. With this bound it is 0.25 s,
    # and an idle machine is as fast as before; a smaller one (1000) slows an idle machine to 0.066.
    os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as exc:
        raise ModelUnavailable(
            "The part that runs language models can't be loaded",
            f"llama-cpp-python is missing or broken ({exc})",
            "Install a C compiler and run `make`, or install a prebuilt llama-cpp-python; "
            "searching works meanwhile",
        ) from exc
    if not _kept:
        callback = llama_cpp.llama_log_callback(_receive_log)
        llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        _kept.append(callback)  # llama.cpp keeps the bare pointer: freeing it would crash
    return llama_cpp


def _receive_log(level: int, text: bytes, _user_data: object) -> None:
    line = text.decode("utf-8", "replace").strip()
    if level == _ERROR_LEVEL:
        _native_errors.append(line)
    # What fails is raised as an error of ours with this text in it: here it is a detail.
    _log.log(logging.INFO if level == _ERROR_LEVEL else logging.DEBUG, "%s", line)


def default_threads() -> int:
    """Count the processors to compute on: all of up to four, else half (the other half are twins).

    llama.cpp's threads wait for each other actively; one more than there are cores halves it.
    """
    try:
        available = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        available = os.cpu_count() or 1
    return available if available <= 4 else available // 2


class Weights:
    """A model's weights and vocabulary, without any context."""

    def __init__(self, path: Path) -> None:
        """Open the file, mapping it into memory.

        Raises:
            ModelUnavailable: no such file, or a model that this llama.cpp can't run.
            ModelCorrupt: the file is no GGUF file or is torn.
        """
        _check_header(path)
        self.library = native_library()
        parameters = self.library.llama_model_default_params()
        parameters.load_mode = self.library.LLAMA_LOAD_MODE_MMAP
        _native_errors.clear()
        model = self.library.llama_model_load_from_file(os.fsencode(path), parameters)
        if not model:
            raise _load_error(path)
        self.model = model
        self._vocab = self.library.llama_model_get_vocab(model)
        self.size = int(self.library.llama_vocab_n_tokens(self._vocab))

    def close(self) -> None:
        """Free the weights; contexts over them must be closed before."""
        if self.model:
            self.library.llama_model_free(self.model)
            self.model = None

    def tokenize(self, text: str, *, with_control_tokens: bool = False) -> list[int]:
        """Turn text into tokens.

        Args:
            text: Any text.
            with_control_tokens: Read `<|im_start|>` and its like as the tokens that open and close
                turns. Only ever true for a template's own text: in the user's or a source's text
                they stay the characters that they are.
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        tokens = (self.library.llama_token * room)()
        count = self.library.llama_tokenize(
            self._vocab, data, len(data), tokens, room, False, with_control_tokens
        )
        if count < 0:
            raise ModelUnavailable(
                "The text can't be given to the model",
                f"its tokenizer refused {len(data)} bytes",
                "Shorten the text",
            )
        return list(tokens[:count])

    @cached_property
    def pieces(self) -> tuple[bytes, ...]:
        """Each token's bytes; empty for control tokens. Half a character is possible."""
        buffer = ctypes.create_string_buffer(_PIECE_BYTES)
        to_piece = self.library.llama_token_to_piece
        lengths = (
            to_piece(self._vocab, token, buffer, _PIECE_BYTES, 0, False)
            for token in range(self.size)
        )
        return tuple(buffer.raw[: max(length, 0)] for length in lengths)

    @cached_property
    def end_tokens(self) -> frozenset[int]:
        """Tokens that end a text."""
        is_end = self.library.llama_vocab_is_eog
        return frozenset(token for token in range(self.size) if is_end(self._vocab, token))

    @cached_property
    def control_tokens(self) -> frozenset[int]:
        """Tokens that are no text, the ones that end it among them."""
        is_control = self.library.llama_vocab_is_control
        return frozenset(token for token in range(self.size) if is_control(self._vocab, token))

    @property
    def start_tokens(self) -> list[int]:
        """The token that a prompt of this model begins with, if its makers say so."""
        if not self.library.llama_vocab_get_add_bos(self._vocab):
            return []
        return [int(self.library.llama_vocab_bos(self._vocab))]

    def token_name(self, token: int) -> str:
        """Give a token as the vocabulary writes it, control tokens included."""
        if token < 0:
            return ""
        name: bytes = self.library.llama_vocab_get_text(self._vocab, token)
        return name.decode("utf-8", "replace")

    @property
    def start_name(self) -> str:
        """The beginning-of-text token as a chat template writes it."""
        return self.token_name(int(self.library.llama_vocab_bos(self._vocab)))

    @property
    def end_name(self) -> str:
        """The end-of-text token as a chat template writes it."""
        return self.token_name(int(self.library.llama_vocab_eos(self._vocab)))

    @cached_property
    def chat_template(self) -> str:
        """The Jinja template in the file's metadata; empty when there is none."""
        template = self.library.llama_model_chat_template(self.model, None)
        return template.decode("utf-8", "replace") if template else ""


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(_GGUF_HEADER.size)
    except OSError as exc:
        raise ModelUnavailable(
            f"The model file {path.name!r} can't be read",
            exc.strerror or str(exc),
            "Fetch it with `policy-comment models pull`",
        ) from exc
    if len(header) < _GGUF_HEADER.size or not header.startswith(b"GGUF"):
        raise ModelCorrupt(
            f"The model file {path.name!r} isn't loaded",
            "it doesn't begin as a GGUF file does",
            "Remove it with `policy-comment models remove` and fetch it again",
        )


def _load_error(path: Path) -> ModelCorrupt | ModelUnavailable:
    # The first line is the cause, the next ones say that this failed because of that.
    reason = next(iter(_native_errors), "llama.cpp gives no reason")
    reason = reason.removeprefix("llama_model_load: error loading model: ")
    told = " ".join(_native_errors)
    is_torn = any(word in told for word in ("corrupt", "incomplete", "failed to read", "gguf_"))
    kind = ModelCorrupt if is_torn else ModelUnavailable
    return kind(
        f"The model file {path.name!r} can't be loaded",
        reason.rstrip("."),
        "Check it with `policy-comment models verify`, fetch it again with "
        "`policy-comment models pull`, or choose another model",
    )
