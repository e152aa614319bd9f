"""How fast the default embedder is, and why every text is run by itself.

    python benchmarks/embedding_speed.py

Prints milliseconds for a question, passages a second one by one and in batches of 16 sorted by
length, and how far a vector moves with its neighbours in a batch.
"""

import statistics
import time
from pathlib import Path

import numpy as np

from assistant.fetching import locate_embedder
from assistant.privacy import switch_off_telemetry
from assistant.settings import load_settings
from knowledge.embedding import E5Embedder
from knowledge.embedding.e5 import MODEL_FILE, TOKENIZER_FILE, open_session, open_tokenizer

QUESTIONS = (
    "How much will the government spend on computing power?",
    "政府は計算資源にいくら使いますか？",
)
SOURCES = Path(__file__).parents[1] / "examples" / "sources"
BATCH = 16
PADDING = 1


def passages() -> list[str]:
    """Return the paragraphs of the sample sources, the shorter and the longer ones."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.md"))]
    return [part.strip() for text in texts for part in text.split("\n\n") if len(part) > 40]


def in_batches(folder: Path, texts: list[str], threads: int) -> np.ndarray:
    """Embed the way most applications do: padded batches, sorted by length."""
    session = open_session(folder / MODEL_FILE, threads)
    tokenizer = open_tokenizer(folder / TOKENIZER_FILE)
    tokens = [tokenizer.encode(f"passage: {text}").ids for text in texts]
    wanted = {given.name for given in session.get_inputs()}
    rows = np.empty((len(texts), 384), np.float32)
    order = sorted(range(len(texts)), key=lambda index: len(tokens[index]))
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        longest = max(len(tokens[index]) for index in chosen)
        ids = np.full((len(chosen), longest), PADDING, np.int64)
        mask = np.zeros_like(ids)
        for row, index in enumerate(chosen):
            ids[row, : len(tokens[index])] = tokens[index]
            mask[row, : len(tokens[index])] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, {name: feeds[name] for name in wanted})[0]
        mean = (hidden * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        rows[chosen] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return rows


def main() -> None:
    """Measure and print."""
    switch_off_telemetry()
    settings = load_settings()
    folder = locate_embedder(settings).path
    embedder = E5Embedder(folder, settings.threads)
    started = time.perf_counter()
    embedder.load()
    print(f"load: {time.perf_counter() - started:.2f} s, {settings.threads} threads")
    times = []
    for question in QUESTIONS * 20:
        started = time.perf_counter()
        embedder.embed([question], "query")
        times.append(1000 * (time.perf_counter() - started))
    print(f"a question: {statistics.median(times):.1f} ms")
    texts = passages()
    print(f"{len(texts)} passages of {statistics.mean(map(len, texts)):.0f} characters")
    started = time.perf_counter()
    alone = embedder.embed(texts, "passage")
    print(f"one by one: {len(texts) / (time.perf_counter() - started):.1f} passages/s")
    started = time.perf_counter()
    batched = in_batches(folder, texts, settings.threads)
    print(f"batches of {BATCH}: {len(texts) / (time.perf_counter() - started):.1f} passages/s")
    print(f"least cosine between the two: {(alone * batched).sum(axis=1).min():.4f}")


if __name__ == "__main__":
    main()
