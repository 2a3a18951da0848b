"""The problem itself: what is said, how pressing it is, what it comes from."""

from collections.abc import Mapping

from PySide6.QtCore import QMimeData, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.problem import CauseCategory, CauseMethod, ProblemData, ProblemStatus
from clinic_app.i18n import formats
from clinic_app.i18n.catalog import N_, Catalog
from clinic_app.ui import forms, theme
from clinic_app.ui.case import editors
from clinic_app.ui.case.evidence import Part, parts
from clinic_app.ui.case.field_grid import FULL
from clinic_app.ui.forms import Bind
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.card import Card
from clinic_app.ui.widgets.text_edit import GrowingTextEdit

HINTS = {
    "statement": N_("In the owner's words: who, what, where, since when, how much."),
    "symptoms": N_("One per line."),
    "effect_unit": N_("A currency, t, h … The same unit lets problems be compared."),
    "cause_chain": N_("One answer to “why?” per line, down to the root cause."),
}


class TitleEdit(GrowingTextEdit):
    """One line in meaning, as many on the screen as it needs; Enter moves on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, least=1, most=3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(" ".join(source.text().split()))


def _title(catalog: Catalog) -> Bind:
    edit = TitleEdit()
    edit.setProperty("role", "title-edit")
    return forms.text(edit)


KINDS: Mapping[str, editors.Make] = {
    "title": _title,
    "statement": editors.long_text,
    "symptoms": editors.lines,
    "since": editors.day,
    "process": editors.line,
    "effect": editors.text,
    "effect_amount": editors.number,
    "effect_unit": editors.line,
    "evidence": editors.text,
    "type_code": editors.problem_type,
    "severity": editors.scale,
    "urgency": editors.scale,
    "ease": editors.scale,
    "root_cause": editors.text,
    "cause_chain": editors.lines,
    "cause_method": editors.one_of(CauseMethod),
    "cause_category": editors.one_of(CauseCategory),
    "status": editors.one_of(ProblemStatus, optional=False),
}
MATCHED = ("title", "statement", "symptoms")


class ProblemForm(QScrollArea):
    """The form of one problem; what the matcher reads comes first."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.form = editors.make_form(ProblemData, catalog, KINDS)
        self.form.setParent(self)
        self._priority = label("", role="section")
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, theme.TIGHT, 0)
        layout.setSpacing(theme.MEDIUM)
        for card in (self._words(), self._urgency(), self._cause()):
            layout.addWidget(card)
        layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name in ("severity", "urgency"):
            scale = self.form.widget(name)
            scale.changed.connect(self._on_scale_changed)  # type: ignore[attr-defined]

    def text_edits(self) -> dict[str, GrowingTextEdit]:
        """The editors of the fields the matcher reads, by name."""
        found = {name: self.form.widget(name) for name in MATCHED}
        return {name: edit for name, edit in found.items() if isinstance(edit, GrowingTextEdit)}

    def pieces(self) -> tuple[Part, ...]:
        """What the matcher reads, as it stands on the screen."""
        title, statement, symptoms = (edit.toPlainText() for edit in self.text_edits().values())
        return parts(title, statement, symptoms)

    def add_cause(self, words: str) -> None:
        """Put words at the end of the root cause, as if she had typed them, and bring it into sight."""
        edit = self.form.widget("root_cause")
        assert isinstance(edit, GrowingTextEdit)
        cursor = edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(f"\n{words}" if edit.toPlainText().strip() else words)
        edit.setTextCursor(cursor)
        self.ensureWidgetVisible(edit)

    def choose_type(self, code: str) -> None:
        """Fill in a problem type, as if she had chosen it."""
        combo = self.form.widget("type_code")
        assert isinstance(combo, QComboBox)
        combo.setCurrentIndex(combo.findData(code))

    def _words(self) -> Card:
        card = Card("")
        grid = editors.grid(
            self.form, self._catalog, ("title", FULL), ("statement", FULL), ("symptoms", FULL), "since",
            "process", "effect_amount", "effect_unit", ("effect", 2), ("evidence", 2), hints=HINTS, fills=True,
        )  # fmt: skip
        card.body.addWidget(grid)
        return card

    def _urgency(self) -> Card:
        text = self._catalog.text
        card = Card(text("Priority and type"))
        self._priority.setToolTip(text("Priority, from severity and urgency"))
        card.head.addWidget(self._priority)
        card.body.addWidget(editors.grid(self.form, self._catalog, "severity", "urgency", "ease", "status"))
        card.body.addWidget(editors.grid(self.form, self._catalog, ("type_code", FULL)))
        return card

    def _cause(self) -> Card:
        card = Card(self._catalog.text("Where it comes from"))
        cells = (("root_cause", FULL), ("cause_chain", FULL), ("cause_category", 2), ("cause_method", 2))
        card.body.addWidget(editors.grid(self.form, self._catalog, *cells, hints=HINTS))
        return card

    @Slot()
    def _on_scale_changed(self) -> None:
        priority = self.form.read().priority
        figure = formats.number(priority, self._catalog.language)
        self._priority.setText(self._catalog.text("Priority %(n)s") % {"n": figure} if figure else "")
