import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from knowledge.errors import UnreadableFile
from knowledge.formats import read_file, word


def saved(document: "docx.document.Document", folder: Path) -> Path:
    path = folder / "a.docx"
    document.save(str(path))
    return path


def test_headings_lists_and_tables_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = ""
    document.add_heading("The paper", 0)
    document.add_heading("Scope", 1)
    document.add_paragraph("It covers wells. It leaves out rivers.")
    document.add_paragraph("deep wells", style="List Bullet")
    document.add_paragraph("shallow wells", style="List Bullet")
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Year", "Wells"), ("2023", "12"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_heading("Steps", 2)
    document.add_paragraph("count", style="List Number")
    document.add_paragraph("report", style="List Number")
    read = read_file(saved(document, tmp_path))
    assert read.text == (
        "# The paper\n\n## Scope\n\nIt covers wells. It leaves out rivers.\n\n- deep wells\n"
        "- shallow wells\n\nYear | Wells\n2023 | 12\n\n### Steps\n\n1. count\n2. report"
    )
    assert read.title == "The paper"


def test_tracked_changes_are_read_as_accepted_and_hidden_text_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The limit is ")
    for tag, inner, text in (("w:del", "w:delText", "ten"), ("w:ins", "w:t", "twenty")):
        change, run, element = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        element.text = text
        run.append(element)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" pages.")
    paragraph.add_run(" SECRET").font.hidden = True
    assert read_file(saved(document, tmp_path)).text == "The limit is twenty pages."


def test_hyperlinks_and_content_controls_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    link, run, text = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "the annex"
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    inner = document.add_paragraph("In a control.")._p
    inner.getparent().replace(inner, control)
    content.append(inner)
    control.append(content)
    assert read_file(saved(document, tmp_path)).text == "See the annex\n\nIn a control."


def test_footnotes_follow_the_body(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Wells are deep.")
    buffer = io.BytesIO()
    document.save(buffer)
    namespace = qn("w:p")[1:].split("}")[0]
    notes = (
        f'<w:footnotes xmlns:w="{namespace}"><w:footnote w:type="separator" w:id="-1"><w:p/>'
        '</w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>Counted in 2023.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/'
                    b'officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
                    b"</Relationships>",
                )
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"</Types>",
                    b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
                    b'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
                )
            new.writestr(name, data)
        new.writestr("word/footnotes.xml", notes)
    assert read_file(path).text == "Wells are deep.\n\n1. Counted in 2023."


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "MAX_UNPACKED", 1_000_000)
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 2_000_000)
    assert path.stat().st_size < 10_000
    with pytest.raises(UnreadableFile, match="would unpack to 2 MB"):
        read_file(path)


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds no text"):
        read_file(saved(docx.Document(), tmp_path))
