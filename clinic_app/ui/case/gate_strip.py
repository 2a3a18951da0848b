"""What stands in the way of the next stage: a list of links that lead to the fields concerned."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from clinic_app.domain.case import Stage
from clinic_app.domain.gates import Lack
from clinic_app.i18n import formats, labels
from clinic_app.i18n.catalog import Catalog
from clinic_app.ui import icons, theme
from clinic_app.ui.case.field_grid import FieldGrid
from clinic_app.ui.plain_text import label, without_mnemonic


class GateStrip(QFrame):
    """Hidden until ``show_lacks``; ``lack_chosen`` carries the Lack whose link was pressed."""

    lack_chosen = Signal(object)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.setProperty("role", "message")
        self.setProperty("kind", "warning")
        self._words = label("", self, role="section")
        close = QToolButton(self)
        close.setIcon(icons.icon("close", "muted"))
        close.setAccessibleName(catalog.text("Close this message"))
        close.setToolTip(catalog.text("Close this message"))
        close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(close)
        self._links = FieldGrid(self, least=230)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.SMALL)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(head)
        layout.addWidget(self._links)
        self.hide()

    def show_lacks(self, lacks: Sequence[Lack], stage: Stage) -> None:
        """List ``lacks`` as links; nothing to list hides the strip."""
        self._links.clear()
        for lack in lacks:
            link = QPushButton(without_mnemonic(labels.lack(self._catalog, lack)), self)
            link.setProperty("role", "link")
            link.setIcon(icons.icon("open", "warning"))
            link.clicked.connect(lambda _checked=False, lack=lack: self.lack_chosen.emit(lack))
            holder = QWidget(self)
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(link)
            row.addStretch(1)
            self._links.add(holder)
        self._words.setText(title(self._catalog, len(lacks), stage))
        self.setVisible(bool(lacks))

    def links(self) -> list[str]:
        """The words of the links, for those who look at the page from outside."""
        return [button.text() for button in self._links.findChildren(QPushButton) if button.isVisibleTo(self)]


def title(catalog: Catalog, count: int, stage: Stage) -> str:
    """ "3 things missing before: Screening"."""
    words = catalog.plural("%(n)s thing missing before: %(stage)s", "%(n)s things missing before: %(stage)s", count)
    return words % {"n": formats.number(count, catalog.language), "stage": labels.label(catalog, stage)}
