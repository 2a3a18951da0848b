"""The answer in one look: how sure it is, the area it names, what is asked of the advisor, and the way to accept."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Suggestion
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.case.bands import ADVICE, TITLES, Band, band
from clinic_app.ui.plain_text import label, without_mnemonic

_SUREST = 99


class AnswerHead(QWidget):
    """Once the area is decided it steps back into one line."""

    accepted = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._band = label("", self, role="band", wraps=True)
        self._headline = label("", self, role="section", wraps=True)
        self._advice = label("", self, role="hint", wraps=True)
        self.accept_button = QPushButton(self)
        self.accept_button.setProperty("role", "primary")
        self.accept_button.setIcon(icons.icon("check", "on-accent"))
        self.accept_button.setToolTip(catalog.text("Accept the suggestion (Ctrl+Enter)"))
        self.accept_button.clicked.connect(self.accepted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        for part in (self._band, self._headline, self._advice, self.accept_button):
            layout.addWidget(part)

    def text(self) -> str:
        """The answer in words, as shown."""
        return " ".join(part for part in (self._band.text(), self._headline.text()) if part)

    def advice(self) -> str:
        """What is asked of the advisor, as shown; empty once the area is decided."""
        return "" if self._advice.isHidden() else self._advice.text()

    def show_reading(self) -> None:
        """Say that the first answer is on its way."""
        self._band.setText(self._catalog.text("Reading the text…"))
        self._advice.setText("")

    def show_answer(self, found: Suggestion | None, *, is_decided: bool) -> None:
        """Show an answer; None stands for an empty text."""
        kind, names = band(found), named_areas(found)
        text = self._catalog.text
        self._band.setText(self._band_words(kind, names, is_decided=is_decided))
        if self._band.property("band") != kind.value:
            self._band.setProperty("band", kind.value)
            self._band.style().unpolish(self._band)
            self._band.style().polish(self._band)
        can_accept = kind is Band.SUGGESTED and not is_decided
        self._headline.setText("  /  ".join(labels.label(self._catalog, area) for area in names))
        self._headline.setVisible(bool(names) and not can_accept and not is_decided)
        self._advice.setText(self._advice_words(kind, found))
        self._advice.setVisible(not is_decided)
        self.accept_button.setVisible(can_accept)
        if can_accept:
            words = text("Accept: %(area)s") % {"area": labels.label(self._catalog, names[0])}
            self.accept_button.setText(without_mnemonic(words))

    def _band_words(self, kind: Band, names: Sequence[Area], *, is_decided: bool) -> str:
        if is_decided and kind is Band.SUGGESTED:
            return self._catalog.text("Suggested: %(area)s") % {"area": labels.label(self._catalog, names[0])}
        return self._catalog.text(TITLES[kind])

    def _advice_words(self, kind: Band, found: Suggestion | None) -> str:
        text = self._catalog.text
        if kind is not Band.SUGGESTED or found is None:
            return text(ADVICE[kind])
        ground = text("A text like this was decided so before.") if found.recall else text(ADVICE[kind])
        return f"{ground} {hit_rate(self._catalog, found)}"


def hit_rate(catalog: Catalog, found: Suggestion) -> str:
    """How often a suggestion this sure is right, in words: the percentages of the ranking say something else."""
    share = formats.number(min(round(100 * found.confidence), _SUREST), catalog.language)
    return catalog.text("About %(n)s of 100 such suggestions are right.") % {"n": share}


def named_areas(found: Suggestion | None) -> tuple[Area, ...]:
    """The areas an answer names: one when it is clear, two when they are close, else none."""
    if found is None or found.area is None:
        return ()
    kind = band(found)
    if kind is Band.SUGGESTED:
        return (found.area,)
    return tuple(score.area for score in found.ranking[:2]) if kind is Band.TWO_CLOSE else ()
