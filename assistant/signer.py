"""Whose name stands under what is decided in a workspace: asked once, for all decisions."""

from assistant.errors import NothingToSay
from knowledge.records import Records

MAX_NAME = 100
"""Characters of a name."""
_KIND, _KEY = "signer", "name"


class Signer:
    """The name in which sentences are confirmed and renderings decided, until another is given."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @property
    def name(self) -> str:
        """Empty before anybody gave one."""
        return self._records.get(_KIND, _KEY) or ""

    def keep(self, name: str) -> str:
        """Keep a name from here on, and return it as it is kept; an empty one forgets the last.

        Raises:
            NothingToSay: It is longer than `MAX_NAME` characters.
        """
        # Half a character has no place in UTF-8.
        name = " ".join(name.encode("utf-8", "replace").decode("utf-8").split())
        if len(name) > MAX_NAME:
            raise NothingToSay(
                "The name wasn't kept",
                f"it is longer than {MAX_NAME} letters",
                "Give the name of the person who stands for what is decided",
            )
        if not name:
            self._records.delete(_KIND, _KEY)
        elif name != self.name:
            self._records.put(_KIND, _KEY, name)
        return name
