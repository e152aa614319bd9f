"""From tokens' bytes to text pieces: whole characters, held back before a stop string."""

import codecs
from collections.abc import Sequence


class TextAssembler:
    """Collect one text.

    Args:
        stop_strings: The text ends before the first of them.
    """

    def __init__(self, stop_strings: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop_strings = tuple(filter(None, stop_strings))
        self._held = ""
        self._parts: list[str] = []
        self.has_met_stop_string = False

    @property
    def text(self) -> str:
        """What was given out so far."""
        return "".join(self._parts)

    def feed(self, data: bytes) -> str:
        """Add a token's bytes and give what can be shown now, which may be nothing."""
        self._held += self._decoder.decode(data)
        found = [i for s in self._stop_strings if (i := self._held.find(s)) >= 0]
        if found:
            self.has_met_stop_string = True
            return self._give(min(found), keep_rest=False)
        return self._give(len(self._held) - self._possible_beginning())

    def finish(self) -> str:
        """Give what was held back; half a character at the end is dropped."""
        if self.has_met_stop_string:
            return ""
        return self._give(len(self._held))

    def _give(self, end: int, *, keep_rest: bool = True) -> str:
        piece, rest = self._held[:end], self._held[end:]
        self._held = rest if keep_rest else ""
        if piece:
            self._parts.append(piece)
        return piece

    def _possible_beginning(self) -> int:
        """Count the characters at the end that might begin a stop string."""
        longest = 0
        for stop_string in self._stop_strings:
            for length in range(min(len(stop_string) - 1, len(self._held)), longest, -1):
                if self._held.endswith(stop_string[:length]):
                    longest = length
                    break
        return longest
