"""A tiny model in the wheel's 4-bit format, and its forward pass written down in numpy."""

import math
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HIDDEN, HEADS, INNER, LAYERS, POSITIONS, TYPES = 384, 12, 64, 2, 512, 2
PIECES = (
    ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query", "▁passage", ":", "▁the", "▁budget", "予算"]
    + [chr(code) for code in range(ord("a"), ord("z") + 1)]
    + ["政", "府", "の", "は", "～", "~", "5", "<mask>"]
)
SPARE_ROWS = 3
"""The real file's embedding has more rows than its vocabulary has pieces."""


class TinyE5:
    """The weights as they are after packing, so that only the reader is under test."""

    def __init__(self, tensors: dict[str, NDArray[np.float32]], content: bytes) -> None:
        self.tensors = tensors
        self.content = content

    def write(self, path: Path) -> Path:
        path.write_bytes(self.content)
        return path


def _shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES) + SPARE_ROWS, HIDDEN),
        "emb.pos": (POSITIONS, HIDDEN),
        "emb.type": (TYPES, HIDDEN),
        "emb.ln.w": (HIDDEN,),
        "emb.ln.b": (HIDDEN,),
    }
    for layer in range(LAYERS):
        for name, rows, columns in (
            *(("q", HIDDEN, HIDDEN), ("k", HIDDEN, HIDDEN), ("v", HIDDEN, HIDDEN)),
            *(("ao", HIDDEN, HIDDEN), ("fi", INNER, HIDDEN), ("fo", HIDDEN, INNER)),
        ):
            shapes[f"l{layer}.{name}.w"] = (rows, columns)
            shapes[f"l{layer}.{name}.b"] = (rows,)
        for name in ("aln", "oln"):
            shapes[f"l{layer}.{name}.w"] = shapes[f"l{layer}.{name}.b"] = (HIDDEN,)
    return shapes


def _pack(values: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float32]]:
    blocks = values.reshape(-1, 32)
    scales = (np.abs(blocks).max(axis=1, keepdims=True) / 7 + 1e-6).astype(np.float16)
    steps = np.clip(np.rint(blocks / scales.astype(np.float32)), -8, 7)
    stored = (steps + 8).astype(np.uint8)
    packed = stored[:, :16] | (stored[:, 16:] << 4)
    raw = np.concatenate([scales.view(np.uint8).reshape(-1, 2), packed], axis=1).tobytes()
    return raw, (steps * scales.astype(np.float32)).astype(np.float32).reshape(values.shape)


def make_tiny_e5(seed: int = 0) -> TinyE5:
    random = np.random.default_rng(seed)
    tensors: dict[str, NDArray[np.float32]] = {}
    packed: dict[str, tuple[int, int, bytes]] = {}
    for name, shape in _shapes().items():
        values = random.normal(0, 0.05, shape).astype(np.float32)
        if name.endswith("ln.w"):
            values += 1
        if len(shape) == 2 and name not in ("emb.pos", "emb.type"):
            raw, tensors[name] = _pack(values)
            packed[name] = (1, values.size, raw)
        else:
            tensors[name] = values
            packed[name] = (0, values.size, values.tobytes())
    return TinyE5(tensors=tensors, content=_file(packed))


def _file(packed: dict[str, tuple[int, int, bytes]]) -> bytes:
    sizes = (HIDDEN, LAYERS, HEADS, INNER, len(PIECES) + SPARE_ROWS, POSITIONS, TYPES)
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes, 1e-12, 32)
    texts = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, texts)]).astype("<u4").tobytes()
    scores = np.linspace(-1, -9, len(PIECES)).astype("<f4").tobytes()
    text = b"".join(texts)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text)) + offsets + scores + text
    table = struct.pack("<IBI", 0xFF41, 1, 0x41)
    head += struct.pack("<iI", 1, len(table)) + table + struct.pack("<i", len(packed))
    directory_size = sum(2 + len(name.encode()) + 21 for name in packed)
    position = len(head) + directory_size
    directory, body = b"", b""
    for name, (kind, count, raw) in packed.items():
        encoded = name.encode()
        directory += struct.pack("<H", len(encoded)) + encoded
        directory += struct.pack("<BIQQ", kind, count, position + len(body), len(raw))
        body += raw
    return head + directory + body


def forward(model: TinyE5, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float64]:
    """Compute BERT's last hidden state the long way, in double precision."""
    t = {name: values.astype(np.float64) for name, values in model.tensors.items()}
    hidden = t["emb.word"][ids] + t["emb.pos"][: ids.shape[1]] + t["emb.type"][0]
    hidden = _norm(hidden, t["emb.ln.w"], t["emb.ln.b"])
    for layer in range(LAYERS):
        name = f"l{layer}"
        hidden = _norm(
            hidden + _attend(t, name, hidden, mask), t[f"{name}.aln.w"], t[f"{name}.aln.b"]
        )
        inner = _linear(t, f"{name}.fi", hidden)
        inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        hidden = _norm(
            hidden + _linear(t, f"{name}.fo", inner), t[f"{name}.oln.w"], t[f"{name}.oln.b"]
        )
    return hidden


def _linear(
    t: dict[str, NDArray[np.float64]], name: str, given: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.asarray(given @ t[f"{name}.w"].T + t[f"{name}.b"])


def _norm(
    given: NDArray[np.float64], scale: NDArray[np.float64], shift: NDArray[np.float64]
) -> NDArray[np.float64]:
    centred = given - given.mean(axis=-1, keepdims=True)
    return np.asarray(
        centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12) * scale + shift
    )


def _attend(
    t: dict[str, NDArray[np.float64]],
    name: str,
    hidden: NDArray[np.float64],
    mask: NDArray[np.int64],
) -> NDArray[np.float64]:
    size = HIDDEN // HEADS
    query, key, value = (_linear(t, f"{name}.{part}", hidden) for part in "qkv")
    context = np.zeros_like(hidden)
    for head in range(HEADS):
        part = slice(head * size, (head + 1) * size)
        scores = query[..., part] @ key[..., part].swapaxes(1, 2) / math.sqrt(size)
        scores = np.where(mask[:, None, :] == 1, scores, -np.inf)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        context[..., part] = weights @ value[..., part]
    return _linear(t, f"{name}.ao", context)
