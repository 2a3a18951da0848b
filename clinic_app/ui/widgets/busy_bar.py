"""Progress of a long job, in words and as a bar, and the button that stops it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from clinic_app.i18n import formats
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import theme
from clinic_app.ui.jobs import Relay
from clinic_app.ui.plain_text import label


class BusyBar(QWidget):
    """Hidden until a job begins. Without a known total the bar only moves."""

    cancelled = Signal()

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._words = label("", self)
        self._count = label("", self, role="muted")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = QPushButton(catalog.text("Cancel"), self)
        self._stop.clicked.connect(self._on_stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._words)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._count)
        layout.addWidget(self._stop)
        self.hide()

    def begin(self, words: str, relay: Relay | None = None) -> None:
        """Show that ``words`` is going on; a relay brings its steps and takes the wish to stop."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._count.clear()
        self._bar.setRange(0, 0)
        self._stop.setVisible(relay is not None)
        self._stop.setEnabled(True)
        if relay is not None:
            relay.stepped.connect(self.show_step)
            self.cancelled.connect(relay.cancel)
        self.show()

    def end(self) -> None:
        """The job is over."""
        self.hide()

    @Slot(int, int)
    def show_step(self, done: int, total: int) -> None:
        """``done`` of ``total``; a total of 0 is unknown."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        language = self._catalog.language
        counts = {"done": formats.number(done, language), "total": formats.number(total, language)}
        self._count.setText(self._catalog.text("%(done)s of %(total)s") % counts if total else counts["done"])

    @Slot()
    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._words.setText(self._catalog.text("Stopping…"))
        self.cancelled.emit()
