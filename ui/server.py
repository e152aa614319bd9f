"""Serving the page: the web server around Gradio."""

import os
import shutil
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError
from ui.guard import Guard, is_loopback

if TYPE_CHECKING:
    from assistant import Assistant

_SAMPLES = Path(__file__).parents[1] / "examples" / "sources"


def find_samples(given: Path | None) -> Path | None:
    """Return the folder with the sample sources: the given one, or the repository's."""
    folder = given or _SAMPLES
    return folder if folder.is_dir() else None


def application(
    assistant: "Assistant",
    *,
    workspace: Path,
    host: str,
    port: int,
    samples: Path | None = None,
    on_start: Callable[[], None] | None = None,
) -> Guard:
    """Return the whole page as a guarded ASGI application.

    Args:
        assistant: The open assistant; it is not closed here.
        workspace: Its folder.
        host: Address that will be listened on.
        port: Port that will be listened on.
        samples: The folder with the sample sources, if there is one.
        on_start: Called in the background once the page can be reached.
    """
    _keep_uploads_in(workspace)
    import fastapi
    import gradio as gr

    from ui.app import HEAD, Page, theme
    from ui.routes import add_routes
    from ui.uploads import MAX_FILE_BYTES

    page = Page(assistant, workspace=workspace, samples=samples)

    @asynccontextmanager
    async def lifespan(app: fastapi.FastAPI) -> AsyncIterator[None]:
        if on_start is not None:
            threading.Thread(target=on_start, daemon=True).start()
        yield
        page.close()

    app = fastapi.FastAPI(lifespan=lifespan, openapi_url=None)
    add_routes(app, assistant)
    mounted = gr.mount_gradio_app(
        app,
        page.blocks,
        path="/",
        server_name=host,
        server_port=port,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=MAX_FILE_BYTES,
        theme=theme(),
    )
    if is_loopback(host):
        return Guard(mounted, head=HEAD)
    names = frozenset({host.lower(), socket.gethostname().lower()})
    return Guard(mounted, head=HEAD, names=names, any_address=True)


def run(
    assistant: "Assistant",
    *,
    workspace: Path,
    host: str,
    port: int,
    samples: Path | None,
    open_browser: bool,
    announce: Callable[[str], None],
) -> None:
    """Serve until the process is asked to end.

    The model is loaded in the background; the page answers before it is there.

    Raises:
        SettingsError: The address can't be listened on.
    """
    listener = listen(host, port)
    port = listener.getsockname()[1]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    address = f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
    import uvicorn

    def on_start() -> None:
        announce(f"The page is at {address} (Ctrl-C ends it)")
        if open_browser:
            webbrowser.open(address)
        assistant.warm_up()

    app: Any = application(
        assistant,
        workspace=workspace,
        host=host,
        port=port,
        samples=find_samples(samples),
        on_start=on_start,
    )
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; port 0 picks a free one.

    Raises:
        SettingsError: The address isn't this machine's, or the port is in use.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as exc:
        raise SettingsError(
            f"The page can't be served on {host!r}, port {port}",
            exc.strerror or str(exc),
            "Choose another with --port, or end the program that uses it",
        ) from exc


def _keep_uploads_in(workspace: Path) -> None:
    """Have Gradio put uploads into the workspace, not where other users of the machine can look.

    What a run that was killed left there is removed. It must be set before Gradio is imported.
    """
    waiting = workspace / "uploads"
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir(mode=0o700, parents=True)
    os.environ["GRADIO_TEMP_DIR"] = str(waiting)
