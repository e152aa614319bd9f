"""`policy-comment models`: which models there are, and having them here."""

from pathlib import Path
from typing import Annotated

import typer

from ui.console import Output, run_command
from ui.options import AsJson, SettingsFile, Workspace

app = typer.Typer(help="List, fetch, verify and remove models.", no_args_is_help=True)
