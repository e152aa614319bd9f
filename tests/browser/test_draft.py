"""Drafting in the browser, and taking what was written out of it."""

from pathlib import Path

from actions import add_file, ask, finished_turn, start_afresh
from conftest import Visit
from playwright.sync_api import Page, expect


def _page_with_source(visit: Visit, folder: Path) -> Page:
    page = visit()
    if not page.get_by_text("Bridges over the Marl").count():
        file = folder / "bridges.txt"
        text = "Bridges over the Marl\n\nThe Marl has nine bridges. Two were built of oak.\n"
        file.write_text(text, encoding="utf-8")
        add_file(page, file)
    start_afresh(page)
    return page


def _draft(page: Page) -> None:
    page.get_by_text("Draft", exact=True).click()
    page.get_by_label("Section title").fill("Recommendation 1: Keep the Marl bridges")
    page.get_by_label("Words").fill("120")
    page.get_by_label("Your position").fill("We want the oak bridges kept")
    page.get_by_role("button", name="Draft section").click()


def test_a_section_is_drafted_with_the_position_marked_as_such(
    visit: Visit, tmp_path: Path
) -> None:
    page = _page_with_source(visit, tmp_path)
    _draft(page)
    turn = finished_turn(page)
    expect(
        turn.get_by_role("heading", name="Recommendation 1: Keep the Marl bridges")
    ).to_be_visible()
    expect(turn).to_contain_text("We want the oak bridges kept")
    expect(turn).to_contain_text("120 were asked for")
    expect(turn).to_contain_text("The evidence ends here.")
    expect(turn.locator(".text")).to_contain_text("(commenter's position)")
    turn.get_by_text("1 sentence supported, 1 stating your position").click()
    stated = turn.get_by_role("listitem").filter(has_text="We want the oak bridges kept")
    expect(stated).to_contain_text("Your position")


def test_the_mode_shows_its_own_fields(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_label("Question")).to_be_visible()
    expect(page.get_by_label("Section title")).to_be_hidden()
    page.get_by_text("Draft", exact=True).click()
    expect(page.get_by_label("Section title")).to_be_visible()
    expect(page.get_by_label("Question")).to_be_hidden()


def test_a_section_and_the_conversation_are_exported_as_markdown(
    visit: Visit, tmp_path: Path
) -> None:
    page = _page_with_source(visit, tmp_path)
    ask(page, "How many bridges has the Marl?")
    finished_turn(page)
    _draft(page)
    expect(page.get_by_role("article")).to_have_count(2)
    turn = finished_turn(page)
    with page.expect_download() as download:
        turn.get_by_role("link", name="Export").click()
    section = download.value.path().read_text(encoding="utf-8")
    assert section.startswith("## Recommendation 1")
    assert "**References**" in section
    assert "The Marl has nine bridges." in section
    assert "How many bridges" not in section
    with page.expect_download() as download:
        page.get_by_role("link", name="Export conversation").click()
    whole = download.value.path().read_text(encoding="utf-8")
    assert "How many bridges has the Marl?" in whole
    assert section.strip() in whole
