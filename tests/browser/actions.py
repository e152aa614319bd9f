"""What a user does on the page, found by role or label."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


def add_file(page: Page, path: Path) -> None:
    """Upload a file by the file chooser and wait until it is indexed."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Click to upload or drop files").click()
    chooser.value.set_files(path)
    progress = page.locator("#progress").get_by_role("status")
    expect(progress).to_contain_text("added")


def start_afresh(page: Page) -> None:
    """Begin a new conversation."""
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="New conversation")).to_be_visible()


def ask(page: Page, question: str) -> None:
    """Send a question with the Enter key."""
    box = page.get_by_label("Question")
    box.fill(question)
    box.press("Enter")


def finished_turn(page: Page) -> Locator:
    """Return the last turn, once nothing is being written any more."""
    turn = page.get_by_role("article").last
    expect(turn.get_by_role("button", name="Retry")).to_be_visible()
    return turn


def compared_turn(page: Page) -> Locator:
    """Return the last turn, once nothing is being written or compared any more."""
    turn = finished_turn(page)
    expect(turn.get_by_role("button", name="Stop comparing")).to_have_count(0)
    return turn


def evidence(page: Page) -> Locator:
    """Return the evidence panel."""
    return page.get_by_role("region", name="Evidence")
