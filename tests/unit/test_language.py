import pytest

from knowledge.language import detect_language, is_cjk


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("OSTPとは？", "ja"),
        ("What is NAIRR?", "en"),
        ("How many models does Hugging Face host?", "en"),
        ("Who leads OSTP?", "en"),
        ("Transformersの開発元", "ja"),
        ("経済効果の総額", "ja"),
        ("人工智能政策的开放", "zh"),
        ("오픈소스란?", "ko"),
        ("Что такое NAIRR?", "ru"),
        ("Що таке відкритий код і навіщо він?", "uk"),
        ("ما هو NAIRR؟", "ar"),
        ("Was ist NAIRR?", "de"),
        ("Quelle est la date limite ?", "fr"),
        ("¿Cuál es la fecha límite?", "es"),
        ("Qual è la scadenza?", "it"),
        ("Qual é o prazo?", "pt"),
        ("Wat is de uiterste datum?", "nl"),
        ("Who said 「開かれた未来」 in the article about the policy?", "en"),
        ("「Open by default」という方針を掲げる Example Corp.", "ja"),
        ("この社の「Kanal 2」はVardenの「v1-mini」に追いついた。", "ja"),
        ("緊急軍 (UNEF I) が1956年に創設され、危機を鎮圧した。", "ja"),
        ("彼は「私はボヘミアンです（Ich bin ein Böhme.）」と記者たちに答えたという。", "ja"),
        ("", "und"),
        ("123 456 %", "und"),
        ("Zyxwv Qrstu", "und"),
    ],
)
def test_tells_the_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_long_document_goes_by_most_of_its_text() -> None:
    japanese = "この資料は公開の場で議論された。" * 3000
    assert detect_language("Title of the paper\n\n" + japanese) == "ja"


def test_a_japanese_line_full_of_english_names_is_cjk() -> None:
    assert is_cjk("Example CorpとSample Instituteの共同提案")
    assert not is_cjk("The English title of the report is 東京.")
    assert not is_cjk("Only Latin letters")
