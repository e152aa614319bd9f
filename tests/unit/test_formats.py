"""Files of every format, made here, and every way in which a file can be unreadable."""

from pathlib import Path

import pytest

from knowledge.errors import UnreadableFile
from knowledge.formats import SUPPORTED_SUFFIXES, read_file

JAPANESE = [
    "公開の標準は大切です。",
    "東京都",
    "アクション",
    "短い。",
    "ＡＩ政策",
    "この提案は、2025年に出された。\n次の行",
    "GDPの2.2%を失う",
]


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"]
)
@pytest.mark.parametrize("text", JAPANESE)
def test_short_japanese_is_decoded(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_file(written(tmp_path, "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le café était fermé à l'été.", "cp1252"),
        ("Die Größe der Prüfung ist “gut”.", "cp1252"),
        ("It’s the “plan” – nothing else.", "cp1252"),
        ("£5 million under § 3", "cp1252"),
        ("Привет, это открытая политика.", "cp1251"),
        ("Привет, это открытая политика.", "koi8_r"),
        ("开放源代码的人工智能政策是重要的。", "gb18030"),
        ("開放原始碼的人工智慧政策", "big5"),
        ("오픈소스 정책은 중요하다.", "cp949"),
        ("Plain ASCII without a mark.", "utf-16-le"),
        ("Plain ASCII without a mark.", "utf-16-be"),
        ("Zażółć gęślą jaźń, proszę bardzo.", "cp1250"),
    ],
)
def test_other_encodings_are_decoded(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_file(written(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_newlines_are_the_only_change_to_a_text_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "One  line.\r\nＴｗｏ\u00a0lines.\rThree.\n\n")
    assert read_file(path).text == "One  line.\nＴｗｏ\u00a0lines.\nThree.\n\n"


def test_text_tells_title_publisher_and_date(tmp_path: Path) -> None:
    text = "A study of wells\n\nPublisher: Example Press\nDate: 3 March 2025\n\nWells are deep.\n"
    read = read_file(written(tmp_path, "a.txt", text))
    assert (read.title, read.publisher, read.published) == (
        "A study of wells",
        "Example Press",
        "2025-03-03",
    )
    assert read.language == "en"
    assert read.page_starts == ()


def test_what_a_text_does_not_tell_stays_empty(tmp_path: Path) -> None:
    text = "The wells of the north are deep, and nobody counts them.\n\nSource: Example Wire\n"
    read = read_file(written(tmp_path, "notes on wells.txt", text))
    assert (read.title, read.publisher, read.published) == ("notes on wells", "", "")


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2026-11", "2026-11"),
        ("2025年3月15日", "2025-03-15"),
        ("March 15, 2025", "2025-03-15"),
        ("3/4/2025", ""),
        ("2025-13-01", ""),
    ],
)
def test_a_date_is_taken_as_far_as_it_is_told(tmp_path: Path, date: str, iso: str) -> None:
    text = f"A heading\n\nDate: {date}\n\nThe body stands here.\n"
    assert read_file(written(tmp_path, "a.txt", text)).published == iso


def test_markdown_is_kept_raw_and_front_matter_read(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "On wells"\npublisher: Press\ndate: 2025-01-02\n---\n\n# Other\n\n**Deep.**\n'
    )
    read = read_file(written(tmp_path, "a.md", text))
    assert read.text == text
    assert (read.title, read.publisher, read.published) == ("On wells", "Press", "2025-01-02")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 50, "program"),
        ("a.txt", b"{\\rtf1 hello}", "RTF"),
        ("a.csv", b"a,b", "'.csv' aren't supported"),
        ("README", b"text", "without a suffix"),
        ("a.pdf", b"<html><body>Log in</body></html>", "isn't a PDF"),
        ("a.pdf", b"%PDF-1.7\nnot really", "damaged"),
        ("a.docx", b"just text", "isn't a DOCX"),
        ("a.docx", b"PK\x03\x04word/ torn", "can't be opened"),
        ("a.docx", b"PK\x03\x04xl/workbook.xml", "another kind of Office file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "old Office file"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        ("a.html", b"<html><body><script>x()</script></body></html>", "shows no text"),
        ("a.html", b"<!-- nothing -->", "shows no text"),
    ],
)
def test_unreadable_files_say_why_and_what_to_do(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_file(written(tmp_path, name, data))
    assert reason in caught.value.why
    assert caught.value.remedy
    assert name in caught.value.what


def test_missing_large_and_irregular_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(UnreadableFile, match=r"more than the 0\.0 MB"):
        read_file(written(tmp_path, "big.txt", b"x" * 200), max_bytes=100)
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableFile, match="regular file"):
        read_file(tmp_path / "folder.txt")


def test_a_web_page_called_txt_is_read_as_one(tmp_path: Path) -> None:
    data = "<!DOCTYPE html><html><body><p>Only this.</p></body></html>"
    assert read_file(written(tmp_path, "a.txt", data)).text == "Only this."


def test_suffixes_are_those_documented() -> None:
    assert {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"} == (
        SUPPORTED_SUFFIXES
    )
