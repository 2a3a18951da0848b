"""The fishbone: kinds of cause as bones on a spine that leads to the problems."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from clinic_app.reports.chart import Chart
from clinic_app.reports.desk import Desk
from clinic_app.reports.styles import INK, TINT, WHITE
from clinic_app.reports.text.drawing import Anchor
from clinic_app.reports.text.style import Align

_HEIGHT = 132.0
_HEAD = 74.0  # width of the head
_SLANT = 26.0
_REACH = 34.0  # how far a bone goes from the spine


class Bone(NamedTuple):
    """A kind of cause, and the numbers of the problems that come from it."""

    name: str
    problems: str


class Fishbone(Chart):
    """Bones in turn above and below the spine, each named at its end, the numbers of its problems beside it."""

    def __init__(self, desk: Desk, bones: Sequence[Bone], head: str, alt: str) -> None:
        super().__init__(desk, desk.width, _HEIGHT, alt)
        self._bones = bones
        self._head = head

    def draw(self) -> None:
        """Spine, head, bones."""
        canvas, accent = self.canv, self.desk.sheet.accent
        middle, end = self.height / 2, self.width - _HEAD
        canvas.saveState()
        canvas.setStrokeColorRGB(*accent)
        canvas.setLineWidth(2.2)
        self.line((4, middle), (end, middle))
        canvas.setFillColorRGB(*accent)
        self.shape([(end, middle + 20), (end, middle - 20), (self.width, middle)], stroke=False, fill=True)
        style = self.desk.sheet.cell_strong.but(colour=WHITE)
        self.write(end + 4, middle - 3, self._head, style.but(size=style.size * 0.9), Anchor.LEFT)
        pairs = ceil(len(self._bones) / 2)
        step = (end - 10) / pairs
        for place, bone in enumerate(self._bones):
            foot = 10 + step * (place // 2 + 1) - 6
            self._bone(bone, foot, step, is_above=place % 2 == 0)
        canvas.restoreState()

    def _bone(self, bone: Bone, foot: float, room: float, *, is_above: bool) -> None:
        canvas, middle = self.canv, self.height / 2
        side = 1 if is_above else -1
        tip = foot - _SLANT
        canvas.setStrokeColorRGB(*self.desk.sheet.accent)
        canvas.setLineWidth(1.2)
        self.line((foot, middle), (tip, middle + side * _REACH))
        width = min(room - 6, 104.0)
        box = tip - width + 14
        canvas.setFillColorRGB(*TINT)
        self.box(box, middle + side * (_REACH + 9) - 9, width, 18, stroke=True)
        label = self.desk.sheet.label.but(colour=INK)
        self.block(box + 2, middle + side * (_REACH + 9), width - 4, bone.name, label, Align.CENTRE)
        begins = Align.LEFT if self.desk.sheet.is_rtl else Align.RIGHT
        numbers = self.desk.sheet.cell_strong.but(size=label.size, leading=label.leading)
        column = max(20.0, room - _SLANT - 12)
        self.block(tip + 4 - column, middle + side * _REACH / 2, column, bone.problems, numbers, begins)
