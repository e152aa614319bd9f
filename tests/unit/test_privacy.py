"""No library calls home, whatever the environment says."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.privacy import switch_off_telemetry

ROOT = Path(__file__).parents[2]

CHAIN = """
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.langchain import wait_for_all_tracers
RunnableLambda(lambda text: text.upper()).invoke("our confidential position")
wait_for_all_tracers()
"""
SWITCH = "from assistant.privacy import switch_off_telemetry; switch_off_telemetry()\n"


class _Counter(ThreadingHTTPServer):
    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Counter

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.bodies.append(self.path.encode() + b" " + body)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = do_PATCH = do_PUT = _answer

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[_Counter]:
    """A server that counts what it is sent, in the place of the tracing service."""
    server = _Counter()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run(code: str, collector: _Counter) -> None:
    # Other tests of this process may have switched tracing off, under other names too.
    own = {k: v for k, v in os.environ.items() if not k.startswith(("LANGSMITH_", "LANGCHAIN_"))}
    environment = {
        **own,
        "OTEL_SDK_DISABLED": "false",
        "PYTHONPATH": str(ROOT),
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "a-key",
        "LANGCHAIN_API_KEY": "a-key",
        "LANGSMITH_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
        "LANGCHAIN_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
    }
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=120)


def test_without_the_switch_the_text_is_sent(collector: _Counter) -> None:
    """Shows that the tests below can fail."""
    run(CHAIN, collector)
    assert collector.bodies


def test_with_the_switch_nothing_is_sent(collector: _Counter) -> None:
    run(SWITCH + CHAIN, collector)
    assert collector.bodies == []


def test_the_switch_works_after_the_library_has_read_the_environment(collector: _Counter) -> None:
    code = "from langsmith.utils import tracing_is_enabled as t\nassert t()\n" + SWITCH
    run(code + "assert not t()\n" + CHAIN, collector)
    assert collector.bodies == []


def test_keys_are_left_alone_and_the_rest_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "environ", {"LANGSMITH_API_KEY": "a-key", "LANGCHAIN_HANDLER": "x"})
        switch_off_telemetry()
        assert os.environ["LANGSMITH_API_KEY"] == "a-key"
        assert "LANGCHAIN_HANDLER" not in os.environ
        assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
        assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
        assert os.environ["HF_HUB_OFFLINE"] == "1"
        assert os.environ["DO_NOT_TRACK"] == "1"


def test_gradio_and_the_hub_see_it() -> None:
    code = (
        SWITCH + "import huggingface_hub.constants as c\n"
        "assert c.HF_HUB_OFFLINE and c.HF_HUB_DISABLE_TELEMETRY\n"
        "from gradio.analytics import analytics_enabled\nassert not analytics_enabled()\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "GRADIO_ANALYTICS_ENABLED": "True",
        "HF_HUB_OFFLINE": "0",
    }
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=120)
