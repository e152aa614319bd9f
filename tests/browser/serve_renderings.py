"""Serves a page with nothing but the view of renderings, over a real library and a fake model.

Usage: serve_renderings.py WORKSPACE PORT SOURCES_FOLDER [MODEL_ID]
"""

import sys
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
ASSETS = ROOT / "ui" / "assets"

TRANSLATIONS = {
    "受け入れ": (
        "The port received 300 vessels in 2019.",
        "In 2019 the port received 300 vessels.",
        "300 vessels were received at the port in 2019.",
    ),
    "港湾局": ("The port board said that it would spend $40 million by 2030.",),
    "規則": ("The European Commission proposed a new rule for ports.",),
    "橋": ("The bridge is old and narrow.",),
    "漁船": ("Fishing boats may not enter the harbour at night.",),
}
HEAD = """
<link rel="stylesheet" href="page/app.css">
<link rel="stylesheet" href="page/renderings.css">
<script src="page/renderings.js" defer></script>
"""


def main() -> None:
    workspace, port, sources = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    warnings.simplefilter("error")

    from assistant.privacy import switch_off_telemetry

    switch_off_telemetry()

    import fastapi
    import gradio as gr
    import uvicorn
    from fake_reviews import FakeReviews
    from fastapi.responses import FileResponse

    from knowledge import Library
    from ui.app import theme
    from ui.guard import Guard
    from ui.renderings import RenderingsPanel

    library = Library.open(workspace, None)
    library.add([sources])
    model_id = sys.argv[4] if len(sys.argv) > 4 else "fake-model"
    assistant: Any = FakeReviews(library, TRANSLATIONS, delay_s=0.02, model_id=model_id)
    with gr.Blocks(title="Renderings", analytics_enabled=False, fill_width=True) as blocks:
        panel = RenderingsPanel(assistant)
        panel.wire(blocks)
    app = fastapi.FastAPI(openapi_url=None)

    def asset(name: str) -> FileResponse:
        return FileResponse(ASSETS / Path(name).name)

    app.add_api_route("/page/{name}", asset)
    mounted = gr.mount_gradio_app(
        app, blocks, path="/", footer_links=[], ssr_mode=False, theme=theme()
    )
    served: Any = Guard(mounted, head=HEAD)
    uvicorn.run(served, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
