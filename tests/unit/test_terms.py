"""Set terms: ours and the user's, the longest first."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.terms import Term, load_terms, replace_terms, terms_in


def test_the_list_that_ships_is_read_longest_first() -> None:
    terms = load_terms()
    lengths = [len(term.japanese) for term in terms]
    assert lengths == sorted(lengths, reverse=True)
    assert Term(japanese="欧州委員会", english="European Commission") in terms


def test_the_users_entries_win(tmp_path: Path) -> None:
    own = "# ours\n\n欧州委員会\tthe Commission\n青海港\tPort of Aomi\n"
    (tmp_path / "terms.tsv").write_text(own, encoding="utf-8")
    terms = load_terms(tmp_path)
    assert [t.english for t in terms if t.japanese == "欧州委員会"] == ["the Commission"]
    assert Term(japanese="青海港", english="Port of Aomi") in terms
    assert load_terms(tmp_path / "elsewhere") == load_terms()


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-8"])
def test_a_byte_order_mark_is_no_part_of_the_first_term(tmp_path: Path, name: str) -> None:
    (tmp_path / "terms.tsv").write_text("青海港\tPort of Aomi\r\n", encoding=name)
    assert Term(japanese="青海港", english="Port of Aomi") in load_terms(tmp_path)


@pytest.mark.parametrize("line", ["青海港", "青海港\t", "\tPort", "a\tb\tc", "青海港 Port"])
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "terms.tsv").write_text(f"港\tport\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2"):
        load_terms(tmp_path)


def test_a_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_bytes("青海港\tPort of Aomi\n".encode("shift_jis"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_terms(tmp_path)


def test_parts_of_a_term_are_not_found_beside_it() -> None:
    found = terms_in("欧州委員会は提案した。", load_terms(), "ja")
    assert [term.english for term in found] == ["European Commission"]
    both = terms_in("欧州委員会と欧州は違う。", load_terms(), "ja")
    assert [term.english for term in both] == ["European Commission", "Europe"]


def test_english_terms_are_found_in_any_case_and_as_words() -> None:
    found = terms_in("The EUROPEAN COMMISSION proposed it.", load_terms(), "en")
    assert [term.japanese for term in found] == ["欧州委員会"]
    assert terms_in("European commissions-to-be and Chinaware", load_terms(), "en") == ()


def test_an_english_name_brings_all_its_japanese_forms() -> None:
    found = terms_in("What does the United States want?", load_terms(), "en")
    assert {term.japanese for term in found} == {"米国", "アメリカ"}


def test_terms_are_put_into_the_sentence() -> None:
    assert replace_terms("欧州委員会は米国に応じた。", load_terms()) == (
        "European Commission は United States に応じた。"
    )
    assert replace_terms("港は開いた。", load_terms()) == "港は開いた。"


def test_japanese_names_are_put_into_an_english_sentence() -> None:
    given = "The European Commission met at noon, Eastern Time, in Europe."
    put = replace_terms(given, load_terms(), "ja")
    assert put == "The 欧州委員会 met at noon, 東部時間, in ヨーロッパ."


def test_a_name_within_another_word_is_not_that_name() -> None:
    sentence = "日本語の記事によれば、アメリカ人は中国語を学ぶ。"
    assert terms_in(sentence, load_terms(), "ja") == ()
    assert replace_terms(sentence, load_terms()) == sentence
    found = terms_in("日本と米国、日本人工知能学会", load_terms(), "ja")
    assert [term.english for term in found] == ["Japan", "United States"]


def test_a_backslash_in_a_name_is_no_command() -> None:
    term = Term(japanese="青海港", english=r"Port \1 of Aomi")
    assert replace_terms("青海港は開いた。", [term]) == r"Port \1 of Aomi は開いた。"


def test_what_stands_in_quotation_marks_is_copied() -> None:
    terms = (Term(japanese="港湾組合", english="Harbour Guild"),)
    text = 'The Harbour Guild asks for “Harbour Guild” in the subject line, or "Harbour Guild".'
    assert replace_terms(text, terms, "ja") == (
        'The 港湾組合 asks for “Harbour Guild” in the subject line, or "Harbour Guild".'
    )
