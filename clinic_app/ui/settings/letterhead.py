"""What the clinic prints about itself, beside the first page as it will look."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clinic_app.reports.document import Paper
from clinic_app.services.terms import letterhead_of
from clinic_app.settings import PAPERS, REVIEWS, Settings
from clinic_app.ui import forms, theme
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Latest
from clinic_app.ui.plain_text import label
from clinic_app.ui.reports import choices
from clinic_app.ui.settings import sample
from clinic_app.ui.settings.colour_field import ColourField
from clinic_app.ui.settings.logo_field import LogoField
from clinic_app.ui.widgets.card import Card
from clinic_app.ui.widgets.text_edit import GrowingTextEdit

_TYPED_MS = 500
_PICTURE = QSize(240, 340)


class LetterheadPage(QWidget):
    """The fields stand in a form that the dialog owns; ``binds`` says how. The picture follows what is typed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self._form: forms.Form[Settings] | None = None
        self.colour = ColourField(context, self)
        self.logo = LogoField(context, self)
        self._signers = GrowingTextEdit(self, least=3, most=6)
        self.picture = QLabel(self)
        self.picture.setProperty("role", "paper")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(_PICTURE + QSize(4, 4))
        self.picture.setAccessibleName(self._("The first page of a report, in small"))
        self._settling = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._settling.timeout.connect(self.redraw)
        self._latest: Latest[QImage] = Latest(context.jobs, done=self._on_drawn, failed=self._on_not_drawn)

    def binds(self) -> dict[str, forms.Bind]:
        """The fields of the settings that this page shows."""
        reviews = {
            "optional": self._("As the advisor likes"),
            "required": self._("Always, and not the author"),
        }
        names = (
            "clinic_name",
            "clinic_address",
            "clinic_phone",
            "clinic_head",
            "clinic_head_position",
            "clinic_footer",
        )
        return {
            **{name: forms.line(QLineEdit(self)) for name in names},
            "clinic_signers": forms.text(self._signers),
            "clinic_colour": forms.Bind(self.colour, self.colour.value, self.colour.set_value, self.colour.changed),
            "clinic_logo": forms.Bind(self.logo, self.logo.value, self.logo.set_value, self.logo.changed),
            "paper": forms.choice(
                self._combo(PAPERS, lambda name: choices.paper_words(self._context.catalog, Paper(name)))
            ),
            "review": forms.choice(self._combo(REVIEWS, reviews.__getitem__)),
        }

    def lay_out(self, form: forms.Form[Settings]) -> None:
        """Place the fields of ``form``, which was made with ``binds``."""
        self._form = form
        fields = Scrolled(self)
        fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for title, rows in self._groups():
            fields.column.addWidget(self._card(title, rows))
        fields.column.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(theme.SMALL)
        side.addWidget(label(self._("So will the first page look"), self, role="caption"))
        side.addWidget(self.picture)
        side.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.SMALL, 0, 0)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(fields, 1)
        layout.addLayout(side)
        form.changed.connect(self._settling.start)
        for first, second in pairwise(self._stops(form)):
            self.setTabOrder(first, second)

    def _stops(self, form: forms.Form[Settings]) -> list[QWidget]:
        """What the Tab key goes through, as it stands on the page."""
        inside = {
            "clinic_colour": (self.colour.edit, self.colour.button),
            "clinic_logo": (self.logo.button, self.logo.remove_button),
        }
        names = [name for _title, rows in self._groups() for name, *_words in rows]
        return [stop for name in names for stop in inside.get(name, (form.widget(name),))]

    @Slot()
    def redraw(self) -> None:
        """Draw the page as the fields stand now."""
        if self._form is None:
            return
        chosen = self._form.read()
        letterhead = replace(letterhead_of(chosen), logo=self.logo.content)
        ratio = self.devicePixelRatioF()
        language, paper = self._context.language, Paper(chosen.paper)
        self._latest.ask(lambda: sample.first_page(letterhead, language, paper, _PICTURE * ratio))

    def forget(self) -> None:
        """The dialog closes: nobody looks any more."""
        self._settling.stop()
        self._latest.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.picture.pixmap().isNull():
            self._settling.start()

    def _on_drawn(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(QPixmap.fromImage(image))

    def _on_not_drawn(self, _error: Exception) -> None:
        self.picture.setText(self._("The report could not be drawn"))

    def _groups(self) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
        _ = self._
        return (
            (
                _("The clinic, as it stands on reports"),
                (
                    ("clinic_name", _("Name"), ""),
                    ("clinic_phone", _("Telephone"), ""),
                    ("clinic_address", _("Address"), ""),
                    ("clinic_footer", _("Line at the foot of every page"), ""),
                    ("clinic_colour", _("Colour"), ""),
                    ("clinic_logo", _("Logo"), _("PNG or JPEG, at most 5 MB.")),
                ),
            ),
            (
                _("Who signs"),
                (
                    ("clinic_head", _("Head of the clinic"), ""),
                    ("clinic_head_position", _("Position of the head"), ""),
                    ("clinic_signers", _("Others who sign"), _("One in a line: name, position.")),
                    ("review", _("Reviewed by somebody else"), ""),
                ),
            ),
            (_("Printing"), (("paper", _("Paper"), ""),)),
        )

    def _card(self, title: str, rows: tuple[tuple[str, str, str], ...]) -> Card:
        assert self._form is not None
        card = Card(title, self)
        grid = QGridLayout()
        grid.setSpacing(theme.MEDIUM)
        for place, (name, words, hint) in enumerate(rows):
            grid.addWidget(self._form.row(name, words, hint=hint), place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        return card

    def _combo(self, names: tuple[str, ...], words: Callable[[str], str]) -> QComboBox:
        box = QComboBox(self)
        forms.offer(box, names, words)
        return box
