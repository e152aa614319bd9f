"""The questions and corpora that retrieval is measured on, and libraries made of the corpora."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.fetching import locate_embedder
from assistant.settings import load_settings
from knowledge import Embedder, Library, open_embedder
from knowledge.types import Extracted, Passage

EN2JA = Path(__file__).parent / "data" / "en2ja_questions.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Texts, each of which is a passage."""

    name: str
    language: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and the indices of the corpus's texts that answer it."""

    id: str
    text: str
    corpus: str
    relevant: frozenset[int]


def load(path: Path) -> tuple[Corpus, tuple[Question, ...]]:
    """Read a set: a corpus and questions about it."""
    if not path.is_file():
        raise SystemExit(
            f"{path} is missing. It holds a public set (JSQuAD, XQuAD) as "
            '{"name", "lang", "corpus": [text…], "queries": [{"q", "rel", "id"}]}; '
            "name the folder that has it with --data."
        )
    content = json.loads(path.read_text("utf-8"))
    corpus = Corpus(name=content["name"], language=content["lang"], texts=tuple(content["corpus"]))
    questions = tuple(
        Question(id=q["id"], text=q["q"], corpus=corpus.name, relevant=frozenset(q["rel"]))
        for q in content["queries"]
    )
    return corpus, questions


def load_en2ja(corpus: str) -> tuple[Question, ...]:
    """Read our own English questions about a Japanese corpus."""
    entries = map(json.loads, EN2JA.read_text("utf-8").splitlines())
    return tuple(
        Question(id=e["id"], text=e["question"], corpus=corpus, relevant=frozenset(e["rel"]))
        for e in entries
    )


def default_embedder() -> Embedder:
    """Open the embedder that the settings name."""
    found = locate_embedder(load_settings())
    return open_embedder(found.id, found.path)


class CachedEmbedder(Embedder):
    """Keeps the vectors of another embedder in a folder, so that a second run takes seconds."""

    def __init__(self, inner: Embedder, folder: Path) -> None:
        self._inner = inner
        self._folder = folder / inner.identity.replace("/", "_")
        self._folder.mkdir(parents=True, exist_ok=True)

    @property
    def identity(self) -> str:
        """The inner embedder's."""
        return self._inner.identity

    @property
    def dimensions(self) -> int:
        """The inner embedder's."""
        return self._inner.dimensions

    def embed(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """Embed a batch, or read it back."""
        key = hashlib.sha256(json.dumps([role, *texts]).encode()).hexdigest()
        path = self._folder / f"{key}.npy"
        if path.is_file():
            stored: NDArray[np.float32] = np.load(path, allow_pickle=False)
            return stored
        vectors = self._inner.embed(texts, role)
        np.save(path, vectors, allow_pickle=False)
        return vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A library made of corpora, and which passage each text became."""

    library: Library
    passages: dict[tuple[str, int], int]
    """(corpus, index of the text) → passage id."""

    def wanted(self, question: Question) -> frozenset[int]:
        """Return the passages that answer a question."""
        return frozenset(self.passages[question.corpus, i] for i in question.relevant)


def shelve(library: Library, *corpora: Corpus) -> Shelf:
    """Bring corpora into a library, each of them as one source."""
    passages: dict[tuple[str, int], int] = {}
    for corpus in corpora:
        source = library.add_extracted(
            corpus.name, _extracted(corpus), passages=tuple(_passages(corpus))
        )
        for i, passage in enumerate(library.passages(source.id)):
            passages[corpus.name, i] = passage.id
    library.embed_missing()
    return Shelf(library=library, passages=passages)


@contextmanager
def shelved(embedder: Embedder | None, *corpora: Corpus) -> Iterator[Shelf]:
    """Make a library of corpora in a folder that is deleted after."""
    with TemporaryDirectory() as folder, Library.open(Path(folder), embedder) as library:
        yield shelve(library, *corpora)


def _extracted(corpus: Corpus) -> Extracted:
    return Extracted(
        text="\n\n".join(corpus.texts),
        page_starts=(),
        title="",
        language=corpus.language,
        publisher="",
        published="",
    )


def _passages(corpus: Corpus) -> Iterator[Passage]:
    start = 0
    for text in corpus.texts:
        end = start + len(text)
        yield Passage(
            id=0,
            source_id=0,
            start=start,
            end=end,
            page=None,
            heading="",
            text=text,
            sentences=(),
        )
        start = end + 2
