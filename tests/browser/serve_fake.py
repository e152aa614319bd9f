"""Serves the real page over a real library, with a writer that needs no weights.

Usage: serve_fake.py WORKSPACE PORT CONTACTS_FILE. Every attempt to look up or reach another
machine is noted in CONTACTS_FILE.
"""

import sys
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
LOCAL = ("127.0.0.1", "localhost", "::1", "0.0.0.0", None, "", "None")


def note_contacts(file: Path) -> None:
    """Write down every host but this one that the process turns to."""
    file.touch()

    def hook(event: str, args: tuple[Any, ...]) -> None:
        host: Any = None
        if event in ("socket.getaddrinfo", "socket.gethostbyname"):
            host = args[0]
        elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
            host = args[1][0]
        if isinstance(host, bytes):
            host = host.decode()
        if host not in LOCAL:
            with file.open("a") as notes:
                notes.write(f"{event} {host}\n")

    sys.addaudithook(hook)


def main() -> None:
    workspace, port, contacts = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    note_contacts(contacts)
    warnings.simplefilter("error")

    from assistant.privacy import switch_off_telemetry

    switch_off_telemetry()

    import uvicorn
    from fake_assistant import open_fake

    from ui.server import application, find_samples

    app: Any = application(
        open_fake(workspace, compare_in_background=True),
        workspace=workspace,
        host="127.0.0.1",
        port=port,
        samples=find_samples(None),
    )
    # As the real page: a stream that a browser keeps open does not hold up the end.
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
