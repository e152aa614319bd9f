"""Compare writing through the app with a bare llama-cpp-python loop on the same prompt.

Run: python benchmarks/tokens_per_second.py [MODEL.gguf] [--rounds 5] [--tokens 64]

Both run in this process, in turns, with as many threads; medians over the rounds are shown,
because a machine that does something else beside disturbs single ones. The app is measured plain,
and with the mask of the language and the number rule as when it answers. The last line is the
memory of this process with the bare loop's second copy of the model in it, which the app hasn't.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.runtime import GenerationOptions, LocalModel, scripts_of_language
from assistant.runtime.native import default_threads, native_library

SYSTEM = "You are an assistant that writes formal English."
QUESTION = (
    "Explain in several paragraphs, without figures, why a public agency should ask for comments "
    "before it decides on a plan, and what it should do with the comments it gets."
)
PROMPT = (
    f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{QUESTION}<|im_end|>\n"
    "<|im_start|>assistant\n"
)


def tokens_per_second(pieces: Iterator[object], count: Callable[[], int]) -> float:
    """Time from the first piece to the last; reading the prompt is left out."""
    next(pieces)
    start = time.perf_counter()
    for _ in pieces:
        pass
    return (count() - 1) / (time.perf_counter() - start)


def app_round(model: LocalModel, options: GenerationOptions) -> float:
    """Write once through the app."""
    stream = model.stream([SystemMessage(SYSTEM), HumanMessage(QUESTION)], options)
    return tokens_per_second(iter(stream), lambda: stream.result.usage.completion_tokens)


def bare_round(llama: object, tokens: int) -> float:
    """Write once through llama-cpp-python; it gives one piece for each token."""
    pieces = llama.create_completion(  # type: ignore[attr-defined]
        PROMPT, max_tokens=tokens, temperature=0.0, stream=True
    )
    seen = [0]

    def counted() -> Iterator[object]:
        for piece in pieces:
            seen[0] += bool(piece["choices"][0]["text"])
            yield piece

    return tokens_per_second(counted(), lambda: seen[0])


def resident_mebibytes() -> str:
    """This process's memory, where the system tells it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return "unknown"
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return f"{int(lines['VmRSS'].split()[0]) / 1024:.0f} MiB (peak {lines['VmHWM'].strip()})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=64)
    given = parser.parse_args()
    path = given.model or installed_model()
    threads = default_threads()
    model = LocalModel(path, threads=threads)
    plain = GenerationOptions(max_tokens=given.tokens)
    guarded = GenerationOptions(
        max_tokens=given.tokens,
        scripts=scripts_of_language("en"),
        allowed_numbers=frozenset({"65", "2018"}),
    )
    app_round(model, guarded)
    bare = native_library().Llama(
        str(path), n_ctx=4096, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    bare_round(bare, given.tokens)
    rounds: dict[str, list[float]] = {"bare": [], "app": [], "app, guarded": []}
    for _ in range(given.rounds):
        rounds["bare"].append(bare_round(bare, given.tokens))
        rounds["app"].append(app_round(model, plain))
        rounds["app, guarded"].append(app_round(model, guarded))
    base = statistics.median(rounds["bare"])
    for name, speeds in rounds.items():
        median = statistics.median(speeds)
        ratio = statistics.median(
            speed / other for speed, other in zip(speeds, rounds["bare"], strict=True)
        )
        print(f"{name:14} {median:6.1f} tokens/s   {median / base:5.2f} of bare by medians   "
              f"{ratio:5.2f} round by round")  # fmt: skip
    print("memory:", resident_mebibytes())


def installed_model() -> Path:
    """The model that the settings name."""
    from assistant.fetching import locate_chat_model
    from assistant.settings import load_settings

    return locate_chat_model(load_settings()).path


if __name__ == "__main__":
    main()
