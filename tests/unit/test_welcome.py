"""The masthead and what is said before the first question."""

from assistant.model_state import ModelState
from ui import welcome


def test_what_a_test_of_the_model_found_stands_beside_its_name() -> None:
    state = ModelState(
        state="ready", message="m is ready.", model_id="folder/m", advice="renders <4> of 10"
    )
    shown = welcome.status(state)
    assert "m is ready" in shown
    assert "renders &lt;4&gt; of 10" in shown


def test_without_such_a_finding_nothing_is_claimed() -> None:
    shown = welcome.status(ModelState(state="loading", message="wait", model_id="m"))
    assert "Loading m…" in shown
    assert "advice" not in shown
