"""Checking a draft in the browser: from a pasted text to a signed sentence and a ledger."""

import csv
import io
from pathlib import Path

import pytest
from actions import add_file
from conftest import Served, Visit, Watched
from playwright.sync_api import Locator, Page, expect

SOURCE = """# Lighthouses of the Skerry coast

Publisher: Coast Office

## Lamps

The Skerry coast has 40 lighthouses. Their lamps cost $3 million in 2021. Tern Rock burns whale oil.
"""
DRAFT = """# Recommendation

The Skerry coast has 40 lighthouses. Their lamps cost $5 million in 2021. Tern Rock burns whale oil.
"""


@pytest.fixture(name="page")
def check_view(visit: Visit, tmp_path: Path) -> Page:
    """The view for checking, over a library that knows of lighthouses."""
    page = visit()
    if not page.get_by_text("Lighthouses of the Skerry coast").count():
        file = tmp_path / "lighthouses.md"
        file.write_text(SOURCE, encoding="utf-8")
        add_file(page, file)
    page.get_by_role("link", name="Check a draft").click()
    expect(page.get_by_role("heading", name="Check a draft")).to_be_visible()
    return page


def _check(page: Page, text: str = DRAFT) -> Locator:
    """Check a pasted text and return its sentences."""
    page.get_by_label("Draft text").fill(text)
    page.get_by_role("button", name="Check this draft").click()
    sentences = page.get_by_role("list", name="Sentences of the draft")
    expect(sentences).to_be_visible()
    return sentences


def _evidence(page: Page) -> Locator:
    return page.get_by_role("region", name="Chosen sentence")


def test_each_sentence_has_its_verdict_as_a_word_and_what_to_do(page: Page) -> None:
    sentences = _check(page).get_by_role("button")
    expect(sentences).to_have_count(3)
    expect(sentences.nth(0)).to_contain_text("Supported")
    expect(sentences.nth(1)).to_contain_text("Unsupported")
    wrong = page.get_by_role("listitem").filter(has_text="$5 million in 2021.").first
    expect(wrong).to_contain_text("The quote does not state “5”.")
    expect(wrong).to_contain_text("Correct the figure")
    counts = page.get_by_role("status").filter(has_text="sentences:")
    expect(counts).to_contain_text("3 sentences: 2 supported, 1 unsupported")
    expect(counts).to_contain_text("1 marked")


def test_a_sentence_shows_what_matches_on_both_sides(page: Page) -> None:
    _check(page).get_by_role("button").nth(0).click()
    evidence = _evidence(page)
    figures = evidence.locator("mark.mark-figure", has_text="40")
    expect(figures).to_have_count(2)
    names = evidence.locator("mark.mark-name", has_text="Skerry")
    expect(names).to_have_count(2)
    # Kinds differ by more than their colour.
    weight = "e => getComputedStyle(e).fontWeight"
    style = "e => getComputedStyle(e).fontStyle"
    assert figures.first.evaluate(weight) == "700"
    assert names.first.evaluate(style) == "italic"
    expect(evidence).to_contain_text("Lighthouses of the Skerry coast")


def test_the_keyboard_walks_opens_and_confirms(page: Page, watched: Watched) -> None:
    sentences = _check(page).get_by_role("button")
    page.keyboard.press("j")
    expect(sentences.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(sentences.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(sentences.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    evidence = _evidence(page)
    expect(evidence).to_contain_text("$5 million")
    page.keyboard.press("c")
    name = evidence.get_by_label("Your name")
    if name.is_visible():  # the shared page has no name before its first confirmation
        expect(name).to_be_focused()
        page.keyboard.type("Noor c. Jansen")
        page.keyboard.press("Enter")
    expect(evidence.get_by_role("status")).to_contain_text("Confirmed by Noor c. Jansen")
    expect(evidence).to_contain_text("The quote does not state “5”.")
    expect(sentences.nth(1)).to_contain_text("Confirmed")
    # The name is asked for once.
    sentences.nth(2).click()
    expect(evidence).to_contain_text("Tern Rock")
    expect(evidence.get_by_role("button", name="Confirm as Noor c. Jansen")).to_be_visible()
    page.keyboard.press("c")
    expect(evidence.get_by_role("status")).to_contain_text("Confirmed by Noor c. Jansen")
    page.reload()
    again = page.get_by_role("list", name="Sentences of the draft").get_by_role("button")
    expect(again.nth(1)).to_contain_text("Confirmed")
    # The browser tells of the streams that the reload cut off.
    watched.errors.clear()
    for index in (1, 2):
        again.nth(index).click()
        _evidence(page).get_by_role("button", name="Withdraw").click()
        expect(again.nth(index)).not_to_contain_text("Confirmed")


def test_keys_do_nothing_while_one_types(page: Page) -> None:
    field = page.get_by_label("Draft text")
    field.press_sequentially("jack calls")
    expect(field).to_have_value("jack calls")
    expect(field).to_be_focused()


def test_the_ledger_is_sorted_by_mouse_and_keyboard_and_downloaded(page: Page) -> None:
    _check(page)
    ledger = page.get_by_role("region", name="Figures ledger")
    first = ledger.get_by_role("row").nth(1)
    expect(first).to_contain_text("40")
    head = ledger.get_by_role("columnheader", name="Value")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(first).to_contain_text("40")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(first).to_contain_text("$5 million")
    expect(first).to_contain_text("5,000,000")
    verdict = ledger.get_by_role("columnheader", name="Verdict")
    verdict.get_by_role("button").press("Enter")
    expect(verdict).to_have_attribute("aria-sort", "ascending")
    expect(head).to_have_attribute("aria-sort", "none")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["figure"] for row in rows} >= {"$5 million", "2021"}
    assert {"40"} <= {row["value"] for row in rows}
    ledger.get_by_role("button", name="Show the sentence that states $5 million").click()
    expect(_evidence(page)).to_contain_text("Their lamps cost $5 million in 2021.")


def test_a_file_is_checked_and_not_kept(page: Page, served: Served, tmp_path: Path) -> None:
    file = tmp_path / "our comment.md"
    file.write_text(DRAFT, encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Click to upload or drop files").click()
    chooser.value.set_files(file)
    expect(page.get_by_text("our comment", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Check this draft").click()
    expect(page.get_by_role("heading", name="our comment.md")).to_be_visible()
    expect(page.get_by_role("list", name="Sentences of the draft")).to_be_visible()
    assert not [p for p in (served.workspace / "uploads").rglob("*.md") if p.stat().st_size]
    page.get_by_role("button", name="Delete this check").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.get_by_label("Draft text")).to_be_visible()
    expect(page.get_by_role("button", name="our comment.md")).to_have_count(0)


def test_nothing_given_is_said_in_plain_words(page: Page) -> None:
    page.get_by_role("button", name="Check this draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was checked")


def test_an_error_keeps_the_text_and_says_what_to_do(page: Page) -> None:
    page.get_by_label("Draft text").fill("Please provoke an error.")
    page.get_by_role("button", name="Check this draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Give another.")
    expect(page.get_by_label("Draft text")).to_have_value("Please provoke an error.")
    expect(page.get_by_role("button", name="Check this draft")).to_be_enabled()


def test_a_check_can_be_stopped_and_keeps_what_was_checked(page: Page) -> None:
    page.get_by_label("Draft text").fill("The Skerry coast at length. It is lit.")
    page.get_by_role("button", name="Check this draft").click()
    expect(page.locator("#check-progress").get_by_role("status")).to_contain_text("Checking")
    page.get_by_role("button", name="Stop checking").click()
    expect(page.get_by_text("Stopped before the end")).to_be_visible()


def test_a_reload_while_checking_watches_on(page: Page) -> None:
    page.get_by_label("Draft text").fill("The Skerry coast, told at length.")
    page.get_by_role("button", name="Check this draft").click()
    expect(page.get_by_role("button", name="Stop checking")).to_be_visible()
    page.get_by_role("link", name="Write").click()
    page.get_by_role("link", name="Check a draft").click()
    page.get_by_role("button", name="Stop checking").click()
    expect(page.get_by_role("list", name="Sentences of the draft")).to_be_visible()


def test_an_attack_in_a_draft_stays_text(page: Page) -> None:
    attack = "Skerry <img src=x onerror=window.hit=1> has 40 <script>window.hit=1</script> lamps."
    _check(page, attack).get_by_role("button").first.click()
    expect(_evidence(page)).to_contain_text("<img src=x onerror=window.hit=1>")
    assert page.evaluate("window.hit") is None
    shown = page.locator("#check-view")
    assert shown.locator("#check-result, #check-evidence").locator("img, script").count() == 0
