"""Who says it is put back into a rendering by rule."""

from dataclasses import replace

import pytest
from cards_for_tests import card_of

from assistant.attributing import attributed


@pytest.mark.parametrize(
    ("quote", "speaker", "text", "language", "expected"),
    [
        (
            "渡し船は遅いとされる。",
            "",
            "The ferry is slow.",
            "en",
            ["The ferry is slow, it is said."],
        ),
        (
            "渡し船は遅いという考え方だ。",
            "Selvaag",
            "The ferry is slow.",
            "en",
            ["The ferry is slow, according to Selvaag."],
        ),
        ("渡し船は遅い。", "", "The ferry is slow.", "en", []),
        ("渡し船は遅いと同社は言う。", "同社", "The ferry is slow.", "en", []),
        ("渡し船は遅いとされる。", "", "The ferry is", "en", []),
        ("The ferry is said to be slow.", "", "渡し船は遅い。", "ja", ["渡し船は遅いという。"]),
        (
            "The ferry is slow, the port argues.",
            "港湾局",
            "渡し船は遅い。",
            "ja",
            ["港湾局によれば、渡し船は遅い。"],
        ),
        ("The ferry is slow, the port argues.", "the port", "渡し船は遅い。", "ja", []),
        ("The ferry is said to be slow.", "", "渡し船は遅いです。", "ja", []),
    ],
)
def test_only_what_the_source_has_is_put_back(
    quote: str, speaker: str, text: str, language: str, expected: list[str]
) -> None:
    card = replace(card_of(quote, "ja" if "。" in quote else "en"), speaker=speaker)
    assert list(attributed(card, text, language)) == expected
