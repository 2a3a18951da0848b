"""Closed cases with a problem like this one, and what solved it there."""

import logging
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.similar import SimilarProblem
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.services import similar
from clinic_app.ui import icons, theme
from clinic_app.ui.case.direction import by_content, left_to_right, ordinal, unbroken
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Latest
from clinic_app.ui.plain_text import label

_log = logging.getLogger(__name__)
_STEPS = 3  # of what solved it
_SAME, _VERY = 0.8, 0.45  # similarity


class SimilarList(QWidget):
    """Looks the text up off the GUI thread. ``found`` tells how many are shown, ``case_wanted`` which to open."""

    found = Signal(int)
    case_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: tuple[str, UUID | None] = ("", None)
        self._shown: tuple[SimilarProblem, ...] | None = None
        self._latest = Latest(context.jobs, done=self._on_done, failed=self._on_failed)
        words = context.catalog.text("No closed case is like this problem.")
        self._empty = label(words, self, role="muted", wraps=True)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(theme.SMALL)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self._empty)
        layout.addLayout(self._entries)
        self._show(())

    def look_up(self, text: str, case_id: UUID | None) -> None:
        """Look for what is like ``text`` in other cases than ``case_id``; nothing is like a blank text."""
        if (text, case_id) == self._asked:
            return
        self._asked = (text, case_id)
        if not text.strip():
            self._latest.forget()
            self._show(())
            return
        read = self._context.database.read
        self._latest.ask(lambda: read(partial(similar.closed_like, but=case_id), text))

    def texts(self) -> list[str]:
        """Every line shown, from top to bottom."""
        places = range(self._entries.count())
        entries = [item.widget() for place in places if (item := self._entries.itemAt(place)) is not None]
        lines = [line.text() for entry in entries if entry is not None for line in entry.findChildren(QLabel)]
        return lines or [self._empty.text()]

    def _on_done(self, found: tuple[SimilarProblem, ...]) -> None:
        self._show(found)

    def _on_failed(self, error: Exception) -> None:
        _log.info("similar cases were not looked up: %s", type(error).__name__)
        self._show(())

    def _show(self, found: tuple[SimilarProblem, ...]) -> None:
        if found == self._shown:
            return
        self._shown = found
        while (item := self._entries.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for each in found:
            self._entries.addWidget(self._entry(each))
        self._empty.setVisible(not found)
        self.found.emit(len(found))

    def _entry(self, one: SimilarProblem) -> QWidget:
        catalog, text = self._context.catalog, self._context.catalog.text
        made = QFrame(self)
        made.setProperty("role", "sunken")
        layout = QVBoxLayout(made)
        layout.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        layout.setSpacing(theme.TIGHT)
        number = unbroken(left_to_right(formats.digits(one.number, catalog.language)))
        layout.addWidget(label(f"{number} · {by_content(one.enterprise)}", made, wraps=True))
        layout.addWidget(label(by_content(_short(one.title)), made, role="small", wraps=True))
        for words, role in _lines(catalog, one):
            layout.addWidget(label(words, made, role=role, wraps=True))
        open_button = QPushButton(icons.icon("open", "accent"), text("Open that case"), made)
        open_button.setProperty("role", "quiet")
        open_button.setAccessibleName(f"{text('Open that case')}: {number}")
        open_button.clicked.connect(partial(self._open, one.case_id))
        foot = QHBoxLayout()
        foot.addWidget(open_button)
        foot.addStretch(1)
        layout.addLayout(foot)
        return made

    def _open(self, case_id: UUID, _checked: bool = False) -> None:
        self.case_wanted.emit(case_id)


def _lines(catalog: Catalog, one: SimilarProblem) -> list[tuple[str, str]]:
    """How alike, the area, how it ended, and the first steps of what solved it; each with its look."""
    parts = (_likeness(catalog, one.similarity), labels.label(catalog, one.area), _ended(catalog, one))
    lines = [(" · ".join(part for part in parts if part), "muted")]
    if one.solved_by:
        lines.append((catalog.text("What was done"), "caption"))
        lines += [
            (ordinal(f"• {by_content(_short(step))}", is_rtl=catalog.is_rtl), "") for step in one.solved_by[:_STEPS]
        ]
    if left_out := len(one.solved_by[_STEPS:]):
        lines.append((labels.more(catalog, left_out), "small"))
    return lines


def _likeness(catalog: Catalog, similarity: float) -> str:
    if similarity >= _SAME:
        return catalog.text("Nearly the same")
    return catalog.text("Very similar") if similarity >= _VERY else catalog.text("Somewhat similar")


def _ended(catalog: Catalog, one: SimilarProblem) -> str:
    """How the problem ended, or its case when that is not told."""
    if one.status.is_outcome:
        return labels.label(catalog, one.status)
    return labels.label(catalog, one.outcome)


def _short(words: str, most: int = 160) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"
