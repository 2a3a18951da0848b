"""What is typical of a problem type: questions for the visit, causes, remedies; each to be copied or taken over."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from clinic_app.domain.areas import ProblemType, problem_types
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.plain_text import label


class TypeGuide(QWidget):
    """``cause_wanted`` carries a typical cause she wants in the problem's root cause."""

    cause_wanted = Signal(str)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._code: str | None = None
        text = catalog.text
        self._title = label("", self, role="section", wraps=True)
        self._empty = label(
            text("Typical questions, causes and remedies stand here once there is a problem type."),
            self,
            role="hint",
            wraps=True,
        )
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        for part in (self._title, self._empty):
            layout.addWidget(part)
        layout.addLayout(self._column)
        self.show_type("")

    def show_type(self, code: str) -> None:
        """Show what is typical of a type; the hint for an empty or unknown code."""
        if code == self._code:
            return
        self._code = code
        kind = problem_types().get(code)
        self._title.setText("" if kind is None else labels.type_label(self._catalog, code))
        self._title.setVisible(kind is not None)
        self._empty.setVisible(kind is None)
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if kind is not None:
            self._fill(kind)

    def texts(self) -> list[str]:
        """Every line shown, from top to bottom."""
        if not self._empty.isHidden():
            return [self._empty.text()]
        rows = [item.widget() for place in range(self._column.count()) if (item := self._column.itemAt(place))]
        found = [
            each for row in rows if row for each in ([row] if isinstance(row, QLabel) else row.findChildren(QLabel))
        ]
        return [self._title.text(), *(each.text() for each in found)]

    def _fill(self, kind: ProblemType) -> None:
        text, language = self._catalog.text, self._catalog.language
        parts = (
            (text("To ask on site"), kind.questions, False),
            (text("Typical causes"), kind.causes, True),
            (text("Typical remedies"), kind.remedies, False),
        )
        for caption, texts, is_cause in parts:
            self._column.addWidget(label(caption, self, role="caption"))
            for words in texts[language]:
                self._column.addWidget(self._row(words, is_cause=is_cause))

    def _row(self, words: str, *, is_cause: bool) -> QWidget:
        text = self._catalog.text
        made = QWidget(self)
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(label(words, made, wraps=True), 1)
        if is_cause:
            take = _tool("add", text("Take over as the root cause"), words, made)
            take.clicked.connect(partial(self._take, words))
            layout.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        copy = _tool("copy", text("Copy"), words, made)
        copy.clicked.connect(partial(_copy, words))
        layout.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _take(self, words: str, _checked: bool = False) -> None:
        self.cause_wanted.emit(words)


def _tool(icon: str, tooltip: str, words: str, parent: QWidget) -> QToolButton:
    made = QToolButton(parent)
    made.setAutoRaise(True)
    made.setIcon(icons.icon(icon, "muted"))
    made.setToolTip(tooltip)
    made.setAccessibleName(f"{tooltip}: {words}")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def _copy(words: str, _checked: bool = False) -> None:
    QGuiApplication.clipboard().setText(words)
