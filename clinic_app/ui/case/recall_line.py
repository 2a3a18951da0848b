"""The earlier decision that an answer follows: which case, what was decided, how alike the texts are."""

from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.match import Recall
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.case.direction import by_content, left_to_right, unbroken
from clinic_app.ui.plain_text import label


class Origin(NamedTuple):
    """Where an earlier decision was taken: the case, its number, and by whom."""

    case_id: UUID
    number: str
    made_by: str = ""


class RecallLine(QFrame):
    """Hidden while the answer rests on the words alone. ``case_wanted`` carries the id of the earlier case."""

    case_wanted = Signal(object)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._origin: Origin | None = None
        self.setProperty("role", "sunken")
        self._words = label("", self, wraps=True)
        self._when = label("", self, role="small", wraps=True)
        self.open_button = QPushButton(icons.icon("open", "accent"), catalog.text("Open that case"), self)
        self.open_button.setProperty("role", "quiet")
        self.open_button.clicked.connect(self._on_open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        layout.setSpacing(theme.TIGHT)
        for part in (self._words, self._when):
            layout.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.hide()

    def text(self) -> str:
        """What is said, as shown."""
        return self._words.text()

    def show_recall(self, recall: Recall | None, origin: Origin | None) -> None:
        """Name the earlier decision. ``origin`` is None when its case is gone: then there is nothing to open."""
        self._origin = origin
        self.setVisible(recall is not None)
        if recall is None:
            return
        text, language = self._catalog.text, self._catalog.language
        area = labels.label(self._catalog, recall.area)
        named = {"area": area, "share": formats.percent(round(100 * recall.similarity), language)}
        if origin is not None:
            words = text("A similar text was decided before: case %(case)s, %(area)s (%(share)s alike)")
            named["case"] = unbroken(left_to_right(formats.digits(origin.number, language)))
        else:
            words = text("A similar text was decided before: %(area)s (%(share)s alike)")
        self._words.setText(words % named)
        kind = labels.type_label(self._catalog, recall.type) if recall.type else ""
        who = by_content(origin.made_by) if origin is not None else ""
        when = unbroken(formats.moment(recall.made_at, language))
        self._when.setText(" · ".join(part for part in (kind, who, when) if part))
        self.open_button.setVisible(origin is not None)

    @Slot()
    def _on_open(self) -> None:
        if self._origin is not None:
            self.case_wanted.emit(self._origin.case_id)
