"""The rooms' order: ui → assistant → knowledge, never back; prompts is data."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("ui", "assistant", "knowledge", "prompts")
MAY_IMPORT = {
    "ui": {"ui", "assistant", "knowledge"},
    "assistant": {"assistant", "knowledge", "prompts"},
    "knowledge": {"knowledge"},
    "prompts": {"prompts"},
}


def _rooms_imported_by(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import: write the room's name"
            names = [node.module or ""]
        else:
            continue
        yield from (name.split(".")[0] for name in names if name.split(".")[0] in ROOMS)


def _files() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_rooms_below_its_own(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    foreign = set(_rooms_imported_by(path.read_text(encoding="utf-8"))) - MAY_IMPORT[room]
    assert not foreign, f"{path.relative_to(ROOT)} imports {foreign}"


def test_the_check_sees_imports_inside_functions_and_type_checking() -> None:
    source = "def f():\n    from ui.chat import x\nif TYPE_CHECKING:\n    import assistant.types\n"
    assert sorted(_rooms_imported_by(source)) == ["assistant", "ui"]


def test_there_is_something_to_check() -> None:
    rooms = {path.relative_to(ROOT).parts[0] for path in _files()}
    assert {"ui", "assistant", "knowledge"} <= rooms


@pytest.mark.parametrize("room", ["assistant", "knowledge"])
def test_only_the_page_knows_gradio(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not any(name.split(".")[0] == "gradio" for name in names), path
