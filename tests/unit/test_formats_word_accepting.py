"""A DOCX with tracked changes and fields is read as it would be printed."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.formats import read_file


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def read(folder: Path, *blocks: str) -> str:
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        name = block[1:].partition(">")[0].partition(" ")[0]
        spaced = block.replace(f"<{name}", f"<{name} {nsdecls('w')}", 1)
        body.insert(len(body) - 1, parse_xml(spaced))
    path = folder / "draft.docx"
    document.save(str(path))
    return read_file(path).text


def test_the_result_of_a_field_is_read_and_what_its_code_holds_is_not(tmp_path: Path) -> None:
    nested = field("begin") + code(" PAGE ") + field("separate") + run("7") + field("end")
    paragraph = (
        run("The sum is ") + field("begin") + code(" IF ") + nested + code(' = 1 "a" "b" ')
        + field("separate") + run("12 million") + field("end") + run(".")
    )  # fmt: skip
    assert read(tmp_path, f"<w:p>{paragraph}</w:p>") == "The sum is 12 million."


def test_a_field_may_end_in_a_later_paragraph(tmp_path: Path) -> None:
    first = run("See ") + field("begin") + code(" REF a ") + run("not shown")
    second = field("separate") + run("Table 3") + field("end") + run(" below.")
    assert read(tmp_path, f"<w:p>{first}</w:p>", f"<w:p>{second}</w:p>") == (
        "See\n\nTable 3 below."
    )


def test_a_field_that_never_ends_swallows_nothing(tmp_path: Path) -> None:
    broken = run("Before.") + field("begin") + code(" PAGE ")
    assert read(tmp_path, f"<w:p>{broken}</w:p>", f"<w:p>{run('After.')}</w:p>") == (
        "Before.\n\nAfter."
    )


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path, mark: str) -> None:
    first = (
        f'<w:p><w:pPr><w:rPr><w:{mark} w:id="1" w:author="a"/></w:rPr></w:pPr>'
        f"{run('The limit is ')}"
        '<w:del w:id="2" w:author="a"><w:r><w:delText>ten pages.</w:delText></w:r></w:del></w:p>'
    )
    assert read(tmp_path, first, f"<w:p>{run('fifteen pages.')}</w:p>") == (
        "The limit is fifteen pages."
    )


def test_the_last_paragraph_is_kept_though_its_end_was_deleted(tmp_path: Path) -> None:
    last = (
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        f"{run('Nothing is lost.')}</w:p>"
    )
    assert read(tmp_path, last) == "Nothing is lost."


def test_a_deleted_row_is_left_out(tmp_path: Path) -> None:
    def row(*cells: str, deleted: bool = False) -> str:
        mark = '<w:trPr><w:del w:id="3" w:author="a"/></w:trPr>' if deleted else ""
        inner = "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in cells)
        return f"<w:tr>{mark}{inner}</w:tr>"

    table = row("Year", "Wells") + row("2022", "10", deleted=True) + row("2023", "12")
    assert read(tmp_path, f"<w:tbl>{table}</w:tbl>") == "Year | Wells\n2023 | 12"


def test_a_deletion_within_an_insertion_and_a_simple_field(tmp_path: Path) -> None:
    change = (
        '<w:ins w:id="9" w:author="a"><w:del w:id="8" w:author="b"><w:r><w:delText>no</w:delText>'
        "</w:r></w:del><w:r><w:t>yes </w:t></w:r></w:ins>"
        '<w:fldSimple w:instr="DATE"><w:r><w:t>2025</w:t></w:r></w:fldSimple>'
    )
    assert read(tmp_path, f"<w:p>{change}</w:p>") == "yes 2025"
