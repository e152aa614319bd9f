"""From bytes to pieces of text, the draw of a token, and the lock: no model needed."""

import threading
from threading import Event

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.runtime import GenerationOptions, LogProbability
from assistant.runtime.assembling import TextAssembler
from assistant.runtime.context import common_length
from assistant.runtime.lock import FairLock
from assistant.runtime.sampling import log_probability_of, pick_token
from assistant.runtime.scoring import shares_of


@given(st.text(max_size=30), st.lists(st.integers(1, 5), max_size=40))
def test_pieces_are_whole_characters_and_lose_nothing(text: str, sizes: list[int]) -> None:
    data = text.encode("utf-8", "replace")
    assembler = TextAssembler()
    pieces = []
    for size in [*sizes, len(data) + 1]:
        pieces.append(assembler.feed(data[:size]))
        data = data[size:]
    pieces.append(assembler.finish())
    assert "".join(pieces) == text.encode("utf-8", "replace").decode()
    assert assembler.text == "".join(pieces)


@given(st.text(alphabet="ab\n", max_size=20), st.sampled_from(["\n\n", "ab", "aab"]))
def test_nothing_of_a_stop_string_is_shown(text: str, stop_string: str) -> None:
    assembler = TextAssembler((stop_string,))
    shown = ""
    for character in text:
        shown += assembler.feed(character.encode())
        if assembler.has_met_stop_string:
            break
    shown += assembler.finish()
    assert shown == text.split(stop_string)[0]
    assert assembler.has_met_stop_string == (stop_string in text)


def test_the_likeliest_token_is_taken_at_temperature_zero() -> None:
    logits = np.array([0.0, 2.0, 1.0], dtype=np.float32)
    random = np.random.default_rng(0)
    assert pick_token(logits, temperature=0.0, top_p=0.9, random=random) == 1


def test_draws_follow_probability_and_keep_within_top_p_and_mask() -> None:
    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05, 0.0001], dtype=np.float32))
    logits[1] = -np.inf
    random = np.random.default_rng(7)
    drawn = [pick_token(logits, temperature=1.0, top_p=0.9, random=random) for _ in range(2000)]
    assert set(drawn) == {0, 2}
    assert drawn.count(0) / len(drawn) == pytest.approx(0.5 / 0.65, abs=0.04)


def test_a_seed_repeats_its_draws() -> None:
    logits = np.zeros(50, dtype=np.float32)
    one, two = ([pick_token(logits, temperature=0.7, top_p=1.0, random=r) for _ in range(20)]
                for r in (np.random.default_rng(3), np.random.default_rng(3)))  # fmt: skip
    assert one == two


def test_log_probabilities_sum_to_one_and_shares_too() -> None:
    logits = np.array([3.0, -1.0, 0.5, 90.0], dtype=np.float32)
    total = sum(np.exp(log_probability_of(logits, token)) for token in range(4))
    assert total == pytest.approx(1.0)
    shares = shares_of(logits, [0, 2])
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] / shares[1] == pytest.approx(np.exp(2.5))
    assert LogProbability(total=-6.0, tokens=3).mean == -2.0


def test_common_length() -> None:
    assert common_length([1, 2, 3], [1, 2, 4]) == 2
    assert common_length([1, 2], [1, 2, 4]) == 2
    assert common_length([], [1]) == 0


def test_the_lock_is_given_in_the_order_of_asking() -> None:
    lock = FairLock()
    order: list[int] = []
    threads = []

    def take(number: int) -> None:
        with lock.held(Event()):
            order.append(number)

    with lock.held(Event()):
        for number in range(4):
            thread = threading.Thread(target=take, args=(number,))
            thread.start()
            threads.append(thread)
            while lock.waiting <= number:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3]


def test_waiting_for_the_lock_ends_when_stopped() -> None:
    lock = FairLock()
    stop = Event()
    stop.set()
    with lock.held(Event()) as first, lock.held(stop) as second:
        assert first
        assert not second
    with lock.held(Event()) as third:
        assert third


def test_options_are_values() -> None:
    assert GenerationOptions() == GenerationOptions()
    assert GenerationOptions().temperature == 0.0
