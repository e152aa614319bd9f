"""Comparing claims with the starter: plain errors lose, writing isn't disturbed, stop is heard."""

import threading
import time

import pytest

from assistant.runtime import GenerationOptions, LocalModel
from assistant.verification.comparison import ComparedClaim, compare, read_signals
from knowledge.errors import Cancelled

pytestmark = pytest.mark.model

FERRIES = (
    "The ferry company said it would spend $40 million on new boats and $12 million on piers.",
    "en",
)
HARBOUR = ("港湾局は、岸壁の改修に4億円、橋の塗装に2億円を使うと発表した。", "ja")
RIGHT = [
    ComparedClaim(
        text="The ferry company said it would spend $40 million on new boats.",
        language="en",
        passages=(FERRIES,),
    ),
    ComparedClaim(
        text="港湾局は、岸壁の改修に4億円を使うと発表した。", language="ja", passages=(HARBOUR,)
    ),
    ComparedClaim(
        text="The harbour bureau announced that it would spend 400 million yen on repairing the "
        "quay and 200 million yen on painting the bridge.",
        language="en",
        passages=(HARBOUR,),
    ),
]
WRONG = [
    ComparedClaim(
        text="The ferry company said it would spend $12 million on new boats.",
        language="en",
        passages=(FERRIES,),
    ),
    ComparedClaim(
        text="港湾局は、岸壁の改修に2億円を使うと発表した。", language="ja", passages=(HARBOUR,)
    ),
    ComparedClaim(
        text="The harbour bureau announced that it would spend 200 million yen on repairing the "
        "quay and 400 million yen on painting the bridge.",
        language="en",
        passages=(HARBOUR,),
    ),
]


def test_a_claim_has_more_support_than_the_same_with_another_figure(starter: LocalModel) -> None:
    compared = compare(starter, [*RIGHT, *WRONG])
    for right, wrong in zip(compared[:3], compared[3:], strict=True):
        assert right.support is not None
        assert wrong.support is not None
        assert right.support > wrong.support
        assert right.count >= 1
        assert right.worst is not None
        assert not right.findings


def test_the_same_claims_get_the_same_signals(starter: LocalModel) -> None:
    once, again = (read_signals(starter, RIGHT[:2]) for _ in range(2))
    for first, second in zip(once, again, strict=True):
        assert first.judged == pytest.approx(second.judged, abs=0.05)
        assert first.back == pytest.approx(second.back, abs=0.05)


def test_what_was_read_for_writing_stays_read(starter: LocalModel) -> None:
    prompt = " ".join(["The harbour opens at six and closes at nine."] * 20)
    options = GenerationOptions(max_tokens=1)
    read = starter.generate(prompt, options).usage.prompt_tokens
    compare(starter, RIGHT[:1])
    assert starter.generate(prompt, options).usage.reused_tokens >= read - 1


def test_stop_is_heard_within_a_second(starter: LocalModel) -> None:
    stop = threading.Event()
    stopped_at: list[float] = []

    def press_stop() -> None:
        stopped_at.append(time.perf_counter())
        stop.set()

    def on_done(done: int, total: int) -> None:
        if done == 1:
            threading.Timer(0.3, press_stop).start()

    with pytest.raises(Cancelled):
        compare(starter, RIGHT * 8, stop=stop, on_done=on_done)
    assert time.perf_counter() - stopped_at[0] < 1
