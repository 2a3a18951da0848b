"""Pictures people gave: decoded, turned upright, no larger than print needs, written anew without what they hid."""

import struct
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from clinic_app.reports.tagging import Figure

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
_MOST_PIXELS = 80_000_000
_DOTS = 200 / 72  # dots a point: enough for print
_QUALITY = 85
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, ZeroDivisionError, OverflowError)


class Picture(Figure):
    """A picture as wide and high as its box allows, undistorted; ``alt`` tells in words what it shows."""

    def __init__(self, content: bytes, size: tuple[float, float], alt: str) -> None:
        super().__init__()
        self._content = content
        self.width, self.height = size
        self.alt = alt

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Always the same size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.drawImage(ImageReader(BytesIO(self._content)), 0, 0, self.width, self.height)


def picture(content: bytes, width: float, height: float, alt: str, *, is_photo: bool) -> Picture | None:
    """The picture in a box of points; None when the bytes are no picture that can be read.

    Photos are written as JPEG, drawings and logos without loss. Small ones are not blown up beyond 96 dpi.
    """
    made = _made(content, width, height, is_photo)
    return Picture(made[0], made[1], alt) if made else None


@lru_cache(maxsize=4)
def _made(content: bytes, width: float, height: float, is_photo: bool) -> tuple[bytes, tuple[float, float]] | None:
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (int(width * _DOTS), int(height * _DOTS)))  # a large JPEG is read small
            image = _plain(ImageOps.exif_transpose(opened))
            image.thumbnail((max(1, int(width * _DOTS)), max(1, int(height * _DOTS))))
            file = BytesIO()
            image.save(file, **({"format": "JPEG", "quality": _QUALITY} if is_photo else {"format": "PNG"}))
    except (*_BROKEN, struct.error, Image.DecompressionBombError):
        return None
    scale = min(width / image.width, height / image.height, 0.75)
    return file.getvalue(), (image.width * scale, image.height * scale)


def _plain(image: Image.Image) -> Image.Image:
    """Red, green and blue on white: no transparency, no palette, no profile."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    plain = image.convert("RGB")
    plain.info.clear()
    return plain
