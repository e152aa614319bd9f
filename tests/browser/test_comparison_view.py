"""Comparing in the browser: seen while it goes on, stopped, resumed, never in a request's way."""

from pathlib import Path

import pytest
from actions import add_file, ask, finished_turn, start_afresh
from conftest import Visit, Watched
from playwright.sync_api import Locator, Page, expect

SOURCE = """# Tide mills of the western coast

Publisher: Mill Office

## Wheels

The tide mill at Corran turns four hours a day. It grinds barley for six villages.

## Millers

The miller of Corran sells flour on Fridays, the guild says.
"""


@pytest.fixture(name="page")
def page_with_source(visit: Visit, tmp_path: Path) -> Page:
    """The page with a source about mills and an empty conversation."""
    page = visit()
    if not page.get_by_text("Tide mills of the western coast").count():
        file = tmp_path / "mills.md"
        file.write_text(SOURCE, encoding="utf-8")
        add_file(page, file)
    start_afresh(page)
    return page


def _progress(place: Page | Locator) -> Locator:
    return place.get_by_role("status").filter(has_text="Comparing sentences")


def test_a_comparison_shows_its_result_in_the_turn(page: Page) -> None:
    ask(page, "How long, doubtfully, does the mill at Corran turn?")
    turn = finished_turn(page)
    expect(turn.get_by_text("By the model's comparison")).to_be_visible()
    expect(turn.locator(".counts")).to_contain_text("1 unsupported")
    expect(_progress(page)).to_have_count(0)
    turn.get_by_role("button", name="Unsupported").first.click()
    opened = page.get_by_role("region", name="Chosen sentence")
    expect(opened).to_contain_text("Compared with altered versions of itself")


def test_progress_survives_a_reload_and_is_stopped_by_keyboard(
    page: Page, watched: Watched
) -> None:
    ask(page, "How long, slowly, does the mill at Corran turn?")
    turn = finished_turn(page)
    expect(_progress(turn)).to_contain_text("0 of")
    page.reload()
    watched.errors.clear()  # the browser tells of the streams that the reload cut off
    turn = finished_turn(page)
    expect(_progress(turn)).to_contain_text("1 of")
    stop = turn.get_by_role("button", name="Stop comparing")
    stop.focus()
    expect(_progress(turn)).to_contain_text("2 of")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(turn.get_by_role("button", name="Compare the rest")).to_be_visible()
    expect(_progress(page)).to_have_count(0)


def test_a_question_is_asked_while_a_comparison_runs(page: Page) -> None:
    ask(page, "How long, slowly, does the mill at Corran turn?")
    expect(_progress(finished_turn(page))).to_be_visible()
    ask(page, "What does the miller of Corran sell, doubtfully?")
    expect(page.get_by_role("article")).to_have_count(2)
    second = finished_turn(page)
    expect(second.locator(".counts")).to_contain_text("1 unsupported")
    expect(second.get_by_text("What does the miller of Corran sell")).to_be_visible()
    first = page.get_by_role("article").first
    expect(first.get_by_text("How long, slowly")).to_be_visible()
    first.get_by_role("button", name="Compare now").click()
    expect(_progress(first)).to_be_visible()
    first.get_by_role("button", name="Stop comparing").click()
    expect(_progress(page)).to_have_count(0)


def test_another_conversation_is_not_overwritten(page: Page) -> None:
    ask(page, "How long, slowly, does the mill at Corran turn?")
    expect(_progress(finished_turn(page))).to_be_visible()
    start_afresh(page)
    expect(page.get_by_role("article")).to_have_count(0)
    listed = page.get_by_role("list", name="Conversations")
    listed.get_by_role("button", name="How long, slowly, does the mill").first.click()
    turn = finished_turn(page)
    turn.get_by_role("button", name="Stop comparing").click()
    expect(_progress(page)).to_have_count(0)


def test_the_open_sentence_is_shown_as_it_is_after_the_comparison(page: Page) -> None:
    ask(page, "How long, slowly and doubtfully, does the mill at Corran turn?")
    turn = finished_turn(page)
    expect(_progress(turn)).to_contain_text("1 of")
    turn.get_by_role("button", name="Stop comparing").focus()
    turn.locator(".claim").first.click()
    opened = page.get_by_role("region", name="Chosen sentence")
    expect(opened).to_be_visible()
    turn.get_by_role("button", name="Stop comparing").press("Enter")
    expect(opened).to_contain_text("Compared with altered versions of itself")


def test_a_checked_draft_is_compared_stopped_and_compared_again(page: Page) -> None:
    page.get_by_role("link", name="Check a draft").click()
    page.get_by_label("Draft text").fill(
        "The mill at Corran slowly turns four hours. Doubtfully, it grinds barley. "
        "The miller sells flour."
    )
    page.get_by_role("button", name="Check this draft").click()
    compare = page.get_by_role("button", name="Compare with the originals")
    compare.click()
    progress = page.locator("#check-progress").get_by_role("status")
    expect(progress).to_contain_text("Comparing sentences 0 of")
    expect(progress).to_contain_text("1 of")
    expect(page.get_by_role("list", name="Sentences of the draft")).to_be_visible()
    page.get_by_role("button", name="Stop comparing").click()
    expect(compare).to_be_visible()
    expect(page.get_by_role("button", name="Stop comparing")).to_have_count(0)
    page.get_by_role("list", name="Sentences of the draft").get_by_role("button").first.click()
    opened = page.get_by_role("region", name="Chosen sentence")
    expect(opened).to_contain_text("Compared with altered versions of itself")
    page.get_by_role("button", name="Delete this check").click()
    page.get_by_role("button", name="Yes, delete").click()
