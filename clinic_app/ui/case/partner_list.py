"""Who can help with what was decided: the memoranda and programmes that cover its area."""

from collections.abc import Iterator

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.areas import Area
from clinic_app.domain.partner import Cover, MemorandumStatus, Offer
from clinic_app.i18n import formats, labels, names
from clinic_app.i18n.catalog import Catalog
from clinic_app.services import partners
from clinic_app.ui import theme
from clinic_app.ui.case.direction import by_content, ordinal
from clinic_app.ui.clock import today
from clinic_app.ui.context import Context
from clinic_app.ui.plain_text import label

_ROLES = {MemorandumStatus.SIGNED: "success", MemorandumStatus.NEGOTIATION: "warning", None: "muted"}


class PartnerList(QWidget):
    """Hidden while no area is decided. What counts most comes first, what has expired last and said to be."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[Area, tuple[Cover, ...]] | None = None
        _ = context.catalog.text
        self._empty = label(_("No memorandum covers this area yet."), self, role="muted", wraps=True)
        self.register_button = QPushButton(_("Partners…"), self)
        self.register_button.setToolTip(_("Open the register of partners and programmes"))
        self.register_button.setProperty("role", "quiet")
        self.register_button.clicked.connect(self.open_register)
        foot = QHBoxLayout()
        foot.addWidget(self.register_button)
        foot.addStretch(1)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(theme.SMALL)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self._empty)
        layout.addLayout(self._entries)
        layout.addLayout(foot)
        self.hide()

    def show_area(self, area: Area | None) -> None:
        """Show who covers an area as the register stands now; nothing for None."""
        self.setVisible(area is not None)
        if area is None:
            return
        found = self._context.database.read(partners.covering, area, today())
        if (area, found) != self._shown:
            self._shown = (area, found)
            self._show(found)

    def texts(self) -> list[str]:
        """Every line shown, from top to bottom."""
        places = range(self._entries.count())
        entries = [item.widget() for place in places if (item := self._entries.itemAt(place)) is not None]
        lines = [line.text() for entry in entries if entry is not None for line in entry.findChildren(QLabel)]
        return lines or [self._empty.text()]

    @property
    def count(self) -> int:
        """How many entries are shown."""
        return self._entries.count()

    @Slot()
    def open_register(self) -> None:
        """Open the register; what changes there is shown here at once."""
        from clinic_app.ui.partners.dialog import RegisterDialog

        dialog = RegisterDialog(self._context, self)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()

    def _show(self, found: tuple[Cover, ...]) -> None:
        while (item := self._entries.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for cover in found:
            self._entries.addWidget(_entry(self._context.catalog, cover))
        self._empty.setVisible(not found)


def _entry(catalog: Catalog, cover: Cover) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    country = names.country(catalog, cover.country)
    who = " · ".join(part for part in (country, by_content(cover.organisation)) if part)
    layout.addWidget(label(who, made, wraps=True))
    status = labels.label(catalog, cover.status) or catalog.text("No memorandum needed")
    layout.addWidget(label(status, made, role=_ROLES.get(cover.status, "muted"), wraps=True))
    for words in _lines(catalog, cover):
        layout.addWidget(label(words, made, role="small", wraps=True))
    return made


def _lines(catalog: Catalog, cover: Cover) -> Iterator[str]:
    """The memorandum with its dates, whom to ask, and a line or two for each programme."""
    language = catalog.language
    dated = formats.day(cover.dated_on, language)
    ends = formats.day(cover.valid_until, language)
    until = f"{labels.field(catalog, 'valid_until')}: {ends}" if ends else ""
    if paper := " · ".join(part for part in (by_content(cover.title), dated, until) if part):
        yield paper
    if cover.contact:
        yield _told(catalog, "contact", cover.contact)
    for offer in cover.programmes:
        yield from _programme(catalog, offer)


def _programme(catalog: Catalog, offer: Offer) -> Iterator[str]:
    yield ordinal(f"• {by_content(' '.join(offer.name.split()))}", is_rtl=catalog.is_rtl)
    for key, words in (("eligibility", offer.eligibility), ("contact", offer.contact)):
        if words.strip():
            yield _told(catalog, key, words)


def _told(catalog: Catalog, key: str, words: str) -> str:
    return f"{labels.field(catalog, key)}: {by_content(' '.join(words.split()))}"
