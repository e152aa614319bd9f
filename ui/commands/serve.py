"""`policy-comment serve`: the page."""

from pathlib import Path
from typing import Annotated

import typer

from ui.console import Output, run_command
from ui.options import SettingsFile, Workspace


def serve(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on; default 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port; default 7860.")
    ] = None,
    allow_network: Annotated[
        bool,
        typer.Option(
            "--allow-network",
            help="Permit a --host that other machines can reach; there is no password.",
        ),
    ] = False,
    samples: Annotated[
        Path | None,
        typer.Option("--samples", metavar="DIR", help="Folder with the sample sources."),
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser.")
    ] = False,
    workspace: Workspace = None,
    settings: SettingsFile = None,
) -> None:
    """Serve the page on this machine."""

    def work(output: Output) -> None:
        from assistant.errors import SettingsError
        from ui import server
        from ui.guard import is_loopback
        from ui.opening import open_assistant, read_settings

        chosen = read_settings(settings, workspace=workspace, host=host, port=port)
        if not is_loopback(chosen.host) and not allow_network:
            raise SettingsError(
                f"The page was not served on {chosen.host!r}",
                "other machines can reach that address and the page has no password",
                "Leave --host out, or add --allow-network if that is what you want",
            )
        with open_assistant(settings, workspace=workspace) as assistant:
            server.run(
                assistant,
                workspace=chosen.workspace,
                host=chosen.host,
                port=chosen.port,
                samples=samples,
                open_browser=open_browser,
                announce=output.aside().print,
            )

    run_command(False, work)
