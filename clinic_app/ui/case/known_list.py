"""What is known of the enterprise apart from the words: what adds to an area, and what nobody has answered."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain import evidence
from clinic_app.domain.match import Contribution, Ground, Suggestion
from clinic_app.i18n import evidence as wording
from clinic_app.i18n import labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.case.direction import by_content
from clinic_app.ui.case.known_row import KnownRow
from clinic_app.ui.case.lacks import SectionKey
from clinic_app.ui.plain_text import label

_FIRST, _MOST_NAMED = 4, 3
_OWN_FIELDS = {"unit_status": "unit_status", "idle_months": "idle_since", "capacity_use": "capacity_use"}


class KnownList(QWidget):
    """What speaks for the area of the answer first, then the heaviest; all but four wait behind a button.

    ``place_wanted`` carries the section and the field where something known is kept."""

    place_wanted = Signal(object, str)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._shown: tuple[Contribution, ...] | None = None
        self._missing: Contribution | None = None
        self.rows: list[KnownRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.TIGHT)
        self._nothing = label(catalog.text("Nothing answered speaks for an area."), self, role="hint", wraps=True)
        self._rest = label("", self, role="hint", wraps=True)
        self.more_button = QPushButton(self)
        self.more_button.setProperty("role", "quiet")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self._show_rest)
        self._open = label("", self, role="hint", wraps=True)
        self.answer_button = QPushButton(catalog.text("Go to the diagnosis"), self)
        self.answer_button.setProperty("role", "quiet")
        self.answer_button.clicked.connect(self._on_answer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(self._column)
        layout.addLayout(_at_the_leading_side(self.more_button))
        for part in (self._rest, self._nothing, self._open):
            layout.addWidget(part)
        layout.addLayout(_at_the_leading_side(self.answer_button))

    def show_evidence(self, found: Suggestion | None) -> None:
        """Replace the list, unless it is the same: then the keyboard stays where it is."""
        contributions = found.contributions if found is not None else ()
        if contributions == self._shown:
            return
        self._shown = contributions
        told = evidence.told(found) if found is not None else evidence.Told((), 0, (), 0)
        best = found.area if found is not None else None
        self._replace_rows(sorted(told.speaking, key=lambda group: all(one.area is not best for one in group)))
        self._rest.setText(labels.more(self._catalog, told.more_speaking) if told.more_speaking else "")
        self._show_rest()
        self._nothing.setVisible(not told.speaking)
        self._show_missing(told)

    def missing(self) -> str:
        """The line of what was not answered; empty when all was."""
        return self._open.text()

    def _replace_rows(self, groups: Sequence[tuple[Contribution, ...]]) -> None:
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [self._row(group) for group in groups]
        before: QWidget = self
        for row in self.rows:
            self._column.addWidget(row)
            QWidget.setTabOrder(before, row)
            before = row
        QWidget.setTabOrder(before, self.more_button)
        QWidget.setTabOrder(self.more_button, self.answer_button)

    def _row(self, group: tuple[Contribution, ...]) -> KnownRow:
        one = max(group, key=lambda each: each.weight)
        areas = tuple(dict.fromkeys(each.area for each in sorted(group, key=lambda each: -each.weight)))
        row = KnownRow(wording.name(self._catalog, one), wording.value(self._catalog, one), areas, self._catalog)
        row.clicked.connect(lambda: self.place_wanted.emit(*place_of(one)))
        return row

    def _show_missing(self, told: evidence.Told) -> None:
        catalog, named = self._catalog, told.unanswered[:_MOST_NAMED]
        words = [by_content(wording.name(catalog, one)) for one in named]
        more = len(told.unanswered) - len(named) + told.more_unanswered
        if more:
            words.append(labels.more(self._catalog, more))
        self._open.setText(
            catalog.text("Not answered: %(names)s") % {"names": catalog.text("; ").join(words)} if named else ""
        )
        self._open.setVisible(bool(named))
        self._missing = next((one for one in told.unanswered if one.ground is Ground.SCORECARD), None)
        self.answer_button.setVisible(self._missing is not None)

    @Slot()
    def _show_rest(self) -> None:
        """Show the first rows only, or all of them."""
        waiting, is_whole = len(self.rows) - _FIRST, self.more_button.isChecked()
        for row in self.rows[_FIRST:]:
            row.setVisible(is_whole)
        self.more_button.setVisible(waiting > 0)
        self.more_button.setText(
            self._catalog.text("Show fewer") if is_whole else labels.more(self._catalog, max(0, waiting))
        )
        self._rest.setVisible(bool(self._rest.text()) and is_whole)

    @Slot()
    def _on_answer(self) -> None:
        if self._missing is not None:
            self.place_wanted.emit(*place_of(self._missing))


def _at_the_leading_side(button: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(button)
    line.addStretch(1)
    return line


def place_of(contribution: Contribution) -> tuple[SectionKey, str]:
    """The section in which a contribution is kept, and the item or field there; most facts are yearly figures."""
    if contribution.ground is Ground.SCORECARD:
        return SectionKey.DIAGNOSIS, contribution.key
    return SectionKey.ENTERPRISE, _OWN_FIELDS.get(contribution.key, "years")
