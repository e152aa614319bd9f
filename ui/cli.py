"""The command `policy-comment`: which subcommands there are; each lives in `ui.commands`.

Nothing heavy is imported here or at the top of a command's file: `--help` must answer at once.
"""

import logging
import sys

import typer

from ui.commands import ask, check, doctor, evaluation, models, search, serve, sources, terms

app = typer.Typer(
    name="policy-comment",
    help="Ask your sources and draft policy comments, with citations, on your own machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(sources.app, name="sources")
app.command("search")(search.search)
app.command("ask")(ask.ask)
app.command("draft")(ask.draft)
app.command("check")(check.check)
app.add_typer(models.app, name="models")
app.add_typer(terms.app, name="terms")
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)
app.command("eval")(evaluation.evaluate)


def _show_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(version("policy-comment-assistant"))
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version."
    ),
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log what happens."),
) -> None:
    """Ask your sources and draft policy comments, with citations, on your own machine."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )


def main() -> None:
    """Run the command line; a Ctrl-C that no command handled ends it cleanly."""
    try:
        app()
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
