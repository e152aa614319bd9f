"""A server on loopback that speaks the Hub's protocol: resolve, redirects, ranges, faults."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FakeHub:
    """What it serves, how it misbehaves, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    """`/repo/resolve/revision/path` → content."""
    cut_after: list[int] = field(default_factory=list)
    """The next answers break off after so many bytes."""
    is_deaf_to_ranges: bool = False
    is_stalled: threading.Event = field(default_factory=threading.Event)
    """While set, a body stops after its first kilobyte until `released` is set."""
    released: threading.Event = field(default_factory=threading.Event)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Method, path and headers."""
    url: str = ""

    def ranges(self) -> list[str | None]:
        """The ranges asked of the files themselves."""
        return [h.get("range") for _, path, h in self.requests if path.startswith("/cdn")]


@contextmanager
def running_hub(hub: FakeHub) -> Iterator[FakeHub]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            hub.requests.append(("GET", self.path, headers))
            if not self.path.startswith("/cdn"):
                self._redirect()
                return
            content = hub.files.get(self.path.removeprefix("/cdn"))
            if content is None:
                self._empty(404)
                return
            self._send(content, headers.get("range"))

        def _redirect(self) -> None:
            if self.path not in hub.files:
                self._empty(404)
                return
            self.send_response(302)
            self.send_header("Location", f"/cdn{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _empty(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _send(self, content: bytes, asked: str | None) -> None:
            start = 0
            if asked and not hub.is_deaf_to_ranges:
                start = int(asked.removeprefix("bytes=").removesuffix("-"))
                self.send_response(206)
                self.send_header(
                    "Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}"
                )
            else:
                self.send_response(200)
            body = content[start:]
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if hub.cut_after:
                self.wfile.write(body[: hub.cut_after.pop(0)])
                self.close_connection = True
            elif hub.is_stalled.is_set():
                self.wfile.write(body[:1024])
                self.wfile.flush()
                hub.released.wait(20)
                self.close_connection = True
            else:
                self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        hub.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
