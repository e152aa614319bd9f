"""The local model, as the rest of the program sees it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from assistant.runtime.beginnings import (
    beginning_key,
    beginning_origin,
    load_beginning,
    save_beginning,
)
from assistant.runtime.candidates import LANES, Job
from assistant.runtime.loaded import Loaded
from assistant.runtime.native import default_threads
from assistant.runtime.options import (
    Generation,
    GenerationOptions,
    LogProbability,
    Looked,
    Usage,
)
from assistant.runtime.scoring import cancelled, score_continuation, shares_of
from assistant.runtime.streaming import TextStream
from assistant.runtime.watch import Places, locate

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_DRAWN_TEMPERATURE = 0.7


class LocalModel:
    """A GGUF model in this process.

    Contexts share the weights: one for writing, one for scoring, one for candidates, and where the
    model is watched one for questions. Each
    keeps the beginning that its last calls had in common, so the others don't disturb it; each is
    made on first use and used by one call at a time, in the order of asking. A prompt is plain text
    or messages (see `template.Prompt`); text in messages can't open a turn.

    Args:
        path: The GGUF file.
        context_tokens: Room for prompt and text together when writing.
        threads: Processors to compute on; None for a good number of those there are.
        places: Where to look inside it while it reads a question, where that is known. Questions
            then have a context of their own, which is watched.
    """

    def __init__(
        self,
        path: Path,
        *,
        context_tokens: int = 4096,
        threads: int | None = None,
        places: Places | None = None,
    ) -> None:
        self.path = path
        self.places = places
        self.context_tokens = context_tokens
        self.threads = threads
        self._loading = Lock()
        self._loaded: Loaded | None = None

    def __enter__(self) -> Self:
        self.load()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_loaded(self) -> bool:
        """Tell whether the weights are in memory."""
        return self._loaded is not None

    def load(self) -> None:
        """Open the weights and make ready for writing, in one to three seconds; idempotent.

        The other methods do it by themselves when it wasn't done.

        Raises:
            ModelUnavailable: no such file, no llama.cpp, too little memory, or an unknown kind.
            ModelCorrupt: the file is no GGUF file or is torn.
        """
        self._ready()

    def close(self) -> None:
        """Free all memory, after the calls in work have ended; the model can be loaded again."""
        with self._loading:
            if self._loaded is not None:
                self._loaded.close()
                self._loaded = None

    def count_tokens(self, prompt: "str | Sequence[BaseMessage]") -> int:
        """Count the tokens of a prompt, the template's included."""
        return len(self._ready().prompts.tokens(prompt))

    def stream(
        self,
        prompt: "str | Sequence[BaseMessage]",
        options: GenerationOptions | None = None,
        *,
        stop: Event | None = None,
    ) -> TextStream:
        """Write a text, piece by piece; see `TextStream`. Setting `stop` ends it early.

        Raises:
            NothingToSay: the prompt is too long; raised by the iteration.
        """
        return self._stream(prompt, options, stop, is_aside=False)

    def _stream(
        self,
        prompt: "str | Sequence[BaseMessage]",
        options: GenerationOptions | None,
        stop: Event | None,
        *,
        is_aside: bool,
    ) -> TextStream:
        loaded = self._ready()
        return TextStream(
            loaded.scoring if is_aside else loaded.chat,
            loaded.prompts.tokens(prompt),
            loaded.table,
            options or GenerationOptions(),
            lock=loaded.scoring_lock if is_aside else loaded.chat_lock,
            stop=stop or Event(),
        )

    def generate(
        self,
        prompt: "str | Sequence[BaseMessage]",
        options: GenerationOptions | None = None,
        *,
        stop: Event | None = None,
        is_aside: bool = False,
    ) -> Generation:
        """Write a text and give it when it is finished.

        `is_aside` writes it in the context for scoring, which holds less: what the one for writing
        has read stays there for the next question.
        """
        stream = self._stream(prompt, options, stop, is_aside=is_aside)
        for _ in stream:
            pass
        return stream.result

    def read_ahead(
        self, prompt: "str | Sequence[BaseMessage]", *, stop: Event | None = None
    ) -> Usage:
        """Read a prompt without writing, so that one that begins like it starts sooner."""
        return self.generate(prompt, GenerationOptions(max_tokens=0), stop=stop).usage

    def read_beginning(
        self, prompt: "str | Sequence[BaseMessage]", folder: Path, *, stop: Event | None = None
    ) -> None:
        """Have the beginning of prompts read, from a file of `folder` if it is there.

        Else it is read now and kept there. Where the context holds something already, nothing is
        done: a question was quicker.
        """
        from importlib.metadata import version

        loaded, signal = self._ready(), stop or Event()
        tokens = loaded.prompts.tokens(prompt)
        library, room = version("llama-cpp-python"), self.context_tokens
        plain = loaded.chat.context.is_plain
        key = beginning_key(tokens, library=library, context_tokens=room, is_plain=plain)
        file = folder / f"{key}.state"
        with loaded.chat_lock.held(signal) as is_mine:
            if not is_mine or len(loaded.chat):
                return
            state = load_beginning(file)
            if state is not None and loaded.chat.restore(tokens, state):
                return
            loaded.chat.read(tokens, stop=signal)
            if loaded.chat.is_at(tokens):
                origin = beginning_origin(
                    prompt, library=library, context_tokens=room, is_plain=plain
                )
                save_beginning(file, loaded.chat.state(), origin=origin)

    def next_token_probabilities(
        self,
        prompt: "str | Sequence[BaseMessage]",
        candidates: Sequence[str],
        *,
        context: Literal["chat", "asking"] = "chat",
        stop: Event | None = None,
    ) -> tuple[float, ...]:
        """Compare texts of one token each as the next one.

        Args:
            prompt: What stands before.
            candidates: The texts.
            context: The one for writing, or the one in which `ask_of_parts` has read the question.
            stop: Ends it when set.

        Returns:
            Their probabilities in the order given, normalised to sum 1 over them.

        Raises:
            ValueError: a candidate isn't exactly one token.
            Cancelled: `stop` was set.
        """
        loaded = self._ready()
        tokens = loaded.single_tokens(candidates)
        read = loaded.prompts.tokens(prompt)
        signal = stop or Event()
        with loaded.chat_lock.held(signal) as is_mine:
            if is_mine:
                sequence = loaded.chat if context == "chat" else loaded.asking
                sequence.read(read, stop=signal)
                if sequence.is_at(read):
                    return shares_of(sequence.last_logits(), tokens)
        raise cancelled()

    def ask_of_parts(
        self,
        prompt: "str | Sequence[BaseMessage]",
        candidates: Sequence[str],
        *,
        parts: Sequence[str],
        question: str,
        stop: Event | None = None,
    ) -> Looked:
        """Compare candidates as `next_token_probabilities` does, and see what happens inside.

        Args:
            prompt: Ends with the parts, one after the other, and the question after them.
            candidates: Texts of one token each.
            parts: Texts that stand in it.
            question: The text whose reading is watched.
            stop: Ends it when set.

        Returns:
            The candidates' probabilities and what was seen, nothing where no places are known.

        Raises:
            ValueError: a candidate isn't exactly one token, or a text isn't in the prompt.
            Cancelled: `stop` was set.
        """
        loaded, signal = self._ready(), stop or Event()
        watch = loaded.watch
        if watch is None:
            return Looked(
                probabilities=self.next_token_probabilities(prompt, candidates, stop=stop)
            )
        tokens = loaded.single_tokens(candidates)
        read = loaded.prompts.tokens(prompt)
        *spans, (start, end) = locate([*parts, question], read, loaded.weights.pieces)
        with loaded.chat_lock.held(signal) as is_mine:
            if is_mine:
                # The evidence is read where others can compute meanwhile.
                loaded.chat.read(read[:start], stop=signal, first_output=start)
                asking = loaded.asking
                if loaded.chat.is_at(read[:start]):
                    asking.adopt(loaded.chat, read[:start])
                    with watch.watching():
                        asking.read(read, stop=signal)
                if asking.is_at(read):
                    return Looked(
                        probabilities=shares_of(asking.last_logits(), tokens),
                        looks=watch.looks(spans, end - start),
                        state=watch.state(),
                    )
        raise cancelled()

    def log_probability(
        self,
        prompt: "str | Sequence[BaseMessage]",
        continuation: str,
        *,
        context: Literal["scoring", "chat"] = "scoring",
        stop: Event | None = None,
    ) -> LogProbability:
        """Tell how likely a continuation is after a prompt; see `score_pairs`."""
        return self.score_pairs([(prompt, continuation)], context=context, stop=stop)[0]

    def log_probabilities(
        self,
        prompt_prefix: str,
        items: Sequence[tuple[str, str]],
        *,
        stop: Event | None = None,
    ) -> tuple[LogProbability, ...]:
        """Score (tail of the prompt, continuation) pairs after one beginning, read once."""
        return self.score_pairs([(prompt_prefix + tail, text) for tail, text in items], stop=stop)

    def score_pairs(
        self,
        pairs: "Sequence[tuple[str | Sequence[BaseMessage], str]]",
        *,
        context: Literal["scoring", "chat"] = "scoring",
        stop: Event | None = None,
    ) -> tuple[LogProbability, ...]:
        """Tell how likely each continuation is after its prompt.

        What a prompt has in common with the one before isn't read again: order them so. The
        scoring context has room for `loaded.SCORING_TOKENS`; the chat context shares what was read
        for writing.

        Raises:
            ValueError: a continuation is empty.
            Cancelled: `stop` was set.
            NothingToSay: a pair is too long.
        """
        loaded = self._ready()
        signal = stop or Event()
        is_chat = context == "chat"
        sequence = loaded.chat if is_chat else loaded.scoring
        lock = loaded.chat_lock if is_chat else loaded.scoring_lock
        scores = []
        with lock.held(signal) as is_mine:
            if not is_mine:
                raise cancelled()
            for prompt, continuation in pairs:
                tokens = loaded.weights.tokenize(continuation)
                if not tokens:
                    raise ValueError("a continuation is empty")
                scores.append(
                    score_continuation(sequence, loaded.prompts.tokens(prompt), tokens, signal)
                )
        return tuple(scores)

    def sample_candidates(
        self,
        prompts: "Sequence[str | Sequence[BaseMessage]]",
        n: int,
        options: GenerationOptions | Sequence[GenerationOptions] | None = None,
        *,
        stop: Event | None = None,
        on_texts: Callable[[int, tuple[str, ...]], None] | None = None,
    ) -> tuple[tuple[str, ...], ...]:
        """Write several texts to each prompt: the first greedily, the others drawn.

        All are computed together, up to `LANES` at once; many at once are faster than few. The
        last digits of the logits depend on what is computed beside, so a text may differ between
        calls with other prompts.

        Args:
            prompts: What they have in common at the beginning is read once.
            n: Texts to each, 1 to `LANES`.
            options: For all, or one for each prompt (as for `allowed_numbers`). A temperature of 0
                stands for 0.7 in the drawn ones, whose seeds are counted up from `seed`.
            stop: When set, the work ends within a token's time.
            on_texts: Called with a prompt's index and its texts as soon as they are finished.

        Returns:
            For each prompt its n texts in order; some may be alike.

        Raises:
            ValueError: n is out of range, or there isn't one option for each prompt.
            Cancelled: `stop` was set.
            NothingToSay: a prompt with its texts is too long.
        """
        if not 1 <= n <= LANES:
            raise ValueError(f"n must be 1 to {LANES}, not {n}")
        single = options or GenerationOptions()
        each = [single] * len(prompts) if isinstance(single, GenerationOptions) else list(single)
        loaded = self._ready()
        jobs = [
            Job(
                tokens=tuple(loaded.prompts.tokens(prompt)),
                first=replace(o, temperature=0.0),
                others=replace(o, temperature=o.temperature or _DRAWN_TEMPERATURE),
            )
            for prompt, o in zip(prompts, each, strict=True)
        ]
        signal = stop or Event()
        with loaded.candidates_lock.held(signal) as is_mine:
            if not is_mine:
                raise cancelled()
            texts: dict[int, tuple[str, ...]] = {}
            for index, finished in loaded.candidates.write(jobs, n, signal):
                texts[index] = finished
                if on_texts is not None:
                    on_texts(index, finished)
        return tuple(texts[index] for index in range(len(jobs)))

    def _ready(self) -> Loaded:
        with self._loading:
            if self._loaded is None:
                self._loaded = Loaded(
                    self.path,
                    self.context_tokens,
                    self.threads or default_threads(),
                    self.places,
                )
            return self._loaded
