"""Views of the page, and the sentences of the conversation: opened, confirmed, exported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from actions import add_file, ask, evidence, finished_turn, start_afresh
from conftest import Served, Visit, Watched
from playwright.sync_api import Page, expect

from knowledge import Library

SOURCE = "Canals of Oste\n\nOste has 7 canals. The oldest was dug in 1640 by hand.\n"


def _page_with_source(visit: Visit, folder: Path, **options: object) -> Page:
    page = visit(**options)
    if not page.get_by_text("Canals of Oste").count():
        file = folder / "canals.txt"
        file.write_text(SOURCE, encoding="utf-8")
        add_file(page, file)
    start_afresh(page)
    return page


def test_the_address_keeps_the_view_and_back_leads_back(visit: Visit, watched: Watched) -> None:
    page = visit()
    write = page.get_by_role("link", name="Write")
    check = page.get_by_role("link", name="Check a draft")
    expect(write).to_have_attribute("aria-current", "page")
    check.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Draft to check")).to_be_visible()
    expect(page.get_by_role("region", name="Conversation")).to_be_hidden()
    expect(check).to_have_attribute("aria-current", "page")
    page.reload()
    expect(page.get_by_role("region", name="Draft to check")).to_be_visible()
    # The browser tells of the streams that the reload cut off.
    watched.errors.clear()
    page.go_back()
    expect(page.get_by_role("region", name="Conversation")).to_be_visible()
    page.get_by_role("link", name="Renderings").click()
    expect(page.get_by_role("heading", name="Renderings")).to_be_visible()
    expect(page.get_by_role("region", name="Conversation")).to_be_hidden()


@pytest.mark.parametrize("view", ["Write", "Check a draft", "Renderings"])
def test_a_narrow_page_has_all_views_without_sideways_scroll(visit: Visit, view: str) -> None:
    page = visit(viewport={"width": 390, "height": 800})
    link = page.get_by_role("link", name=view)
    link.click()
    expect(link).to_have_attribute("aria-current", "page")
    expect(link).to_be_in_viewport()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_a_sentence_of_an_answer_is_opened_and_confirmed(visit: Visit, tmp_path: Path) -> None:
    page = _page_with_source(visit, tmp_path)
    ask(page, "How many canals has Oste?")
    turn = finished_turn(page)
    expect(turn).to_contain_text("0 dropped, 0 confirmed")
    turn.locator(".text").get_by_text("Oste has 7 canals").first.click()
    opened = evidence(page).get_by_role("region", name="Chosen sentence")
    expect(opened.locator(".passage mark.mark-figure")).to_have_text("7")
    if opened.get_by_label("Your name").is_visible():
        opened.get_by_label("Your name").fill("Noor c. Jansen")
    opened.get_by_role("button", name="Confirm").click()
    expect(opened.get_by_role("status")).to_contain_text("Confirmed by Noor c. Jansen")
    expect(turn).to_contain_text("1 confirmed")
    expect(turn.get_by_text("1 sentence confirmed by a person")).to_be_visible()
    with page.expect_download() as download:
        turn.get_by_role("link", name="Export").click()
    exported = download.value.path().read_text(encoding="utf-8")
    assert "Confirmed by Noor c. Jansen" in exported
    opened.get_by_role("button", name="Withdraw").click()
    expect(turn).to_contain_text("0 confirmed")
    evidence(page).get_by_role("button", name="All quotes").click()
    expect(evidence(page)).to_contain_text("from your sources")


def test_the_keyboard_walks_the_sentences_of_an_answer(visit: Visit, tmp_path: Path) -> None:
    page = _page_with_source(visit, tmp_path)
    ask(page, "How many canals has Oste? jc")
    finished_turn(page)
    expect(page.get_by_role("article").locator(".request")).to_have_text(
        "How many canals has Oste? jc"
    )
    page.get_by_role("heading", name="Evidence").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    chosen = evidence(page).get_by_role("region", name="Chosen sentence")
    expect(chosen).to_contain_text("The source says")


def test_a_section_has_a_ledger_of_its_figures(visit: Visit, tmp_path: Path) -> None:
    page = _page_with_source(visit, tmp_path)
    page.get_by_text("Draft", exact=True).click()
    page.get_by_label("Section title").fill("Canals of Oste")
    page.get_by_role("button", name="Draft section").click()
    turn = finished_turn(page)
    turn.get_by_text("Figures ledger (").click()
    ledger = turn.get_by_role("region", name="Figures ledger")
    expect(ledger.get_by_role("row").filter(has_text="7 canals").first).to_be_visible()
    with page.expect_download() as download:
        turn.get_by_role("link", name="Download as CSV").click()
    assert "Oste has 7 canals." in download.value.path().read_text(encoding="utf-8-sig")


def test_conversations_that_cannot_be_read_are_told(
    visit: Visit, serve_anew: Callable[[], Served], tmp_path: Path
) -> None:
    with Library.open(tmp_path / "workspace", None) as library:
        library.records.put("conversation", "old", "{}")
    page = visit(serve_anew())
    note = page.get_by_role("note").filter(has_text="can't be shown")
    expect(note).to_contain_text("One conversation")
    expect(note).to_contain_text("Nothing was deleted")
    page.context.close()
