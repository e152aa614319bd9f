"""`policy-comment ask` and `draft`: an answer or a section, streamed to the terminal."""

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.comparing import follow_comparison
from ui.console import EXIT_INTERRUPTED, Output, interruptible, plain, run_command
from ui.options import AsJson, Compare, SettingsFile, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from assistant import Assistant
    from assistant.types import Answer, Event, Section

_QUOTES_AT_ONCE = 3


def ask(
    question: Annotated[str, typer.Argument(help="In any language.", metavar="QUESTION")],
    compare: Compare = False,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the sources, with citations."""
    _write(
        workspace,
        settings,
        as_json,
        compare,
        lambda assistant, stop: assistant.ask(question, stop=stop),
    )


def draft(
    section: Annotated[str, typer.Option("--section", help="The section's title.")],
    position: Annotated[str, typer.Option("--position", help="Your own stance.")] = "",
    words: Annotated[int, typer.Option("--words", min=1, help="Length.")] = 250,
    compare: Compare = False,
    workspace: Workspace = None,
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Draft a section of a public comment from the sources."""
    _write(
        workspace,
        settings,
        as_json,
        compare,
        lambda assistant, stop: assistant.draft(section, position=position, words=words, stop=stop),
    )


def _write(
    workspace: "Path | None",
    settings: "Path | None",
    as_json: bool,
    compare: bool,
    start: "Callable[[Assistant, threading.Event], Iterator[Event]]",
) -> None:
    def work(output: Output) -> None:
        from ui.opening import open_assistant

        with open_assistant(settings, workspace=workspace) as assistant, interruptible() as stop:
            result = _follow(output, start(assistant, stop))
            if compare and not result.was_stopped:
                result = _compared(output, assistant, result, stop)
            result = _confirmed(assistant, result)
        _finish(output, result)
        if compare and stop.is_set():
            raise typer.Exit(EXIT_INTERRUPTED)

    run_command(as_json, work)


def _follow(output: Output, events: "Iterator[Event]") -> "Answer | Section":
    """Show events as they come and return the result.

    Raises:
        RuntimeError: if the events end without a result, against their contract.
    """
    from assistant.types import EvidenceReady, Finished, TextGrown, Working

    aside = output.aside()
    stream = _TextStream(output)
    with aside.status("Searching the sources") as status:
        for event in events:
            match event:
                case EvidenceReady():
                    for cited in event.citations[:_QUOTES_AT_ONCE]:
                        aside.print(plain(f"[{cited.n}] {cited.quote}"), style="dim")
                case Working():
                    count = f" {event.done}/{event.total}" if event.total else ""
                    status.update(plain(event.message) + count)
                case TextGrown():
                    status.stop()
                    stream.grow(event.text)
                case Finished():
                    status.stop()
                    stream.end(event.result.text)
                    return event.result
    raise RuntimeError("the events ended without a result")


def _confirmed(assistant: "Assistant", result: "Answer | Section") -> "Answer | Section":
    """Lay over the sentences what people have confirmed of them."""
    from dataclasses import replace

    from assistant.confirmations import Confirmations

    confirmations = Confirmations(assistant.library.records)
    return replace(result, claims=confirmations.overlay(result.claims, result.citations))


def _compared(
    output: Output, assistant: "Assistant", written: "Answer | Section", stop: threading.Event
) -> "Answer | Section":
    """Compare the sentences; a text that has changed by it is printed anew."""
    result = follow_comparison(output, assistant.compare(written, stop=stop), written)
    if result.text != written.text and not output.as_json:
        output.people().print("\n(after comparing)\n")
        output.people().print(plain(result.text))
    return result


class _TextStream:
    """Text that grows on standard output; a change in what was printed is printed anew."""

    def __init__(self, output: Output) -> None:
        self._is_silent = output.as_json
        self._console = output.people()
        self._printed = ""

    def grow(self, text: str) -> None:
        text = plain(text)
        if not self._is_silent and text.startswith(self._printed):
            self._console.print(text[len(self._printed) :], end="")
            self._printed = text

    def end(self, text: str) -> None:
        text = plain(text)
        if self._is_silent:
            return
        if not text.startswith(self._printed):
            self._console.print("\n\n(after checking)\n")
            self._printed = ""
        self._console.print(text[len(self._printed) :])


def _finish(output: Output, result: "Answer | Section") -> None:
    from assistant.types import Section
    from ui import contracts

    if output.as_json:
        output.json(
            contracts.section(result) if isinstance(result, Section) else contracts.answer(result)
        )
    else:
        _print_notes(output, result)
    if result.was_stopped:
        output.aside().print("Stopped.")
        raise typer.Exit(EXIT_INTERRUPTED)


def _print_notes(output: Output, result: "Answer | Section") -> None:
    from assistant.types import Section

    console = output.people()
    for cited in result.citations:
        page = "" if cited.page is None else f", p. {cited.page}"
        console.print(plain(f"\n[{cited.n}] {cited.title}{page} — {cited.path}"), style="bold")
        console.print(f"    “{plain(cited.quote)}”")
        if cited.rendering:
            console.print(f"    {plain(cited.rendering)}", style="italic")
        if cited.note:
            console.print(f"    Note: {plain(cited.note)}")
    if result.nearest:
        from ui.commands.search import print_hits

        console.print("\nThe nearest passages:", style="bold")
        print_hits(output, result.nearest)
    if isinstance(result, Section):
        console.print(f"\n{result.words} words ({result.words_asked} asked for).", style="dim")
        for found in result.findings:
            console.print(f"{found.severity}: {plain(found.message)} {plain(found.remedy)}")
    _print_checks(output, result)


def _print_checks(output: Output, result: "Answer | Section") -> None:
    from assistant.types import Answer
    from ui.verdicts import confirmed_by, counted, is_doubtful

    if not result.claims:
        return
    doubtful = [claim for claim in result.claims if is_doubtful(claim)]
    dropped = len(result.dropped) if isinstance(result, Answer) else None
    console = output.people()
    console.print(f"\n{counted(result.claims, dropped)}", style="dim")
    for claim in result.claims:
        if claim.confirmation is not None:
            console.print(plain(f"{confirmed_by(claim.confirmation)}: {claim.text}"), style="dim")
    if doubtful:
        console.print("\nRead these against their originals:", style="bold")
    for claim in doubtful:
        kind = "" if claim.kind == "sourced" else f", {claim.kind}"
        console.print(f"- {claim.verdict}{kind}: {plain(claim.text)}")
        for found in claim.findings:
            console.print(f"    {found.severity}: {plain(found.message)} {plain(found.remedy)}")
