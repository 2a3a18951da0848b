"""Deciding otherwise: the reason, asked in place, from a short list or in her own words."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from clinic_app.domain.areas import Area
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.ui import theme
from clinic_app.ui.case.calm_combo import CalmCombo
from clinic_app.ui.composition import commit_composition
from clinic_app.ui.plain_text import label

REASONS = (
    N_("The client asks for this kind of help"),
    N_("The root cause lies here"),
    N_("The words of the text mislead"),
    N_("Agreed with the committee"),
)


class OverrideStrip(QFrame):
    """Hidden until ``ask``; then either ``confirmed`` with the reason, or hidden again by Escape."""

    confirmed = Signal(object, str)  # Area, reason

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._area: Area | None = None
        self._suggested: Area | None = None
        self._before: QWidget | None = None
        self.setProperty("role", "sunken")
        self._reason = CalmCombo(self)
        self._reason.setEditable(True)
        self._reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._reason.setCompleter(None)  # type: ignore[arg-type]  # Enter must confirm her words, not a completion
        self._reason.addItems([catalog.text(words) for words in REASONS])
        edit = self._reason.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(catalog.text("Choose or write a reason"))
        edit.setAccessibleName(catalog.text("Reason"))
        self._edit = edit
        self._reason.installEventFilter(self)  # it has the focus, and hands keys on to its line
        self._question = label("", self, role="caption", wraps=True)
        self._question.setBuddy(self._reason)
        self._refusal = label("", self, role="error", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        layout.setSpacing(theme.SMALL)
        for part in (self._question, self._reason, self._refusal):
            layout.addWidget(part)
        layout.addLayout(self._buttons())
        self.hide()

    @property
    def area(self) -> Area | None:
        """The area asked about last."""
        return self._area

    @property
    def suggested(self) -> Area | None:
        """The suggested area that is being decided against."""
        return self._suggested

    def ask(self, area: Area, suggested: Area | None) -> None:
        """Ask why ``area`` and not the suggested one."""
        self._area, self._suggested = area, suggested
        self._before = self.window().focusWidget()
        names = {"area": labels.label(self._catalog, area), "suggested": labels.label(self._catalog, suggested)}
        self._question.setText(self._catalog.text("Why “%(area)s” and not “%(suggested)s”?") % names)
        self._refusal.hide()
        self._reason.setCurrentIndex(-1)
        self._edit.clear()
        self.show()
        self._edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_confirm()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._on_cancel()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> QHBoxLayout:
        confirm = QPushButton(self._catalog.text("Decide"), self)
        confirm.setProperty("role", "primary")
        confirm.clicked.connect(self._on_confirm)
        cancel = QPushButton(self._catalog.text("Cancel"), self)
        cancel.setProperty("role", "quiet")
        cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout()
        row.addWidget(confirm)
        row.addWidget(cancel)
        row.addStretch(1)
        return row

    @Slot()
    def _on_confirm(self) -> None:
        commit_composition()
        reason = self._reason.currentText().strip()
        if not reason:
            self._refusal.setText(self._catalog.text("Please give a reason: it is kept with the decision."))
            self._refusal.show()
            self._edit.setFocus()
        elif self._area is not None:
            self._on_cancel()
            self.confirmed.emit(self._area, reason)

    @Slot()
    def _on_cancel(self) -> None:
        """Close, and give the keyboard back to where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before):
            before.setFocus()
