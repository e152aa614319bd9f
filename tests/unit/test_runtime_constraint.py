"""Masks over a small vocabulary of our own: some tokens are parts of characters."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.runtime.constraint import TokenConstraint, TokenTable, split_bytes
from assistant.runtime.scripts import is_written_in, scripts_of_language

WORDS = (
    *"0123456789", "12", " 65", "018", "x9", ".", ",", ", ", ".5", ",0", "the", " of", "Ж", "研究",
    "です", "。", "这", "é", "２", "１０", "%", "\n", "²",
)  # fmt: skip
END, TURN = 0, 1
PIECES = (b"", b"", *(word.encode() for word in WORDS), *(bytes([b]) for b in range(256)))
TABLE = TokenTable(PIECES, end_tokens=[END], control_tokens=[END, TURN])
ENGLISH = scripts_of_language("en")
JAPANESE = scripts_of_language("ja")


def _token(text: str | bytes) -> int:
    return PIECES.index(text.encode() if isinstance(text, str) else text)


def _permitted(constraint: TokenConstraint) -> set[bytes]:
    masked = constraint.apply(np.zeros(len(PIECES), dtype=np.float32))
    return {PIECES[i] or (b"END" if i == END else b"TURN") for i in np.flatnonzero(masked == 0)}


def test_control_tokens_are_never_written_and_the_end_always_is_possible() -> None:
    permitted = _permitted(TokenConstraint(TABLE))
    assert b"END" in permitted
    assert b"TURN" not in permitted


def test_english_forbids_foreign_letters_and_the_bytes_they_begin_with() -> None:
    permitted = _permitted(TokenConstraint(TABLE, scripts=ENGLISH))
    assert {b"the", "é".encode(), b"\xc3", b"\xe2"} <= permitted
    foreign = {"研究".encode(), "です".encode(), "。".encode(), "Ж".encode(), b"\xd0", b"\xe3"}
    assert not foreign & permitted
    assert b"\xe8" not in permitted


def test_japanese_forbids_simplified_characters_whole_or_in_bytes() -> None:
    constraint = TokenConstraint(TABLE, scripts=JAPANESE)
    permitted = _permitted(constraint)
    assert {"研究".encode(), b"the", b"\xe8"} <= permitted
    assert "这".encode() not in permitted
    first, second, third = "这".encode()
    constraint.accept(_token(bytes([first])))
    constraint.accept(_token(bytes([second])))
    assert bytes([third]) not in _permitted(constraint)


def test_a_character_begun_is_finished_before_anything_else() -> None:
    constraint = TokenConstraint(TABLE, scripts=ENGLISH)
    constraint.accept(_token(b"\xc3"))
    assert constraint.is_open
    permitted = _permitted(constraint)
    assert bytes([0xA9]) in permitted
    assert not {b"END", b"the", b"\xc3"} & permitted
    constraint.accept(_token(b"\xa9"))
    assert not constraint.is_open


def test_numbers_are_kept_to_in_tokens_of_one_and_of_several_digits() -> None:
    constraint = TokenConstraint(TABLE, allowed_numbers=frozenset({"2018", "65", "12.5"}))
    permitted = _permitted(constraint)
    assert {b"2", b"1", b" 65", b"12", b"the", b"END"} <= permitted
    assert not {b"3", b"018", b"x9", b".5", "²".encode(), "１０".encode()} & permitted
    constraint.accept(_token("2"))
    assert _permitted(constraint) == {b"0", b"018"}
    constraint.accept(_token("018"))
    permitted = _permitted(constraint)
    assert {b"END", b"the", b".", b", "} <= permitted
    assert not {b"0", b".5", b",0"} & permitted


def test_full_width_digits_count_also_when_spelled_in_bytes() -> None:
    constraint = TokenConstraint(TABLE, scripts=JAPANESE, allowed_numbers=frozenset({"2"}))
    for byte in "２".encode()[:2]:
        constraint.accept(_token(bytes([byte])))
    assert bytes(["２".encode()[2]]) in _permitted(constraint)
    assert bytes(["３".encode()[2]]) not in _permitted(constraint)


def test_only_the_end_is_left_where_nothing_else_may_stand() -> None:
    small = TokenTable((b"", "研".encode()), end_tokens=[0], control_tokens=[0])
    constraint = TokenConstraint(small, scripts=ENGLISH)
    masked = constraint.apply(np.array([-np.inf, 1.0], dtype=np.float32))
    assert int(masked.argmax()) == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([ENGLISH, JAPANESE]))
def test_whatever_is_drawn_keeps_the_promises(seed: int, scripts: frozenset[str]) -> None:
    allowed = frozenset({"65", "2018", "4.5", "2,000"})
    constraint = TokenConstraint(TABLE, scripts=scripts, allowed_numbers=allowed)
    random = np.random.default_rng(seed)
    data = b""
    for _ in range(30):
        masked = constraint.apply(random.random(len(PIECES), dtype=np.float32))
        token = int(masked.argmax())
        if token == END:
            break
        constraint.accept(token)
        data += PIECES[token]
    parts = split_bytes(data)
    assert parts is not None
    assert is_written_in(parts[0], scripts)
    if not constraint.is_open:
        runs = "".join(c if c.isdigit() or c in ".," else " " for c in parts[0])
        assert all(
            _ascii(run.strip(".,")) in {"65", "2018", "4.5", "2,000", ""} for run in runs.split()
        ), parts[0]


def _ascii(run: str) -> str:
    return "".join(str(int(c)) if c.isdigit() else c for c in run)
