"""Chromium, and the real page served to it from a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What would have other libraries call home; the page must switch it off whatever is set.
TELLTALES = {
    "GRADIO_ANALYTICS_ENABLED": "True",
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_API_KEY": "a-key",
    "GRADIO_SHARE": "False",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(60))


@dataclass
class Served:
    """A running page."""

    address: str
    workspace: Path
    contacts: Path
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def serve(workspace: Path) -> Served:
    """Start the page and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    contacts = workspace.with_suffix(".contacts")
    command = [
        sys.executable,
        str(HERE / "serve_fake.py"),
        str(workspace),
        str(port),
        str(contacts),
    ]
    log = workspace.with_suffix(".log").open("ab")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | TELLTALES)
    log.close()
    for _ in range(600):
        assert process.poll() is None, workspace.with_suffix(".log").read_text()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return Served(f"http://127.0.0.1:{port}", workspace, contacts, process)
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("the page did not answer within 30 seconds")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; ended with each file, for its event loop would break others' tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One page that most tests share; its library grows, its conversations are each test's own."""
    page = serve(tmp_path_factory.mktemp("shared") / "workspace")
    yield page
    page.stop()


@pytest.fixture
def serve_anew(tmp_path: Path) -> Iterator[Callable[[], Served]]:
    """Start pages of one's own, all on the same new workspace."""
    running: list[Served] = []

    def start() -> Served:
        running.append(serve(tmp_path / "workspace"))
        return running[-1]

    yield start
    for page in running:
        page.stop()


@dataclass
class Watched:
    """What happened in a browser that must not: collected in all its pages."""

    hosts: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Visit = Callable[..., Page]


@pytest.fixture
def watched() -> Watched:
    """Tests may look; whatever is in it at the end fails the test."""
    return Watched()


@pytest.fixture
def visit(chromium: Browser, served: Served, watched: Watched) -> Iterator[Visit]:
    """Open the page in a fresh profile; afterwards, nothing may have gone to another host."""
    contexts: list[BrowserContext] = []

    def open_page(at: Served | None = None, **options: object) -> Page:
        options = {"viewport": {"width": 1280, "height": 800}, **options}
        context = chromium.new_context(**options)
        contexts.append(context)
        context.on("request", lambda r: watched.hosts.add(urlsplit(r.url).netloc))
        context.on("dialog", lambda d: (watched.dialogs.append(d.message), d.dismiss()))
        context.on("weberror", lambda e: watched.errors.append(str(e.error)))
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("console", lambda m: watched.errors.append(m.text) if m.type == "error" else None)
        page.goto((at or served).address)
        page.get_by_role("region", name="Conversation").wait_for()
        # The page is complete when the sources have been listed.
        page.locator("#shelf .quiet").wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert all(host.startswith("127.0.0.1:") or host == "" for host in watched.hosts)
    assert not watched.dialogs
    assert not watched.errors
