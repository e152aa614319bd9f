"""`policy-comment models`: which models there are, and having them here."""

import typer

app = typer.Typer(help="List, fetch, verify and remove models.", no_args_is_help=True)
