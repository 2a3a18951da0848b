"""Delimited text as spreadsheets save it: the encoding and the delimiter are found out, lines are kept count of."""

import contextlib
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice

from clinic_app.errors import UnreadableFile
from clinic_app.exchange.columns import Row, find_header
from clinic_app.exchange.formula import unshield

_LONGEST = 4_000_000  # characters in one cell
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 12  # rows
_WIDEST = 200  # columns looked at to find the delimiter out

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# Encodings of one script each, and which letters text in it is made of: the one whose letters fill it wins.
_SCRIPTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("cp1256", lambda c: "\u0600" <= c <= "\u06ff" or c in "\u200c\u200d«»،؛؟"),
    ("cp949", lambda c: "\uac00" <= c <= "\ud7a3" or c in "·‘’“”…ㆍ"),
    ("cp1254", lambda c: (c.isalpha() and c <= "\u024f") or c in "‘’“”–—…°·€"),
)
_ENOUGH = 0.85


def decoded(content: bytes, *, name: str) -> str:
    """The text of ``content``: UTF-8 or UTF-16 with or without a mark, or Windows Persian, Korean or Latin.

    Raises UnreadableFile with the reasons "damaged-text" (UTF-8 but for a few bytes) and "unknown-encoding".
    """
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None) or _utf16(content)
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        loose = content.decode("utf-8", "replace")
        strange = sum(not c.isascii() for c in loose)
        if encoding or loose.count("\ufffd") * 10 < strange:
            line = content.count(b"\n", 0, error.start) + 1
            raise UnreadableFile(path=name, reason="damaged-text", where=str(line)) from error
    return _by_script(content, name)


def _by_script(content: bytes, name: str) -> str:
    shares = []
    for encoding, belongs in _SCRIPTS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = [c for c in text if not c.isascii()]
        shares.append((sum(map(belongs, strange)) / len(strange), text))
    share, text = max(shares, key=lambda pair: pair[0], default=(0.0, ""))
    if share < _ENOUGH:
        raise UnreadableFile(path=name, reason="unknown-encoding")
    return text


def _utf16(content: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in every other byte of its separators and digits."""
    head = content[:2000]
    pairs = len(head) // 2
    if head[1::2].count(0) > pairs * 0.2 and head[::2].count(0) < pairs * 0.05:
        return "utf-16-le"
    if head[::2].count(0) > pairs * 0.2 and head[1::2].count(0) < pairs * 0.05:
        return "utf-16-be"
    return None


def rows(text: str, *, name: str, most_columns: int, most_rows: int) -> list[Row]:
    """The records of delimited text with the line each begins in; empty ones are left out.

    Raises UnreadableFile with the reasons "broken-quotes", "too-many-columns" and "too-many-rows".
    """
    skipped = 0
    delimiter = None
    if text[:4].lower() == "sep=":  # written by Excel to tell itself the delimiter
        first, _, text = text.partition("\n")
        delimiter, skipped = first[4:5], 1
    delimiter = delimiter or _delimiter(text)
    found: list[Row] = []
    try:
        for line, cells in _records(text, delimiter):
            if len(cells) > most_columns:
                raise UnreadableFile(path=name, reason="too-many-columns", value=str(len(cells)))
            if len(found) >= most_rows:
                raise UnreadableFile(path=name, reason="too-many-rows", value=str(most_rows))
            if any(cell.strip() for cell in cells):
                found.append((line + skipped, [unshield(cell) for cell in cells]))
    except csv.Error as error:
        line = found[-1][0] + 1 if found else 1
        raise UnreadableFile(path=name, reason="broken-quotes", where=str(line), value=str(error)) from error
    return found


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The delimiter under which most columns of a header are recognised; at a draw, the one that splits most."""

    def score(delimiter: str) -> tuple[int, int]:
        sample: list[Row] = []
        with contextlib.suppress(csv.Error):  # a broken quote further down is named when the rows are read
            sample.extend((line, cells[:_WIDEST]) for line, cells in islice(_records(text, delimiter), _SAMPLE))
        header = find_header(sample)
        return (header.recognised if header else 0), max((len(cells) for _, cells in sample), default=0)

    return max(_DELIMITERS, key=score)
