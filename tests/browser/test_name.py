"""The name of who decides: asked once, the same in both places, there after a restart."""

from collections.abc import Callable
from pathlib import Path

from actions import add_file
from conftest import Served, Visit
from playwright.sync_api import Locator, Page, expect

DRAFT = "The ferry to Skerry leaves at nine.\n\nThe ferry to Tern Rock leaves at ten.\n"


def _open_sentence(page: Page, text: str) -> Locator:
    """Return the evidence of a sentence of the checked draft."""
    sentences = page.get_by_role("list", name="Sentences of the draft")
    sentences.get_by_role("button").filter(has_text=text).click()
    evidence = page.get_by_role("region", name="Chosen sentence")
    expect(evidence.locator(".claim-text")).to_contain_text(text)
    return evidence


def _to_renderings(page: Page) -> Locator:
    """Return the field for the name in the view of renderings."""
    page.get_by_role("link", name="Renderings").click()
    view = page.get_by_role("region", name="Renderings")
    expect(view.get_by_role("group", name="Which renderings")).to_be_visible()
    return view.get_by_label("Your name")


def _to_checking(page: Page) -> None:
    page.get_by_role("link", name="Check a draft").click()


def test_a_name_given_in_one_place_is_known_in_the_other(
    serve_anew: Callable[[], Served], visit: Visit, tmp_path: Path
) -> None:
    source = tmp_path / "ferries.txt"
    source.write_text(f"Ferries\n\n{DRAFT}", encoding="utf-8")
    first = serve_anew()
    page = visit(first)
    add_file(page, source)
    expect(_to_renderings(page)).to_have_value("")
    _to_checking(page)
    page.get_by_label("Draft text").fill(DRAFT)
    page.get_by_role("button", name="Check this draft").click()
    evidence = _open_sentence(page, "Skerry")
    evidence.get_by_label("Your name").fill("Ada")
    evidence.get_by_role("button", name="Confirm this sentence").click()
    expect(evidence.get_by_role("status")).to_contain_text("Confirmed by Ada")
    name = _to_renderings(page)
    expect(name).to_have_value("Ada")
    with page.expect_response(lambda response: response.request.method == "POST"):
        name.fill("Noor")
        name.press("Tab")
    _to_checking(page)
    evidence = _open_sentence(page, "Tern Rock")
    expect(evidence.get_by_role("button", name="Confirm as Noor")).to_be_visible()
    page.close()
    first.stop()
    # Another browser, after a restart.
    expect(_to_renderings(visit(serve_anew()))).to_have_value("Noor")
