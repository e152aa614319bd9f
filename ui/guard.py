"""The door of the page: who may ask, for what, and what the browser may load.

Gradio answers any Host and any Origin and offers routes that this page never uses; with this
in front of it a foreign site can neither reach the page by a name of its own (DNS rebinding) nor
send requests from a visitor's browser, and the browser loads nothing from another machine.
"""

import ipaddress
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

# What Gradio's own page asks for; everything else (monitoring, proxying, files, code editing)
# does not exist here.
_EXACT = frozenset(
    {
        "/",
        "/config",
        "/theme.css",
        "/favicon.ico",
        "/manifest.json",
        "/robots.txt",
    }
)
_PREFIXES = (
    "/assets/",
    "/static/",
    "/svelte/",
    "/page/",
    "/export/",
    "/gradio_api/run/",
    "/gradio_api/queue/",
    "/gradio_api/upload",
    "/gradio_api/heartbeat/",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/startup-events",
    "/gradio_api/app_id",
    "/gradio_api/component_server",
    "/gradio_api/theme.css",
)
# Gradio's components compile their templates, hence 'unsafe-eval'; inline scripts run only with
# the response's own nonce, so an event attribute that slipped through escaping stays inert.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval' 'nonce-{nonce}'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
_SCRIPT = re.compile(rb"<script\b")
_REMOTE_META = re.compile(rb"<meta\s[^>]*\bcontent=\"https?://[^>]*>", re.DOTALL)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens on `host`."""
    name = host.strip("[]").lower()
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware that refuses foreign requests and restricts what a page may load.

    Args:
        app: The guarded application.
        head: HTML put at the end of the page's head; its scripts get the nonce as well.
        names: Names by which the page may be called besides the loopback ones.
        any_address: Whether it may be called by any IP address; rebinding needs a name, so this
            is safe where other machines are meant to reach the page.
    """

    def __init__(
        self,
        app: AsgiApp,
        *,
        head: str = "",
        names: frozenset[str] = frozenset(),
        any_address: bool = False,
    ) -> None:
        self._app = app
        self._head = head
        self._names = names | {"localhost", "127.0.0.1", "::1"}
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(scope, send, *refusal)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._serve(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = _headers(scope)
        host = headers.get("host", "")
        if not self._is_own_name(_host_name(f"//{host}")):
            return 421, "This page is called by a name that is not its own."
        origin = headers.get("origin")
        if origin is not None and not self._is_own_origin(origin, host):
            return 403, "Another site may not send requests to this page."
        is_visit = headers.get("sec-fetch-mode") == "navigate" and scope["path"] == "/"
        if headers.get("sec-fetch-site") == "cross-site" and not is_visit:
            return 403, "Another site may not load parts of this page."
        if not _is_known(scope["path"]):
            return 404, "There is nothing here."
        return None

    def _is_own_name(self, name: str) -> bool:
        if name in self._names:
            return True
        return self._any_address and _is_address(name)

    def _is_own_origin(self, origin: str, host: str) -> bool:
        try:
            netloc = urlsplit(origin).netloc
        except ValueError:
            return False
        return netloc == host and self._is_own_name(_host_name(origin))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        nonce = secrets.token_urlsafe(16)
        rewriter = _PageRewriter(nonce, self._head, send)
        is_page = scope["path"] == "/"
        if is_page:
            # The page is rewritten, so it must come uncompressed.
            kept = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            scope = {**scope, "headers": kept}

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_policy(message["headers"], nonce)}
            await (rewriter.send(message) if is_page else send(message))

        await self._app(scope, receive, forward)


class _PageRewriter:
    """Adds to the page's head, gives its scripts the nonce, drops links to other hosts."""

    def __init__(self, nonce: str, head: str, send: Send) -> None:
        self._nonce = nonce.encode()
        self._head = head.encode()
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body", False) or self._start is None:
            return
        body = self._body.replace(b"</head>", self._head + b"</head>", 1)
        body = _SCRIPT.sub(b'<script nonce="' + self._nonce + b'"', body)
        body = _REMOTE_META.sub(b"", body)
        headers = [(k, v) for k, v in self._start["headers"] if k.lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _headers(scope: Scope) -> dict[str, str]:
    return {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}


def _host_name(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _is_known(path: str) -> bool:
    return path in _EXACT or path.startswith(_PREFIXES)


def _with_policy(headers: list[tuple[bytes, bytes]], nonce: str) -> list[tuple[bytes, bytes]]:
    own = {
        b"content-security-policy": _POLICY.format(nonce=nonce).encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"no-referrer",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
    }
    return [(k, v) for k, v in headers if k.lower() not in own] + list(own.items())


async def _refuse(scope: Scope, send: Send, status: int, reason: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": reason})
        return
    body = reason.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
