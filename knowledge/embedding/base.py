"""What every embedder of this application is: a LangChain component with rows of length 1."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

Role = Literal["query", "passage"]


class Embedder(Embeddings):
    """Turns texts into vectors whose dot product is their cosine.

    Works in anybody's LangChain chain as an `Embeddings`; `embed` is the same in numpy.
    """

    @property
    @abstractmethod
    def identity(self) -> str:
        """Model and precision, such as `multilingual-e5-small/int8`; never mixed in an index."""

    @property
    @abstractmethod
    def dimensions(self) -> int:
        """Length of a row."""

    @abstractmethod
    def embed(self, texts: Sequence[str], role: Role) -> NDArray[np.float32]:
        """Return `(n_texts, dimensions)` float32, rows of length 1, in the order of `texts`.

        Args:
            texts: Any number of texts; none gives `(0, dimensions)`. What goes beyond the
                model's longest input is left out of account.
            role: `query` for what is asked, `passage` for what is searched in.
        """

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages (LangChain's interface)."""
        return [[float(value) for value in row] for row in self.embed(texts, "passage")]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question (LangChain's interface)."""
        return [float(value) for value in self.embed([text], "query")[0]]
