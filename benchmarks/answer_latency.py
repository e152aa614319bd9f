"""Time the first quotes, the first written sentence and a follow-up, over the user's own sources.

Run: python benchmarks/answer_latency.py FOLDER [--rounds 3]

The questions' renderings are written beforehand (as the page does while nobody asks), so that what
is timed is search, reading and choosing. Cold: another question on other evidence was asked just
before. Follow-up: a second question on the same evidence, in the same conversation. The last line
is the peak memory of this process.
"""

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

from assistant import Assistant, Settings
from assistant.types import Conversation, EvidenceReady, Finished, TextGrown

PAIRS = (
    (
        "How much did open source contribute to Europe's GDP in 2018?",
        "And what share of GDP would an average country lose without it?",
    ),
    ("How many models does Hugging Face host?", "And how many users does it serve?"),
)


def timed(
    assistant: Assistant, question: str, conversation: Conversation
) -> tuple[float, float, Conversation]:
    """Return seconds to the first quotes and to the first sentence (or the refusal)."""
    start = time.perf_counter()
    quotes = sentence = 0.0
    for event in assistant.ask(question, conversation=conversation):
        now = time.perf_counter() - start
        if isinstance(event, EvidenceReady):
            quotes = now
        elif isinstance(event, TextGrown | Finished):
            sentence = sentence or now
        if isinstance(event, Finished):
            conversation = assistant.conversations.add_turn(conversation, question, event.result)
    return quotes, sentence, conversation


def main() -> None:
    """Measure and print medians in seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(workspace=Path(folder)))
        assistant.library.add([options.folder])
        for pair in PAIRS:  # writes the renderings
            conversation = assistant.conversations.new()
            for question in pair:
                _, _, conversation = timed(assistant, question, conversation)
        quotes, cold, follow_ups = [], [], []
        for _ in range(options.rounds):
            for first, second in PAIRS:
                conversation = assistant.conversations.new()
                at_quotes, at_sentence, conversation = timed(assistant, first, conversation)
                quotes.append(at_quotes)
                cold.append(at_sentence)
                _, at_sentence, _ = timed(assistant, second, conversation)
                follow_ups.append(at_sentence)
        assistant.close()
    for name, values in (
        ("first quotes", quotes),
        ("first sentence, cold", cold),
        ("first sentence, follow-up on the same evidence", follow_ups),
    ):
        print(f"{name}: median {statistics.median(values):.2f} s, all {_shown(values)}")
    print(f"follow-up / cold: {statistics.median(follow_ups) / statistics.median(cold):.3f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"peak memory of this process: {peak:.2f} GiB")


def _shown(values: list[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


if __name__ == "__main__":
    main()
