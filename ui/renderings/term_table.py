"""The list of terms as HTML, to be added to, changed and shortened."""

from typing import TYPE_CHECKING

from ui.rendering import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.term_list import ListedTerm


def term_table(listed: "Sequence[ListedTerm]", *, version: int, note: str = "") -> str:
    """Return the terms, the workspace's own first, with a line for adding one.

    Args:
        listed: The terms.
        version: Another one each time, so that the page's script sees that an answer has come.
        note: HTML of what was done or went wrong.
    """
    rows = "".join(_row(item) for item in listed)
    return (
        f'<div class="terms" data-version="{version}"><p class="quiet">Names and set phrases whose '
        "rendering is a rule. Renderings that don’t have the English of a term are flagged at "
        "once; new ones are written with it.</p>"
        f'<div role="status">{note}</div>'
        '<form class="new-term" data-form><label>Japanese <input name="japanese" lang="ja" '
        'maxlength="200"></label><label>English <input name="english" lang="en" maxlength="200">'
        '</label><button type="submit" class="quiet-button" data-act="put-term">Add term</button>'
        "</form>"
        '<table><caption class="quiet">Terms of this workspace first, then those that ship'
        '</caption><thead><tr><th scope="col">Japanese</th><th scope="col">English</th>'
        '<th scope="col">From</th><th scope="col"><span class="aside">Change</span></th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _row(item: "ListedTerm") -> str:
    japanese, english = escape(item.term.japanese), escape(item.term.english)
    origin = "this workspace" if item.is_own else "ships"
    if item.shipped:
        origin += f" (ships as {escape(item.shipped)})"
    remove = (
        f'<button type="button" class="quiet-button" data-act="remove-term" '
        f'aria-label="Remove {japanese}">{"Restore" if item.shipped else "Remove"}</button>'
        if item.is_own
        else ""
    )
    return (
        f'<tr data-form><td lang="ja">{japanese}<input type="hidden" name="japanese" '
        f'value="{japanese}"></td><td><input name="english" lang="en" maxlength="200" '
        f'value="{english}" aria-label="English of {japanese}"></td><td>{origin}</td>'
        f'<td><button type="button" class="quiet-button" data-act="put-term" hidden '
        f'aria-label="Save {japanese}">Save</button>{remove}</td></tr>'
    )
