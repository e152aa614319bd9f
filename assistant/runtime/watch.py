"""What goes on inside a model while it reads a question.

Some attention heads of a language model do little but find what is asked for (retrieval heads; Wu
et al. 2024, https://arxiv.org/abs/2404.15574), and a layer's output tells more of whether a text
answers a question than the model then says. llama.cpp calls back for each step of its computation,
and what is wanted is copied there. What it means is for others to say: see `assistant.insides`.
"""

import ctypes
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)

Numbers = NDArray[np.float32]
Head = tuple[int, int]
"""Layer and head, both counted from 0."""
Span = tuple[int, int]
"""Positions of tokens, half-open."""

_STEP = re.compile(rb"(kq_soft_max|l_out)-(\d+)\Z")
_FLOAT32 = 0  # of ggml.h's ggml_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where to look inside a model."""

    heads: tuple[Head, ...]
    """At least one."""
    layer: int
    """The layer whose output is wanted, counted from 0."""


class _Tensor(ctypes.Structure):
    """How ggml.h's `ggml_tensor` begins."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("buffer", ctypes.c_void_p),
        ("extent", ctypes.c_int64 * 4),
        ("stride", ctypes.c_size_t * 4),
    )


class Watch:
    """Copies what is computed at some places, in the one context that it is given to.

    Args:
        library: The llama_cpp module.
        places: What to copy.

    Raises:
        AttributeError, ImportError: this build of llama.cpp doesn't let its tensors be read.
    """

    def __init__(self, library: Any, places: Places) -> None:
        self._places = places
        self._wanted = {(b"kq_soft_max", layer) for layer, _ in places.heads}
        self._wanted.add((b"l_out", places.layer))
        self._is_watching = False
        self._seen: dict[tuple[bytes, int], list[Numbers]] = {}
        ggml = import_module("llama_cpp._ggml").libggml
        self._name, self._data = ggml.ggml_get_name, ggml.ggml_get_data
        self._name.restype, self._name.argtypes = ctypes.c_char_p, [ctypes.c_void_p]
        self._data.restype, self._data.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
        # Called a thousand times for each computation. Within a call that keeps the interpreter's
        # lock that takes a millisecond; else each would wait its turn behind a busy thread.
        self.decode = ctypes.PyDLL("llama", handle=library.llama_cpp._lib._handle).llama_decode
        self.decode.argtypes = [ctypes.c_void_p, library.llama_batch]
        self.decode.restype = ctypes.c_int32
        self.callback = library.ggml_backend_sched_eval_callback(self._on_step)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Copy what is computed meanwhile, and forget what was copied before."""
        self._seen.clear()
        self._is_watching = True
        try:
            yield
        finally:
            self._is_watching = False

    def looks(self, parts: Sequence[Span], tokens: int) -> Numbers | None:
        """Return how much each head looked at each part, as shape (heads, parts), 0 to 1.

        Args:
            parts: Where each part stands among what was read.
            tokens: How many of the first tokens watched look; those after them don't count.

        Returns:
            The mean over those tokens of what they give to a part; None if nothing was seen.
        """
        if not self._seen or not parts or tokens < 1:
            return None
        return np.stack([self._looks_of(head, parts)[:tokens].mean(axis=0) for head in self._heads])

    def state(self) -> Numbers | None:
        """Return the layer's output for the token read last; None if nothing was seen."""
        seen = self._seen.get((b"l_out", self._places.layer))
        return seen[-1].reshape(-1, seen[-1].shape[-1])[-1] if seen else None

    @property
    def _heads(self) -> tuple[Head, ...]:
        return self._places.heads

    def _looks_of(self, head: Head, parts: Sequence[Span]) -> Numbers:
        # What was read comes in pieces; each looks back at a longer text.
        pieces = self._seen[b"kq_soft_max", head[0]]
        return np.concatenate(
            [
                np.stack([piece[0, head[1], :, s:e].sum(axis=1) for s, e in parts], axis=1)
                for piece in pieces
            ]
        )

    def _on_step(self, tensor: int, is_asking: bool, _user_data: object) -> bool:
        # Asked first whether the step is wanted; if so called again when it is done.
        found = _STEP.match(self._name(tensor)) if self._is_watching else None
        place = (found[1], int(found[2])) if found else None
        if place not in self._wanted:
            return not is_asking
        if not is_asking:
            self._copy(place, tensor)
        return True

    def _copy(self, place: tuple[bytes, int], tensor: int) -> None:
        head = _Tensor.from_address(tensor)
        if head.type != _FLOAT32:
            _log.warning("The model can't be watched: it doesn't compute in 32-bit numbers")
            self._is_watching = False
            self._seen.clear()
            return
        numbers = ctypes.cast(self._data(tensor), ctypes.POINTER(ctypes.c_float))
        shape = tuple(reversed(head.extent))
        self._seen.setdefault(place, []).append(np.ctypeslib.as_array(numbers, shape=shape).copy())


def watch_for(library: Any, places: Places | None) -> Watch | None:
    """Return a watch over these places; None where there are none or they can't be watched."""
    if places is None:
        return None
    try:
        return Watch(library, places)
    except (AttributeError, ImportError) as exc:
        _log.warning("The model can't be watched, so answers go by what it says: %s", exc)
        return None


def locate(texts: Sequence[str], tokens: Sequence[int], pieces: Sequence[bytes]) -> list[Span]:
    """Find where texts that follow each other stand among tokens, the last ones if often.

    A token that holds the end of one text and the beginning of what follows counts as part of it.

    Raises:
        ValueError: a text isn't there.
    """
    ends = np.cumsum([len(pieces[token]) for token in tokens])
    starts = ends - [len(pieces[token]) for token in tokens]
    read = b"".join(pieces[token] for token in tokens)
    spans: list[Span] = []
    before = len(read)
    for text in reversed(texts):
        sought = text.encode("utf-8", "replace")
        start = read.rindex(sought, 0, before)
        first = int(np.searchsorted(ends, start, side="right"))
        spans.append((first, int(np.searchsorted(starts, start + len(sought), side="left"))))
        before = start
    return spans[::-1]
