"""Whose case it is: one name field that finds the enterprises known already, and else makes a new one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from clinic_app.domain.enterprise import Enterprise, EnterpriseData
from clinic_app.i18n.names import countries
from clinic_app.services import enterprises
from clinic_app.storage.database import Database
from clinic_app.ui import forms, theme
from clinic_app.ui.context import Context
from clinic_app.ui.jobs import Latest
from clinic_app.ui.plain_text import label, plain_tooltip
from clinic_app.ui.widgets.card import Card
from clinic_app.ui.widgets.text_delegate import TextDelegate

_MOST = 6
_SHOWN = 3
_DELAY_MS = 150
_SHORTEST = 3
_COUNTRIES = ("IR", "KR", "TR", "DE", "AT")
_HOME = {"ko": "KR"}
_RECORD = Qt.ItemDataRole.UserRole


def alike(database: Database, name: str, legal_id: str) -> tuple[Enterprise, ...]:
    """The enterprises that may be the one meant: same legal ID, the name inside theirs, or its longest word."""
    found: dict[object, Enterprise] = {}
    longest = max(name.split(), key=len, default="")
    for words in (legal_id.strip(), name.strip(), longest if len(longest) > _SHORTEST else ""):
        if len(words) >= _SHORTEST and len(found) < _MOST:
            found |= {each.id: each for each in database.read(enterprises.find, words, limit=_MOST)}
    return tuple(found.values())[:_MOST]


class EnterpriseChooser(Card):
    """``enterprise`` is the known one that was chosen; without one, ``data`` describes a new one."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        _ = context.catalog.text
        super().__init__(_("Enterprise"), parent)
        self._context = context
        self._ = _
        self._chosen: Enterprise | None = None
        self.name, self.legal_id = QLineEdit(self), QLineEdit(self)
        self._form = self._make_form()
        self._found = QListWidget(self)
        self._found.setItemDelegate(TextDelegate(self._found))
        self._found.setAccessibleName(_("Enterprises known already"))
        self._doubt = label(_("Known already? Then choose it here instead of making it twice."), self, role="warning")
        self._which = label("", self, role="muted")
        self._latest: Latest[tuple[Enterprise, ...]] = Latest(
            context.jobs, done=self._on_found, failed=self._on_not_found
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_DELAY_MS)
        self._lay_out()
        self.name.textEdited.connect(self._on_edited)
        self.legal_id.textEdited.connect(self._on_edited)
        self._typing.timeout.connect(self._look)
        self._found.itemActivated.connect(self._on_picked)
        self._found.itemClicked.connect(self._on_picked)
        self._on_found(())

    @property
    def enterprise(self) -> Enterprise | None:
        """The known enterprise that was chosen; None for a new one."""
        return self._chosen

    @property
    def found_names(self) -> list[str]:
        """The names offered as known already."""
        return [self._found.item(row).text() for row in range(self._found.count())]

    def data(self) -> EnterpriseData:
        """What was typed for a new enterprise."""
        return self._form.read()

    def show_errors(self) -> bool:
        """Say what is missing. True when nothing is."""
        if self._chosen is not None:
            return True
        errors = self.data().errors()
        self._form.show_errors(errors)
        return all(error.warning for error in errors)

    def choose(self, enterprise: Enterprise) -> None:
        """Take a known enterprise."""
        self._latest.forget()
        self._typing.stop()
        self._form.fill(
            EnterpriseData(name=enterprise.name, legal_id=enterprise.legal_id, country=enterprise.country)
        )
        self._chosen = enterprise
        self._on_found(())
        self._show_which()
        self.changed.emit()

    def _make_form(self) -> forms.Form[EnterpriseData]:
        self._country = QComboBox(self)
        forms.offer(self._country, _COUNTRIES, countries(self._context.language).__getitem__)
        self._province, self._park = QLineEdit(self), QLineEdit(self)
        form = forms.Form(
            EnterpriseData,
            self._context.catalog,
            self,
            name=forms.line(self.name),
            country=forms.choice(self._country),
            legal_id=forms.line(self.legal_id),
            province=forms.line(self._province),
            industrial_park=forms.line(self._park),
        )
        form.fill(EnterpriseData(name="", country=_HOME.get(self._context.language, "IR")))
        return form

    def _lay_out(self) -> None:
        self.body.setSpacing(theme.SMALL)
        self.body.addWidget(self._form.row("name"))
        self.body.addWidget(self._which)
        self.body.addWidget(self._doubt)
        self.body.addWidget(self._found)
        self._more = QWidget(self)
        grid = QGridLayout(self._more)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.MEDIUM)
        for place, name in enumerate(("legal_id", "country", "province", "industrial_park")):
            grid.addWidget(self._form.row(name), place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        self.body.addWidget(self._more)
        self.body.addStretch(1)

    @Slot()
    def _on_edited(self) -> None:
        if self._chosen is not None:
            self._chosen = None
            self._show_which()
        errors = [error for error in self.data().errors() if error.warning]
        self._form.show_errors(errors)
        self._typing.start()
        self.changed.emit()

    @Slot()
    def _look(self) -> None:
        self._latest.ask(partial(alike, self._context.database, self.name.text(), self.legal_id.text()))

    def _on_found(self, found: Sequence[Enterprise]) -> None:
        self._found.clear()
        for each in found:
            words = " · ".join(part for part in (each.name, each.name_latin, each.legal_id, each.province) if part)
            item = QListWidgetItem(words, self._found)
            item.setToolTip(plain_tooltip(words))
            item.setData(_RECORD, each)
        rows = min(_SHOWN, len(found))
        self._found.setFixedHeight(rows * (self._found.fontMetrics().height() + 12) + theme.SMALL)
        self._found.setVisible(bool(found))
        self._doubt.setVisible(bool(found))
        if self._chosen is None:
            self._show_which()

    def _on_not_found(self, error: Exception) -> None:
        self._on_found(())

    @Slot(QListWidgetItem)
    def _on_picked(self, item: QListWidgetItem) -> None:
        self.choose(item.data(_RECORD))

    def _show_which(self) -> None:
        known, typed = self._chosen, self.name.text().strip()
        self._more.setVisible(known is None)
        if known is not None:
            where = " · ".join(part for part in (known.legal_id, known.province, known.industrial_park) if part)
            self._which.setText(" ".join((self._("A known enterprise."), where)))
            theme.set_role(self._which, "success")
        else:
            self._which.setText(self._("A new enterprise will be made.") if typed else "")
            theme.set_role(self._which, "muted")
        self._which.setVisible(bool(self._which.text()))
