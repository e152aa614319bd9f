"""Which tokens may come next: scripts of the language, permitted numbers, whole characters.

Works on the tokens' bytes, so it holds for any vocabulary: one token per digit or several, and
characters that are spelled in several tokens.
"""

import codecs
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.runtime.context import Logits
from assistant.runtime.numbers import NumberRule, NumberState, has_digit, starts_like_number
from assistant.runtime.scripts import is_written_in, scripts_between

_NO = np.float32(-np.inf)


def split_bytes(data: bytes) -> tuple[str, bytes] | None:
    """Decode UTF-8 into whole characters and the beginning of one more; None if it is neither."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    return text, decoder.getstate()[0]


class TokenTable:
    """What each token of a vocabulary spells, worked out once per model.

    Args:
        pieces: Each token's bytes, empty for control tokens.
        end_tokens: Tokens that end a text; always permitted where the text may end.
        control_tokens: Tokens that are no text; never permitted unless they end it.
    """

    def __init__(
        self,
        pieces: tuple[bytes, ...],
        *,
        end_tokens: Iterable[int],
        control_tokens: Iterable[int],
    ) -> None:
        self.pieces = pieces
        self.end_tokens = frozenset(end_tokens)
        self.split = tuple(split_bytes(piece) for piece in pieces)
        never = frozenset(control_tokens) - self.end_tokens
        self._never = np.array(
            sorted(never | {i for i, s in enumerate(self.split) if s is None}), dtype=np.intp
        )
        # Tokens that can only stand inside a character: bytes 80 to BF come after another byte.
        self.continuing = tuple(
            i for i, piece in enumerate(pieces) if piece and 0x80 <= piece[0] <= 0xBF
        )
        self.numeric = tuple(
            i
            for i, s in enumerate(self.split)
            if s is not None and (has_digit(s[0]) or starts_like_number(s[0]))
        )
        self._masks: dict[frozenset[str] | None, NDArray[np.float32]] = {}

    def mask(self, scripts: frozenset[str] | None) -> NDArray[np.float32]:
        """Give 0 for tokens that may stand between characters, minus infinity for others.

        Shape (vocabulary,), float32; built in about 0.3 s on first use and kept.
        """
        if scripts not in self._masks:
            mask = np.zeros(len(self.pieces), dtype=np.float32)
            mask[self._never] = _NO
            if scripts is not None:
                foreign = (
                    i
                    for i, s in enumerate(self.split)
                    if s is not None and not _may_be_written(s[0], s[1], scripts)
                )
                mask[np.fromiter(foreign, dtype=np.intp)] = _NO
            mask.setflags(write=False)
            self._masks[scripts] = mask
        return self._masks[scripts]


class TokenConstraint:
    """Mask the logits of one text while it is written.

    Args:
        table: The model's vocabulary.
        scripts: Scripts that letters may come from; None for any.
        allowed_numbers: Numbers that may be written in digits; None for any.
    """

    def __init__(
        self,
        table: TokenTable,
        *,
        scripts: frozenset[str] | None = None,
        allowed_numbers: frozenset[str] | None = None,
    ) -> None:
        self._table = table
        self._scripts = scripts
        self._mask = table.mask(scripts)
        self._rule = None if allowed_numbers is None else NumberRule(allowed_numbers)
        self._number = NumberState()
        self._pending = b""
        self._by_state: dict[NumberState, tuple[NDArray[np.intp], bool]] = {}

    @property
    def is_open(self) -> bool:
        """Tell whether the text can't end here: inside a character or an unfinished number."""
        return bool(self._pending) or not self._may_end_number()

    def apply(self, logits: Logits) -> Logits:
        """Give the logits with those of forbidden tokens at minus infinity, as a new array."""
        if self._pending:
            masked = self._only(logits, self._completions())
        else:
            masked = logits + self._mask
            if self._rule is not None:
                masked = self._keep_numbers(masked, self._rule)
        if not np.isfinite(masked.max()):
            return self._only(logits, sorted(self._table.end_tokens))
        return masked

    def accept(self, token: int) -> None:
        """Note the token that was taken."""
        parts = split_bytes(self._pending + self._table.pieces[token])
        if parts is None:
            self._pending = b""
            return
        text, self._pending = parts
        if self._rule is not None:
            self._number = self._rule.advance(self._number, text) or NumberState()

    def _may_end_number(self) -> bool:
        return self._rule is None or self._rule.is_complete(self._number)

    def _keep_numbers(self, logits: Logits, rule: NumberRule) -> Logits:
        if self._number not in self._by_state:
            self._by_state[self._number] = self._judge(rule)
        tokens, are_forbidden = self._by_state[self._number]
        if are_forbidden:
            logits[tokens] = _NO
            return logits
        return self._only(logits, tokens)

    def _judge(self, rule: NumberRule) -> tuple[NDArray[np.intp], bool]:
        """List the forbidden tokens where the text could end here, else the permitted ones."""
        may_end = self._may_end_number()
        listed = [
            token
            for token in self._table.numeric
            if (rule.advance(self._number, self._text(token)) is None) == may_end
        ]
        return np.array(listed, dtype=np.intp), may_end

    def _text(self, token: int) -> str:
        parts = self._table.split[token]
        return "" if parts is None else parts[0]

    def _completions(self) -> list[int]:
        """List the tokens that carry on a character begun, to one that is permitted."""
        found = []
        for token in self._table.continuing:
            parts = split_bytes(self._pending + self._table.pieces[token])
            if parts is None:
                continue
            text, rest = parts
            is_number_right = self._rule is None or self._rule.advance(self._number, text)
            if is_number_right and (
                self._scripts is None or _may_be_written(text, rest, self._scripts)
            ):
                found.append(token)
        return found

    @staticmethod
    def _only(logits: Logits, tokens: "list[int] | NDArray[np.intp]") -> Logits:
        kept = np.full_like(logits, _NO)
        kept[tokens] = logits[tokens]
        return kept


def _may_be_written(text: str, beginning: bytes, scripts: frozenset[str]) -> bool:
    if not is_written_in(text, scripts):
        return False
    return not beginning or not _scripts_of_beginning(beginning).isdisjoint(scripts)


@lru_cache(maxsize=4096)
def _scripts_of_beginning(beginning: bytes) -> frozenset[str]:
    """Tell the scripts of the characters that a UTF-8 sequence beginning so can become."""
    lead = beginning[0]
    length = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    payload = lead & (0x7F >> length)
    for byte in beginning[1:]:
        payload = payload << 6 | byte & 0x3F
    missing = 6 * (length - len(beginning))
    return scripts_between(payload << missing, ((payload + 1) << missing) - 1)
