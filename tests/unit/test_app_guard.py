"""The page's door: foreign names, foreign sites and unknown routes stay outside."""

import asyncio
import re
from typing import Any

import pytest

from ui.guard import Guard, Message, Receive, Scope, Send, is_loopback

PAGE = (
    b'<html><head><meta property="og:image" content="https://elsewhere.example/x.jpg" />'
    b"<script>1</script></head><body><script src=a.js></script></body></html>"
)


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    assert b"accept-encoding" not in dict(scope["headers"])
    headers = [(b"content-type", b"text/html"), (b"content-length", str(len(PAGE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE[:30], "more_body": True})
    await send({"type": "http.response.body", "body": PAGE[30:]})


def _ask(
    path: str = "/", *, kind: str = "http", guard: Guard | None = None, **headers: str
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    headers = {"host": "127.0.0.1:7860", **headers}
    scope: dict[str, Any] = {
        "type": kind,
        "path": path,
        "method": "GET",
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    asyncio.run((guard or Guard(_app, head="<script src=page.js></script>"))(scope, receive, send))
    return sent


def _status(sent: list[Message]) -> int:
    return int(sent[0]["status"])


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860", "LOCALHOST"])
def test_the_page_answers_to_its_own_names(host: str) -> None:
    assert _status(_ask(host=host)) == 200


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "elsewhere.example:7860",
        "127.0.0.1.elsewhere.example",
        "192.168.0.7:7860",
        "127.0.0.1@elsewhere.example",
        "",
        "[",
    ],
)
def test_a_foreign_host_is_refused(host: str) -> None:
    assert _status(_ask(host=host)) == 421


@pytest.mark.parametrize(
    "origin",
    [
        "http://elsewhere.example",
        "null",
        "http://127.0.0.1:9999",
        "http://127.0.0.1:7860.elsewhere.example",
        "http://[",
    ],
)
@pytest.mark.parametrize("path", ["/", "/gradio_api/queue/join", "/gradio_api/upload"])
def test_a_foreign_origin_is_refused(origin: str, path: str) -> None:
    assert _status(_ask(path, origin=origin)) == 403


def test_the_pages_own_origin_is_served() -> None:
    assert _status(_ask(origin="http://127.0.0.1:7860")) == 200


def test_another_site_can_link_to_the_page_but_not_load_its_parts() -> None:
    foreign = {"sec_fetch_site": "cross-site"}
    assert _status(_ask("/", sec_fetch_mode="navigate", **foreign)) == 200
    assert _status(_ask("/", sec_fetch_mode="no-cors", **foreign)) == 403
    assert _status(_ask("/export/1.md", sec_fetch_mode="navigate", **foreign)) == 403


def test_a_foreign_websocket_is_closed_before_it_opens() -> None:
    assert _ask(kind="websocket")[0]["type"] == "websocket.accept"
    assert _ask(kind="websocket", host="elsewhere.example")[0]["type"] == "websocket.close"
    assert _ask(kind="websocket", origin="http://elsewhere.example")[0]["type"] == (
        "websocket.close"
    )


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/file=/etc/passwd", "/gradio_api/proxy=https://x.example", "/monitoring", "/docs"],
)
def test_what_the_page_does_not_need_does_not_exist(path: str) -> None:
    assert _status(_ask(path)) == 404


def test_every_answer_restricts_what_the_browser_may_load() -> None:
    headers = dict(_ask()[0]["headers"])
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    scripts = re.search(r"script-src ([^;]*);", policy)
    assert scripts is not None
    assert "unsafe-inline" not in scripts[1]
    assert "http" not in policy
    assert headers[b"referrer-policy"] == b"no-referrer"


def test_inline_scripts_get_a_fresh_nonce_and_links_elsewhere_go() -> None:
    pages = [_ask() for _ in range(2)]
    nonces = set()
    for start, body in pages:
        nonce = re.search(rb"'nonce-([^']+)'", dict(start["headers"])[b"content-security-policy"])
        assert nonce is not None
        nonces.add(nonce[1])
        assert body["body"].count(b'<script nonce="' + nonce[1] + b'"') == 3
        assert b"<script>" not in body["body"]
        assert b"elsewhere.example" not in body["body"]
        assert b"page.js" in body["body"]
        assert int(dict(start["headers"])[b"content-length"]) == len(body["body"])
    assert len(nonces) == 2


def test_a_page_for_the_network_answers_to_addresses_but_not_to_foreign_names() -> None:
    guard = Guard(_app, names=frozenset({"desk"}), any_address=True)
    assert _status(_ask(host="192.168.0.7:7860", guard=guard)) == 200
    assert _status(_ask(host="desk:7860", guard=guard)) == 200
    assert _status(_ask(host="elsewhere.example", guard=guard)) == 421


def test_loopback_addresses_are_told_from_others() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.7", "desk", "")))
