"""What was decided: area, by whom, when, why and from what; and the decisions before it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.areas import problem_types
from clinic_app.domain.match import Match
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.case.direction import by_content, unbroken
from clinic_app.ui.case.snapshot import Snapshot
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.fold import Fold


class DecisionBox(QFrame):
    """Hidden while nothing is decided."""

    change_wanted = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._decided: tuple[Match, ...] = ()
        self.setProperty("role", "decision")
        self._mark = label("", self)
        self._area = label("", self, role="section", wraps=True)
        self._who = label("", self, role="small", wraps=True)
        self._reason = label("", self, wraps=True)
        self._note = label("", self, role="warning", wraps=True)
        self._change = QPushButton(catalog.text("Change"), self)
        self._change.setProperty("role", "quiet")
        self._change.clicked.connect(self.change_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        self._column.setSpacing(theme.TIGHT)
        head = QHBoxLayout()
        head.addWidget(self._mark)
        head.addWidget(self._area, 1)
        head.addWidget(self._change)
        self._column.addLayout(head)
        for part in (self._who, self._reason, self._note):
            self._column.addWidget(part)
        self.origin: Origin | None = None
        self.older: Fold | None = None
        self.hide()

    def show_decisions(self, decided: Sequence[Match], *, text: str, type_code: str) -> None:
        """Show the newest of ``decided`` (oldest first), and what has changed since: ``text`` is as it stands now."""
        self.setVisible(bool(decided))
        if not decided:
            return
        newest = decided[-1]
        if tuple(decided) != self._decided:
            self._decided = tuple(decided)
            self._show_newest(newest)
            self._show_folds(decided)
        self._show(self._note, self._doubt(newest, text, type_code))

    def _show_newest(self, newest: Match) -> None:
        tone = colours.colour("success", self.palette())
        self._mark.setPixmap(icons.pixmap("check", 18, tone))
        self._area.setText(labels.label(self._catalog, newest.area))
        self._who.setText(_signature(self._catalog, newest))
        self._show(self._reason, by_content(newest.reason))

    def _show_folds(self, decided: Sequence[Match]) -> None:
        """The way to what the newest decision was taken from, and to the ones before it."""
        for old in (self.origin, self.older):
            if old is not None:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.older = None
        self.origin = Origin(decided[-1], self._catalog, self)
        self._column.addWidget(self.origin)
        if earlier := decided[:-1]:
            words = self._catalog.plural("%(n)s earlier decision", "%(n)s earlier decisions", len(earlier))
            figure = formats.number(len(earlier), self._catalog.language)
            self.older = Fold(words % {"n": figure}, parent=self)
            for match in reversed(earlier):
                self.older.add(_Earlier(match, self._catalog))
            self._column.addWidget(self.older)

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


class _Earlier(QFrame):
    """One of the decisions before the newest."""

    def __init__(self, match: Match, catalog: Catalog) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(label(labels.label(catalog, match.area), self, wraps=True))
        layout.addWidget(label(_signature(catalog, match), self, role="small", wraps=True))
        if match.reason:
            layout.addWidget(label(by_content(match.reason), self, role="small", wraps=True))
        layout.addWidget(Origin(match, catalog, self))


class Origin(Fold):
    """What a decision was taken from; made when it is first opened."""

    def __init__(self, match: Match, catalog: Catalog, parent: QWidget) -> None:
        super().__init__(catalog.text("Decided from"), parent=parent)
        self._match, self._catalog = match, catalog
        self.snapshot: Snapshot | None = None
        self.toggled.connect(self._on_opened)

    @Slot()
    def _on_opened(self) -> None:
        if self.snapshot is None:
            self.snapshot = Snapshot(self._match, self._catalog)
            self.add(self.snapshot)


def _signature(catalog: Catalog, match: Match) -> str:
    when = unbroken(formats.moment(match.decided_at, catalog.language)) if match.decided_at else ""
    parts = (labels.label(catalog, match.verdict), by_content(match.decided_by), when)
    return " · ".join(part for part in parts if part)
