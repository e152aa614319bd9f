"""The library as a LangChain retriever, for use in anybody's chain."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from knowledge.evident import evidence_text
from knowledge.types import Hit


class LibraryRetriever(BaseRetriever):
    """Finds a library's passages; each becomes a Document whose metadata tells where it stands.

    Sentences that are instructions to a program (`knowledge.suspicion`) aren't in its content.
    """

    library: Any
    """A `Library`; not declared as such, because pydantic would want to look into it."""
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(hit) for hit in self.library.search(query, self.k)]


def _document(hit: Hit) -> Document:
    return Document(
        id=str(hit.passage.id),
        page_content=evidence_text(hit.passage),
        metadata={
            "source": hit.source.path,
            "source_id": hit.source.id,
            "title": hit.source.title,
            "language": hit.source.language,
            "heading": hit.passage.heading,
            "page": hit.passage.page,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "rank": hit.rank,
            "score": hit.score,
        },
    )
