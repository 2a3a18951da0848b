"""What was decided: area, by whom, when and why; and the decisions before it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.areas import problem_types
from clinic_app.domain.match import Match
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.plain_text import label


class DecisionBox(QFrame):
    """Hidden while nothing is decided."""

    change_wanted = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.setProperty("role", "decision")
        self._mark = label("", self)
        self._area = label("", self, role="section", wraps=True)
        self._who = label("", self, role="small", wraps=True)
        self._reason = label("", self, wraps=True)
        self._note = label("", self, role="warning", wraps=True)
        self._change = QPushButton(catalog.text("Change"), self)
        self._change.setProperty("role", "quiet")
        self._change.clicked.connect(self.change_wanted)
        self._older = QPushButton(catalog.text("Earlier decisions"), self)
        self._older.setProperty("role", "quiet")
        self._older.setCheckable(True)
        self._older.toggled.connect(self._on_older_toggled)
        self._history = label("", self, role="small", wraps=True)
        head = QHBoxLayout()
        head.addWidget(self._mark)
        head.addWidget(self._area, 1)
        head.addWidget(self._change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(head)
        for part in (self._who, self._reason, self._note, self._older, self._history):
            layout.addWidget(part)
        self.show_decisions((), text="", type_code="")

    def show_decisions(self, decided: Sequence[Match], *, text: str, type_code: str) -> None:
        """Show the newest of ``decided`` (oldest first), and what has changed since: ``text`` is as it stands now."""
        self.setVisible(bool(decided))
        if not decided:
            return
        newest = decided[-1]
        tone = colours.colour("success", self.palette())
        self._mark.setPixmap(icons.pixmap("check", 18, tone))
        self._area.setText(labels.label(self._catalog, newest.area))
        self._who.setText(self._signature(newest))
        self._show(self._reason, newest.reason)
        self._show(self._note, self._doubt(newest, text, type_code))
        self._older.setVisible(len(decided) > 1)
        words = self._catalog.plural("%(n)s earlier decision", "%(n)s earlier decisions", len(decided) - 1)
        self._older.setText(words % {"n": formats.number(len(decided) - 1, self._catalog.language)})
        self._history.setText("\n".join(self._line(match) for match in reversed(decided[:-1])))
        self._history.setVisible(len(decided) > 1 and self._older.isChecked())

    def _signature(self, match: Match) -> str:
        when = formats.moment(match.decided_at, self._catalog.language) if match.decided_at else ""
        parts = (labels.label(self._catalog, match.verdict), match.decided_by, when)
        return " · ".join(part for part in parts if part)

    def _line(self, match: Match) -> str:
        parts = (labels.label(self._catalog, match.area), self._signature(match), match.reason)
        return " – ".join(part for part in parts if part)

    def _doubt(self, match: Match, text: str, type_code: str) -> str:
        kind = problem_types().get(type_code)
        if text.strip() != match.text.strip():
            return self._catalog.text("The text has changed since this decision.")
        if kind is not None and kind.area is not match.area:
            return self._catalog.text("The problem type belongs to another area.")
        return ""

    def _show(self, line: QLabel, words: str) -> None:
        line.setText(words)
        line.setVisible(bool(words))

    @Slot(bool)
    def _on_older_toggled(self, is_open: bool) -> None:
        self._history.setVisible(is_open)
