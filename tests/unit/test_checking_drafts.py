"""A draft of anybody's is read into statements, their markers and what these lead to."""

from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checking.drafts import MAX_CHARACTERS, parse_draft, read_draft
from assistant.checking.kinds import kind_of
from knowledge.errors import UnreadableFile

EXPORT = """### Public computing

**Ask.** We ask for public computing. *(commenter's position)*

**Evidence.** Europe gained EUR 65 billion. [1] *(unsupported: read the original)* Wells are \
deep.[2] The agency could dig. *(inference)*

**Position given by the commenter:** We ask for public computing.

**References**

- [1] A report, p. 3. /sources/a.txt
  > 欧州は650億ユーロを得た。
  >
  > Rendering: Europe gained EUR 65 billion.

  Note: Second-hand.
- [2] Wells. /sources/wells.md
  > Wells are deep.

**Checks**

- Supported: Wells are deep.

*Written by a-model, run locally; check it before you file it.*
"""


def texts(draft: str) -> list[str]:
    return [sentence.text for sentence in parse_draft(draft).sentences]


def test_an_export_of_ours_is_read_back_without_what_it_adds() -> None:
    draft = parse_draft(EXPORT)
    assert [(s.text, s.markers, s.label) for s in draft.sentences] == [
        ("We ask for public computing.", (), "position"),
        ("Europe gained EUR 65 billion.", (1,), None),
        ("Wells are deep.", (2,), None),
        ("The agency could dig.", (), "inference"),
    ]
    assert [r.quote for r in draft.sentences[1].references] == ["欧州は650億ユーロを得た。"]
    assert "/sources/a.txt" in draft.sentences[1].references[0].told


def test_places_hold_the_sentence_and_its_markers() -> None:
    text = "# T\n\nWells are deep. [1][2] Rivers are long [3, 5-7].\n\n日本語の文です[4]。次の文。"
    draft = parse_draft(text)
    assert [text[s.start : s.end] for s in draft.sentences] == [
        "Wells are deep. [1][2]",
        "Rivers are long [3, 5-7].",
        "日本語の文です[4]。",
        "次の文。",
    ]
    assert [s.markers for s in draft.sentences] == [(1, 2), (3, 5, 6, 7), (4,), ()]
    assert [s.language for s in draft.sentences] == ["en", "en", "ja", "ja"]
    assert draft.sentences[1].text == "Rivers are long."


def test_each_answer_of_an_exported_conversation_has_its_own_list() -> None:
    text = (
        "## One\n\nWells are deep. [1]\n\n**References**\n\n- [1] a.txt\n  > Wells.\n\n"
        "## Two\n\nRivers are long. [1]\n\n**References**\n\n- [1] b.txt\n  > Rivers.\n"
    )
    assert [s.references[0].quote for s in parse_draft(text).sentences] == ["Wells.", "Rivers."]


def test_headings_and_lists_of_references_are_no_statements_and_prose_called_sources_is() -> None:
    text = (
        "# Title\n\n## Evidence\n\nWells are deep.\n\n## Sources\n\nWater comes from 12 wells.\n\n"
        "## References\n\n1. Smith, 2024.\n2. Jones, “Wells are very deep indeed”, 2023.\n"
    )
    assert texts(text) == ["Wells are deep.", "Water comes from 12 wells."]


def test_a_short_line_of_plain_text_with_a_figure_does_not_escape() -> None:
    assert "Aid of $4 billion" in texts("Aid of $4 billion\n\nWells are deep and many of them dry.")
    for title in ("Four figures and how to cite them", "The plan for 2025"):
        assert title not in texts(f"{title}\n\nWells are deep and many of them dry.")


def test_footnotes_of_markdown_explain_their_markers() -> None:
    (sentence,) = parse_draft(
        'Wells are deep.[^1]\n\n[^1]: A report: "Wells are deep."\n'
    ).sentences
    assert sentence.markers == (1,)
    assert sentence.references[0].quote == "Wells are deep."


def test_links_emphasis_and_years_in_brackets() -> None:
    assert texts("**Wells** are [deep](https://example.org/1) and `old`, see [1](x).") == [
        "Wells are deep and old, see 1."
    ]


def test_what_a_draft_says_in_brackets_of_its_own_is_read() -> None:
    assert texts("Wells are deep. *(Repairs cost $5 billion.)*")[-1] == "(Repairs cost $5 billion.)"


def test_a_list_takes_its_lead_in_only_where_it_introduces_it() -> None:
    introduced = parse_draft("The notice asks for:\n\n- 15 pages\n- a name\n").sentences
    assert [s.lead_in for s in introduced if s.text == "15 pages"] == ["The notice asks for:"]
    other = parse_draft("Wells are deep.\n\n- 15 pages\n- a name\n").sentences
    assert [s.lead_in for s in other if s.text == "15 pages"] == [""]


def test_a_word_file_and_its_errors(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "The comment"
    document.add_paragraph("Wells are deep. [1]")
    path = tmp_path / "draft.docx"
    document.save(str(path))
    draft = read_draft(path)
    assert (draft.title, [s.text for s in draft.sentences]) == ("The comment", ["Wells are deep."])
    for name, data in (("empty.md", b" \n"), ("torn.docx", b"PK\x03\x04word/"), ("a.png", b"x")):
        bad = tmp_path / name
        bad.write_bytes(data)
        with pytest.raises(UnreadableFile) as caught:
            read_draft(bad)
        assert caught.value.remedy
    with pytest.raises(UnreadableFile):
        read_draft(tmp_path / "missing.md")


def test_nothing_to_check_and_too_much() -> None:
    for text in ("", " \n\t", "---\n***"):
        with pytest.raises(UnreadableFile, match="no text"):
            parse_draft(text)
    with pytest.raises(UnreadableFile, match="characters"):
        parse_draft("word " * (MAX_CHARACTERS // 5 + 1))


@given(st.text(alphabet="a1.[]^*(-)#>\n 。億[1]References", min_size=1, max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_offsets_hold(text: str) -> None:
    try:
        draft = parse_draft(text)
    except UnreadableFile:
        return
    for sentence in draft.sentences:
        assert 0 <= sentence.start < sentence.end <= len(draft.text)
        assert sentence.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We recommend that the agency fund wells.", "position"),
        ("The agency should publish its data.", "position"),
        ("Congress should provide $2.6 billion.", "position"),
        ("我々は公的な計算資源の整備を求める。", "position"),
        ("政府は公的な計算資源を整備すべきである。", "position"),
        ("Hugging Face argues that the agency should publish its data.", "sourced"),
        ("Hugging Faceは、政府が計算資源を整備すべきだと主張している。", "sourced"),
        ("Hugging Faceは政府に投資を求めている。", "sourced"),
        ("Comments must be received by 15 March.", "sourced"),
        ("We recommend wells. [1]", "sourced"),
        ("Europe gained EUR 65 billion.", "sourced"),
        ("Therefore, wells matter for everyone.", "inference"),
        ("In sum, NAIRR received $5 million.", "sourced"),
        ("The agency could spend $5 million. *(inference)*", "sourced"),
        ("Ist das genug?", "sourced"),
        ("「それで本当によいのでしょうか?」", "inference"),
        ("Who makes the AI behind this voice?", "inference"),
        ("Is $4 billion enough?", "sourced"),
    ],
)
def test_what_a_sentence_is(text: str, kind: str) -> None:
    assert kind_of(parse_draft(text).sentences[0]) == kind


def test_a_short_sentence_full_of_names_is_in_the_language_of_its_draft() -> None:
    text = "AI2のOLMo 2がOpenAIのo1-miniに並んだ。\n\n井戸は深い。水は冷たい。"
    assert {s.language for s in parse_draft(text).sentences} == {"ja"}
    french = "Les puits sont profonds et les eaux sont froides. " * 3 + "Le Hub: Hugging Face."
    assert {s.language for s in parse_draft(french).sentences} == {"fr"}
