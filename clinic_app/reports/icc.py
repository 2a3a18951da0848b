"""The colours of the screen as an ICC profile, made from the numbers of the standard: always the same bytes."""

import struct
from functools import cache

# IEC 61966-2-1, its primaries adapted to D50 as ICC profiles want them (the values of ICC's own sRGB2014).
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_STEPS = 1024
_HEADER, _TAG_ENTRY = 128, 12  # bytes


@cache
def srgb() -> bytes:
    """An sRGB display profile of version 2.1, which every version of PDF/A takes."""
    curve = _curve()
    tags = {
        b"desc": _described("sRGB"),
        b"cprt": b"text\0\0\0\0" + b"No copyright, use freely\0",
        b"wtpt": _xyz(_WHITE),
        **{name: _xyz(value) for name, value in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    at = _HEADER + 4 + _TAG_ENTRY * len(tags)
    table, body, places = b"", b"", dict[bytes, int]()
    for name, value in tags.items():
        if value not in places:  # the three curves are one
            places[value] = at + len(body)
            body += value + bytes(-len(value) % 4)
        table += struct.pack(">4sII", name, places[value], len(value))
    return _header(at + len(body)) + struct.pack(">I", len(tags)) + table + body


def _header(size: int) -> bytes:
    """The header of ICC.1:2001-04, section 6.1; it is dated with the standard, so that nothing ever changes."""
    return struct.pack(
        ">I4sI4s4s4s6H4s4sI4sI8sI12s48x",
        size,
        bytes(4),  # no preferred colour engine
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(1999, 10, 1, 0, 0, 0),
        b"acsp",
        bytes(4),  # no preferred system
        0,
        bytes(4),
        0,
        bytes(8),
        0,  # perceptual
        _xyz(_WHITE)[8:],
    )


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in value))


def _described(name: str) -> bytes:
    """A textDescriptionType: the name in ASCII, no Unicode, no Macintosh script."""
    text = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    """From values of a colour to light, in 16 bits."""
    steps = (place / (_STEPS - 1) for place in range(_STEPS))
    light = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in steps)
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *(round(65535 * part) for part in light))
