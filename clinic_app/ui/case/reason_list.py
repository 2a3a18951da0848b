"""Why: the quotes that carry the answer, each with what it speaks for, and what speaks against."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.match import Reason
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, theme
from clinic_app.ui.case.direction import by_content
from clinic_app.ui.case.evidence import voice
from clinic_app.ui.case.underline import paint_sample
from clinic_app.ui.plain_text import label, plain_tooltip

_MOST = 6


class _ReasonRow(QWidget):
    """A quote underlined as in the text, and below it the type or area it speaks for."""

    def __init__(self, reason: Reason, meaning: str) -> None:
        super().__init__()
        self._reason, self._meaning = reason, meaning
        self._quote = " ".join(reason.quote.split())
        self.setAccessibleName(f"{self._quote}: {meaning}")
        self.setToolTip(plain_tooltip(f"{self._quote}\n{meaning}"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 2 * self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        quote = metrics.elidedText(self._quote, Qt.TextElideMode.ElideRight, self.width())
        line = QRectF(0, 0, self.width(), metrics.height())
        flags = QStyle.visualAlignment(
            self.layoutDirection(), Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        ).value
        painter.setPen(self.palette().text().color())
        painter.drawText(line, flags, by_content(quote))
        width = metrics.horizontalAdvance(quote)
        left = self.width() - width if self.isRightToLeft() else 0
        if area := voice(self._reason):
            paint_sample(painter, area, QPointF(left, line.bottom() + 1), width, self.palette())
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(colours.colour("muted", self.palette()))
        meaning = painter.fontMetrics().elidedText(self._meaning, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(line.translated(0, metrics.height() + 3), flags, meaning)


class ReasonList(QWidget):
    """For the best area first, then for the second, then against; honest when no known term was found."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._shown: tuple[tuple[Reason, ...], Area | None] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.TIGHT)

    def show_reasons(self, reasons: Sequence[Reason], best: Area | None) -> None:
        """Replace the list. ``best`` is the area the answer names, if any."""
        if (tuple(reasons), best) == self._shown:
            return
        self._shown = (tuple(reasons), best)
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        text = self._catalog.text
        speaking, second, against = split(reasons, best)
        if not any(reason.type for reason in reasons):
            words = (
                text("No known term was found; judged by similar wording.")
                if reasons
                else text("No single word of the text carries this answer.")
            )
            self._layout.addWidget(label(words, self, role="hint", wraps=True))
        self._add(speaking, "")
        if second:
            words = text("Speaks for: %(area)s") % {"area": labels.label(self._catalog, second[0].area)}
            self._add(second, words)
        self._add(against, text("Speaks against it"))

    def rows(self) -> list[str]:
        """Quote and meaning of each row shown, in order."""
        return [row.accessibleName() for row in self.findChildren(_ReasonRow) if not row.isHidden()]

    def _add(self, reasons: Sequence[Reason], caption: str) -> None:
        if reasons and caption:
            self._layout.addWidget(label(caption, self, role="caption"))
        for reason in reasons[:_MOST]:
            self._layout.addWidget(_ReasonRow(reason, self._meaning(reason)))

    def _meaning(self, reason: Reason) -> str:
        if reason.type:
            return labels.type_label(self._catalog, reason.type)
        if reason.weight <= 0:
            return self._catalog.text("Makes the answer less sure")
        words = self._catalog.text("%(area)s, by similar wording")
        return words % {"area": labels.label(self._catalog, reason.area)}


def split(reasons: Sequence[Reason], best: Area | None) -> tuple[list[Reason], list[Reason], list[Reason]]:
    """What speaks for ``best`` (for any area when None), for another area, and against; each in the order given."""
    speaking = [r for r in reasons if r.weight > 0 and (best is None or r.area is best)]
    second = [r for r in reasons if r.weight > 0 and r not in speaking]
    return speaking, second, [r for r in reasons if r.weight <= 0]
