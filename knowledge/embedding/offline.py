"""Open a sentence-transformers model from a folder, without a network and without pickle."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

WEIGHTS = "*.safetensors"


def open_offline(
    kind: str, folder: Path, threads: int, unusable: Callable[[Path, str], Exception]
) -> Any:
    """Load the model in `folder` for the processor.

    Args:
        kind: The class's name in sentence_transformers.
        folder: With the weights as safetensors; other formats aren't read.
        threads: Processors to compute on.
        unusable: Makes the error that is raised when the folder and why are told.
    """
    if not any(folder.rglob(WEIGHTS)):
        raise unusable(folder, "it holds no weights in the safetensors format")
    import sentence_transformers
    import torch
    from safetensors import SafetensorError
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(threads)
    try:
        return getattr(sentence_transformers, kind)(
            str(folder.resolve()),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as exc:
        raise unusable(folder, str(exc)) from exc
