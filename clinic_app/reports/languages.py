"""Where the languages of a bilingual document begin: an entry of the outline, and a line that tells it on paper."""

from functools import partial
from typing import Any

from reportlab.platypus.doctemplate import ActionFlowable

from clinic_app.i18n import names
from clinic_app.i18n.catalog import N_, catalog
from clinic_app.i18n.formats import digits
from clinic_app.reports.desk import Desk, Story
from clinic_app.reports.tagging import Words
from clinic_app.reports.text.drawing import Anchor, draw_text

_LINE = N_("%(language)s: page %(page)s")
_LINKED = 160.0  # points of the line that can be clicked


def opening(desk: Desk) -> Story:
    """What stands before a part of a bilingual document; nothing in one of a single language."""
    if len(desk.order.languages) == 1:
        return []
    return [_Entry(desk.catalog.language), _OtherLanguages(desk)]


def _key(language: str) -> str:
    return f"language-{language}"


class _Entry(ActionFlowable):  # type: ignore[misc]
    """Enters the beginning of a language, in its own words, on top of the outline."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def apply(self, template: Any) -> None:
        """Enter the page that has just begun."""
        canvas, key = template.canv, _key(self._language)
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(names.language(catalog(self._language), self._language), key, 0, closed=False)
        canvas.page_of[key] = canvas.getPageNumber()


class _OtherLanguages(Words):
    """A line at the head of a part, on the side where lines end: the other languages and their pages.

    Each is told in its own words, for those who read no other.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._others = [each for each in desk.order.languages if each != desk.catalog.language]
        self._style = desk.sheet.label
        self.language = self._others[0]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """A line."""
        self.width, self.height = width, self._style.leading
        return self.width, self.height

    def draw(self) -> None:
        """Lay the link; the page comes when it is known."""
        start = 0.0 if self._desk.sheet.is_rtl else self.width - _LINKED
        self.canv.linkRect(
            "", _key(self._others[0]), (start, 0, start + _LINKED, self.height), relative=1, thickness=0
        )
        self.canv.later(partial(self._tell))

    def _tell(self, canvas: Any) -> None:
        told = []
        for language in self._others:
            words = catalog(language)
            page = digits(str(canvas.page_of[_key(language)]), language)
            told.append(words.text(_LINE) % {"language": names.language(words, language), "page": page})
        is_rtl = self._desk.sheet.is_rtl
        anchor, x = (Anchor.LEFT, 0.0) if is_rtl else (Anchor.RIGHT, self.width)
        draw_text(canvas, x, 3, " · ".join(told), self._style, anchor=anchor, substitutions=self._desk.told)
