"""Fetch a file from a Hugging Face Hub, or a mirror that speaks its protocol (`HF_ENDPOINT`).

Plain HTTP: the repositories are public, so no token is ever sent, and nothing is reported.
"""

import os
import queue
import time
from collections.abc import Iterator
from threading import Event, Thread
from urllib.parse import quote

import httpx

from assistant.catalogue import Place
from assistant.fetching.transfer import GrowingFile, OnBytes, PlaceFailed, stop_if
from knowledge.types import IsCancelled

_DEFAULT_ENDPOINT = "https://huggingface.co"
_ANSWER_TIMEOUT_S = 8.0
"""To name resolution, connection and the first byte together: a machine without the Hub goes on
to the next place after this."""
_TIMEOUT = httpx.Timeout(connect=4.0, read=20.0, write=10.0, pool=4.0)
_POLL_S = 0.1
_QUEUED_BLOCKS = 64
_TRIES = 4
"""Connections for one file, each going on where the one before broke off."""


def fetch_from_hub(
    place: Place, target: GrowingFile, on_bytes: OnBytes, is_cancelled: IsCancelled
) -> None:
    """Complete `target`, going on where it ends.

    Raises:
        PlaceFailed: The Hub can't be reached, hasn't the file, or breaks off again and again.
        Cancelled: The user stopped it; what is had stays.
    """
    endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or _DEFAULT_ENDPOINT
    url = f"{endpoint}/{place.repo}/resolve/{place.revision}/{quote(target.item.path)}"
    broken = ""
    for _ in range(_TRIES):
        before = target.size
        try:
            for block in _stream(url, target, is_cancelled):
                target.append(block)
                on_bytes(target.size)
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            broken = f"{type(exc).__name__}: {exc}"
            if target.size == before:
                break
        if target.is_complete:
            return
    why = broken or "it ended early"
    raise PlaceFailed(f"{why} (at byte {target.size} of {target.item.bytes})")


def _stream(url: str, target: GrowingFile, is_cancelled: IsCancelled) -> Iterator[bytes]:
    """Yield the bytes from the target's end on.

    The request runs in a thread of its own: neither a name server that doesn't answer nor a
    stalled connection then keeps the user's stop waiting.
    """
    blocks: queue.Queue[bytes | BaseException | None] = queue.Queue(_QUEUED_BLOCKS)
    abandoned = Event()
    worker = Thread(
        target=_request, args=(url, target.size, blocks, abandoned), name="hub", daemon=True
    )
    worker.start()
    deadline = time.monotonic() + _ANSWER_TIMEOUT_S
    has_started = False
    try:
        while True:
            stop_if(is_cancelled)
            try:
                block = blocks.get(timeout=_POLL_S)
            except queue.Empty:
                if not worker.is_alive() and blocks.empty():
                    raise PlaceFailed("the connection ended in a way nobody foresaw") from None
                if not has_started and time.monotonic() > deadline:
                    raise PlaceFailed(f"no answer within {_ANSWER_TIMEOUT_S:.0f} s") from None
                continue
            if block is None:
                return
            if isinstance(block, BaseException):
                raise block
            if not has_started and block == _FROM_START and target.size:
                target.truncate(0)
            if has_started:
                yield block
            has_started = True
    finally:
        abandoned.set()


_FROM_START, _FROM_OFFSET = b"0", b"+"
"""What `_request` puts first: whether the server begins at the start or at the offset."""


def _request(
    url: str,
    offset: int,
    blocks: "queue.Queue[bytes | BaseException | None]",
    abandoned: Event,
) -> None:
    """Run the request and put its blocks, then None or the error that ended it."""

    def put(block: bytes | BaseException | None) -> bool:
        while not abandoned.is_set():
            try:
                blocks.put(block, timeout=_POLL_S)
            except queue.Full:
                continue
            return True
        return False

    # Compressed bytes could not be resumed at an offset.
    headers = {"Accept-Encoding": "identity", "User-Agent": "policy-comment-assistant"}
    if offset:
        headers["Range"] = f"bytes={offset}-"
    try:
        with (
            httpx.Client(timeout=_TIMEOUT, follow_redirects=True) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            put(_where_it_begins(response, offset))
            for block in response.iter_raw():
                if not put(block):
                    return
        put(None)
    except (httpx.HTTPError, httpx.InvalidURL, PlaceFailed) as exc:
        put(exc)


def _where_it_begins(response: httpx.Response, offset: int) -> bytes:
    status = response.status_code
    if status == httpx.codes.PARTIAL_CONTENT:
        begins = response.headers.get("Content-Range", "").removeprefix("bytes ").split("-")[0]
        if begins != str(offset):
            raise PlaceFailed(f"it answered with another range than was asked: {begins!r}")
        return _FROM_OFFSET
    if status == httpx.codes.OK:
        return _FROM_START
    raise PlaceFailed(f"it answered {status} {response.reason_phrase}")
