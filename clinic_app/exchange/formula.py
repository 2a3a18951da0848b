"""Keep text from being run as a formula by a spreadsheet that opens a CSV file, and undo it when reading back."""

import re

# = + - @ start a formula, also full-width and after spaces or our own apostrophes; tab and line ends can hide one.
_RISKY = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


def shield(text: str) -> str:
    """``text`` with an apostrophe in front when a spreadsheet might run it. ``unshield`` gives it back exactly."""
    return f"'{text}" if _RISKY.match(text) else text


def unshield(text: str) -> str:
    """``text`` without the apostrophe that ``shield`` put in front; any other apostrophe stays."""
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text
