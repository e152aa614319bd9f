"""`policy-comment serve`: the page."""

from pathlib import Path
from typing import Annotated

import typer

from ui.console import Output, run_command
from ui.options import SettingsFile, Workspace


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port.")] = 7860,
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
        from ui.guard import is_loopback
        from ui.opening import open_assistant

        if not is_loopback(host) and not allow_network:
            raise typer.BadParameter(
                f"{host!r} can be reached by other machines and the page has no password; "
                "add --allow-network if that is what you want",
                param_hint="--host",
            )
        with open_assistant(settings, workspace=workspace) as assistant:
            from ui.server import run

            run(
                assistant,
                host=host,
                port=port,
                samples=samples,
                open_browser=open_browser,
                announce=output.aside().print,
            )

    run_command(False, work)
