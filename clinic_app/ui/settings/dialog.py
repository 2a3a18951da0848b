"""What the user chooses for all cases: who she is, what stands on the reports, how cases are numbered."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.calendar import fiscal_year
from clinic_app.i18n import formats
from clinic_app.settings import CALENDARS, LANGUAGES, THEMES, Settings
from clinic_app.ui import forms, theme
from clinic_app.ui.choices import LANGUAGE_NAMES, theme_name
from clinic_app.ui.clock import today
from clinic_app.ui.composition import commit_composition
from clinic_app.ui.context import Context
from clinic_app.ui.plain_text import label
from clinic_app.ui.widgets.card import Card


class SettingsDialog(QDialog):
    """``chosen`` gives the settings as they stand on the screen; whoever opened the dialog keeps them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.setWindowTitle(self._("Settings"))
        self.form = self._make_form()
        self.form.fill(context.settings)
        self._example = label("", self, role="hint")
        self._lay_out()
        self.form.changed.connect(self._show_example)
        self._show_example()
        self.setMinimumWidth(860)

    def chosen(self) -> Settings:
        """The settings on the screen."""
        return self.form.read()

    def _make_form(self) -> forms.Form[Settings]:
        catalog = self._context.catalog

        def combo(names: tuple[str, ...], words: Callable[[str], str]) -> QComboBox:
            box = QComboBox(self)
            forms.offer(box, names, words)
            return box

        calendars = {"gregorian": self._("Gregorian"), "jalali": self._("Jalali (Iranian)")}
        return forms.Form(
            Settings,
            catalog,
            self,
            advisor=forms.line(QLineEdit(self)),
            clinic_name=forms.line(QLineEdit(self)),
            clinic_head=forms.line(QLineEdit(self)),
            clinic_address=forms.line(QLineEdit(self)),
            clinic_phone=forms.line(QLineEdit(self)),
            office_prefix=forms.line(QLineEdit(self)),
            calendar=forms.choice(combo(CALENDARS, calendars.__getitem__)),
            language=forms.choice(combo(LANGUAGES, LANGUAGE_NAMES.__getitem__)),
            theme=forms.choice(combo(THEMES, lambda name: theme_name(catalog, name))),
        )

    def _lay_out(self) -> None:
        _ = self._
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        you = self._card(_("You"), (("advisor", _("Your name"), _("Goes into new cases and into the history.")),))
        office = self._card(
            _("The clinic, as it stands on reports"),
            (
                ("clinic_name", _("Name"), ""),
                ("clinic_head", _("Head of the clinic"), ""),
                ("clinic_address", _("Address"), ""),
                ("clinic_phone", _("Telephone"), ""),
            ),
        )
        numbers = self._card(
            _("Case numbers"),
            (("office_prefix", _("Office prefix"), ""), ("calendar", _("Year counted in"), "")),
        )
        numbers.body.addWidget(self._example)
        looks = self._card(_("Screen"), (("language", _("Language"), ""), ("theme", _("Appearance"), "")))
        cards = QGridLayout()
        cards.setSpacing(theme.MEDIUM)
        for place, card in enumerate((you, looks, office, numbers)):
            card.body.addStretch(1)
            cards.addWidget(card, place // 2, place % 2)
        layout.addLayout(cards, 1)
        layout.addLayout(self._buttons())

    def _card(self, title: str, rows: tuple[tuple[str, str, str], ...]) -> Card:
        card = Card(title, self)
        grid = QGridLayout()
        grid.setSpacing(theme.MEDIUM)
        for place, (name, words, hint) in enumerate(rows):
            grid.addWidget(self.form.row(name, words, hint=hint), place // 2, place % 2)
        for column in range(min(2, len(rows))):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        return card

    def _buttons(self) -> QHBoxLayout:
        cancel, save = QPushButton(self._("Cancel"), self), QPushButton(self._("Save settings"), self)
        save.setProperty("role", "primary")
        save.setDefault(True)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self._on_save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        return buttons

    @Slot()
    def _on_save(self) -> None:
        commit_composition()
        self.accept()

    @Slot()
    def _show_example(self) -> None:
        chosen = self.chosen()
        year = fiscal_year(today(), chosen.calendar)
        number = f"\u2066{year}-{chosen.office_prefix.strip() or 'CLN'}-0001\u2069"
        words = self._("The next number looks like this: %(number)s")
        self._example.setText(words % {"number": formats.digits(number, self._context.language)})
