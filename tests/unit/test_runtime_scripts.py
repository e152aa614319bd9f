"""Scripts of characters and languages."""

import pytest

from assistant.runtime.scripts import (
    is_written_in,
    script_of,
    scripts_between,
    scripts_of_language,
)


@pytest.mark.parametrize(
    ("characters", "script"),
    [
        ("aZéßāŁ", "latin"),
        ("αΩ", "greek"),
        ("Жд", "cyrillic"),
        ("あアー々ｱ", "han_japanese kana"),
        ("漢経済法", "han_japanese"),
        ("这们说", "han"),
        ("한글", "hangul"),
        ("عر", "arabic"),
        ("、。「」（）Ａ５", "wide"),
        ("09.,%$€—“” \n²½µ™🙂", ""),
    ],
)
def test_each_character_has_the_script_of_its_letters(characters: str, script: str) -> None:
    assert {script_of(c) for c in characters} <= set(script.split()) or script == ""
    if script == "":
        assert {script_of(c) for c in characters} == {""}


def test_english_takes_names_with_accents_and_no_east_asian_text() -> None:
    english = scripts_of_language("en")
    assert english is not None
    assert is_written_in("Société Générale paid €65 bn — “about” 4.5%.", english)
    for foreign in ("研究", "データ", "。", "연구", "данные", "ＡＩ"):
        assert not is_written_in(foreign, english)


def test_japanese_takes_its_own_characters_and_latin_names() -> None:
    japanese = scripts_of_language("ja-JP")
    assert japanese is not None
    assert is_written_in("OpenAIは、2018年に研究を公開した。人々の「著作権」", japanese)
    for foreign in ("这是", "们", "연구", "данные"):
        assert not is_written_in(foreign, japanese)


def test_an_unknown_language_is_left_alone() -> None:
    assert scripts_of_language("tlh") is None


def test_blocks_between_two_code_points() -> None:
    assert scripts_between(0x3040, 0x30FF) == {"kana"}
    assert "han_japanese" in scripts_between(0x4E00, 0x4E3F)
    assert scripts_between(0x2000, 0x203F) == {"latin"}
