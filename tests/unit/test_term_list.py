"""Changing the workspace's terms: what is refused, and that nothing else in the file is lost."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.errors import SettingsError
from assistant.term_list import MOST_CHARACTERS, TermList
from assistant.terms import Term, load_terms
from ui.cli import app

HAND_WRITTEN = "# ours\n\n青海港\tPort of Aomi\n# ports end here\n欧州委員会\tthe Commission\n"


@pytest.fixture
def terms(tmp_path: Path) -> TermList:
    return TermList(tmp_path)


def own(terms: TermList) -> list[tuple[str, str]]:
    return [(t.term.japanese, t.term.english) for t in terms.listed() if t.is_own]


def test_terms_are_added_changed_and_removed(terms: TermList, tmp_path: Path) -> None:
    assert own(terms) == []
    terms.put(" 青海港 ", "Port  of\tAomi")
    terms.put("横浜港", "Port of Yokohama")
    terms.put("青海港", "Aomi Port")
    assert own(terms) == [("青海港", "Aomi Port"), ("横浜港", "Port of Yokohama")]
    assert Term(japanese="青海港", english="Aomi Port") in load_terms(tmp_path)
    terms.remove("青海港")
    assert own(terms) == [("横浜港", "Port of Yokohama")]
    assert terms.load() == load_terms(tmp_path)


def test_what_else_stands_in_the_file_stays(terms: TermList, tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text(HAND_WRITTEN, encoding="utf-8-sig")
    terms.put("青海港", "Aomi Port")
    terms.put("横浜港", "Port of Yokohama")
    terms.remove("欧州委員会")
    assert file.read_text(encoding="utf-8") == (
        "# ours\n\n青海港\tAomi Port\n# ports end here\n横浜港\tPort of Yokohama\n"
    )
    assert list(tmp_path.iterdir()) == [file]


def test_a_term_written_twice_by_hand_is_one_after_a_change(
    terms: TermList, tmp_path: Path
) -> None:
    (tmp_path / "terms.tsv").write_text("青海港\tA port\n青海港\tB port\n", encoding="utf-8")
    assert own(terms) == [("青海港", "A port")]
    terms.put("青海港", "C port")
    assert own(terms) == [("青海港", "C port")]


def test_a_term_that_ships_is_replaced_and_comes_back(terms: TermList) -> None:
    terms.put("欧州委員会", "the Commission")
    (first, *_) = terms.listed()
    assert (first.is_own, first.shipped) == (True, "European Commission")
    assert [t for t in terms.listed() if t.term.japanese == "欧州委員会"] == [first]
    terms.remove("欧州委員会")
    assert Term(japanese="欧州委員会", english="European Commission") in terms.load()
    with pytest.raises(SettingsError, match="isn't on this workspace's own list"):
        terms.remove("欧州委員会")


@pytest.mark.parametrize(
    ("japanese", "english", "why"),
    [
        ("", "port", "Japanese side is empty"),
        ("青海港", " \t", "English side is empty"),
        ("港", "port", "a single character"),
        ("#青海港", "port", "is a comment"),
        ("青海港", "港", "Latin letters"),
        ("Port of Aomi", "青海港", "Latin letters"),
        ("青海港", "Aomi 港", "Japanese letters"),
        ("青海港" * MOST_CHARACTERS, "port", "longer than"),
        ("青海\u200b港", "port", "can't be seen"),
        ("青海港", "por\u202et", "can't be seen"),
    ],
)
def test_what_would_do_harm_is_refused(
    terms: TermList, tmp_path: Path, japanese: str, english: str, why: str
) -> None:
    with pytest.raises(SettingsError, match=why):
        terms.put(japanese, english)
    assert not (tmp_path / "terms.tsv").exists()


def test_a_file_that_cannot_be_used_is_not_written_over(terms: TermList, tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("青海港 Port of Aomi\n", encoding="utf-8")
    for change in (lambda: terms.put("横浜港", "Yokohama"), lambda: terms.remove("青海港")):
        with pytest.raises(SettingsError, match="line 1"):
            change()
    assert file.read_text(encoding="utf-8") == "青海港 Port of Aomi\n"


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="Can't write"):
        TermList(tmp_path / "file").put("青海港", "Port of Aomi")


def test_the_command_lists_adds_and_removes(tmp_path: Path) -> None:
    def run(*arguments: str) -> dict[str, object]:
        result = CliRunner().invoke(
            app, ["terms", *arguments, "--workspace", str(tmp_path / "new"), "--json"]
        )
        answer: dict[str, object] = json.loads(result.stdout)
        return answer

    assert run("add", "青海港", "Port of Aomi") == {"japanese": "青海港", "english": "Port of Aomi"}
    listed: object = run("list")["terms"]
    assert isinstance(listed, list)
    assert listed[0] == {
        "japanese": "青海港",
        "english": "Port of Aomi",
        "own": True,
        "shipped": "",
    }
    assert len(listed) > 10
    assert run("remove", "青海港") == {"removed": "青海港"}
    assert "error" in run("remove", "青海港")
    people = CliRunner().invoke(app, ["terms", "list", "--workspace", str(tmp_path / "new")])
    assert "European Commission" in people.output
