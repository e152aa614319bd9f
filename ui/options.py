"""Options that several commands share, with one wording."""

from pathlib import Path
from typing import Annotated

import typer

Workspace = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        metavar="DIR",
        help="Folder with the library and its conversations; default: your data folder.",
    ),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="TOML file with settings."),
]
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON object and nothing else on standard output."),
]
Compare = Annotated[
    bool,
    typer.Option(
        "--compare",
        help="Have the model compare each sentence with altered versions of itself.",
    ),
]
