"""What the web server gives besides the page itself: its own files, and exports."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.exporting import conversation_markdown, turn_markdown

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.types import Conversation

ASSETS = Path(__file__).parent / "assets"
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}


def add_routes(app: Any, assistant: "Assistant") -> None:
    """Add the page's own files and the exports to a FastAPI application."""
    _add_assets(app)
    exports = _Exports(assistant)
    # The more special comes first: "check" is no conversation's id.
    app.add_api_route("/export/check/{draft_id}/figures.csv", exports.draft_figures)
    app.add_api_route("/export/{conversation_id}/{turn}/figures.csv", exports.section_figures)
    app.add_api_route("/export/{conversation_id}.md", exports.conversation)
    app.add_api_route("/export/{conversation_id}/{turn}.md", exports.turn)


def _add_assets(app: Any) -> None:
    from fastapi.responses import FileResponse

    def serving(file: Path, media_type: str) -> Any:
        def serve() -> FileResponse:
            return FileResponse(file, media_type=media_type)

        return serve

    for file in sorted(ASSETS.iterdir()):
        if file.suffix in _MEDIA_TYPES:
            app.add_api_route(f"/page/{file.name}", serving(file, _MEDIA_TYPES[file.suffix]))


class _Exports:
    """Results as files, with what a person has confirmed laid over them."""

    def __init__(self, assistant: "Assistant") -> None:
        from assistant.checked_drafts import CheckedDrafts
        from assistant.confirmations import Confirmations

        self._library = assistant.library
        self._conversations = assistant.conversations
        self._drafts = CheckedDrafts(assistant.library.records)
        self._confirmations = Confirmations(assistant.library.records)

    def conversation(self, conversation_id: str) -> Any:
        text = conversation_markdown(self._found(conversation_id))
        return _file(text.encode("utf-8", "replace"), "conversation.md", "text/markdown")

    def turn(self, conversation_id: str, turn: int) -> Any:
        text = turn_markdown(self._turns(conversation_id, turn)[turn])
        return _file(text.encode("utf-8", "replace"), f"turn-{turn + 1}.md", "text/markdown")

    def section_figures(self, conversation_id: str, turn: int) -> Any:
        from assistant.ledger import figures_of
        from assistant.ledger_files import ledger_csv

        result = self._turns(conversation_id, turn)[turn].result
        figures = figures_of(result.claims, result.citations, self._library)
        body = ledger_csv(figures, [claim.text for claim in result.claims])
        return _file(body, f"figures-{turn + 1}.csv", "text/csv")

    def draft_figures(self, draft_id: str) -> Any:
        import fastapi

        from assistant.ledger_files import ledger_csv

        kept = self._drafts.get(draft_id)
        if kept is None:
            raise fastapi.HTTPException(404, "There is no such draft.")
        draft = self._confirmations.overlay_draft(kept.draft)
        body = ledger_csv(draft.figures, [claim.text for claim in draft.claims])
        return _file(body, "figures.csv", "text/csv")

    def _found(self, conversation_id: str) -> "Conversation":
        import fastapi

        conversation = self._conversations.get(conversation_id)
        if conversation is None:
            raise fastapi.HTTPException(404, "There is no such conversation.")
        return self._confirmations.overlay_conversation(conversation)

    def _turns(self, conversation_id: str, turn: int) -> Any:
        import fastapi

        turns = self._found(conversation_id).turns
        if not 0 <= turn < len(turns):
            raise fastapi.HTTPException(404, "There is no such turn.")
        return turns


def _file(body: bytes, name: str, media_type: str) -> Any:
    from fastapi.responses import Response

    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=f"{media_type}; charset=utf-8", headers=headers)
