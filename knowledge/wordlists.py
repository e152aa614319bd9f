"""Word lists written as text, so that they can be read and sorted by eye."""


def listed(text: str) -> tuple[str, ...]:
    """Split a list of words at white space."""
    return tuple(text.split())
