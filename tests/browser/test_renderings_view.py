"""Renderings in the browser: reviewed by keys, texts that aren't lost, terms that flag at once."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HERE, TELLTALES
from playwright.sync_api import Browser, Locator, Page, expect

SOURCE = """# 港の報告

## 受け入れ

港は2019年に300隻を受け入れた。港湾局は2030年までに40億ドルを投じると述べた。橋は古くて狭い。

## 規則

欧州委員会は港に関する新しい規則を提案した。漁船は夜間に港に入ってはならない。
"""
PORT = "The port received 300 vessels in 2019."


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A page of one's own: what is decided would be in the way of other tests."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "port.md").write_text(SOURCE, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = str(HERE / "serve_renderings.py")
    command = [sys.executable, script, str(tmp_path / "workspace"), str(port), str(sources)]
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | TELLTALES)
    wait_for(port, process, log)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("the page did not answer within 30 seconds")


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The view, before anything was written; nothing may go wrong in the browser."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    context.on("weberror", lambda e: errors.append(str(e.error)))
    opened = context.new_page()
    opened.set_default_timeout(8_000)
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    opened.goto(address)
    opened.get_by_role("region", name="Renderings").wait_for()
    expect(sort(opened, "All")).to_be_visible()
    yield opened
    context.close()
    assert not errors


def sort(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Which renderings").get_by_role("button", name=name)


def write_missing(page: Page) -> None:
    page.get_by_role("button", name="Write the missing ones now").click()
    expect(sort(page, "To review")).to_contain_text("5")


def selected(page: Page) -> Locator:
    return page.locator("article[aria-current=true]")


def field(entry: Locator) -> Locator:
    return entry.get_by_role("textbox", name="English")


def counts(page: Page, **wanted: int) -> None:
    for name, number in wanted.items():
        shown = sort(page, name.replace("_", " ").capitalize()).locator(".count")
        expect(shown).to_have_text(str(number))


def test_an_empty_library_of_renderings_says_how_to_get_some(page: Page) -> None:
    expect(page.get_by_text("No renderings yet.")).to_be_visible()
    write_missing(page)
    expect(page.get_by_role("button", name="Write the missing ones now")).to_be_hidden()
    expect(page.get_by_text("Done. 5 of 5 have a rendering.")).to_be_visible()
    assert page.get_by_role("article").count() == 5
    expect(page.get_by_role("article").first.locator("blockquote")).to_have_attribute("lang", "ja")


def test_reviewing_by_keys(page: Page) -> None:
    write_missing(page)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Your name").press("Tab")
    page.locator("body").press("k")
    expect(field(selected(page))).to_have_value(PORT)
    # Approve the first; the next one is selected, and rejected.
    page.keyboard.press("a")
    expect(field(selected(page))).to_have_value(
        "The port board said that it would spend $40 million by 2030."
    )
    expect(selected(page)).to_contain_text("40億ドル")
    expect(selected(page)).to_contain_text("another figure")
    page.keyboard.press("r")
    counts(page, to_review=3, approved=1, rejected=1)
    # Edit the third: its keys are letters while typing.
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(field(selected(page))).to_have_value("The bridge is old and narrow.")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("The bridge: a jarring, awkward area.")
    counts(page, to_review=3, approved=1, rejected=1)
    expect(selected(page)).to_contain_text("Not saved yet")
    page.keyboard.press("Control+Enter")
    expect(selected(page).locator(".state")).to_contain_text("Edited")
    counts(page, to_review=3)
    page.keyboard.press("a")
    counts(page, to_review=2, approved=2)
    # Taken back: it is edited again, and selected.
    page.keyboard.press("u")
    counts(page, to_review=3, approved=1)
    expect(field(selected(page))).to_have_value("The bridge: a jarring, awkward area.")
    sort(page, "Approved").click()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text("by Ada")
    page.reload()
    counts(page, to_review=3, approved=1, rejected=1)
    expect(page.get_by_label("Your name")).to_have_value("Ada")


def test_keys_pressed_in_quick_succession_all_count(page: Page) -> None:
    write_missing(page)
    page.locator("body").press("k")
    for key in "aaraa":
        page.keyboard.press(key)
    counts(page, to_review=0, approved=4, rejected=1)
    expect(page.get_by_text("Nothing is left to review here.")).to_be_visible()
    for _ in range(5):
        page.keyboard.press("u")
    counts(page, to_review=5, approved=0, rejected=0)


def test_a_rejected_one_is_written_anew_and_differs(page: Page) -> None:
    write_missing(page)
    page.locator("body").press("k")
    page.keyboard.press("w")
    first = page.get_by_role("article").first
    expect(field(first)).to_have_value("In 2019 the port received 300 vessels.")
    counts(page, to_review=5, rejected=0)


def test_comparing_says_what_the_model_thinks(page: Page) -> None:
    write_missing(page)
    page.locator("body").press("k")
    page.keyboard.press("c")
    first = page.get_by_role("article").first
    expect(first).to_contain_text("sure that the original says so")
    expect(field(first)).to_have_value(PORT)


def test_what_is_typed_survives_what_happens_elsewhere_in_the_list(page: Page) -> None:
    write_missing(page)
    last = page.get_by_role("article").last
    field(last).fill("Fishing boats stay out at night.")
    page.get_by_role("article").first.get_by_role("button", name="Approve").click()
    counts(page, approved=1)
    expect(field(page.get_by_role("article").last)).to_have_value(
        "Fishing boats stay out at night."
    )
    # Approving it approves what is in the field.
    page.get_by_role("article").last.get_by_role("button", name="Approve").click()
    counts(page, to_review=3, approved=2)
    sort(page, "Approved").click()
    expect(field(page.get_by_role("article").last)).to_have_value(
        "Fishing boats stay out at night."
    )


def test_a_changed_term_flags_what_lacks_it_and_a_wrong_one_is_explained(page: Page) -> None:
    write_missing(page)
    counts(page, with_findings=1)
    page.get_by_role("button", name="Term list").click()
    new = page.locator(".new-term")
    new.get_by_label("Japanese").fill("橋")
    new.get_by_label("English").fill("viaduct")
    new.get_by_role("button", name="Add term").click()
    expect(page.get_by_text("a single character")).to_be_visible()
    expect(new.get_by_label("English")).to_have_value("viaduct")
    new.get_by_label("Japanese").fill("漁船")
    new.get_by_label("English").fill("trawlers")
    new.get_by_label("English").press("Enter")
    expect(page.get_by_role("textbox", name="English of 漁船")).to_have_value("trawlers")
    counts(page, with_findings=2)
    page.get_by_role("textbox", name="English of 漁船").fill("fishing boats")
    page.get_by_role("button", name="Save 漁船").click()
    counts(page, with_findings=1)
    page.get_by_role("button", name="Remove 漁船").click()
    expect(page.get_by_role("button", name="Remove 漁船")).to_have_count(0)


def test_scripts_in_texts_do_nothing(page: Page) -> None:
    write_missing(page)
    first = page.get_by_role("article").first
    field(first).fill(
        '</textarea><img src=x onerror="alert(1)"><script>alert(2)</script> 300, 2019.'
    )
    field(first).press("Control+Enter")
    expect(first.locator(".state")).to_contain_text("Edited")
    assert page.locator("#renderings img, #renderings script").count() == 0
    expect(field(first)).to_have_value(
        '</textarea><img src=x onerror="alert(1)"><script>alert(2)</script> 300, 2019.'
    )
