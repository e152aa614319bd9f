"""Cutting: own documents, and the real articles where they are at hand."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.blocks import find_blocks
from knowledge.language import detect_language
from knowledge.lines import width
from knowledge.passages import MAX_COLUMNS, MIN_COLUMNS, cut
from knowledge.types import Extracted, Passage, Sentence

REPOSITORY = Path(__file__).parents[2]


def extracted(text: str, page_starts: tuple[int, ...] = ()) -> Extracted:
    return Extracted(
        text=text,
        page_starts=page_starts,
        title="",
        language=detect_language(text),
        publisher="",
        published="",
    )


def sentences(text: str) -> list[tuple[str, Sentence]]:
    found = [s for passage in cut(extracted(text)) for s in passage.sentences]
    return [(text[s.start : s.end], s) for s in found]


def check(text: str, passages: tuple[Passage, ...]) -> None:
    """Hold passages to what every reader of them relies on."""
    last = 0
    for passage in passages:
        assert passage.sentences
        assert last <= passage.start < passage.end
        assert text[passage.start : passage.end] == passage.text
        last = passage.start
        for sentence in passage.sentences:
            assert last <= sentence.start < sentence.end <= passage.end
            assert sentence.heading == passage.heading
            last = sentence.end
        for block in find_blocks(text):
            if block.kind == "heading":
                assert block.end <= passage.start or block.start >= passage.end


def test_a_heading_line_between_blank_lines_heads_what_follows() -> None:
    text = "題名のない前書きの文です。\n\n開かれた基盤の利点\n\n利点は多い。費用も下がる。\n"
    assert [(t, s.heading) for t, s in sentences(text)] == [
        ("題名のない前書きの文です。", ""),
        ("利点は多い。", "開かれた基盤の利点"),
        ("費用も下がる。", "開かれた基盤の利点"),
    ]


def test_a_heading_without_blank_lines_is_found_by_its_form() -> None:
    text = (
        "最初の段落の文がここにあります。\n二つ目の文もここにあります。\n小さな一歩、大きな前進\n"
        "見出しの下の文がここに続きます。\n「引用だけの行もあります」\nその次の文です。"
    )
    headings = {s.heading for _, s in sentences(text)}
    assert headings == {"", "小さな一歩、大きな前進"}
    assert [t for t, _ in sentences(text)][3] == "「引用だけの行もあります」"


def test_numbered_lines_head_sections_alone_and_are_items_in_a_row() -> None:
    text = (
        "1. 背景\n\n背景を述べる文です。\n\n2. 要点\n\n要点は次のとおりです。\n\n1. 安い\n2. 速い\n"
    )
    found = {t: s for t, s in sentences(text)}
    assert found["背景を述べる文です。"].heading == "1. 背景"
    assert found["安い"].kind == "item"
    assert found["安い"].heading == "2. 要点"


def test_a_list_stays_with_its_lead_in_and_names_it() -> None:
    text = "Intro stands here.\n\nThree rules apply:\n\n- be short\n- be clear\n- be early\n"
    (passage,) = cut(extracted(text))
    lead_ins = {text[slice(*s.lead_in)] for s in passage.sentences if s.lead_in}
    assert lead_ins == {"Three rules apply:"}
    assert [s.kind for s in passage.sentences] == ["prose", "prose", "item", "item", "item"]


def test_an_item_glued_to_the_line_before_it_is_parted() -> None:
    text = (
        "提案は二つの部分から成ります:\n- 基盤の強化:\n広い支援が要ると主張しています。 "
        "- 標準の促進:\n標準が役に立つとしています。\n"
    )
    found = {t: s for t, s in sentences(text)}
    label = found["標準の促進:"]
    assert label.kind == "item"
    assert label.lead_in is not None
    assert text[slice(*label.lead_in)] == "提案は二つの部分から成ります:"
    body = found["標準が役に立つとしています。"].lead_in
    assert body is not None
    assert text[slice(*body)] == "標準の促進:"


def test_a_nested_item_is_introduced_by_the_item_above_it() -> None:
    text = "Rules:\n\n- form\n  - short\n- time\n"
    found = {t: s for t, s in sentences(text)}
    nested = found["short"].lead_in
    assert nested is not None
    assert text[slice(*nested)] == "form"


def test_table_rows_are_read_with_the_tables_head() -> None:
    text = "Figures follow.\n\nYear | Firms\n2023 | 12\n2024 | 15\n"
    found = {t: s for t, s in sentences(text)}
    head = found["2024 | 15"].lead_in
    assert head is not None
    assert text[slice(*head)] == "Year | Firms"


def test_markdown_table_rules_and_front_matter_are_not_prose() -> None:
    text = "---\ntitle: A note\ndate: 2025-01-02\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    found = sentences(text)
    assert [t for t, s in found if s.kind == "metadata"] == ["title: A note", "date: 2025-01-02"]
    assert [t for t, s in found if s.kind == "item"] == ["| a | b |", "| 1 | 2 |"]


@pytest.mark.parametrize(
    "line",
    [
        "Source: Example Wire",
        "Source:ExampleWire",
        "参考:An earlier post",
        "出典：ある報告書",
        "コメント",
        "2025年3月15日",
        "Date: 2026-11",
        "Published on March 3, 2025",
        "https://example.org/a",
        "© 2025 Example Press",
        "5 min read",
        "[[Page 1234]]",
        "[Notices]",
        "Dated: February 3, 2025.",
        "BILLING CODE 1234-01-P",
    ],
)
def test_metadata_lines_stand_apart(line: str) -> None:
    text = f"The body of the article is here.\n\n{line}"
    assert [s.kind for _, s in sentences(text)] == ["prose", "metadata"]
    assert len(cut(extracted(text))) == 2


@pytest.mark.parametrize(
    "line",
    [
        "DATES: Comments are due on or before March 15, 2025.",
        "Source code: it is open to all who want to read it, and " + "so on and on, " * 30,
        "Dates matter to every filer.",
        "Facts are stubborn things.",
    ],
)
def test_prose_that_begins_like_metadata_is_prose(line: str) -> None:
    assert all(s.kind != "metadata" for _, s in sentences(f"A first line.\n\n{line}"))


def test_a_rule_under_a_footnote_does_not_make_it_a_heading() -> None:
    text = "It advises.\\1\\\n" + "-" * 70 + "\n\n    \\1\\ See 1 U.S.C. 2.\n" + "-" * 70 + "\n"
    assert [t for t, _ in sentences(text)] == ["It advises.\\1\\", "\\1\\ See 1 U.S.C. 2."]
    underlined = "Scope\n-----\n\nIt covers wells.\n"
    assert [s.heading for _, s in sentences(underlined)] == ["Scope"]


def test_a_subheading_is_told_with_the_heading_above_it() -> None:
    text = "# Title\n\n## Recommendation 1\n\n### Rationale\n\nIt saves.\n\n## Annex\n\nNo more.\n"
    assert [s.heading for _, s in sentences(text)] == ["Recommendation 1 › Rationale", "Annex"]


def test_hard_wrapped_text_is_joined_and_wide_lines_are_not() -> None:
    wrapped = (
        "The agency asks for comments on a plan that it has not yet\n"
        "written down, and it gives respondents a month to reply to\n"
        "it. Nobody knows why.\n"
    )
    assert [t for t, _ in sentences(wrapped)] == [
        wrapped[: wrapped.index(" Nobody")],
        "Nobody knows why.",
    ]


def test_the_page_is_that_of_the_passages_start() -> None:
    first, second = "One sentence here. " * 20, "Another sentence there. " * 20
    text = first.strip() + "\n\n" + second.strip()
    passages = cut(extracted(text, (0, len(first) + 1)))
    assert {p.page for p in passages} == {1, 2}
    assert all(p.page == (1 if p.start < len(first) else 2) for p in passages)
    assert cut(extracted(text))[0].page is None


def test_sizes_stay_within_bounds() -> None:
    paragraph = "A sentence of middling length stands here for the test. " * 3
    text = "\n\n".join([paragraph] * 60)
    sizes = [width(p.text) for p in cut(extracted(text))]
    assert max(sizes) <= MAX_COLUMNS
    assert min(sizes[:-1]) >= MIN_COLUMNS


def test_an_empty_text_has_no_passages() -> None:
    assert cut(extracted("")) == ()
    assert cut(extracted("\n \n")) == ()


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "# Title",
            "## 見出し",
            "A plain heading",
            "- an item",
            "・項目です",
            "1. Scope",
            "- 名札:",
            "同社はこう主張しています。 - 次の項目:",
            "The company argues that it is so. They disagree.",
            "これは本文の文です。次の文もあります。",
            "wrapped text that goes on and on without an end in this line",
            "a | b",
            "---",
            "Source: Wire",
            "「引用」と述べた。",
            "> quoted. twice.",
            "   ",
            "x" * 1500,
            "あ。" * 400,
        ]
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=150)
@given(LINES)
def test_passages_cover_every_sentence_once_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    passages = cut(extracted(text))
    check(text, passages)
    covered = {
        index for passage in passages for s in passage.sentences for index in range(s.start, s.end)
    }
    total = sum(s.end - s.start for p in passages for s in p.sentences)
    assert total == len(covered)
    for block in find_blocks(text):
        if block.kind != "heading":
            missing = [
                text[i]
                for i in range(block.start, block.end)
                if i not in covered and text[i].strip()
            ]
            assert not missing


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=400))
def test_no_text_breaks_the_cutter(text: str) -> None:
    check(text, cut(extracted(text)))


def test_the_real_articles_are_cut_by_their_headings_and_lists() -> None:
    folder = REPOSITORY.parent / "shared" / "sources"
    files = sorted(folder.glob("*.txt"))
    if not files:
        print(f"not checked: no articles in {folder.name!r} beside the repository")
        return
    for file in files:
        text = file.read_text(encoding="utf-8")
        passages = cut(extracted(text))
        check(text, passages)
        assert len({p.heading for p in passages}) >= 4, file.name
        assert passages[-1].sentences[-1].kind == "metadata", file.name


@pytest.mark.parametrize("name", ["open-source-economics.txt", "hugging-face-three-pillars-ja.md"])
def test_the_sample_sources_are_cut_by_their_headings(name: str) -> None:
    text = (REPOSITORY / "examples" / "sources" / name).read_text(encoding="utf-8")
    passages = cut(extracted(text))
    check(text, passages)
    assert len({p.heading for p in passages}) >= 5
    assert any(s.lead_in for p in passages for s in p.sentences)
