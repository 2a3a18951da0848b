"""The visible word on whether what was typed is on the disk: "Saved 14:03", or why not."""

from datetime import datetime

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from clinic_app.errors import ClinicError
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import colours, icons, theme
from clinic_app.ui.autosave import Autosave
from clinic_app.ui.widgets.elided_label import ElidedLabel

_ICON = QSize(16, 16)
_WIDEST = 340
"""A long reason must not push the name of the case aside: the fields say it too, and the tooltip all of it."""


class SaveLabel(QWidget):
    """Follows any number of autosaves; "Saved" is shown only while none of them is dirty."""

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._followed: list[Autosave] = []
        self._picture = QLabel(self)
        self._words = ElidedLabel("", self, role="muted")
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words.setMaximumWidth(_WIDEST)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self._picture)
        layout.addWidget(self._words)

    def follow(self, autosave: Autosave) -> None:
        """Tell the state of ``autosave`` too."""
        self._followed.append(autosave)
        autosave.dirty_changed.connect(self._on_dirty_changed)
        autosave.saved.connect(self.show_saved)
        autosave.failed.connect(self.show_failed)

    def clear(self) -> None:
        """Say nothing: another record is shown."""
        self._show("", "", "muted")

    def text(self) -> str:
        """The words shown."""
        return self._words.text()

    @Slot(object)
    def show_saved(self, when: datetime) -> None:
        """Saved at ``when``, unless something else is still unsaved."""
        if any(autosave.is_dirty for autosave in self._followed):
            return
        time = formats.clock(when, self._catalog.language)
        self._show("check", self._catalog.text("Saved %(time)s") % {"time": time}, "muted")

    @Slot(object)
    def show_failed(self, error: Exception) -> None:
        """Not saved, and why."""
        if isinstance(error, ClinicError):
            reason = labels.error_text(self._catalog, error)
        elif isinstance(error, OSError):
            reason = labels.os_reason(self._catalog, error)
        else:
            reason = str(error)
        words = self._catalog.text("Not saved: %(reason)s") % {"reason": reason}
        self._show("warning", words, "error")

    @Slot(bool)
    def _on_dirty_changed(self, dirty: bool) -> None:
        if dirty:
            self._show("edit", self._catalog.text("Not saved yet"), "muted")

    def _show(self, icon: str, words: str, role: str) -> None:
        tone = colours.colour(role, self.palette())
        self._picture.setVisible(bool(icon))
        if icon:
            self._picture.setPixmap(icons.pixmap(icon, _ICON.width(), tone))
        self._words.set_text(words)
        theme.set_role(self._words, role)
