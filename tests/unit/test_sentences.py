import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import MAX_SENTENCE, split_sentences

ENGLISH = [
    (
        "The Office of Sci. and Tech. Policy replied. It was brief.",
        ["The Office of Sci. and Tech. Policy replied.", "It was brief."],
    ),
    ("See 15 U.S.C. 6601 for it. Then stop.", ["See 15 U.S.C. 6601 for it.", "Then stop."]),
    (
        "It ran in 90 Fed. Reg. 1234 last year. Nobody noticed.",
        ["It ran in 90 Fed. Reg. 1234 last year.", "Nobody noticed."],
    ),
    (
        "Send it by 5 p.m. ET on Friday. Late files are refused.",
        ["Send it by 5 p.m. ET on Friday.", "Late files are refused."],
    ),
    ("The desk closed at 5 p.m. The filer waited.", None),
    ("Rule No. 5 and Sec. 3 apply, e.g. to grants. Others don't.", None),
    ("Dr. J. K. Example et al. agreed. The panel did not.", None),
    ("It cost 3.5 million dollars. That was 2.2% more.", None),
    ("The U.S. Office of Examples wrote to us. The U.S. He went.", None),
    ("Acme Corp. and Sample Inc. merged. Prices rose.", None),
    ('"It works!" she said. He agreed.', ['"It works!" she said.', "He agreed."]),
    ('She said "It works." He left.', ['She said "It works."', "He left."]),
    ("(See the annex.) The rest follows.", ["(See the annex.)", "The rest follows."]),
    ("He paused... and went on. Then he stopped...", None),
    ("They wrote (in 2024. Or so they say) a letter. It was lost.", None),
    ("Is that so? Yes! It is.", ["Is that so?", "Yes!", "It is."]),
    (
        "Wrapped prose that goes on\nover a second line. A new one starts\nhere.",
        ["Wrapped prose that goes on\nover a second line.", "A new one starts\nhere."],
    ),
]
COUNTS = {4: 2, 5: 2, 6: 2, 7: 2, 8: 3, 9: 2, 13: 2, 14: 2}

JAPANESE = [
    ("「賛成だ。」と述べた。次に進む。", ["「賛成だ。」と述べた。", "次に進む。"]),
    ("損失は大きいです。2.2%に達した。", ["損失は大きいです。", "2.2%に達した。"]),
    ("彼は「なぜ？」と聞いた！？答えはない。", ["彼は「なぜ？」と聞いた！？", "答えはない。"]),
    ("「本当？」「はい。」", ["「本当？」", "「はい。」"]),
    ("「AはB。」という主張がある。", ["「AはB。」という主張がある。"]),
    ("協会（所在地。港区）は反対した。以上。", ["協会（所在地。港区）は反対した。", "以上。"]),
    ("Example Inc. は違う。版は2.5だ。", ["Example Inc. は違う。", "版は2.5だ。"]),
    ("迷った…。決めた。", ["迷った…。", "決めた。"]),
    (
        "行が途中で折り返されて\n次の行に続く。別の文。",
        ["行が途中で折り返されて\n次の行に続く。", "別の文。"],
    ),
    ("一行目の文です。\n二行目の文です。", ["一行目の文です。", "二行目の文です。"]),
]


def pieces(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize("index", range(len(ENGLISH)))
def test_english(index: int) -> None:
    text, expected = ENGLISH[index]
    found = pieces(text, "en")
    if expected is not None:
        assert found == expected
    else:
        assert len(found) == COUNTS[index], found


@pytest.mark.parametrize(("text", "expected"), JAPANESE)
def test_japanese(text: str, expected: list[str]) -> None:
    assert pieces(text, "ja") == expected


def test_headings_items_and_blank_lines_end_sentences_and_lose_their_markers() -> None:
    text = "## The plan\nFirst part\n\n- one thing\n- another thing\n\nLast part"
    assert pieces(text, "en") == [
        "The plan",
        "First part",
        "one thing",
        "another thing",
        "Last part",
    ]


def test_an_unclosed_quotation_does_not_swallow_the_document() -> None:
    text = "彼は「こう言った。" + "そして続けた。" * 100
    assert len(pieces(text, "ja")) > 30


def test_a_run_without_a_terminal_mark_is_cut() -> None:
    assert all(len(piece) <= MAX_SENTENCE for piece in pieces("name, " * 2000, "en"))
    assert all(len(piece) <= MAX_SENTENCE for piece in pieces("あ" * 5000, "ja"))


def test_a_japanese_paragraph_in_an_english_document_is_cut_by_its_own_rules() -> None:
    text = "The title follows. It is long.\n\n最初の文です。次の文です。"
    assert pieces(text, "en")[2:] == ["最初の文です。", "次の文です。"]


@pytest.mark.parametrize(
    "sentence", ["同会は「賛成だ。」と主張した。反対もある。", "It rose. It fell. "]
)
def test_time_grows_with_the_length_only(sentence: str) -> None:
    text = sentence * 8000
    began = time.process_time()
    assert len(split_sentences(text, "ja" if "。" in sentence else "en")) == 16000
    assert time.process_time() - began < 8


TEXT = st.text(alphabet=st.sampled_from('ab A.。、「」()"“”!?？\n-#|1: >・は同社…'), max_size=200)


@given(TEXT, st.sampled_from(["en", "ja", "und"]))
def test_spans_are_ordered_exact_and_stripped(text: str, language: str) -> None:
    last = 0
    for start, end in split_sentences(text, language):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end
