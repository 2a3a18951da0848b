"""One item of the scorecard: the statement, what shows it, what 0 and 4 mean, the answer, and room for a comment."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.assessment import HIGHEST, AnswerData, Blank, Item
from clinic_app.domain.text import clean
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.case.answer_field import Answered, AnswerField
from clinic_app.ui.case.direction import ordinal
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.chips import Chip
from clinic_app.ui.widgets.field import Field
from clinic_app.ui.widgets.text_edit import GrowingTextEdit


class ItemRow(QFrame):
    """``changed`` carries the answer and whether it was chosen (to be saved at once) or typed."""

    changed = Signal(object, bool)

    def __init__(self, item: Item, number: int, answer: AnswerData, catalog: Catalog, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._catalog = catalog
        self._answer = answer
        self._more: QWidget | None = None
        self.field = AnswerField(catalog, item.text[catalog.language], self)
        self.field.chosen.connect(self._on_chosen)
        self.comment_button = QPushButton(icons.icon("edit", "accent"), catalog.text("Comment"), self)
        self.comment_button.setProperty("role", "quiet")
        self.comment_button.clicked.connect(self.open_comment)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, theme.MEDIUM, 0, theme.SMALL)
        self._layout.setSpacing(theme.TIGHT)
        self._layout.addLayout(self._statement(number))
        words = catalog.text("Look for: %(what)s") % {"what": item.look_for[catalog.language]}
        self._layout.addWidget(label(words, self, role="muted", wraps=True))
        self._layout.addLayout(self._answering())
        self._layout.addLayout(self._anchors())
        self.show_answer(answer)

    def show_answer(self, answer: AnswerData) -> None:
        """Show a newer answer; what is being typed is left alone by whoever keeps it."""
        before, self._answer = self._answer, answer
        self.field.show_answer(answer.blank if answer.score is None else answer.score)
        if answer.comment or answer.evidence:
            self._open()
        if self._more is not None and (answer.comment, answer.evidence) != (before.comment, before.evidence):
            self._fill()

    @Slot()
    def open_comment(self) -> None:
        """Show the fields of comment and evidence, and bring the keyboard there."""
        self._open()
        self._comment.setFocus()

    def _statement(self, number: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        figure = ordinal(formats.digits(f"{number}.", self._catalog.language), is_rtl=self._catalog.is_rtl)
        row.addWidget(label(figure, self, role="muted"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(self.item.text[self._catalog.language], self, role="section", wraps=True), 1)
        tone, tint = (colours.colour(name, self.palette()) for name in ("warning", "warning-soft"))
        if self.item.is_reversed:
            words = self._catalog.text("Reversed: a low score is good")
            row.addWidget(Chip(text=words, colour=tone, tint=tint, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        if self.item.is_context:
            words = self._catalog.text("For context: not scored")
            row.addWidget(Chip(text=words, colour=tone, tint=tint, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _answering(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.field)
        row.addStretch(1)
        row.addWidget(self.comment_button)
        return row

    def _anchors(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.LARGE)
        language = self._catalog.language
        for score in (0, HIGHEST):
            words = f"{formats.digits(str(score), language)}: {self.item.anchors[score][language]}"
            row.addWidget(label(words, self, role="hint", wraps=True), 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _open(self) -> None:
        if self._more is not None:
            return
        self._comment, self._evidence = GrowingTextEdit(least=1), QLineEdit()
        self._more = QWidget(self)
        row = QHBoxLayout(self._more)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.MEDIUM)
        row.addWidget(Field(labels.field(self._catalog, "comment"), self._comment), 3)
        row.addWidget(Field(labels.field(self._catalog, "evidence"), self._evidence), 2)
        self._layout.addWidget(self._more)
        self.comment_button.hide()
        self._fill()
        self._comment.textChanged.connect(self._on_typed)
        self._evidence.textChanged.connect(self._on_typed)

    def _fill(self) -> None:
        for edit in (self._comment, self._evidence):
            edit.blockSignals(True)
        if clean(self._comment.toPlainText()) != self._answer.comment:
            self._comment.setPlainText(self._answer.comment)
        if clean(self._evidence.text()) != self._answer.evidence:
            self._evidence.setText(self._answer.evidence)
        for edit in (self._comment, self._evidence):
            edit.blockSignals(False)

    @Slot(object)
    def _on_chosen(self, value: Answered) -> None:
        blank = value if isinstance(value, Blank) else None
        score = value if not isinstance(value, Blank) else None
        self._answer = replace(self._answer, score=score, blank=blank)
        self.changed.emit(self._answer, True)

    @Slot()
    def _on_typed(self) -> None:
        comment, evidence = clean(self._comment.toPlainText()), clean(self._evidence.text())
        self._answer = replace(self._answer, comment=comment, evidence=evidence)
        self.changed.emit(self._answer, False)
