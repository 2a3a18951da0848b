"""What the user chooses for all cases: who she is, what stands on the reports, how cases are numbered."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.calendar import fiscal_year
from clinic_app.errors import ClinicError
from clinic_app.i18n import formats
from clinic_app.settings import CALENDARS, LANGUAGES, THEMES, Settings
from clinic_app.ui import forms, theme
from clinic_app.ui.case.scrolled import Scrolled
from clinic_app.ui.choices import LANGUAGE_NAMES, theme_name
from clinic_app.ui.clock import today
from clinic_app.ui.composition import commit_composition
from clinic_app.ui.context import Context
from clinic_app.ui.failures import worded
from clinic_app.ui.plain_text import label
from clinic_app.ui.settings.letterhead import LetterheadPage
from clinic_app.ui.widgets.card import Card
from clinic_app.ui.widgets.message_bar import MessageBar

GENERAL, LETTERHEAD = 0, 1


class SettingsDialog(QDialog):
    """``chosen`` gives the settings as they stand on the screen; whoever opened the dialog keeps them."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, page: int = GENERAL) -> None:
        super().__init__(parent)
        self._context = context
        self._ = context.catalog.text
        self.setWindowTitle(self._("Settings"))
        self.tabs = QTabWidget(self)
        self.letterhead = LetterheadPage(context, self)
        self.form = self._make_form()
        self.form.fill(context.settings)
        self.bar = MessageBar(context.catalog, self)
        self._example = label("", self, role="hint")
        self._lay_out()
        self.form.changed.connect(self._show_example)
        self._show_example()
        self.tabs.setCurrentIndex(page)
        self.resize(QSize(900, 640).boundedTo(self.screen().availableGeometry().size() * 0.95))

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
            **self.letterhead.binds(),
            advisor=forms.line(QLineEdit(self)),
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
        self.tabs.addTab(self._general(), _("General"))
        self.letterhead.lay_out(self.form)
        self.tabs.addTab(self.letterhead, _("Letterhead"))
        layout.addWidget(self.bar)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._buttons())

    def _general(self) -> QWidget:
        _ = self._
        you = self._card(_("You"), (("advisor", _("Your name"), _("Goes into new cases and into the history.")),))
        numbers = self._card(
            _("Case numbers"),
            (("office_prefix", _("Office prefix"), ""), ("calendar", _("Year counted in"), "")),
        )
        numbers.body.addWidget(self._example)
        looks = self._card(_("Screen"), (("language", _("Language"), ""), ("theme", _("Appearance"), "")))
        page = Scrolled(self)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for card in (you, numbers, looks):
            page.column.addWidget(card)
        page.column.addStretch(1)
        return page

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

    def done(self, result: int) -> None:
        """Every way out comes by here."""
        self.letterhead.forget()
        super().done(result)

    @Slot()
    def _on_save(self) -> None:
        commit_composition()
        try:
            self.letterhead.logo.keep()
        except ClinicError as error:
            self.bar.show_message(worded(self._context.catalog, error), kind="error")
            return
        self.accept()

    @Slot()
    def _show_example(self) -> None:
        chosen = self.chosen()
        year = fiscal_year(today(), chosen.calendar)
        number = f"\u2066{year}-{chosen.office_prefix.strip() or 'CLN'}-0001\u2069"
        words = self._("The next number looks like this: %(number)s")
        self._example.setText(words % {"number": formats.digits(number, self._context.language)})
