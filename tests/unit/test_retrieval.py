"""What ranks first, and why."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from fakes import FakeEmbedder, MissingEmbedder
from numpy.typing import NDArray

from knowledge import Library
from knowledge.centring import Centring, parallel_sentences
from knowledge.embedding.base import Embedder
from knowledge.language import is_cjk
from knowledge.lexical import query_terms
from knowledge.retrieval import LexicalRanking, join
from knowledge.types import Extracted, Passage, Sentence

ENGLISH = (
    "The agency will publish the final rule on compute allocation in March.",
    "Open weights let universities study how a model behaves.",
    "Copyright exceptions for training differ between countries.",
    "Energy use of data centres is rising faster than the grid grows.",
)
JAPANESE = (
    "大学は公開された重みを使ってモデルのふるまいを研究できる。",
    "学習のための著作権の例外は国によって異なる。",
    "データセンターの電力使用は送電網の成長より速く増えている。",
)


class TwoTongues(Embedder):
    """Puts what a text is about in some dimensions and its language, strongly, in others.

    As a multilingual embedder does, so that without centring the languages keep apart.
    """

    TOPICS = (("weights", "重み"), ("copyright", "著作権"), ("grid", "送電網"), ("march", "三月"))
    identity = "two-tongues"
    dimensions = len(TOPICS) + 3

    def embed(self, texts: Sequence[str], role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """Embed by keywords."""
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for i, words in enumerate(self.TOPICS):
                row[i] = 0.4 * any(word in text.lower() for word in words)
            row[-3 + (not text.isascii())] = 1.0
            row[-1] = 0.1 * (hash_of(text) % 7)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def hash_of(text: str) -> int:
    return sum(map(ord, text))


def extracted(text: str, language: str) -> Extracted:
    return Extracted(
        text=text, page_starts=(), title="", language=language, publisher="", published=""
    )


def put(library: Library, name: str, texts: Sequence[str], language: str) -> None:
    """Bring texts in as one source, each of them a passage of one sentence."""
    passages: list[Passage] = []
    start = 0
    for text in texts:
        end = start + len(text)
        sentence = Sentence(start=start, end=end, heading="", kind="prose")
        passages.append(
            Passage(
                id=0,
                source_id=0,
                start=start,
                end=end,
                page=None,
                heading="",
                text=text,
                sentences=(sentence,),
            )
        )
        start = end + 1
    library.add_extracted(name, extracted("\n".join(texts), language), passages=tuple(passages))


def first(library: Library, query: str) -> str:
    return library.search(query)[0].passage.text


def test_words_alone_find_without_an_embedder(tmp_path: Path) -> None:
    with Library.open(tmp_path, None) as library:
        put(library, "en", ENGLISH, "en")
        put(library, "ja", JAPANESE, "ja")
        hits = library.search("Who allocates compute?")
        assert hits[0].passage.text == ENGLISH[0]
        assert hits[0].matched == ("compute",)
        assert hits[0].dense is None
        assert hits[0].lexical > 0
        assert hits[0].score == 1.0
        assert first(library, "著作権の例外は？") == JAPANESE[1]
        assert library.search("quantum chromodynamics") == ()
        assert library.sentence_scores("compute", hits) == tuple(() for _ in hits)
        assert library.background_scores("compute") == ()
        assert library.embedder_state.mode == "words"


@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_a_query_without_content_finds_nothing(tmp_path: Path, query: str) -> None:
    with Library.open(tmp_path, FakeEmbedder()) as library:
        put(library, "en", ENGLISH, "en")
        assert library.search(query) == ()


@pytest.mark.parametrize("query", ['"', "* OR NEAR(", "what is the", "'; DROP TABLE source", "。"])
def test_odd_queries_do_no_harm(tmp_path: Path, query: str) -> None:
    with Library.open(tmp_path, FakeEmbedder()) as library:
        put(library, "en", ENGLISH, "en")
        assert len(library.search(query)) == len(ENGLISH)


def test_a_pasted_page_can_be_asked(tmp_path: Path) -> None:
    page = " ".join(f"word{i} {ENGLISH[2]}" for i in range(3000))
    with Library.open(tmp_path, FakeEmbedder()) as library:
        put(library, "en", ENGLISH, "en")
        started = time.process_time()
        assert first(library, page) == ENGLISH[2]
        assert time.process_time() - started < 5


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path, FakeEmbedder()) as library:
        assert library.search("anything") == ()


def test_hits_are_ranked_scored_and_explained(tmp_path: Path) -> None:
    with Library.open(tmp_path, FakeEmbedder()) as library:
        put(library, "en", ENGLISH, "en")
        hits = library.search("copyright exceptions for training", k=3)
        assert [hit.rank for hit in hits] == [1, 2, 3]
        assert hits[0].passage.text == ENGLISH[2]
        assert hits[0].matched == ("copyright", "exceptions", "training")
        assert hits[0].source.path == "en"
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        embedder = FakeEmbedder()
        query = embedder.embed(["copyright exceptions for training"], "query")[0]
        passage = embedder.embed([ENGLISH[2]], "passage")[0]
        assert hits[0].dense == pytest.approx(float(query @ passage), abs=1e-5)


def test_copies_of_a_passage_are_shown_once(tmp_path: Path) -> None:
    with Library.open(tmp_path, FakeEmbedder()) as library:
        for name in ("report", "report (copy)", "report (2)"):
            put(library, name, ENGLISH, "en")
        texts = [hit.passage.text for hit in library.search("open weights", k=4)]
        assert texts[0] == ENGLISH[1]
        assert len(texts) == len(set(texts))


def test_in_a_mixed_library_a_question_finds_the_other_language(tmp_path: Path) -> None:
    with Library.open(tmp_path, TwoTongues()) as library:
        put(library, "en", (ENGLISH[0], ENGLISH[3], "Schools open in March."), "en")
        put(library, "ja", JAPANESE, "ja")
        library.embed_missing()
        assert first(library, "How does copyright differ abroad?") == JAPANESE[1]
        assert first(library, "三月に何がありますか。") in (ENGLISH[0], "Schools open in March.")


def test_sentences_are_scored_as_their_passages_are_ranked(tmp_path: Path) -> None:
    with Library.open(tmp_path, TwoTongues()) as library:
        put(library, "en", ENGLISH[:2], "en")
        put(library, "ja", JAPANESE, "ja")
        library.embed_missing()
        query = "What about copyright?"
        hits = library.search(query)
        scores = library.sentence_scores(query, hits)
        assert [len(row) for row in scores] == [len(hit.passage.sentences) for hit in hits]
        best = max(range(len(hits)), key=lambda i: scores[i][0])
        assert hits[best].passage.text == JAPANESE[1]
        background = library.background_scores(query)
        assert len(background) == len(parallel_sentences())
        mean, deviation = np.mean(background), np.std(background)
        assert scores[best][0] > mean + 2 * deviation


def test_an_embedder_that_turns_out_to_be_missing_leaves_words(tmp_path: Path) -> None:
    with Library.open(tmp_path, MissingEmbedder()) as library:
        put(library, "en", ENGLISH, "en")
        assert first(library, "copyright exceptions") == ENGLISH[2]
        assert library.embedder_state.mode == "partial"


def test_passages_without_vectors_are_ranked_by_their_words(tmp_path: Path) -> None:
    with Library.open(tmp_path, None) as library:
        put(library, "old", ENGLISH, "en")
    with Library.open(tmp_path, FakeEmbedder()) as library:
        put(library, "new", ("Rivers flood the valley in spring.",), "en")
        assert library.embedder_state.mode == "partial"
        assert first(library, "copyright exceptions for training") == ENGLISH[2]
        assert first(library, "floods of rivers in a valley").startswith("Rivers")


def test_words_found_by_chance_dont_outweigh_the_vectors() -> None:
    terms = query_terms("how much did the ministry spend on chips")
    few = LexicalRanking(terms=terms, scores={2: 4.0}, coverage=0.2)
    many = replace(few, coverage=0.8)
    dense = {1: 0.9, 2: 0.8, 3: 0.7}
    assert max(join(dense, few), key=lambda id_: join(dense, few)[id_]) == 1
    assert max(join(dense, many), key=lambda id_: join(dense, many)[id_]) == 2


def test_joined_scores_lie_between_0_and_1() -> None:
    terms = query_terms("chips")
    for coverage in (0.0, 0.3, 1.0):
        lexical = LexicalRanking(terms=terms, scores={2: 4.0, 9: 1.0}, coverage=coverage)
        for dense in ({}, {1: 0.5}, {i: 0.9 - i / 200 for i in range(150)}):
            assert all(0 <= s <= 1 for s in join(dense, lexical).values())


def test_centring_takes_the_language_out() -> None:
    embedder = TwoTongues()
    pairs = parallel_sentences()
    background = {
        (role, language): embedder.embed([pair[side] for pair in pairs], role)
        for role in ("query", "passage")
        for side, language in enumerate(("en", "ja"))
    }
    centring = Centring.fit(background, (), np.zeros((0, 1), np.float32))
    vectors = embedder.embed(["copyright", "著作権", "送電網"], "passage")
    centred = centring.centre(vectors, "passage", ["en", "ja", "ja"])
    assert np.linalg.norm(centred, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[1] < 0.3
    assert centred[0] @ centred[1] > 0.7
    assert centred[0] @ centred[1] > centred[0] @ centred[2] + 0.3


def test_a_language_without_sentences_of_ours_is_centred_by_the_library() -> None:
    embedder = FakeEmbedder(dimensions=16)
    rows = embedder.embed([f"Satz {i}" for i in range(40)], "passage")
    background = {
        (role, language): embedder.embed(["a", "b"], role)
        for role in ("query", "passage")
        for language in ("en", "ja")
    }
    fitted = Centring.fit(background, ["de"] * 40, rows)
    assert fitted.mean("passage", "de") == pytest.approx(rows.mean(axis=0), abs=1e-6)
    few = Centring.fit(background, ["de"] * 5, rows[:5])
    assert few.mean("passage", "de") == pytest.approx(few.mean("passage", "fr"), abs=1e-6)


def test_our_sentences_come_in_pairs() -> None:
    pairs = parallel_sentences()
    assert len(pairs) == 200
    assert all(is_cjk(japanese) and not is_cjk(english) for english, japanese in pairs)


def test_it_is_a_langchain_retriever(tmp_path: Path) -> None:
    with Library.open(tmp_path, FakeEmbedder()) as library:
        put(library, "en", ENGLISH, "en")
        documents = library.retriever(k=2).invoke("open weights at universities")
    assert len(documents) == 2
    assert documents[0].page_content == ENGLISH[1]
    assert documents[0].metadata["source"] == "en"
    start, end = documents[0].metadata["start"], documents[0].metadata["end"]
    assert "\n".join(ENGLISH)[start:end] == documents[0].page_content
