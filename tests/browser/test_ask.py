"""Asking in the browser: from a file to an answer, and from a citation back to the file."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from actions import add_file, ask, compared_turn, evidence, finished_turn, start_afresh
from conftest import Served, Visit, Watched
from playwright.sync_api import Page, expect

SOURCE = """# Ferries on the northern lake

Publisher: Harbour Office

## Timetable

The ferry to Quillhaven leaves at nine on weekdays. It carries forty passengers.

## Fares

A return fare to Quillhaven costs twelve crowns, the harbour master says.
"""


@pytest.fixture(name="page")
def page_with_source(visit: Visit, tmp_path: Path) -> Page:
    """The page with a source about ferries and an empty conversation."""
    page = visit()
    if not page.get_by_text("Ferries on the northern lake").count():
        file = tmp_path / "ferries.md"
        file.write_text(SOURCE, encoding="utf-8")
        add_file(page, file)
    start_afresh(page)
    return page


def test_an_uploaded_file_is_listed_with_its_facts(page: Page) -> None:
    source = (
        page.get_by_role("list", name="Sources")
        .get_by_role("listitem")
        .filter(has_text="Ferries on the northern lake")
    )
    expect(source).to_contain_text("English")
    expect(source).to_contain_text("passages")


def test_quotes_come_before_the_answer_and_a_citation_leads_to_its_passage(page: Page) -> None:
    ask(page, "When does the ferry to Quillhaven leave? Tell it at length.")
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    expect(evidence(page).get_by_role("listitem").first).to_contain_text("Quillhaven")
    written = page.get_by_role("article").last.get_by_role("button", name="Citation 1").first
    expect(written).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    turn = finished_turn(page)
    citation = turn.get_by_role("button", name="Citation 1").first
    expect(citation).to_be_visible()
    citation.click()
    quote = evidence(page).locator("mark")
    expect(quote).to_have_count(1)
    expect(quote).to_contain_text("Quillhaven")
    passage = evidence(page).locator(".passage")
    expect(passage).to_contain_text("Fares")
    expect(evidence(page).get_by_role("button", name="Show quote 1 in")).to_have_attribute(
        "aria-expanded", "true"
    )


def test_verdicts_are_words_and_findings_are_listed(page: Page) -> None:
    ask(page, "Quillhaven ferry fare")
    turn = finished_turn(page)
    expect(turn.get_by_text("Supported").first).to_be_visible()
    if turn.get_by_role("button", name="Citation 2").count():
        expect(turn.get_by_text("Unchecked").first).to_be_visible()
        expect(turn.get_by_text("Read the original.").first).to_be_visible()


def test_without_evidence_the_nearest_passages_are_shown(page: Page) -> None:
    ask(page, "The Quillhaven ferry, but beyond the sources")
    turn = finished_turn(page)
    expect(turn.get_by_role("note")).to_contain_text("Insufficient evidence")
    turn.get_by_role("listitem").get_by_role("button").first.click()
    expect(evidence(page).locator("mark")).to_be_visible()
    expect(evidence(page)).to_contain_text("do not hold the answer")


@pytest.mark.parametrize("how", ["button", "escape"])
def test_stop_works_within_a_second_and_keeps_what_was_written(page: Page, how: str) -> None:
    ask(page, "Describe the Quillhaven ferry at length")
    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(page.get_by_role("article").last).to_contain_text("The source says")
    if how == "button":
        stop.click()
    else:
        page.get_by_label("Question").press("Escape")
    expect(stop).to_be_hidden(timeout=1_000)
    turn = finished_turn(page)
    expect(turn).to_contain_text("Stopped before the end")
    expect(turn).to_contain_text("The source says")


def test_a_reload_keeps_the_conversation(page: Page) -> None:
    ask(page, "Quillhaven ferry")
    shown = compared_turn(page).inner_text()
    page.reload()
    assert compared_turn(page).inner_text() == shown
    expect(evidence(page).get_by_role("listitem").first).to_contain_text("Quillhaven")


def test_a_reload_while_writing_watches_on(page: Page, watched: Watched) -> None:
    ask(page, "Quillhaven ferry, told at length")
    expect(page.get_by_role("article").last).to_contain_text("The source says")
    page.reload()
    expect(page.get_by_role("article").last).to_contain_text("The source says")
    # The browser tells of the streams that the reload cut off.
    watched.errors.clear()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(finished_turn(page)).to_contain_text("Stopped before the end")


def test_retry_replaces_the_last_turn(page: Page) -> None:
    ask(page, "Quillhaven ferry")
    finished_turn(page).get_by_role("button", name="Retry").click()
    finished_turn(page)
    expect(page.get_by_role("article")).to_have_count(1)


def test_a_turn_can_be_copied_with_its_markers(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Quillhaven ferry")
    finished_turn(page).get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied
    assert "Quillhaven" in copied


def test_an_error_is_told_in_plain_words_with_a_remedy(page: Page) -> None:
    ask(page, "provoke an error")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("No answer was written")
    expect(problem).to_contain_text("Ask otherwise")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()


def test_an_empty_question_is_not_sent(page: Page) -> None:
    page.get_by_label("Question").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was sent")
    expect(page.get_by_role("article")).to_have_count(0)


def test_shift_enter_makes_a_line(page: Page) -> None:
    box = page.get_by_label("Question")
    box.fill("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    expect(box).to_have_value("one\ntwo")
    expect(page.get_by_role("article")).to_have_count(0)


def test_enter_that_chooses_a_japanese_conversion_does_not_send(page: Page) -> None:
    box = page.get_by_label("Question")
    box.focus()
    keyboard = page.context.new_cdp_session(page)
    composition = {"text": "船は", "selectionStart": 2, "selectionEnd": 2}
    keyboard.send("Input.imeSetComposition", composition)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.insertText", {"text": "船は"})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(box).to_have_value("船は")
    expect(page.get_by_role("article")).to_have_count(0)
    box.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)
    finished_turn(page)


def test_earlier_conversations_can_be_opened_and_deleted(page: Page, served: Served) -> None:
    ask(page, "Quillhaven ferry in an earlier talk")
    finished_turn(page)
    start_afresh(page)
    listed = page.get_by_role("list", name="Conversations")
    earlier = listed.get_by_role("button", name="Quillhaven ferry in an earlier talk")
    earlier.first.click()
    finished_turn(page)
    before = earlier.count()
    page.get_by_role("button", name="Delete conversation").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(earlier).to_have_count(before - 1)


def asked_of_the_ferries(page: Page, folder: Path) -> tuple[Page, Path]:
    """Add a source of our own and ask of it; return the page and the file."""
    file = folder / "ferries.md"
    file.write_text(SOURCE, encoding="utf-8")
    add_file(page, file)
    ask(page, "When does the ferry to Quillhaven leave?")
    return page, file


def test_a_citation_whose_source_is_gone_is_marked_stale_and_never_wrong(
    serve_anew: Callable[[], Served], visit: Visit, tmp_path: Path
) -> None:
    page, file = asked_of_the_ferries(visit(serve_anew()), tmp_path)
    turn = compared_turn(page)
    stale = turn.get_by_text("◷ stale")
    expect(stale).to_have_count(0)
    shelf = page.get_by_role("list", name="Sources").get_by_role("listitem")
    shelf.get_by_role("button", name="Remove").click()
    shelf.get_by_role("button", name="Yes, remove").click()
    expect(stale.first).to_be_visible()
    cited = turn.get_by_role("button", name="Citation 1").first
    expect(cited).to_have_accessible_name(re.compile("Stale: Its source was changed or removed"))
    expect(turn.locator(".counts")).not_to_contain_text("unsupported")
    expect(turn).to_contain_text("no longer stands in")
    page.reload()
    expect(stale.first).to_be_visible()
    add_file(page, file)
    expect(stale).to_have_count(0)
    page.context.close()


def test_the_sources_change_while_another_conversation_is_opened(
    serve_anew: Callable[[], Served], visit: Visit, tmp_path: Path
) -> None:
    page, file = asked_of_the_ferries(visit(serve_anew()), tmp_path)
    compared_turn(page)
    start_afresh(page)
    file.write_text(SOURCE.replace("nine", "ten"), encoding="utf-8")
    add_file(page, file)
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("heading", name="New conversation")).to_be_visible()
    page.context.close()
