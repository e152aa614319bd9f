from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fpdf import FPDF

from knowledge.errors import UnreadableFile
from knowledge.formats import read_file
from knowledge.formats.layout import SOFT_HYPHEN, PageLine, lines_to_blocks, without_repeats
from knowledge.passages import cut


class Report(FPDF):
    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(0, 8, "Example Institute: Report 2025", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=9)
        self.cell(0, 8, f"Page {self.page_no()}")


def report(folder: Path, pages: int = 4) -> Path:
    pdf = Report()
    pdf.set_title("On wells")
    topics = ("depth", "water", "stone", "cost", "age")
    for topic in topics[:pages]:
        pdf.add_page()
        pdf.set_font("helvetica", "B", 16)
        pdf.cell(0, 12, f"The matter of {topic}", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        for part in ("north", "south"):
            pdf.multi_cell(
                0,
                5.5,
                f"The wells of the {part} differ in their {topic} from all that anybody has seen "
                f"elsewhere. Nobody knows why the {topic} of wells in the {part} should be so, and "
                "the institute has asked for a study of it that may take some years to finish.",
                new_x="LMARGIN",
                new_y="NEXT",
            )
            pdf.ln(4)
        pdf.multi_cell(0, 5.5, f"- one thing about {topic}", new_x="LMARGIN", new_y="NEXT")
        pdf.multi_cell(0, 5.5, f"- another thing about {topic}", new_x="LMARGIN", new_y="NEXT")
    path = folder / "a.pdf"
    pdf.output(str(path))
    return path


def test_wrapped_lines_become_paragraphs_under_headings(tmp_path: Path) -> None:
    read = read_file(report(tmp_path))
    lines = read.text.split("\n")
    assert "## The matter of depth" in lines
    assert any(line.endswith("some years to finish.") and len(line) > 200 for line in lines)
    assert "- one thing about depth" in lines
    assert read.title == "On wells"


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    text = read_file(report(tmp_path)).text
    assert "Example Institute" not in text
    assert "Page " not in text


def test_headers_of_two_pages_only_are_kept(tmp_path: Path) -> None:
    assert read_file(report(tmp_path, pages=2)).text.count("Example Institute") == 2


def test_passages_tell_their_page(tmp_path: Path) -> None:
    read = read_file(report(tmp_path))
    assert len(read.page_starts) == 4
    pages = {p.heading: p.page for p in cut(read)}
    assert pages["The matter of depth"] == 1
    assert pages["The matter of cost"] == 4


def test_a_pdf_called_txt_is_read_as_one(tmp_path: Path) -> None:
    path = report(tmp_path).rename(tmp_path / "a.txt")
    assert read_file(path).page_starts


def test_a_scan_an_encrypted_and_a_cut_off_pdf_are_refused(tmp_path: Path) -> None:
    scan = FPDF()
    scan.add_page()
    scan.output(str(tmp_path / "scan.pdf"))
    with pytest.raises(UnreadableFile, match="OCR"):
        read_file(tmp_path / "scan.pdf")
    locked = FPDF()
    locked.add_page()
    locked.set_font("helvetica", size=11)
    locked.cell(0, 5, "secret")
    locked.set_encryption(owner_password="owner", user_password="user")
    locked.output(str(tmp_path / "locked.pdf"))
    with pytest.raises(UnreadableFile, match="password"):
        read_file(tmp_path / "locked.pdf")
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7\n" + b"garbage " * 20)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_file(tmp_path / "torn.pdf")


def test_threads_may_read_at_once(tmp_path: Path) -> None:
    path = report(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        texts = set(pool.map(lambda _: read_file(path).text, range(8)))
    assert len(texts) == 1


def page(*texts: str, size: float = 10.0) -> list[PageLine]:
    return [
        PageLine(text=text, left=50, right=500, baseline=700 - 12 * n, size=size)
        for n, text in enumerate(texts)
    ]


def test_broken_words_are_mended_and_own_hyphens_kept() -> None:
    text, _ = lines_to_blocks(
        [
            page(
                f"It is an infra{SOFT_HYPHEN}",
                f"structure and a well{SOFT_HYPHEN}",
                f"known one, as well-known as the Euro{SOFT_HYPHEN}",
                "American kind of it",
            )
        ]
    )
    assert text == (
        "It is an infrastructure and a well-known one, as well-known as the Euro-American kind "
        "of it"
    )


def test_japanese_lines_are_joined_without_a_space() -> None:
    text, _ = lines_to_blocks(
        [page("井戸は北にあり、とても", "深いとされる。Example", "社が調べた")]
    )
    assert text == "井戸は北にあり、とても深いとされる。Example社が調べた"


def test_a_sentence_may_cross_a_page_and_the_page_starts_within_it() -> None:
    text, starts = lines_to_blocks([page("The wells are deep and"), page("very old.")])
    assert text == "The wells are deep and very old."
    assert text[starts[1] :] == "very old."


def test_an_empty_page_has_its_start() -> None:
    _, starts = lines_to_blocks([page("One."), [], page("Two.")])
    assert len(starts) == 3
    assert list(starts) == sorted(starts)


def test_numbers_that_recur_at_the_edge_are_dropped_only_from_three_pages_on() -> None:
    pages = [page("Running head", f"Body {n} speaks of something else.", str(n)) for n in range(3)]
    assert [[line.text for line in p] for p in without_repeats(pages)] == [
        [f"Body {n} speaks of something else."] for n in range(3)
    ]
    assert without_repeats(pages[:2]) == pages[:2]


def test_sizes_give_heading_levels_and_the_largest_is_the_title() -> None:
    body = "The wells of the north are deeper than those of the south by far."
    lines = [
        *page("On wells", size=20),
        *page("Part one", size=16),
        *page("A detail", size=13),
        *page(body, body),
    ]
    text, _ = lines_to_blocks([lines, page(body, body)])
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# On wells",
        "## Part one",
        "### A detail",
    ]


def test_a_table_of_contents_is_no_heading_and_no_prose() -> None:
    text, _ = lines_to_blocks([page("Contents of this", "1 Wells . . . . . . . . 2", "It starts.")])
    assert text.split("\n") == ["Contents of this", "1 Wells . . . . . . . . 2", "It starts."]
