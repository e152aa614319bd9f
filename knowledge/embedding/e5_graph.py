"""Write multilingual-e5-small, a BERT encoder, as an ONNX graph.

Inputs `input_ids` and `attention_mask`, int64 `(batch, sequence)`; output `last_hidden_state`,
float32 `(batch, sequence, hidden)`. Pooling stays outside, in numpy: the graphs that the Hub
offers end here too, so all three places give a file that is run by the same code.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.e5_bin import E5Bin, E5Sizes

if TYPE_CHECKING:
    from onnx import ModelProto

# 17 brought LayerNormalization; later ones bring nothing that is used here.
_OPSET = 17
_IR_VERSION = 10
_MASKED = -1e9
"""Added to the attention scores of padding: e to its power is 0 in float32."""


def build_graph(source: E5Bin) -> "ModelProto":
    """Return the model in float32 (470 MB)."""
    from onnx import TensorProto, helper

    graph = _Graph()
    sizes = source.sizes
    mask = _attention_bias(graph)
    hidden = _embeddings(graph, source)
    for layer in range(sizes.layers):
        hidden = _layer(graph, source, f"l{layer}", hidden, mask)
    graph.node("Identity", [hidden], "last_hidden_state")
    shape = ["batch", "sequence"]
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info("input_ids", TensorProto.INT64, shape),
                helper.make_tensor_value_info("attention_mask", TensorProto.INT64, shape),
            ],
            [
                helper.make_tensor_value_info(
                    "last_hidden_state", TensorProto.FLOAT, [*shape, sizes.hidden]
                )
            ],
            graph.initializers,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=_IR_VERSION,
        producer_name="policy-comment-assistant",
    )


class _Graph:
    """Nodes and constants so far; every name is made here, so that none occurs twice."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []

    def constant(self, name: str, array: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.initializers.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def linear(
        self, name: str, given: str, weight: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> str:
        """Add `given @ weight.T + bias`; `weight` is `(out, in)` as PyTorch keeps it."""
        product = self.node(
            "MatMul", [given, self.constant(f"{name}.weight", weight.T)], f"{name}.product"
        )
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)], f"{name}.output")

    def layer_norm(self, name: str, given: str, source: E5Bin) -> str:
        hidden = source.sizes.hidden
        scale = self.constant(f"{name}.scale", source.tensor(f"{name}.w", hidden))
        shift = self.constant(f"{name}.shift", source.tensor(f"{name}.b", hidden))
        return self.node(
            "LayerNormalization",
            [given, scale, shift],
            f"{name}.output",
            axis=-1,
            epsilon=source.sizes.layer_norm_epsilon,
        )


def _attention_bias(graph: _Graph) -> str:
    """Turn the mask into `(batch, 1, 1, sequence)`: 0 for a token, −10⁹ for padding."""
    from onnx import TensorProto

    as_float = graph.node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    one = graph.constant("mask.one", np.array(1.0, np.float32))
    padding = graph.node("Sub", [one, as_float], "mask.padding")
    scale = graph.constant("mask.scale", np.array(_MASKED, np.float32))
    bias = graph.node("Mul", [padding, scale], "mask.bias")
    axes = graph.constant("mask.axes", np.array([1, 2], np.int64))
    return graph.node("Unsqueeze", [bias, axes], "mask.broadcast")


def _embeddings(graph: _Graph, source: E5Bin) -> str:
    sizes = source.sizes
    words = graph.constant("words", source.tensor("emb.word", sizes.vocabulary, sizes.hidden))
    word = graph.node("Gather", [words, "input_ids"], "words.output")
    # A single text is all of token type 0, so that row is added to every position for good.
    types = source.tensor("emb.type", sizes.token_types, sizes.hidden)
    positions = source.tensor("emb.pos", sizes.positions, sizes.hidden) + types[0]
    table = graph.constant("positions", positions)
    length = graph.node(
        "Gather",
        [graph.node("Shape", ["input_ids"], "shape"), graph.constant("one", np.array([1]))],
        "sequence",
    )
    zero = graph.constant("zero", np.array([0], np.int64))
    position = graph.node("Slice", [table, zero, length, zero], "positions.output")
    return graph.layer_norm("emb.ln", graph.node("Add", [word, position], "embeddings.sum"), source)


def _layer(graph: _Graph, source: E5Bin, name: str, given: str, mask: str) -> str:
    sizes = source.sizes
    hidden, inner = sizes.hidden, sizes.inner
    context = _attention(graph, source, name, given, mask)
    attended = graph.linear(
        f"{name}.ao",
        context,
        source.tensor(f"{name}.ao.w", hidden, hidden),
        source.tensor(f"{name}.ao.b", hidden),
    )
    attended = graph.node("Add", [attended, given], f"{name}.attended")
    attended = graph.layer_norm(f"{name}.aln", attended, source)
    inner_output = graph.linear(
        f"{name}.fi",
        attended,
        source.tensor(f"{name}.fi.w", inner, hidden),
        source.tensor(f"{name}.fi.b", inner),
    )
    output = graph.linear(
        f"{name}.fo",
        _gelu(graph, name, inner_output),
        source.tensor(f"{name}.fo.w", hidden, inner),
        source.tensor(f"{name}.fo.b", hidden),
    )
    output = graph.node("Add", [output, attended], f"{name}.sum")
    return graph.layer_norm(f"{name}.oln", output, source)


def _attention(graph: _Graph, source: E5Bin, name: str, given: str, mask: str) -> str:
    """Add multi-head attention; queries, keys and values come from one multiplication."""
    sizes = source.sizes
    weight, bias = _query_key_value(source, name)
    joined = graph.linear(f"{name}.qkv", given, weight, bias)
    head_size = sizes.hidden // sizes.heads
    shape = graph.constant(f"{name}.heads", np.array([0, 0, 3, sizes.heads, head_size], np.int64))
    split = graph.node("Reshape", [joined, shape], f"{name}.split")
    # (batch, sequence, 3, heads, size) → (3, batch, heads, sequence, size)
    split = graph.node("Transpose", [split], f"{name}.turned", perm=[2, 0, 3, 1, 4])
    query, key, value = (
        graph.node(
            "Gather",
            [split, graph.constant(f"{name}.index.{part}", np.array(index, np.int64))],
            f"{name}.{part}",
            axis=0,
        )
        for index, part in enumerate(("query", "key", "value"))
    )
    key = graph.node("Transpose", [key], f"{name}.key.turned", perm=[0, 1, 3, 2])
    scores = graph.node("MatMul", [query, key], f"{name}.scores")
    scores = graph.node("Add", [scores, mask], f"{name}.masked")
    weights = graph.node("Softmax", [scores], f"{name}.weights", axis=-1)
    context = graph.node("MatMul", [weights, value], f"{name}.context")
    context = graph.node("Transpose", [context], f"{name}.context.turned", perm=[0, 2, 1, 3])
    joined_shape = graph.constant(f"{name}.joined", np.array([0, 0, sizes.hidden], np.int64))
    return graph.node("Reshape", [context, joined_shape], f"{name}.context.joined")


def _query_key_value(source: E5Bin, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Stack the three projections; the attention's 1/√size is folded into the queries."""
    sizes: E5Sizes = source.sizes
    scale = np.float32(1.0 / np.sqrt(sizes.hidden // sizes.heads))
    parts = [
        (
            source.tensor(f"{name}.{part}.w", sizes.hidden, sizes.hidden),
            source.tensor(f"{name}.{part}.b", sizes.hidden),
        )
        for part in ("q", "k", "v")
    ]
    parts[0] = (parts[0][0] * scale, parts[0][1] * scale)
    return np.concatenate([w for w, _ in parts]), np.concatenate([b for _, b in parts])


def _gelu(graph: _Graph, name: str, given: str) -> str:
    """Add x · ½ · (1 + erf(x/√2)), in the form that onnxruntime fuses into one kernel."""
    root = graph.constant(f"{name}.gelu.root", np.array(np.sqrt(2.0), np.float32))
    one = graph.constant(f"{name}.gelu.one", np.array(1.0, np.float32))
    half = graph.constant(f"{name}.gelu.half", np.array(0.5, np.float32))
    erf = graph.node(
        "Erf", [graph.node("Div", [given, root], f"{name}.gelu.divided")], f"{name}.gelu.erf"
    )
    grown = graph.node("Add", [erf, one], f"{name}.gelu.grown")
    product = graph.node("Mul", [given, grown], f"{name}.gelu.product")
    return graph.node("Mul", [product, half], f"{name}.gelu.output")
