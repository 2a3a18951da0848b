"""Before a report is issued: what that means, and what the case still lacks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.case import Stage
from clinic_app.domain.casefile import CaseFile
from clinic_app.domain.gates import missing
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.case.direction import left_to_right
from clinic_app.ui.plain_text import label


class IssueStrip(QFrame):
    """Hidden until ``ask``. What is missing is said, not enforced: the advisor signs, and decides."""

    confirmed = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.setProperty("role", "message")
        self._title = label("", self, role="section", wraps=True)
        self._meaning = label("", self, wraps=True)
        self._lacks = label("", self, role="warning", wraps=True)
        self.confirm_button = QPushButton(catalog.text("Issue and save as…"), self)
        self.confirm_button.setProperty("role", "primary")
        self.confirm_button.setAutoDefault(False)
        self.confirm_button.clicked.connect(self.confirmed)
        cancel = QPushButton(catalog.text("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.confirm_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        for part in (self._title, self._meaning, self._lacks):
            layout.addWidget(part)
        layout.addLayout(row)
        self.hide()

    def ask(self, file: CaseFile) -> None:
        """Show what issuing the report of ``file`` means."""
        text, language = self._catalog.text, self._catalog.language
        version = max((issue.version for issue in file.issues), default=0) + 1
        details = {
            "number": left_to_right(formats.digits(file.case.number, language)),
            "version": formats.number(version, language),
        }
        self._title.setText(text("Issue the report %(number)s, version %(version)s") % details)
        self._meaning.setText(
            text(
                "The report loses its DRAFT mark and is entered in the ledger for good, with the state of the case "
                "as it is now. It can never be changed; a later one becomes the next version."
            )
        )
        lacks = missing(file, Stage.REPORT) if file.case.stage.order < Stage.REPORT.order else ()
        listed = "  ·  ".join(labels.lack(self._catalog, lack) for lack in lacks)
        words = text("The case is not complete yet. You can issue the report all the same. Missing:")
        self._lacks.setText(f"{words}\n{listed}")
        self._lacks.setVisible(bool(lacks))
        self.show()
        self.confirm_button.setFocus()

    def title(self) -> str:
        """What would be issued, as shown."""
        return self._title.text()

    def lacks(self) -> str:
        """What is said to be missing; empty when nothing is."""
        return "" if self._lacks.isHidden() else self._lacks.text()
