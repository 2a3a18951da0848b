"""What the list is asked for: words, stage, area, advisor, open cases only."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.case import Stage
from clinic_app.domain.summary import CaseQuery, CaseSort
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import forms, icons, theme
from clinic_app.ui.plain_text import label

SEARCH_DELAY_MS = 120
_LEAST_SEARCH, _LEAST_CHOICE, _MOST_CHOICE = 120, 6, 166  # all of it fits the least window in each language


class FilterBar(QWidget):
    """Emits ``changed`` when the list should be asked again."""

    changed = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        _ = catalog.text
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search in cases, enterprises, problems…"))
        self.search.setAccessibleName(_("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.stage, self.area, self.advisor = QComboBox(self), QComboBox(self), QComboBox(self)
        forms.offer(self.stage, Stage, lambda stage: labels.label(catalog, stage), empty=_("All stages"))
        forms.offer(self.area, Area, self._numbered, empty=_("All areas"))
        self.show_advisors(())
        self.open_only = QCheckBox(_("Open cases only"), self)
        self._clear = QPushButton(_("Clear"), self)
        self._clear.setProperty("role", "quiet")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(SEARCH_DELAY_MS)
        self._lay_out()
        self._connect()

    def query(self, sort: CaseSort, *, descending: bool) -> CaseQuery:
        """The question as it stands, in the order asked for."""
        return CaseQuery(
            text=self.search.text().strip(),
            stage=self.stage.currentData(),
            area=self.area.currentData(),
            advisor=self.advisor.currentData() or "",
            open_only=self.open_only.isChecked(),
            sort=sort,
            descending=descending,
        )

    @property
    def is_empty(self) -> bool:
        """True when every case is asked for."""
        return self.query(CaseSort.UPDATED, descending=True) == CaseQuery()

    def show_advisors(self, names: Sequence[str]) -> None:
        """Offer the advisors there are; the one chosen stays chosen."""
        chosen = self.advisor.currentData()
        blocker = QSignalBlocker(self.advisor)
        forms.offer(self.advisor, names, str, empty=self._catalog.text("All advisors"))
        self.advisor.setCurrentIndex(max(0, self.advisor.findData(chosen)) if chosen else 0)
        blocker.unblock()

    @Slot()
    def clear(self) -> None:
        """Ask for every case."""
        blocker = QSignalBlocker(self)
        self.search.clear()
        for box in (self.stage, self.area, self.advisor):
            box.setCurrentIndex(0)
        self.open_only.setChecked(False)
        blocker.unblock()
        self._typing.stop()
        self._tell()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        self.search.setMinimumWidth(_LEAST_SEARCH)
        layout.addWidget(self.search, 3)
        captions = (self._catalog.text("Stage"), self._catalog.text("Area"), self._catalog.text("Advisor"))
        for caption, box in zip(captions, (self.stage, self.area, self.advisor), strict=True):
            words = label(caption, self, role="small")
            words.setBuddy(box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST_CHOICE)
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.setMaximumWidth(_MOST_CHOICE)
            layout.addSpacing(theme.TIGHT)
            layout.addWidget(words)
            layout.addWidget(box, 2)
        layout.addSpacing(theme.TIGHT)
        layout.addWidget(self.open_only)
        layout.addWidget(self._clear)
        self._clear.setEnabled(False)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._tell)
        self._typing.timeout.connect(self._tell)
        for box in (self.stage, self.area, self.advisor):
            box.currentIndexChanged.connect(self._tell)
        self.open_only.toggled.connect(self._tell)
        self._clear.clicked.connect(self.clear)

    @Slot()
    def _tell(self) -> None:
        self._clear.setEnabled(not self.is_empty)
        self.changed.emit()

    def _numbered(self, area: Area) -> str:
        return f"{formats.digits(str(area.number), self._catalog.language)}  {labels.label(self._catalog, area)}"
