"""What the tests of reviewing share: sources, a model that knows them, and who reviews."""

from pathlib import Path
from typing import Any

from fake_model import FakeModel

from assistant.foreign import LANGUAGE, SentenceCards
from assistant.objections import Reviewed
from assistant.renderings import Renderer
from assistant.reviewing import Reviewer
from assistant.terms import Term
from assistant.types import Card
from knowledge import Library

PORT = "港は2019年に300隻を受け入れた。"


BRIDGE = "橋は古くて狭い。"


BOARD = "港湾局は40億ドルを投じた。"


GOOD = "The port received 300 vessels in 2019."


OTHER = "In 2019 the port received 300 vessels."


WRONG = "The harbour took 400 vessels in 2019."


KNOWN: dict[str, Any] = {
    "受け入れ": (GOOD, OTHER),
    "橋": ("The bridge is old and narrow.",),
    "投じ": ("The port board spent $4 billion.",),
}


class Desk:
    """A workspace with two sources that share a sentence, a model, and who reviews."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = Library.open(folder / "workspace", None)
        self.add("port.txt", f"{PORT}\n\n{BRIDGE}\n")
        self.add("board.txt", f"{BOARD}\n\n{PORT}\n")
        self.add("english.txt", "The harbour is old and deep.\n")
        self.terms: tuple[Term, ...] = ()
        self.model = FakeModel(KNOWN)
        self.model_id = "first"
        self.sentences = SentenceCards(self.library)
        self.reviewer = Reviewer(
            self.library.records,
            self.sentences,
            terms=lambda: self.terms,
            model_id=lambda: self.model_id,
            renderer=self.renderer,
        )

    def add(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        self.library.add([file])
        return file

    def renderer(self) -> Renderer:
        model: Any = self.model
        return Renderer(model, self.model_id, self.library.records, self.terms)

    def cards(self, quote: str = "") -> list[Card]:
        return [card for card in self.sentences.foreign() if quote in card.quote]

    def write_all(self) -> None:
        self.renderer().render(self.cards(), LANGUAGE)

    def of(self, quote: str) -> Reviewed:
        (found,) = [r for r in self.reviewer.listing("all").items if r.card.quote == quote]
        return found

    def key(self, quote: str) -> str:
        return self.of(quote).key

    def change_model(self, model_id: str, known: dict[str, Any]) -> None:
        self.model, self.model_id = FakeModel(known), model_id

    def kept(self, quote: str) -> tuple[str, str]:
        kept = self.renderer().kept(self.cards(quote)[0], LANGUAGE)
        assert kept is not None
        return kept.state, kept.text
