"""The default embedder: multilingual-e5-small as int8 ONNX, without torch."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.base import Embedder, Role
from knowledge.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

IDENTITY = "multilingual-e5-small/int8"
DIMENSIONS = 384
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MAX_TOKENS = 512
# The prefixes the model was trained with; its card asks for them.
_PREFIXES: dict[Role, str] = {"query": "query: ", "passage": "passage: "}


class E5Embedder(Embedder):
    """multilingual-e5-small; serves Japanese, English and questions across the two.

    Every text is run by itself. In a batch, int8 takes its range from all texts together, so a
    vector would change with its neighbours (cosine down to 0.992), and on a processor a batch
    isn't faster (benchmarks/embedding_speed.py). So the same text always has the same vector.

    Safe to call from several threads.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        """Store where the model lies; `load` or the first text loads it (0.5 s, 300 MB)."""
        self._folder = folder
        self._threads = threads
        self._lock = Lock()
        self._loaded: tuple[InferenceSession, Tokenizer] | None = None

    @property
    def identity(self) -> str:
        """Model and precision."""
        return IDENTITY

    @property
    def dimensions(self) -> int:
        """Length of a row."""
        return DIMENSIONS

    def load(self) -> None:
        """Load the model now.

        Raises:
            EmbedderUnavailable: Its files are missing or can't be loaded.
        """
        self._parts()

    def embed(self, texts: Sequence[str], role: Role) -> NDArray[np.float32]:
        """Return `(n_texts, 384)` float32, rows of length 1; text beyond 512 tokens is cut."""
        rows = np.empty((len(texts), DIMENSIONS), np.float32)
        if not texts:
            return rows
        session, tokenizer = self._parts()
        prefix = _PREFIXES[role]
        for row, text in enumerate(texts):
            # Half a character, as damaged PDF text has it, can't be handed to the tokenizer.
            readable = text.encode("utf-8", "replace").decode("utf-8")
            ids = tokenizer.encode(prefix + readable).ids
            rows[row] = mean_vector(session, ids)
        return rows

    def _parts(self) -> tuple["InferenceSession", "Tokenizer"]:
        with self._lock:
            if self._loaded is None:
                self._loaded = (
                    open_session(self._folder / MODEL_FILE, self._threads),
                    open_tokenizer(self._folder / TOKENIZER_FILE),
                )
            return self._loaded


def mean_vector(session: "InferenceSession", ids: Sequence[int]) -> NDArray[np.float32]:
    """Run one text and return the mean of its tokens' vectors, scaled to length 1."""
    tokens = np.asarray([ids], np.int64)
    feeds = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
    # The Hub's graphs ask for token types, ours has them built in.
    if any(given.name == "token_type_ids" for given in session.get_inputs()):
        feeds["token_type_ids"] = np.zeros_like(tokens)
    hidden = session.run(["last_hidden_state"], feeds)[0][0]
    mean = np.asarray(hidden.mean(axis=0), np.float32)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def open_session(model: Path, threads: int) -> "InferenceSession":
    """Load a graph for the processor.

    Raises:
        EmbedderUnavailable: The file is missing or isn't a model that onnxruntime can run.
    """
    if not model.is_file():
        raise _not_here(model, "the file is missing")
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as native

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads would spin and take the processor from the chat model.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except (native.Fail, native.InvalidProtobuf, native.InvalidGraph, native.NotImplemented) as exc:
        raise _not_here(model, str(exc)) from exc


def open_tokenizer(file: Path) -> "Tokenizer":
    """Load a tokenizer that cuts at 512 tokens and never pads.

    Raises:
        EmbedderUnavailable: The file is missing or isn't a tokenizer.
    """
    from tokenizers import Tokenizer

    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise _not_here(file, str(exc)) from exc
    if not content.startswith("{") or not content.rstrip().endswith("}"):
        raise _not_here(file, "it isn't JSON or is cut short")
    tokenizer = Tokenizer.from_str(content)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _not_here(file: Path, why: str) -> EmbedderUnavailable:
    return EmbedderUnavailable(
        f"The embedding model can't be loaded from {str(file)!r}",
        why,
        "Run `policy-comment models pull multilingual-e5-small`; until then search goes by words.",
    )
