"""The left of the page: the sources, and bringing them into the library."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from knowledge.types import Failure, Progress, SyncReport
from ui import shelf, turns
from ui.jobs import Job
from ui.parts import QUIET, View, data_of, html, shown_at_the_rim
from ui.rim import Problem, at_the_rim
from ui.shelf import Syncing
from ui.uploads import take_in

if TYPE_CHECKING:
    from assistant import Assistant

Change = Callable[[Job[Syncing]], SyncReport]

_CHANGES = count(1)


class SourcesPanel:
    """Builds its components in the current Blocks; `wire` connects them with the others.

    Args:
        assistant: Whose library it shows.
        uploads: The workspace's folder for files that come by upload.
        samples: The folder with the sample sources, if there is one.
    """

    def __init__(self, assistant: "Assistant", *, uploads: Path, samples: Path | None) -> None:
        self._library = assistant.library
        self._uploads = uploads
        self._samples = samples
        self._job: Job[Syncing] | None = None
        gr.HTML("<h2>Sources</h2>", apply_default_css=False, elem_classes="panel-title")
        self.files = gr.File(
            label="Add files",
            file_count="multiple",
            height=104,
            elem_id="files",
        )
        self._changes = gr.State(0)
        self.progress = html(elem_id="progress")
        self.cancel = gr.Button("Cancel", elem_id="cancel", size="sm", visible=False)
        self.shelf = html(elem_id="shelf", events=("remove",))
        self.reindex = gr.Button("Re-index changed files", elem_id="reindex", size="sm")
        with gr.Accordion("Sync a folder", open=False, elem_id="sync-folder"):
            self.folder = gr.Textbox(
                label="Folder on this machine", placeholder="/home/me/sources", elem_id="folder"
            )
            self.sync = gr.Button("Sync folder", elem_id="sync", size="sm")

    def wire(self, blocks: Any, chat: Any) -> None:
        """Connect the events; the chat's greeting and citations follow the library."""
        shown = [
            *(self.files, self.progress, self.cancel, self.shelf, self.reindex, self.sync),
            self._changes,
        ]
        add, sync = self._safe(self._on_upload), self._safe(self._on_sync)
        self.files.upload(add, self.files, shown, **QUIET)
        gr.on([self.sync.click, self.folder.submit], sync, self.folder, shown, **QUIET)
        self.reindex.click(self._safe(self._on_reindex), None, shown, **QUIET)
        self.shelf.remove(self._safe(self._on_remove), None, shown, **QUIET)
        chat.welcome.samples(self._safe(self._on_samples), None, shown, **QUIET)
        self.cancel.click(self._on_cancel, None, None, queue=False, **QUIET)
        blocks.load(self._safe(self._on_load), None, shown, **QUIET)
        # With the conversation that is open by then, not the one from when the change began.
        self._changes.change(
            chat.standing,
            chat.current,
            [chat.welcome, chat.history, chat.live],
            queue=False,
            **QUIET,
        )

    def _safe(self, handler: Callable[..., Iterator[View]]) -> Callable[..., Iterator[View]]:
        def show(problem: Problem) -> View:
            return {self.progress: turns.problem(problem), **self._buttons(is_busy=False)}

        return shown_at_the_rim(handler, show)

    def _on_load(self) -> Iterator[View]:
        """Show the sources, and watch on if some are still being read."""
        if self._job is not None and not self._job.is_over:
            yield from self._watch(self._job)
        else:
            yield self._idle("")

    def close(self) -> None:
        """Stop a run over files and wait for its end, at most 5 seconds."""
        if self._job is not None:
            self._job.stop.set()
            self._job.wait(5)

    def _idle(self, progress: str) -> View:
        return {
            self.progress: progress,
            self.shelf: shelf.shelf(self._library.list()),
            **self._buttons(is_busy=False),
        }

    def _buttons(self, *, is_busy: bool) -> View:
        return {
            self.cancel: gr.update(visible=is_busy),
            self.reindex: gr.update(interactive=not is_busy),
            self.sync: gr.update(interactive=not is_busy),
        }

    def _run(self, change: Change) -> Iterator[View]:
        """Start a change of the library and show how far it is; one at a time."""
        if self._job is not None and not self._job.is_over:
            self._job.wait(600)
        self._job = Job(Syncing(), lambda job: self._work(job, change))
        self._job.start()
        yield from self._watch(self._job)

    def _work(self, job: Job[Syncing], change: Change) -> None:
        def done() -> None:
            report = change(job)
            job.update(lambda state: replace(state, report=report))

        def fail(problem: Problem) -> None:
            job.update(lambda state: replace(state, problem=problem))

        at_the_rim(done, fail)

    def _watch(self, job: Job[Syncing]) -> Iterator[View]:
        yield {self.files: None, **self._buttons(is_busy=True)}
        for state in job.watch():
            yield {self.progress: shelf.progress(state)}
        yield {**self._idle(shelf.progress(job.state)), self._changes: next(_CHANGES)}

    def _add(self, paths: tuple[Path, ...]) -> Change:
        return lambda job: self._library.add(
            paths, on_progress=_into(job), is_cancelled=job.stop.is_set
        )

    def _on_upload(self, files: list[str] | None) -> Iterator[View]:
        def change(job: Job[Syncing]) -> SyncReport:
            paths, refused = take_in(map(Path, files or ()), self._uploads)
            job.update(lambda state: replace(state, refused=refused))
            return self._add(paths)(job) if paths else SyncReport()

        yield from self._run(change)

    def _on_samples(self) -> Iterator[View]:
        if self._samples is not None:
            yield from self._run(self._add((self._samples,)))
        else:
            yield self._idle("")

    def _on_reindex(self) -> Iterator[View]:
        yield from self._run(
            lambda job: self._library.sync((), on_progress=_into(job), is_cancelled=job.stop.is_set)
        )

    def _on_sync(self, folder: str) -> Iterator[View]:
        path = Path(folder.strip()).expanduser()
        if not folder.strip() or not path.is_dir():
            failure = Failure(path=folder.strip() or "Folder", reason="there is no such folder")
            yield {self.progress: shelf.progress(Syncing(report=SyncReport(failed=(failure,))))}
            return
        yield from self._run(
            lambda job: self._library.sync(
                (path,), on_progress=_into(job), is_cancelled=job.stop.is_set
            )
        )

    def _on_remove(self, event: gr.EventData) -> Iterator[View]:
        key = data_of(event).get("key", "")
        if key.isdecimal():
            yield from self._run(lambda job: self._library.remove((int(key),)))
        else:
            yield self._idle("")

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.stop.set()


def _into(job: Job[Syncing]) -> Callable[[Progress], None]:
    return lambda step: job.update(lambda state: replace(state, progress=step))
