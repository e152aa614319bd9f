"""Several texts to each of several prompts, computed together.

Measured on two cores, in tokens per second: one text alone 39; three together 44; six 54; eight 62;
twelve 79; fifteen 81; sixteen 112, because llama.cpp has a faster way for sixteen rows. So ask for
many at once: a prompt whose texts are finished makes room for the next one, and twelve to fifteen
rows are filled up to sixteen with rows that nobody reads.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event

import numpy as np

from assistant.errors import NothingToSay
from assistant.runtime.assembling import TextAssembler
from assistant.runtime.constraint import TokenConstraint, TokenTable
from assistant.runtime.context import Logits, NativeContext, PrefixSequence, Step, common_length
from assistant.runtime.options import MOST_TOKENS_OVER, GenerationOptions
from assistant.runtime.sampling import pick_token
from assistant.runtime.scoring import cancelled

LANES = 16
"""Texts computed at once."""
SEQUENCES = LANES + 2
"""Sequence 0 keeps what all prompts begin with; the last one takes the rows that fill up."""
_FILLED_FROM = 12
_FILLING = SEQUENCES - 1


@dataclass(frozen=True, slots=True)
class Job:
    """One prompt and how to write the texts to it."""

    tokens: tuple[int, ...]
    first: GenerationOptions
    """For its first text."""
    others: GenerationOptions
    """For the others; the seed is counted up."""

    def cells(self, n: int, shared: int) -> int:
        """Count the room for n texts to it, the `shared` first tokens excluded."""
        return len(self.tokens) - shared + n * (self.first.max_tokens + MOST_TOKENS_OVER)


class CandidateWriter:
    """Write `n` texts to each prompt in one context.

    Args:
        context: With `SEQUENCES` sequences and as many outputs as `LANES`.
        table: The model's vocabulary.
    """

    def __init__(self, context: NativeContext, table: TokenTable) -> None:
        self._context = context
        self._table = table
        self._prefix = PrefixSequence(context, is_repeatable=True)
        self._room = context.tokens - (LANES - _FILLED_FROM)

    def write(
        self, jobs: Sequence[Job], n: int, stop: Event
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give (index of the job, its n texts) as they are finished.

        Raises:
            Cancelled: `stop` was set.
            NothingToSay: the context has no room for one prompt with its texts.
        """
        if not jobs:
            return
        shared = min(common_length(jobs[0].tokens, job.tokens[:-1]) for job in jobs)
        self._check_room(jobs, n, shared)
        if shared:
            self._prefix.read(jobs[0].tokens[:shared], stop=stop, first_output=shared)
            if stop.is_set():
                raise cancelled()
        waiting = deque(enumerate(jobs))
        running: list[_Group] = []
        try:
            while waiting or running:
                while waiting and self._has_room(waiting[0][1], n, shared, running):
                    index, job = waiting.popleft()
                    running.append(_Group(index, self._start(job, n, shared, running, stop)))
                self._step(running, stop)
                for group in [group for group in running if group.is_done]:
                    running.remove(group)
                    self._forget(group)
                    yield group.index, group.texts
        finally:
            for group in running:
                self._forget(group)

    def _step(self, running: "Sequence[_Group]", stop: Event) -> None:
        """Compute one token of each text in work."""
        if stop.is_set():
            raise cancelled()
        active = [lane for group in running for lane in group.lanes if not lane.is_done]
        if not active:
            return
        steps = [Step(lane.token, lane.position, lane.sequence, True) for lane in active]
        if _FILLED_FROM <= len(steps) < LANES:
            steps += [Step(0, i, _FILLING, False) for i in range(LANES - len(steps))]
        self._context.decode(steps)
        self._context.forget(_FILLING)
        for index, lane in enumerate(active):
            lane.take(self._context.logits(index))

    def _check_room(self, jobs: Sequence[Job], n: int, shared: int) -> None:
        room = self._room - shared
        need = max(job.cells(n, shared) for job in jobs)
        if need > room:
            raise NothingToSay(
                "The request is too long for the model",
                f"{n} texts to it need room for {need} tokens, and {room} fit",
                "Ask for fewer or shorter texts",
            )

    def _has_room(self, job: Job, n: int, shared: int, running: "Sequence[_Group]") -> bool:
        lanes = sum(len(group.lanes) for group in running)
        cells = shared + sum(group.lanes[0].job.cells(n, shared) for group in running)
        return lanes + n <= LANES and cells + job.cells(n, shared) <= self._room

    def _forget(self, group: "_Group") -> None:
        for lane in group.lanes:
            self._context.forget(lane.sequence)

    def _start(
        self, job: Job, n: int, shared: int, running: "Sequence[_Group]", stop: Event
    ) -> "list[_Lane]":
        """Read a prompt's own part once and give each of its texts its first token."""
        taken = {lane.sequence for group in running for lane in group.lanes}
        sequences = [i for i in range(1, _FILLING) if i not in taken][:n]
        first_sequence = sequences[0]
        if shared:
            self._context.share(0, first_sequence)
        own = PrefixSequence(self._context, first_sequence, job.tokens[:shared])
        own.read(job.tokens, stop=stop)
        if not own.is_at(job.tokens):
            self._context.forget(first_sequence)
            raise cancelled()
        logits = own.last_logits()
        lanes = [_Lane(self._table, job, i, sequence) for i, sequence in enumerate(sequences)]
        for lane in lanes:
            if lane.sequence != first_sequence:
                self._context.share(first_sequence, lane.sequence)
            lane.take(logits)
        return lanes


class _Group:
    """The texts to one prompt."""

    def __init__(self, index: int, lanes: "list[_Lane]") -> None:
        self.index = index
        self.lanes = lanes

    @property
    def is_done(self) -> bool:
        return all(lane.is_done for lane in self.lanes)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(lane.text for lane in self.lanes)


class _Lane:
    """One text in work."""

    def __init__(self, table: TokenTable, job: Job, index: int, sequence: int) -> None:
        options = job.others if index else job.first
        self.job = job
        self.sequence = sequence
        self.position = len(job.tokens) - 1
        self.token = -1
        self.is_done = False
        self._table = table
        self._options = options
        self._random = np.random.default_rng(options.seed + index)
        self._text = TextAssembler(options.stop_strings)
        self._constraint = TokenConstraint(
            table, scripts=options.scripts, allowed_numbers=options.allowed_numbers
        )
        self._left = options.max_tokens

    @property
    def text(self) -> str:
        return self._text.text

    def take(self, logits: Logits) -> None:
        """Choose the next token, or end."""
        self.token = pick_token(
            self._constraint.apply(logits),
            temperature=self._options.temperature,
            top_p=self._options.top_p,
            random=self._random,
        )
        self.position += 1
        self._left -= 1
        is_end = self.token in self._table.end_tokens
        if not is_end:
            self._constraint.accept(self.token)
            self._text.feed(self._table.pieces[self.token])
        is_full = self._left <= 0 and not self._constraint.is_open
        is_full = is_full or self._left <= -MOST_TOKENS_OVER
        if is_end or is_full or self._text.has_met_stop_string:
            self._text.finish()
            self.is_done = True
