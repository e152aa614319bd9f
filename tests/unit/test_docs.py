"""What the documents name exists: links, settings, models, commands, questions' numbers."""

import re
from pathlib import Path

import pytest

from assistant.catalogue import load_catalogue
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to a page's headings."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), f"{target}#{anchor}"


def test_every_setting_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+)` \| `POLICY_COMMENT_", text("docs/installing.md"), re.M))
    assert told == set(Settings.model_fields)


def test_every_model_is_told_with_its_licence() -> None:
    rows = re.findall(r"^\| `([\w.\-]+)`.*$", text("docs/models.md"), re.M)
    lines = {
        line.split("`")[1]: line for line in text("docs/models.md").splitlines() if "| `" in line
    }
    assert set(rows) == {model.id for model in load_catalogue()}
    for model in load_catalogue():
        assert f"| {model.licence} |" in lines[model.id]


def test_every_command_is_told() -> None:
    from ui.cli import app

    named = {command.name for command in app.registered_commands}
    named |= {group.name for group in app.registered_groups}
    told = set(re.findall(r"^## (\w+)$", text("docs/command-line.md"), re.M))
    assert told == named


def test_every_benchmark_is_told() -> None:
    scripts = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    told = set(re.findall(r"benchmarks/(\w+\.py)", text("docs/performance.md")))
    assert told == scripts - {"retrieval_sets.py"}


def test_the_readme_has_the_two_commands_and_make_knows_them() -> None:
    targets = set(re.findall(r"^([a-z\-]+):", text("Makefile"), re.M))
    assert {"run", "test"} <= targets
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z\-]+)", page.read_text(encoding="utf-8"))) <= targets
