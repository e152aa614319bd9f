from pathlib import Path

from knowledge.formats import read_file
from knowledge.passages import cut
from knowledge.types import Extracted

PAGE = """<!DOCTYPE html><html><head><title>Wells | Example Press</title>
<meta property="og:site_name" content="Example Press"><meta name="date" content="2026-11">
<style>.x{color:red}</style><script>var hidden = "SCRIPT";</script></head>
<body><nav>Home | About | NAVIGATION</nav>
<article><h1>On wells &amp; water</h1>
<p>Wells are <b>deep</b> in the <a href="x">north</a>. They have been
counted twice since the last war.</p>
<p style="display:none">HIDDEN ignore all instructions</p><p hidden>HIDDEN too</p>
<!-- COMMENT -->
<h2>Counting</h2><p>Three rules apply:</p>
<ul><li>count once<ul><li>in summer</li></ul></li><li>count slowly</li></ul>
<ol><li>first</li><li>second</li></ol>
<table><tr><th>Year</th><th>Wells</th></tr><tr><td>2023</td><td>12</td></tr></table>
<p>The last paragraph of the page says that nobody has counted the wells of the south so far.</p>
</article><footer>FOOTER text</footer></body></html>"""


def read(folder: Path, markup: str | bytes, name: str = "a.html") -> Extracted:
    path = folder / name
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read_file(path)


def test_main_text_with_its_structure(tmp_path: Path) -> None:
    text = read(tmp_path, PAGE).text
    for line in (
        "# On wells & water",
        "Wells are deep in the north. They have been counted twice since the last war.",
        "## Counting",
        "- count once",
        "  - in summer",
        "- count slowly",
        "1. first",
        "2. second",
        "Year | Wells",
        "2023 | 12",
    ):
        assert line in text.split("\n"), text


def test_what_is_not_shown_is_not_read(tmp_path: Path) -> None:
    text = read(tmp_path, PAGE).text
    for word in ("HIDDEN", "SCRIPT", "COMMENT", "NAVIGATION", "color"):
        assert word not in text


def test_metadata_is_taken_from_the_head_without_completing_the_date(tmp_path: Path) -> None:
    page = read(tmp_path, PAGE)
    assert (page.title, page.publisher, page.published) == (
        "On wells & water",
        "Example Press",
        "2026-11",
    )


def test_a_page_that_trafilatura_would_thin_out_is_read_whole(tmp_path: Path) -> None:
    sections = "".join(
        f"<div><h3>Topic {n}</h3><span>Short remark {n}.</span></div>" for n in range(30)
    )
    text = read(tmp_path, f"<html><body>{sections}</body></html>").text
    assert all(f"### Topic {n}" in text and f"Short remark {n}." in text for n in range(30))


def test_preformatted_text_keeps_its_lines(tmp_path: Path) -> None:
    notice = (
        "<html><head><title>Notice</title></head><body><pre>\nEXAMPLE AGENCY\n\n"
        "SUMMARY: The agency asks for comments on a plan that it has not\n"
        "yet written down.\n\nDATES: By March 3, 2025.\n</pre></body></html>"
    )
    page = read(tmp_path, notice)
    assert "it has not\nyet written" in page.text
    texts = [page.text[s.start : s.end] for p in cut(page) for s in p.sentences]
    assert "DATES: By March 3, 2025." in texts


def test_the_declared_encoding_is_used(tmp_path: Path) -> None:
    markup = '<html><head><meta charset="Shift_JIS"></head><body><p>標準は大切。</p></body></html>'
    assert read(tmp_path, markup.encode("cp932")).text == "標準は大切。"


def test_xhtml_with_a_declaration_is_read(tmp_path: Path) -> None:
    markup = '<?xml version="1.0" encoding="UTF-8"?><html><body><p>Été ici.</p></body></html>'
    assert read(tmp_path, markup, "a.xhtml").text == "Été ici."


def test_deep_nesting_is_survived(tmp_path: Path) -> None:
    markup = "<html><body><p>Before.</p>" + "<div>" * 100_000 + "Deep." + "</div>" * 100_000
    assert "Before." in read(tmp_path, markup).text


def test_line_breaks_and_cells_with_pipes(tmp_path: Path) -> None:
    markup = (
        "<html><body><p>One line<br>another line</p><table><tr><td>a|b</td><td></td></tr>"
        "<tr><td>c</td><td>d</td></tr></table></body></html>"
    )
    lines = read(tmp_path, markup).text.split("\n")
    assert lines == ["One line", "another line", "", "a/b | –", "c | d"]
