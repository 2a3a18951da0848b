"""Words that keep their own direction wherever they stand."""

_LTR, _AUTO, _END = "\u2066", "\u2068", "\u2069"
_RIGHT_TO_LEFT_MARK = "\u200f"


def left_to_right(words: str) -> str:
    """A number, code, path or address: it reads from left to right in Persian too."""
    return f"{_LTR}{words}{_END}" if words else ""


def by_content(words: str) -> str:
    """Words of the user: the first letter decides, so that an ellipsis or a full stop stays at their end."""
    return f"{_AUTO}{words}{_END}" if words else ""


def unbroken(words: str) -> str:
    """A number or a date that stays on one line."""
    return words.replace(" ", "\u00a0").replace("-", "-\u2060")


def ordinal(words: str, *, is_rtl: bool) -> str:
    """A figure with its full stop, alone in a label: without a letter nothing says on which side the stop stands."""
    return f"{_RIGHT_TO_LEFT_MARK}{words}" if is_rtl else words
