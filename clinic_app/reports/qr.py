"""The code by which a printed report is known again: as a word to type, and as a square to scan."""

import hashlib
from functools import lru_cache
from itertools import groupby

from reportlab.platypus import Spacer

from clinic_app.reports.desk import Desk, Story, words
from clinic_app.reports.document import IssueMark
from clinic_app.reports.styles import INK, WHITE
from clinic_app.reports.tables import grid
from clinic_app.reports.tagging import Figure
from clinic_app.reports.text.sanitise import isolate

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_BITS = 60
_QUIET = 4  # modules of white around the square (ISO/IEC 18004, 6.3.8)
_MOST = 1579  # bytes that the largest square reportlab draws holds (ISO/IEC 18004, table 7, version 39 at level Q)
_SIDE = 84.0
_GAP = 12.0


def verification_code(number: str, version: int, snapshot_sha256: str) -> str:
    """Twelve letters in groups of four, such as ``7K3M-2QXD-94TB``: 60 bits of a digest of what was issued."""
    digest = hashlib.sha256("\n".join((number, str(version), snapshot_sha256)).encode()).digest()
    bits = int.from_bytes(digest, "big") >> (8 * len(digest) - _BITS)
    letters = "".join(_LETTERS[bits >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


@lru_cache(maxsize=64)
def matrix(content: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the QR code, True for dark, without the white around it; a quarter of it may be lost (level Q).

    Raises ValueError when the content is too long for any QR code.
    """
    data = content.encode()
    if len(data) > _MOST:
        raise ValueError("too long for a QR code")
    from reportlab.graphics.barcode import qrencoder  # costs more to import than all the rest of this module

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(qrencoder.QR8bitByte(data))
    code.make()
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


class Square(Figure):
    """A QR code of ``side`` points, the white around it included."""

    def __init__(self, content: str, alt: str, side: float = _SIDE) -> None:
        super().__init__()
        self._rows = matrix(content)
        self.alt = alt
        self.width = self.height = side

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Always the same size."""
        return self.width, self.height

    def draw(self) -> None:
        """Fill the white ground, then the dark modules as one shape, those beside each other together."""
        module = self.width / (len(self._rows) + 2 * _QUIET)
        self.canv.setFillColorRGB(*WHITE)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColorRGB(*INK)
        shape = self.canv.beginPath()
        for number, row in enumerate(self._rows, _QUIET + 1):
            at = _QUIET
            for is_dark, run in groupby(row):
                length = len(list(run))
                if is_dark:
                    shape.rect(at * module, self.height - number * module, length * module, module)
                at += length
        self.canv.drawPath(shape, stroke=0, fill=1)


def square(desk: Desk, issue: IssueMark, side: float = _SIDE) -> Square:
    """The square of an issued document: number, version and code in plain text."""
    content = f"{issue.number} v{issue.version} {issue.code}"
    named = desk.catalog.text("QR code")
    return Square(content, f"{named}: {content}", side)


def verification(desk: Desk) -> Story:
    """The square to scan and the code to type beside it; nothing where the document was not issued with one."""
    _, sheet, issue = desk.catalog.text, desk.sheet, desk.order.issue
    if issue is None or not issue.code:
        return []
    title = _("Verification code")
    beside = [
        words(desk, title, sheet.topic.but(space_before=0)),
        words(desk, isolate(issue.code, ltr=True), sheet.strong),
        words(desk, _("Compare it with the clinic's ledger: it is given once, for this version only."), sheet.label),
    ]
    widths = [_SIDE + _GAP, desk.width - _SIDE - _GAP]
    row = [[square(desk, issue)], beside]
    style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    if sheet.is_rtl:
        row, widths, style = row[::-1], widths[::-1], [*style, ("ALIGN", (1, 0), (1, 0), "RIGHT")]
    return [Spacer(1, 6), grid(desk, [row], widths, style), Spacer(1, 6)]
