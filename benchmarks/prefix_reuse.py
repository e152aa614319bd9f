"""Show what a follow-up question on the same evidence saves: time to the first token.

Run: python benchmarks/prefix_reuse.py [MODEL.gguf] [--rounds 3]

Cold: nothing of the prompt was read. Follow-up: another question after the same evidence. The last
line is the memory of this process with all three contexts of the model in use.
"""

import argparse
import statistics
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from tokens_per_second import installed_model, resident_mebibytes

from assistant.runtime import GenerationOptions, LocalModel

EVIDENCE = "\n".join(
    f"[{n}] {sentence}"
    for n, sentence in enumerate(
        [
            "The ministry lends computing power to universities for two years at a time.",
            "Small firms say that they can't wait a year for the decision on an application.",
            "A survey by the association of libraries finds that most readers copy by hand.",
            "The harbour board will decide in autumn whether the old quays carry heavier cranes.",
            "Publishers ask that every copy made for training be recorded and paid for.",
            "Researchers answer that records of each copy would cost more than the licences.",
            "The court left open whether a model is a copy of the works it was trained on.",
            "Two agencies publish their data already, a third one only on request.",
        ]
        * 3
    )
)
OPTIONS = GenerationOptions(max_tokens=1)


def asked(question: str) -> list[BaseMessage]:
    """Put the question after the evidence."""
    return [SystemMessage("Answer from the evidence."), HumanMessage(f"{EVIDENCE}\n\n{question}")]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    model = LocalModel(given.model or installed_model())
    model.generate("Warm up.", OPTIONS)
    cold, warm = [], []
    for _ in range(given.rounds):
        model.read_ahead("Something else.")
        cold.append(model.generate(asked("Who lends computing power?"), OPTIONS).usage)
        warm.append(model.generate(asked("What do publishers ask for?"), OPTIONS).usage)
    for name, usages in (("cold", cold), ("follow-up", warm)):
        median = statistics.median(usage.first_token_ms for usage in usages) / 1000
        usage = usages[-1]
        print(f"{name:10} first token after {median:6.2f} s   "
              f"{usage.prompt_tokens} tokens, {usage.reused_tokens} of them reused")  # fmt: skip
    model.log_probability("One, two,", " three.")
    model.sample_candidates(["One, two,"], 16, GenerationOptions(max_tokens=4))
    print("memory:", resident_mebibytes())


if __name__ == "__main__":
    main()
