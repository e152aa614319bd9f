"""What of a DOCX's body no longer stands there once it is printed: codes of fields, deletions."""

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIELD_CHARACTER = f"{_W}fldChar"
_CODE = f"{_W}instrText"


class Fields:
    """Tells whether a run belongs to a field's code, which may hold fields with results of its own.

    Told of every field character in the document's order: a field may begin in one paragraph and
    end in another.
    """

    def __init__(self) -> None:
        self._open: list[bool] = []
        """For each open field whether its code is being read, the outermost first."""

    def enter(self, character: Any) -> None:
        """Take note of a field's begin, of the end of its code, or of its end."""
        kind = character.get(f"{_W}fldCharType")
        if kind == "begin":
            self._open.append(True)
        elif kind == "separate" and self._open:
            self._open[-1] = False
        elif kind == "end" and self._open:
            self._open.pop()

    def begin_paragraph(self, paragraph: Any) -> None:
        """Give up a field that never ended, so that a damaged one doesn't swallow what follows."""
        if self.is_code and next(paragraph.iter(FIELD_CHARACTER, _CODE), None) is None:
            self._open.clear()

    @property
    def is_code(self) -> bool:
        """Whether what is read now is code."""
        return any(self._open)


def mark_is_deleted(paragraph: Any) -> bool:
    """Tell whether a paragraph's end was deleted: it goes on in the next one."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    return mark is not None and any(
        mark.find(f"{_W}{name}") is not None for name in ("del", "moveFrom")
    )


def row_is_deleted(row: Any) -> bool:
    """Tell whether a table's row was deleted."""
    return row.find(f"{_W}trPr/{_W}del") is not None
