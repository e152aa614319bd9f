"""Files → store: what is new, changed, moved, gone."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

from knowledge.errors import Cancelled, UnreadableFile
from knowledge.indexing import Identity, Indexing, Reading, sha256_of
from knowledge.scanning import FoundFile, Scan, is_under, reason_of, scan, shown
from knowledge.store import FileState, Store
from knowledge.types import Failure, SyncReport

_TIME_GRAIN_NS = 2_000_000_000
"""Coarsest step of a file system's clock: a file changed twice within it may keep its time."""


class Sync:
    """One run over folders and files. Call `run` once, under the store's lock of long work."""

    def __init__(self, store: Store, indexing: Indexing, reading: Reading) -> None:
        self._store = store
        self._indexing = indexing
        self._reading = reading
        self._known: dict[str, FileState] = {}
        self._paths_by_hash: dict[str, list[str]] = {}
        self._counts = dict.fromkeys(
            ("added", "updated", "unchanged", "moved", "removed", "passages"), 0
        )
        self._failed: list[Failure] = []
        self._gone: list[str] = []

    def run(self, roots: Iterable[str]) -> SyncReport:
        """Bring the store in line with what is on disk under the roots.

        Args:
            roots: Absolute paths of folders and files; sources elsewhere are left alone.
        """
        started = time.monotonic()
        was_cancelled = False
        roots = tuple(roots)
        with self._store.snapshot() as snapshot:
            self._known = snapshot.files()
            excluded = snapshot.excluded()
        for path, state in self._known.items():
            self._paths_by_hash.setdefault(state.sha256, []).append(path)
        present = tuple(root for root in roots if self._is_present(root))
        found = scan(present, self._reading.suffixes)
        self._failed += found.failed
        try:
            self._take_in([file for path, file in found.files.items() if path not in excluded])
            self._remove_gone(present, found)
            self._indexing.embed_missing()
        except Cancelled:
            was_cancelled = True
        return SyncReport(
            **self._counts,
            failed=tuple(self._failed),
            seconds=time.monotonic() - started,
            was_cancelled=was_cancelled,
        )

    def _is_present(self, root: str) -> bool:
        """Tell whether a root can be scanned; one that is missing is seen to here.

        A file that is gone from its folder was deleted. A folder that is gone may be on a drive
        that isn't connected, so what was indexed from it stays.
        """
        if os.path.lexists(root):
            return True
        if root in self._known and os.path.isdir(os.path.dirname(root)):
            self._gone.append(root)
            return False
        if any(is_under(path, root) for path in self._known):
            reason = "it is missing; its sources are kept. Remove them if it is gone for good"
        else:
            reason = "there is no such file or folder"
            self._store.forget_roots([root])
        self._failed.append(Failure(path=shown(root), reason=reason))
        return False

    def _take_in(self, files: list[FoundFile]) -> None:
        changed = [file for file in files if not self._is_as_indexed(file)]
        self._counts["unchanged"] += len(files) - len(changed)
        for done, file in enumerate(changed):
            self._indexing.tell("Reading", done, len(changed), Path(file.path).name)
            try:
                self._take_in_one(file)
            except UnreadableFile as exc:
                self._fail(file.path, f"{exc.why}. {exc.remedy}")
            except OSError as exc:
                self._fail(file.path, reason_of(exc))

    def _is_as_indexed(self, file: FoundFile) -> bool:
        known = self._known.get(file.path)
        if known is None or known.reading != self._reading.version:
            return False
        return (known.size, known.mtime_ns) == (file.size, file.mtime_ns)

    def _take_in_one(self, file: FoundFile) -> None:
        path = Path(file.path)
        sha256 = sha256_of(path)
        is_settled = time.time_ns() - file.mtime_ns > _TIME_GRAIN_NS
        mtime_ns = file.mtime_ns if is_settled else 0
        known = self._known.get(file.path)
        is_same = known is not None and known.sha256 == sha256
        if known is not None and is_same and known.reading == self._reading.version:
            self._store.touch(known.source_id, file.size, mtime_ns)
            self._counts["unchanged"] += 1
            return
        former = None if known else self._former_path(sha256)
        if former is not None:
            self._store.move(self._known[former].source_id, file.path, file.size, mtime_ns)
            self._store.forget_roots([former])
            self._known[file.path] = self._known.pop(former)
            self._counts["moved"] += 1
            return
        extracted = self._reading.read_file(path)
        passages = self._reading.cut(extracted)
        version = self._reading.version
        if (
            known is not None
            and is_same
            and self._indexing.refresh(known.source_id, version, extracted, passages)
        ):
            self._store.touch(known.source_id, file.size, mtime_ns)
            self._counts["unchanged"] += 1
            return
        identity = Identity(
            path=file.path, sha256=sha256, size=file.size, mtime_ns=mtime_ns, reading=version
        )
        self._indexing.put(identity, extracted, passages)
        self._counts["added" if known is None else "updated"] += 1
        self._counts["passages"] += len(passages)

    def _former_path(self, sha256: str) -> str | None:
        """Return where a source with these bytes was, when it is there no longer."""
        for path in self._paths_by_hash.get(sha256, ()):
            if path in self._known and os.path.isabs(path) and not os.path.lexists(path):
                return path
        return None

    def _remove_gone(self, roots: tuple[str, ...], found: Scan) -> None:
        gone = [path for path in self._gone if path in self._known]
        gone += [
            path
            for path in self._known
            if path not in found.files
            and any(is_under(path, root) for root in roots)
            and not any(is_under(path, unseen) for unseen in found.unseen)
        ]
        if gone:
            self._counts["removed"] += self._store.remove(self._known[p].source_id for p in gone)
            self._store.forget_roots(gone)

    def _fail(self, path: str, reason: str) -> None:
        if path in self._known:
            reason = f"{reason} (what was indexed from it before is kept)"
        self._failed.append(Failure(path=shown(path), reason=reason))
