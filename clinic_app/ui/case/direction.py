"""Words that keep their own direction wherever they stand."""

_LTR, _AUTO, _END = "\u2066", "\u2068", "\u2069"


def left_to_right(words: str) -> str:
    """A number, code, path or address: it reads from left to right in Persian too."""
    return f"{_LTR}{words}{_END}" if words else ""


def by_content(words: str) -> str:
    """Words of the user: the first letter decides, so that an ellipsis or a full stop stays at their end."""
    return f"{_AUTO}{words}{_END}" if words else ""
