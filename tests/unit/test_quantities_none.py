"""What looks like a quantity in either language and states none."""

import pytest

from knowledge.quantities import (
    find_quantities,
)
from knowledge.quantities.reading import words

JAPANESE_NONE = words(
    """
    一部 一方 一つ一つ 一人ひとり 一人一人 一つの考え 唯一 統一 世界一 万全 十分な資金
    十分に 千葉 三菱 三重県 九州 四国 六本木 東京五輪 八百屋 百貨店 京都 兆し 万が一 一般
    一定 一層 一連 一切 一番 一緒に 二度と 均一 数学 関数 複数 多数 何人 何年 第3章
    第1四半期 第三者 四半期 3号 2年生 10代 （1） ① 提言1 大統領令14179 H100 o1-mini GPT-4
    Claude3.7 「Claude_3.7」 Qwen2.5-7B ラマ3 モデル3 v1.2.3 15日 百数十社 十数カ国 二者択一
    https://example.org/2025/03
    """
)


ENGLISH_NONE = [
    "o1-mini",
    "twice a month",
    "it takes a month",
    "Claude 3.7 beats it",
    "OLMo 2 matched it",
    "We compared OLMo 2 with it",
    "GPT-4 and GPT-4o",
    "GPT-3.5",
    "Llama 3.1",
    "Llama 3.1 405B",
    "Qwen2.5-7B",
    "the H100 and A100",
    "5G, 3D and G20",
    "COVID-19",
    "v1.2.3 and version 2.0",
    "Python 3.11",
    "§ 5 and §§ 6 and 7",
    "42 U.S.C. 6611",
    "42 U.S.C. § 6611(a)(1)",
    "90 FR 9088",
    "15 CFR 4.2",
    "OSTP-TECH-2025-0067",
    "FR Doc 2025-02305",
    "[FR Doc. 2025-02305 Filed]",
    "as shown [1], [2, 3] and [4-6]",
    "[4]",
    "call (703) 292-8710 or 703-292-8710",
    "see https://example.org/2025/03/15?id=7000",
    "write to a1@example2.org",
    "doi 10.1234/abc.5678",
    "arXiv:2401.12345",
    "Section 3",
    "sections 3 and 4",
    "section 3(a)(2)",
    "Executive Order 14179",
    "E.O. 14110",
    "Public Law 117-167",
    "H.R. 4346",
    "1. First item",
    "(1) the first",
    "  - 2) the second",
    "Recommendation 1",
    "Topic 3, 5 and 7",
    "page 12",
    "pp. 12-15",
    "No. 5",
    "Q3",
    "Alexandria, VA 22314",
    "2415 Eisenhower Avenue",
    "NIST AI 100-1",
    "one of the reasons",
    "at one time",
    "no one",
    "for one",
    "one-time and two-way",
    "one-size-fits-all",
    "a third option",
    "about a third party",
    "sold by a third country",
    "more than a third option",
    "a quarter later",
    "the third quarter",
    "the second half",
    "zero trust",
    "some of them",
    "over the years",
    "several agencies",
    "half-hearted",
    "by half past the hour",
    "a double standard",
    "the Big Four",
    "Fortune 500",
    "24/7",
    "a 50-50 chance",
    "a ratio of 3:1",
    "ISO 9001 and RFC 2119",
    "40亿",
]


@pytest.mark.parametrize("text", JAPANESE_NONE)
def test_japanese_words_that_state_no_quantity(text: str) -> None:
    text = text.replace("_", " ")
    assert [found.text for found in find_quantities(text, "ja")] == []
    assert [found.text for found in find_quantities(f"これは{text}、という話だ。", "ja")] == []


@pytest.mark.parametrize("text", ENGLISH_NONE)
def test_english_words_that_state_no_quantity(text: str) -> None:
    assert [found.text for found in find_quantities(text, "en")] == []
