"""The ledger: every figure, where it comes from, how it was converted, and as a file."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from library_for_tests import write

from assistant.cards import cite, make_card
from assistant.conversion import conversion
from assistant.errors import NotWritten
from assistant.ledger import figures_differ, figures_of
from assistant.ledger_files import (
    check_writable,
    ledger_csv,
    ledger_markdown,
    plain_decimal,
    sort_figures,
    value_of,
    write_ledger,
)
from assistant.types import Citation, Claim, Figure, Finding
from knowledge import Library
from knowledge.quantities import find_quantities

JAPANESE = (
    "# 経済効果\n\n発行：経済研究所\n\n日付：2025-03\n\n"
    "オープンソースは2018年に欧州へ650億から950億ユーロをもたらした。"
    "研究によれば、40億ドルの投資が8兆ドルの価値を生む。\n\n"
    "公募に関する規則は次のとおり2つある。\n\n- 意見は15ページまで\n- 氏名を書く\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "workspace", None) as library:
        library.add([write(tmp_path / "sources" / "economy.md", JAPANESE)])
        yield library


def citation(library: Library, words: str, n: int) -> Citation:
    (source,) = library.list()
    text = library.text(source.id)
    for passage in library.passages(source.id):
        for sentence in passage.sentences:
            if words in text[sentence.start : sentence.end]:
                return cite(make_card(source, passage, sentence, text), n)
    raise AssertionError(words)


def claim(text: str, *numbers: int, **fields: object) -> Claim:
    made = Claim(text=text, citations=numbers, kind="sourced", verdict="unchecked")
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "draft", "expected"),
    [
        ("7億", "700 million", "7億 = 7 × 10^8 = 700 million"),
        ("40億ドル", "$4 billion", "40億ドル = 40 × 10^8 USD = $4 billion"),
        ("二千億", "200 billion", "二千億 = 2,000 × 10^8 = 200 billion"),
        ("百五十万", "1.5 million", "百五十万 = 150 × 10^4 = 1.5 million"),
        ("3割", "30%", "3割 = 3 × 10% = 30%"),
        ("3分の1", "one-third", "3分の1 = 1/3 = one-third"),
        ("USD 4bn", "40億ドル", "USD 4bn = 4 × 10^9 USD = 40億ドル"),
        ("$4 billion", "$4 billion", ""),
        ("2.2 %", "2.2％", ""),
        ("２０万", "20万", ""),
        ("2000倍", "2,000 times", "2000倍 = 2,000 times"),
        (
            "1億2,500万円",
            "JPY 125 million",
            "1億2,500万円 = 1 × 10^8 + 2,500 × 10^4 JPY = JPY 125 million",
        ),
        (
            "650億から950億ユーロ",
            "EUR 65 billion to EUR 95 billion",
            "650億から950億ユーロ = 650 × 10^8 to 950 × 10^8 EUR = "
            "EUR 65 billion to EUR 95 billion",
        ),
    ],
)
def test_how_a_figure_was_converted(source: str, draft: str, expected: str) -> None:
    language = "en" if source.isascii() else "ja"
    (quantity,) = find_quantities(source, language)
    assert conversion(quantity, draft) == expected


def test_steps_that_do_not_lead_to_the_value_are_left_out() -> None:
    (quantity,) = find_quantities("7億", "ja")
    wrong = replace(quantity, value=Decimal(7))
    assert conversion(wrong, "7") == "7億 = 7"


def test_a_figure_with_all_that_is_known_of_it(library: Library) -> None:
    cited = citation(library, "650億", 3)
    text = "In 2018 open source brought Europe EUR 65 billion to EUR 95 billion."
    year, amount = figures_of([claim(text, 3)], [cited], library)
    assert (year.text, year.unit, year.value) == ("2018", "year", Decimal(2018))
    assert (amount.low, amount.high, amount.unit) == (
        Decimal(65 * 10**9),
        Decimal(95 * 10**9),
        "EUR",
    )
    assert text[amount.start : amount.end] == amount.text
    (source,) = amount.sources
    assert source.original == "650億から950億ユーロ"
    assert library.text(source.source_id)[source.start : source.end] == source.original
    assert (source.n, source.publisher, source.published) == (3, "経済研究所", "2025-03")
    assert (source.quote, source.language, source.hand) == (cited.quote, "ja", "first_hand")
    assert amount.conversion.startswith("650億から950億ユーロ = 650 × 10^8 to 950 × 10^8 EUR = ")
    assert amount.verdict == "unchecked"


def test_origin_and_a_figure_in_the_lead_in_of_a_list(library: Library) -> None:
    unnamed = citation(library, "40億", 1)
    item = citation(library, "15ページ", 2)
    figures = figures_of(
        [claim("Research says $4 billion yields much.", 1), claim("There are 2 rules.", 2)],
        [unnamed, item],
        library,
    )
    assert [f.sources[0].hand for f in figures] == ["unnamed", "first_hand"]
    source = figures[1].sources[0]
    assert library.text(source.source_id)[source.start : source.end] == source.original == "2つ"


def test_a_figure_that_no_quote_states_is_never_supported(library: Library) -> None:
    cited = citation(library, "650億", 1)
    lost = Finding(
        code="figure_not_in_source",
        severity="error",
        message="“EUR 7 billion” isn't there.",
        remedy="",
    )
    other = Finding(code="attribution_dropped", severity="error", message="Dropped.", remedy="")
    clash = Finding(
        code="sources_conflict", severity="warning", message="On “EUR 7 billion”.", remedy=""
    )
    text = "It brought EUR 7 billion."
    verdicts = [
        figures_of([claim(text, 1, verdict=verdict, findings=findings)], [cited], library)[
            0
        ].verdict
        for verdict, findings in (
            ("supported", ()),
            ("unsupported", (lost,)),
            ("unsupported", (other,)),
            ("conflict", (clash,)),
            ("confirmed", (lost,)),
        )
    ]
    assert verdicts == ["unchecked", "unsupported", "unchecked", "conflict", "confirmed"]


def test_a_source_that_is_gone_leaves_what_the_citation_holds(library: Library) -> None:
    cited = citation(library, "650億", 1)
    library.remove([cited.source_id])
    (figure,) = figures_of(
        [claim("It brought EUR 65 billion to EUR 95 billion.", 1)], [cited], library
    )
    assert figure.sources[0].quote == cited.quote
    assert figure.sources[0].publisher == ""


def differences(library: Library, *texts: str) -> list[tuple[str, str]]:
    claims = [claim(text) for text in texts]
    found = figures_differ(claims, figures_of(claims, [], library))
    return [(finding.code, finding.severity) for finding in found]


def test_figures_of_a_draft_that_differ(library: Library) -> None:
    assert differences(
        library, "Congress spent $4 billion on wells.", "The USD 4bn for wells came late."
    ) == [("figure_written_differently", "note")]
    assert differences(
        library, "OlympicCoder has 7B parameters.", "OlympicCoder has 700 million parameters."
    ) == [("figures_disagree", "warning")]
    assert not differences(
        library,
        "Congress spent $4 billion on wells in 2018.",
        "Congress spent $5 billion on wells in 2019.",
        "The notice has 15 pages.",
        "Congress spent $4 billion on wells in 2018.",
    )


def ledger(library: Library) -> tuple[Figure, ...]:
    cited = [citation(library, "650億", 1), citation(library, "40億", 2)]
    return figures_of(
        [
            claim("=HYPERLINK is no name, but EUR 65 billion to EUR 95 billion is a sum.", 1),
            claim("About $4 billion were spent.", 2, verdict="unsupported"),
        ],
        cited,
        library,
    )


def test_the_csv_is_what_spreadsheets_read_and_no_cell_is_run(library: Library) -> None:
    figures = ledger(library)
    named = replace(figures[0], text="=1+1", unit="＝cmd", conversion="\t@x")
    body = ledger_csv([named, figures[1]], ["+a", "-5 pages, to say it"])
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert [row["figure"] for row in rows] == ["'=1+1", figures[1].text]
    assert rows[0]["unit"] == "'＝cmd"
    assert rows[0]["sentence"] == "'+a"
    assert rows[1]["sentence"] == "'-5 pages, to say it"
    assert (rows[0]["low"], rows[0]["high"], rows[0]["value"]) == ("65000000000", "95000000000", "")
    assert rows[0]["original"] == "650億から950億ユーロ"
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_a_negative_number_stays_a_number(library: Library) -> None:
    figures = ledger(library)
    rows = ledger_csv([replace(figures[0], value=Decimal("-2"))]).decode("utf-8-sig").splitlines()
    assert rows[1].split(",")[1] == "-2"


def test_half_a_character_is_no_obstacle(library: Library) -> None:
    assert ledger_csv([replace(ledger(library)[0], text="\ud800")])


def test_orders(library: Library) -> None:
    amount, dollars = ledger(library)
    assert sort_figures([dollars, amount]) == (amount, dollars)
    wrong = replace(dollars, verdict="unsupported")
    assert sort_figures([amount, wrong], "verdict")[0] == wrong
    assert sort_figures([amount, dollars], "value")[0] == dollars
    assert sort_figures([amount, dollars], "value", descending=True)[0] == amount


def test_values_are_exact_and_plain() -> None:
    assert plain_decimal(Decimal("4E+9")) == "4000000000"
    assert plain_decimal(Decimal("2.20")) == "2.2"
    assert plain_decimal(Decimal("100")) == "100"
    assert plain_decimal(Decimal("0.0")) == "0"


def test_the_markdown_table_escapes_what_it_shows(library: Library) -> None:
    figure = replace(ledger(library)[0], text="a|b <script>")
    table = ledger_markdown([figure])
    assert "a\\|b &lt;script&gt;" in table
    assert value_of(figure) in table
    assert "- [1] " in table


def test_a_ledger_that_cannot_be_written_says_so_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="no such folder"):
        check_writable(tmp_path / "nowhere" / "figures.csv")
    with pytest.raises(NotWritten):
        write_ledger(tmp_path, ())
    check_writable(tmp_path / "figures.csv")
    write_ledger(tmp_path / "figures.csv", ())
    assert (tmp_path / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbffigure,")
