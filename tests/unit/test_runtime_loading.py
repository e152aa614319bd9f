"""Files that are no models: a clear error and never a crash of the process."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import ModelCorrupt, ModelUnavailable
from assistant.runtime import LocalModel

ROOT = Path(__file__).parents[2]


def test_a_missing_file_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="models pull"):
        LocalModel(tmp_path / "absent.gguf").load()


@pytest.mark.parametrize(
    "content",
    [b"", b"GGU", b"<html>Not found</html>" * 10],
    ids=["empty", "cut", "another kind"],
)
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelCorrupt, match="GGUF"):
        LocalModel(path).load()


@pytest.mark.parametrize(
    ("tensors", "pairs", "rest"),
    [
        (1, 5, b""),
        (2**63 - 1, 1, b"\xff" * 200),
        (1, 2**63 - 1, b"\x00" * 200),
        (1, 1, struct.pack("<Q", 2**60) + b"x" * 100),
    ],
    ids=["torn", "tensors beyond count", "pairs beyond count", "endless string"],
)
def test_a_torn_file_is_refused(tmp_path: Path, tensors: int, pairs: int, rest: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(struct.pack("<4sIQQ", b"GGUF", 3, tensors, pairs) + rest)
    model = LocalModel(path)
    with pytest.raises(ModelCorrupt, match="models verify"):
        model.load()
    assert not model.is_loaded
    model.close()


def test_llama_cpp_writes_nothing_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(struct.pack("<4sIQQ", b"GGUF", 3, 1, 5))
    code = (
        "import pathlib, sys\nfrom assistant.errors import ModelCorrupt\n"
        "from assistant.runtime import LocalModel\n"
        "try:\n    LocalModel(pathlib.Path(sys.argv[1])).load()\n"
        "except ModelCorrupt:\n    pass\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, check=True
    )
    assert run.stdout + run.stderr == b""


def test_importing_the_runtime_brings_neither_llama_cpp_nor_langchain() -> None:
    code = (
        "import sys, assistant.runtime\n"
        "assert not {'llama_cpp', 'langchain_core'} & set(sys.modules)\n"
        "from assistant.runtime import PolicyChatModel\n"
        "assert 'llama_cpp' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
