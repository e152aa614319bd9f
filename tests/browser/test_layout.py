"""Narrow and wide, light and dark, by keyboard and by name."""

import pytest
from actions import ask, finished_turn, start_afresh
from conftest import Visit
from playwright.sync_api import Page, expect

NARROW = {"viewport": {"width": 390, "height": 800}}


def _has_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_page_shows_one_panel_at_a_time_without_sideways_scroll(
    visit: Visit, scheme: str
) -> None:
    page = visit_narrow(visit, scheme)
    start_afresh(page)
    ask(page, "anything " * 30 + "unbreakable" * 20)
    turn = finished_turn(page)
    assert not _has_sideways_scroll(page)
    for name in ("Sources", "Evidence", "Chat"):
        page.get_by_role("button", name=name, exact=True).click()
        assert not _has_sideways_scroll(page)
    expect(turn).to_be_visible()


def visit_narrow(visit: Visit, scheme: str) -> Page:
    """Open the page as on a telephone; its sources are one touch away."""
    return visit(**NARROW, color_scheme=scheme)


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_systems_scheme(visit: Visit, scheme: str, is_dark: bool) -> None:
    page = visit(color_scheme=scheme)
    red, green, blue = page.locator("body").evaluate(
        "e => getComputedStyle(e).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert (red + green + blue < 3 * 128) is is_dark


def test_every_control_has_a_name(visit: Visit) -> None:
    page = visit()
    for mode in ("Ask", "Draft"):
        page.get_by_text(mode, exact=True).first.click()
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('button, a[href], input, textarea, select')]
                .filter(e => e.offsetParent !== null && e.type !== 'file')
                .filter(e => !(e.getAttribute('aria-label') || e.innerText.trim() ||
                    (e.labels && [...e.labels].some(l => l.textContent.trim()))))
                .map(e => e.outerHTML.slice(0, 200))"""
        )
        assert nameless == []


def test_the_keyboard_reaches_what_was_written(visit: Visit) -> None:
    page = visit()
    start_afresh(page)
    ask(page, "anything at all")
    finished_turn(page)
    copy = page.get_by_role("button", name="Copy")
    copy.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Retry")).to_be_focused()
    width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert width >= 2


@pytest.mark.parametrize("width", [390, 700, 981, 1280, 1600])
def test_nothing_in_the_masthead_touches_or_is_cut_off(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    boxes = page.locator("#masthead").evaluate(
        """head => {
            const words = [...head.querySelectorAll("h1, .workspace, .view-link, .model span")]
                .filter(e => e.offsetParent !== null && e.textContent.trim());
            return words.map(e => {
                const range = document.createRange();
                range.selectNodeContents(e);
                const box = range.getBoundingClientRect();
                return [e.textContent.trim(), box.left, box.top, box.right, box.bottom];
            });
        }"""
    )
    height = page.locator("#masthead").evaluate("e => e.clientHeight")
    for text, left, top, right, bottom in boxes:
        assert left >= 12, text
        assert right <= width - 12, text
        assert top >= 2, text
        assert bottom <= height - 2, text
    for at, (text, left, top, right, bottom) in enumerate(boxes):
        for other, left_2, top_2, right_2, bottom_2 in boxes[at + 1 :]:
            is_beside = top < bottom_2 and top_2 < bottom
            gap = max(left_2 - right, left - right_2)
            assert not is_beside or gap >= 20, (text, other)


def test_the_views_begin_where_what_they_hold_does(visit: Visit) -> None:
    page = visit()
    edges = [
        page.locator(place).evaluate(
            "e => e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft)"
        )
        for place in (".view-link >> nth=0", "#toolbar .html-container > div")
    ]
    assert edges[0] == edges[1]
