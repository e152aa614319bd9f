"""Takes the pictures of this folder from a running page: take.py http://127.0.0.1:7860.

The workspace should hold the sample sources, and the models should be here. Needs Chromium
(`CHROMIUM`, default /usr/bin/chromium) and playwright.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
QUESTION = "How many pages may a comment on the AI Action Plan have?"
SECTION = "Recommendation 1: Strengthen open source AI"
POSITION = "We support public computing resources for open models"
WAIT_MS = 90_000


def open_page(browser: Browser, address: str, scheme: str, viewport: dict[str, int]) -> Page:
    """Open the page in a fresh profile, when the model is ready."""
    context = browser.new_context(viewport=viewport, color_scheme=scheme, device_scale_factor=1)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.locator("#shelf .quiet").wait_for(state="attached")
    page.locator(".model-ready").wait_for()
    return page


def ask(page: Page, question: str) -> None:
    """Get an answer and open its first citation."""
    start_afresh(page)
    page.get_by_label("Question").fill(question)
    page.get_by_label("Question").press("Enter")
    page.get_by_role("article").last.get_by_role("button", name="Retry").wait_for()
    page.get_by_role("article").last.get_by_role("button", name="Citation").first.click()
    page.locator("#evidence mark").wait_for()


def draft(page: Page) -> None:
    """Have a section drafted."""
    start_afresh(page)
    page.get_by_text("Draft", exact=True).click()
    page.get_by_label("Section title").fill(SECTION)
    page.get_by_label("Your position").fill(POSITION)
    page.get_by_role("button", name="Draft section").click()
    page.get_by_role("article").last.get_by_role("button", name="Retry").wait_for()


def start_afresh(page: Page) -> None:
    """Begin a new conversation."""
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("heading", name="New conversation").wait_for()


def main() -> None:
    """Take all pictures."""
    address = sys.argv[1]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = open_page(browser, address, "light", WIDE)
        ask(page, QUESTION)
        page.screenshot(path=FOLDER / "ask-light.png")
        draft(page)
        page.screenshot(path=FOLDER / "draft-light.png")
        page = open_page(browser, address, "dark", WIDE)
        page.screenshot(path=FOLDER / "draft-dark.png")
        page = open_page(browser, address, "light", NARROW)
        ask(page, QUESTION)
        page.screenshot(path=FOLDER / "evidence-narrow.png")
        page.get_by_role("button", name="Chat", exact=True).click()
        page.screenshot(path=FOLDER / "ask-narrow.png")
        browser.close()


if __name__ == "__main__":
    main()
